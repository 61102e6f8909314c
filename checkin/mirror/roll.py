"""Everybody of an event with what was recorded of them, one after another: an organiser's list."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from checkin.mirror import attendees, movements, schema
from checkin.model.attendee import Attendee
from checkin.model.event import WHOLE_EVENT
from checkin.model.ids import AttendeeId, EventId
from checkin.model.movement import Movement, presence_of
from checkin.model.station import Direction

_attendee = schema.attendee
_movement = schema.movement
_operation = schema.operation

_AT_ONCE = 500

_PEOPLE = (
    attendees.IN_ZONE.add_columns(_attendee.c.removed)
    .where(_attendee.c.event_id == bindparam("of_event"), _attendee.c.id > bindparam("behind"))
    .order_by(_attendee.c.id)
    .limit(_AT_ONCE)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RollLine:
    """One attendee and what was recorded of them, in whatever zone.

    Attributes:
        check_ins, check_outs: those that stand, in the order they happened.
        inside: names of the zones they are in now; the event's own is called as the event.
        zones: names of the zones of the movements, by the zones' ids.
        has_undone: something recorded of them was taken back.
        told: states of what the platform was to be told of them, each once.
        removed: gone from the platform; listed because something was recorded of them.
    """

    attendee: Attendee
    check_ins: tuple[Movement, ...]
    check_outs: tuple[Movement, ...]
    inside: tuple[str, ...]
    zones: dict[str, str]
    has_undone: bool
    told: tuple[str, ...]
    removed: bool


def roll(connection: Connection, event: EventId) -> Iterator[RollLine]:
    """Everybody whom the platform has or of whom something was recorded, in the order they became known.

    Rows are read as they are taken.
    """
    zones = _zone_names(connection, event)
    behind = 0
    while True:
        rows = connection.execute(
            _PEOPLE, {"in_zone": WHOLE_EVENT, "of_event": event, "behind": behind}
        ).all()
        if not rows:
            return
        behind = rows[-1].id
        yield from _lines(connection, rows, zones)


def _zone_names(connection: Connection, event: EventId) -> dict[str, str]:
    zone = schema.zone
    found = connection.execute(select(zone.c.id, zone.c.name).where(zone.c.event_id == event))
    name = connection.execute(select(schema.event.c.name).where(schema.event.c.id == event)).scalar_one()
    return {WHOLE_EVENT: name} | {row.id: row.name for row in found}


def _lines(
    connection: Connection, rows: Sequence[schema.AnyRow], zones: dict[str, str]
) -> Iterator[RollLine]:
    numbers = [row.id for row in rows]
    moved = _moved(connection, numbers)
    told = _told(connection, numbers)
    for row in rows:
        history = moved.get(row.id, [])
        if row.removed and not history:
            continue
        undone = {one.undoes for one in history if one.undoes is not None}
        standing = sorted(
            (one for one in history if one.undoes is None and one.id not in undone), key=lambda one: one.at
        )
        yield RollLine(
            attendee=attendees.as_candidate(row, WHOLE_EVENT).attendee,
            check_ins=tuple(one for one in standing if one.direction is Direction.IN),
            check_outs=tuple(one for one in standing if one.direction is Direction.OUT),
            inside=_inside(history, zones),
            zones={one.zone: zones.get(one.zone, one.zone) for one in history},
            has_undone=bool(undone),
            told=tuple(told.get(row.id, ())),
            removed=bool(row.removed),
        )


def _inside(history: Sequence[Movement], zones: dict[str, str]) -> tuple[str, ...]:
    entered = dict.fromkeys(one.zone for one in history)
    return tuple(
        zones.get(zone, zone)
        for zone in entered
        if presence_of(one for one in history if one.zone == zone).inside
    )


def _moved(connection: Connection, numbers: Sequence[int]) -> dict[AttendeeId, list[Movement]]:
    rows = connection.execute(
        select(_movement).where(_movement.c.attendee_id.in_(numbers)).order_by(_movement.c.number)
    )
    found: defaultdict[AttendeeId, list[Movement]] = defaultdict(list)
    for row in rows:
        found[row.attendee_id].append(movements.as_movement(row))
    return found


def _told(connection: Connection, numbers: Sequence[int]) -> dict[AttendeeId, dict[str, None]]:
    rows = connection.execute(
        select(_operation.c.attendee_id, _operation.c.state)
        .where(_operation.c.attendee_id.in_(numbers))
        .order_by(_operation.c.number)
    )
    found: defaultdict[AttendeeId, dict[str, None]] = defaultdict(dict)
    for row in rows:
        found[row.attendee_id][row.state] = None
    return found
