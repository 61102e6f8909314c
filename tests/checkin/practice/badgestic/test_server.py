"""The simulated platform answers as Badgestic's document says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest

from checkin.practice.badgestic import BadgesticPractice
from checkin.scanner.picture import codes_in

TOKEN = {"Auth-Token": "practice-token"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TIMES = {
    f"{name}_{part}": value
    for name in ("starts_at", "ends_at")
    for part, value in {"year": "2023", "month": "10", "day": "10", "hour": "12", "minute": "00"}.items()
}


@dataclass
class Answer:
    status: int
    body: bytes
    content_type: str

    @property
    def said(self) -> object:
        return json.loads(self.body)


def ask(
    practice: BadgesticPractice,
    method: str,
    path: str,
    form: Mapping[str, str] | None = None,
    headers: Mapping[str, str] = TOKEN,
) -> Answer:
    address = urlsplit(practice.url)
    line = HTTPConnection(address.hostname or "", address.port, timeout=5)
    line.request(method, path, urlencode(form or {}), {**headers, **(FORM if form else {})})
    answer = line.getresponse()
    found = Answer(answer.status, answer.read(), answer.headers["Content-Type"])
    line.close()
    return found


def success(data: object) -> dict[str, object]:
    return {"status": "success", "data": data}


def fail(*pairs: list[str]) -> dict[str, object]:
    return {"status": "fail", "data": list(pairs)}


def shown(practice: BadgesticPractice, event: str = "4711") -> dict[str, object]:
    said = ask(practice, "GET", f"/v1/events/{event}").said
    assert isinstance(said, dict)
    data = said["data"]
    assert isinstance(data, dict)
    return data


def test_an_event_comes_with_everybody(practice: BadgesticPractice) -> None:
    data = shown(practice)

    assert set(data) == {"event", "guests"}
    guests = data["guests"]
    assert isinstance(guests, list)
    assert len(guests) == 60
    assert list(guests[0])[-2:] == ["dietary_needs", "checked_in_at"]


@pytest.mark.parametrize("headers", [{}, {"Auth-Token": "wrong"}, {"Authorization": "Bearer practice-token"}])
def test_every_request_of_the_api_needs_the_token(
    headers: dict[str, str], practice: BadgesticPractice
) -> None:
    answer = ask(practice, "GET", "/v1/events/4711", headers=headers)

    assert (answer.status, answer.said) == (401, {"status": "error"})


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/events", 404),
        ("GET", "/v1/events/1", 404),
        ("GET", "/v1/events/9001", 403),
        ("GET", "/v1/guests/20001", 404),
        ("PUT", "/v1/guests/1", 404),
        ("DELETE", "/v1/guests/1", 404),
        ("PATCH", "/v1/events/4711", 404),
        ("GET", "/v2/events", 404),
        ("GET", "/", 404),
    ],
)
def test_what_is_not_there_is_an_error(
    method: str, path: str, status: int, practice: BadgesticPractice
) -> None:
    answer = ask(practice, method, path)

    assert (answer.status, answer.said) == (status, {"status": "error"})


def test_an_event_is_made_changed_and_deleted(practice: BadgesticPractice) -> None:
    made = ask(practice, "POST", "/v1/events", {"name": "New", "utc_offset": "-5", **TIMES}).said
    number = max(practice.platform.events)
    assert made == success({"event_id": number})

    assert ask(practice, "PUT", f"/v1/events/{number}", {"name": "Newer"}).said == success(None)
    event = shown(practice, str(number))["event"]
    assert isinstance(event, dict)
    assert (event["name"], event["starts_at_hour"]) == ("Newer", "12")
    assert ask(practice, "DELETE", f"/v1/events/{number}").said == success(None)
    assert ask(practice, "GET", f"/v1/events/{number}").status == 404


def test_faults_of_an_event_are_told_field_by_field(practice: BadgesticPractice) -> None:
    form = {"utc_offset": "soon", **TIMES, "starts_at_month": "13"}
    del form["ends_at_minute"]

    answer = ask(practice, "POST", "/v1/events", form)

    assert answer.status == 200
    assert answer.said == fail(
        ["name", "blank"],
        ["utc_offset", "inclusion"],
        ["starts_at_month", "invalid"],
        ["ends_at_minute", "blank"],
    )
    assert ask(practice, "PUT", "/v1/events/4711", {"utc_offset": "15"}).said == fail(
        ["utc_offset", "inclusion"]
    )


def test_guests_go_with_their_event(practice: BadgesticPractice) -> None:
    ask(practice, "DELETE", "/v1/events/4711")

    assert practice.record() == {}
    assert {row.event for row in practice.platform.guests.values()} == {4712}


def test_a_guest_is_made_changed_and_deleted(practice: BadgesticPractice) -> None:
    made = ask(practice, "POST", "/v1/events/4711/guests", {"first_name": "Jo", "last_name": "Smith"}).said
    number = max(practice.platform.guests)
    assert made == success({"guest_id": number})

    assert ask(practice, "PUT", f"/v1/guests/{number}", {"active": "false"}).said == success(None)
    row = practice.platform.guests[number]
    assert (row.first_name, row.last_name, row.active) == ("Jo", "Smith", False)
    assert ask(practice, "DELETE", f"/v1/guests/{number}").said == success(None)
    assert number not in practice.platform.guests


def test_a_guest_sent_twice_is_there_twice(practice: BadgesticPractice) -> None:
    for _ in range(2):
        ask(practice, "POST", "/v1/events/4711/guests", {"first_name": "Jo", "last_name": "Smith"})

    assert len([row for row in practice.platform.guests.values() if row.first_name == "Jo"]) == 2


def test_faults_of_a_guest_are_told_and_a_field_may_have_two(practice: BadgesticPractice) -> None:
    form = {"first_name": " ", "email": "x" * 300, "active": "yes"}

    answer = ask(practice, "POST", "/v1/events/4711/guests", form)

    assert answer.status == 200
    assert answer.said == fail(
        ["first_name", "blank"],
        ["last_name", "blank"],
        ["email", "invalid"],
        ["active", "inclusion"],
        ["email", "too_long"],
    )


def test_what_is_not_sent_as_a_form_is_not_seen(practice: BadgesticPractice) -> None:
    headers = {**TOKEN, "Content-Type": "application/json"}

    answer = ask(practice, "POST", "/v1/events/4711/guests", headers=headers)

    assert answer.said == fail(["first_name", "blank"], ["last_name", "blank"])


def test_an_unknown_field_is_passed_over_in_silence(practice: BadgesticPractice) -> None:
    row = next(iter(practice.platform.guests.values()))
    before = row.shown()

    assert ask(practice, "PUT", f"/v1/guests/{row.id}", {"shoe_size": "42"}).said == success(None)
    assert row.shown() == before


def test_a_qr_code_is_a_picture_anybody_may_see(practice: BadgesticPractice) -> None:
    row = next(row for row in practice.platform.guests.values() if row.code)

    first, second = (ask(practice, "GET", f"/guests/{row.id}/qr_code", headers={}) for _ in range(2))

    assert first.content_type == "image/png"
    assert codes_in(first.body) == (row.code,)
    assert second.body == first.body
    assert practice.platform.told_tokens == 0


def test_a_token_at_a_picture_is_noticed(practice: BadgesticPractice) -> None:
    ask(practice, "GET", "/guests/1/qr_code")

    assert practice.platform.told_tokens == 1


def test_somebody_without_a_code_has_no_picture_and_an_empty_address(practice: BadgesticPractice) -> None:
    row = next(iter(practice.platform.guests.values()))
    address = ask(practice, "GET", f"/guests/{row.id}/qr_code_url", headers={})
    row.code = ""

    assert address.body.decode() == f"https://www.badgestic.com/guests/{row.id}/qr_code"
    assert ask(practice, "GET", f"/guests/{row.id}/qr_code_url", headers={}).body == b""
    assert ask(practice, "GET", f"/guests/{row.id}/qr_code", headers={}).status == 404
    assert ask(practice, "GET", "/guests/1/qr_code_url", headers={}).body == b""
