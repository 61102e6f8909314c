"""A damaged mirror is put aside, and a new one filled from what can be read of it and from the journals.

The new one is made whole in a folder of its own first; that folder's change of name is the moment from which
on it counts. Whatever dies or fails before leaves everything as it was; after it, the next start goes on.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel

from checkin.app.in_use import in_our_words
from checkin.app.journals import computer_of
from checkin.app.mended import Mended
from checkin.app.patience import within
from checkin.app.rereading import Key, Rereading, id_of, key_of
from checkin.errors import MirrorFullError
from checkin.journal.lines import Asked, BadgePrinted, BadgeWanted, Closed, Entry, Moved, Opening, Person
from checkin.journal.reading import NoJournalError, Reading, files_in
from checkin.journal.restore import NOTHING, restore
from checkin.mirror import badge_past, cipher, remade, spool
from checkin.mirror.database import Mirror
from checkin.mirror.doubting import trust
from checkin.mirror.salvage import Connect, Salvage
from checkin.model.ids import EventId
from checkin.model.movement import Source
from checkin.paths import Folders, settle
from checkin.settings import Settings

_NOTE = "note.json"
_FILES = ("", "-wal", "-shm")
_PATIENCE = 10.0  # seconds in which a second folder must have told what is in it


class _Note(BaseModel):
    """What the next start needs to know of a mirror that was made anew.

    Attributes:
        mended: None where nothing was lost, for nothing was ever here.
        kept_in: where the damaged file goes; empty where there is none.
    """

    mended: Mended | None
    kept_in: str
    event: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mending:
    """Mends the mirror of one data folder; nobody else may use it meanwhile.

    Attributes:
        open_mirror: opens a mirror's file, makes it where there is none.
        connect: opens any file of that kind for reading; None for a plain one.
    """

    folders: Folders
    settings: Settings
    open_mirror: Callable[[Path], Mirror]
    connect: Connect | None = None

    @property
    def _making(self) -> Path:
        return self.folders.data / "mending"

    @property
    def _made(self) -> Path:
        return self.folders.data / "mended"

    @property
    def is_unfinished(self) -> bool:
        """Whether a new mirror is made and not yet in its place."""
        return (self._made / _NOTE).exists()

    def begin(self, now: datetime) -> None:
        """Make the new mirror; the damaged one stays where it is.

        Raises:
            MirrorFullError: there is no room for it.
            MirrorError: it cannot be made.
        """
        with in_our_words(self.folders.data):
            shutil.rmtree(self._making, ignore_errors=True)
            shutil.rmtree(self._made, ignore_errors=True)
            self._making.mkdir(mode=0o700)
            try:
                self._make(self.folders.data / f"damaged-{now:%Y%m%dT%H%M%S%fZ}")
            except BaseException:  # half of a list, with names, is of no use to anybody
                shutil.rmtree(self._making, ignore_errors=True)
                raise
            self._making.rename(self._made)
            settle(self.folders.data)

    def _make(self, aside: Path) -> None:
        new = self.open_mirror(self._making / "mirror.sqlite")
        try:
            note = self._fill(new, aside)
        finally:
            new.close()
        if Path(f"{new.path}-wal").exists():  # SQLite could not bring it all into the file, and says nothing
            raise MirrorFullError(f"The disk that holds {new.path} is full.")
        with (self._making / _NOTE).open("w", encoding="utf-8") as file:
            file.write(note.model_dump_json())
            file.flush()
            os.fsync(file.fileno())

    def finish(self) -> tuple[Settings, Mended | None]:
        """Put the damaged file aside and the new one into its place; the settings that go with it.

        May be done again at any time until `done`.

        Raises:
            MirrorError: the folder cannot be written; the next start goes on.
        """
        with in_our_words(self.folders.data):
            note = _Note.model_validate_json((self._made / _NOTE).read_text(encoding="utf-8"))
            new, place = self._made / "mirror.sqlite", self.folders.mirror
            if new.exists():
                if note.kept_in:
                    _put_aside(place, Path(note.kept_in))
                new.rename(place)
                settle(self.folders.data)
        return self.settings.with_changes(event=note.event), note.mended

    def done(self) -> None:
        """The settings are kept, too: nothing is left to be gone on with."""
        with in_our_words(self.folders.data):
            shutil.rmtree(self._made)

    def _fill(self, new: Mirror, aside: Path) -> _Note:
        with Salvage(self.folders.mirror, self._making / "reading", self.connect) as salvage:
            attendees = salvage.people(new)
            needs_pull = not salvage.is_whole or not attendees
            knows_events = not salvage.unread["event"] and not salvage.unlike["event"]
            journals = OwnJournals(self.folders, self.settings, new, knows_events=knows_events)
            reread = Rereading(salvage, new, self.settings.station_id, journals.persons)
            for opening, lines in journals:
                own = reread.events.get(key_of(opening))
                told = (line for line in lines if not _is_of_badge(line))
                restore(new, opening, told if own is None else own.merged(told))
            for one in reread.events.values():
                restore(new, one.opening, (*one.lines, *one.ends))
            salvage.rest(new)
        for opening, lines in journals:  # now: what the file had of them keeps its numbers
            restore(new, opening, filter(_is_of_badge, lines), knows_people=not needs_pull)
        with new.write() as connection:
            remade.pull_anew(connection, first=needs_pull)
            spool.doubt_everything(connection)
            badges = badge_past.settle(connection)
            numbers = remade.numbers(connection)
            now = remade.contents(connection)
        unread = salvage.unread["movement"] + salvage.unlike["movement"] + reread.orphans
        from_journal = len(now.movements - reread.movements)
        kept_in = str(aside) if any(file.exists() for file in _files_of(self.folders.mirror)) else ""
        if not kept_in and not self.folders.journal.exists() and now == remade.NOTHING:
            # Settings that were copied from another computer name an event of that one.
            return _Note(mended=None, kept_in="", event=journals.chosen(numbers))
        mended = Mended(
            kept_in=kept_in,
            movements=len(now.movements),
            from_file=len(now.movements & reread.movements),
            from_journal=from_journal,
            operations=now.waiting,
            missing=max(0, unread - from_journal - max(0, now.reported - reread.reported)),
            is_certain=not unread and not salvage.unread["operation"],
            badges=badges,
            attendees=now.attendees,
            needs_pull=needs_pull,
        )
        return _Note(mended=mended, kept_in=kept_in, event=journals.chosen(numbers))

    def catch_up(self, mirror: Mirror) -> tuple[Settings, Mended] | None:
        """After a bad end: put back what a sound mirror lacks and the journal has; None when it has all.

        Such as where the end of SQLite's own log was damaged, which it drops without a word.
        """
        journals = OwnJournals(self.folders, self.settings, mirror, knows_events=True)
        with mirror.read() as connection:
            before = remade.contents(connection)
            last = journals.last
            if last <= remade.known(connection, last):
                return None
        with mirror.write() as connection:  # first: whoever dies below finds nothing lacking the next time
            remade.doubt_waiting(connection)
            spool.doubt_everything(connection)
            remade.pull_anew(connection, first=not before.attendees)
        knows = bool(before.attendees)
        done = sum(
            (restore(mirror, opening, lines, knows_people=knows) for opening, lines in journals), NOTHING
        )
        with mirror.write() as connection:
            badges = badge_past.settle(connection)
        if not (done.movements or done.operations or done.closed or done.badges):
            return None
        with mirror.read() as connection:
            numbers = remade.numbers(connection)
            now = remade.contents(connection)
        added = len(now.movements - before.movements)
        mended = Mended(
            movements=len(now.movements),
            from_file=len(now.movements) - added,
            from_journal=added,
            operations=now.waiting,
            badges=badges,
            attendees=now.attendees,
            needs_pull=not before.attendees,
        )
        return self.settings.with_changes(event=journals.chosen(numbers)), mended


class OwnJournals:
    """This station's journals, wherever they are kept, as far as they are of events that belong here.

    A journal may be of an event that was erased from this computer: where it can be known, it stays erased.

    Attributes:
        persons: who stood behind each number of the mirror they were written from.
        last: the last movement of ours, operation and closing that each file tells of.
    """

    def __init__(self, folders: Folders, settings: Settings, mirror: Mirror, *, knows_events: bool) -> None:
        self._settings = settings
        self._knows_events = knows_events
        with mirror.read() as connection:
            self._numbers = remade.numbers(connection)
        self._keys = dict.fromkeys(self._numbers)
        self._computers = {"", computer_of(folders)}
        self.persons: dict[int, Person] = {}
        self.last: set[str] = set()
        sizes: dict[Path, int] = {}
        elsewhere = [Path(settings.journal_folder)] if settings.journal_folder else []
        for place in (folders.journal, *filter(_answers, elsewhere)):
            sizes[place] = self._survey(place, is_own=place == folders.journal)
        # Whichever has most comes first, so that what another one lacks is told in its order.
        self._files = [file for place in sorted(sizes, key=lambda one: -sizes[one]) for file in _files(place)]

    def _survey(self, place: Path, *, is_own: bool) -> int:
        lines = 0
        for file in _files(place):
            last: dict[str, str] = {}
            for opening, entry in _pairs(file):
                if is_own:
                    self._computers.add(opening.computer)
                if not self._belongs(opening, is_own=is_own):
                    continue
                self._keys[key_of(opening)] = None
                lines += 1
                last.update(_kinds(entry))
                if not isinstance(entry, Closed):
                    self.persons[entry.person.number] = entry.person
            self.last.update(last.values())
        return lines

    def _belongs(self, opening: Opening, *, is_own: bool) -> bool:
        if not self._is_ours(opening):
            return False
        if is_own and not self._knows_events:
            return True
        return key_of(opening) in self._keys or self._is_of_lost_event(opening)

    def _is_ours(self, opening: Opening) -> bool:
        """Not of another computer that was set up with a copy of these settings."""
        return opening.station == self._settings.station_id and opening.computer in self._computers

    def _is_of_lost_event(self, opening: Opening) -> bool:
        connection, event = self._settings.connection, self._settings.event
        is_lost = event is not None and event not in self._numbers.values()
        return is_lost and connection is not None and connection.id == opening.connection

    def __iter__(self) -> Iterator[tuple[Opening, Iterable[Entry]]]:
        for file in self._files:
            for opening, lines in Reading([file]):
                if self._is_ours(opening) and key_of(opening) in self._keys:
                    yield opening, lines

    def chosen(self, numbers: dict[Key, EventId]) -> int | None:
        """The number the chosen event has now: its own, or that of the last event the journals tell of."""
        connection, event = self._settings.connection, self._settings.event
        if event is None or connection is None or event in self._numbers.values():
            return event
        mine = [key for key in self._keys if key[0] == connection.id and key in numbers]
        return numbers[mine[-1]] if mine else None


def _put_aside(mirror: Path, folder: Path) -> None:
    """SQLite's own log and the file belong together."""
    folder.mkdir(mode=0o700, exist_ok=True)
    for damaged in _files_of(mirror):
        if damaged.exists():
            damaged.rename(folder / damaged.name)
    trust(mirror)
    if cipher.sign_of(mirror).exists():
        cipher.put_sign(folder / mirror.name)


def _files_of(mirror: Path) -> list[Path]:
    return [Path(f"{mirror}{ending}") for ending in _FILES]


def _kinds(entry: Entry) -> Iterator[tuple[str, str]]:
    """What a line tells of, by its kind: only of one kind do lines stand in the order of recording."""
    match entry:
        case Moved():
            if entry.source == Source.HERE.value:  # what a platform reported, it reports again
                yield "movement", entry.id
            if entry.told is not None:
                yield "operation", entry.told.id
        case Asked():
            yield "operation", entry.told.id
        case Closed():
            yield "closing", id_of(entry)
        case BadgeWanted() | BadgePrinted():
            yield entry.kind, id_of(entry)


def _is_of_badge(entry: Entry) -> bool:
    return isinstance(entry, BadgeWanted | BadgePrinted)


def _answers(place: Path) -> bool:
    """Whether a folder can be read just now: a share that hangs keeps nobody from starting."""

    def read() -> bool:
        try:
            return all(file.read_bytes() is not None for file in _files(place))
        except OSError:
            return False

    return within(_PATIENCE, read, otherwise=False)


def _files(place: Path) -> tuple[Path, ...]:
    try:
        return files_in([place])
    except NoJournalError:
        return ()


def _pairs(file: Path) -> Iterator[tuple[Opening, Entry]]:
    try:
        yield from Reading([file]).pairs()
    except NoJournalError:  # a stick that was pulled out
        return
