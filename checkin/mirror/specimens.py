"""Attendees whose badges are the hardest to fit."""

from sqlalchemy import ColumnElement, Connection, func, select

from checkin.mirror import schema
from checkin.model.ids import AttendeeId, EventId

_attendee = schema.attendee
_LENGTH = func.length(_attendee.c.given_name) + func.length(_attendee.c.family_name)


def longest_name(connection: Connection, event: EventId) -> AttendeeId | None:
    """Who has the longest name; None when the event has nobody."""
    return _first(connection, event, _attendee.c.given_name != "", _LENGTH.desc())


def without_company(connection: Connection, event: EventId) -> AttendeeId | None:
    """Somebody who named no company; None when everybody did."""
    return _first(connection, event, _attendee.c.company == "", _attendee.c.id)


def _first(
    connection: Connection, event: EventId, which: ColumnElement[bool], order: ColumnElement[int]
) -> AttendeeId | None:
    found = connection.execute(
        select(_attendee.c.id)
        .where(_attendee.c.event_id == event, _attendee.c.removed.is_(False), which)
        .order_by(order)
        .limit(1)
    ).scalar_one_or_none()
    return None if found is None else AttendeeId(found)
