"""Where badges of an event are written, noted before: nothing of them stays when the event is forgotten."""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from checkin.errors import BadgeError
from checkin.mirror.database import Mirror
from checkin.model.event import Event
from checkin.paths import make_private_file, make_private_folder, private_opener, settle

_FOLDER = "badge-files"
_SUFFIX = ".txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class BegunFiles:
    """The notes of one event; beside the mirror, and gone with it.

    Attributes:
        notes: a path a line; to be erased once those files are.
    """

    notes: Path

    def begin(self, file: Path) -> None:
        """Note that this is going to be written; when it returns, that outlasts whatever comes.

        What another event had written there goes with this one from now on.

        Raises:
            BadgeError: the disk does not take the note; nothing must be written then.
        """
        try:
            make_private_folder(self.notes.parent)
            make_private_file(self.notes)
            with self.notes.open("ab") as out:
                out.write(_line(file))
                out.flush()
                os.fsync(out.fileno())
            settle(self.notes.parent)
            self._take_from_others(file.absolute())
        except OSError as error:
            raise BadgeError(
                f"{self.notes} cannot be written: {error.strerror}. No badges were written, lest any stay "
                "unknown. Make room on this disk, then try again. Check-ins are not touched by this."
            ) from error

    def _take_from_others(self, file: Path) -> None:
        for notes in self.notes.parent.glob(f"*{_SUFFIX}"):
            theirs = BegunFiles(notes=notes).files() if notes != self.notes else frozenset[Path]()
            if file in theirs:
                with open(notes.with_suffix(".new"), "wb", opener=private_opener) as out:
                    out.writelines(map(_line, theirs - {file}))
                    out.flush()
                    os.fsync(out.fileno())
                Path(out.name).replace(notes)

    def files(self) -> frozenset[Path]:
        """All that were ever begun; some are not there any more."""
        return frozenset(self._noted())

    def _noted(self) -> Iterator[Path]:
        with suppress(FileNotFoundError):
            for line in self.notes.read_bytes().splitlines():
                with suppress(ValueError):  # the power went while it was noted: nothing had been begun
                    yield Path(json.loads(line))


def begun_files(mirror: Mirror, event: Event) -> BegunFiles:
    """The notes of this event: found again by what the platform calls it."""
    of = f"{event.connection}\0{event.platform.platform_id}".encode()
    name = hashlib.sha256(of).hexdigest()[:24]
    return BegunFiles(notes=mirror.path.with_name(_FOLDER) / f"{name}{_SUFFIX}")


def every_begun_file(mirror: Mirror) -> frozenset[Path]:
    """Where badges of any event were written that is not forgotten yet."""
    notes = mirror.path.with_name(_FOLDER).glob(f"*{_SUFFIX}")
    return frozenset(file for one in notes for file in BegunFiles(notes=one).files())


def _line(file: Path) -> bytes:
    """It begins with an end: what stands before it may have been cut off."""
    return f"\n{json.dumps(str(file.absolute()))}\n".encode()
