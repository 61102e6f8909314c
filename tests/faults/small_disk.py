"""A disk that is really small, really full and really read-only, whatever this computer allows.

In order: a file system of its own (as root, or as root of a user's own name space), else a process that may
not write files beyond some size, whom folders' modes hold even when it is root.
"""

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
_MODES_COUNT = "-dac_override,-dac_read_search"
MOUNTED, LIMITED = "mounted", "limited"
_LOOKS, _PAUSE = 50, 0.2  # seconds


@cache
def mechanism() -> tuple[str, tuple[str, ...]]:
    """What a disk is made of here, and the words to begin a process with that may have one."""
    for words in (("unshare", "-m"), ("unshare", "-rm")):
        if _can_mount(words):
            return MOUNTED, words
    held = ("setpriv", "--bounding-set", _MODES_COUNT, "--inh-caps", _MODES_COUNT)
    return LIMITED, held if os.geteuid() == 0 else ()


def _can_mount(words: tuple[str, ...]) -> bool:
    with TemporaryDirectory() as folder, contextlib.suppress(FileNotFoundError):
        trial = [*words, "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder]
        return subprocess.run(trial, capture_output=True, check=False).returncode == 0
    return False


def run_with(module: str, *arguments: object) -> str:
    """Run a module of ours that may have a `SmallDisk`; what it printed."""
    kind, words = mechanism()
    command = [*words, sys.executable, "-m", module, kind, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout
    return done.stdout


class SmallDisk:
    """A disk of some megabytes at a folder, in a process that `run_with` began.

    Args:
        kind: what `mechanism` said.
        folder: where it is; made.
        megabytes: how much goes onto it.
    """

    def __init__(self, kind: str, folder: Path, *, megabytes: int = 24) -> None:
        self._mounted = kind == MOUNTED
        self.folder = folder
        folder.mkdir()
        if self._mounted:
            _mount("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder))
        else:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        self._ballast = folder / "ballast"

    def fill(self, *, leave: int = 0) -> None:
        """Only `leave` bytes are free from now on."""
        if self._mounted:
            free = shutil.disk_usage(self.folder).free
            with self._ballast.open("ab") as file:
                os.posix_fallocate(file.fileno(), file.tell(), max(1, free - leave))
        else:
            sizes = [one.stat().st_size for one in self.folder.rglob("*-wal")]
            _limit(max(sizes, default=0) + leave)

    def refuse(self) -> None:
        """Whatever is to be written here fails, and nothing elsewhere."""
        if self._mounted:
            self.fill()
        else:
            self._allow(0o555)

    def says_full(self, error: Exception) -> bool:
        """Whether an error says what is wrong; a limited process is told that a file would be too large."""
        words = ("full",) if self._mounted else ("full", "large", "cannot be")
        return any(word in str(error) for word in words)

    def make_room(self) -> None:
        """Somebody deletes what nobody needs."""
        if self._mounted:
            self._ballast.unlink(missing_ok=True)
        else:
            _limit(resource.RLIM_INFINITY)
            self._allow(0o755)

    def forbid_writing(self) -> None:
        """Nothing here can be written from now on; whoever still has a file open is waited for."""
        if self._mounted:
            _once_free(partial(_mount, "-o", "remount,ro", str(self.folder)))
        else:
            self._allow(0o555)

    def allow_writing(self) -> None:
        """As it was."""
        if self._mounted:
            _mount("-o", "remount,rw", str(self.folder))
        else:
            self._allow(0o755)

    def remove(self) -> None:
        """Nobody has anything open on it any more."""
        if self._mounted:
            subprocess.run(["umount", str(self.folder)], check=True)

    def _allow(self, mode: int) -> None:
        for place in (self.folder, *self.folder.rglob("*")):
            place.chmod(mode if place.is_dir() else mode & 0o666)


def _once_free(change: Callable[[], None]) -> None:
    """Do it once nobody is at it any more: a journal's last lines may still be on their way."""
    for _ in range(_LOOKS):
        with contextlib.suppress(subprocess.CalledProcessError):
            change()
            return
        threading.Event().wait(_PAUSE)
    change()


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True)


def _limit(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
