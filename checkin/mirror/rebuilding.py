"""Putting back what a journal tells of an event: people, movements, operations and what came of them.

What is here already stays as it is, so that putting back twice is putting back once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import cast

from sqlalchemy import Connection, insert, select, update

from checkin.errors import MirrorError
from checkin.mirror import movements, only_here, outbox, schema
from checkin.mirror.chronicle import Outcome, Somebody
from checkin.mirror.folding import fold, joined
from checkin.mirror.tasks import unpacked
from checkin.model.attendee import TicketStatus
from checkin.model.ids import AttendeeId, EventId, OperationId, PlatformId, ZoneId
from checkin.model.movement import Movement, Source
from checkin.model.operation import Correct, Move, Operation, OperationState, Register, Task

_attendee = schema.attendee
_code = schema.code
_operation = schema.operation
_closing = schema.closing

_FINAL = frozenset({OperationState.SETTLED, OperationState.WITHDRAWN})


def task_of(verb: str, details: str) -> Task | None:
    """What an operation told; None when this version cannot read it."""
    try:
        return unpacked(verb, details)
    except (KeyError, MirrorError):
        return None


# People


def find(connection: Connection, event: EventId, somebody: Somebody) -> AttendeeId | None:
    """Who of the event this is: by the platform's id, else by a code that is theirs alone.

    Two who turn out to be one by this become one.
    """
    known = None if somebody.platform_id is None else _by_platform_id(connection, event, somebody.platform_id)
    if known is not None and not somebody.codes:
        return known
    bearer = _bearer(connection, event, [code for code in (somebody.code, *somebody.codes) if code])
    if somebody.platform_id is None:
        return None if bearer is None else AttendeeId(bearer.id)
    if bearer is None or bearer.platform_id is not None:
        return known
    only_here.registered(connection, AttendeeId(bearer.id), somebody.platform_id, ())
    return AttendeeId(bearer.id) if known is None else known


def _by_platform_id(connection: Connection, event: EventId, platform_id: PlatformId) -> AttendeeId | None:
    found = connection.execute(
        select(_attendee.c.id).where(_attendee.c.event_id == event, _attendee.c.platform_id == platform_id)
    ).scalar()
    return None if found is None else AttendeeId(found)


def _bearer(connection: Connection, event: EventId, codes: Sequence[str]) -> schema.AnyRow | None:
    """The only one of the event who bears one of the codes; whoever got theirs here comes first."""
    rows = connection.execute(
        select(_attendee.c.id, _attendee.c.platform_id, _code.c.ours)
        .join(_code, _code.c.attendee_id == _attendee.c.id)
        .where(_code.c.key.in_(codes), _code.c.revoked.is_(False), _attendee.c.event_id == event)
    ).all()
    among = [row for row in rows if row.ours] or rows
    return among[0] if len({row.id for row in among}) == 1 else None


def add_person(connection: Connection, event: EventId, somebody: Somebody) -> AttendeeId:
    """Put somebody into the event with a valid ticket, until a pull knows better."""
    words = [
        fold(somebody.given_name, somebody.family_name, somebody.company, somebody.email),
        *(joined(word) for word in (somebody.order, somebody.code) if word),
    ]
    made = connection.execute(
        insert(_attendee).values(
            event_id=event,
            platform_id=somebody.platform_id,
            given_name=somebody.given_name,
            family_name=somebody.family_name,
            email=somebody.email,
            company=somebody.company,
            job_title="",
            ticket_type=somebody.ticket_type,
            status=TicketStatus.VALID.value,
            order_code=somebody.order,
            badge_code=somebody.code,
            walk_in=somebody.walk_in,
            words=" ".join(words),
        )
    )
    number = AttendeeId(cast("int", made.inserted_primary_key[0]))  # type: ignore[index]
    if somebody.code:
        ours = somebody.platform_id is None or somebody.code in somebody.codes
        connection.execute(insert(_code).values(key=somebody.code, attendee_id=number, ours=ours))
    return number


def add_what_is_only_here(connection: Connection, attendee: AttendeeId, somebody: Somebody) -> None:
    """Give somebody the codes and the corrections that no pull brings."""
    if somebody.walk_in:
        connection.execute(
            update(_attendee)
            .where(_attendee.c.id == attendee, _attendee.c.walk_in.is_(False))
            .values(walk_in=True)
        )
    if somebody.codes:
        theirs = set(
            connection.execute(
                select(_code.c.key).where(_code.c.attendee_id == attendee, _code.c.ours.is_(True))
            ).scalars()
        )
        for code in somebody.codes:
            if code not in theirs:
                only_here.add_code(connection, attendee, code)
    if somebody.corrections:
        only_here.correct(connection, attendee, somebody.corrections)


# Movements


def add_movement(connection: Connection, movement: Movement, clock_offset_ms: int | None) -> bool:
    """Record a movement unless it is here; presence is the caller's to bring up to date.

    What only the platform reported is called after the attendee's number here, as a pull calls it.
    """
    if movement.source is Source.PLATFORM:
        name = movements.reported_id(movement.attendee, movement.zone, movement.direction, movement.at)
        movement = replace(movement, id=name)
    if movements.get(connection, movement.id) is not None:
        return False
    movements.append(connection, movement, None if clock_offset_ms is None else clock_offset_ms / 1000)
    return True


def bring_presences_up_to_date(connection: Connection, touched: Iterable[tuple[AttendeeId, ZoneId]]) -> None:
    """Derive anew where these people are; whoever has become one with somebody else was done then."""
    for attendee, zone in touched:
        if connection.execute(select(_attendee.c.id).where(_attendee.c.id == attendee)).first() is not None:
            movements.recompute(connection, attendee, zone)


# Operations


def add_operation(connection: Connection, operation: Operation, attendee: AttendeeId) -> bool:
    """Enqueue an operation unless it is here.

    Nobody knows whether the platform has it: it is read back first.
    """
    found = connection.execute(select(_operation.c.number).where(_operation.c.id == operation.id))
    if found.first() is not None:
        return False
    outbox.add(connection, operation, attendee)
    outbox.doubt(connection, operation.id, operation.at)
    return True


def close_operation(connection: Connection, operation: OperationId, outcome: Outcome) -> bool | None:
    """Note what came of an operation; False when that is known here, None when there is no such operation.

    A person who sends again what was refused has it read back first: the journal does not tell whether
    somebody did so before.
    """
    row = connection.execute(select(_operation).where(_operation.c.id == operation)).one_or_none()
    if row is None:
        return None
    if OperationState(row.state) in _FINAL:
        return False
    if _was_closed_so(connection, row.number, outcome.state) and not _was_refused_before(row, outcome):
        return False
    at = outcome.at or row.at
    match outcome.state:
        case OperationState.SETTLED:
            outbox.settle(connection, operation, at, outcome.platform_at, theirs=outcome.theirs)
            _note_first_sent(connection, operation, outcome.first_sent_at)
            _heed(connection, row, outcome)
        case OperationState.PARKED:
            outbox.doubt(connection, operation, row.first_sent_at or row.at)
            outbox.park(connection, operation, at, outcome.reason)
        case _:
            never = outcome.first_sent_at is None
            outbox.withdraw(connection, operation, at, never_arrived=never, reason=outcome.reason)
    return True


def _was_closed_so(connection: Connection, number: int, state: OperationState) -> bool:
    found = connection.execute(
        select(_closing.c.number).where(_closing.c.operation == number, _closing.c.state == state.value)
    )
    return found.first() is not None


def _was_refused_before(row: schema.AnyRow, outcome: Outcome) -> bool:
    """Whether it was sent again since it was parked, and is parked for something else now."""
    parked = OperationState.PARKED
    if OperationState(row.state) is not parked or outcome.state is not parked:
        return False
    return outcome.at is not None and row.closed_at < outcome.at


def _note_first_sent(connection: Connection, operation: OperationId, first: datetime | None) -> None:
    connection.execute(update(_operation).where(_operation.c.id == operation).values(first_sent_at=first))


def _heed(connection: Connection, row: schema.AnyRow, outcome: Outcome) -> None:
    """What the platform has now need not be kept against it any longer."""
    attendee = AttendeeId(row.attendee_id)
    match unpacked(row.verb, row.details):
        case Register():
            only_here.registered(connection, attendee, outcome.attendee, ())
        case Correct(changes=changes) | Move(answers=changes) if changes:
            only_here.corrected(connection, attendee, changes)
        case _:
            return
