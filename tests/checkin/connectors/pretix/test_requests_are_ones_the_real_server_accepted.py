"""Every request of this connector was made to a real pretix before, with these names, and was taken."""

import json
import re
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from checkin.connectors.http import Channel
from checkin.connectors.pretix.client import Client, Redeem
from checkin.connectors.pretix.session import Session
from checkin.connectors.pretix.walk_ins import order_code
from checkin.model.ids import OperationId, PlatformId
from checkin.model.operation import Correct, Move, Printed, Register, TakeBack, Turned
from checkin.model.station import StationKind
from tests.checkin.connectors.pretix.recorded import (
    AT,
    CODE,
    EVENT,
    NONCE,
    JsonObject,
    RecordedServer,
    a_connector,
    an_operation,
    answer,
    order,
    page,
    position,
    recorded_answer,
    recording,
    recordings,
)
from tests.fakes.clock import FakeClock

HERE = "http://127.0.0.1:8099/api/v1/organizers/demo/events/conf26/orders/?page=2&ordering=-last_modified"
NAMES = {"given_name": "Ada", "family_name": "Lovelace"}
ADA = Register(answers={**NAMES, "email": "ada@example.org", "company": "Engines"}, ticket_type="1-2")


def a_day_at_the_desk(server: RecordedServer) -> None:
    """All a station can come to ask for in a day."""
    clock = FakeClock()
    a_connector(server, secrets={"code": "set-up-code"}).sign_in()
    connector = a_connector(server, clock=clock)
    connector.sign_in()
    connector.events()
    server.script("GET EVENT/orders/", page(order(), next=HERE, count=2), page(order()), page())
    cursor = [one.cursor for one in connector.pull(EVENT, since=None, resume=None)][-1]
    clock.advance(200)
    list(connector.pull(EVENT, since=cursor, resume=None))
    server.script("POST EVENT/orders/", answer(201, order("X", position(630))))
    server.script("GET EVENT/checkinlists/1/positions/", page(), page(), page())
    server.script(f"GET EVENT/orders/{order_code(an_operation().id)}/", recorded_answer("235"))
    for done in (
        an_operation(),
        an_operation(
            Move(answers={"question_1": "3"}), kind=StationKind.CHECK_OUT, station=PlatformId("1/out")
        ),
        an_operation(TakeBack(operation=OperationId("another"), moved_at=AT), at=AT + timedelta(minutes=1)),
        an_operation(Turned(refusal="unpaid", code="x")),
        an_operation(Printed(number=1), station=None),
        an_operation(ADA, attendee=PlatformId("")),
        an_operation(Correct(changes={**NAMES, "company": "Engines", "email": "a@example.org"})),
    ):
        connector.push(done)
        connector.read_back(done)
    connector.close()


def a_walk_in_of_a_series(server: RecordedServer) -> None:
    """With a date, and nothing else that is not in the day at the desk."""
    for request, name in (
        ("GET EVENT/", "330"),
        ("GET EVENT/checkinlists/", "331"),
        ("GET EVENT/items/", "333"),
        ("POST EVENT/orders/", "334"),
    ):
        server.script(request, recorded_answer(name))
    made = a_connector(server)
    secret = recording("334")["request_body"]["positions"][0]["secret"]
    ada = Register(answers=NAMES, ticket_type="13")
    made.push(an_operation(ada, attendee=PlatformId(""), station=PlatformId("13"), code=secret))
    made.close()
    assert server.body("POST EVENT/orders/")["positions"][0]["subevent"] == 1


def the_rest_of_the_client(server: RecordedServer) -> None:
    url = "http://127.0.0.1:8099"
    channel = Channel("pretix", url, FakeClock(), transport=server.transport)
    client = Client(Session(channel, url, token="device-token", organizer="demo"))  # noqa: S106
    about, other, device = client.catalogue, client.furniture, client.device
    assert device.update().name == "Desk full"
    assert device.version().pretix == "2026.8.0"
    assert device.event_selection().is_good
    assert about.organizers()[0].slug == "demo"
    assert about.blocked(EVENT)[0].blocked
    assert about.list_status(EVENT, "1").position_count == 448
    assert other.categories(EVENT)[0]["is_addon"] is True
    assert other.quotas(EVENT)[0]["available"] is True
    assert len(other.badge_layouts(EVENT)) == len(other.badge_items(EVENT)) == 2
    assert other.search("1", "lovelace")
    assert client.stored_answer(NONCE).is_good
    client.redeem_on_list(
        EVENT,
        Redeem(number="1", secret="a/b", nonce=NONCE, leaves=False, at=AT, position="140"),  # noqa: S106
    )
    assert device.roll().api_token
    assert device.revoke().name == "Desk throw"
    channel.close()


def template_of(path: str) -> str:
    """A path without what stands for one thing of many."""
    path = re.sub(r"/events/[^/]+/", "/events/{}/", path)
    path = re.sub(r"/positions/\w+/redeem/", "/positions/{}/redeem/", path)
    path = re.sub(r"/orders/[A-Z0-9]{5,}/", "/orders/{}/", path)
    return re.sub(r"/\d+(?=/)", "/{}", path)


def keys_of(body: object) -> set[str]:
    """The names in a body; those of the things in its lists, too. Of `info` and `answers` names are free."""
    found: set[str] = set()
    for name, inner in body.items() if isinstance(body, dict) else ():
        found.add(name)
        rows = inner if isinstance(inner, list) else [inner]
        if name not in {"info", "answers", "lists"}:
            found |= {f"{name}.{key}" for row in rows for key in keys_of(row)}
    return found


def kinds_of(body: object) -> set[tuple[str, str]]:
    """Which JSON type stands under which name."""
    return {(name, type(inner).__name__) for name, inner in body.items()} if isinstance(body, dict) else set()


def taken() -> list[JsonObject]:
    """What the real server was asked and took."""
    return [
        {
            "ask": (said["method"], template_of(urlsplit(said["url"]).path)),
            "headers": said["request_headers"],
            "parameters": {name for name, _ in parse_qsl(urlsplit(said["url"]).query)},
            "keys": keys_of(said["request_body"]),
            "kinds": kinds_of(said["request_body"]),
        }
        for said in recordings()
        # An old form of check-in was refused for the ticket's sake; an unknown order was looked for in vain.
        if said["status"] < 400 or said["name"] in {"178_legacy_redeem_by_secret", "235_404_order"}
    ]


TAKEN = taken()
PAGED = {"page"}  # as the server's own links have it


def faults_of(request: httpx.Request) -> list[str]:
    """What of a request no recorded success has."""
    ask = (request.method, template_of(request.url.path))
    alike = [said for said in TAKEN if said["ask"] == ask]
    if not alike:
        return [f"{ask} was never taken"]
    body = json.loads(request.content) if request.content else None
    faults = []
    for what, sent in (
        ("parameters", set(request.url.params) - PAGED),
        ("keys", keys_of(body)),
        ("kinds", kinds_of(body)),
    ):
        known = set().union(*(said[what] for said in alike))
        if ask[1].endswith("/redeem/") and "positions" in ask[1]:  # the old form takes what the new one does
            known |= set().union(*(said[what] for said in TAKEN if said["ask"][1].endswith("rpc/redeem/")))
        faults += [f"{ask}: {what}: {one}" for one in sorted(sent - known, key=str)]
    in_older_form = ask[1].endswith("/positions/{}/redeem/")
    if not in_older_form and not any(keys_of(body) <= said["keys"] for said in alike):
        faults.append(f"{ask}: never all together: {sorted(keys_of(body))}")
    return faults + faults_of_headers(request, ask, alike)


def faults_of_headers(request: httpx.Request, ask: tuple[str, str], alike: list[JsonObject]) -> list[str]:
    faults = [
        f"{ask}: {name}: {request.headers.get(name)}"
        for name in ("Content-Type", "Accept")
        if request.headers.get(name) not in {said["headers"].get(name) for said in alike}
    ]
    scheme = request.headers.get("Authorization", "").partition(" ")[0]
    schemes = {said["headers"].get("Authorization", "").partition(" ")[0] for said in alike}
    if scheme not in schemes and schemes != {"Token"}:  # "Token": the organizer's own, in place of a device's
        faults.append(f"{ask}: Authorization: {scheme}")
    return faults


@pytest.mark.parametrize(
    "run", [a_day_at_the_desk, a_walk_in_of_a_series, the_rest_of_the_client], ids=lambda run: run.__name__
)
def test_every_request_was_taken_by_the_real_server_in_this_form(run: object) -> None:
    server = RecordedServer()
    assert callable(run)

    run(server)

    assert len(server.requests) > 5
    assert [fault for request in server.requests for fault in faults_of(request)] == []


def test_the_runs_ask_for_everything_there_is() -> None:
    server = RecordedServer()
    a_day_at_the_desk(server)
    the_rest_of_the_client(server)

    kinds = {(request.method, template_of(request.url.path)) for request in server.requests}

    assert len(kinds) >= 33


@pytest.mark.parametrize(
    "request_",
    [
        httpx.Request("GET", "http://s/api/v1/organizers/demo/events/conf26/tickets/"),
        httpx.Request("PUT", "http://s/api/v1/organizers/demo/checkinrpc/redeem/", json={}),
        httpx.Request("GET", "http://s/api/v1/organizers/demo/events/conf26/orders/?since=1"),
        httpx.Request("GET", "http://s/api/v1/device/info"),
        httpx.Request(
            "POST",
            "http://s/api/v1/organizers/demo/checkinrpc/redeem/",
            json={"lists": "1", "secret": CODE},
            headers={"Authorization": "Device x", "Accept": "application/json"},
        ),
        httpx.Request(
            "POST",
            "http://s/api/v1/organizers/demo/events/conf26/orders/",
            json={"positions": [{"colour": "red"}]},
            headers={"Authorization": "Device x", "Accept": "application/json"},
        ),
        httpx.Request(
            "PATCH",
            "http://s/api/v1/organizers/demo/events/conf26/orderpositions/1/",
            json={"attendee_email": "a@example.org", "attendee_name": "Ada"},
            headers={"Authorization": "Device x", "Accept": "application/json"},
        ),
    ],
    ids=["path", "method", "parameter", "authorization", "kind", "key within", "never together"],
)
def test_a_request_the_real_server_would_not_take_is_found(request_: httpx.Request) -> None:
    assert faults_of(request_)
