"""Executors without threads."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from checkin.errors import CheckinError

T = TypeVar("T")


def inline(work: Callable[[], T], /) -> Future[T]:
    """Do `work` at once, on the thread that asks: what `ui.tasks.Task` takes as its executor."""
    future: Future[T] = Future()
    try:
        future.set_result(work())
    except BaseException as error:  # noqa: BLE001  (a future carries whatever was raised, as an executor's does)
        future.set_exception(error)
    return future


def ask_at_once(
    work: Callable[[], T],
    then: Callable[[T], object],
    otherwise: Callable[[CheckinError], object],
    /,
) -> None:
    """What a presenter asks with (`ui.tasks.Ask`), answered before it returns."""
    try:
        answer = work()
    except CheckinError as error:
        otherwise(error)
    else:
        then(answer)


class LaterAsk:
    """An `Ask` that answers when the test says so, in the order of asking."""

    def __init__(self) -> None:
        self._waiting: list[Callable[[], None]] = []

    def __call__(
        self,
        work: Callable[[], T],
        then: Callable[[T], object],
        otherwise: Callable[[CheckinError], object],
        /,
    ) -> None:
        """Remember what is asked."""
        self._waiting.append(lambda: ask_at_once(work, then, otherwise))

    def __len__(self) -> int:
        return len(self._waiting)

    def answer_next(self) -> None:
        """Answer the oldest question."""
        self._waiting.pop(0)()

    def answer_all(self) -> None:
        """Answer all there are, and those these lead to."""
        while self._waiting:
            self.answer_next()
