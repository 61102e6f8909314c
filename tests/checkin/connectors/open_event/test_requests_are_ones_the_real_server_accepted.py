"""Every request this connector makes was made to a real server before, in the same form, and was taken."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from checkin.connectors.http import Channel
from checkin.connectors.open_event.client import Client
from checkin.connectors.open_event.connector import OpenEventConnector
from checkin.connectors.open_event.tokens import Session
from checkin.model.ids import MovementId, OperationId, PlatformId
from checkin.model.operation import Operation
from checkin.model.station import StationKind
from checkin.settings import Connection
from tests.checkin.connectors.stand_ins import (
    JsonObject,
    RecordedServer,
    StillClock,
    answer,
    forget,
    recorded_answer,
    recording,
    recordings,
)

EVENT = PlatformId("1")
AT = datetime(2026, 11, 22, 9, 0, 0, 123456, tzinfo=UTC)


def operation(kind: StationKind, station: str | None, session: str | None = None) -> Operation:
    return Operation(
        id=OperationId("o"),
        movement=MovementId("m"),
        event=EVENT,
        attendee=PlatformId("1"),
        kind=kind,
        station=None if station is None else PlatformId(station),
        session=None if session is None else PlatformId(session),
        at=AT,
        first_sent_at=AT,
    )


def admin() -> httpx.Response:
    me = recording("me")["response_body"]
    me["data"]["attributes"]["is-admin"] = True
    return answer(200, me)


def run_through_everything(server: RecordedServer) -> None:
    """All a station can come to ask for in a day."""
    for number in range(1, 4):
        server.add_attendee(
            number, "pending", **{"register-times": "2026-11-22 07:04:48.5", "is-registered": True}
        )
    connection = Connection(
        platform="open_event", base_url="http://127.0.0.1", account="organizer@example.org"
    )
    secrets = {"password": "correct horse"}
    connector = OpenEventConnector(
        connection, secrets, secrets.update, StillClock(), transport=server.transport
    )
    connector.sign_in()
    connector.sign_in()
    connector.events()
    cursor = [page.cursor for page in connector.pull(EVENT, since=None, resume=None)][-1]
    list(connector.pull(EVENT, since=cursor, resume=None))
    for done in (
        operation(StationKind.REGISTRATION, "1"),
        operation(StationKind.DAILY, "4", "1"),
        operation(StationKind.CHECK_IN, "5", "1"),
        operation(StationKind.CHECK_OUT, "6", "1"),
    ):
        connector.push(done)
        connector.read_back(done)
    connector.stats(EVENT, [PlatformId("1"), PlatformId("2")])
    connector.close()


def run_through_what_only_administrators_may(server: RecordedServer) -> None:
    connection = Connection(platform="open_event", base_url="http://127.0.0.1", account="admin@example.org")
    connector = OpenEventConnector(
        connection, {"password": "p"}, forget, StillClock(), transport=server.transport
    )
    server.script("GET /v1/users/3", admin())
    server.script("GET /v1/events/1/stations", answer(200, {"data": []}))
    server.script(
        "GET /v1/attendees/1", recorded_answer("attendee_one"), recorded_answer("patch_checkin_admin_first")
    )
    connector.push(operation(StationKind.REGISTRATION, None))
    connector.head_count(PlatformId("5"), PlatformId("1"), 14)
    connector.close()


def run_through_the_rest_of_the_client(server: RecordedServer) -> None:
    clock = StillClock()
    channel = Channel("open_event", "http://127.0.0.1", clock, transport=server.transport)
    client = Client(Session(channel, "organizer@example.org", {"password": "p"}, forget, clock))
    about = client.catalogue
    server.script("GET /v1/events/1/orders", answer(200, {"data": []}))
    about.custom_forms("1")
    about.badge_forms("1")
    about.orders("1")
    about.order_attendees("d59f0453-39e4-457e-bb03-d56374a3357b")
    client.search("1", name="lovelace")
    client.search("1", email="attendee0007")
    client.stats("1")
    client.head_counts("5", "1")
    channel.close()


def form_of(value: object) -> object:
    """What of a value must agree: its kind, that it is a number written as text, the structure of JSON."""
    if isinstance(value, dict):
        return {key: form_of(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [form_of(inner) for inner in value[:1]]
    if isinstance(value, str) and value.isdecimal():
        return "digits"
    return type(value).__name__


def template_of(path: str) -> str:
    return re.sub(r"/(\d+|[0-9a-f]{8}(-[0-9a-f-]+)?)(?=/|$)", "/{}", path)


def filter_of(text: str) -> object:
    """In what is compared only what is compared may differ."""
    return [
        {**criterion, "val": form_of(criterion["val"])} if "name" in criterion else criterion
        for criterion in json.loads(text)
    ]


def parameters_of(url: str) -> Iterator[tuple[str, object]]:
    for name, value in parse_qsl(urlsplit(url).query):
        if name == "filter":
            yield name, json.dumps(filter_of(value))
        elif name in {"include", "fields[order]", "fields[microlocation]"}:
            yield from ((name, part) for part in value.split(","))
        elif name == "sort":
            yield name, value
        else:
            yield name, form_of(value)


def taken() -> list[JsonObject]:
    """What the real server was asked and took, without filters of a form that it ignored."""
    unusable = {"att_filter_bracket_style"}
    return [
        {
            "ask": (said["method"], template_of(urlsplit(said["url"]).path)),
            "headers": said["request_headers"],
            "parameters": set(parameters_of(said["url"])),
            "body": form_of(said["request_body"]),
        }
        for said in recordings()
        if said["status"] in {200, 201} and said["name"] not in unusable
    ]


TAKEN = taken()


def faults_of(request: httpx.Request) -> list[str]:
    """What of a request no recorded success has."""
    ask = (request.method, template_of(request.url.path))
    alike = [said for said in TAKEN if said["ask"] == ask]
    if not alike:
        return [f"{ask} was never taken"]
    known = set().union(*(said["parameters"] for said in alike))
    faults = [f"{ask}: {one}" for one in parameters_of(str(request.url)) if one not in known]
    for name in ("Content-Type", "Accept"):
        sent = request.headers.get(name)
        if sent not in {said["headers"].get(name) for said in alike}:
            faults.append(f"{ask}: {name}: {sent}")
    scheme = request.headers.get("Authorization", "").partition(" ")[0]
    if scheme not in {said["headers"].get("Authorization", "").partition(" ")[0] for said in alike}:
        faults.append(f"{ask}: Authorization: {scheme}")
    body = form_of(json.loads(request.content)) if request.content else None
    if body is not None and not any(fits(body, said["body"]) for said in alike):
        faults.append(f"{ask}: {body}")
    return faults


def fits(body: object, recorded: object) -> bool:
    """The export was asked with one criterion at a time; all other bodies must agree whole."""
    if isinstance(body, dict) and "session_id" in body and isinstance(recorded, dict):
        return body.items() <= recorded.items()
    return body == recorded


@pytest.mark.parametrize(
    "run",
    [run_through_everything, run_through_what_only_administrators_may, run_through_the_rest_of_the_client],
    ids=lambda run: run.__name__,
)
def test_every_request_was_taken_by_the_real_server_in_this_form(run: object) -> None:
    server = RecordedServer()
    assert callable(run)

    run(server)

    assert len(server.requests) > 5
    assert [fault for request in server.requests for fault in faults_of(request)] == []


def test_the_run_asks_for_everything_there_is() -> None:
    server = RecordedServer()
    run_through_everything(server)
    run_through_what_only_administrators_may(server)
    run_through_the_rest_of_the_client(server)

    kinds = {(request.method, template_of(request.url.path)) for request in server.requests}

    assert len(kinds) >= 19
    assert ("POST", "/v1/auth/token/refresh") in kinds
    assert ("PATCH", "/v1/attendees/{}") in kinds


@pytest.mark.parametrize(
    "request_",
    [
        httpx.Request("GET", "http://s/v1/stations"),
        httpx.Request("POST", "http://s/v1/stations", json={}),
        httpx.Request("GET", "http://s/v1/events/1/attendees?page[size]=all", headers={"Accept": "*/*"}),
        httpx.Request("GET", "http://s/v1/events/1/attendees?sort=modified-at", headers={"Accept": "*/*"}),
        httpx.Request(
            "GET", "http://s/v1/events/1/attendees?filter[firstname]=Ada", headers={"Accept": "*/*"}
        ),
        httpx.Request("GET", "http://s/v1/events/1", headers={"Accept": "application/json"}),
        httpx.Request(
            "GET",
            "http://s/v1/events/2",
            headers={"Accept": "application/vnd.api+json", "Authorization": "Bearer x"},
        ),
        httpx.Request("POST", "http://s/v1/user-check-in", json={"data": {"id": 1}}),
    ],
    ids=str,
)
def test_a_request_the_real_server_would_not_take_is_found(request_: httpx.Request) -> None:
    assert faults_of(request_)
