"""A test page: printed, looked at, and mended until it is right."""

from collections.abc import Callable
from enum import StrEnum

from checkin.app import App
from checkin.badges.preview import png
from checkin.badges.printers import Printed, PrinterState, Readiness
from checkin.badges.trial import trial_page
from checkin.errors import CheckinError, PrintUncertainError
from checkin.settings import PrinterKind
from ui.screens.messages import Message, of_printer
from ui.screens.printers.draft import Draft
from ui.screens.printers.kinds import KINDS, Trait
from ui.tasks import Ask
from ui.theme.tokens import Tone


class Trial(StrEnum):
    """How far a test page has come."""

    BEFORE = "before"
    PRINTING = "printing"
    ASKED = "asked"
    FAILED = "failed"


class Fix(StrEnum):
    """What may be wrong with a test page."""

    NOTHING_CAME = "nothing came"
    UPSIDE_DOWN = "upside down"
    SIDEWAYS = "sideways"
    CUT_OFF = "cut off"
    TOO_LIGHT = "too light"
    TOO_DARK = "too dark"


FIXES = {
    Fix.NOTHING_CAME: "Nothing came out",
    Fix.UPSIDE_DOWN: "It is upside down",
    Fix.SIDEWAYS: "It is sideways",
    Fix.CUT_OFF: "Some of it is missing",
    Fix.TOO_LIGHT: "It is too light",
    Fix.TOO_DARK: "It is too dark",
}
"""What to press, in words."""

_DARKER, _DARKEST = 5, 30
_WAKE = "Is it on, has it paper, is its lid closed, is its cable in? Then print the test page again."
_PAPER = "Is the paper in the printer the one the badges are made for? If the page is whole but not in its "
_PAPER += "place, move it below."


class Trying:
    """The test page of the printer that is being described.

    Args:
        app: the app.
        ask: has work done in the background.
        draft: the printer as it stands.
        change: takes the printer as it is to be.
        changed: called after anything changed.

    Attributes:
        trial: how far the page is.
        said: what there is to say of it.
        picture: how it should look, a PNG file; empty while it is being drawn.
    """

    def __init__(
        self,
        app: App,
        ask: Ask,
        draft: Callable[[], Draft | None],
        change: Callable[[Draft], object],
        changed: Callable[[], object],
    ) -> None:
        self._app, self._ask = app, ask
        self._draft, self._change, self._changed = draft, change, changed
        self._turn = 0
        self.trial = Trial.BEFORE
        self.said: Message | None = None
        self.picture = b""

    def begin(self) -> None:
        """Another printer, or another description: what was printed before says nothing of it."""
        self._turn += 1
        self.trial, self.said = Trial.BEFORE, None

    def draw(self) -> None:
        """Draw how the page should look."""
        draft = self._draft()
        if draft is not None:
            called = draft.finished().called
            self.picture = b""
            self._ask(lambda: self._drawn(called), self._show, lambda _: None)

    def _drawn(self, called: str) -> bytes:
        return png(trial_page(self._app.templates.get(self._app.settings.template), called))

    def _show(self, picture: bytes) -> None:
        self.picture = picture
        self._changed()

    @property
    def fixes(self) -> tuple[Fix, ...]:
        """What may be wrong with what this printer prints."""
        draft = self._draft()
        if draft is None or draft.choice.kind is PrinterKind.FOLDER:
            return ()
        has_darkness = Trait.DARKNESS in KINDS[draft.choice.kind].traits
        return tuple(fix for fix in Fix if has_darkness or fix not in {Fix.TOO_LIGHT, Fix.TOO_DARK})

    def print(self) -> None:
        """Print the page."""
        draft = self._draft()
        if draft is None or self.trial is Trial.PRINTING:
            return
        choice = draft.finished()
        self.begin()
        self.trial, turn = Trial.PRINTING, self._turn
        self._changed()
        self._ask(
            lambda: self._app.spool.test_page(choice),
            lambda printed: self._came(turn, printed),
            lambda error: self._failed(turn, error),
        )

    def fix(self, fix: Fix) -> None:
        """Something is wrong: do what mends it, and print again where that is to be seen on paper."""
        draft = self._draft()
        if draft is None or self.trial is Trial.PRINTING:
            return
        match fix:
            case Fix.UPSIDE_DOWN:
                self._print_changed(draft.turned(180))
            case Fix.SIDEWAYS:
                self._print_changed(draft.turned(90))
            case Fix.TOO_LIGHT | Fix.TOO_DARK:
                self._darken(draft, _DARKER if fix is Fix.TOO_LIGHT else -_DARKER)
            case Fix.CUT_OFF:
                self._say(Message(tone=Tone.ASK, title="Look at the paper first", advice=_PAPER))
            case Fix.NOTHING_CAME:
                self._find_out(draft)

    def _darken(self, draft: Draft, by: int) -> None:
        darkness = max(-_DARKEST, min(_DARKEST, draft.choice.darkness + by))
        if darkness == draft.choice.darkness:
            self._say(
                Message(
                    tone=Tone.ASK,
                    title="More is not possible",
                    advice="Clean the print head, or try other paper or another ribbon.",
                )
            )
        else:
            self._print_changed(draft.with_(darkness=darkness))

    def _print_changed(self, draft: Draft) -> None:
        self._change(draft)
        self.print()

    def _find_out(self, draft: Draft) -> None:
        choice, turn = draft.finished(), self._turn
        self._ask(
            lambda: self._app.printer_state(choice),
            lambda state: self._found(turn, state),
            lambda error: self._failed(turn, error),
        )

    # -- what came of it --------------------------------------------------------------------------

    def _came(self, turn: int, printed: Printed) -> None:
        if turn != self._turn:
            return
        self.trial = Trial.ASKED
        if printed.path is not None:
            self._say(Message(tone=Tone.YES, title="The test page is saved", advice=str(printed.path)))
        elif not printed.confirmed:
            self._say(
                Message(
                    tone=Tone.IDLE,
                    title="The printer took the test page",
                    advice="It does not say when a page is out: look at it.",
                )
            )
        else:
            self._say(None)

    def _found(self, turn: int, state: PrinterState) -> None:
        if turn != self._turn:
            return
        self.trial = Trial.FAILED
        if state.readiness is Readiness.TROUBLE:
            self._say(Message(tone=Tone.NO, title="The printer says what it lacks", advice=state.words))
        else:
            self._say(Message(tone=Tone.ASK, title="The printer says nothing is wrong", advice=_WAKE))

    def _failed(self, turn: int, error: CheckinError) -> None:
        if turn != self._turn:
            return
        if isinstance(error, PrintUncertainError):
            self.trial = Trial.ASKED
            self._say(Message(tone=Tone.ASK, title="Look whether it came out", advice=str(error)))
        else:
            self.trial = Trial.FAILED
            self._say(of_printer(error, "The test page did not come out"))

    def _say(self, said: Message | None) -> None:
        self.said = said
        self._changed()
