"""Whose badges are wanted, sorted. Only what sorts them is read: of a hundred thousand, too."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Select, exists, select

from checkin.mirror import attendees, schema, search
from checkin.mirror.folding import fold
from checkin.model.attendee import Attendee, TicketStatus
from checkin.model.event import WHOLE_EVENT
from checkin.model.ids import AttendeeId, EventId
from checkin.model.pre_print import Order, Wanted

_attendee = schema.attendee
_type = schema.ticket_type
_GET_BADGES = (TicketStatus.VALID.value, TicketStatus.UNPAID.value)
_MOST_FOUND = 1_000_000

_FAMILIES = (
    ("\u1100", "\u11ff", "\ud55c"),  # Korean, taken apart by folding
    ("\u3400", "\u9fff", "\u6f22"),  # Chinese characters
    ("\U00020000", "\U0003ffff", "\u6f22"),
)
"""Scripts with too many letters to part a list by: from and to, and what they go under."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InLine:
    """Somebody whose badge is wanted."""

    id: AttendeeId
    given_name: str
    family_name: str
    company: str
    ticket_type: str

    @property
    def listed(self) -> str:
        """What they are found under in a list: the family name, else the given one."""
        return self.family_name.strip() or self.given_name.strip()


def line_up(connection: Connection, event: EventId, wanted: Wanted) -> list[InLine]:
    """Everybody of the event who is wanted, in order."""
    types = {name.casefold() for name in wanted.types}
    rows = connection.execute(_asked(event, wanted))
    found = [
        InLine(
            id=AttendeeId(row.id),
            given_name=row.given_name,
            family_name=row.family_name,
            company=row.company,
            ticket_type=row.type_name or "",
        )
        for row in rows
        if (not types or (row.type_name or "").casefold() in types)
        and (not wanted.people or row.id in wanted.people)
        and (not wanted.platform_ids or row.platform_id in wanted.platform_ids)
    ]
    if wanted.words.strip():
        fitting = search.search(connection, event, wanted.words, WHOLE_EVENT, _MOST_FOUND)
        numbers = {candidate.attendee.id for candidate in fitting}
        found = [one for one in found if one.id in numbers]
    return sorted(found, key=lambda one: _sorted_by(one, wanted.order))


def group_of(one: InLine, order: Order) -> tuple[str, str]:
    """What somebody is filed under: what is the same for all of a group, and as this one spells it."""
    match order:
        case Order.COMPANY:
            return fold(one.company), one.company.strip()
        case Order.TYPE:
            return fold(one.ticket_type), one.ticket_type
        case Order.NAME:
            letter = _letter(one.listed)
            return letter, letter


def people(connection: Connection, numbers: Sequence[AttendeeId]) -> list[Attendee]:
    """These few attendees, in this order; who is gone is left out."""
    rows = connection.execute(attendees.IN_ZONE.where(_attendee.c.id.in_(numbers)), {"in_zone": WHOLE_EVENT})
    found = {row.id: attendees.as_candidate(row, WHOLE_EVENT).attendee for row in rows}
    return [found[number] for number in numbers if number in found]


def _asked(event: EventId, wanted: Wanted) -> Select[tuple[object, ...]]:
    asked: Select[tuple[object, ...]] = (
        select(
            *_attendee.c["id", "platform_id", "given_name", "family_name", "company"],
            _type.c.name.label("type_name"),
        )
        .select_from(
            _attendee.outerjoin(
                _type,
                (_type.c.event_id == _attendee.c.event_id) & (_type.c.platform_id == _attendee.c.ticket_type),
            )
        )
        .where(
            _attendee.c.event_id == event,
            _attendee.c.removed.is_(False),
            _attendee.c.status.in_(_GET_BADGES),
        )
    )
    if wanted.unprinted:
        asked = asked.where(~exists().where(schema.badge_print.c.attendee_id == _attendee.c.id))
    if wanted.checked_in is not None:
        came = exists().where(schema.presence.c.attendee_id == _attendee.c.id, schema.presence.c.entries > 0)
        asked = asked.where(came if wanted.checked_in else ~came)
    return asked


def _sorted_by(one: InLine, order: Order) -> tuple[object, ...]:
    name = (fold(one.listed), fold(one.given_name), one.id)
    match order:
        case Order.COMPANY:
            return (not one.company.strip(), fold(one.company), *name)
        case Order.TYPE:
            return (not one.ticket_type, fold(one.ticket_type), *name)
        case Order.NAME:
            return (not one.listed, *name)


def _letter(name: str) -> str:
    """The first letter, without its accents; ``#`` for a digit."""
    folded = fold(name)
    if not folded:
        return ""
    first = folded[0]
    for start, end, family in _FAMILIES:
        if start <= first <= end:
            return family
    return "#" if first.isdigit() else first.upper()[0]
