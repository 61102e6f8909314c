"""Finding somebody while their name is being typed."""

from collections.abc import Callable

from checkin.errors import CheckinError
from checkin.model.scan import Found
from ui.screens.desk import cards
from ui.screens.desk.ports import DeskApp
from ui.tasks import Ask
from ui.widgets.people_list import PersonRow
from ui.wording import Moment

_LIMIT = 50
_SHORTEST_CODE = 4


def looks_like_code(words: str) -> bool:
    """Whether this was read off a ticket rather than spoken as a name: figures, no blank, no ``@``."""
    return (
        len(words) >= _SHORTEST_CODE
        and any(letter.isdigit() for letter in words)
        and not any(letter.isspace() or letter == "@" for letter in words)
    )


class Search:
    """The typed words, whom they find, and who of them is marked.

    Only the newest words are ever looked for, and one question is under way at a time: whoever types fast
    does not make the next scan wait.
    """

    def __init__(
        self,
        app: DeskApp,
        ask: Ask,
        changed: Callable[[], object],
        failed: Callable[[CheckinError], object],
    ) -> None:
        self._app, self._ask, self._changed, self._failed = app, ask, changed, failed
        self._words = ""
        self._answered = ""
        self._found: tuple[Found, ...] = ()
        self._under_way = False
        self.marked: int | None = None
        self._submitted: Callable[[], None] | None = None

    def rows(self, moment: Moment) -> tuple[PersonRow, ...] | None:
        """Whom the words find; None while there are none, or no answer yet."""
        if not self._answered:
            return None
        return tuple(cards.person(found, moment) for found in self._found)

    @property
    def words(self) -> str:
        """What is looked for."""
        return self._words

    @property
    def unknown(self) -> str:
        """The name that was typed and that nobody has; empty for none, or when it looks like a code."""
        nobody = self._answered and not self._found and not looks_like_code(self._answered)
        return self._answered if nobody else ""

    def look_again(self) -> None:
        """Somebody changed: the same words may find others."""
        if self._words:
            self._look(again=True)

    def look_for(self, words: str) -> None:
        """Find whoever these words mean; an Enter that still waits for other words is forgotten."""
        self._forget_enter_unless(words.strip())
        self._words = words.strip()
        if self._words:
            self._look()
        else:
            self.clear()
            self._changed()

    def _forget_enter_unless(self, words: str) -> None:
        if words != self._words:
            self._submitted = None

    def clear(self) -> None:
        """Nobody is looked for any more."""
        self._words = self._answered = ""
        self._found = ()
        self.marked = None
        self._submitted = None

    def move(self, steps: int) -> None:
        """Mark another one."""
        if self._found:
            at = (0 if steps > 0 else len(self._found) - 1) if self.marked is None else self.marked + steps
            self.marked = max(0, min(at, len(self._found) - 1))
            self._changed()

    def submit(self, words: str, choose: Callable[[int], None], as_code: Callable[[str], None]) -> None:
        """Enter: choose the marked one or the only one found, or take the words for a code.

        The list answers the words before it is asked for the one they mean; several are left to the person.
        """
        words = words.strip()
        self._forget_enter_unless(words)
        if self.marked is not None and words == self._answered:
            choose(self._found[self.marked].attendee.id)
        elif looks_like_code(words) and not self._is_order(words):
            as_code(words)
        elif words == self._answered:
            self._settle(words, choose, as_code)
        else:
            self._words = words
            self._submitted = lambda: self._settle(words, choose, as_code)
            self._look()

    def _settle(self, words: str, choose: Callable[[int], None], as_code: Callable[[str], None]) -> None:
        if not self._found:
            as_code(words)
        elif len(self._found) == 1:
            choose(self._found[0].attendee.id)
        else:
            self.marked = 0
            self._changed()

    def _is_order(self, words: str) -> bool:
        """Whether the words are the number of the order of everyone they find."""
        return bool(self._found) and all(
            found.attendee.ticket.order.casefold() == words.casefold() for found in self._found
        )

    def _look(self, *, again: bool = False) -> None:
        if self._under_way or (self._words == self._answered and not again):
            return
        self._under_way = True
        words = self._words
        self._ask(
            lambda: self._app.desk.find(words, _LIMIT),
            lambda found: self._take(words, found),
            self._give_up,
        )

    def _take(self, words: str, found: tuple[Found, ...]) -> None:
        self._under_way = False
        if words != self._words:
            if self._words:
                self._look()
            return
        self._answered, self._found, self.marked = words, found, None
        submitted, self._submitted = self._submitted, None
        self._changed()
        if submitted is not None:
            submitted()

    def _give_up(self, error: CheckinError) -> None:
        self._under_way = False
        self._submitted = None
        self._failed(error)
