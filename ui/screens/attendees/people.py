"""How one attendee is written in the list and in the panel beside it; values in, words out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from checkin.model.admission import Admitted, Refusal, Refused
from checkin.model.attendee import Attendee, TicketStatus
from checkin.model.event import WHOLE_EVENT
from checkin.model.ids import AttendeeId, MovementId, ZoneId
from checkin.model.movement import Movement, Presence, Source
from checkin.model.scan import Found, Scan
from checkin.model.station import Direction
from ui import wording
from ui.screens.moments import day_and_time, moment
from ui.theme.tokens import Tone

_TICKETS = {
    TicketStatus.UNPAID: (Tone.ASK, "Unpaid"),
    TicketStatus.CANCELLED: (Tone.NO, "Cancelled"),
    TicketStatus.BLOCKED: (Tone.NO, "Blocked"),
    TicketStatus.REVOKED: (Tone.NO, "Revoked"),
}


REGISTERED_HERE = "Registered here"
"""How somebody is marked who came without a ticket."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One line of the list.

    Attributes:
        status: where they are and what is wrong with their ticket; place: the same with the post's name.
        waiting: something about them is still to be told to the platform.
        walk_in: registered at this computer.
    """

    id: AttendeeId
    name: str
    company: str
    ticket: str
    order: str
    status: str
    place: str
    tone: Tone
    waiting: bool
    colour: str = ""
    walk_in: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing known of somebody."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One movement in words; `taken_back` ones no longer count."""

    what: str
    when: str
    note: str
    taken_back: bool


def row(found: Found, now: datetime, zone: tzinfo) -> PersonRow:
    """The line of somebody found."""
    attendee = found.attendee
    tone, status, place = standing(found, now, zone)
    return PersonRow(
        id=attendee.id,
        name=attendee.name,
        company=attendee.company,
        ticket=attendee.ticket.type_name,
        order=attendee.ticket.order or (REGISTERED_HERE if attendee.walk_in else ""),
        status=status,
        place=place,
        tone=tone,
        waiting=found.waiting,
        colour=attendee.ticket.colour,
        walk_in=attendee.walk_in,
    )


def standing(found: Found, now: datetime, zone: tzinfo) -> tuple[Tone, str, str]:
    """Where they are and what is wrong with their ticket: its tone, in short, and with the post."""
    tone, ticket = _TICKETS.get(found.attendee.ticket.status, (Tone.IDLE, ""))
    where = _where(found.presence, now, zone)
    last, inside = found.presence.last_in, found.presence.inside
    at_post = f"{where}, {last.station}" if inside and last is not None and last.station else where
    if not ticket:
        return (Tone.YES if inside else Tone.IDLE), where, at_post
    if not inside:
        return tone, ticket, ticket
    return tone, f"{ticket} · {where}", f"{ticket} · {at_post}"


def _where(presence: Presence, now: datetime, zone: tzinfo) -> str:
    if presence.inside:
        return "In" if presence.last_in is None else f"In since {moment(presence.last_in.at, now, zone)}"
    return "Went out again" if presence.entries else "Not here yet"


def facts(found: Found, zone: tzinfo) -> tuple[Fact, ...]:
    """Everything known, the useful first; what is empty is left out."""
    attendee, ticket = found.attendee, found.attendee.ticket
    party = f"{found.presence.entries} of {ticket.admits} have come" if ticket.admits > 1 else ""
    known = (
        ("Company", attendee.company),
        ("Job title", attendee.job_title),
        ("E-mail", attendee.email),
        ("Ticket", ticket.type_name),
        ("For several people", party),
        ("Order", ticket.order),
        ("To be told", ticket.remark),
        ("Good from", "" if ticket.valid_from is None else day_and_time(ticket.valid_from, zone)),
        ("Good until", "" if ticket.valid_until is None else day_and_time(ticket.valid_until, zone)),
        ("Code on the badge", attendee.badge_code),
        ("Number at the platform", attendee.platform_id or "not there yet"),
        ("Badges printed here", str(found.badge_prints) if found.badge_prints else "none yet"),
        *_answers(attendee),
    )
    return tuple(Fact(label=label, value=value) for label, value in known if value)


def _answers(attendee: Attendee) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.replace("_", " ").replace("-", " ").strip().capitalize(), _plain(value))
        for name, value in sorted(attendee.extra.items())
    )


def _plain(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case [*several]:
            return ", ".join(filter(None, map(_plain, several)))
        case Mapping():
            return ", ".join(f"{name}: {_plain(each)}" for name, each in value.items())
        case _:
            return str(value)


def history_lines(
    movements: Sequence[Movement], zones: Mapping[ZoneId, str], now: datetime, zone: tzinfo
) -> tuple[HistoryLine, ...]:
    """What happened, newest first; an undo is told with what it took back."""
    undone = {each.undoes: each for each in movements if each.undoes is not None}
    acts = sorted((each for each in movements if each.undoes is None), key=lambda each: each.at, reverse=True)
    return tuple(_line(each, undone.get(each.id), zones, now, zone) for each in acts)


def _line(
    movement: Movement, undo: Movement | None, zones: Mapping[ZoneId, str], now: datetime, zone: tzinfo
) -> HistoryLine:
    act = "Checked in" if movement.direction is Direction.IN else "Checked out"
    place = "" if movement.zone == WHOLE_EVENT else f" · {zones.get(movement.zone, 'a session')}"
    notes = [movement.station or "another station"]
    if movement.source is Source.PLATFORM:
        notes = ["told by the platform"]
    if movement.overrode == Refusal.NEEDS_CONFIRMATION.value:
        notes.append("looked at first")
    elif movement.overrode:
        notes.append(f"let in although {movement.overrode}")
    if undo is not None:
        notes.append(f"taken back {moment(undo.at, now, zone)}")
    return HistoryLine(
        what=f"{act}{place}",
        when=moment(movement.at, now, zone),
        note=", ".join(notes),
        taken_back=undo is not None,
    )


def of_order(scans: Sequence[Scan]) -> tuple[Tone, str]:
    """What became of a whole order, in one line."""
    let_in = sum(isinstance(scan.admission, Admitted) for scan in scans)
    refused = [scan.admission for scan in scans if isinstance(scan.admission, Refused)]
    there = sum(one.refusal in _HERE_BEFORE for one in refused)
    rest = Counter(_short(one) for one in refused if one.refusal not in _HERE_BEFORE)
    were = "was" if there == 1 else "were"
    parts = (
        f"{let_in} let in",
        f"{there} {were} in already" if there else "",
        *(f"{number} not: {why}" for why, number in rest.items()),
    )
    tone = Tone.ASK if rest else Tone.YES if let_in else Tone.IDLE
    return tone, ", ".join(part for part in parts if part)


_HERE_BEFORE = frozenset({Refusal.ALREADY_INSIDE, Refusal.ENTRIES_USED_UP})


def _short(refused: Refused) -> str:
    title = wording.of_refusal(refused, lambda at: f"{at:%H:%M}").title
    return title[0].lower() + title[1:]


def to_undo(movements: Sequence[Movement], zone: ZoneId) -> MovementId | None:
    """The movement an undo here would take back: the last that still counts, if it was recorded by us."""
    undone = {each.undoes for each in movements if each.undoes is not None}
    standing_here = [
        each for each in movements if each.undoes is None and each.id not in undone and each.zone == zone
    ]
    last = max(standing_here, key=lambda each: each.at, default=None)
    return last.id if last is not None and last.source is Source.HERE else None
