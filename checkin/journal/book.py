"""One event's journal in one folder: a file a day, whole lines only.

A file is only ever added to, and only by the computer that began it: several may keep their journals in one
folder, such as a share, even when they were set up with one copied settings file.
"""

import contextlib
import errno
import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from checkin.journal.lines import LINE, Entry, Marks, Opening, written
from checkin.journal.reading import SUFFIX, first_line
from checkin.paths import settle

_TAIL = 512 * 1024  # bytes at the end of a file that are looked at; more than is written at once
_ADD = os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0)


def folder_of(folder: Path, connection: str, event: str) -> Path:
    """Where in a folder the journal of an event is kept; connection and event as in `Opening`."""
    platform = connection.partition(":")[0]
    digest = hashlib.sha256(f"{connection}\n{event}".encode()).hexdigest()[:8]
    return folder / "-".join(filter(None, (_slug(platform), _slug(event), digest)))


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40]


def _files(place: Path, station: str) -> list[Path]:
    """What stations of this id wrote, in the order of the days; none where there is no such folder."""
    try:
        found = [file.name for file in place.iterdir()]
    except FileNotFoundError:
        return []
    by = f"-{_station(station)}"
    return [place / name for name in sorted(found) if name.endswith(SUFFIX) and by in name]


def _station(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", name)[:8] or "station"


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """Where a file ends, as far as it is whole.

    Attributes:
        damaged: something after that cannot be read.
    """

    file: Path
    marks: Marks
    anchor: str
    damaged: bool


class Book:
    """The files of one event in one folder, which this computer adds to.

    Args:
        folder: holds the journals of all events; it has to be there.
        opening: whose journal it is.
    """

    def __init__(self, folder: Path, opening: Opening) -> None:
        self.opening = opening
        self.place = folder_of(folder, opening.connection, opening.event)
        self._file: Path | None = None
        self._size = 0

    def ends(self) -> list[End]:
        """Where this computer's files end, the one that came furthest first.

        Raises:
            OSError: they cannot be read.
        """
        found = [_end(file) for file in _files(self.place, self.opening.station) if self._is_ours(file)]
        return sorted(filter(None, found), key=lambda end: (sum(end.marks), end.file.name), reverse=True)

    def _is_ours(self, file: Path) -> bool:
        opening = first_line(file)
        return opening is not None and opening.computer == self.opening.computer

    def go_on(self, end: End) -> None:
        """Add to this file from now on, as long as its day lasts."""
        self._file, self._size = end.file, end.file.stat().st_size

    @property
    def is_intact(self) -> bool:
        """Whether the file is as it was left. Raises OSError when that cannot be seen."""
        if self._file is None:
            return True
        try:
            return self._file.stat().st_size == self._size
        except FileNotFoundError:
            return False

    def write(self, day: date, opening: Opening, lines: Iterable[Entry], *, anew: bool = False) -> None:
        """Add lines to the file of a day; they are on the disk afterwards.

        Args:
            day: today, where the event is.
            opening: stands above the lines where a file begins.
            lines: what happened.
            anew: what stands in the file until now is damaged.

        Raises:
            OSError: not all of them were written; `ends` says how far it came.
        """
        text = b"".join(map(written, lines))
        if self._file is None or not self._file.name.startswith(day.isoformat()):
            self._file, descriptor = self._begin(day)
            self._size, text = 0, written(opening) + text
        else:
            descriptor = os.open(self._file, _ADD)
            text = written(opening) + text if anew else text
        try:
            if self._size and not _ends_with_line(descriptor):
                text = b"\n" + text
            self._size = os.fstat(descriptor).st_size + len(text)
            _write_all(descriptor, text)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def _begin(self, day: date) -> tuple[Path, int]:
        if not self.place.is_dir():
            self.place.mkdir(mode=0o700)
            settle(self.place.parent)
        for number in range(1, 1000):
            further = f"-{number}" if number > 1 else ""
            file = self.place / f"{day.isoformat()}-{_station(self.opening.station)}{further}{SUFFIX}"
            with contextlib.suppress(FileExistsError):
                descriptor = os.open(file, _ADD | os.O_CREAT | os.O_EXCL, 0o600)
                settle(self.place)
                return file, descriptor
        raise FileExistsError(errno.EEXIST, "Too many files of one day", str(self.place))


def _write_all(descriptor: int, text: bytes) -> None:
    left = memoryview(text)
    while left:
        left = left[os.write(descriptor, left) :]


def _ends_with_line(descriptor: int) -> bool:
    os.lseek(descriptor, -1, os.SEEK_END)
    return os.read(descriptor, 1) == b"\n"


def _end(file: Path) -> End | None:
    """Up to where a file is whole; None where no line at its end can be read.

    What stands after something damaged counts only from an opening on: whoever wrote that had seen the
    damage.
    """
    end: End | None = None
    for raw in _last_lines(file):
        line = _read(raw)
        if line is None:
            end = End(file=file, marks=Marks(), anchor="", damaged=True) if end is None else _damaged(end)
        elif end is None or not end.damaged or isinstance(line, Opening):
            end = End(file=file, marks=line.marks, anchor=line.anchor, damaged=False)
    return end


def _damaged(end: End) -> End:
    return End(file=end.file, marks=end.marks, anchor=end.anchor, damaged=True)


def _last_lines(file: Path) -> list[bytes]:
    with file.open("rb") as text:
        size = text.seek(0, os.SEEK_END)
        start = text.seek(max(0, size - _TAIL))
        lines = text.read().splitlines(keepends=True)
    return lines[1:] if start else lines


def _read(raw: bytes) -> Opening | Entry | None:
    try:
        return LINE.validate_json(raw) if raw.endswith(b"\n") else None
    except ValidationError:
        return None
