"""What a scan looks like: its card, its row among the recent ones, a person among those found."""

from typing import assert_never

from checkin.errors import CheckinError, MirrorError
from checkin.model.admission import OVERRIDABLE, Admitted, Refusal, Refused
from checkin.model.attendee import Attendee, TicketStatus
from checkin.model.event import WHOLE_EVENT
from checkin.model.movement import Movement
from checkin.model.scan import Found, Scan
from checkin.model.station import Direction, Station
from ui import wording
from ui.screens.filling import register_label
from ui.theme.tokens import Tone
from ui.widgets.people_list import PersonRow
from ui.widgets.result_panel import Action, Card
from ui.wording import Moment

OVERRULE = "overrule"
CONFIRM = "confirm"
CHECKED = "checked"
ANSWER = "answer"
REGISTER = "register"
LEAVE = "leave"

_ON_ENTER = frozenset({CHECKED, ANSWER, REGISTER})

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


def pressed_by_enter(card: Card) -> str:
    """The button Enter presses while nothing is typed; never one that lets in against a refusal."""
    return next((action.key for action in card.actions if action.key in _ON_ENTER), "")


def post_line(station: Station, *, tells: bool) -> str:
    """Where this is, and what becomes of what happens here where that is not the usual."""
    kept = "" if tells else "check-ins stay on this computer"
    parts = dict.fromkeys((station.name, wording.of_station(station.kind), kept))  # nothing twice
    return " \N{MIDDLE DOT} ".join(part for part in parts if part)


def counted(station: Station) -> str:
    """What the figures at the top count."""
    return "checked in" if station.zone == WHOLE_EVENT else "came in here"


def answer(scan: Scan, moment: Moment, *, come: int | None = None, register: str = "") -> Card:
    """The big answer to a scan.

    Args:
        scan: the answer.
        moment: writes times.
        come: how many of a ticket for several people have come by now.
        register: the typed name that may be registered.
    """
    match scan.admission:
        case Admitted() as admitted:
            return _admitted(admitted, moment, come)
        case Refused() as refused:
            return _refused(refused, moment, register)
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
    words = wording.of_not_recorded(error) if isinstance(error, MirrorError) else wording.of_error(error)
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
        case Admitted(overrode=None | Refusal.NEEDS_CONFIRMATION, direction=direction):
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
    against = movement.overrode not in {"", Refusal.NEEDS_CONFIRMATION.value}
    return "Let in anyway" if against else passed(movement.direction)


def _admitted(admitted: Admitted, moment: Moment, come: int | None) -> Card:
    out = admitted.direction is Direction.OUT
    attendee, overrode = admitted.attendee, admitted.overrode
    against = None if overrode is Refusal.NEEDS_CONFIRMATION else overrode
    company = "" if come is None else f"{come} of {attendee.ticket.admits} have come"
    overruled = "" if against is None else f"Overruled: {_title(against, attendee, moment)}"
    return Card(
        tone=Tone.YES,
        word="Let in anyway" if against is not None else passed(admitted.direction),
        name=attendee.name,
        ticket=attendee.ticket.type_name,
        company=attendee.company,
        detail=" \N{MIDDLE DOT} ".join(part for part in (company, overruled) if part),
        remark="" if out else attendee.ticket.remark,
        sign="out" if out else "",
    )


def _title(refusal: Refusal, attendee: Attendee, moment: Moment) -> str:
    return wording.of_refusal(Refused(refusal=refusal, attendee=attendee), moment).title


def _nobody(words: str) -> Card:
    """What was typed is neither a code nor the name of anybody: perhaps they have no ticket."""
    name = f"\N{LEFT DOUBLE QUOTATION MARK}{words}\N{RIGHT DOUBLE QUOTATION MARK}"
    return Card(
        tone=Tone.ASK,
        word="Nobody found",
        detail=f"Nobody of this event goes by {name}.",
        advice="Try fewer letters. If they have no ticket, register them.",
        sign="person",
        actions=(Action(key=REGISTER, label=register_label(words), strong=True),),
    )


def _refused(refused: Refused, moment: Moment, register: str) -> Card:
    if register and refused.refusal is Refusal.UNKNOWN_CODE:
        return _nobody(register)
    words, attendee = wording.of_refusal(refused, moment), refused.attendee
    shown = None if refused.refusal is Refusal.WRONG_EVENT else attendee
    look = refused.words.strip() if refused.refusal is Refusal.NEEDS_CONFIRMATION else ""
    return Card(
        tone=Tone.ASK if refused.refusal in _LOOKS_TO else Tone.NO,
        word=words.title,
        name="" if shown is None else shown.name,
        ticket="" if shown is None else shown.ticket.type_name,
        company="" if shown is None else shown.company,
        detail="" if look else words.happened,
        remark=look,
        advice=words.do_next,
        actions=_actions(refused),
    )


def _actions(refused: Refused) -> tuple[Action, ...]:
    leave = Action(key=LEAVE, label="&Not now")
    match refused.refusal:
        case Refusal.NEEDS_CONFIRMATION if refused.attendee is not None:
            return (Action(key=CHECKED, label="&Checked: let in", strong=True), leave)
        case Refusal.QUESTIONS_OPEN if refused.questions:
            return (Action(key=ANSWER, label="&Answer", strong=True), leave)
        case refusal if refusal in OVERRIDABLE and refused.attendee is not None:
            return (Action(key=OVERRULE, label="Let in &anyway"),)
        case _:
            return ()


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
