"""What a pull tells of people, written into the mirror."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from checkin.mirror import only_here, schema
from checkin.mirror.attendees import Rights
from checkin.mirror.folding import fold, joined
from checkin.mirror.packing import EMPTY, pack
from checkin.model.attendee import TicketStatus
from checkin.model.ids import AttendeeId, EventId, PlatformId
from checkin.model.pulled import PulledAttendee

_attendee = schema.attendee
_code = schema.code

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
    "rights",
    "words",
    "seen",
    "removed",
)

_insert = upsert(_attendee)
_STORE = _insert.on_conflict_do_update(
    index_elements=["event_id", "platform_id"],
    set_={name: _insert.excluded[name] for name in _PULLED},
)


def store(
    connection: Connection, event: EventId, generation: int, pulled: Sequence[PulledAttendee]
) -> dict[PlatformId, AttendeeId]:
    """Insert or update what one page of a pull told, codes included; say who is who."""
    if not pulled:
        return {}
    only_here.adopt(connection, event, pulled)
    connection.execute(_STORE, [_columns(event, generation, one) for one in pulled])
    numbers = _numbers(connection, event, [one.platform_id for one in pulled])
    _store_codes(connection, numbers, pulled)
    only_here.reapply(connection, numbers.values())
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


def mark_everybody_seen(connection: Connection, event: EventId, generation: int) -> None:
    """A pull had somebody of whom not even the id could be read: it may be anybody, so nobody is gone."""
    connection.execute(update(_attendee).where(_attendee.c.event_id == event).values(seen=generation))


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
        "extra": only_here.pack_extra(one.extra),
        "rights": _rights(one),
        "words": " ".join((fold(one.given_name, one.family_name, one.company, one.email), *_typed(one))),
        "seen": generation,
        "removed": False,
    }


def _rights(one: PulledAttendee) -> str:
    if one.admits == 1 and one.zones is None and not one.remark and not one.needs_confirmation:
        return EMPTY
    return pack(
        Rights(
            admits=one.admits,
            zones=one.zones,
            remark=one.remark,
            needs_confirmation=one.needs_confirmation,
        )
    )


def _typed(one: PulledAttendee) -> Iterator[str]:
    """What people read out or type, each as one word: parts of a code are not words to be found by."""
    if one.order:
        yield joined(one.order)
    for code in one.codes:
        if not (one.order and code.key.startswith(one.order)):  # those are found by their order
            yield joined(code.key)


_NUMBERS = select(_attendee.c.platform_id, _attendee.c.id).where(
    _attendee.c.event_id == bindparam("event"),
    _attendee.c.platform_id.in_(bindparam("platform_ids", expanding=True)),
)


def _numbers(
    connection: Connection, event: EventId, platform_ids: Sequence[PlatformId]
) -> dict[PlatformId, AttendeeId]:
    rows = connection.execute(_NUMBERS, {"event": event, "platform_ids": platform_ids})
    return {PlatformId(row.platform_id): AttendeeId(row.id) for row in rows}


_CODES = (
    select(_code).where(_code.c.attendee_id.in_(bindparam("people", expanding=True))).order_by(_code.c.key)
)


def _store_codes(
    connection: Connection, numbers: dict[PlatformId, AttendeeId], pulled: Sequence[PulledAttendee]
) -> None:
    wanted = {
        (code.key, numbers[one.platform_id]): (code.rank, code.revoked)
        for one in pulled
        for code in reversed(one.codes)  # of two ranks for one key the first named stands
    }
    rows = connection.execute(_CODES, {"people": list(numbers.values())}).all()
    ours = {(row.key, AttendeeId(row.attendee_id)) for row in rows if row.ours}
    kept = {(row.key, AttendeeId(row.attendee_id)): (row.rank, row.revoked) for row in rows}
    stale = [pair for pair, said in kept.items() if wanted.get(pair) != said and pair not in ours]
    if stale:
        connection.execute(
            delete(_code).where(
                _code.c.key == bindparam("stale_key"), _code.c.attendee_id == bindparam("stale_id")
            ),
            [{"stale_key": key, "stale_id": number} for key, number in stale],
        )
    fresh = [
        {"key": key, "attendee_id": number, "rank": rank, "revoked": revoked}
        for (key, number), (rank, revoked) in wanted.items()
        if kept.get((key, number)) != (rank, revoked) and (key, number) not in ours
    ]
    if fresh:
        connection.execute(insert(_code), fresh)
