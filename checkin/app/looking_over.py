"""Reads all of the mirror once while the desk is open: damage is told before anybody meets it."""

import threading

from checkin.errors import MirrorDamagedError, MirrorError
from checkin.mirror.database import Mirror
from checkin.notices import NoticeBoard, SyncTroubled

_FIRST = 10.0  # seconds in which the desk gets ready
_DAMAGED = (
    "The attendee list on this computer is damaged. Close the app and open it again as soon as you can: "
    "it mends the list itself."
)


class LookingOver:
    """One look, in a thread of its own.

    Args:
        mirror: what is read.
        notices: where damage is told.
        after: seconds to wait first.
    """

    def __init__(self, mirror: Mirror, notices: NoticeBoard, *, after: float = _FIRST) -> None:
        self._mirror, self._notices, self._after = mirror, notices, after
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._look, name="looking over", daemon=True)

    def begin(self) -> None:
        """Look, after a while."""
        self._thread.start()

    def _look(self) -> None:
        if self._closing.wait(self._after):
            return
        try:
            fault = self._mirror.fault()
        except MirrorError:  # it is being closed, or cannot be read now: whoever needs it says so
            return
        if fault:
            self._notices.put_up(SyncTroubled(reason=_DAMAGED, kind=MirrorDamagedError.__name__))

    def close(self) -> None:
        """Look no more; what is being read is read to its end for a second at most."""
        self._closing.set()
        if self._thread.is_alive():
            self._thread.join(1.0)
