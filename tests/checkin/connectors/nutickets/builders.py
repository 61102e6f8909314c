"""A connector on a practice platform, whose requests are written down, and operations to push."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import uuid4

import httpx
from typing_extensions import override

from checkin.clock import Clock
from checkin.connectors.http import Reply
from checkin.connectors.nutickets.connector import NuticketsConnector
from checkin.model.admission import Refusal
from checkin.model.ids import MovementId, OperationId, PlatformId
from checkin.model.live import LiveQuestion
from checkin.model.operation import Move, Operation, OperationState, Task
from checkin.model.pulled import Page, PulledAttendee
from checkin.model.station import Direction, StationKind
from checkin.practice.nutickets import NuticketsPractice
from tests.fakes.surroundings import DictMemory, surroundings

DOOR = PlatformId("11/door")
NOON = datetime(2026, 11, 22, 12, 30, 15, 250000, tzinfo=UTC)


@dataclass
class Witness(httpx.BaseTransport):
    """The network, with everything that went through it written down."""

    requests: list[httpx.Request] = field(default_factory=list)
    network: httpx.BaseTransport = field(default_factory=httpx.HTTPTransport)

    @override
    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.requests.append(request)
        return self.network.handle_request(request)

    @override
    def close(self) -> None:
        self.network.close()

    def sent(self, method: str, path: str) -> list[httpx.Request]:
        """What was asked of one endpoint."""
        return [one for one in self.requests if (one.method, one.url.path) == (method, f"/v1{path}")]

    def bodies(self, method: str, path: str) -> list[dict[str, object]]:
        """What was told to one endpoint."""
        return [json.loads(one.content) for one in self.sent(method, path)]


class Canned(httpx.BaseTransport):
    """Answers from recordings; what is missing there is not found."""

    def __init__(self, answers: Mapping[str, object], headers: Mapping[str, str] | None = None) -> None:
        self._answers = answers
        self._headers = dict(headers or {})
        self.requests: list[httpx.Request] = []

    @override
    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.requests.append(request)
        key = f"{request.method} {request.url.path.removeprefix('/v1') or '/'}"
        if key not in self._answers:
            return httpx.Response(404, json={"message": "No query results for model [Example]."})
        return httpx.Response(200, json=self._answers[key], headers=self._headers)


def connect(
    platform: NuticketsPractice,
    *,
    memory: DictMemory | None = None,
    clock: Clock | None = None,
    transport: httpx.BaseTransport | None = None,
    secrets: Mapping[str, str] | None = None,
    in_background: bool = False,
    rest: float = 0.001,
    **options: str,
) -> NuticketsConnector:
    """A connector on a practice platform; the first look at what is prepared comes at once."""
    given = platform.connection
    options |= {"async": "yes" if in_background else ""}
    return NuticketsConnector(
        given.model_copy(update={"options": given.options | options}),
        platform.secrets if secrets is None else secrets,
        surroundings(memory=memory, clock=clock),
        transport=transport,
        rest=rest,
    )


def read_all(connector: NuticketsConnector, event: PlatformId, since: str | None = None) -> list[Page]:
    """A pull that nothing interrupts."""
    return list(connector.pull(event, since=since, resume=None))


def people_of(pages: Iterable[Page]) -> dict[PlatformId, PulledAttendee]:
    """Everybody, as they were told last."""
    return {one.platform_id: one for page in pages for one in page.attendees}


def an_operation(
    platform: NuticketsPractice,
    attendee: str,
    code: str,
    task: Task | None = None,
    *,
    kind: StationKind = StationKind.CHECK_IN,
    station: str | None = DOOR,
    at: datetime = NOON,
) -> Operation:
    """Something that happened at a door of the main event."""
    return Operation(
        id=OperationId(str(uuid4())),
        movement=MovementId(str(uuid4())),
        event=platform.main_event,
        attendee=PlatformId(attendee),
        kind=kind,
        station=None if station is None else PlatformId(station),
        session=None,
        at=at,
        code=code,
        task=task or Move(),
        state=OperationState.SENDING,
    )


def a_question(
    platform: NuticketsPractice,
    attendee: str,
    code: str,
    *,
    station: str | None = DOOR,
    overruled: Refusal | None = None,
    direction: Direction = Direction.IN,
) -> LiveQuestion:
    """May they come in by the entry?"""
    return LiveQuestion(
        operation=OperationId(str(uuid4())),
        event=platform.main_event,
        attendee=PlatformId(attendee),
        code=code,
        station=None if station is None else PlatformId(station),
        direction=direction,
        overruled=overruled,
    )


def a_reply(value: object, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    """An answer that holds this."""
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return Reply(platform="nutickets", status=status, body=body, headers=headers or {})
