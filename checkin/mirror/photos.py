"""Photos of attendees: where the platform keeps them, and those that were fetched, as badges show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from checkin.mirror import schema
from checkin.model.ids import AttendeeId, EventId, PlatformId
from checkin.model.pulled import PulledAttendee

_attendee = schema.attendee
_photo = schema.photo


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A photo that has yet to be fetched from its address."""

    attendee: AttendeeId
    address: str


def store(
    connection: Connection,
    numbers: Mapping[PlatformId, AttendeeId],
    pulled: Sequence[PulledAttendee],
) -> None:
    """Keep where the photos of these are now; what was fetched from elsewhere is erased."""
    wanted = {numbers[one.platform_id]: one.photo for one in pulled}
    rows = connection.execute(_ADDRESSES, {"people": list(wanted)}).all()
    known = {AttendeeId(row.attendee_id): row.address for row in rows}
    stale = [{"stale": number} for number in known if not wanted[number]]
    if stale:
        connection.execute(delete(_photo).where(_photo.c.attendee_id == bindparam("stale")), stale)
    fresh = [
        {"attendee_id": number, "address": address, "picture": None}
        for number, address in wanted.items()
        if address and known.get(number) != address
    ]
    if fresh:
        connection.execute(_STORE, fresh)


_ADDRESSES = select(_photo.c.attendee_id, _photo.c.address).where(
    _photo.c.attendee_id.in_(bindparam("people", expanding=True))
)
_insert = upsert(_photo)
_STORE = _insert.on_conflict_do_update(
    index_elements=["attendee_id"],
    set_={"address": _insert.excluded.address, "picture": None},
)


def drop_of_removed(connection: Connection, event: EventId) -> None:
    """Erase the photos of whoever is gone from the platform: they get no badge any more."""
    gone = select(_attendee.c.id).where(_attendee.c.event_id == event, _attendee.c.removed.is_(True))
    connection.execute(delete(_photo).where(_photo.c.attendee_id.in_(gone)))


def missing(connection: Connection, event: EventId, behind: int, limit: int) -> list[Missing]:
    """The next few of an event that have not been fetched, those of attendees numbered above `behind`."""
    rows = connection.execute(
        select(_photo.c.attendee_id, _photo.c.address)
        .join(_attendee, _attendee.c.id == _photo.c.attendee_id)
        .where(
            _photo.c.picture.is_(None),
            _photo.c.attendee_id > behind,
            _attendee.c.event_id == event,
        )
        .order_by(_photo.c.attendee_id)
        .limit(limit)
    )
    return [Missing(attendee=AttendeeId(row.attendee_id), address=row.address) for row in rows]


def whose_are_missing(connection: Connection, event: EventId) -> frozenset[AttendeeId]:
    """Whose photos of an event have not been fetched."""
    asked = (
        select(_photo.c.attendee_id)
        .join(_attendee, _attendee.c.id == _photo.c.attendee_id)
        .where(_photo.c.picture.is_(None), _attendee.c.event_id == event)
    )
    return frozenset(map(AttendeeId, connection.execute(asked).scalars()))


def how_many_missing(connection: Connection, event: EventId) -> int:
    """How many photos of an event have not been fetched."""
    asked = (
        select(func.count())
        .select_from(_photo.join(_attendee, _attendee.c.id == _photo.c.attendee_id))
        .where(_photo.c.picture.is_(None), _attendee.c.event_id == event)
    )
    return int(connection.execute(asked).scalar_one())


def keep(connection: Connection, of: Missing, picture: bytes) -> None:
    """Keep a photo; nothing of one that meanwhile has another address, or whose attendee is gone."""
    connection.execute(
        update(_photo)
        .where(_photo.c.attendee_id == of.attendee, _photo.c.address == of.address)
        .values(picture=picture)
    )


def picture_of(connection: Connection, attendee: AttendeeId) -> bytes | None:
    """The photo of an attendee as a JPEG; None where there is none, or it was not fetched yet."""
    found = connection.execute(select(_photo.c.picture).where(_photo.c.attendee_id == attendee))
    picture: bytes | None = found.scalar_one_or_none()
    return picture
