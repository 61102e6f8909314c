"""Yes or no: the decision at the door, a pure function."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum

from checkin.model.attendee import Attendee, TicketStatus
from checkin.model.ids import EventId
from checkin.model.movement import Movement, Presence
from checkin.model.station import Direction, Station, StationKind


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


OVERRIDABLE = frozenset(
    {Refusal.UNPAID, Refusal.ALREADY_INSIDE, Refusal.NOT_YET_VALID, Refusal.NO_LONGER_VALID}
)
"""Refusals a lead may overrule; the movement then says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody a scanned code may belong to, with where they are in the station's zone."""

    attendee: Attendee
    presence: Presence


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """Yes.

    Attributes:
        overrode: the refusal a lead overruled, None in the usual case.
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
        other_event: for WRONG_EVENT, the event the code belongs to.
    """

    refusal: Refusal
    attendee: Attendee | None = None
    choices: tuple[Attendee, ...] = ()
    first: Movement | None = None
    other_event: EventId | None = None


Admission = Admitted | Refused


def decide(
    candidates: Sequence[Candidate],
    station: Station,
    event: EventId,
    now: datetime,
    zone_time: tzinfo,
    overruled: Refusal | None = None,
) -> Admission:
    """Say whether whoever bears the scanned code may pass this station now.

    Args:
        candidates: everyone the code may belong to, in this and other events of the mirror.
        station: this post.
        event: the event this post works for.
        now: aware UTC.
        zone_time: the event's time zone; a day at a DAILY station is a day there.
        overruled: the refusal a lead has just overruled for this scan.
    """
    here = [candidate for candidate in candidates if candidate.attendee.event == event]
    match here:
        case []:
            return _not_here(candidates)
        case [one]:
            return _of_one(one, station, _objections(one, station, now, zone_time), overruled)
        case several:
            return Refused(
                refusal=Refusal.AMBIGUOUS, choices=tuple(candidate.attendee for candidate in several)
            )


def _not_here(candidates: Sequence[Candidate]) -> Refused:
    if not candidates:
        return Refused(refusal=Refusal.UNKNOWN_CODE)
    stranger = candidates[0].attendee
    return Refused(refusal=Refusal.WRONG_EVENT, attendee=stranger, other_event=stranger.event)


def _of_one(
    one: Candidate, station: Station, objections: Sequence[Refusal], overruled: Refusal | None
) -> Admission:
    """The gravest objection decides; a lead overrules one, having been shown those before it."""
    overrode = None
    if overruled in objections:
        shown = objections[: objections.index(overruled) + 1]
        if OVERRIDABLE.issuperset(shown):
            objections, overrode = objections[len(shown) :], overruled
    if not objections:
        return Admitted(attendee=one.attendee, direction=station.direction, overrode=overrode)
    refusal = objections[0]
    first = one.presence.last_in if refusal is Refusal.ALREADY_INSIDE else None
    return Refused(refusal=refusal, attendee=one.attendee, first=first)


def _objections(one: Candidate, station: Station, now: datetime, zone_time: tzinfo) -> list[Refusal]:
    """What speaks against it, gravest first. A bad ticket never keeps anybody from leaving."""
    if station.direction is Direction.OUT:
        return [] if one.presence.inside else [Refusal.NOT_INSIDE]
    objections = list(_of_ticket(one.attendee, now))
    if _stands(one.presence, station, now, zone_time):
        objections.append(Refusal.ALREADY_INSIDE)
    return objections


_OF_STATUS = {
    TicketStatus.CANCELLED: Refusal.CANCELLED,
    TicketStatus.REVOKED: Refusal.REVOKED,
    TicketStatus.BLOCKED: Refusal.BLOCKED,
    TicketStatus.UNPAID: Refusal.UNPAID,
}


def _of_ticket(attendee: Attendee, now: datetime) -> Iterator[Refusal]:
    ticket = attendee.ticket
    if ticket.status in _OF_STATUS:
        yield _OF_STATUS[ticket.status]
    if ticket.valid_from is not None and now < ticket.valid_from:
        yield Refusal.NOT_YET_VALID
    if ticket.valid_until is not None and now >= ticket.valid_until:
        yield Refusal.NO_LONGER_VALID


def _stands(presence: Presence, station: Station, now: datetime, zone_time: tzinfo) -> bool:
    """Whether an earlier check-in still counts here."""
    if not presence.inside or presence.last_in is None:
        return False
    if station.kind is StationKind.DAILY:
        return presence.last_in.at.astimezone(zone_time).date() == now.astimezone(zone_time).date()
    return True
