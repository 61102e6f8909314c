"""What a real pretix 2026.8 answered, the simulated one answers, from the first recording to the last."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

import httpx
import pytest

from checkin.practice.pretix import PretixPractice
from checkin.practice.pretix.codes import RandomCodes, SignedCodes
from checkin.practice.pretix.organiser import cancel_order
from tests.checkin.practice.pretix.recorded_world import (
    BEFORE,
    INITIALISED,
    moment_of,
    recorded_world,
    recordings,
)
from tests.fakes.clock import FakeClock

NOT_SERVED = {
    # What only the organiser does to set up an event.
    *(f"{number:02}" for number in range(2, 17)),
    *("180", "240"),
    # The order was made, and the code replaced, before the first recording that is replayed.
    *("17", "20"),
    # An artefact of SQLite.
    "246",
}
SIGNED = ("181", "189c")
"""Between these the event's codes were signed."""

LOCKED = {"245", "257"}
"""Their keys belong to requests that do not end."""

NAMES_OF_SECRETS = {"secret", "code", "api_token", "initialization_token"}
HEADERS = ("Content-Type", "Retry-After", "WWW-Authenticate")
PRESENT = ("Last-Modified", "X-Page-Generated", "Location")
ADDRESS = "http://127.0.0.1:8099"


@dataclass(slots=True, kw_only=True)
class Replay:
    """Sends recorded requests to the simulated platform, in its own words for what it made up."""

    practice: PretixPractice
    client: httpx.Client
    renamed: dict[str, str] = field(default_factory=dict)

    def send(self, request: dict[str, Any]) -> httpx.Response:
        body = request["body"]
        content = b"" if body is None else json.dumps(body).encode()
        if isinstance(body, dict) and "__raw__" in body:
            content = body["__raw__"].encode()
        kept = ("Authorization", "Content-Type", "X-Idempotency-Key", "If-Modified-Since")
        headers = {name: value for name, value in request["headers"].items() if name in kept}
        return self.client.request(
            request["method"],
            self.in_our_words(request["url"]).replace(ADDRESS, self.practice.url),
            content=self.in_our_words(content.decode()).encode(),
            headers={name: self.in_our_words(value) for name, value in headers.items()},
        )

    def in_our_words(self, text: str) -> str:
        for theirs, ours in self.renamed.items():
            text = text.replace(theirs, ours)
        return text

    def learn(self, theirs: Any, ours: Any) -> None:
        """Remember what we call what they made up."""
        if isinstance(theirs, list) and isinstance(ours, list):
            for one, other in zip(theirs, ours, strict=False):
                self.learn(one, other)
        if not (isinstance(theirs, dict) and isinstance(ours, dict)):
            return
        for name, value in theirs.items():
            mine = ours.get(name)
            made_up = name in NAMES_OF_SECRETS and isinstance(value, str) and isinstance(mine, str)
            if made_up and value not in {"", mine, "PREVIEW"}:
                self.renamed[str(value)] = str(mine)
            self.learn(value, mine)


def shape(body: Any) -> Any:
    """What of an answer must be the same: words of refusals whole, of the rest the names."""
    if isinstance(body, list):
        return [shape(body[0])] if body and isinstance(body[0], dict) else type(body)
    if not isinstance(body, dict):
        return None if body is None else type(body)
    return {name: shape(value) for name, value in body.items()}


def fits(theirs: Any, ours: Any) -> bool:
    """Whether two shapes are alike; what is nothing, or an empty list, fits everything."""
    if theirs in (None, list) or ours in (None, list):
        return True
    if isinstance(theirs, list):
        return isinstance(ours, list) and fits(theirs[0], ours[0])
    if isinstance(theirs, dict):
        return (
            isinstance(ours, dict)
            and theirs.keys() == ours.keys()
            and all(fits(value, ours[name]) for name, value in theirs.items())
        )
    return bool(theirs == ours)


def words(body: Any) -> Any:
    """What an answer to a scan says, and every word of a refusal that is no scan's."""
    if not isinstance(body, dict) or "status" not in body:
        return body
    position = body.get("position") or {}
    told = ("status", "reason", "reason_explanation", "require_attention", "checkin_texts", "detail", "list")
    return {name: body.get(name) for name in told} | {
        "position": position.get("id"),
        "check-ins": [(one["list"], one["type"], one["device_id"]) for one in position.get("checkins", ())],
        "answers": [(one["question"], one["answer"]) for one in position.get("answers", ())],
        "questions": [one["id"] for one in body.get("questions", ())],
    }


@pytest.fixture(scope="module")
def replayed() -> dict[str, tuple[dict[str, Any], httpx.Response]]:
    """Every recording's answer and ours, replayed in one row on one platform."""
    clock = FakeClock(BEFORE)
    with PretixPractice(state=recorded_world(clock), clock=clock) as practice, httpx.Client() as client:
        replay = Replay(practice=practice, client=client)
        found = {}
        for number, recording in numbered().items():
            clock.set_wall(max(clock.now() + timedelta(milliseconds=1), moment_of(recording)))
            found[number] = (recording["response"], replayed_one(replay, number, recording))
    return found


def replayed_one(replay: Replay, number: str, recording: dict[str, Any]) -> httpx.Response:
    """Our answer to one recording, with what happened outside of the API around it."""
    state, request = replay.practice.state, recording["request"]
    if number == SIGNED[0]:
        state.codes = SignedCodes(Random(7))
    if number == "189b":
        cancel_order(state, state.orders[replay.in_our_words("M9ZAF")])
    if number in LOCKED:
        headers = request["headers"]
        state.answered.lock(replay.in_our_words(headers["Authorization"]), headers["X-Idempotency-Key"])
    ours = replay.send(request)
    if number in INITIALISED:
        state.devices[-1].api_token = INITIALISED[number]
    if number == SIGNED[1]:
        state.codes = RandomCodes(Random(7))
    if request["method"] == "POST" and ours.status_code in {200, 201}:
        replay.learn(recording["response"]["body"], ours.json())
    return ours


def numbered() -> dict[str, dict[str, Any]]:
    """What is replayed, by the number in its name; the many searches by their whole names."""
    names = {name: name if name[:3] == "70_" else name.partition("_")[0] for name in recordings()}
    return {number: recordings()[name] for name, number in names.items() if number not in NOT_SERVED}


NUMBERS = list(numbered())


@pytest.mark.parametrize("number", NUMBERS)
def test_a_recorded_request_gets_the_recorded_answer(
    replayed: dict[str, tuple[dict[str, Any], httpx.Response]], number: str
) -> None:
    theirs, ours = replayed[number]

    assert ours.status_code == theirs["status"], ours.text
    for header in HEADERS:
        assert ours.headers.get(header) == theirs["headers"].get(header), header
    for header in PRESENT:
        assert (header in ours.headers) == (header in theirs["headers"]), header
    if "json" in theirs["headers"].get("Content-Type", ""):
        assert fits(shape(theirs["body"]), shape(ours.json()))


@pytest.mark.parametrize("number", NUMBERS)
def test_a_recorded_scan_and_a_recorded_refusal_get_the_recorded_words(
    replayed: dict[str, tuple[dict[str, Any], httpx.Response]], number: str
) -> None:
    theirs, ours = replayed[number]
    if "json" not in theirs["headers"].get("Content-Type", ""):
        return
    if number == "143":  # each parser of JSON complains in its own words
        assert ours.json()["detail"].startswith("JSON parse error - ")
    elif theirs["status"] >= 400 or "status" in theirs["body"]:
        assert words(ours.json()) == words(theirs["body"])
