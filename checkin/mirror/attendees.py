"""People in the mirror, found by a code or by their number."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Connection,
    and_,
    bindparam,
    func,
    select,
    true,
    type_coerce,
)

from checkin.mirror import schema
from checkin.mirror.packing import EMPTY, unpack
from checkin.mirror.prepared import Prepared
from checkin.model.admission import Candidate
from checkin.model.attendee import Attendee, Ticket, TicketStatus
from checkin.model.ids import AttendeeId, EventId, MovementId, PlatformId, ZoneId
from checkin.model.movement import NOWHERE, Movement, Presence, Source
from checkin.model.station import Direction

_attendee = schema.attendee
_code = schema.code
_last_in = schema.movement.alias("last_in")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What few tickets have, in one column; see `checkin.model.attendee.Ticket`."""

    admits: int = 1
    zones: frozenset[ZoneId] | None = None
    remark: str = ""
    needs_confirmation: bool = False


_EVERYBODYS = Rights()

_people = (
    _attendee.outerjoin(
        schema.ticket_type,
        and_(
            schema.ticket_type.c.event_id == _attendee.c.event_id,
            schema.ticket_type.c.platform_id == _attendee.c.ticket_type,
        ),
    )
    .outerjoin(
        schema.presence,
        and_(schema.presence.c.attendee_id == _attendee.c.id, schema.presence.c.zone == bindparam("in_zone")),
    )
    .outerjoin(_last_in, _last_in.c.id == schema.presence.c.last_in)
)

_shown = (
    *_attendee.c[
        "id",
        "event_id",
        "platform_id",
        "given_name",
        "family_name",
        "email",
        "company",
        "job_title",
        "ticket_type",
        "status",
        "order_code",
        "badge_code",
        "extra",
        "rights",
        "walk_in",
    ],
    type_coerce(_attendee.c.valid_from, BigInteger).label("valid_from"),
    type_coerce(_attendee.c.valid_until, BigInteger).label("valid_until"),
    schema.ticket_type.c.name.label("type_name"),
    schema.ticket_type.c.colour.label("type_colour"),
    schema.presence.c.inside,
    schema.presence.c.entries,
    _last_in.c.id.label("in_id"),
    type_coerce(_last_in.c.at, BigInteger).label("in_at"),
    _last_in.c.station.label("in_station"),
    _last_in.c.source.label("in_source"),
    _last_in.c.overrode.label("in_overrode"),
)

_BY_CODE = Prepared(
    select(*_shown, _code.c.rank, _code.c.revoked)
    .select_from(_people.join(_code, _code.c.attendee_id == _attendee.c.id))
    .where(_code.c.key == bindparam("code_key"))
    .order_by(_code.c.rank, _attendee.c.id)
    .limit(50)
)

_BY_NUMBER = Prepared(select(*_shown).select_from(_people).where(_attendee.c.id == bindparam("number")))

IN_ZONE = select(*_shown).select_from(_people)
"""Everybody with their presence in the zone bound as `in_zone`; callers add conditions."""


def count(connection: Connection, event: EventId) -> int:
    """How many attendees the event has."""
    found = connection.execute(
        select(func.count()).where(_attendee.c.event_id == event, _attendee.c.removed.is_(False))
    )
    return int(found.scalar_one())


def by_code(connection: Connection, keys: Iterable[str], zone: ZoneId) -> list[Candidate]:
    """Everyone the first key that is known at all may belong to; in each event those of the lowest rank."""
    for key in keys:
        rows = _BY_CODE.run(connection, {"code_key": key, "in_zone": zone})
        if rows:
            lowest: dict[EventId, int] = {}
            for row in rows:
                lowest.setdefault(row.event_id, row.rank)
            return [_by_code(row, zone) for row in rows if row.rank == lowest[row.event_id]]
    return []


def _by_code(row: schema.AnyRow, zone: ZoneId) -> Candidate:
    found = as_candidate(row, zone)
    return replace(found, by_revoked_code=True) if row.revoked else found


def by_number(connection: Connection, number: AttendeeId, zone: ZoneId) -> Candidate | None:
    """One attendee, None when the mirror does not have them."""
    rows = _BY_NUMBER.run(connection, {"number": number, "in_zone": zone})
    return as_candidate(rows[0], zone) if rows else None


def codes_of(connection: Connection, event: EventId, platform_id: PlatformId) -> tuple[str, ...]:
    """Every code of whoever the platform knows by this id; none of somebody who is not in the mirror."""
    of_them = (_attendee.c.event_id == event, _attendee.c.platform_id == platform_id)
    joined = _code.join(_attendee, _code.c.attendee_id == _attendee.c.id)
    rows = connection.execute(select(_code.c.key).select_from(joined).where(*of_them).order_by(_code.c.rank))
    return tuple(rows.scalars())


def are_tickets(connection: Connection, keys: Collection[str], *, knows_wristbands: bool) -> bool:
    """Whether one of these is of a ticket or badge of anybody, now or before, and not of a wristband.

    Args:
        connection: to the mirror.
        keys: of a code that was read.
        knows_wristbands: the platform tells of wristbands, too, with a rank behind that of tickets.
    """
    of_tickets = (_code.c.rank == 0) | _code.c.revoked if knows_wristbands else true()
    of_platform = _code.c.ours.is_(False) & of_tickets
    found = (
        select(_code.c.key)
        .join(_attendee, _attendee.c.id == _code.c.attendee_id)
        .where(_code.c.key.in_(list(keys)), of_platform | (_code.c.key == _attendee.c.badge_code))
    )
    return connection.execute(found.limit(1)).first() is not None


def of_same_order(connection: Connection, number: AttendeeId) -> tuple[AttendeeId, ...]:
    """Everybody whose ticket was bought together with this attendee's, the attendee first."""
    bought = select(_attendee.c.event_id, _attendee.c.order_code).where(_attendee.c.id == number)
    one = connection.execute(bought).one_or_none()
    if one is None or not one.order_code:
        return (number,)
    rows = connection.execute(
        select(_attendee.c.id)
        .where(
            _attendee.c.event_id == one.event_id,
            _attendee.c.order_code == one.order_code,
            _attendee.c.removed.is_(False),
        )
        .order_by(_attendee.c.id)
    )
    others = [AttendeeId(other) for other in rows.scalars() if other != number]
    return (number, *others)


def as_candidate(row: schema.AnyRow, zone: ZoneId) -> Candidate:
    """A row of `IN_ZONE` as values."""
    return Candidate(attendee=_as_attendee(row), presence=_as_presence(row, zone))


def _as_attendee(row: schema.AnyRow) -> Attendee:
    rights = _EVERYBODYS if row.rights == EMPTY else unpack(Rights, row.rights)
    return Attendee(
        id=row.id,
        event=row.event_id,
        platform_id=row.platform_id,
        given_name=row.given_name,
        family_name=row.family_name,
        email=row.email,
        company=row.company,
        job_title=row.job_title,
        badge_code=row.badge_code,
        walk_in=bool(row.walk_in),
        extra=unpack(dict, row.extra),
        ticket=Ticket(
            type_id=row.ticket_type,
            type_name=row.type_name or "",
            colour=row.type_colour or "",
            status=TicketStatus(row.status),
            order=row.order_code,
            valid_from=_instant(row.valid_from),
            valid_until=_instant(row.valid_until),
            admits=rights.admits,
            zones=rights.zones,
            remark=rights.remark,
            needs_confirmation=rights.needs_confirmation,
        ),
    )


def _instant(micros: int | None) -> datetime | None:
    return None if micros is None else schema.from_micros(micros)


def _as_presence(row: schema.AnyRow, zone: ZoneId) -> Presence:
    if row.inside is None:
        return NOWHERE
    last_in = None
    if row.in_id is not None:
        last_in = Movement(
            id=MovementId(row.in_id),
            attendee=row.id,
            zone=zone,
            direction=Direction.IN,
            at=schema.from_micros(row.in_at),
            station=row.in_station,
            source=Source(row.in_source),
            overrode=row.in_overrode,
        )
    return Presence(inside=bool(row.inside), entries=row.entries, last_in=last_in)
