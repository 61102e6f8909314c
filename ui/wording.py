"""What the app says to people: every refusal and every failure, in words for a first day at the desk.

A `title` is read from two metres, `happened` is one line below it, `do_next` is what to do now.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, assert_never

from checkin import errors
from checkin.model.admission import Refusal, Refused
from checkin.model.attendee import TicketStatus
from checkin.model.movement import Movement
from checkin.model.station import StationKind

Moment = Callable[[datetime], str]
"""Writes an instant in the event's time zone, with the day where it was not today."""

HELP_DESK = "Send to the help desk."

MAY_NEED_ROLE = "The account may need the role co-organizer."
"""What may be behind a missing right; who can tell is the organiser."""

_OF_RIGHTS = ("organizer", "organiser", "may not", "not allowed", "permission", "forbidden", "403")

_OfCode = Literal[
    Refusal.UNKNOWN_CODE,
    Refusal.AMBIGUOUS,
    Refusal.WRONG_EVENT,
    Refusal.QUESTIONS_OPEN,
    Refusal.NEEDS_CONFIRMATION,
]
_OfStatus = Literal[Refusal.UNPAID, Refusal.CANCELLED, Refusal.BLOCKED, Refusal.REVOKED]
_OfTime = Literal[Refusal.NOT_YET_VALID, Refusal.NO_LONGER_VALID]
_OfPlace = Literal[Refusal.WRONG_TICKET_TYPE, Refusal.ZONE_CLOSED, Refusal.ZONE_FULL, Refusal.AGAINST_RULES]
_OfPresence = Literal[Refusal.ALREADY_INSIDE, Refusal.NOT_INSIDE, Refusal.ENTRIES_USED_UP]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A title, what happened, what to do next."""

    title: str
    happened: str = ""
    do_next: str = ""

    @property
    def whole(self) -> str:
        """Title and what happened as one text, without saying anything twice."""
        if self.happened[:1].islower():
            return f"{self.title} {self.happened}"
        return self.happened or self.title


def of_refusal(refused: Refused, moment: Moment, other_event: str = "") -> Words:
    """Why somebody may not pass, and what the volunteer does now.

    Args:
        refused: the answer.
        moment: writes the times in it.
        other_event: the name of `refused.other_event`, where it is known.
    """
    words = _of_refusal(refused, moment, other_event)
    said = refused.words.strip()
    if said:  # the platform's own words say more than ours, and may say what is to be looked at
        return Words(title=words.title, happened=as_sentence(said), do_next=words.do_next)
    return words


def _of_refusal(refused: Refused, moment: Moment, other_event: str) -> Words:
    match refused.refusal:
        case (
            Refusal.UNKNOWN_CODE
            | Refusal.AMBIGUOUS
            | Refusal.WRONG_EVENT
            | Refusal.QUESTIONS_OPEN
            | Refusal.NEEDS_CONFIRMATION
        ) as refusal:
            return _of_code(refusal, refused, other_event)
        case Refusal.UNPAID | Refusal.CANCELLED | Refusal.BLOCKED | Refusal.REVOKED as refusal:
            return _of_status(refusal, refused)
        case Refusal.NOT_YET_VALID | Refusal.NO_LONGER_VALID as refusal:
            return _of_time(refusal, refused, moment)
        case (
            Refusal.WRONG_TICKET_TYPE | Refusal.ZONE_CLOSED | Refusal.ZONE_FULL | Refusal.AGAINST_RULES
        ) as refusal:
            return _of_place(refusal, refused)
        case Refusal.ALREADY_INSIDE | Refusal.NOT_INSIDE | Refusal.ENTRIES_USED_UP as refusal:
            return _of_presence(refusal, refused, moment)
        case _ as never:
            assert_never(never)


def _of_code(refusal: _OfCode, refused: Refused, other_event: str) -> Words:
    match refusal:
        case Refusal.UNKNOWN_CODE:
            return Words(
                title="Unknown code",
                happened="No ticket of this event has this code.",
                do_next="Scan again, or search for the name.",
            )
        case Refusal.AMBIGUOUS:
            return Words(
                title="Who is it?",
                happened="More than one ticket has this code.",
                do_next="Ask for the name, then choose below.",
            )
        case Refusal.WRONG_EVENT:
            where = (
                f"This ticket is for {other_event}." if other_event else "This ticket is for another event."
            )
            return Words(title="Other event", happened=where, do_next=HELP_DESK)
        case Refusal.QUESTIONS_OPEN:
            return Words(
                title="Answers missing",
                happened="Some questions of the ticket are not answered yet.",
                do_next="Ask them now." if refused.questions else HELP_DESK,
            )
        case Refusal.NEEDS_CONFIRMATION:
            return Words(
                title="Look first",
                happened=_what_to_look_at(refused),
                do_next="All right? Let them in. If not, send to the help desk.",
            )
        case _ as never:
            assert_never(never)


def _what_to_look_at(refused: Refused) -> str:
    attendee = refused.attendee
    if attendee is not None and attendee.ticket.status is TicketStatus.UNPAID:
        return "The ticket is not paid yet; here it may be let in all the same."
    return "This ticket asks for a look before entry."


def _of_status(refusal: _OfStatus, refused: Refused) -> Words:
    match refusal:
        case Refusal.UNPAID:
            return Words(title="Not paid", happened="The ticket is not paid yet.", do_next=HELP_DESK)
        case Refusal.CANCELLED:
            return Words(title="Cancelled", happened="The ticket was cancelled.", do_next=HELP_DESK)
        case Refusal.BLOCKED:
            return Words(title="Blocked", happened="The organiser blocked this ticket.", do_next=HELP_DESK)
        case Refusal.REVOKED:
            replaced = refused.attendee is None
            return Words(
                title="No longer good",
                happened="This code was replaced by a newer one."
                if replaced
                else "The ticket was withdrawn or replaced by a new one.",
                do_next="Ask for the newest ticket, or send to the help desk.",
            )
        case _ as never:
            assert_never(never)


def _of_time(refusal: _OfTime, refused: Refused, moment: Moment) -> Words:
    ticket = None if refused.attendee is None else refused.attendee.ticket
    match refusal:
        case Refusal.NOT_YET_VALID:
            begins = None if ticket is None else ticket.valid_from
            happened = "The ticket is not good yet." if begins is None else f"Good from {moment(begins)}."
            return Words(title="Too early", happened=happened, do_next="Ask them to come back then.")
        case Refusal.NO_LONGER_VALID:
            ended = None if ticket is None else ticket.valid_until
            happened = "The ticket has ended." if ended is None else f"Was good until {moment(ended)}."
            return Words(title="Ticket over", happened=happened, do_next=HELP_DESK)
        case _ as never:
            assert_never(never)


def _of_place(refusal: _OfPlace, refused: Refused) -> Words:
    match refusal:
        case Refusal.WRONG_TICKET_TYPE:
            kind = "" if refused.attendee is None else refused.attendee.ticket.type_name
            happened = f"{kind} does not lead in here." if kind else "This ticket does not lead in here."
            return Words(title="Not for here", happened=happened, do_next="Show them the right door.")
        case Refusal.ZONE_CLOSED:
            return Words(title="Closed", happened="Nobody comes in here now.", do_next="Ask them to wait.")
        case Refusal.ZONE_FULL:
            return Words(
                title="Full", happened="There is no room left.", do_next="Let in when somebody has left."
            )
        case Refusal.AGAINST_RULES:
            return Words(
                title="Not now",
                happened="The rules of this entrance do not let this ticket in at this time.",
                do_next=HELP_DESK,
            )
        case _ as never:
            assert_never(never)


def _of_presence(refusal: _OfPresence, refused: Refused, moment: Moment) -> Words:
    match refusal:
        case Refusal.ALREADY_INSIDE:
            return Words(
                title="Already checked in",
                happened="" if refused.first is None else when_and_where(refused.first, moment),
                do_next="Ask for the name. Same person? Print the badge again. "
                "Somebody else? Send to the help desk.",
            )
        case Refusal.NOT_INSIDE:
            return Words(
                title="Not checked in",
                happened="There is no check-in here to end.",
                do_next="Let them go; there is nothing to record.",
            )
        case Refusal.ENTRIES_USED_UP:
            admits = 1 if refused.attendee is None else refused.attendee.ticket.admits
            used = "All entries of this ticket were used."
            everybody = f"All {admits} people of this ticket have come."
            return Words(title="Used up", happened=everybody if admits > 1 else used, do_next=HELP_DESK)
        case _ as never:
            assert_never(never)


def when_and_where(movement: Movement, moment: Moment) -> str:
    """Such as ``"at 08:52 at Front Desk"``."""
    at = moment(movement.at)
    when = f"on {at}" if "," in at else f"at {at}"
    return f"{when} at {movement.station}" if movement.station else when


def of_station(kind: StationKind) -> str:
    """What a station does, in a word or two."""
    match kind:
        case StationKind.REGISTRATION:
            return "Registration"
        case StationKind.DAILY:
            return "Daily check-in"
        case StationKind.CHECK_IN:
            return "Session check-in"
        case StationKind.CHECK_OUT:
            return "Session check-out"
        case _ as never:
            assert_never(never)


_KEPT = "Nothing is lost: check-ins are kept on this computer."

_SAFE = "What was recorded before is safe."

_OF_ERROR: dict[type[errors.CheckinError], Words] = {
    errors.CheckinError: Words(title="That did not work", do_next="Try again, or ask the desk lead."),
    errors.ConnectorError: Words(title="The platform could not do that", do_next=f"Try again later. {_KEPT}"),
    errors.UnreachableError: Words(title="No connection", do_next=f"Go on as usual. {_KEPT}"),
    errors.ThrottledError: Words(
        title="The platform asks to wait", do_next="Wait a moment; it is tried again by itself."
    ),
    errors.CredentialsError: Words(
        title="Please sign in again", do_next=f"Ask the desk lead to sign in. {_KEPT}"
    ),
    errors.RejectedError: Words(
        title="The platform said no", do_next="Ask the desk lead to look under Sync."
    ),
    errors.UnreadableReplyError: Words(
        title="The platform answered something unknown", do_next=f"Tell the desk lead. {_KEPT}"
    ),
    errors.MirrorError: Words(
        title="Nothing can be recorded here",
        do_next=f"{_SAFE} Look whether its disk or folder is there and may be written, then scan again. If "
        "that does not help, close the app and open it again.",
    ),
    errors.MirrorFullError: Words(
        title="This computer's disk is full",
        do_next=f"{_SAFE} Make room: delete what nobody needs, or empty the bin. Then scan again.",
    ),
    errors.MirrorLockedError: Words(
        title="The attendee list is in use",
        do_next=f"{_SAFE} Close the other window of this app, or the backup that copies it. Then scan again.",
    ),
    errors.MirrorDamagedError: Words(
        title="The attendee list is damaged",
        do_next="Stop here and let people in at another computer. Tell the desk lead: close the app and open "
        "it again, it mends what can be mended. What the platform and the journal have is safe.",
    ),
    errors.MirrorTooNewError: Words(
        title="This app is too old for its list",
        do_next=f"{_SAFE} Install the newer version of the app.",
    ),
    errors.PassphraseError: Words(
        title="The passphrase is needed",
        do_next="Close the app, open it again and say the passphrase the desk lead chose. Nothing is lost.",
    ),
    errors.NoCipherError: Words(
        title="This computer cannot read the protected list",
        do_next="Install what the app needs for it, or use another computer. Nothing is lost.",
    ),
    errors.BadgeError: Words(
        title="Badge not printed",
        do_next="The check-in stands. Look at the printer, then print again.",
    ),
    errors.PrintUncertainError: Words(
        title="Perhaps the badge came out",
        do_next="The check-in stands. Look in the printer's tray; print again only if nothing is there.",
    ),
    errors.BadgeRefusedError: Words(
        title="The printer cannot print this badge",
        do_next="The check-in stands. Change the template or the paper, or choose another printer.",
    ),
    errors.ScannerError: Words(
        title="No picture from the camera", do_next="Use a hand scanner, or search for the name."
    ),
    errors.SettingsError: Words(title="A setting is missing", do_next="Open Settings and look it through."),
}


_NOT_RECORDED: dict[type[errors.CheckinError], str] = {
    errors.MirrorFullError: "this computer's disk is full",
    errors.MirrorLockedError: "another program holds the attendee list",
    errors.MirrorDamagedError: "the attendee list is damaged",
    errors.MirrorTooNewError: "this app is too old for its list",
    errors.PassphraseError: "the attendee list waits for its passphrase",
    errors.NoCipherError: "this computer cannot read the protected attendee list",
    errors.MirrorError: "the attendee list cannot be written",
}


def why_not_recorded(error: errors.CheckinError) -> str:
    """Why the door does not work, in a few words to stand within a sentence."""
    kinds = (_NOT_RECORDED[kind] for kind in type(error).__mro__ if kind in _NOT_RECORDED)
    return next(kinds, "the desk cannot be opened")


def of_not_recorded(error: errors.MirrorError) -> Words:
    """What a scan is answered that could not be recorded: nobody may take it for a yes."""
    words = of_error(error)
    why = why_not_recorded(error)
    return Words(
        title="NOT recorded",
        happened=f"This is not a yes: {why}. Nobody was checked in.",
        do_next=f"Let nobody in on this scan; call the desk lead. {words.do_next}",
    )


def is_about_rights(reason: str) -> bool:
    """Whether the platform knows the account but does not let it do this: signing in does not mend that."""
    words = reason.casefold()
    return any(word in words for word in _OF_RIGHTS)


def as_sentence(reason: str) -> str:
    """The reason with a full stop."""
    bare = reason.strip()
    return bare if not bare or bare.endswith((".", "!", "?")) else f"{bare}."


def lacks_right(error: errors.CheckinError) -> bool:
    """Whether the platform knows the account but does not let it do what was wanted."""
    return isinstance(error, errors.CredentialsError) and is_about_rights(str(error))


def of_error(error: errors.CheckinError) -> Words:
    """What failed, and what to do about it; what happened is in the error's own words."""
    if lacks_right(error):
        return Words(
            title="This account may not do that",
            happened=str(error),
            do_next=f"{MAY_NEED_ROLE} Ask the desk lead. {_KEPT}",
        )
    words = next(_OF_ERROR[kind] for kind in type(error).__mro__ if kind in _OF_ERROR)
    return Words(title=words.title, happened=str(error), do_next=words.do_next)
