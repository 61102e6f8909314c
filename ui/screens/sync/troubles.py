"""What is wrong on this computer, in words: what happened, what is safe, what to do now."""

from pathlib import PurePath

from checkin.errors import CheckinError
from ui import wording
from ui.screens.health import Facts, of_door
from ui.screens.messages import Message, sentences
from ui.theme.tokens import Tone

_JOURNAL = (
    "Check-ins go on and nothing is lost: everything is recorded in the mirror, and the journal goes on "
    "beside it. Plug the stick in again, or make the folder reachable: it catches up by itself."
)


def troubles(facts: Facts) -> tuple[Message, ...]:
    """A message for each, the worst first; empty when all is well."""
    found = [] if facts.door is None else [_of_door(facts.door)]
    return (*found, *(_of_journal(folder, why) for folder, why in sorted(facts.journals.items())))


def _of_door(error: CheckinError) -> Message:
    words = wording.of_error(error)
    said = of_door(error)
    return Message(
        tone=Tone.NO,
        title=f"{said[0].upper()}{said[1:]}",
        advice=sentences(words.happened, "Nobody is checked in here until that is mended", words.do_next),
    )


def _of_journal(folder: str, why: str) -> Message:
    name = PurePath(folder).name or folder
    return Message(
        tone=Tone.ASK,
        title=f"The journal in \N{LEFT DOUBLE QUOTATION MARK}{name}\N{RIGHT DOUBLE QUOTATION MARK} "
        "cannot be written",
        advice=sentences(why, _JOURNAL),
    )
