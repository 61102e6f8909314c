"""Who uses a data folder, and whether everybody who used it before left in good order.

Each process has a file of its own that it holds locked and erases when it ends well. A file that nobody holds
is of a process that died, or of a computer that lost its power. Opening is done by one process at a time.
"""

import contextlib
import errno
import uuid
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from checkin.errors import MirrorError, MirrorFullError, MirrorLockedError
from checkin.paths import PRIVATE

_PATIENCE = 120.0  # seconds another process may take to open, mending included
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextlib.contextmanager
def in_our_words(folder: Path) -> Iterator[None]:
    """Turn what a disk refuses into our errors.

    Raises:
        MirrorFullError: there is no room left.
        MirrorError: the folder cannot be written.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise MirrorFullError(f"The disk that holds {folder} is full.") from error
        raise MirrorError(f"The folder {folder} cannot be written: {error.strerror or error}.") from error


class InUse:
    """This process's place among those that use a data folder.

    Args:
        folder: the data folder.
        patience: seconds to wait while another process opens.
    """

    def __init__(self, folder: Path, *, patience: float = _PATIENCE) -> None:
        self._folder = folder / "in-use"
        self._mine = FileLock(
            self._folder / f"{uuid.uuid4().hex}.lock", timeout=0, mode=PRIVATE, thread_local=False
        )
        self._gate = FileLock(folder / "opening.lock", timeout=patience, mode=PRIVATE, thread_local=False)

    @contextlib.contextmanager
    def opening(self) -> Iterator[None]:
        """Have the folder for oneself while it is opened; whoever uses it already goes on.

        Raises:
            MirrorLockedError: another process has been opening for too long.
            MirrorError: the folder cannot be written.
        """
        with in_our_words(self._folder.parent):
            self._folder.mkdir(mode=0o700, exist_ok=True)
            try:
                self._gate.acquire()
            except Timeout as error:
                raise MirrorLockedError("Another window of this app is still being opened.") from error
        try:
            yield
        finally:
            self._gate.release()

    def others(self) -> tuple[bool, bool]:
        """Whether another process uses the folder now, and whether one before ended without leaving.

        Raises:
            MirrorError: the folder cannot be written.
        """
        alive = dead = False
        with in_our_words(self._folder.parent):
            for file in self._folder.glob("*.lock"):
                if file != Path(self._mine.lock_file):
                    held = _is_held(file)
                    alive, dead = alive or held, dead or not held
        return alive, dead

    def enter(self) -> None:
        """Use the folder from now on; whoever died is forgotten.

        Raises:
            MirrorError: the folder cannot be written.
        """
        with in_our_words(self._folder.parent):
            self._mine.acquire()
            for file in self._folder.glob("*.lock"):
                if file != Path(self._mine.lock_file) and not _is_held(file):
                    file.unlink(missing_ok=True)

    def leave(self) -> None:
        """Everything was closed in good order."""
        file = Path(self._mine.lock_file)
        with contextlib.suppress(OSError):  # where an open file cannot be erased, it is a moment later
            file.unlink(missing_ok=True)
        self._mine.release()
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)


def _is_held(file: Path) -> bool:
    lock = FileLock(file, timeout=0, mode=PRIVATE, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        return True
    lock.release()
    return False
