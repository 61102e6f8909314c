"""Badges that were ticked, and what is done with all of them at once."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import Enum

from checkin.app import App
from checkin.errors import BadgeError
from checkin.model.ids import PrintJobId
from ui.screens.doing import Doing
from ui.screens.messages import Message, sentences
from ui.screens.spool.board import Board, Doubt, JobRow
from ui.theme.tokens import Tone

_NAMED = 5

_Verb = Callable[[PrintJobId], object]


class Deed(Enum):
    """What can be done with several badges."""

    CAME_OUT = "came out"
    AGAIN = "again"
    RETRY = "retry"
    DROP = "drop"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What is asked first, what that means, what the button says, and what is said afterwards."""

    title: str
    advice: str
    button: str
    done: str


_WORDS = {
    Deed.CAME_OUT: _Words(
        title="Have {} come out?",
        advice="They are counted as printed, and not printed again",
        button="Yes, all came out",
        done="counted as printed",
    ),
    Deed.AGAIN: _Words(
        title="Print {} again?",
        advice="Whoever\N{RIGHT SINGLE QUOTATION MARK}s did come out will then have two",
        button="Print them again",
        done="printed again",
    ),
    Deed.RETRY: _Words(title="Try {} again?", advice="", button="Try again", done="tried again now"),
    Deed.DROP: _Words(
        title="Let go of {}?",
        advice="They are not printed. Whoever wants one after all is looked up and printed for anew",
        button="Not needed",
        done="no longer waiting",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sure:
    """What to ask before it is done; `badges` are those it is asked of, whatever is ticked meanwhile."""

    deed: Deed
    badges: tuple[PrintJobId, ...]
    question: Message
    button: str


class Choosing:
    """Which badges are ticked.

    Args:
        app: the app.
        doing: has it done.
        changed: called after anything changed.

    Attributes:
        chosen: those that are ticked.
    """

    def __init__(self, app: App, doing: Doing, changed: Callable[[], object]) -> None:
        self._app, self._doing, self._changed = app, doing, changed
        self.chosen: frozenset[PrintJobId] = frozenset()
        self._names: dict[PrintJobId, str] = {}

    def follow(self, board: Board) -> None:
        """Whoever is no longer to be decided about is no longer ticked."""
        rows: list[Doubt | JobRow] = [*board.doubts]
        rows += (row for lane in board.lanes for row in lane.rows if row.open)
        self._names = {row.id: row.who for row in rows}
        self.chosen &= self._names.keys()

    def tick(self, badges: Collection[PrintJobId], *, wanted: bool) -> None:
        """Tick these, or take their ticks away."""
        self.chosen = self.chosen | set(badges) if wanted else self.chosen - set(badges)
        self._changed()

    def ticked(self, among: Sequence[PrintJobId]) -> tuple[PrintJobId, ...]:
        """Those of these that are ticked, in their order."""
        return tuple(badge for badge in among if badge in self.chosen)

    def sure(self, deed: Deed, among: Sequence[PrintJobId]) -> Sure | None:
        """What to ask before it is done with the ticked ones of these; None when none is."""
        badges, words = self.ticked(among), _WORDS[deed]
        if not badges:
            return None
        names = [self._names[badge] for badge in badges[:_NAMED]]
        more = len(badges) - len(names)
        said = ", ".join(names) + (f" and {more:,} more" if more else "")
        return Sure(
            deed=deed,
            badges=badges,
            question=Message(
                tone=Tone.ASK,
                title=words.title.format(_counted(len(badges))),
                advice=sentences(said, words.advice),
            ),
            button=words.button,
        )

    def do(self, deed: Deed, badges: Sequence[PrintJobId]) -> None:
        """Do it with all of these; what is past that is left alone, and counted."""
        spool = self._app.spool
        verb = {
            Deed.CAME_OUT: spool.came_out,
            Deed.AGAIN: spool.print_again,
            Deed.RETRY: spool.retry,
            Deed.DROP: spool.cancel,
        }[deed]
        self._with_all(verb, badges, _WORDS[deed].done)

    def move(self, badges: Sequence[PrintJobId], printer: str) -> None:
        """Let another printer print all of these."""
        self._with_all(lambda badge: self._app.spool.move(badge, printer), badges, f"moved to {printer}")

    def _with_all(
        self, verb: Callable[[PrintJobId], object], badges: Sequence[PrintJobId], done: str
    ) -> None:
        begun = self._doing.find_out(
            lambda: [badge for badge in badges if _is_past(verb, badge)],
            lambda past: _said(len(badges) - len(past), len(past), done),
        )
        if begun:
            self.chosen -= set(badges)


_MEANWHILE = "Something else became of them meanwhile: look below."


def _is_past(verb: _Verb, badge: PrintJobId) -> bool:
    """Do it; whether it could not be done, because something else became of the badge meanwhile."""
    try:
        verb(badge)
    except BadgeError:
        return True
    return False


def _said(done: int, past: int, words: str) -> Message:
    if not past:
        return Message(tone=Tone.YES, title=f"{_counted(done)}: {words}")
    if not done:
        return Message(tone=Tone.ASK, title="There was nothing left to do", advice=_MEANWHILE)
    left = "1 was left alone" if past == 1 else f"{past:,} were left alone"
    return Message(
        tone=Tone.ASK,
        title=f"{_counted(done)}: {words}; {left}",
        advice=_MEANWHILE,
    )


def _counted(number: int) -> str:
    return "1 badge" if number == 1 else f"{number:,} badges"
