"""Double entries in the mirror: who may have come in twice, what speaks for it, and what a lead has seen.

Looking through everybody happens once; after that only whoever something new became known of is looked at.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from sqlalchemy import Connection, Exists, and_, bindparam, func, select
from sqlalchemy.dialects.sqlite import insert as upsert

from checkin.mirror import attendees, events, movements, schema
from checkin.mirror.tasks import MOVE
from checkin.model.attendee import Attendee
from checkin.model.doubles import THEIRS, DoubleEntry, Pair, Terms, Witnessed, kept_under, pairs_of
from checkin.model.event import WHOLE_EVENT, Event
from checkin.model.ids import AttendeeId, EventId, MovementId, ZoneId
from checkin.model.movement import Source
from checkin.model.station import StationKind
from checkin.model.zone_rules import OPEN_TO_ALL, ZoneRules

_movement = schema.movement
_operation = schema.operation
_presence = schema.presence
_closing = schema.closing
_seen = schema.double_seen

_AT_ONCE = 500

Suspect = tuple[AttendeeId, ZoneId]
"""Somebody who may have come in twice, and where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """How far the mirror has been looked through: numbers of the last movement and the last closing."""

    movement: int = 0
    closing: int = 0


NOT_YET = Marks()
"""Nothing has been looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """What holds in the zones of an event, as it was last pulled.

    Attributes:
        rules, names: by zone.
        daily: zones the platform has stations of that let in once a day.
    """

    zone_time: tzinfo
    rules: dict[ZoneId, ZoneRules]
    names: dict[ZoneId, str]
    daily: frozenset[ZoneId]


def venue(connection: Connection, event: Event, zone_time: tzinfo) -> Venue:
    """What holds in the zones of an event."""
    zones = events.zones(connection, event.id)
    stations = events.stations(connection, event.id)
    return Venue(
        zone_time=zone_time,
        rules={zone.id: zone.rules for zone in zones},
        names={WHOLE_EVENT: event.platform.name} | {zone.id: zone.name for zone in zones},
        daily=frozenset(one.zone for one in stations if one.kind is StationKind.DAILY and one.zone),
    )


_LATEST = select(
    select(func.coalesce(func.max(_movement.c.number), 0)).scalar_subquery().label("movement"),
    select(func.coalesce(func.max(_closing.c.number), 0)).scalar_subquery().label("closing"),
)


def latest(connection: Connection) -> Marks:
    """How far the mirror goes now."""
    row = connection.execute(_LATEST).one()
    return Marks(movement=row.movement, closing=row.closing)


def suspects(connection: Connection, event: EventId) -> set[Suspect]:
    """Everybody of the event who may have come in twice. Reads an index entry for each who came twice."""
    twice = _PRESENT_TWICE if (zones := _zones(connection, event)) else None
    found: set[Suspect] = set()
    if twice is not None:
        found |= _keys(connection.execute(twice, {"event": event, "zones": zones}))
    return found | _keys(connection.execute(_TOLD_THEIRS, {"event": event}))


def _moved_by(source: Source) -> Exists:
    return (
        select(_movement.c.number)
        .where(
            _movement.c.attendee_id == _presence.c.attendee_id,
            _movement.c.zone == _presence.c.zone,
            _movement.c.source == source.value,
        )
        .correlate(_presence)
        .exists()
    )


_TWICE_HERE_AND_THERE = and_(_presence.c.entries > 1, _moved_by(Source.HERE), _moved_by(Source.PLATFORM))
_PRESENT_TWICE = select(_presence.c.attendee_id, _presence.c.zone).where(
    _presence.c.event_id == bindparam("event"),
    _presence.c.zone.in_(bindparam("zones", expanding=True)),
    _presence.c.inside.in_((False, True)),  # spelled out, so that the index answers the rest
    _TWICE_HERE_AND_THERE,
)
_TOLD_THEIRS = (
    select(_operation.c.attendee_id, _movement.c.zone)
    .join(_movement, _movement.c.id == _operation.c.movement_id)
    .where(
        _operation.c.event_id == bindparam("event"),
        _operation.c.state == "settled",
        _operation.c.theirs.is_(True),
    )
)


def _zones(connection: Connection, event: EventId) -> list[str]:
    """Where anybody ever was: one step of the index for each zone."""
    found: list[str] = []
    while True:
        further = select(func.min(_presence.c.zone)).where(
            _presence.c.event_id == event, _presence.c.zone > (found[-1] if found else "")
        )
        zone: str | None = connection.execute(further).scalar()
        if zone is None:
            return found
        found.append(zone)


_recently = (
    select(_movement.c.attendee_id, _movement.c.zone)
    .where(_movement.c.number > bindparam("movement"))
    .distinct()
    .cte("recently")
)
_NEWLY_MOVED = (
    select(
        _presence.c.attendee_id,
        _presence.c.zone,
        _TWICE_HERE_AND_THERE.label("twice"),
    )
    .select_from(
        _recently.join(
            _presence,
            and_(
                _presence.c.attendee_id == _recently.c.attendee_id,
                _presence.c.zone == _recently.c.zone,
            ),
        )
    )
    .where(_presence.c.event_id == bindparam("event"))
)
_NEWLY_THEIRS = (
    select(_operation.c.attendee_id, _movement.c.zone)
    .select_from(
        _closing.join(_operation, _operation.c.number == _closing.c.operation).join(
            _movement, _movement.c.id == _operation.c.movement_id
        )
    )
    .where(
        _closing.c.number > bindparam("closing"),
        _operation.c.event_id == bindparam("event"),
        _operation.c.theirs.is_(True),
    )
)


def touched(connection: Connection, event: EventId, since: Marks, known: Collection[Suspect]) -> set[Suspect]:
    """Of whom something became known after `since` that makes a double entry, or unmakes a `known` one."""
    asked = {"event": event, "movement": since.movement, "closing": since.closing}
    moved = connection.execute(_NEWLY_MOVED, asked)
    found = {_key(row) for row in moved if row.twice or _key(row) in known}
    return found | _keys(connection.execute(_NEWLY_THEIRS, asked))


def _key(row: schema.AnyRow) -> Suspect:
    return (row.attendee_id, ZoneId(row.zone))


def _keys(rows: Iterable[schema.AnyRow]) -> set[Suspect]:
    return set(map(_key, rows))


def judged(
    connection: Connection, around: Venue, wanted: Collection[Suspect]
) -> dict[Suspect, tuple[DoubleEntry, ...]]:
    """The double entries of these, who have none are left out."""
    people = sorted({attendee for attendee, _ in wanted})
    found: dict[Suspect, tuple[DoubleEntry, ...]] = {}
    for start in range(0, len(people), _AT_ONCE):
        found.update(_judged(connection, around, people[start : start + _AT_ONCE]))
    return {key: entries for key, entries in found.items() if key in wanted}


def _judged(
    connection: Connection, around: Venue, people: Sequence[AttendeeId]
) -> Iterator[tuple[Suspect, tuple[DoubleEntry, ...]]]:
    pairs: dict[Suspect, tuple[Pair, ...]] = {}
    known = _people(connection, people)
    for (attendee, zone), history in _witnessed(connection, around, people).items():
        terms = Terms(
            admits=known[attendee].ticket.admits,
            rules=around.rules.get(zone, OPEN_TO_ALL),
            zone_time=around.zone_time,
        )
        if found := pairs_of(history, terms):
            pairs[attendee, zone] = found
    looked_at = _looked_at(connection, [pair for several in pairs.values() for pair in several])
    for (attendee, zone), several in pairs.items():
        yield (
            (attendee, zone),
            tuple(_entry(known[attendee], around, one, looked_at) for one in several),
        )


def _people(connection: Connection, people: Sequence[AttendeeId]) -> dict[AttendeeId, Attendee]:
    rows = connection.execute(
        attendees.IN_ZONE.where(schema.attendee.c.id.in_(people)), {"in_zone": WHOLE_EVENT}
    )
    return {row.id: attendees.as_candidate(row, WHOLE_EVENT).attendee for row in rows}


_TOLD = (
    select(
        _movement,
        *_operation.c["kind", "state", "theirs", "platform_at"],
    )
    .select_from(
        _movement.outerjoin(
            _operation,
            and_(
                _operation.c.attendee_id == _movement.c.attendee_id,
                _operation.c.movement_id == _movement.c.id,
                _operation.c.verb == MOVE,
            ),
        )
    )
    .where(_movement.c.attendee_id.in_(bindparam("people", expanding=True)))
    .order_by(_movement.c.number)
)


def _witnessed(
    connection: Connection, around: Venue, people: Sequence[AttendeeId]
) -> dict[Suspect, list[Witnessed]]:
    rows = connection.execute(_TOLD, {"people": people}).all()
    undone = {row.undoes for row in rows if row.undoes is not None}
    found: defaultdict[Suspect, list[Witnessed]] = defaultdict(list)
    for row in rows:
        if row.undoes is None and row.id not in undone:
            found[row.attendee_id, row.zone].append(_as_witnessed(row, around))
    return found


def _as_witnessed(row: schema.AnyRow, around: Venue) -> Witnessed:
    return Witnessed(
        movement=movements.as_movement(row),
        number=row.number,
        ahead=timedelta(milliseconds=row.clock_offset_ms or 0),
        told=THEIRS if row.theirs else row.state or "",
        taken_at=row.platform_at,
        daily=row.kind == StationKind.DAILY.value or row.zone in around.daily,
    )


def _looked_at(connection: Connection, pairs: Sequence[Pair]) -> set[MovementId]:
    wanted = [kept_under(one.movement.id) for pair in pairs for one in (pair.first, pair.second)]
    found: set[MovementId] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        asked = wanted[start : start + _AT_ONCE]
        rows = connection.execute(select(_seen.c.movement_id).where(_seen.c.movement_id.in_(asked)))
        found.update(rows.scalars())
    return found


def _entry(one: Attendee, around: Venue, pair: Pair, looked_at: Collection[MovementId]) -> DoubleEntry:
    zone = pair.second.movement.zone
    return DoubleEntry(
        attendee=one.id,
        name=f"{one.given_name} {one.family_name}".strip(),
        ticket_type=one.ticket.type_name,
        zone=zone,
        zone_name=around.names.get(zone, zone),
        first=pair.first.movement,
        second=pair.second.movement,
        told=pair.ours.told,
        seen=any(name in looked_at for name in _kept_under(pair)),
        untimed=pair.first.untimed or pair.second.untimed,
    )


def _kept_under(pair: Pair) -> Iterator[MovementId]:
    """Also ours, where the platform's answer had told of the other one before a pull brought it."""
    yield kept_under(pair.second.movement.id)
    if pair.ours.told == THEIRS:
        yield pair.ours.movement.id


def note_seen(connection: Connection, second: MovementId, now: datetime) -> None:
    """A lead has looked at the double entry with this second check-in; what is not on record is let be."""
    on_record = select(_movement.c.id, bindparam("at", now, schema.Instant)).where(
        _movement.c.id == kept_under(second)
    )
    connection.execute(upsert(_seen).from_select(["movement_id", "at"], on_record).on_conflict_do_nothing())
