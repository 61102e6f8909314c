"""Whose badges are wanted, sorted. Only what sorts them is read: of a hundred thousand, too."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Row, Select, exists, false, select

from checkin.mirror import attendees, schema, search
from checkin.mirror.folding import fold
from checkin.model.attendee import Attendee, TicketStatus
from checkin.model.event import WHOLE_EVENT
from checkin.model.ids import AttendeeId, EventId, PlatformId
from checkin.model.pre_print import Figures, NoBadge, Order, Wanted

_attendee = schema.attendee
_type = schema.ticket_type
_NONE = MappingProxyType(
    {
        TicketStatus.CANCELLED.value: NoBadge.CANCELLED,
        TicketStatus.BLOCKED.value: NoBadge.BLOCKED,
        TicketStatus.REVOKED.value: NoBadge.REVOKED,
    }
)
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
    found = [
        InLine(
            id=AttendeeId(row.id),
            given_name=row.given_name,
            family_name=row.family_name,
            company=row.company,
            ticket_type=row.type_name or "",
        )
        for row, reason in _everybody(connection, event, wanted)
        if reason is None
    ]
    return sorted(found, key=lambda one: _sorted_by(one, wanted.order))


def figures(connection: Connection, event: EventId, wanted: Wanted) -> Figures:
    """How many of the event's people `line_up` has in line, and why not the others."""
    others = Counter[NoBadge]()
    people = number = unpaid = 0
    for row, reason in _everybody(connection, event, wanted):
        people += 1
        if reason is None:
            number += 1
            unpaid += row.status == TicketStatus.UNPAID.value
        else:
            others[reason] += 1
    return Figures(people=people, wanted=number, unpaid=unpaid, others=dict(others))


def unknown(connection: Connection, event: EventId, named: Collection[PlatformId]) -> list[PlatformId]:
    """Which of these the platform has nobody of in the event."""
    of_event = select(_attendee.c.platform_id).where(
        _attendee.c.event_id == event, _attendee.c.removed.is_(False)
    )
    return sorted(set(named).difference(connection.execute(of_event).scalars()))


_Why = Callable[[Row[Any]], NoBadge | None]


def _everybody(
    connection: Connection, event: EventId, wanted: Wanted
) -> Iterator[tuple[Row[Any], NoBadge | None]]:
    """Everybody the platform still has in the event, each with why they are not wanted; None if they are."""
    why_not = _reasons(connection, event, wanted)
    for row in connection.execute(_asked(event, wanted)):
        yield row, next((reason for why in why_not if (reason := why(row)) is not None), None)


def _reasons(connection: Connection, event: EventId, wanted: Wanted) -> list[_Why]:
    """What may speak against somebody, in the order in which it is looked at."""
    why: list[_Why] = [lambda row: _NONE.get(row.status)]
    types = {name.casefold() for name in wanted.types}
    if types:
        why.append(lambda row: None if (row.type_name or "").casefold() in types else NoBadge.OTHER_TYPE)
    if wanted.people:
        why.append(lambda row: None if row.id in wanted.people else NoBadge.NOT_NAMED)
    if wanted.platform_ids:
        why.append(lambda row: None if row.platform_id in wanted.platform_ids else NoBadge.NOT_NAMED)
    if wanted.words.strip():
        fitting = search.search(connection, event, wanted.words, WHOLE_EVENT, _MOST_FOUND)
        numbers = {candidate.attendee.id for candidate in fitting}
        why.append(lambda row: None if row.id in numbers else NoBadge.NOT_FOUND)
    if wanted.unprinted:
        why.append(lambda row: NoBadge.HAD_ONE if row.had_one else None)
    if wanted.checked_in is not None:
        reason = NoBadge.NOT_YET if wanted.checked_in else NoBadge.CAME
        why.append(lambda row: None if bool(row.came) is wanted.checked_in else reason)
    return why


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


def _asked(event: EventId, wanted: Wanted) -> Select[tuple[Any, ...]]:
    number = _attendee.c.id
    had_one = exists().where(schema.badge_print.c.attendee_id == number) if wanted.unprinted else false()
    came = exists().where(schema.presence.c.attendee_id == number, schema.presence.c.entries > 0)
    return (
        select(
            *_attendee.c["id", "platform_id", "given_name", "family_name", "company", "status"],
            _type.c.name.label("type_name"),
            had_one.label("had_one"),
            (false() if wanted.checked_in is None else came).label("came"),
        )
        .select_from(
            _attendee.outerjoin(
                _type,
                (_type.c.event_id == _attendee.c.event_id) & (_type.c.platform_id == _attendee.c.ticket_type),
            )
        )
        .where(_attendee.c.event_id == event, _attendee.c.removed.is_(False))
    )


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
