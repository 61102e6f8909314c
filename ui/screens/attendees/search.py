"""Searching while somebody types: one question at a time, late answers dropped."""

from collections.abc import Callable

from checkin.app import App
from checkin.errors import CheckinError
from checkin.model.scan import Found
from ui.screens.filling import register_label
from ui.screens.messages import Message
from ui.tasks import Ask
from ui.theme.tokens import Tone

LIMIT = 200
"""How many lines the list holds at most; more would not be read, only scrolled."""


class Search:
    """Asks the desk and keeps the last answer.

    Attributes:
        words: what is searched for.
        found: whom the last answer named.
    """

    def __init__(
        self,
        app: App,
        at_desk: Ask,
        answered: Callable[[], object],
        failed: Callable[[CheckinError], object],
    ) -> None:
        self._app = app
        self._at_desk = at_desk
        self._answered = answered
        self._failed = failed
        self._asked: str | None = None
        self._again = False
        self._ever = False
        self.words = ""
        self.found: tuple[Found, ...] = ()

    @property
    def under_way(self) -> bool:
        """Whether an answer is on its way."""
        return self._asked is not None

    def look(self) -> None:
        """Ask; what changes meanwhile is asked once more when the answer is here."""
        if self._asked is not None:
            self._again = True
            return
        words = self._asked = self.words
        self._at_desk(lambda: self._app.desk.find(words, LIMIT), self._take, self._fail)

    def _take(self, found: tuple[Found, ...]) -> None:
        fresh, again = self._asked == self.words, self._again
        self._asked, self._again = None, False
        if fresh:
            self._ever = True
            self.found = found
            self._answered()
        if again or not fresh:
            self.look()

    def _fail(self, error: CheckinError) -> None:
        self._asked, self._again = None, False
        self._failed(error)

    @property
    def summary(self) -> str:
        """How many are listed, in words."""
        shown = len(self.found)
        if shown >= LIMIT:
            return f"The first {LIMIT}. Type more to narrow it down."
        return f"{shown} {'person' if shown == 1 else 'people'}" if shown else ""

    @property
    def offer(self) -> str:
        """The words nobody is found for, as far as they may be a name."""
        return "" if self.found or any(letter.isdigit() for letter in self.words) else self.words.strip()

    @property
    def register_label(self) -> str:
        """What the button says that registers somebody where nobody is found."""
        return register_label(self.offer)

    @property
    def empty(self) -> Message | None:
        """What to say where the list would be."""
        if self.found or not self._ever:
            return None
        words = self.words.strip()
        if not words:
            return Message(
                tone=Tone.IDLE,
                title="Nobody is on this computer yet",
                advice="Get the attendees from the platform: open Sync and press “Get everything again”.",
            )
        return Message(
            tone=Tone.IDLE,
            title=f"Nobody is found for “{words}”",
            advice="Try the beginning of one name only, the company, the e-mail or the order number. Accents "
            "and capitals do not matter. Somebody who signed up a moment ago arrives with the next pull.",
        )
