"""Which badges were printed here, how often."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from checkin.mirror import schema
from checkin.model.ids import AttendeeId, EventId

_print = schema.badge_print


def add(
    connection: Connection, attendee: AttendeeId, at: datetime, printed_to: str, reason: str = ""
) -> None:
    """Note that a badge came out; `printed_to` names the file or printer, `reason` why it was another one."""
    connection.execute(
        insert(_print).values(attendee_id=attendee, at=at, printed_to=printed_to, reason=reason)
    )


def places(connection: Connection, event: EventId) -> tuple[str, ...]:
    """Every file and printer that badges of an event went to."""
    of_event = select(schema.attendee.c.id).where(schema.attendee.c.event_id == event)
    rows = connection.execute(
        select(_print.c.printed_to).where(_print.c.attendee_id.in_(of_event)).distinct()
    )
    return tuple(rows.scalars())


def every_place(connection: Connection) -> tuple[str, ...]:
    """Every file and printer that badges went to of anybody who is still known."""
    return tuple(connection.execute(select(_print.c.printed_to).distinct()).scalars())


def how_often(connection: Connection, attendees: Sequence[AttendeeId]) -> dict[AttendeeId, int]:
    """How often the badges of these were printed; who never had one is left out."""
    rows = connection.execute(
        select(_print.c.attendee_id, func.count().label("times"))
        .where(_print.c.attendee_id.in_(attendees))
        .group_by(_print.c.attendee_id)
    )
    return {AttendeeId(row.attendee_id): row.times for row in rows}
