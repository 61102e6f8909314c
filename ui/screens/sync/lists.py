"""The three lists of the page and the sheet that explains one of their lines; kept between two looks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from checkin.model.doubles import DoubleEntry
from checkin.model.operation import ParkedOperation
from ui.screens.sync import doubles, explaining, operations
from ui.screens.sync.explaining import Explanation
from ui.screens.sync.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The three lists in words."""

    waiting: tuple[operations.OperationRow, ...] = ()
    parked: tuple[operations.OperationRow, ...] = ()
    twice: tuple[doubles.DoubleRow, ...] = ()


class Lists:
    """What was listed last.

    Args:
        now: tells the time, and in which zone it is written.
        changed: called after the explanation changed.

    Attributes:
        waiting: operations on their way, oldest first.
        parked: operations the platform refused.
        doubles: who came in twice, those nobody has looked at first.
        waiting_hidden, parked_hidden: how many there are beyond those listed.
        explained: the case a sheet explains, None while there is none.
    """

    def __init__(self, now: Callable[[], tuple[datetime, tzinfo]], changed: Callable[[], object]) -> None:
        self._now, self._changed = now, changed
        self._waiting: dict[str, ParkedOperation] = {}
        self._doubles: dict[str, DoubleEntry] = {}
        self.waiting: tuple[operations.OperationRow, ...] = ()
        self.parked: tuple[operations.OperationRow, ...] = ()
        self.doubles: tuple[doubles.DoubleRow, ...] = ()
        self.waiting_hidden = self.parked_hidden = 0
        self.explained: Explanation | None = None

    def put(self, found: Reading) -> Lines:
        """Put into words what was found; hundreds of lines are worth doing in the background."""
        now, zone = self._now()
        return Lines(
            waiting=tuple(operations.row(each, now, zone) for each in found.waiting),
            parked=tuple(operations.row(each, now, zone) for each in found.parked),
            twice=tuple(doubles.row(each, now, zone) for each in found.doubles),
        )

    def take(self, found: Reading, lines: Lines) -> None:
        """Show what was found, in these words."""
        counts = found.facts.status.counts
        self._waiting = {each.operation.id: each for each in found.waiting}
        self._doubles = {each.second.id: each for each in found.doubles}
        self.waiting, self.parked, self.doubles = lines.waiting, lines.parked, lines.twice
        self.waiting_hidden = max(0, counts.waiting - len(self.waiting))
        self.parked_hidden = max(0, counts.parked - len(self.parked))

    @property
    def unseen(self) -> tuple[doubles.DoubleRow, ...]:
        """Double entries no lead has looked at."""
        return tuple(row for row in self.doubles if not row.seen)

    @property
    def seen(self) -> tuple[doubles.DoubleRow, ...]:
        """Double entries a lead has looked at."""
        return tuple(row for row in self.doubles if row.seen)

    def explain(self, key: str) -> None:
        """Explain this line; nothing happens when it is gone meanwhile."""
        now, zone = self._now()
        waiting, double = self._waiting.get(key), self._doubles.get(key)
        if double is not None:
            self.explained = doubles.explain(double, now, zone)
        elif waiting is not None:
            self.explained = explaining.of_waiting(waiting, now, zone)
        self._changed()

    def leave(self) -> None:
        """Close the explanation."""
        self.explained = None
        self._changed()

    def double(self, key: str) -> DoubleEntry | None:
        """The double entry with this key, None when it is gone."""
        return self._doubles.get(key)
