"""Journals of several stations, and copies of them, read as one: in the order in which things happened.

Somebody comes in at one station, leaves at another and comes back: where they are follows from the order.
"""

import heapq
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from operator import itemgetter
from pathlib import Path

from checkin.journal.lines import Asked, BadgePrinted, BadgeWanted, Closed, Entry, Moved, Opening
from checkin.journal.reading import Reading, first_line

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Together:
    """The lines of many files, each with its opening; what one station wrote stays in its order.

    Attributes:
        unreadable: how many lines could not be read until now.
    """

    def __init__(self, files: Iterable[Path]) -> None:
        stations: dict[object, list[Path]] = {}
        for file in files:
            opening = first_line(file)
            whose = file if opening is None else (opening.station, opening.computer)
            stations.setdefault((file.parent, whose), []).append(file)
        self._readings = [Reading(found) for found in stations.values()]

    @property
    def unreadable(self) -> int:
        """How many lines could not be read until now."""
        return sum(one.unreadable for one in self._readings)

    def __iter__(self) -> Iterator[tuple[Opening, Entry]]:
        """Raises NoJournalError when a file cannot be read."""
        timed = heapq.merge(*map(_timed, self._readings), key=itemgetter(0))
        return ((opening, line) for _, opening, line in timed)


def _timed(reading: Reading) -> Iterator[tuple[datetime, Opening, Entry]]:
    """With when each was written, as far as a line tells: not before what stands above it."""
    latest = _LONG_AGO
    for opening, line in reading.pairs():
        latest = max(latest, _when(line) or latest)
        yield latest, opening, line


def _when(line: Entry) -> datetime | None:
    match line:
        case Moved() | BadgeWanted() | BadgePrinted():
            return line.at
        case Asked():
            return line.told.at
        case Closed():
            return line.at
