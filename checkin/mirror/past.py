"""What stays of events after they were erased from this computer: numbers, and no names but the event's."""

from collections import Counter
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, or_, select

from checkin.mirror import schema
from checkin.mirror.packing import pack, unpack
from checkin.model.event import WHOLE_EVENT, Event
from checkin.model.ids import EventId
from checkin.model.past import Group, Numbers, PastEvent, without_small
from checkin.model.station import Direction

_past = schema.past_event
_attendee = schema.attendee
_presence = schema.presence
_movement = schema.movement


def count(connection: Connection, event: EventId, *, unheard: int = 0) -> Numbers:
    """Count what is worth knowing later; see `Numbers`."""
    types, walk_ins = _types(connection, event)
    zones = without_small(_zones(connection, event))
    prints = select(func.count()).select_from(schema.badge_print.join(_attendee))
    return Numbers(
        attendees=sum(one.people for one in types.values()),
        checked_in=sum(one.came for one in types.values()),
        walk_ins=walk_ins,
        badges=connection.execute(prints.where(_attendee.c.event_id == event)).scalar_one(),
        unheard=unheard,
        ticket_types=without_small(types),
        zones={name: one.people for name, one in zones.items()},
        hours=_hours(connection, event),
    )


def add(connection: Connection, event: Event, now: datetime, numbers: Numbers) -> None:
    """Keep the numbers of an event that is being erased."""
    connection.execute(insert(_past).values(name=event.name, erased_at=now, counts=pack(numbers)))


def everything(connection: Connection) -> tuple[PastEvent, ...]:
    """The events that were erased here, the last one first."""
    rows = connection.execute(select(_past).order_by(_past.c.number.desc()))
    return tuple(
        PastEvent(name=row.name, erased_at=row.erased_at, numbers=unpack(Numbers, row.counts)) for row in rows
    )


def operations(connection: Connection, event: EventId) -> frozenset[str]:
    """The ids of everything the platform was told of the event, or was to be."""
    table = schema.operation
    return frozenset(connection.execute(select(table.c.id).where(table.c.event_id == event)).scalars())


def last_movement(connection: Connection, event: EventId) -> datetime | None:
    """When the last movement happened of anybody in the event."""
    of_event = select(func.max(_movement.c.at, type_=schema.Instant)).select_from(_movement.join(_attendee))
    return connection.execute(of_event.where(_attendee.c.event_id == event)).scalar()


def _types(connection: Connection, event: EventId) -> tuple[dict[str, Group], int]:
    """People by their kinds of tickets, and how many of all were registered here.

    Somebody who is gone from the platform counts where they came all the same.
    """
    came = (
        select(_presence.c.zone)
        .where(_presence.c.attendee_id == _attendee.c.id, _presence.c.entries > 0)
        .exists()
    )
    kind = schema.ticket_type
    rows = connection.execute(
        select(
            func.coalesce(kind.c.name, "").label("name"),
            func.count().label("people"),
            func.count().filter(came).label("came"),
            func.count().filter(_attendee.c.walk_in.is_(True)).label("walk_ins"),
        )
        .select_from(
            _attendee.outerjoin(
                kind, (kind.c.event_id == event) & (kind.c.platform_id == _attendee.c.ticket_type)
            )
        )
        .where(_attendee.c.event_id == event, or_(_attendee.c.removed.is_(False), came))
        .group_by("name")
    ).all()
    found = {row.name: Group(people=row.people, came=row.came) for row in rows}
    return found, sum(row.walk_ins for row in rows)


def _zones(connection: Connection, event: EventId) -> dict[str, Group]:
    """How many people came into each zone but the event itself."""
    zone = schema.zone
    rows = connection.execute(
        select(func.coalesce(zone.c.name, "").label("name"), func.count().label("people"))
        .select_from(_presence.outerjoin(zone, (zone.c.event_id == event) & (zone.c.id == _presence.c.zone)))
        .where(_presence.c.event_id == event, _presence.c.zone != WHOLE_EVENT, _presence.c.entries > 0)
        .group_by("name")
    )
    return {row.name: Group(people=row.people) for row in rows}


def _hours(connection: Connection, event: EventId) -> dict[datetime, int]:
    """How many check-ins that stand there were in each hour, into whatever zone."""
    undo = _movement.alias("undo")
    undone = select(undo.c.number).where(undo.c.undoes == _movement.c.id, undo.c.undoes.is_not(None))
    moments = connection.execute(
        select(_movement.c.at)
        .select_from(_movement.join(_attendee))
        .where(
            _attendee.c.event_id == event,
            _movement.c.direction == Direction.IN.value,
            _movement.c.undoes.is_(None),
            ~undone.exists(),
        )
    ).scalars()
    hours = Counter(at.astimezone(UTC).replace(minute=0, second=0, microsecond=0) for at in moments)
    return dict(sorted(hours.items()))
