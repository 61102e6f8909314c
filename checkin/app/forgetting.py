"""Everything an event left on this computer: found, and erased or named."""

import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from checkin.app.journals import computer_of
from checkin.app.memory import Memories
from checkin.app.patience import within
from checkin.clock import Clock
from checkin.desk.export import ExportFormat, export
from checkin.desk.forget import badge_files, forget
from checkin.errors import CheckinError, SettingsError
from checkin.journal.book import folder_of
from checkin.journal.reading import KEPT, SUFFIX, first_line
from checkin.mirror import backlog, events, past
from checkin.mirror.database import Mirror
from checkin.model.counted import counted
from checkin.model.event import Event
from checkin.model.past import Numbers
from checkin.paths import Folders

_PATIENCE = 10.0  # seconds in which a shared folder must have told what is in it


class TracesLeftError(CheckinError):
    """The event is erased, but something that may tell of it could not be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What came of forgetting an event.

    Attributes:
        numbers: what is kept of it.
        badges: files of badges that were there and are erased.
        journals: files in which its check-ins still stand, with names.
        put_aside: folders with damaged mirrors, which may hold names of it; they go with the last event.
    """

    numbers: Numbers
    badges: frozenset[Path] = frozenset()
    journals: tuple[Path, ...] = ()
    put_aside: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgetting:
    """Forgets events of one computer.

    Attributes:
        journals: the folders journals are kept in, the app's own first.
        station: whose journals may be erased from the others.
        logs: folders whose files may tell of anybody; all are emptied.
    """

    mirror: Mirror
    folders: Folders
    memories: Memories
    clock: Clock
    journals: tuple[Path, ...]
    station: str
    logs: tuple[Path, ...]

    def erase(self, event: Event, *, journal: bool = False, unheard_to: Path | None = None) -> Forgotten:
        """Erase an event, and everything of it that lies beside the mirror.

        Args:
            event: the event.
            journal: erase its journals, too; what other stations wrote into a shared folder stays. Those
                that are kept are set aside, so that no mending ever brings anybody back from them.
            unheard_to: erase it although the platform has not heard of everything; what was recorded is
                written to this file first, which is the user's own from then on.

        Raises:
            StillNeededError: the platform has not heard of everything; nothing was erased.
            ExportError: the file cannot be written; nothing was erased.
            BadgesLeftError, TracesLeftError, SettingsError: everything else is erased.
            MirrorError: see `checkin.desk.forget.forget`.
        """
        unheard = 0 if unheard_to is None else self._handed_over(event, unheard_to)
        with self.mirror.read() as connection:
            operations = past.operations(connection, event.id)
        files = badge_files(self.mirror, event, self.folders.badges)
        with ExitStack() as afterwards:
            afterwards.callback(self._erase_beside, event, operations, journal=journal)
            now = self.clock.now()
            numbers = forget(self.mirror, event, now, unheard=unheard, badges=self.folders.badges)
        return Forgotten(
            numbers=numbers,
            badges=files,
            journals=tuple(self._journals_of(event)),
            put_aside=() if self._is_last else self._put_aside(),
        )

    def _handed_over(self, event: Event, file: Path) -> int:
        form = next((one for one in ExportFormat if file.suffix.lower() == f".{one.value}"), None)
        if form is None:
            known = ", ".join(f".{one.value}" for one in ExportFormat)
            raise SettingsError(f"Let the file's name end in one of {known}.")
        with self.mirror.read() as connection:
            counts = backlog.counts(connection, event.id)
        export(self.mirror, event, file, form)
        return counts.waiting + counts.parked

    def _erase_beside(self, event: Event, operations: frozenset[str], *, journal: bool) -> None:
        """Whatever could not be erased is said in the end, once everything else is."""
        with self.mirror.read() as connection:
            if events.get(connection, event.id) is not None:
                return  # it is still needed
            others = [one for one in events.everything(connection) if one.connection == event.connection]
        with ExitStack() as each:
            if others:
                mentioned = operations | {event.platform.platform_id}
                each.callback(self.memories.forget_about, event.connection, mentioned)
            else:
                each.callback(self.memories.forget, event.connection)
            each.callback(clean, self.logs)
            each.callback(self._erase_journals if journal else self._set_journals_aside, event)
            if self._is_last:
                each.callback(_erase, tuple(_files_in(self._put_aside())))

    def _erase_journals(self, event: Event) -> None:
        """Everything in our own folder; in one that others may share, what this station wrote."""
        erase_journal_files(self._journals_of(event, ours=True))

    def _set_journals_aside(self, event: Event) -> None:
        for file in self._journals_of(event, ours=True):
            if file.suffix == SUFFIX:
                with suppress(OSError):  # a stick that is not to be written
                    file.rename(_aside(file))

    def _journals_of(self, event: Event, *, ours: bool = False) -> list[Path]:
        """All of them; `ours`: of shared folders only what this very computer wrote."""
        own, *shared = self.journals
        authors = {(self.station, computer) for computer in ("", computer_of(self.folders))} if ours else None
        found: list[Path] = []
        elsewhere = within(_PATIENCE, lambda: list(journals_of(event, shared, authors)), found)
        return [*journals_of(event, [own]), *elsewhere]

    @property
    def _is_last(self) -> bool:
        with self.mirror.read() as connection:
            return not events.everything(connection)

    def _put_aside(self) -> tuple[Path, ...]:
        return tuple(sorted(self.folders.data.glob("damaged-*")))


def erase_journal_files(files: Collection[Path]) -> None:
    """Erase journals, and their folders where nothing else is in them.

    Raises:
        TracesLeftError: some files cannot be erased; all others are.
    """
    try:
        _erase(files)
    finally:
        for folder in {file.parent for file in files}:
            with suppress(OSError):  # others' files are in it
                folder.rmdir()


def journals_of(
    event: Event, places: Iterable[Path], authors: Collection[tuple[str, str]] | None = None
) -> Iterator[Path]:
    """The journal files in these folders that tell of an event, those set aside included.

    Args:
        event: the event.
        places: the folders; one that cannot be read holds none.
        authors: the stations and computers whose files are wanted; everybody's by default.
    """
    for place in places:
        for file in journal_files(place):
            if _tells_of(file, event, place, authors):
                yield file


def journal_files(place: Path) -> list[Path]:
    """Whatever looks like a journal in a folder, those set aside included; none where it cannot be read."""
    try:
        return sorted(file for file in place.rglob(f"*{SUFFIX}*") if file.is_file())
    except OSError:  # the stick is out
        return []


def _aside(file: Path) -> Path:
    """A name under which nothing is kept yet, and that no journal is looked for by."""
    names = (file.with_name(f"{file.name}.{number}{KEPT}") for number in count(1))
    return next(name for name in names if not name.exists())


def clean(folders: Iterable[Path]) -> None:
    """Empty every file in these folders; older logs go, too, the one being written is begun anew.

    Raises:
        TracesLeftError: some cannot be written; everything else is empty.
    """
    _erase(_files_in(folders), keep=".log")


def _tells_of(file: Path, event: Event, place: Path, authors: Collection[tuple[str, str]] | None) -> bool:
    """By its first line; where that is damaged, by where it lies."""
    event_id = event.platform.platform_id
    opening = first_line(file)
    if opening is None:
        return authors is None and file.parent == folder_of(place, event.connection, event_id)
    is_of_event = (opening.connection, opening.event) == (event.connection, event_id)
    return is_of_event and (authors is None or (opening.station, opening.computer) in authors)


def _files_in(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for place, _, names in os.walk(folder):
            yield from (Path(place, name) for name in names)


def _erase(files: Iterable[Path], *, keep: str | None = None) -> None:
    left: list[Path] = []
    for file in files:
        try:
            if file.suffix == keep:
                os.truncate(file, 0)
            else:
                file.unlink(missing_ok=True)
        except OSError:
            left.append(file)
    if left:
        raise TracesLeftError(f"{counted(len(left), 'file')} could not be erased; the first is {left[0]}.")
