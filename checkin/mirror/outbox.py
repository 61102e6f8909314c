"""What the platform has yet to be told: the states of operations, each change durable before the next step.

See `checkin.model.operation.OperationState` for the ways between the states.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    case,
    func,
    insert,
    or_,
    select,
    text,
    update,
)

from checkin.mirror import schema
from checkin.mirror.prepared import Prepared
from checkin.mirror.tasks import MOVE, packed, unpacked
from checkin.model.ids import AttendeeId, MovementId, OperationId, PlatformId
from checkin.model.operation import Operation, OperationState
from checkin.model.station import StationKind

_operation = schema.operation
_attendee = schema.attendee
_event = schema.event

_NOT_TAKEN = (
    OperationState.PENDING,
    OperationState.SENDING,
    OperationState.UNCERTAIN,
    OperationState.PARKED,
)
IS_WAITING = text("operation.state IN ('pending', 'sending', 'uncertain')")
"""Spelled out, so that SQLite sees that the partial index answers it."""

_ADDED = (
    "id",
    "movement_id",
    "attendee_id",
    "verb",
    "details",
    "kind",
    "station",
    "session",
    "at",
    "state",
)
_EVENT_OF = select(_attendee.c.event_id).where(_attendee.c.id == bindparam("attendee_id"))
_INSERT = Prepared(
    insert(_operation).values(
        {name: bindparam(name) for name in _ADDED} | {"event_id": _EVENT_OF.scalar_subquery()}
    )
)


def add(connection: Connection, operation: Operation, attendee: AttendeeId) -> None:
    """Put an operation into the outbox, behind everything that is there."""
    verb, details = packed(operation.task)
    _INSERT.run(
        connection,
        {
            "id": operation.id,
            "movement_id": operation.movement,
            "attendee_id": attendee,
            "verb": verb,
            "details": details,
            "kind": operation.kind.value,
            "station": operation.station,
            "session": operation.session,
            "at": schema.to_micros(operation.at),
            "state": OperationState.PENDING.value,
        },
    )


COLUMNS = (
    _operation,
    _attendee.c.platform_id.label("attendee_platform_id"),
    _attendee.c.badge_code,
    _attendee.c.given_name,
    _attendee.c.family_name,
    _event.c.platform_id.label("event_platform_id"),
)
_IS_FOR_SOURCE = text("+event.connection = :source")  # the plus: start at what waits, not at all attendees
JOINED = _operation.join(_attendee, _attendee.c.id == _operation.c.attendee_id).join(
    _event, _event.c.id == _attendee.c.event_id
)


def _all() -> Select[*tuple[object, ...]]:
    return select(*COLUMNS).select_from(JOINED)


_earlier = schema.operation.alias("earlier")
_IS_FIRST_OF_ATTENDEE = ~(
    select(_earlier.c.number)
    .where(
        _earlier.c.attendee_id == _operation.c.attendee_id,
        _earlier.c.number < _operation.c.number,
        text(
            "(earlier.state IN ('pending', 'sending', 'uncertain')"
            " OR (earlier.state = 'parked' AND earlier.verb = 'register'))"
        ),
    )
    .exists()
)
"""Of somebody the platform refused to register it is told nothing before a person has decided on that."""

_DUE = (
    _all()
    .where(
        IS_WAITING,
        _IS_FIRST_OF_ATTENDEE,
        _IS_FOR_SOURCE,
        or_(_operation.c.next_try_at.is_(None), _operation.c.next_try_at <= bindparam("now")),
    )
    .order_by(_operation.c.number)
    .limit(bindparam("most"))
)


def due(connection: Connection, source: str, now: datetime, limit: int) -> tuple[Operation, ...]:
    """The operations to take up now: of each attendee the oldest that waits, so that order is kept.

    `source` is the connection they are for; another account's operations stay where they are.
    """
    rows = connection.execute(_DUE, {"source": source, "now": now, "most": limit})
    return tuple(as_operation(row) for row in rows)


def next_due_at(connection: Connection, source: str) -> datetime | None:
    """When `due` has something again: long ago when it has now, None when nothing waits that it may give."""
    return connection.execute(
        select(func.min(func.coalesce(_operation.c.next_try_at, 0), type_=schema.Instant))
        .select_from(JOINED)
        .where(IS_WAITING, _IS_FIRST_OF_ATTENDEE, _IS_FOR_SOURCE),
        {"source": source},
    ).scalar()


def mark_sending(
    connection: Connection,
    operation: OperationId,
    now: datetime,
    *,
    was: OperationState | None = None,
    clock_offset: float | None = None,
) -> bool:
    """Note that it is about to be sent. If the process dies now, the outcome is unknown.

    Args:
        connection: the transaction.
        operation: which.
        now: when, by our clock.
        was: its state as it was read; by default any in which it waits.
        clock_offset: seconds the platform's clock is ahead of ours; it stays with the first sending.

    Returns:
        False when it is no longer as it was read: withdrawn since, or another process is sending it.
    """
    as_read = IS_WAITING if was is None else _operation.c.state == was.value
    first = _operation.c.first_sent_at
    done = connection.execute(
        update(_operation)
        .where(_operation.c.id == operation, IS_WAITING, as_read)
        .values(
            state=OperationState.SENDING.value,
            attempts=_operation.c.attempts + 1,
            first_sent_at=func.coalesce(first, schema.to_micros(now)),
            sent_offset_ms=case((first.is_(None), _millis(clock_offset)), else_=_operation.c.sent_offset_ms),
        )
    )
    return done.rowcount == 1


def _millis(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds * 1000)


def settle(
    connection: Connection,
    operation: OperationId,
    now: datetime,
    platform_at: datetime | None,
    *,
    theirs: bool = False,
) -> None:
    """The platform has it, taken at `platform_at` where it says; `theirs` when what it has is not ours."""
    _close(connection, operation, OperationState.SETTLED, now, platform_at=platform_at, theirs=theirs)


def park(
    connection: Connection, operation: OperationId, now: datetime, reason: str, *, refused: bool = False
) -> None:
    """The platform will never take it; a person must look.

    `refused`: the platform said no itself, so that nothing of it arrived. Should a person send it again,
    it is sent as if for the first time.
    """
    forgotten: dict[str, object] = {"first_sent_at": None} if refused else {}
    _close(connection, operation, OperationState.PARKED, now, last_error=reason, **forgotten)


def withdraw(
    connection: Connection,
    operation: OperationId,
    now: datetime,
    *,
    was: Collection[OperationState] = _NOT_TAKEN,
    never_arrived: bool = False,
    reason: str = "",
) -> bool:
    """It is never to be sent, if it still is in one of the states `was`; says whether it was.

    What the platform has is never withdrawn. A person may withdraw only what is parked: what waits is
    perhaps just being sent. `never_arrived`: the platform certainly has nothing of it, though it was sent.
    `reason`: why, in a person's words.
    """
    among = [state.value for state in was if state in _NOT_TAKEN]
    in_time = _operation.c.state.in_(among)
    forgotten: dict[str, object] = {"first_sent_at": None} if never_arrived else {}
    closed = {"last_error": reason, **forgotten}
    return _close(connection, operation, OperationState.WITHDRAWN, now, in_time, **closed)


def _close(
    connection: Connection,
    operation: OperationId,
    state: OperationState,
    now: datetime,
    *conditions: ColumnElement[bool],
    **more: object,
) -> bool:
    closed = {"state": state.value, "closed_at": now, "next_try_at": None, "last_error": "", **more}
    done = connection.execute(
        update(_operation).where(_operation.c.id == operation, *conditions).values(closed)
    )
    return done.rowcount == 1


def doubt(
    connection: Connection, operation: OperationId, sent_at: datetime, clock_offset: float | None = None
) -> None:
    """The platform was told of it at the door, and nobody knows whether it heard."""
    connection.execute(
        update(_operation)
        .where(_operation.c.id == operation, IS_WAITING)
        .values(
            state=OperationState.UNCERTAIN.value,
            first_sent_at=sent_at,
            sent_offset_ms=_millis(clock_offset),
            attempts=1,
        )
    )


def whose(connection: Connection, operation: OperationId) -> AttendeeId:
    """Whom an operation is about."""
    found = connection.execute(select(_operation.c.attendee_id).where(_operation.c.id == operation))
    return AttendeeId(found.scalar_one())


def rest(
    connection: Connection,
    operation: OperationId,
    *,
    uncertain: bool,
    until: datetime,
    reason: str,
) -> None:
    """Try it again later; `uncertain` when nobody knows whether it arrived. What is closed stays so."""
    state = OperationState.UNCERTAIN if uncertain else OperationState.PENDING
    connection.execute(
        update(_operation)
        .where(_operation.c.id == operation, IS_WAITING)
        .values(state=state.value, next_try_at=until, last_error=reason)
    )


def send_again(connection: Connection, operation: OperationId) -> None:
    """A person wants a parked operation tried again; what was sent before is read back first."""
    connection.execute(
        update(_operation)
        .where(_operation.c.id == operation, _operation.c.state == OperationState.PARKED.value)
        .values(
            state=case(
                (_operation.c.first_sent_at.is_(None), OperationState.PENDING.value),
                else_=OperationState.UNCERTAIN.value,
            ),
            closed_at=None,
            attempts=0,
            next_try_at=None,
        )
    )


def recover(connection: Connection) -> int:
    """At start: what was being sent when the process ended is uncertain now. Says how many there were."""
    done = connection.execute(
        update(_operation)
        .where(_operation.c.state == OperationState.SENDING.value)
        .values(state=OperationState.UNCERTAIN.value)
    )
    return done.rowcount


def wake(connection: Connection) -> None:
    """The platform is back: nothing rests any longer."""
    connection.execute(
        update(_operation).where(IS_WAITING, _operation.c.next_try_at.is_not(None)).values(next_try_at=None)
    )


def of_movement(connection: Connection, movement: MovementId) -> Operation | None:
    """The operation that tells of a movement, as it stands; None when it is not to be told."""
    of = select(schema.movement.c.attendee_id).where(schema.movement.c.id == movement).scalar_subquery()
    row = connection.execute(
        _all().where(
            _operation.c.attendee_id == of,
            _operation.c.movement_id == movement,
            _operation.c.verb == MOVE,
        )
    ).one_or_none()
    return None if row is None else as_operation(row)


def get(connection: Connection, operation: OperationId) -> Operation | None:
    """One operation as it stands; None when there is none of this id."""
    row = connection.execute(_all().where(_operation.c.id == operation)).one_or_none()
    return None if row is None else as_operation(row)


def as_operation(row: schema.AnyRow) -> Operation:
    """A row of `COLUMNS`."""
    return Operation(
        id=OperationId(row.id),
        movement=MovementId(row.movement_id),
        event=PlatformId(row.event_platform_id),
        attendee=PlatformId(row.attendee_platform_id or ""),
        kind=StationKind(row.kind),
        station=row.station,
        session=row.session,
        at=row.at,
        code=row.badge_code,
        task=unpacked(row.verb, row.details),
        first_sent_at=row.first_sent_at,
        sent_offset=None if row.sent_offset_ms is None else row.sent_offset_ms / 1000,
        attempts=row.attempts,
        state=OperationState(row.state),
        is_theirs=row.theirs,
    )
