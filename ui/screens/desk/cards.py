"""What a scan looks like: its card, its row among the recent ones, a person among those found."""

from typing import assert_never

from checkin.errors import CheckinError
from checkin.model.admission import OVERRIDABLE, Admitted, Refusal, Refused
from checkin.model.attendee import Attendee, TicketStatus
from checkin.model.event import WHOLE_EVENT
from checkin.model.movement import Movement
from checkin.model.scan import Found, Scan
from checkin.model.station import Direction, Station
from ui import wording
from ui.theme.tokens import Tone
from ui.widgets.people_list import PersonRow
from ui.widgets.result_panel import Action, Card
from ui.wording import Moment

OVERRULE = "overrule"
CONFIRM = "confirm"
LEAVE = "leave"

_LOOKS_TO = frozenset({Refusal.AMBIGUOUS, Refusal.NEEDS_CONFIRMATION, Refusal.QUESTIONS_OPEN})
"""Refusals that ask for something to be done here rather than say no."""


def idle(station: Station | None) -> Card:
    """Before the next scan."""
    leaving = station is not None and station.direction is Direction.OUT
    return Card(
        tone=Tone.IDLE,
        word="Ready to scan",
        detail="Scan the ticket of whoever leaves," if leaving else "Hold a ticket to the camera or scanner,",
        advice="or type a name.",
    )


def counted(station: Station) -> str:
    """What the figures at the top count."""
    return "checked in" if station.zone == WHOLE_EVENT else "came in here"


def answer(scan: Scan, moment: Moment) -> Card:
    """The big answer to a scan."""
    match scan.admission:
        case Admitted() as admitted:
            return _admitted(admitted, moment)
        case Refused() as refused:
            return _refused(refused, moment)
        case _ as never:
            assert_never(never)


def tone_of(scan: Scan) -> Tone:
    """Yes, no, or a question."""
    match scan.admission:
        case Admitted():
            return Tone.YES
        case Refused(refusal=refusal):
            return Tone.ASK if refusal in _LOOKS_TO else Tone.NO
        case _ as never:
            assert_never(never)


def asking(refused: Refused, moment: Moment) -> Card:
    """The second question before a refusal is overruled."""
    words = wording.of_refusal(refused, moment)
    return Card(
        tone=Tone.ASK,
        word="Let in anyway?",
        name="" if refused.attendee is None else refused.attendee.name,
        detail=words.whole,
        advice="It will be recorded that you let them in.",
        actions=(
            Action(key=CONFIRM, label="&Yes, let in", strong=True),
            Action(key=LEAVE, label="&No"),
        ),
    )


def failure(error: CheckinError) -> Card:
    """When there is no answer because something broke."""
    words = wording.of_error(error)
    return Card(tone=Tone.NO, word=words.title, detail=words.happened, advice=words.do_next)


def person(found: Found, moment: Moment) -> PersonRow:
    """Somebody the search found."""
    mark, tone = _mark(found, moment)
    return choice(found.attendee, mark=mark, tone=tone)


def choice(attendee: Attendee, *, mark: str = "", tone: Tone = Tone.IDLE) -> PersonRow:
    """Somebody to choose."""
    return PersonRow(
        key=attendee.id,
        name=attendee.name,
        detail=" \N{MIDDLE DOT} ".join(
            part for part in (attendee.company, attendee.ticket.type_name) if part
        ),
        mark=mark,
        tone=tone,
    )


def word_of(scan: Scan, moment: Moment) -> str:
    """What came of a scan, for a list."""
    match scan.admission:
        case Admitted(overrode=None, direction=direction):
            return passed(direction)
        case Admitted():
            return "Let in anyway"
        case Refused() as refused:
            return wording.of_refusal(refused, moment).title
        case _ as never:
            assert_never(never)


def passed(direction: Direction) -> str:
    """What somebody did who passed."""
    return "Checked out" if direction is Direction.OUT else "Checked in"


def word_of_movement(movement: Movement) -> str:
    """What a movement was, for a list."""
    return "Let in anyway" if movement.overrode else passed(movement.direction)


def _admitted(admitted: Admitted, moment: Moment) -> Card:
    out = admitted.direction is Direction.OUT
    attendee, overrode = admitted.attendee, admitted.overrode
    return Card(
        tone=Tone.YES,
        word="Let in anyway" if overrode is not None else passed(admitted.direction),
        name=attendee.name,
        ticket=attendee.ticket.type_name,
        company=attendee.company,
        detail="" if overrode is None else f"Overruled: {_title(overrode, attendee, moment)}",
        sign="out" if out else "",
    )


def _title(refusal: Refusal, attendee: Attendee, moment: Moment) -> str:
    return wording.of_refusal(Refused(refusal=refusal, attendee=attendee), moment).title


def _refused(refused: Refused, moment: Moment) -> Card:
    words, attendee = wording.of_refusal(refused, moment), refused.attendee
    shown = None if refused.refusal is Refusal.WRONG_EVENT else attendee
    overridable = refused.refusal in OVERRIDABLE and attendee is not None
    return Card(
        tone=Tone.ASK if refused.refusal in _LOOKS_TO else Tone.NO,
        word=words.title,
        name="" if shown is None else shown.name,
        ticket="" if shown is None else shown.ticket.type_name,
        company="" if shown is None else shown.company,
        detail=words.happened,
        advice=words.do_next,
        actions=(Action(key=OVERRULE, label="Let in &anyway"),) if overridable else (),
    )


_STATUS_MARKS = {
    TicketStatus.UNPAID: "Not paid",
    TicketStatus.CANCELLED: "Cancelled",
    TicketStatus.BLOCKED: "Blocked",
    TicketStatus.REVOKED: "No longer good",
}


def _mark(found: Found, moment: Moment) -> tuple[str, Tone]:
    bad = _STATUS_MARKS.get(found.attendee.ticket.status)
    if bad is not None:
        return bad, Tone.NO
    if found.presence.inside and found.presence.last_in is not None:
        return f"In {moment(found.presence.last_in.at)}", Tone.YES
    return "", Tone.IDLE
