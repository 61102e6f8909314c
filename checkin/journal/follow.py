"""The journal follows the mirror, step by step, in one folder. Knows no threads.

Where to go on is read from the journal itself, and whether that journal is of this mirror is asked of the
mirror: a folder that was away catches up, and one that never was there gets everything.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from checkin.clock import Clock
from checkin.errors import MirrorError
from checkin.journal.book import Book
from checkin.journal.entries import advanced, line_of
from checkin.journal.lines import Entry, Marks, Opening
from checkin.mirror import badge_past, chronicle, events
from checkin.mirror.badge_past import CameOut, Wanted
from checkin.mirror.chronicle import Happened, Names, Numbers
from checkin.mirror.database import Mirror
from checkin.model.event import Event
from checkin.settings import PRACTICE

_AT_ONCE = 500  # of each kind, in one look and one write


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who writes: the station as in the settings, and what tells this computer from others set up alike."""

    station: str
    station_name: str
    computer: str


def fingerprint(*words: str) -> str:
    """A short digest."""
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]


@dataclass(slots=True)
class _Place:
    """How far one event's journal has come.

    Attributes:
        marks, names: of the last line.
        looked, seen: until where the mirror was looked through, other events' included.
        repairs: what stands in the file until now is damaged.
    """

    book: Book
    zone: tzinfo
    marks: Marks = field(default_factory=Marks)
    names: Names = field(default_factory=Names)
    looked: Numbers = field(default_factory=Numbers)
    seen: Names = field(default_factory=Names)
    repairs: bool = False

    def look_from_marks(self) -> None:
        """Look through the mirror from where the journal ends."""
        self.looked, self.seen = _numbers(self.marks), self.names


class Follower:
    """Keeps the journals of one folder. One thread at a time may call it.

    Args:
        mirror: what is followed.
        clock: says which day it is.
        folder: where the journals are kept.
        is_own: the folder may be made; any other has to be there.
    """

    def __init__(self, mirror: Mirror, clock: Clock, folder: Path, *, is_own: bool = False) -> None:
        self.folder = folder
        self._mirror = mirror
        self._clock = clock
        self._is_own = is_own
        self._places: dict[tuple[str, str], _Place] = {}
        self._looked: tuple[Numbers, Names, int] | None = None

    def step(self, author: Author) -> bool:
        """Write down some of what has happened; says whether there may be more.

        Raises:
            OSError: the folder cannot be written. Nothing is lost: a later step goes on.
            MirrorError: the mirror cannot be read.
        """
        try:
            return self._step(author)
        except (OSError, MirrorError):
            self._forget_places()
            raise

    def _forget_places(self) -> None:
        self._places.clear()
        self._looked = None

    def _step(self, author: Author) -> bool:
        self._find_folder()
        with self._mirror.read() as connection:
            numbers = chronicle.newest(connection)
            here = tuple(one for one in events.everything(connection) if _is_real(one))
            looked = (numbers, chronicle.names(connection, numbers), len(here))
        if not all(place.book.is_intact for place in self._places.values()):
            self._forget_places()
        if looked == self._looked:
            return False
        more = [self._follow(event, author) for event in here]
        self._looked = None if any(more) else looked
        return any(more)

    def _find_folder(self) -> None:
        if self._is_own:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.stat()

    def _follow(self, event: Event, author: Author) -> bool:
        key = (event.connection, event.platform.platform_id)
        place = self._places.get(key)
        if place is None or place.book.opening.station_name != author.station_name:
            place = self._places[key] = self._found(event, author)
        with self._mirror.read() as connection:
            if chronicle.names(connection, place.looked) != place.seen:  # an event was forgotten meanwhile
                place.look_from_marks()
            newest = chronicle.newest(connection)
            chapter = chronicle.since(connection, event.id, place.looked, _AT_ONCE)
            badges = badge_past.since(connection, event.id, place.looked, _AT_ONCE)
            seen = chronicle.names(connection, newest)
        if chapter.happened or badges.happened:
            self._write(place, (*chapter.happened, *badges.happened))
        is_last = chapter.is_last and badges.is_last
        if is_last:
            place.looked, place.seen = newest, seen
        return not is_last

    def _found(self, event: Event, author: Author) -> _Place:
        """Where the journal of this very mirror ends; before the first line where there is none."""
        book = Book(self.folder, _opening(event, author))
        place = _Place(book=book, zone=_zone(event))
        ends = book.ends()  # not while the mirror is read: a share that hangs would hold on to its log
        with self._mirror.read() as connection:
            names = [chronicle.names(connection, _numbers(end.marks)) for end in ends]
        for end, found in zip(ends, names, strict=True):
            if end.anchor == _anchor(found):
                book.go_on(end)
                place.marks, place.names, place.repairs = end.marks, found, end.damaged
                place.look_from_marks()
                break
        return place

    def _write(self, place: _Place, happened: Iterable[Happened | Wanted | CameOut]) -> None:
        opening = place.book.opening.model_copy(update={"marks": place.marks, "anchor": _anchor(place.names)})
        marks, names, entries = place.marks, place.names, list[Entry]()
        for one in happened:
            marks, names = advanced(one, marks, names)
            entries.append(line_of(one, marks, _anchor(names)))
        place.book.write(self._day(place), opening, entries, anew=place.repairs)
        place.marks, place.names, place.repairs = marks, names, False
        place.look_from_marks()

    def _day(self, place: _Place) -> date:
        return self._clock.now().astimezone(place.zone).date()


def _is_real(event: Event) -> bool:
    return not event.connection.startswith(f"{PRACTICE}:")


def _zone(event: Event) -> tzinfo:
    try:
        return ZoneInfo(event.platform.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _numbers(marks: Marks) -> Numbers:
    return Numbers(*marks)


def _anchor(names: Names) -> str:
    return fingerprint(*names)


def _opening(event: Event, author: Author) -> Opening:
    return Opening(
        station=author.station,
        station_name=author.station_name,
        computer=author.computer,
        connection=event.connection,
        event=event.platform.platform_id,
        event_name=event.name,
        timezone=event.platform.timezone,
        starts_at=event.platform.starts_at,
        ends_at=event.platform.ends_at,
        place=event.platform.place,
    )
