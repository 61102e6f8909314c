"""What of people is known here before the platform has it.

Walk-ins, bearers of signed codes, corrections, wristbands: no pull takes any of it away. When the platform
has somebody, the two become one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import cast

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from checkin.mirror import movements, schema
from checkin.mirror.folding import fold, joined
from checkin.mirror.packing import EMPTY, pack, unpack
from checkin.model.attendee import TicketStatus
from checkin.model.ids import AttendeeId, EventId, PlatformId, ZoneId
from checkin.model.pulled import PulledAttendee

_attendee = schema.attendee
_code = schema.code
_event = schema.event


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Somebody the platform has not told us of; `code` is what their badge says.

    Attributes:
        walk_in: registered at the desk; False for somebody whose ticket proved itself by its signature.
        extra: further answers by the platform's own field names.
    """

    given_name: str
    family_name: str
    code: str
    email: str = ""
    company: str = ""
    job_title: str = ""
    ticket_type: str = ""
    walk_in: bool = True
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    extra: Mapping[str, str] = field(default_factory=dict)


def add(connection: Connection, event: EventId, newcomer: Newcomer) -> AttendeeId:
    """Put somebody into the event, with a ticket that is valid."""
    told = asdict(newcomer)
    code, extra = told.pop("code"), told.pop("extra")
    words = [
        fold(newcomer.given_name, newcomer.family_name, newcomer.company, newcomer.email),
        joined(code),
    ]
    made = connection.execute(
        insert(_attendee).values(
            event_id=event,
            status=TicketStatus.VALID.value,
            badge_code=code,
            order_code="",
            extra=pack_extra(extra),
            words=" ".join(words),
            **told,
        )
    )
    number = AttendeeId(cast("int", made.inserted_primary_key[0]))  # type: ignore[index]
    connection.execute(insert(_code).values(key=code, attendee_id=number, ours=True))
    return number


def pack_extra(extra: Mapping[str, object]) -> str:
    """Further answers as they are kept."""
    return pack(dict(extra)) if extra else EMPTY


def add_code(connection: Connection, attendee: AttendeeId, code: str) -> None:
    """A wristband or card is the attendee's from now on, and nobody else's of the same event."""
    event = select(_attendee.c.event_id).where(_attendee.c.id == attendee).scalar_subquery()
    others = select(_attendee.c.id).where(_attendee.c.event_id == event)
    connection.execute(delete(_code).where(_code.c.key == code, _code.c.attendee_id.in_(others)))
    connection.execute(insert(_code).values(key=code, attendee_id=attendee, ours=True))


def registered(
    connection: Connection, attendee: AttendeeId, platform_id: PlatformId | None, codes: Sequence[str]
) -> None:
    """The platform has a walk-in now, under this id and with these further codes."""
    row = connection.execute(
        select(_attendee.c.event_id, _event.c.generation)
        .join(_event, _event.c.id == _attendee.c.event_id)
        .where(_attendee.c.id == attendee)
    ).one()
    statement = upsert(_code).on_conflict_do_nothing()
    for code in codes:
        connection.execute(statement, {"key": code, "attendee_id": attendee, "ours": True})
    if platform_id is not None:
        _become(connection, EventId(row.event_id), {attendee: platform_id})
        # A complete pull that is under way may have passed their place already.
        connection.execute(update(_attendee).where(_attendee.c.id == attendee).values(seen=row.generation))


_ANYBODY_NEW = (
    select(_attendee.c.id)
    .where(_attendee.c.event_id == bindparam("event"), _attendee.c.platform_id.is_(None))
    .limit(1)
)


def adopt(connection: Connection, event: EventId, pulled: Sequence[PulledAttendee]) -> None:
    """Whoever of these is here already by one of their codes, though not by the platform's id: it is them."""
    if connection.execute(_ANYBODY_NEW, {"event": event}).first() is None:
        return
    waiting = select(_attendee.c.id).where(_attendee.c.event_id == event, _attendee.c.platform_id.is_(None))
    bearers = _sole_bearers(pulled)
    rows = connection.execute(
        select(_code.c.key, _code.c.attendee_id, _attendee.c.badge_code)
        .join(_attendee, _attendee.c.id == _code.c.attendee_id)
        .where(_code.c.key.in_(list(bearers)), _code.c.attendee_id.in_(waiting))
    )
    tickets = {(one.badge_code, one.platform_id) for one in pulled}
    _become(
        connection,
        event,
        {
            AttendeeId(row.attendee_id): bearers[row.key]
            for row in rows
            # A wristband goes from hand to hand: whoever had it before is somebody else.
            if row.key == row.badge_code or (row.key, bearers[row.key]) in tickets
        },
    )


def _sole_bearers(pulled: Sequence[PulledAttendee]) -> dict[str, PlatformId]:
    """Whose each code is; a code of several proves nothing."""
    borne = {(code.key, one.platform_id) for one in pulled for code in one.codes if not code.revoked}
    times = Counter(key for key, _ in borne)
    return {key: platform_id for key, platform_id in borne if times[key] == 1}


def _become(connection: Connection, event: EventId, whose: Mapping[AttendeeId, PlatformId]) -> None:
    for here, platform_id in whose.items():
        known = connection.execute(
            select(_attendee.c.id).where(
                _attendee.c.event_id == event, _attendee.c.platform_id == platform_id
            )
        ).scalar()
        if known is None:
            connection.execute(
                update(_attendee).where(_attendee.c.id == here).values(platform_id=platform_id)
            )
        elif known != here:
            _merge(connection, here, AttendeeId(known))


def _merge(connection: Connection, here: AttendeeId, known: AttendeeId) -> None:
    """Two rows are one person: everything recorded of the first belongs to the second, corrections too."""
    zones = connection.execute(
        select(schema.movement.c.zone).where(schema.movement.c.attendee_id == here).distinct()
    )
    entered = [ZoneId(zone) for zone in zones.scalars()]
    for table in (schema.movement, schema.operation, schema.badge_print, schema.print_job):
        connection.execute(update(table).where(table.c.attendee_id == here).values(attendee_id=known))
    moved = connection.execute(select(_code.c.key).where(_code.c.attendee_id == here)).scalars().all()
    statement = upsert(_code).on_conflict_do_nothing()
    for key in moved:
        connection.execute(statement, {"key": key, "attendee_id": known, "ours": True})
    said = connection.execute(
        select(*_attendee.c["corrected", "walk_in"]).where(_attendee.c.id == here)
    ).one()
    connection.execute(delete(_attendee).where(_attendee.c.id == here))
    if said.walk_in:
        connection.execute(update(_attendee).where(_attendee.c.id == known).values(walk_in=True))
    if said.corrected != EMPTY:
        correct(connection, known, unpack(dict, said.corrected))
    for zone in entered:
        movements.recompute(connection, known, zone)


_WORDS = ("given_name", "family_name", "email", "company", "job_title")


def correct(connection: Connection, attendee: AttendeeId, changes: Mapping[str, str]) -> None:
    """Change words about an attendee here; they stand over what the platform tells until `corrected`."""
    row = connection.execute(select(_attendee.c.corrected).where(_attendee.c.id == attendee)).one()
    together = {**unpack(dict, row.corrected), **changes}
    connection.execute(
        update(_attendee).where(_attendee.c.id == attendee).values(corrected=pack_extra(together))
    )
    reapply(connection, [attendee])


def corrected(connection: Connection, attendee: AttendeeId, changes: Mapping[str, str]) -> None:
    """The platform has these changes now: what it tells is as good."""
    row = connection.execute(select(_attendee.c.corrected).where(_attendee.c.id == attendee)).one()
    left = {name: word for name, word in unpack(dict, row.corrected).items() if changes.get(name) != word}
    connection.execute(update(_attendee).where(_attendee.c.id == attendee).values(corrected=pack_extra(left)))


_CORRECTED = select(*_attendee.c["id", "corrected", "order_code", "badge_code", "extra", *_WORDS]).where(
    _attendee.c.id.in_(bindparam("people", expanding=True)), _attendee.c.corrected != EMPTY
)


def reapply(connection: Connection, attendees: Iterable[AttendeeId]) -> None:
    """After a pull: corrections the platform does not have stand over what it told."""
    for row in connection.execute(_CORRECTED, {"people": list(attendees)}).all():
        corrections = {name: str(word) for name, word in unpack(dict, row.corrected).items()}
        now = {name: corrections.pop(name, getattr(row, name)) for name in _WORDS}
        found_by = [fold(now["given_name"], now["family_name"], now["company"], now["email"])]
        found_by += [joined(word) for word in (row.order_code, row.badge_code) if word]
        connection.execute(
            update(_attendee)
            .where(_attendee.c.id == row.id)
            .values(
                **now,
                words=" ".join(found_by),
                extra=pack_extra({**unpack(dict, row.extra), **corrections}),
            )
        )
