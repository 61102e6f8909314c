"""What tests of Badgestic need again and again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import parse_qsl

from checkin.clock import Clock
from checkin.connectors.badgestic.client import Client
from checkin.connectors.badgestic.connector import BadgesticConnector
from checkin.connectors.http import Reply
from checkin.model.ids import MovementId, OperationId, PlatformId
from checkin.model.operation import Move, Operation, Task
from checkin.model.pulled import Page, PulledAttendee
from checkin.model.station import StationKind
from checkin.practice.badgestic import BadgesticPractice
from checkin.practice.badgestic.rows import GuestRow
from tests.fakes.surroundings import DictMemory, surroundings

AT = datetime(2026, 11, 22, 8, 40, 5, 123456, tzinfo=UTC)
AT_AS_TEXT = "2026-11-22T08:40:05.123456Z"


def connected(
    practice: BadgesticPractice,
    *,
    clock: Clock | None = None,
    memory: DictMemory | None = None,
    **options: str | None,
) -> BadgesticConnector:
    """A connector; an option that is None is left out."""
    connection = practice.connection
    chosen = {**connection.options, **options}
    kept = {name: value for name, value in chosen.items() if value is not None}
    connection = connection.model_copy(update={"options": kept})
    return BadgesticConnector(connection, practice.secrets, surroundings(clock=clock, memory=memory))


def operation(
    practice: BadgesticPractice,
    guest: GuestRow | None = None,
    task: Task | None = None,
    *,
    name: str = "o-1",
    at: datetime = AT,
    kind: StationKind = StationKind.REGISTRATION,
) -> Operation:
    return Operation(
        id=OperationId(name),
        movement=MovementId(f"m-{name}"),
        event=practice.main_event,
        attendee=PlatformId(str(guest.id) if guest else ""),
        kind=kind,
        station=None,
        session=None,
        at=at,
        task=task or Move(),
    )


def guests_of(practice: BadgesticPractice) -> list[GuestRow]:
    return [row for row in practice.platform.guests.values() if row.event == int(practice.main_event)]


def somebody(practice: BadgesticPractice) -> GuestRow:
    return next(row for row in guests_of(practice) if row.active and row.code)


def pulled(
    connector: BadgesticConnector, practice: BadgesticPractice, resume: str | None = None
) -> list[Page]:
    return list(connector.pull(practice.main_event, since=None, resume=resume))


def people(pages: Sequence[Page]) -> dict[str, PulledAttendee]:
    """As the last page has them."""
    return {one.platform_id: one for page in pages for one in page.attendees}


def answer(document: object, *, status: int = 200, writes: bool = False) -> Reply:
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return Reply(
        platform="badgestic", status=status, body=body, content_type="application/json", writes=writes
    )


def success(data: object) -> Reply:
    return answer({"status": "success", "data": data})


@dataclass
class Sent:
    """A request as it left."""

    method: str
    path: str
    headers: Mapping[str, str]
    content: bytes | None

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl((self.content or b"").decode(), keep_blank_values=True, strict_parsing=True))


@dataclass
class Answers:
    """A server that gives these answers, one after the other, and the last one for ever."""

    replies: list[Reply]
    sent: list[Sent] = field(default_factory=list)

    def send(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str],
        params: Sequence[tuple[str, str]] = (),
        content: bytes | None = None,
        writes: bool | None = None,
    ) -> Reply:
        assert (params, writes) == ((), None)
        self.sent.append(Sent(method, path, headers, content))
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


def client_of(*replies: Reply, token: str = "secret-token") -> tuple[Client, Answers]:  # noqa: S107
    answers = Answers(list(replies))
    return Client(answers, "badgestic", token), answers
