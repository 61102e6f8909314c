"""Where things are kept on this computer, and where the bundled resources are."""

import contextlib
import errno
import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_APP = "checkin-desk"

PRIVATE = 0o600
"""The mode of a file that only this user may read and write: of locks and drafts, too."""

_OTHERS = 0o077
"""What anybody but the owner may do, in a file's mode."""

_NO_SUCH_THING = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EBADF, errno.EISDIR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """The folders one installation writes to.

    Attributes:
        settings: small files a person may copy to another laptop.
        data: the mirror and the printed badges.
        logs: what support asks for; never names, codes or tokens.
    """

    settings: Path
    data: Path
    logs: Path

    @property
    def mirror(self) -> Path:
        """The database file."""
        return self.data / "mirror.sqlite"

    @property
    def badges(self) -> Path:
        """Where badge PDFs go when no other folder was chosen."""
        return self.data / "badges"

    @property
    def templates(self) -> Path:
        """Where one's own badge templates are kept."""
        return self.data / "templates"

    @property
    def journal(self) -> Path:
        """Where the journal of movements is always kept, beside the mirror."""
        return self.data / "journal"

    def create(self) -> "Folders":
        """Make the folders that are missing, for this user's eyes only: they hold people's names."""
        for folder in (self.settings, self.data, self.logs):
            make_private_folder(folder)
        return self

    def keep_private(self) -> "Folders":
        """Take away from others what an older version, or another program, let them have in our folders."""
        for folder in (self.settings, self.data, self.logs):
            _close_to_others(folder)
            for place, folders, files in os.walk(folder):  # follows no links out of them
                for name in (*folders, *files):
                    _close_to_others(Path(place, name))
        return self


def make_private_folder(folder: Path) -> None:
    """Make a folder, with those above it, that nobody but this user can look into, from the beginning.

    Raises:
        OSError: it cannot be made.
    """
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)


def make_private_file(file: Path) -> None:
    """Let the file be there, empty if it is new; nobody but this user may read it, from the start.

    What cannot be done is left to whoever opens it next: a stick without modes takes every file as it is, and
    a file that cannot be written says so when it is written.
    """
    with contextlib.suppress(OSError):
        # Never by opening one that is there: closing it again would drop SQLite's locks of this process.
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE))
    _close_to_others(file)


def settle(folder: Path) -> None:
    """Have the disk keep which files are in a folder, where folders can be told so.

    Raises:
        OSError: the disk does not keep it.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:  # not on Windows, which does so by itself
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_SUCH_THING:
            raise
    finally:
        os.close(descriptor)


def private_opener(file: str, flags: int) -> int:
    """For `open(..., opener=private_opener)`: what is made has only this user for a reader."""
    return os.open(file, flags, PRIVATE)


def _close_to_others(path: Path) -> None:
    with contextlib.suppress(OSError):  # not there, not ours, or a file system that knows no modes
        mode = path.lstat().st_mode
        if mode & _OTHERS and not stat.S_ISLNK(mode):
            path.chmod(stat.S_IMODE(mode) & ~_OTHERS)


def user_folders() -> Folders:
    """The folders the operating system gives to this user."""
    return Folders(
        settings=Path(platformdirs.user_config_dir(_APP)),
        data=Path(platformdirs.user_data_dir(_APP)),
        logs=Path(platformdirs.user_log_dir(_APP)),
    )


def folders_under(root: Path) -> Folders:
    """Everything in one place: demonstrations, tests, a USB stick."""
    return Folders(settings=root / "settings", data=root / "data", logs=root / "logs")


def resource(*parts: str) -> Path:
    """A bundled file, in a source tree as in a frozen app."""
    root = Path(getattr(sys, "_MEIPASS", Path(__file__).parent.parent))
    return root.joinpath("resources", *parts)
