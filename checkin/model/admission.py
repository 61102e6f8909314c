"""Yes or no: the decision at the door, a pure function."""

from collections.abc import Sequence
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
            refused = _objection(one, station, now, zone_time)
            if refused is None:
                return Admitted(attendee=one.attendee, direction=station.direction)
            if refused.refusal is overruled and overruled in OVERRIDABLE:
                return Admitted(attendee=one.attendee, direction=station.direction, overrode=overruled)
            return refused
        case several:
            return Refused(
                refusal=Refusal.AMBIGUOUS, choices=tuple(candidate.attendee for candidate in several)
            )


def _not_here(candidates: Sequence[Candidate]) -> Refused:
    if not candidates:
        return Refused(refusal=Refusal.UNKNOWN_CODE)
    stranger = candidates[0].attendee
    return Refused(refusal=Refusal.WRONG_EVENT, attendee=stranger, other_event=stranger.event)


def _objection(one: Candidate, station: Station, now: datetime, zone_time: tzinfo) -> Refused | None:
    """The gravest thing that speaks against it. A bad ticket never keeps anybody from leaving."""
    attendee, presence = one.attendee, one.presence
    if station.direction is Direction.OUT:
        return None if presence.inside else Refused(refusal=Refusal.NOT_INSIDE, attendee=attendee)
    refusal = _of_ticket(attendee, now)
    if refusal is not None:
        return Refused(refusal=refusal, attendee=attendee)
    if _stands(presence, station, now, zone_time):
        return Refused(refusal=Refusal.ALREADY_INSIDE, attendee=attendee, first=presence.last_in)
    return None


_OF_STATUS = {
    TicketStatus.CANCELLED: Refusal.CANCELLED,
    TicketStatus.REVOKED: Refusal.REVOKED,
    TicketStatus.BLOCKED: Refusal.BLOCKED,
    TicketStatus.UNPAID: Refusal.UNPAID,
}


def _of_ticket(attendee: Attendee, now: datetime) -> Refusal | None:
    ticket = attendee.ticket
    refusal = _OF_STATUS.get(ticket.status)
    if refusal is not None:
        return refusal
    if ticket.valid_from is not None and now < ticket.valid_from:
        return Refusal.NOT_YET_VALID
    if ticket.valid_until is not None and now >= ticket.valid_until:
        return Refusal.NO_LONGER_VALID
    return None


def _stands(presence: Presence, station: Station, now: datetime, zone_time: tzinfo) -> bool:
    """Whether an earlier check-in still counts here."""
    if not presence.inside or presence.last_in is None:
        return False
    if station.kind is StationKind.DAILY:
        return presence.last_in.at.astimezone(zone_time).date() == now.astimezone(zone_time).date()
    return True
