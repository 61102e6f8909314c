"""What is wrong on this computer, in words: what happened, what is safe, what to do now."""

from pathlib import PurePath

from checkin.errors import CheckinError
from ui import wording
from ui.screens.health import Facts, is_gone, of_door
from ui.screens.messages import Message, sentences
from ui.theme.tokens import Tone

_SAFE = "Check-ins go on and nothing is lost: everything is recorded in the attendee list"
_CATCHES_UP = "The journal catches up by itself"


def troubles(facts: Facts) -> tuple[Message, ...]:
    """A message for each, the worst first; empty when all is well."""
    found = [] if facts.door is None else [_of_door(facts.door)]
    journals = sorted(facts.journals.items())
    found += [_of_journal(folder, why, own=folder == facts.own_journal) for folder, why in journals]
    return (*found, _of_photos(facts.photos)) if facts.photos else tuple(found)


def _of_door(error: CheckinError) -> Message:
    words = wording.of_error(error)
    said = of_door(error)
    return Message(
        tone=Tone.NO,
        title=f"{said[0].upper()}{said[1:]}",
        advice=sentences(words.happened, "Nobody is checked in here until that is mended", words.do_next),
    )


def _of_journal(folder: str, why: str, *, own: bool) -> Message:
    name = PurePath(folder).name or folder
    quoted = f"\N{LEFT DOUBLE QUOTATION MARK}{name}\N{RIGHT DOUBLE QUOTATION MARK}"
    if own:
        title, safe, do = "The journal on this computer cannot be written", _SAFE, _OWN
    else:
        title = f"The journal in {quoted} cannot be written"
        safe, do = f"{_SAFE} and in the journal on this computer", _GONE if is_gone(why) else _FULL
    return Message(tone=Tone.ASK, title=title, advice=sentences(why, safe, do, _CATCHES_UP))


def _of_photos(number: int) -> Message:
    photos, them = ("1 photo", "it") if number == 1 else (f"{number:,} photos", "them")
    return Message(
        tone=Tone.IDLE,
        title=f"{photos} could not be fetched",
        advice=sentences(
            f"Badges are printed without {them}", f"The next syncs try {them} again by themselves"
        ),
    )


_GONE = "Plug the stick in again, or make the folder reachable"
_FULL = "Make room there, or choose another folder in Settings"
_OWN = "Make room on this computer's disk before it fills up: the door needs it, too"
