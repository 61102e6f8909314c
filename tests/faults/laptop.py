"""A station's folder at a practice platform: set up once, opened again and again, and compared at the end."""

import json
import os
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from checkin.app import App, Schedule, open_app
from checkin.app.command_line import choose_first_station, push_everything
from checkin.clock import Clock
from checkin.journal.lines import Closed, Moved
from checkin.journal.reading import NoJournalError, Reading, files_in
from checkin.model.ids import PlatformId
from checkin.paths import Folders, folders_under
from checkin.practice.open_event import PracticeServer
from checkin.practice.rehearsals import Rehearsal, rehearse
from tests.faults.soundness import unsound

_PATIENCE = 180.0  # seconds until everything must have been told
_FOR_THE_JOURNAL = 30.0  # seconds; what it lacks then is said
_A_MOMENT = 0.05  # seconds


class FileVault:
    """Secrets of made-up accounts in a file: a keyring that forked processes share."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "vault.json"

    def read(self, connection: str) -> dict[str, str]:
        return dict(self._all().get(connection, {}))

    def write(self, connection: str, secrets: Mapping[str, str]) -> None:
        draft = self._file.with_suffix(f".{os.getpid()}")
        draft.write_text(json.dumps({**self._all(), connection: dict(secrets)}))
        draft.replace(self._file)

    def erase(self, connection: str) -> None:
        self._file.write_text(json.dumps({k: v for k, v in self._all().items() if k != connection}))

    def _all(self) -> dict[str, dict[str, str]]:
        if not self._file.exists():
            return {}
        kept: dict[str, dict[str, str]] = json.loads(self._file.read_text())
        return kept


@contextmanager
def performing(platform: str, folder: Path, *, attendees: int, seed: int) -> Iterator[Rehearsal]:
    """A practice platform, reachable, that no longer refuses what it has."""
    rehearsal = rehearse(platform, attendees=attendees, seed=seed)
    if isinstance(rehearsal, PracticeServer):
        rehearsal.platform.process_started -= timedelta(days=2)
    rehearsal.lay_out(folder)
    rehearsal.come_back()
    try:
        yield rehearsal
    finally:
        rehearsal.faults.clear()
        rehearsal.go_offline()


def files(folder: Path) -> Folders:
    """What the station keeps where."""
    return folders_under(folder)


def opened(folder: Path, schedule: Schedule | None = None, clock: Clock | None = None) -> App:
    """The app, as at any start."""
    return open_app(files(folder), vault=FileVault(folder), schedule=schedule, clock=clock)


def set_up(rehearsal: Rehearsal, folder: Path) -> None:
    """Signed in, pulled, at its station."""
    with opened(folder) as app:
        app.connect(rehearsal.connection, rehearsal.secrets)
        app.choose_event(next(one for one in app.events() if one.platform_id == rehearsal.main_event))
        app.pull()
        choose_first_station(app, rehearsal.main_station)
        assert app.ready


def welcome(rehearsal: Rehearsal) -> list[str]:
    """The codes of everybody who must be let in."""
    return [
        one.code
        for one in rehearsal.visitors()
        if one.expected is None and one.event == rehearsal.main_event and one.admits == 1
    ]


def rows(folder: Path, sql: str) -> list[tuple[str, ...]]:
    """What a question to the mirror's file gives."""
    with closing(sqlite3.connect(files(folder).mirror)) as connection:
        return connection.execute(sql).fetchall()


def settle_everything(rehearsal: Rehearsal, folder: Path) -> list[str]:
    """Start once more while all goes well; what is not settled then, in words."""
    rehearsal.faults.clear()
    rehearsal.come_back()
    with opened(folder) as app:
        pushed = push_everything(app, patience=_PATIENCE)
        _let_the_journal_catch_up(folder)
    faults = [f"{pushed.counts.waiting} still wait: {pushed.trouble}"] if pushed.counts.waiting else []
    parked = pushed.counts.parked - in_doubt(folder).total()
    faults += [f"{parked} were parked"] if parked else []
    return faults + unsound(files(folder).mirror) + _not_in_journal(folder)


def _let_the_journal_catch_up(folder: Path) -> None:
    """Whoever closes within a second leaves the rest to the next start: a busy machine needs longer."""
    until, nobody = time.monotonic() + _FOR_THE_JOURNAL, threading.Event()
    while time.monotonic() < until:
        with suppress(NoJournalError):
            if not _not_in_journal(folder):
                return
        nobody.wait(_A_MOMENT)


_IN_DOUBT = """SELECT attendee.platform_id, count(*) FROM operation
JOIN attendee ON attendee.id = operation.attendee_id
WHERE operation.state = 'parked' AND operation.verb = 'move'
AND EXISTS (SELECT 1 FROM movement AS undo WHERE undo.undoes = operation.movement_id) GROUP BY 1"""


def in_doubt(folder: Path) -> Counter[str]:
    """Taken back while the platform, which cannot be asked, may have it: a person is told to look there."""
    return Counter({number: int(times) for number, times in rows(folder, _IN_DOUBT)})


def _not_in_journal(folder: Path) -> list[str]:
    """Where the journal differs from the mirror, after a start that ended well, in words."""
    lines = [line for _, line in Reading(files_in([files(folder).journal])).pairs()]
    written = Counter(line.id for line in lines if isinstance(line, Moved))
    recorded = {row[0] for row in rows(folder, "SELECT id FROM movement")}
    ends = {line.operation: line.state for line in lines if isinstance(line, Closed)}
    closed = rows(folder, "SELECT id, state FROM operation WHERE closed_at IS NOT NULL")
    differing = recorded ^ set(written)
    faults = [f"{len(differing)} movements differ in the journal"] if differing else []
    faults += [f"{number} is in the journal {times} times" for number, times in written.items() if times > 1]
    ended = [one for one, state in closed if ends.get(one) != state]
    return faults + ([f"{len(ended)} ends differ in the journal"] if ended else [])


_STANDING = """SELECT coalesce(attendee.platform_id, '#' || attendee.id), count(*) FROM movement
JOIN attendee ON attendee.id = movement.attendee_id
JOIN operation ON operation.movement_id = movement.id AND operation.verb = 'move'
WHERE movement.source = 'here' AND operation.state = 'settled' AND NOT operation.theirs
AND NOT EXISTS (SELECT 1 FROM operation AS taken WHERE taken.verb = 'take back'
  AND taken.movement_id = movement.id AND taken.state = 'settled')
GROUP BY 1"""


def compared(rehearsal: Rehearsal, folder: Path) -> list[str]:
    """Where the platform's own record differs from what we believe it has, in words."""
    return compared_to(rehearsal.record(), folder)


def compared_to(record: Mapping[str, int] | Mapping[PlatformId, int], folder: Path) -> list[str]:
    """Where a record of check-ins differs from what we believe the platform has, in words."""
    ours = Counter({number: int(times) for number, times in rows(folder, _STANDING)})
    theirs = Counter({str(number): times for number, times in record.items()})
    lost, doubled = ours - theirs, theirs - ours - in_doubt(folder)
    faults = [f"{lost.total()} green lost"] if lost else []
    return faults + ([f"{doubled.total()} green doubled"] if doubled else [])
