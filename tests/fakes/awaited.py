"""Waiting for what the core announces, without waiting longer than patience lasts."""

import threading
from collections.abc import Callable

from checkin.notices import Notice, NoticeBoard, OutboxChanged

PATIENCE = 20.0  # seconds


class Awaited:
    """Waits for notices that fit."""

    def __init__(self, notices: NoticeBoard, fits: Callable[[Notice], bool]) -> None:
        self.seen = threading.Event()
        self.notices: list[Notice] = []
        self._fits = fits
        notices.listen(self._see)

    def _see(self, notice: Notice) -> None:
        self.notices.append(notice)
        if self._fits(notice):
            self.seen.set()

    def wait(self) -> None:
        assert self.seen.wait(PATIENCE), [type(one).__name__ for one in self.notices]


def nothing_waits(notice: Notice) -> bool:
    return isinstance(notice, OutboxChanged) and notice.counts.waiting == 0 and notice.counts.settled > 0
