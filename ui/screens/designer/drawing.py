"""The draft at work, with its past: every change of it goes through here."""

import re
from collections.abc import Callable, Iterable

from checkin.badges.template import BadgeTemplate
from checkin.errors import BadgeError, CheckinError
from ui.screens.designer import draft as drafting
from ui.screens.designer.draft import Draft, Side
from ui.screens.designer.history import History
from ui.screens.designer.starters import a_template
from ui.screens.messages import Message, sentences
from ui.theme.tokens import Tone

_PLACE = re.compile(r"^(front|back|types)[.\[][^:]*: ")
"""Where in the file something is wrong; on the screen it is the element at hand."""


class Drawing:  # noqa: PLR0904  (what a hand can do to it, a line each)
    """What is drawn, step by step.

    Attributes:
        trouble: why the last change could not be made; None when it was.
        changed: called after anything changed.
    """

    def __init__(self) -> None:
        self._history = History(Draft(template=a_template()))
        self._saved: BadgeTemplate | None = self.draft.template
        self.trouble: Message | None = None
        self.changed: Callable[[], object] = lambda: None

    @property
    def draft(self) -> Draft:
        """As it is now."""
        return self._history.now

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to take again."""
        return self._history.can_redo

    @property
    def is_changed(self) -> bool:
        """Whether something is not saved."""
        return self.draft.template != self._saved

    def begin(self, template: BadgeTemplate, *, is_saved: bool) -> None:
        """Draw something else."""
        self._history = History(Draft(template=template))
        self._saved = template if is_saved else None
        self.trouble = None
        self.changed()

    def note_saved(self, template: BadgeTemplate) -> None:
        """This is on the shelf now."""
        self._saved = template
        self.trouble = None
        self.changed()

    def remember(self) -> Callable[[], None]:
        """Returns what makes it as it is now once more, as if nothing had been done since."""
        kept = self._history.copy()

        def restore() -> None:
            self._history = kept.copy()
            self.trouble = None
            self.changed()

        return restore

    def do(self, change: Callable[[Draft], Draft], kind: str = "") -> bool:
        """Change the draft; what cannot be is said, and nothing changes. Returns whether it was done.

        Changes of the same `kind` in a row are one step.
        """
        try:
            now = change(self.draft)
        except BadgeError as error:
            self.explain(error)
            return False
        self.trouble = None
        if now.template != self.draft.template:
            self._history.do(now, kind)
        else:
            self._history.amend(now)
        self.changed()
        return True

    def explain(self, error: CheckinError) -> None:
        """Say why something could not be done."""
        said = _PLACE.sub("", str(error))
        self.trouble = Message(tone=Tone.ASK, title="That cannot be", advice=sentences(said))
        self.changed()

    def choose(self, at: int | None, also: Iterable[int] = ()) -> None:
        """Work at another element, at several, or at the page."""
        wanted = drafting.choose(self.draft, at, also)
        if (wanted.chosen, wanted.also) != (self.draft.chosen, self.draft.also) or self.trouble is not None:
            self.do(lambda draft: drafting.choose(draft, at, also))

    def toggle(self, at: int) -> None:
        """Choose this one along with the others, or no longer."""
        several = frozenset(self.draft.several)
        self.choose(None if at in several else at, several - {at})

    def choose_all(self) -> None:
        """Work at everything that is in sight."""
        self.choose(None, [at for at in range(len(self.draft.usual)) if not self.draft.is_hidden(at)])

    def go_to(self, side: Side, at: int) -> None:
        """Work at this element, on whichever side it is."""
        if at < len(getattr(self.draft.template, side.value)):
            self.turn_over(side)
            self.choose(at)

    def turn_over(self, side: Side) -> None:
        """Look at this side."""
        if side is not self.draft.side:
            self.do(lambda draft: drafting.turn_over(draft, side))

    def undo(self) -> None:
        """Take the last step back."""
        self.trouble = None
        self._history.undo()
        self.changed()

    def redo(self) -> None:
        """Take it again."""
        self.trouble = None
        self._history.redo()
        self.changed()
