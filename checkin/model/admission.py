"""Yes or no: the decision at the door, a pure function."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from enum import StrEnum

from checkin.model.attendee import Attendee, TicketStatus
from checkin.model.form import FormField
from checkin.model.ids import EventId
from checkin.model.movement import Movement, Presence
from checkin.model.rules import RuleAnswer, RuleFacts, judge
from checkin.model.station import Direction, Station, StationKind
from checkin.model.zone_rules import OPEN_TO_ALL, ZoneRules


class Refusal(StrEnum):
    """Why not."""

    UNKNOWN_CODE = "unknown code"
    AMBIGUOUS = "ambiguous"
    ALREADY_INSIDE = "already inside"
    NOT_INSIDE = "not inside"
    UNPAID = "unpaid"
    CANCELLED = "cancelled"
    BLOCKED = "blocked"
    REVOKED = "revoked"
    NOT_YET_VALID = "not yet valid"
    NO_LONGER_VALID = "no longer valid"
    WRONG_TICKET_TYPE = "wrong ticket type"
    WRONG_EVENT = "wrong event"
    ZONE_CLOSED = "zone closed"
    ZONE_FULL = "zone full"
    ENTRIES_USED_UP = "entries used up"
    QUESTIONS_OPEN = "questions open"
    NEEDS_CONFIRMATION = "needs confirmation"
    AGAINST_RULES = "against the rules"
    """Of the zone: those its platform evaluates for each entry, such as once a day."""


OVERRIDABLE = frozenset(
    {
        Refusal.UNPAID,
        Refusal.ALREADY_INSIDE,
        Refusal.NOT_YET_VALID,
        Refusal.NO_LONGER_VALID,
        Refusal.ZONE_CLOSED,
        Refusal.ZONE_FULL,
        Refusal.ENTRIES_USED_UP,
        Refusal.AGAINST_RULES,
        Refusal.NEEDS_CONFIRMATION,
    }
)
"""Refusals a lead may overrule; the movement then says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody a scanned code may belong to, with where they are in the station's zone.

    Attributes:
        by_revoked_code: the code was theirs once and admits nobody any more.
        history: their standing movements in the zone in the order of recording, where the zone has rules
            that ask for them.
    """

    attendee: Attendee
    presence: Presence
    by_revoked_code: bool = False
    history: tuple[Movement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """What holds at a post whoever comes.

    Attributes:
        station: this post.
        event: the event it works for.
        zone_time: the event's time zone; a day is a day there.
        rules: the zone's.
        questions: to be answered by whoever has not yet.
        starts, ends, admission: of the event, aware; None where nobody says.
    """

    station: Station
    event: EventId
    zone_time: tzinfo
    rules: ZoneRules = OPEN_TO_ALL
    questions: tuple[FormField, ...] = ()
    starts: datetime | None = None
    ends: datetime | None = None
    admission: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """One showing of a code.

    Attributes:
        now: aware UTC.
        overruled: the refusal a lead has just overruled for this scan.
        answers: what was just answered, by the questions' names.
        inside: how many people are in the zone, None where nobody needs to know.
    """

    now: datetime
    overruled: Refusal | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    inside: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """Yes.

    Attributes:
        overrode: the refusal a lead overruled, the gravest of several; None in the usual case.
    """

    attendee: Attendee
    direction: Direction
    overrode: Refusal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """No, and why.

    Attributes:
        attendee: whose ticket it is, None when no single attendee was found.
        choices: for AMBIGUOUS, everyone it may be.
        first: for ALREADY_INSIDE, the check-in that stands (when, where).
        questions: for QUESTIONS_OPEN, what is to be asked.
        words: what the platform says to it, or what is to be looked at; may be empty.
        other_event: for WRONG_EVENT, the event the code belongs to.
    """

    refusal: Refusal
    attendee: Attendee | None = None
    choices: tuple[Attendee, ...] = ()
    first: Movement | None = None
    questions: tuple[FormField, ...] = ()
    words: str = ""
    other_event: EventId | None = None


Admission = Admitted | Refused


def decide(candidates: Sequence[Candidate], door: Door, showing: Showing) -> Admission:
    """Say whether whoever bears the scanned code may pass this door now.

    Args:
        candidates: everyone the code may belong to, in this and other events of the mirror.
        door: where.
        showing: when, and what was said to it.
    """
    here = [candidate for candidate in candidates if candidate.attendee.event == door.event]
    match here:
        case []:
            return _not_here(candidates)
        case [one]:
            return _of_one(one, door, showing)
        case several:
            return Refused(
                refusal=Refusal.AMBIGUOUS, choices=tuple(candidate.attendee for candidate in several)
            )


def _not_here(candidates: Sequence[Candidate]) -> Refused:
    if not candidates:
        return Refused(refusal=Refusal.UNKNOWN_CODE)
    stranger = candidates[0].attendee
    return Refused(refusal=Refusal.WRONG_EVENT, attendee=stranger, other_event=stranger.event)


def _of_one(one: Candidate, door: Door, showing: Showing) -> Admission:
    """The gravest objection decides; a lead overrules one, having been shown those before it.

    Of several that were overruled one after the other the gravest is what is recorded.
    """
    objections, overruled = _objections(one, door, showing), showing.overruled
    overrode = None
    if overruled in objections:
        shown = objections[: objections.index(overruled) + 1]
        if OVERRIDABLE.issuperset(shown):
            objections, overrode = objections[len(shown) :], shown[0]
    if not objections:
        return Admitted(attendee=one.attendee, direction=door.station.direction, overrode=overrode)
    return _refused(one, door, showing, objections[0])


def _refused(one: Candidate, door: Door, showing: Showing, refusal: Refusal) -> Refused:
    return Refused(
        refusal=refusal,
        attendee=one.attendee,
        first=one.presence.last_in if refusal is Refusal.ALREADY_INSIDE else None,
        questions=open_questions(one.attendee, door, showing) if refusal is Refusal.QUESTIONS_OPEN else (),
        words=one.attendee.ticket.remark if refusal is Refusal.NEEDS_CONFIRMATION else "",
    )


def _objections(one: Candidate, door: Door, showing: Showing) -> list[Refusal]:
    """What speaks against it, gravest first. A bad ticket never keeps anybody from leaving."""
    if door.station.direction is Direction.OUT:
        return [] if _may_leave(one) else [Refusal.NOT_INSIDE]
    return [
        *_of_ticket(one, door, showing.now),
        *_of_zone(one, door, showing),
        *_of_presence(one, door, showing.now),
        *_to_be_done(one, door, showing),
    ]


def _may_leave(one: Candidate) -> bool:
    """Of a party on one ticket somebody may still be inside after others have left."""
    return one.presence.inside or (one.attendee.ticket.admits > 1 and one.presence.entries > 0)


_OF_STATUS = {
    TicketStatus.CANCELLED: Refusal.CANCELLED,
    TicketStatus.REVOKED: Refusal.REVOKED,
    TicketStatus.BLOCKED: Refusal.BLOCKED,
    TicketStatus.UNPAID: Refusal.UNPAID,
}


def _of_ticket(one: Candidate, door: Door, now: datetime) -> Iterator[Refusal]:
    ticket = one.attendee.ticket
    if one.by_revoked_code:
        yield Refusal.REVOKED
    if ticket.status in _OF_STATUS and not _may_be_unpaid(ticket.status, door.rules):
        yield _OF_STATUS[ticket.status]
    if ticket.valid_from is not None and now < ticket.valid_from:
        yield Refusal.NOT_YET_VALID
    if ticket.valid_until is not None and now >= ticket.valid_until:
        yield Refusal.NO_LONGER_VALID


def _may_be_unpaid(status: TicketStatus, rules: ZoneRules) -> bool:
    return status is TicketStatus.UNPAID and rules.lets_unpaid


def _of_zone(one: Candidate, door: Door, showing: Showing) -> Iterator[Refusal]:
    ticket, rules, now = one.attendee.ticket, door.rules, showing.now
    opens_here = ticket.zones is None or door.station.zone in ticket.zones
    if not opens_here or (rules.ticket_types is not None and ticket.type_id not in rules.ticket_types):
        yield Refusal.WRONG_TICKET_TYPE
    if (rules.opens is not None and now < rules.opens) or (rules.closes is not None and now >= rules.closes):
        yield Refusal.ZONE_CLOSED
    if rules.logic and _judged(one, door, now) is RuleAnswer.DENIED:
        yield Refusal.AGAINST_RULES
    if rules.capacity is not None and showing.inside is not None and showing.inside >= rules.capacity:
        yield Refusal.ZONE_FULL


def _judged(one: Candidate, door: Door, now: datetime) -> RuleAnswer:
    return judge(
        door.rules.logic,
        RuleFacts(
            now=now,
            zone_time=door.zone_time,
            ticket_type=one.attendee.ticket.type_id,
            variation=str(one.attendee.extra.get("variation", "")),
            event_starts=door.starts,
            event_ends=door.ends,
            event_admission=door.admission,
            movements=one.history,
        ),
    )


def _of_presence(one: Candidate, door: Door, now: datetime) -> Iterator[Refusal]:
    """Whether they came before, in a way that counts here."""
    refusal = came_before(
        one.presence,
        now,
        admits=one.attendee.ticket.admits,
        rules=door.rules,
        a_day_in=door.zone_time if door.station.kind is StationKind.DAILY else None,
    )
    if refusal is not None:
        yield refusal


def came_before(
    presence: Presence, now: datetime, *, admits: int, rules: ZoneRules, a_day_in: tzinfo | None
) -> Refusal | None:
    """Whether somebody came before in a way that keeps them out now.

    Args:
        presence: where the movements leave them in the zone.
        now: aware UTC.
        admits: how many people their ticket lets in.
        rules: the zone's.
        a_day_in: where they may come once a day, the time zone of those days; else None.
    """
    if admits > 1:
        return Refusal.ENTRIES_USED_UP if presence.entries >= admits else None
    if rules.several_entries:
        return None
    if _stands(presence, now, a_day_in):
        return Refusal.ALREADY_INSIDE
    if presence.entries and not presence.inside and not rules.again_after_leaving:
        return Refusal.ENTRIES_USED_UP
    return None


def _stands(presence: Presence, now: datetime, a_day_in: tzinfo | None) -> bool:
    """Whether an earlier check-in still counts here."""
    if not presence.inside or presence.last_in is None:
        return False
    if a_day_in is not None:
        return presence.last_in.at.astimezone(a_day_in).date() == now.astimezone(a_day_in).date()
    return True


def _to_be_done(one: Candidate, door: Door, showing: Showing) -> Iterator[Refusal]:
    """What somebody at the desk can settle on the spot."""
    ticket = one.attendee.ticket
    cannot_tell = door.rules.logic and _judged(one, door, showing.now) is RuleAnswer.CANNOT_TELL
    if ticket.needs_confirmation or cannot_tell or _may_be_unpaid(ticket.status, door.rules):
        yield Refusal.NEEDS_CONFIRMATION
    if open_questions(one.attendee, door, showing):
        yield Refusal.QUESTIONS_OPEN


def open_questions(attendee: Attendee, door: Door, showing: Showing) -> tuple[FormField, ...]:
    """What this attendee is still to be asked; what is not required only once, together with the rest."""
    asked = [
        question
        for question in door.questions
        if question.concerns(attendee.ticket.type_id)
        and not str(attendee.extra.get(question.name, "")).strip()
    ]
    due = [
        question
        for question in asked
        if question.fault(showing.answers.get(question.name, ""))
        or (question.name not in showing.answers and not question.required)
    ]
    return tuple(asked) if due else ()
