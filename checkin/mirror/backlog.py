"""What people see of the outbox: how much waits or was refused, and what."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, TextClause, bindparam, func, select, text

from checkin.mirror import outbox, schema
from checkin.mirror.tasks import MOVE
from checkin.model.ids import AttendeeId, EventId
from checkin.model.operation import OutboxCounts, ParkedOperation

_operation = schema.operation
_event = schema.event

_IS_PARKED = text("operation.state = 'parked'")
_IS_IN_SOURCE = text("+operation.event_id IN (SELECT id FROM event WHERE connection = :source)")


def counts(
    connection: Connection, event: EventId | None = None, *, source: str | None = None
) -> OutboxCounts:
    """How many operations are in which state: of an event, of a connection (`source`), or of all.

    Each count has a partial index of its own.
    """
    given = {name: one for name, one in {"of_event": event, "of_source": source}.items() if one is not None}
    row = connection.execute(_counted(frozenset(given)), given).one()
    return OutboxCounts(
        waiting=row.waiting, uncertain=row.uncertain, parked=row.parked, settled=row.settled, since=row.since
    )


def _of(
    event: object, source: object, of: ColumnElement[int] = _operation.c.event_id
) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if event is not None:
        wanted.append(of == event)
    if source is not None:
        wanted.append(of.in_(select(_event.c.id).where(_event.c.connection == source)))
    return wanted


@cache  # counted after each operation that was told: building it takes longer than answering it
def _counted(given: frozenset[str]) -> Select[*tuple[Any, ...]]:
    bound: dict[str, object] = {name: bindparam(name) for name in given}
    wanted = _of(bound.get("of_event"), bound.get("of_source"))
    conditions = {
        "waiting": [outbox.IS_WAITING],
        "uncertain": [outbox.IS_WAITING, text("operation.state = 'uncertain'")],
        "parked": [_IS_PARKED],
        "settled": [text("operation.state = 'settled'")],
    }
    # A sum has no index: the oldest is the first of what waits in the order of recording.
    in_order = _of(bound.get("of_event"), bound.get("of_source"), _operation.c.event_id + 0)
    oldest = (
        select(_operation.c.at).where(outbox.IS_WAITING, *in_order).order_by(_operation.c.number).limit(1)
    )
    return select(
        oldest.scalar_subquery().label("since"),
        *(
            select(func.count())
            .select_from(_operation)
            .where(*clauses, *wanted)
            .scalar_subquery()
            .label(name)
            for name, clauses in conditions.items()
        ),
    )


def parked(
    connection: Connection, limit: int = 500, *, source: str | None = None
) -> tuple[ParkedOperation, ...]:
    """What a person must look at, oldest first; of the connection `source`, or of all."""
    oldest_first = text("+operation.number")  # the plus: start at what is parked, not at the oldest of all
    return _listed(connection, [_IS_PARKED, *_of(None, source)], oldest_first, limit)


def waiting(
    connection: Connection, limit: int = 200, *, source: str | None = None
) -> tuple[ParkedOperation, ...]:
    """What is still to be told, oldest first, each with the last thing that kept it; `source` as above."""
    of_source = [] if source is None else [_IS_IN_SOURCE.bindparams(source=source)]
    return _listed(connection, [outbox.IS_WAITING, *of_source], _operation.c.number, limit)


def _listed(
    connection: Connection,
    conditions: Sequence[ColumnElement[bool] | TextClause],
    order: ColumnElement[int] | TextClause,
    limit: int,
) -> tuple[ParkedOperation, ...]:
    movement = schema.movement
    statement = (
        select(*outbox.COLUMNS, func.coalesce(movement.c.station, "").label("at_station"))
        .select_from(outbox.JOINED.outerjoin(movement, movement.c.id == _operation.c.movement_id))
        .where(*conditions)
        .order_by(order)
        .limit(limit)
    )
    return tuple(
        ParkedOperation(
            operation=outbox.as_operation(row),
            reason=row.last_error,
            attendee_name=f"{row.given_name} {row.family_name}".strip(),
            station_name=row.at_station,
            attendee=AttendeeId(row.attendee_id),
            next_try=row.next_try_at,
        )
        for row in connection.execute(statement)
    )


def waiting_attendees(connection: Connection, attendees: Sequence[AttendeeId]) -> frozenset[AttendeeId]:
    """Of these, the ones about whom something is still to be told."""
    rows = connection.execute(
        select(_operation.c.attendee_id).where(outbox.IS_WAITING, _operation.c.attendee_id.in_(attendees))
    )
    return frozenset(AttendeeId(number) for number in rows.scalars())


def waiting_moves(connection: Connection, *, source: str | None = None) -> int:
    """How many check-ins and check-outs wait; of the connection `source`, or of all."""
    of_source = [] if source is None else [_IS_IN_SOURCE.bindparams(source=source)]
    counted = select(func.count()).select_from(_operation)
    return connection.execute(
        counted.where(outbox.IS_WAITING, _operation.c.verb == MOVE, *of_source)
    ).scalar_one()
