"""Events in the mirror: which there are, what belongs to them, how far a pull has come."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert

from checkin.mirror import schema
from checkin.mirror.packing import pack, unpack
from checkin.model.event import Event, PlatformEvent, TicketType, Zone, ZoneKind
from checkin.model.ids import EventId, PlatformId, ZoneId
from checkin.model.pulled import EventFacts
from checkin.model.station import PlatformStation, StationKind
from checkin.model.zone_rules import ZoneRules

_event = schema.event

_PURGE_SEARCH = text("INSERT INTO attendee_search(attendee_search) VALUES ('optimize')")
"""The full-text index only marks words as gone until its parts are merged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PullState:
    """How far pulling an event has come.

    Attributes:
        generation: number of the last begun complete pull.
        resume: where that one goes on, None when it is finished.
        cursor: where the next delta starts, None before the first complete pull.
        pulled_at: when the last complete pull ended.
    """

    generation: int
    resume: str | None
    cursor: str | None
    pulled_at: datetime | None


def choose(connection: Connection, source: str, event: PlatformEvent) -> Event:
    """Put an event into the mirror, or bring it up to date."""
    known = {
        "name": event.name,
        "timezone": event.timezone,
        "starts_at": event.starts_at,
        "ends_at": event.ends_at,
        "place": event.place,
        "logo_url": event.logo_url,
        "badge_profile": event.badge_profile,
    }
    statement = upsert(_event).values(connection=source, platform_id=event.platform_id, **known)
    statement = statement.on_conflict_do_update(index_elements=["connection", "platform_id"], set_=known)
    connection.execute(statement)
    row = connection.execute(
        select(_event).where(_event.c.connection == source, _event.c.platform_id == event.platform_id)
    ).one()
    return _as_event(row)


def get(connection: Connection, event: EventId) -> Event | None:
    """The event of this number, None when it is not (or no longer) in the mirror."""
    row = connection.execute(select(_event).where(_event.c.id == event)).one_or_none()
    return None if row is None else _as_event(row)


def everything(connection: Connection) -> tuple[Event, ...]:
    """Every event in the mirror, in the order they came."""
    return tuple(_as_event(row) for row in connection.execute(select(_event).order_by(_event.c.id)))


def forget(connection: Connection, event: EventId) -> None:
    """Erase an event with everybody in it and everything recorded of them."""
    connection.execute(delete(_event).where(_event.c.id == event))
    connection.execute(_PURGE_SEARCH)


def forget_source(connection: Connection, beginning: str) -> None:
    """Erase every event whose connection begins so, with everybody in it."""
    theirs = _event.c.connection.startswith(beginning, autoescape=True)
    if connection.execute(delete(_event).where(theirs)).rowcount:
        connection.execute(_PURGE_SEARCH)


_PULL_STATE = select(*_event.c["generation", "resume", "cursor", "pulled_at"]).where(
    _event.c.id == bindparam("of_event")
)


def pull_state(connection: Connection, event: EventId) -> PullState:
    """How far pulling has come."""
    row = connection.execute(_PULL_STATE, {"of_event": event}).one()
    return PullState(generation=row.generation, resume=row.resume, cursor=row.cursor, pulled_at=row.pulled_at)


def begin_snapshot(connection: Connection, event: EventId) -> int:
    """Open a new complete pull and say its generation."""
    generation = pull_state(connection, event).generation + 1
    connection.execute(update(_event).where(_event.c.id == event).values(generation=generation, resume=""))
    return generation


def keep_resume(connection: Connection, event: EventId, resume: str) -> None:
    """Remember where to go on if the pull is interrupted now."""
    connection.execute(update(_event).where(_event.c.id == event).values(resume=resume))


def end_snapshot(connection: Connection, event: EventId, cursor: str | None, now: datetime) -> None:
    """Close the complete pull and move the cursor."""
    connection.execute(
        update(_event).where(_event.c.id == event).values(resume=None, cursor=cursor, pulled_at=now)
    )


def move_cursor(connection: Connection, event: EventId, cursor: str) -> None:
    """Let the next delta start here."""
    connection.execute(update(_event).where(_event.c.id == event).values(cursor=cursor))


def store_ticket_types(connection: Connection, event: EventId, types: Sequence[TicketType]) -> None:
    """Replace the event's ticket types."""
    table = schema.ticket_type
    connection.execute(delete(table).where(table.c.event_id == event))
    if types:
        connection.execute(
            insert(table),
            [
                {
                    "event_id": event,
                    "platform_id": one.platform_id,
                    "name": one.name,
                    "colour": one.colour,
                    "extra": json.dumps(dict(one.extra)),
                }
                for one in types
            ],
        )


def store_zones(connection: Connection, event: EventId, zones: Sequence[Zone]) -> None:
    """Replace the event's zones."""
    table = schema.zone
    connection.execute(delete(table).where(table.c.event_id == event))
    if zones:
        connection.execute(
            insert(table),
            [
                {
                    "event_id": event,
                    "id": one.id,
                    "platform_id": one.platform_id,
                    "kind": one.kind,
                    "name": one.name,
                    "room": one.room,
                    "starts_at": one.starts_at,
                    "ends_at": one.ends_at,
                    "rules": pack(one.rules),
                }
                for one in zones
            ],
        )


def store_stations(connection: Connection, event: EventId, stations: Sequence[PlatformStation]) -> None:
    """Replace the platform's stations of the event."""
    table = schema.platform_station
    connection.execute(delete(table).where(table.c.event_id == event))
    if stations:
        connection.execute(
            insert(table),
            [
                {
                    "event_id": event,
                    "platform_id": one.platform_id,
                    "name": one.name,
                    "kind": one.kind,
                    "room": one.room,
                    "zone": one.zone,
                }
                for one in stations
            ],
        )


def zones(connection: Connection, event: EventId) -> tuple[Zone, ...]:
    """The event's zones by start and name."""
    table = schema.zone
    rows = connection.execute(
        select(table).where(table.c.event_id == event).order_by(table.c.starts_at, table.c.name)
    )
    return tuple(
        Zone(
            id=ZoneId(row.id),
            platform_id=PlatformId(row.platform_id),
            kind=ZoneKind(row.kind),
            name=row.name,
            room=None if row.room is None else ZoneId(row.room),
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            rules=unpack(ZoneRules, row.rules),
        )
        for row in rows
    )


def ticket_types(connection: Connection, event: EventId) -> tuple[TicketType, ...]:
    """The event's kinds of tickets by name."""
    table = schema.ticket_type
    rows = connection.execute(select(table).where(table.c.event_id == event).order_by(table.c.name))
    return tuple(
        TicketType(platform_id=PlatformId(row.platform_id), name=row.name, colour=row.colour) for row in rows
    )


def store_facts(connection: Connection, event: EventId, facts: EventFacts) -> None:
    """Replace what holds for the whole event."""
    connection.execute(update(_event).where(_event.c.id == event).values(facts=pack(facts)))


def facts(connection: Connection, event: EventId) -> EventFacts:
    """What holds for the whole event."""
    packed = connection.execute(select(_event.c.facts).where(_event.c.id == event)).scalar_one()
    return unpack(EventFacts, packed)


def add_revoked(connection: Connection, event: EventId, codes: Sequence[str]) -> None:
    """These codes admit nobody any more."""
    if codes:
        statement = upsert(schema.revoked_code).on_conflict_do_nothing()
        connection.execute(statement, [{"event_id": event, "key": code} for code in codes])


def is_revoked(connection: Connection, event: EventId, codes: Sequence[str]) -> bool:
    """Whether one of the codes admits nobody any more."""
    table = schema.revoked_code
    found = connection.execute(select(table.c.key).where(table.c.event_id == event, table.c.key.in_(codes)))
    return found.first() is not None


def stations(connection: Connection, event: EventId) -> tuple[PlatformStation, ...]:
    """The platform's stations of the event by name."""
    table = schema.platform_station
    rows = connection.execute(select(table).where(table.c.event_id == event).order_by(table.c.name))
    return tuple(
        PlatformStation(
            platform_id=PlatformId(row.platform_id),
            name=row.name,
            kind=StationKind(row.kind),
            room=None if row.room is None else ZoneId(row.room),
            zone=None if row.zone is None else ZoneId(row.zone),
        )
        for row in rows
    )


def _as_event(row: schema.AnyRow) -> Event:
    return Event(
        id=EventId(row.id),
        connection=row.connection,
        platform=PlatformEvent(
            platform_id=PlatformId(row.platform_id),
            name=row.name,
            timezone=row.timezone,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            place=row.place,
            logo_url=row.logo_url,
            badge_profile=row.badge_profile,
        ),
    )
