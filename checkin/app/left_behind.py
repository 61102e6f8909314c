"""Journals of events that are not on this computer any more: found, named, and erased."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from checkin.app.app import App
from checkin.app.forgetting import erase_journal_files, journal_files
from checkin.app.journals import computer_of
from checkin.app.patience import within
from checkin.journal.book import folder_of
from checkin.journal.lines import Opening
from checkin.journal.reading import first_line

_PATIENCE = 10.0  # seconds in which a shared folder must have told what is in it

Key = tuple[str, str]
"""The connection, and the platform's id of the event."""


@dataclass(slots=True, kw_only=True)
class LeftBehind:
    """Journals of one event, or such as cannot be read any more and may be of any.

    Attributes:
        id: the platform's of the event; empty where nobody can tell.
        name: as the event was called, or where the files lie.
        files: of this computer, which `erase_left` erases.
        others: what other stations wrote into a folder that is shared with them; only they erase it.
    """

    id: str
    name: str
    files: list[Path] = field(default_factory=list)
    others: list[Path] = field(default_factory=list)

    def is_called(self, named: str) -> bool:
        """Whether that is its id or its name."""
        return bool(self.id) and (named == self.id or named.casefold() == self.name.casefold())


def left_behind(app: App) -> tuple[LeftBehind, ...]:
    """The journals of every event this computer has nobody of; of shared folders, those that answer."""
    here = {(one.connection, one.platform.platform_id) for one in app.events_here()}
    own, *shared = app.journal_folders
    nothing: list[tuple[Path, Opening | None]] = []
    found: dict[Key, LeftBehind] = {}
    in_own = list(_openings([own]))
    for file, opening in in_own:
        if opening is not None and _key(opening) not in here:
            _of_event(found, opening).files.append(file)
    authors = {(app.settings.station_id, computer) for computer in ("", computer_of(app.folders))}
    for file, opening in within(_PATIENCE, lambda: list(_openings(shared)), nothing):
        if opening is not None and _key(opening) not in here:
            left, is_ours = _of_event(found, opening), (opening.station, opening.computer) in authors
            (left.files if is_ours else left.others).append(file)
    kept = {folder_of(own, *key) for key in here}
    _add_unreadable(found, [one for one, opening in in_own if opening is None and one.parent not in kept])
    return tuple(left for left in found.values() if left.files or left.others)


def erase_left(left: LeftBehind) -> None:
    """Erase what this computer may.

    Raises:
        TracesLeftError: some files cannot be erased; all others are.
    """
    erase_journal_files(left.files)


def _openings(places: Iterable[Path]) -> Iterator[tuple[Path, Opening | None]]:
    for place in places:
        yield from ((file, first_line(file)) for file in journal_files(place))


def _key(opening: Opening) -> Key:
    return opening.connection, opening.event


def _of_event(found: dict[Key, LeftBehind], opening: Opening) -> LeftBehind:
    return found.setdefault(_key(opening), LeftBehind(id=opening.event, name=opening.event_name))


def _add_unreadable(found: dict[Key, LeftBehind], files: Iterable[Path]) -> None:
    """A file whose beginning is damaged goes with those it lies beside."""
    of_folder = {file.parent: left for left in found.values() for file in left.files}
    for file in files:
        folder = file.parent
        left = of_folder.get(folder) or found.setdefault(
            ("", str(folder)), LeftBehind(id="", name=f"what cannot be read in {folder}")
        )
        left.files.append(file)
