"""Work off the GUI thread, its answer back on it: the one place where Qt meets threads.

::

    Task(lambda: desk.admit(code), on=app.at_desk).then(self._show).otherwise(self._explain).start()

`then` gets what the work returned, `otherwise` the `CheckinError` it raised; both run on the GUI thread.
Anything else the work raises is a bug: `otherwise` hears that something went wrong, so that no screen waits
for ever, and the bug is raised again on the GUI thread, where the crash handler waits.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from typing import Generic, Protocol, Self, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from checkin.errors import CheckinError

T = TypeVar("T")

_WENT_WRONG = "Something went wrong here."


class Executor(Protocol):
    """Runs work somewhere else, such as `App.at_desk`."""

    def __call__(self, work: Callable[[], T], /) -> Future[T]:
        """Start `work`; the future tells what became of it."""
        ...


class Ask(Protocol):
    """How a presenter has work done without knowing of threads: `asker` makes one, tests bring their own."""

    def __call__(
        self,
        work: Callable[[], T],
        then: Callable[[T], object],
        otherwise: Callable[[CheckinError], object],
        /,
    ) -> None:
        """Do `work`, then call one of the two with what came of it, on the GUI thread."""
        ...


class Task(QObject, Generic[T]):
    """One piece of work off the GUI thread.

    Args:
        work: what to do; it must not touch any widget.
        on: where to do it; without it, on a small pool of background threads.
        owner: nobody is called any more once this object is gone.
    """

    _ended = Signal(object)

    def __init__(
        self, work: Callable[[], T], *, on: Executor | None = None, owner: QObject | None = None
    ) -> None:
        super().__init__()
        self._work = work
        self._on: Executor = in_background if on is None else on
        self._owner = owner
        self._then: Callable[[T], object] | None = None
        self._otherwise: Callable[[CheckinError], object] | None = None
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def then(self, receive: Callable[[T], object]) -> Self:
        """Call `receive` with what the work returns."""
        self._then = receive
        return self

    def otherwise(self, explain: Callable[[CheckinError], object]) -> Self:
        """Call `explain` with the failure the work meets."""
        self._otherwise = explain
        return self

    def start(self) -> None:
        """Begin; the task keeps itself alive until it has answered."""
        _under_way.add(self)
        self._on(self._work).add_done_callback(self._ended.emit)

    @Slot(object)
    def _deliver(self, ended: Future[T]) -> None:
        _under_way.discard(self)
        if self._owner is not None and not isValid(self._owner):
            return
        if ended.cancelled():
            return
        error = ended.exception()
        if error is not None:
            self._explain(error)
        elif self._then is not None:
            self._then(ended.result())

    def _explain(self, error: BaseException) -> None:
        if self._otherwise is None:
            raise error
        if isinstance(error, CheckinError):
            self._otherwise(error)
            return
        try:
            self._otherwise(CheckinError(_WENT_WRONG))
        finally:
            raise error


def asker(on: Executor | None = None, owner: QObject | None = None) -> Ask:
    """What a presenter has its work done with: on `on`, answered on the GUI thread."""

    def ask(
        work: Callable[[], T],
        then: Callable[[T], object],
        otherwise: Callable[[CheckinError], object],
        /,
    ) -> None:
        Task(work, on=on, owner=owner).then(then).otherwise(otherwise).start()

    return ask


def in_background(work: Callable[[], T], /) -> Future[T]:
    """Run `work` on a small pool of threads: slow things that are not the desk's, such as signing in."""
    return _pool().submit(work)


def stop_background() -> None:
    """Let go of the background threads; work that has not begun never will."""
    _pool().shutdown(wait=False, cancel_futures=True)
    _pool.cache_clear()


_under_way: set[QObject] = set()


@lru_cache(maxsize=1)
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=4, thread_name_prefix="checkin-window")
