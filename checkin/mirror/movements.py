"""What happened at doors: an append-only log, and the presence that follows from it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, select, text
from sqlalchemy.dialects.sqlite import insert as upsert

from checkin.mirror import attendees, ours, schema
from checkin.mirror.prepared import Prepared
from checkin.model.ids import AttendeeId, EventId, MovementId, ZoneId
from checkin.model.movement import Movement, Presence, Source, presence_of
from checkin.model.pulled import PulledMovement
from checkin.model.scan import Counts
from checkin.model.station import Direction

_movement = schema.movement
_undo = schema.movement.alias("undo")
_presence = schema.presence
_operation = schema.operation

_OF_PLATFORM = uuid.UUID("6f1f7c52-6f0e-4d6c-9a3e-0b8f6f0c5f01")

_MOST_ASKED = 1000  # ids in one question

_INSERT = Prepared(
    insert(_movement).values(
        {one.name: bindparam(one.name) for one in _movement.columns if one.name != "number"}
    )
)

_EVENT_OF = select(schema.attendee.c.event_id).where(schema.attendee.c.id == bindparam("attendee_id"))
_FROM_PRESENCE = ("attendee_id", "zone", "inside", "entries", "last_in")
_upsert = upsert(_presence).values(
    {name: bindparam(name) for name in _FROM_PRESENCE} | {"event_id": _EVENT_OF.scalar_subquery()}
)
_SET_PRESENCE = Prepared(
    _upsert.on_conflict_do_update(
        index_elements=["attendee_id", "zone"],
        set_={name: _upsert.excluded[name] for name in ("inside", "entries", "last_in")},
    )
)


def append(connection: Connection, movement: Movement, clock_offset: float | None = None) -> None:
    """Record a movement. Presence is the caller's to bring up to date: `set_presence` or `recompute`."""
    _INSERT.run(
        connection,
        {
            "id": movement.id,
            "attendee_id": movement.attendee,
            "zone": movement.zone,
            "direction": movement.direction.value,
            "at": schema.to_micros(movement.at),
            "station": movement.station,
            "source": movement.source.value,
            "undoes": movement.undoes,
            "overrode": movement.overrode,
            "clock_offset_ms": None if clock_offset is None else round(clock_offset * 1000),
        },
    )


def set_presence(connection: Connection, attendee: AttendeeId, zone: ZoneId, presence: Presence) -> None:
    """Note where the movements leave an attendee."""
    _SET_PRESENCE.run(
        connection,
        {
            "attendee_id": attendee,
            "zone": zone,
            "inside": int(presence.inside),
            "entries": presence.entries,
            "last_in": None if presence.last_in is None else presence.last_in.id,
        },
    )


def recompute(connection: Connection, attendee: AttendeeId, zone: ZoneId) -> Presence:
    """Derive the presence anew from the movements."""
    presence = presence_of(m for m in history(connection, attendee) if m.zone == zone)
    set_presence(connection, attendee, zone, presence)
    return presence


_HISTORY = select(_movement).where(_movement.c.attendee_id == bindparam("of")).order_by(_movement.c.number)


def history(connection: Connection, attendee: AttendeeId) -> tuple[Movement, ...]:
    """Every movement of an attendee, in the order of recording."""
    return tuple(as_movement(row) for row in connection.execute(_HISTORY, {"of": attendee}))


def get(connection: Connection, movement: MovementId) -> Movement | None:
    """One movement, None when there is none of this id."""
    row = connection.execute(select(_movement).where(_movement.c.id == movement)).one_or_none()
    return None if row is None else as_movement(row)


def undo_of(connection: Connection, movement: MovementId) -> MovementId | None:
    """The movement that took this one back, None when it stands."""
    found = connection.execute(
        select(_movement.c.id).where(_movement.c.undoes == movement, _movement.c.undoes.is_not(None))
    ).scalar()
    return None if found is None else MovementId(found)


def last_here(connection: Connection, event: EventId, station: str, limit: int) -> tuple[Movement, ...]:
    """The newest movements recorded at this station of this computer, newest first; undos left out."""
    undone = select(_undo.c.number).where(_undo.c.undoes == _movement.c.id, _undo.c.undoes.is_not(None))
    rows = connection.execute(
        select(_movement)
        .join(schema.attendee, schema.attendee.c.id == _movement.c.attendee_id)
        .where(
            text("+attendee.event_id = :event").bindparams(event=event),  # the plus: start at the newest
            _movement.c.station == station,
            _movement.c.source == Source.HERE.value,
            _movement.c.undoes.is_(None),
            ~undone.exists(),
        )
        .order_by(_movement.c.number.desc())
        .limit(limit)
    )
    return tuple(as_movement(row) for row in rows)


def counts(connection: Connection, event: EventId, zone: ZoneId) -> Counts:
    """How many people the event has, how many came into the zone, how many are in it now."""
    row = connection.execute(
        select(
            func.count().filter(_presence.c.entries > 0).label("checked_in"),
            func.count().filter(_presence.c.inside.is_(True)).label("inside"),
        ).where(_presence.c.event_id == event, _presence.c.zone == zone)
    ).one()
    people = attendees.count(connection, event)
    return Counts(attendees=people, checked_in=row.checked_in, inside=row.inside)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A movement the platform reported, and whose it is."""

    attendee: AttendeeId
    movement: PulledMovement


def add_reported(connection: Connection, reported: Sequence[Told], clock_offset: float | None = None) -> int:
    """Record what the platform reports of others; say how many were new.

    A platform reports our own check-ins too. One is taken for ours when we told it of one for the same
    attendee and zone, and it was reported for a time between our first sending and the platform's answer;
    or when nobody knows yet whether it was taken. `clock_offset` is how far the platform's clock is ahead of
    ours now: it stands in for what nobody had measured yet when somebody came, and where the platform did not
    say when, for a clock that was put right between the door and the sending.
    """
    told = {movement.id: movement for movement in map(_as_reported, reported)}
    known = _known(connection, list(told))
    unknown = [movement for name, movement in told.items() if name not in known]
    candidates = ours.of(connection, {movement.attendee for movement in unknown}, clock_offset)
    again = [(movement, one) for movement in unknown for one in candidates if one.may_be(movement)]
    ours.learn_when(connection, again)
    recognised = {movement.id for movement, _ in again}
    new = [movement for movement in unknown if movement.id not in recognised]
    for movement in new:
        append(connection, movement)
    for attendee, zone in {(movement.attendee, movement.zone): None for movement in new}:
        recompute(connection, attendee, zone)
    return len(new)


def drop_reported_of_ours(connection: Connection, event: EventId) -> int:
    """Where journals of several stations were brought together: what the platform reported to one of them.

    It goes where the other one's own record of it is here now and settled; says how many went.
    """
    attendee = schema.attendee
    rows = connection.execute(
        select(_movement)
        .join(attendee, attendee.c.id == _movement.c.attendee_id)
        .where(attendee.c.event_id == event, _movement.c.source == Source.PLATFORM.value)
    )
    reported = [as_movement(row) for row in rows]
    twice: list[Movement] = []
    for start in range(0, len(reported), _MOST_ASKED):
        some = reported[start : start + _MOST_ASKED]
        found = ours.of(connection, {one.attendee for one in some}, None)
        settled = [one for one in found if one.until is not None]
        twice += [movement for movement in some if any(one.may_be(movement) for one in settled)]
    for movement in twice:
        connection.execute(delete(_movement).where(_movement.c.id == movement.id))
        recompute(connection, movement.attendee, movement.zone)
    return len(twice)


def _as_reported(told: Told) -> Movement:
    said = told.movement
    return Movement(
        id=reported_id(told.attendee, said.zone, said.direction, said.at),
        attendee=told.attendee,
        zone=said.zone,
        direction=said.direction,
        at=said.at,
        station=said.station,
        source=Source.PLATFORM,
    )


def reported_id(attendee: AttendeeId, zone: ZoneId, direction: Direction, at: datetime) -> MovementId:
    """What a movement is called here that only the platform reports, each time it does."""
    name = f"{attendee}|{zone}|{direction}|{schema.to_micros(at)}"
    return MovementId(str(uuid.uuid5(_OF_PLATFORM, name)))


def _known(connection: Connection, names: Sequence[MovementId]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(names), _MOST_ASKED):
        asked = names[start : start + _MOST_ASKED]
        found.update(connection.execute(select(_movement.c.id).where(_movement.c.id.in_(asked))).scalars())
    return found


def as_movement(row: schema.AnyRow) -> Movement:
    """A row of the movement table as a value."""
    return Movement(
        id=row.id,
        attendee=row.attendee_id,
        zone=row.zone,
        direction=Direction(row.direction),
        at=row.at,
        station=row.station,
        source=Source(row.source),
        undoes=row.undoes,
        overrode=row.overrode,
    )
