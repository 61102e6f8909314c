"""That badges wait or did not come out, in a few words for the bar that is in sight: a pure function."""

from dataclasses import dataclass

from checkin.model.print_job import SpoolCounts
from ui.theme.tokens import Tone

_MANY = 5
"""So many in a row are worth a word even while all is well: somebody is waiting for theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintSign:
    """How badges stand.

    Attributes:
        waiting: how many are on their way.
        to_look_at: how many need somebody.
        words: all of it, a line for each thing to say.
    """

    tone: Tone
    waiting: int = 0
    to_look_at: int = 0
    words: str = ""


def print_sign(counts: SpoolCounts) -> PrintSign | None:
    """Say how badges stand; None while there is nothing to say: one that is being printed is none."""
    to_look_at = counts.failed + counts.doubtful + counts.stuck
    waiting = counts.waiting - counts.stuck
    if not to_look_at and waiting < _MANY:
        return None
    said = (
        _said(counts.doubtful, "perhaps came out: somebody must look"),
        _said(counts.failed, "not printed"),
        _said(counts.stuck, "waiting for a printer that needs somebody"),
        _said(waiting, "on the way"),
    )
    return PrintSign(
        tone=Tone.NO if counts.failed or counts.stuck else Tone.ASK if counts.doubtful else Tone.IDLE,
        waiting=waiting if waiting >= _MANY else 0,
        to_look_at=to_look_at,
        words="\n".join(line for line in said if line),
    )


def _said(number: int, what: str) -> str:
    return f"{number:,} {'badge' if number == 1 else 'badges'} {what}" if number else ""
