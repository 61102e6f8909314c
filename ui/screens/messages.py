"""What a screen has to say: a tone, a title and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from checkin.badges.printers.trouble import STANDS
from checkin.errors import BadgeError, CheckinError
from checkin.model.admission import Refused
from ui import wording
from ui.screens.moments import moment
from ui.theme.tokens import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One thing said to a person."""

    tone: Tone
    title: str
    advice: str = ""


def of_error(error: CheckinError, advice: Mapping[type[CheckinError], str] | None = None) -> Message:
    """What failed, what happened and what to do.

    Args:
        error: the failure.
        advice: what to do here instead of what is usual, by the kind of failure; nothing done here mends a
            missing right.
    """
    words = wording.of_error(error)
    special = {} if advice is None or wording.lacks_right(error) else advice
    here = next((text for kind, text in special.items() if isinstance(error, kind)), words.do_next)
    return Message(tone=Tone.NO, title=words.title, advice=sentences(words.happened, here))


def of_printer(error: CheckinError, title: str) -> Message:
    """What a printer met, where nobody is at the door; it says itself what to do, of no check-in."""
    if isinstance(error, BadgeError):
        return Message(tone=Tone.NO, title=title, advice=sentences(*str(error).split(STANDS)))
    return of_error(error)


def of_refusal(refused: Refused, now: datetime, zone: tzinfo) -> Message:
    """Why somebody may not pass; titled with their name where it is known."""
    words = wording.of_refusal(refused, lambda at: moment(at, now, zone))
    who = "" if refused.attendee is None else f"{refused.attendee.name}: "
    return Message(tone=Tone.NO, title=f"{who}{words.title}", advice=sentences(words.happened, words.do_next))


def sentences(*parts: str) -> str:
    """The parts that say something, one after the other, each ended."""
    return " ".join(_ended(part.strip()) for part in parts if part.strip())


def _ended(part: str) -> str:
    return f"{part[0].upper()}{part[1:]}" + ("" if part.endswith((".", "!", "?", "…")) else ".")
