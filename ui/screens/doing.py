"""One action after the other: whoever presses two buttons at once gets the first."""

from collections.abc import Callable
from typing import TypeVar

from checkin.errors import CheckinError
from ui.screens.messages import Message, of_error
from ui.tasks import Ask
from ui.theme.tokens import Tone

T = TypeVar("T")


class Doing:
    """Has things done in the background and says what became of them.

    Args:
        ask: has work done.
        changed: called after anything changed.
        ended: called when an action has ended, however it did.
        explain: puts into words what broke.

    Attributes:
        busy: an action is under way.
        result: what became of the last one.
    """

    def __init__(
        self,
        ask: Ask,
        changed: Callable[[], object],
        ended: Callable[[], object],
        explain: Callable[[CheckinError], Message] = of_error,
    ) -> None:
        self._ask, self._changed, self._ended, self._explain = ask, changed, ended, explain
        self.busy = False
        self.result: Message | None = None

    def do(self, work: Callable[[], object], said: str) -> None:
        """Do it, and say so."""
        self.find_out(work, lambda _: Message(tone=Tone.IDLE, title=said))

    def find_out(self, work: Callable[[], T], say: Callable[[T], Message]) -> bool:
        """Do it, and say of what came of it; False when something else is under way."""
        if self.busy:
            return False
        self.busy, self.result = True, None
        self._changed()
        self._ask(work, lambda found: self._end(say(found)), self.fail)
        return True

    def fail(self, error: CheckinError) -> None:
        """Say what broke."""
        self._end(self._explain(error))

    def _end(self, result: Message) -> None:
        self.busy, self.result = False, result
        self._ended()
        self._changed()
