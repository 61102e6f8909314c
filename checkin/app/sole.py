"""One process of this computer sends; a second one would tell the platform everything twice."""

from pathlib import Path

from filelock import FileLock, Timeout

from checkin.errors import CheckinError
from checkin.paths import PRIVATE


class AnotherProcessError(CheckinError):
    """Another window or command of this computer does the sending."""


class SoleSender:
    """The right to send from one data folder; given back when the process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        self._lock = FileLock(folder / "sending.lock", timeout=0, mode=PRIVATE, thread_local=False)

    def claim(self) -> None:
        """Take the right, unless it is ours already.

        Raises:
            AnotherProcessError: another process has it.
        """
        if self._lock.is_locked:
            return
        try:
            self._lock.acquire()
        except Timeout as error:
            raise AnotherProcessError(
                "Another window of the check-in desk is open on this computer, and sends. "
                "Use that one, or close it first."
            ) from error

    def give_back(self) -> None:
        """Let others have it."""
        self._lock.release()
