"""Everything recorded of an event, movement by movement: what an organiser gets as proof."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from checkin.mirror import schema
from checkin.model.ids import EventId


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One movement with whose it is and what the platform knows of it.

    Attributes:
        at: aware UTC by the clock of whoever recorded it; `clock_offset_ms` is what to add to get the
            platform's time, None when it was not measured.
        undoes, undone_by: ids of movements, empty when there is none.
        told: state of the operation, empty when the platform is not to be told.
        platform_at: when the platform took it, where it says.
        reason: why it is not there yet or never will be.
        double_of: of a double entry, the id of the other check-in; ``theirs`` where only the platform has it.
    """

    movement: str
    at: datetime
    direction: str
    zone: str
    station: str
    source: str
    overrode: str
    undoes: str
    undone_by: str
    clock_offset_ms: int | None
    attendee: str
    given_name: str
    family_name: str
    email: str
    company: str
    order: str
    ticket_type: str
    told: str
    platform_at: datetime | None
    reason: str
    double_of: str = ""


def recorded(connection: Connection, event: EventId) -> Iterator[Record]:
    """Every movement of the event in the order of recording; rows are read as they are taken."""
    movement, attendee, operation = schema.movement, schema.attendee, schema.operation
    kind = schema.ticket_type
    undo = movement.alias("undo")
    rows = connection.execution_options(yield_per=500).execute(
        select(
            *movement.c,
            undo.c.id.label("undone_by"),
            *attendee.c["platform_id", "given_name", "family_name", "email", "company", "order_code"],
            kind.c.name.label("type_name"),
            *operation.c["state", "platform_at", "last_error"],
        )
        .select_from(
            movement.join(attendee, attendee.c.id == movement.c.attendee_id)
            .outerjoin(operation, (operation.c.movement_id == movement.c.id) & (operation.c.verb == "move"))
            .outerjoin(undo, undo.c.undoes == movement.c.id)
            .outerjoin(
                kind,
                (kind.c.event_id == attendee.c.event_id) & (kind.c.platform_id == attendee.c.ticket_type),
            )
        )
        .where(attendee.c.event_id == event)
        .order_by(movement.c.number)
    )
    for row in rows:
        yield _as_record(row)


def _as_record(row: schema.AnyRow) -> Record:
    return Record(
        movement=row.id,
        at=row.at,
        direction=row.direction,
        zone=row.zone,
        station=row.station,
        source=row.source,
        overrode=row.overrode,
        undoes=row.undoes or "",
        undone_by=row.undone_by or "",
        clock_offset_ms=row.clock_offset_ms,
        attendee=row.platform_id or "",
        given_name=row.given_name,
        family_name=row.family_name,
        email=row.email,
        company=row.company,
        order=row.order_code,
        ticket_type=row.type_name or "",
        told=row.state or "",
        platform_at=row.platform_at,
        reason=row.last_error or "",
    )
