"""A page that follows the news: it reads, rests, and reads once more; unseen it rests altogether."""

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from checkin.errors import CheckinError
from checkin.notices import Notice
from ui.tasks import Ask

T = TypeVar("T")

Rest = Callable[[Callable[[], None]], object]
"""Calls what it is given after a moment."""

REST_MS = 150
"""So long a page rests after it has read everything; while thousands arrive it still follows."""


def at_once(then: Callable[[], None]) -> None:
    """A `Rest` that takes no time."""
    then()


class Following(Generic[T]):
    """Reads one at a time; what comes meanwhile brings one more reading, not one each.

    Args:
        ask: has work done in the background.
        rest: no more often than it lets is anything read anew.
        read: what to read; called in the background.
        take: called with what was read.
        fail: called with what kept it from being read.
    """

    def __init__(
        self,
        ask: Ask,
        rest: Rest,
        read: Callable[[], T],
        take: Callable[[T], object],
        fail: Callable[[CheckinError], object],
    ) -> None:
        self._ask, self._rest = ask, rest
        self._read, self._take, self._fail = read, take, fail
        self._reading = self._once_more = False

    def look(self) -> None:
        """Read anew, now or as soon as may be."""
        if self._reading:
            self._once_more = True
            return
        self._reading = True
        self._ask(self._read, self._took, self._failed)

    def _took(self, found: T) -> None:
        self._take(found)
        self._rest(self._rested)

    def _failed(self, error: CheckinError) -> None:
        self._fail(error)
        self._rest(self._rested)

    def _rested(self) -> None:
        self._reading = False
        if self._once_more:
            self._once_more = False
            self.look()


class Follower(Protocol):
    """What such a page has for a presenter.

    Attributes:
        awake: whether anybody sees the page; `begin` makes it so.
    """

    awake: bool

    def begin(self) -> None:
        """Read everything."""

    def hear(self, notice: Notice) -> None:
        """Take what the core announces."""


class FollowedPage(QWidget):
    """The screen of a `Follower`, kept as `presenter` by whoever inherits.

    Args:
        rest_ms: so long it rests after it has read everything.
    """

    presenter: Follower

    def __init__(self, rest_ms: int = REST_MS) -> None:
        super().__init__()
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rest_ms = rest_ms

    def begin(self) -> None:
        """Read everything anew."""
        self.presenter.begin()

    @Slot(object)
    def hear(self, notice: object) -> None:
        """Take what the core announces; to be connected to `Bridge.noticed`."""
        self.presenter.hear(notice)  # type: ignore[arg-type]  # Qt's signals know no unions

    def rest(self, then: Callable[[], None]) -> None:
        """The `Rest` of its presenter; nobody is called any more once the page is gone."""
        if self._rest_ms:
            QTimer.singleShot(self._rest_ms, self, then)
        else:
            then()

    @override
    def hideEvent(self, event: QHideEvent, /) -> None:
        """It rests while nobody sees it; `begin` wakes it."""
        super().hideEvent(event)
        self.presenter.awake = False
