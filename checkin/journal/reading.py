"""Reading journals, in whatever state they were found."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from pydantic import ValidationError

from checkin.errors import CheckinError
from checkin.journal.lines import LINE, Entry, Opening

SUFFIX = ".jsonl"
KEPT = ".kept"
"""What the names of journals end in whose events were erased: nothing is brought back from them unasked."""

_LONGEST = 1_000_000  # bytes; a longer line is no line of ours


class NoJournalError(CheckinError):
    """There is no journal where one was said to be, or it cannot be read."""


def files_in(places: Iterable[Path]) -> tuple[Path, ...]:
    """The journal files of folders, their folders within, and files that were named; day by day.

    Raises:
        NoJournalError: a place cannot be read, or nothing is there.
    """
    found: dict[Path, None] = {}
    for place in places:
        if place.is_file():
            found[place] = None
        else:
            found.update(dict.fromkeys(_within(place)))
    return tuple(sorted(found, key=lambda file: (file.name, file)))


def _within(folder: Path) -> list[Path]:
    try:
        files = [one for one in folder.rglob(f"*{SUFFIX}") if one.is_file()]
    except OSError as error:
        raise NoJournalError(f"{folder} cannot be read: {error.strerror}.") from error
    if not files:
        kept = min(folder.rglob(f"*{KEPT}"), default=None)
        erased = "" if kept is None else f" Of events that were erased there are; name their files: {kept}."
        raise NoJournalError(f"There is no journal in {folder}.{erased}")
    return files


class Reading:
    """The lines of journal files with the opening each belongs to, in the order of the files.

    Attributes:
        unreadable: how many lines could not be read until now.
    """

    def __init__(self, files: Iterable[Path]) -> None:
        self._files = tuple(files)
        self.unreadable = 0

    def __iter__(self) -> Iterator[tuple[Opening, Iterator[Entry]]]:
        """Each opening with the lines under it; those are to be taken before the next opening is."""
        for opening, pairs in groupby(self.pairs(), key=itemgetter(0)):
            yield opening, (line for _, line in pairs)

    def pairs(self) -> Iterator[tuple[Opening, Entry]]:
        """Each line with its opening.

        Raises:
            NoJournalError: a file cannot be read.
        """
        for file in self._files:
            yield from self._of(file)

    def _of(self, file: Path) -> Iterator[tuple[Opening, Entry]]:
        opening: Opening | None = None
        for line in self._lines(file):
            if isinstance(line, Opening):
                opening = line
                continue
            opening = opening or self._opening_beside(file)
            if opening is None:
                self.unreadable += 1
            else:
                yield opening, line

    def _lines(self, file: Path) -> Iterator[Opening | Entry]:
        return filter(None, map(self._read, _raw_lines(file)))

    def _read(self, raw: bytes) -> Opening | Entry | None:
        if not raw.strip(b"\0\r\n\t "):
            return None
        try:
            return LINE.validate_json(raw)
        except ValidationError:
            self.unreadable += 1
            return None

    def _opening_beside(self, file: Path) -> Opening | None:
        """Where the first line is lost: all files of a folder are of one event."""
        for other in sorted(file.parent.glob(f"*{SUFFIX}")):
            opening = first_line(other)
            if opening is not None:
                return opening
        return None


def _raw_lines(file: Path) -> Iterator[bytes]:
    try:
        with file.open("rb") as text:
            while raw := text.readline(_LONGEST):
                yield raw
    except OSError as error:
        raise NoJournalError(f"{file} cannot be read: {error.strerror}.") from error


def first_line(file: Path) -> Opening | None:
    """Whose journal a file is; None when that cannot be read."""
    try:
        with file.open("rb") as text:
            line = LINE.validate_json(text.readline(_LONGEST))
    except (OSError, ValidationError):
        return None
    return line if isinstance(line, Opening) else None
