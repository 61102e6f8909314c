"""A pretix that answers from recordings, and what to ask it with."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import httpx

from checkin.connectors.http import Reply
from checkin.connectors.pretix.connector import PretixConnector
from checkin.model.ids import MovementId, OperationId, PlatformId
from checkin.model.operation import Move, Operation, Task
from checkin.model.station import StationKind
from checkin.settings import Connection
from tests.fakes.clock import FakeClock
from tests.fakes.surroundings import DictMemory, surroundings

RECORDINGS = Path(__file__).parents[3] / "recordings" / "pretix" / "connector"

JsonObject = dict[str, Any]

EVENT = PlatformId("conf26")
AT = datetime(2026, 11, 22, 9, 0, 0, 123456, tzinfo=UTC)
CODE = "fv3mtefwbz7n48bfz7h87y28hrpbfn62"
NONCE = "0f8fad5bd9cb469fa16570867728950e"
KEY = "device-token"

_USUAL = (
    ("POST /device/initialize", "25_device_initialize"),
    ("POST /device/update", "29_device_update"),
    ("GET /device/info", "30_device_info"),
    ("GET /device/eventselection", "31_device_eventselection"),
    ("POST /device/roll", "32_device_roll"),
    ("POST /device/revoke", "34_device_revoke"),
    ("GET /version", "36_version_with_auth"),
    ("GET /organizers/", "37_organizers_device"),
    ("GET /organizers/demo/events/", "38_events_list"),
    ("GET /idempotency_query", "163_idempotency_query"),
    ("GET /organizers/demo/checkinrpc/search/", "69_rpc_search_latin"),
    ("POST /organizers/demo/checkinrpc/redeem/", "80_redeem_ok"),
    ("POST /organizers/demo/checkinrpc/annul/", "146_annul_ok"),
    ("GET EVENT/", "188_event_valid_keys"),
    ("GET EVENT/settings/", "40_event_settings"),
    ("GET EVENT/(items|products)/", "41_items"),
    ("GET EVENT/categories/", "44_categories"),
    ("GET EVENT/questions/", "45_questions"),
    ("GET EVENT/quotas/", "46_quotas_availability"),
    ("GET EVENT/checkinlists/", "47_checkinlists"),
    (r"GET EVENT/checkinlists/\d+/status/", "48_checkinlist_status"),
    (r"GET EVENT/checkinlists/\d+/positions/", "92_position_checkins"),
    (r"POST EVENT/checkinlists/\d+/positions/[^/]+/redeem/", "177_legacy_redeem_by_id"),
    (r"POST EVENT/checkinlists/\d+/failed_checkins/", "150_failed_checkin_unknown"),
    ("GET EVENT/badgelayouts/", "49_badgelayouts"),
    ("GET EVENT/badgeitems/", "50_badgeitems"),
    ("GET EVENT/revokedsecrets/", "186_revokedsecrets"),
    ("GET EVENT/blockedsecrets/", "53_blockedsecrets"),
    ("GET EVENT/checkins/", "158_checkins_created_since"),
    ("GET EVENT/orders/", "222_delta_canceled_position"),
    ("POST EVENT/orders/", "203_walkin_create"),
    (r"GET EVENT/orders/\w+/", "235_404_order"),
    (r"GET EVENT/orderpositions/\d+/", "196_position_print_logs"),
    (r"PATCH EVENT/orderpositions/\d+/", "212_patch_name_parts"),
    (r"POST EVENT/orderpositions/\d+/printlog/", "190_printlog_badge"),
)


@cache
def _text(name: str) -> str:
    found = [*RECORDINGS.glob(f"{name}.json"), *RECORDINGS.glob(f"{name}_*.json")]
    assert len(found) == 1, name
    return found[0].read_text(encoding="utf-8")


def recording(name: str) -> JsonObject:
    """What was asked and answered, by its name or number."""
    return cast("JsonObject", json.loads(_text(name)))


def recordings() -> Iterator[JsonObject]:
    for path in sorted(RECORDINGS.glob("*.json")):
        yield recording(path.stem)


def answer(status: int, body: object, **headers: str) -> httpx.Response:
    """An answer of JSON, or of HTML when the body is text."""
    html = isinstance(body, str)
    kept = {
        "Date": "Sun, 22 Nov 2026 08:40:00 GMT",
        "Content-Type": "text/html; charset=utf-8" if html else "application/json",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    content = body.encode() if isinstance(body, str) else b"" if body is None else json.dumps(body).encode()
    return httpx.Response(status, content=content, headers=kept)


def recorded_answer(name: str) -> httpx.Response:
    said = recording(name)
    body = said["response_body"]
    return answer(
        said["status"],
        body["__text__"] if isinstance(body, dict) and "__text__" in body else body,
        **said["response_headers"],
    )


def reply(response: httpx.Response, *, writes: bool = False) -> Reply:
    """An answer as the channel hands it over."""
    return Reply(
        platform="pretix",
        status=response.status_code,
        body=response.content,
        content_type=response.headers.get("Content-Type", ""),
        writes=writes,
        headers={name.lower(): value for name, value in response.headers.items()},
    )


def recorded_reply(name: str) -> Reply:
    said = recording(name)
    return reply(recorded_answer(name), writes=said["method"] != "GET")


class RecordedServer:
    """Answers from recordings.

    Attributes:
        requests: all that came.
        answers: by method and path below the API, what to answer instead; used up one by one.
    """

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.answers: dict[str, list[httpx.Response | Exception]] = {}
        self.transport = httpx.MockTransport(self._answer)

    def script(self, request: str, *answers: httpx.Response | Exception) -> None:
        """``EVENT`` in a request stands for the event's path."""
        self.answers.setdefault(_expanded(request), []).extend(answers)

    def asked(self, request: str) -> list[httpx.Request]:
        wanted = re.compile(_expanded(request))
        return [one for one in self.requests if wanted.fullmatch(_key(one))]

    def body(self, request: str) -> JsonObject:
        """The body of the last such request."""
        return cast("JsonObject", json.loads(self.asked(request)[-1].content))

    def query(self, request: str) -> list[dict[str, str]]:
        return [dict(one.url.params) for one in self.asked(request)]

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        key = _key(request)
        if self.answers.get(key):
            scripted = self.answers[key].pop(0)
            if isinstance(scripted, Exception):
                raise scripted
            return scripted
        for pattern, name in _USUAL:
            if re.fullmatch(_expanded(pattern), key):
                return recorded_answer(name)
        raise AssertionError(key)


def _expanded(request: str) -> str:
    return request.replace("EVENT", "/organizers/demo/events/conf26")


def _key(request: httpx.Request) -> str:
    path = urlsplit(str(request.url)).path.removeprefix("/api/v1")
    return f"{request.method} {path}"


def a_connection(profile: str = "full", **options: str) -> Connection:
    return Connection(
        platform="pretix",
        base_url="http://127.0.0.1:8099",
        account="demo/1",
        options={"flavour": "pretix", "organizer": "demo", "profile": profile, **options},
    )


def a_connector(
    server: RecordedServer,
    *,
    connection: Connection | None = None,
    secrets: Mapping[str, str] | None = None,
    kept: dict[str, str] | None = None,
    memory: DictMemory | None = None,
    clock: FakeClock | None = None,
) -> PretixConnector:
    return PretixConnector(
        connection or a_connection(),
        {"api_token": KEY} if secrets is None else secrets,
        surroundings(
            clock=clock or FakeClock(),
            memory=memory,
            on_secrets=({} if kept is None else kept).update,
        ),
        transport=server.transport,
    )


def an_operation(task: Task | None = None, **changes: Any) -> Operation:
    """A check-in of position 28 on list 1, not sent before."""
    usual = Operation(
        id=OperationId("0f8fad5b-d9cb-469f-a165-70867728950e"),
        movement=MovementId("m"),
        event=EVENT,
        attendee=PlatformId("28"),
        kind=StationKind.REGISTRATION,
        station=PlatformId("1"),
        session=None,
        at=AT,
        code=CODE,
        task=task or Move(),
        first_sent_at=AT + timedelta(seconds=2),
        attempts=1,
    )
    return replace(usual, **changes)


def position(number: int = 28, **changes: object) -> JsonObject:
    """A position as an order holds it."""
    row: JsonObject = recording("54")["response_body"]["results"][0]["positions"][0]
    return row | {"id": number, **changes}


def order(code: str = "CQCPU", *positions: JsonObject, **changes: object) -> JsonObject:
    """An order with these positions, or one."""
    row: JsonObject = recording("54")["response_body"]["results"][0]
    return row | {"code": code, "positions": list(positions) or [position()], **changes}


def page(*rows: JsonObject, next: str | None = None, count: int | None = None) -> httpx.Response:  # noqa: A002
    """A page of a list, made at eight o'clock."""
    body = {"count": len(rows) if count is None else count, "next": next, "previous": None, "results": rows}
    return answer(200, body, X_Page_Generated="2026-11-22T08:00:00.500000Z")


def checkin(at: datetime = AT, number: int = 1, **changes: object) -> JsonObject:
    """A check-in as a position holds it."""
    usual = {"id": number, "datetime": at.isoformat(), "list": 1, "device_id": 1, "type": "entry"}
    return usual | changes
