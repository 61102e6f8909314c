"""People in the mirror: stored by a pull, found by a code or by their number."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Connection,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    type_coerce,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert

from checkin.mirror import schema
from checkin.mirror.folding import fold, joined
from checkin.mirror.prepared import Prepared
from checkin.model.admission import Candidate
from checkin.model.attendee import Attendee, Ticket, TicketStatus
from checkin.model.ids import AttendeeId, EventId, MovementId, PlatformId, ZoneId
from checkin.model.movement import NOWHERE, Movement, Presence, Source
from checkin.model.pulled import PulledAttendee
from checkin.model.station import Direction

_attendee = schema.attendee
_code = schema.code
_last_in = schema.movement.alias("last_in")

_PULLED = (
    "given_name",
    "family_name",
    "email",
    "company",
    "job_title",
    "ticket_type",
    "status",
    "order_code",
    "valid_from",
    "valid_until",
    "badge_code",
    "extra",
    "words",
    "seen",
    "removed",
)


def store(
    connection: Connection, event: EventId, generation: int, pulled: Sequence[PulledAttendee]
) -> dict[PlatformId, AttendeeId]:
    """Insert or update what one page of a pull told, codes included; say who is who."""
    if not pulled:
        return {}
    statement = upsert(_attendee)
    statement = statement.on_conflict_do_update(
        index_elements=["event_id", "platform_id"],
        set_={name: statement.excluded[name] for name in _PULLED},
    )
    connection.execute(statement, [_columns(event, generation, one) for one in pulled])
    numbers = _numbers(connection, event, [one.platform_id for one in pulled])
    _store_codes(connection, numbers, pulled)
    return numbers


def mark_seen(
    connection: Connection, event: EventId, generation: int, platform_ids: Sequence[PlatformId]
) -> None:
    """A pull had these, but could not read them: what is known of them stays."""
    if platform_ids:
        connection.execute(
            update(_attendee)
            .where(_attendee.c.event_id == event, _attendee.c.platform_id.in_(platform_ids))
            .values(seen=generation)
        )


def remove_unseen(connection: Connection, event: EventId, generation: int) -> int:
    """After a complete pull: whoever it did not have is gone from the platform. Says how many went.

    Their tickets count as revoked from now on; the people and what was recorded of them stay.
    """
    gone = connection.execute(
        update(_attendee)
        .where(
            _attendee.c.event_id == event,
            _attendee.c.seen < generation,
            _attendee.c.platform_id.is_not(None),
            _attendee.c.removed.is_(False),
        )
        .values(removed=True, status=TicketStatus.REVOKED.value)
    )
    return gone.rowcount


def count(connection: Connection, event: EventId) -> int:
    """How many attendees the event has."""
    found = connection.execute(
        select(func.count()).where(_attendee.c.event_id == event, _attendee.c.removed.is_(False))
    )
    return int(found.scalar_one())


def _columns(event: EventId, generation: int, one: PulledAttendee) -> dict[str, object]:
    return {
        "event_id": event,
        "platform_id": one.platform_id,
        "given_name": one.given_name,
        "family_name": one.family_name,
        "email": one.email,
        "company": one.company,
        "job_title": one.job_title,
        "ticket_type": one.ticket_type,
        "status": one.status.value,
        "order_code": one.order,
        "valid_from": one.valid_from,
        "valid_until": one.valid_until,
        "badge_code": one.badge_code,
        "extra": json.dumps(dict(one.extra), ensure_ascii=False) if one.extra else "{}",
        "words": " ".join((fold(one.given_name, one.family_name, one.company, one.email), *_typed(one))),
        "seen": generation,
        "removed": False,
    }


def _typed(one: PulledAttendee) -> Iterator[str]:
    """What people read out or type, each as one word: parts of a code are not words to be found by."""
    if one.order:
        yield joined(one.order)
    for code in one.codes:
        if not (one.order and code.key.startswith(one.order)):  # those are found by their order
            yield joined(code.key)


def _numbers(
    connection: Connection, event: EventId, platform_ids: Sequence[PlatformId]
) -> dict[PlatformId, AttendeeId]:
    rows = connection.execute(
        select(_attendee.c.platform_id, _attendee.c.id).where(
            _attendee.c.event_id == event, _attendee.c.platform_id.in_(platform_ids)
        )
    )
    return {PlatformId(row.platform_id): AttendeeId(row.id) for row in rows}


def _store_codes(
    connection: Connection, numbers: dict[PlatformId, AttendeeId], pulled: Sequence[PulledAttendee]
) -> None:
    wanted = {
        (code.key, numbers[one.platform_id]): code.rank
        for one in pulled
        for code in reversed(one.codes)  # of two ranks for one key the first named stands
    }
    rows = connection.execute(
        select(_code.c.key, _code.c.attendee_id, _code.c.rank).where(
            _code.c.attendee_id.in_(list(numbers.values()))
        )
    )
    kept = {(row.key, AttendeeId(row.attendee_id)): row.rank for row in rows}
    stale = [pair for pair, rank in kept.items() if wanted.get(pair) != rank]
    if stale:
        connection.execute(
            delete(_code).where(
                _code.c.key == bindparam("stale_key"), _code.c.attendee_id == bindparam("stale_id")
            ),
            [{"stale_key": key, "stale_id": number} for key, number in stale],
        )
    fresh = [
        {"key": key, "attendee_id": number, "rank": rank}
        for (key, number), rank in wanted.items()
        if kept.get((key, number)) != rank
    ]
    if fresh:
        connection.execute(insert(_code), fresh)


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
    select(*_shown, _code.c.rank)
    .select_from(_people.join(_code, _code.c.attendee_id == _attendee.c.id))
    .where(_code.c.key == bindparam("code_key"))
    .order_by(_code.c.rank, _attendee.c.id)
    .limit(50)
)

_BY_NUMBER = Prepared(select(*_shown).select_from(_people).where(_attendee.c.id == bindparam("number")))

IN_ZONE = select(*_shown).select_from(_people)
"""Everybody with their presence in the zone bound as `in_zone`; callers add conditions."""


def by_code(connection: Connection, keys: Iterable[str], zone: ZoneId) -> list[Candidate]:
    """Everyone the first key that is known at all may belong to; in each event those of the lowest rank."""
    for key in keys:
        rows = _BY_CODE.run(connection, {"code_key": key, "in_zone": zone})
        if rows:
            lowest: dict[EventId, int] = {}
            for row in rows:
                lowest.setdefault(row.event_id, row.rank)
            return [as_candidate(row, zone) for row in rows if row.rank == lowest[row.event_id]]
    return []


def by_number(connection: Connection, number: AttendeeId, zone: ZoneId) -> Candidate | None:
    """One attendee, None when the mirror does not have them."""
    rows = _BY_NUMBER.run(connection, {"number": number, "in_zone": zone})
    return as_candidate(rows[0], zone) if rows else None


def as_candidate(row: schema.AnyRow, zone: ZoneId) -> Candidate:
    """A row of `IN_ZONE` as values."""
    return Candidate(attendee=_as_attendee(row), presence=_as_presence(row, zone))


def _as_attendee(row: schema.AnyRow) -> Attendee:
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
        extra={} if row.extra == "{}" else json.loads(row.extra),
        ticket=Ticket(
            type_id=row.ticket_type,
            type_name=row.type_name or "",
            colour=row.type_colour or "",
            status=TicketStatus(row.status),
            order=row.order_code,
            valid_from=_instant(row.valid_from),
            valid_until=_instant(row.valid_until),
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
