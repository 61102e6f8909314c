"""The journals of this computer: beside the mirror, and in a second folder where a person chose one.

Each folder has a thread of its own, so that a share that hangs keeps nobody waiting, nor the other folder.
One process of a computer writes; what another one records gets in as well: it stands in the same mirror.
"""

import contextlib
import errno
import platform
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from filelock import FileLock, Timeout

from checkin.clock import Clock
from checkin.errors import MirrorError
from checkin.journal.follow import Author, Follower, fingerprint
from checkin.mirror.database import Mirror
from checkin.notices import (
    AttendeeChanged,
    JournalTroubled,
    MirrorRefreshed,
    Notice,
    NoticeBoard,
    OutboxChanged,
    Scanned,
    Undone,
)
from checkin.paths import PRIVATE, Folders
from checkin.settings import Settings

_GATHER = 0.2  # seconds after something happened, in which more may
_LOOK_EVERY = 1.0  # seconds; another process tells nobody
_CLOSES_WITHIN = 0.8  # seconds
_PATIENCE = 1.0  # seconds a write that hangs is waited for

_TELLS = Scanned | Undone | AttendeeChanged | OutboxChanged | MirrorRefreshed


class SoleWriter:
    """The right to write the journals of a data folder; given back when the process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        self._lock = FileLock(folder / "journal.lock", timeout=0, mode=PRIVATE, thread_local=False)
        self._asking = threading.Lock()

    def claim(self) -> bool:
        """Take the right, unless it is ours already; False while another process has it.

        Raises:
            OSError: the data folder cannot be written.
        """
        with self._asking:
            if self._lock.is_locked:
                return True
            with contextlib.suppress(Timeout):
                self._lock.acquire()
            return self._lock.is_locked

    def give_back(self) -> None:
        """Let others have it."""
        with self._asking:
            self._lock.release()


class Keeper:
    """Keeps one folder's journals, in a thread of its own.

    Attributes:
        trouble: why it cannot; empty when all is well.
    """

    def __init__(
        self,
        follower: Follower,
        author: Callable[[], Author],
        writer: SoleWriter,
        announce: Callable[[Path, str], None],
        over: Callable[[], None],
    ) -> None:
        self.trouble = ""
        self.turn = threading.Lock()
        self._follower = follower
        self._author = author
        self._writer = writer
        self._announce = announce
        self._over = over
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._abandoned = threading.Event()
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)

    @property
    def folder(self) -> Path:
        """Where they are kept."""
        return self._follower.folder

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def nudge(self) -> None:
        """Something happened."""
        self._wake.set()

    def stop(self) -> None:
        """Write down what there is, and end; soon."""
        self._stopped.set()
        self._wake.set()

    def leave(self, within: float) -> None:
        """Wait so many seconds for its end; afterwards it begins nothing more, in no case."""
        if self._thread.is_alive():
            self._thread.join(within)
        self._abandoned.set()

    def _run(self) -> None:
        try:
            while not self._stopped.is_set():
                if self._wake.wait(_LOOK_EVERY):
                    self._stopped.wait(_GATHER)
                self._wake.clear()
                self._look()
            self._look()
        finally:
            self._over()

    def _look(self) -> None:
        try:
            if not self._writer.claim():
                return
            while not self._abandoned.is_set() and self._step():
                pass
        except OSError as error:
            self._tell(_in_words(self.folder, error))
        except MirrorError as error:
            if not self._stopped.is_set():  # else the mirror is closed already
                self._tell(str(error))
        else:
            self._tell("")

    def _step(self) -> bool:
        with self.turn:
            return self._follower.step(self._author())

    def _tell(self, trouble: str) -> None:
        if trouble != self.trouble:
            self.trouble = trouble
            self._announce(self.folder, trouble)


def computer_of(folders: Folders) -> str:
    """What tells this computer from others that were set up with one copied settings file."""
    return fingerprint(platform.node(), str(folders.data.resolve()))


def _in_words(folder: Path, error: OSError) -> str:
    match error.errno:
        case errno.ENOENT | errno.ENOTDIR | errno.ENODEV | errno.ESTALE:
            return f"The folder {folder} is not there."
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return f"The disk that holds {folder} is full."
        case _:
            return f"The folder {folder} cannot be written: {error.strerror or error}."


class Journals:
    """Keeps the journals wherever they are wanted. Any thread may call any method."""

    def __init__(
        self,
        mirror: Mirror,
        clock: Clock,
        notices: NoticeBoard,
        folders: Folders,
        settings: Callable[[], Settings],
    ) -> None:
        self._mirror = mirror
        self._clock = clock
        self._notices = notices
        self._data = folders.data
        self._own = folders.journal
        self._settings = settings
        self._computer = computer_of(folders)
        self._writer = SoleWriter(folders.data)
        self._changing = threading.Lock()
        self._closed = False
        self._keepers: tuple[Keeper, ...] = ()
        self._writing = 0  # threads, those included that were told to stop

    def start(self) -> None:
        """Begin; the first look is a moment later, for whoever opens the app is in a hurry."""
        self._begin()
        self._notices.listen(self._hear)

    def follow_settings(self) -> None:
        """Keep journals where the settings say, from now on."""
        for one in self._begin():
            one.nudge()

    def _begin(self) -> tuple[Keeper, ...]:
        """Those who were not there before."""
        with self._changing:
            if self._closed:
                return ()
            wanted = self.folders
            for one in self._keepers:
                if one.folder not in wanted:
                    one.stop()
                    self._announce_end(one)
            kept = {one.folder: one for one in self._keepers if one.folder in wanted}
            fresh = {folder: self._keeper(folder) for folder in wanted if folder not in kept}
            self._keepers = tuple((kept | fresh)[folder] for folder in wanted)
            self._writing += len(fresh)
            for one in fresh.values():
                one.start()
            return tuple(fresh.values())

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where journals are kept, our own folder first."""
        chosen = self._settings().journal_folder
        second = (Path(chosen),) if chosen and not _is_same(Path(chosen), self._own) else ()
        return (self._own, *second)

    @property
    def trouble(self) -> Mapping[str, str]:
        """Why which folder cannot be written; empty when all is well."""
        return {str(one.folder): one.trouble for one in self._keepers if one.trouble}

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """Nothing is written meanwhile, unless a folder hangs."""
        with contextlib.ExitStack() as turns:
            for one in self._keepers:
                if one.turn.acquire(timeout=_PATIENCE):
                    turns.callback(one.turn.release)
            yield

    def close(self) -> None:
        """Write down what there is, and end within a second."""
        with self._changing:
            self._closed = True
            keepers = self._keepers
        for one in keepers:
            one.stop()
        until = self._clock.monotonic() + _CLOSES_WITHIN
        for one in keepers:
            one.leave(max(0.0, until - self._clock.monotonic()))

    def _one_is_over(self) -> None:
        """The right to write goes with the last thread that may be writing, however late it ends."""
        with self._changing:
            self._writing -= 1
            if self._closed and not self._writing:
                self._writer.give_back()

    def _keeper(self, folder: Path) -> Keeper:
        follower = Follower(self._mirror, self._clock, folder, is_own=folder == self._own)
        return Keeper(follower, self._author, self._writer, self._announce, self._one_is_over)

    def _author(self) -> Author:
        settings = self._settings()
        return Author(
            station=settings.station_id,
            station_name="" if settings.station is None else settings.station.name,
            computer=self._computer,
        )

    def _announce(self, folder: Path, reason: str) -> None:
        self._notices.put_up(JournalTroubled(folder=str(folder), reason=reason))

    def _announce_end(self, keeper: Keeper) -> None:
        if keeper.trouble:
            self._announce(keeper.folder, "")

    def _hear(self, notice: Notice) -> None:
        if isinstance(notice, _TELLS):
            for one in self._keepers:
                one.nudge()


def _is_same(one: Path, other: Path) -> bool:
    return one.absolute() == other.absolute()
