"""What happened in an event since somebody last looked: movements, operations, and what came of them.

Each of the three has numbers that only grow. Whoever follows them misses nothing and is told nothing twice,
in whatever order things happened and however often they look.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, Table, and_, func, select

from checkin.mirror import movements, schema
from checkin.mirror.packing import EMPTY, unpack
from checkin.mirror.tasks import MOVE
from checkin.model.ids import EventId, OperationId, PlatformId
from checkin.model.movement import Movement
from checkin.model.operation import OperationState

_attendee = schema.attendee
_movement = schema.movement
_operation = schema.operation
_closing = schema.closing


class Numbers(NamedTuple):
    """Of a movement, an operation and a closing, of a badge asked for and one printed; 0 before the first."""

    movement: int = 0
    operation: int = 0
    closing: int = 0
    wanted: int = 0
    printed: int = 0


class Names(NamedTuple):
    """What stands at some numbers: ids, and of a closing whose it is and how it ended; empty for nothing."""

    movement: str = ""
    operation: str = ""
    closing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """A person as they are known.

    Attributes:
        number: the mirror's.
        code: what their badge says.
        codes: others that were made theirs at a desk.
        corrections: words that stand over what the platform tells.
    """

    number: int = 0
    platform_id: PlatformId | None = None
    code: str = ""
    codes: tuple[str, ...] = ()
    given_name: str = ""
    family_name: str = ""
    email: str = ""
    company: str = ""
    order: str = ""
    ticket_type: str = ""
    walk_in: bool = False
    corrections: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Enqueued:
    """An operation as it was put into the outbox."""

    number: int
    id: str
    verb: str
    details: str
    movement: str
    kind: str
    station: str | None
    session: str | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of an operation; see the columns of the outbox."""

    state: OperationState
    at: datetime | None = None
    first_sent_at: datetime | None = None
    platform_at: datetime | None = None
    theirs: bool = False
    reason: str = ""
    attendee: PlatformId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A movement, and the operation that tells of it, if one does."""

    number: int
    movement: Movement
    clock_offset_ms: int | None
    person: Somebody
    told: Enqueued | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An operation that tells of no movement that is still to come."""

    person: Somebody
    told: Enqueued


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """An operation came to its end."""

    number: int
    operation: OperationId
    outcome: Outcome


Happened = Moved | Asked | Closed


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """Some of what happened, in order; `is_last` when there was nothing more."""

    happened: tuple[Happened, ...]
    is_last: bool


def newest(connection: Connection) -> Numbers:
    """The numbers of what was recorded last, in whatever event."""
    logs = (_movement, _operation, _closing, schema.print_job, schema.badge_print)
    return Numbers(*(_last_of(connection, table) for table in logs))


def _last_of(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.coalesce(func.max(table.c.number), 0))).scalar_one())


def names(connection: Connection, numbers: Numbers) -> Names:
    """What stands at these numbers. They are given anew once an event was forgotten."""
    ended = _closing.join(_operation, _operation.c.number == _closing.c.operation)
    closing = connection.execute(
        select(_operation.c.id, _closing.c.state)
        .select_from(ended)
        .where(_closing.c.number == numbers.closing)
    ).first()
    return Names(
        movement=_id_of(connection, _movement, numbers.movement),
        operation=_id_of(connection, _operation, numbers.operation),
        closing="" if closing is None else closing_name(closing.id, closing.state),
    )


def _id_of(connection: Connection, table: Table, number: int) -> str:
    found = connection.execute(select(table.c.id).where(table.c.number == number)).scalar()
    return "" if found is None else str(found)


def closing_name(operation: str, state: str) -> str:
    """What a closing is called in `Names`."""
    return f"{operation} {state}"


def since(connection: Connection, event: EventId, numbers: Numbers, most: int) -> Chapter:
    """What happened in an event after these numbers; of each kind at most so many.

    Each kind comes in the order of its numbers; an operation and the movement it tells of come together,
    and what became of an operation after the operation itself.
    """
    moved = _moved(connection, event, numbers.movement, most)
    enqueued = _enqueued(connection, event, numbers.operation, most)
    closed = _closed(connection, event, numbers.closing, most)
    together = _Together(connection, moved, enqueued)
    whole = _Whole(moved=len(moved) < most, enqueued=len(enqueued) < most)
    told = tuple(together.in_order(numbers.movement, whole))
    reached = max([numbers.operation, *(one.told.number for one in told if one.told is not None)])
    ended = tuple(_until(closed, reached))
    found = (len(moved), len(enqueued), len(closed))
    return Chapter(happened=(*told, *ended), is_last=max(found) < most and len(ended) == len(closed))


def _until(closed: Iterable[schema.AnyRow], reached: int) -> Iterator[Closed]:
    for row in closed:
        if row.operation > reached:
            return
        yield _as_closed(row)


PEOPLE = _attendee.c[
    "platform_id",
    "badge_code",
    "given_name",
    "family_name",
    "email",
    "company",
    "order_code",
    "ticket_type",
    "walk_in",
    "corrected",
]
"""What is told of a person."""


def _moved(connection: Connection, event: EventId, after: int, most: int) -> Sequence[schema.AnyRow]:
    rows = connection.execute(
        select(_movement, *PEOPLE)
        .join(_attendee, _attendee.c.id == _movement.c.attendee_id)
        .where(_movement.c.number > after, _attendee.c.event_id + 0 == event)
        .order_by(_movement.c.number)
        .limit(most)
    )
    return rows.all()


def _enqueued(connection: Connection, event: EventId, after: int, most: int) -> Sequence[schema.AnyRow]:
    tells_of = and_(_movement.c.id == _operation.c.movement_id, _operation.c.verb == MOVE)
    rows = connection.execute(
        select(_operation, _movement.c.number.label("tells_of"), *PEOPLE)
        .join(_attendee, _attendee.c.id == _operation.c.attendee_id)
        .outerjoin(_movement, tells_of)
        .where(_operation.c.number > after, _operation.c.event_id + 0 == event)
        .order_by(_operation.c.number)
        .limit(most)
    )
    return rows.all()


def _closed(connection: Connection, event: EventId, after: int, most: int) -> Sequence[schema.AnyRow]:
    rows = connection.execute(
        select(
            *_closing.c["number", "operation", "state"],
            *_operation.c["id", "closed_at", "first_sent_at", "platform_at", "theirs", "last_error"],
            _attendee.c.platform_id,
        )
        .join(_operation, _operation.c.number == _closing.c.operation)
        .join(_attendee, _attendee.c.id == _operation.c.attendee_id)
        .where(_closing.c.number > after, _operation.c.event_id + 0 == event)
        .order_by(_closing.c.number)
        .limit(most)
    )
    return rows.all()


def _as_closed(row: schema.AnyRow) -> Closed:
    outcome = Outcome(
        state=OperationState(row.state),
        at=row.closed_at,
        first_sent_at=row.first_sent_at,
        platform_at=row.platform_at,
        theirs=row.theirs,
        reason=row.last_error,
        attendee=row.platform_id,
    )
    return Closed(number=row.number, operation=OperationId(row.id), outcome=outcome)


class _Whole(NamedTuple):
    """Of which there is nothing after these."""

    moved: bool
    enqueued: bool


class _Together:
    """Movements and operations of one look, each in its order, brought into one."""

    def __init__(
        self,
        connection: Connection,
        moved: Sequence[schema.AnyRow],
        enqueued: Sequence[schema.AnyRow],
    ) -> None:
        self._moved = list(reversed(moved))
        self._enqueued = enqueued
        self._codes = codes_of(connection, {row.attendee_id for row in (*moved, *enqueued)})

    def in_order(self, reached: int, whole: "_Whole") -> Iterator[Moved | Asked]:
        """Cut so that nothing in between is left out."""
        for row in self._enqueued:
            if row.tells_of is None or row.tells_of <= reached:
                yield Asked(person=self._person(row), told=_as_enqueued(row))
                continue
            while self._moved and self._moved[-1].number < row.tells_of:
                yield self._as_moved(self._moved.pop(), None)
            if not self._moved and not whole.moved:
                return
            reached = row.tells_of
            if self._moved and self._moved[-1].number == row.tells_of:
                yield self._as_moved(self._moved.pop(), row)
            else:
                yield Asked(person=self._person(row), told=_as_enqueued(row))
        while whole.enqueued and self._moved:
            yield self._as_moved(self._moved.pop(), None)

    def _as_moved(self, row: schema.AnyRow, told: schema.AnyRow | None) -> Moved:
        return Moved(
            number=row.number,
            movement=movements.as_movement(row),
            clock_offset_ms=row.clock_offset_ms,
            person=self._person(row),
            told=None if told is None else _as_enqueued(told),
        )

    def _person(self, row: schema.AnyRow) -> Somebody:
        return person_of(row, self._codes)


def person_of(row: schema.AnyRow, codes: Mapping[int, Sequence[str]]) -> Somebody:
    """Whom a row with `PEOPLE` and an attendee's number is about."""
    return Somebody(
        number=row.attendee_id,
        platform_id=row.platform_id,
        code=row.badge_code,
        codes=tuple(codes.get(row.attendee_id, ())),
        given_name=row.given_name,
        family_name=row.family_name,
        email=row.email,
        company=row.company,
        order=row.order_code,
        ticket_type=row.ticket_type,
        walk_in=row.walk_in,
        corrections={} if row.corrected == EMPTY else _words(unpack(dict, row.corrected)),
    )


def _words(corrections: Mapping[str, object]) -> dict[str, str]:
    return {name: str(word) for name, word in corrections.items()}


def codes_of(connection: Connection, people: Iterable[int]) -> Mapping[int, Sequence[str]]:
    """The codes that were made theirs here."""
    code = schema.code
    rows = connection.execute(
        select(code.c.attendee_id, code.c.key)
        .where(code.c.attendee_id.in_(list(people)), code.c.ours.is_(True))
        .order_by(code.c.key)
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows:
        found[row.attendee_id].append(row.key)
    return found


def _as_enqueued(row: schema.AnyRow) -> Enqueued:
    return Enqueued(
        number=row.number,
        id=row.id,
        verb=row.verb,
        details=row.details,
        movement=row.movement_id,
        kind=row.kind,
        station=row.station,
        session=row.session,
        at=row.at,
    )
