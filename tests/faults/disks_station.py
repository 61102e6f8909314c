"""A station whose disk is full or may not be written, story by story; started by `disks`.

Each story says what was counted and what went wrong; the last line on standard output holds them all.
"""

import json
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from checkin.app import App, open_app
from checkin.app.awaited_badge import awaited_badge
from checkin.app.command_line import choose_first_station, push_everything
from checkin.credentials import SessionVault
from checkin.errors import BadgeError, CheckinError, MirrorError
from checkin.journal.lines import Moved
from checkin.journal.reading import Reading
from checkin.mirror.database import Mirror
from checkin.model.admission import Admitted
from checkin.model.ids import AttendeeId
from checkin.model.movement import Source
from checkin.paths import Folders, folders_under
from checkin.practice.open_event import PRACTICE_ACCOUNT, PRACTICE_PASSWORD, PracticeServer
from checkin.settings import Connection
from tests.faults.damage import header_zeroed
from tests.faults.small_disk import SmallDisk

_BURST = 12


@dataclass(kw_only=True)
class Story:
    """What is told of one story."""

    greens: int = 0
    refused: int = 0
    faults: list[str] = field(default_factory=list)

    def expect(self, holds: object, words: str) -> None:
        if not holds:
            self.faults.append(words)


@dataclass(kw_only=True)
class Station:
    """A station on a small disk; every story begins where the one before ended."""

    server: PracticeServer
    disk: SmallDisk
    stick: SmallDisk
    dice: Random
    vault: SessionVault = field(default_factory=SessionVault)
    codes: list[str] = field(default_factory=list)
    greens: dict[str, AttendeeId] = field(default_factory=dict)

    @property
    def folders(self) -> Folders:
        return folders_under(self.disk.folder / "desk")

    def open(self) -> App:
        return open_app(self.folders, vault=self.vault)

    def connect(self, app: App) -> None:
        connection = Connection(platform="open_event", base_url=self.server.url, account=PRACTICE_ACCOUNT)
        app.connect(connection, {"password": PRACTICE_PASSWORD})
        app.choose_event(app.events()[0])

    def scan(self, app: App, codes: list[str]) -> list[str]:
        """Those that could not be recorded; everybody else is green, or something is wrong."""
        failed = []
        for code in codes:
            try:
                admission = app.at_desk(partial(app.desk.admit, code)).result().admission
            except MirrorError:
                failed.append(code)
                continue
            assert isinstance(admission, Admitted), admission
            self.greens[str(admission.attendee.platform_id)] = admission.attendee.id
        return failed

    def some(self) -> list[str]:
        taken, self.codes = self.codes[:_BURST], self.codes[_BURST:]
        return taken

    def journalled(self) -> set[str]:
        """Whose check-ins the journal on the stick has."""
        files = sorted(self.stick.folder.rglob("*.jsonl"))
        return {
            str(line.person.attendee)
            for _, line in Reading(files).pairs()
            if isinstance(line, Moved) and line.source == Source.HERE
        }

    @staticmethod
    def until(holds: Callable[[], object]) -> None:
        pause = threading.Event()
        for _ in range(400):
            if holds():
                return
            pause.wait(0.025)
        raise AssertionError("That takes too long.")

    def on_disk(self) -> set[str]:
        mirror = Mirror(self.folders.mirror)
        with mirror.read() as transaction:
            rows = transaction.exec_driver_sql(
                "SELECT platform_id FROM movement JOIN attendee ON attendee.id = attendee_id "
                "WHERE source = 'here'"
            ).scalars()
            found = [str(one) for one in rows]
        mirror.close()
        assert len(found) == len(set(found)), "somebody is in twice"
        return set(found)

    def agree(self, story: Story) -> None:
        """Every green is on the disk, and the platform has each once."""
        story.expect(self.on_disk() == set(self.greens), "what was green and what is on the disk differ")
        with self.open() as app:
            pushed = push_everything(app)
        story.expect(not pushed.counts.waiting and not pushed.counts.parked, f"{pushed.counts}")
        record = {str(one): times for one, times in self.server.platform.check_in_counts().items()}
        story.expect(record == dict.fromkeys(self.greens, 1), "the platform's record is not ours")


def full_at_the_first_start(station: Station, story: Story) -> None:
    station.disk.fill()
    try:
        station.open().close()
    except CheckinError as error:
        story.refused += 1
        story.expect(station.disk.says_full(error), str(error))
    else:
        story.faults.append("it opened on a full disk")
    station.disk.make_room()
    with station.open() as app:
        story.expect(not app.mirror_fault(), "the file is not sound")


def full_during_a_pull(station: Station, story: Story) -> None:
    with station.open() as app:
        station.connect(app)
        station.disk.fill(leave=station.dice.randrange(20_000, 60_000))
        try:
            app.pull()
        except CheckinError:
            story.refused += 1
        else:
            story.faults.append("the pull did not notice")
        story.expect(not app.ready, "the desk would open with half a list")
        station.disk.make_room()
        summary = app.pull()
        choose_first_station(app)
        event = app.event
        assert event is not None
    platform = station.server.platform
    mine = [row for row in platform.attendees if str(row.event_id) == event.platform.platform_id]
    here = [row for row in mine if row.deleted_at is None]
    story.expect(summary.attendees == len(here), f"{summary.attendees} of {len(here)} came")
    station.codes = [
        platform.attendee_code(row.id)
        for row in here
        if platform.orders[row.order_id].status in {"completed", "placed"}
    ]


def full_during_scans(station: Station, story: Story) -> None:
    codes = station.some()
    with station.open() as app:
        station.disk.fill(leave=station.dice.randrange(60_000))
        failed = station.scan(app, codes)
        while not failed:
            codes = station.some()
            failed = station.scan(app, codes)
        story.refused += len(failed)
        shown = dict(station.greens)
        story.expect(app.door.trouble is not None, "nobody is told that the door does not work")
        station.disk.make_room()
        story.expect(not station.scan(app, failed), "there is room, and it does not go on")
        story.expect(len(station.greens) == len(shown) + len(failed), "somebody had been let in by an error")
        story.expect(app.door.trouble is None, "the door works, and nobody is told")


def full_while_pushing(station: Station, story: Story) -> None:
    with station.open() as app:
        station.scan(app, station.some())
        station.disk.fill()
        app.start_sync()
        threading.Event().wait(0.5)
        app.stop_sync()
        station.disk.make_room()
        pushed = push_everything(app)
        story.expect(not pushed.counts.waiting, f"{pushed.counts} {pushed.trouble}")


def full_while_printing(station: Station, story: Story) -> None:
    with station.open() as app:
        station.scan(app, station.some())
        station.disk.fill()
        for attendee in list(station.greens.values())[-3:]:
            try:
                awaited_badge(app, attendee)
            except (BadgeError, MirrorError):
                story.refused += 1
            else:
                story.faults.append("a badge went onto a full disk")
        station.disk.make_room()
        badge = awaited_badge(app, list(station.greens.values())[-1])
        story.expect(badge.path is not None and badge.path.stat().st_size, "no badge after there was room")


def full_under_the_second_journal(station: Station, story: Story) -> None:
    """The stick is full: the door goes on, somebody is told, and the journal catches up."""
    with station.open() as app:
        app.change_settings(journal_folder=str(station.stick.folder))
        station.until(lambda: station.journalled() == set(station.greens))
        station.stick.refuse()
        story.expect(not station.scan(app, station.some()), "the door stood still for a journal")
        station.until(lambda: str(station.stick.folder) in app.journal_trouble)
        story.refused += 1
        station.stick.make_room()
        station.until(lambda: station.journalled() == set(station.greens))
        station.until(lambda: not app.journal_trouble)
        app.change_settings(journal_folder="")


def full_at_a_start(station: Station, story: Story) -> None:
    station.disk.fill()
    try:
        station.open().close()
    except CheckinError as error:
        story.refused += 1
        story.expect(station.disk.says_full(error), str(error))
    station.disk.make_room()


def full_while_mending(station: Station, story: Story) -> None:
    header_zeroed(station.folders.mirror, station.dice)
    damaged = station.folders.mirror.read_bytes()
    station.disk.fill(leave=40_000)
    try:
        station.open().close()
    except CheckinError:
        story.refused += 1
    else:
        story.faults.append("it mended on a full disk")
    story.expect(station.folders.mirror.read_bytes() == damaged, "the damaged file is not as it was")
    station.disk.make_room()
    with station.open() as app:
        story.expect(app.mended is not None and app.mended.movements == len(station.greens), str(app.mended))
        app.pull()


def read_only_at_a_start(station: Station, story: Story) -> None:
    station.disk.forbid_writing()
    try:
        station.open().close()
    except CheckinError as error:
        story.refused += 1
        story.expect("cannot be" in str(error) or "written" in str(error), str(error))
    else:
        story.faults.append("it opened where nothing can be written")
    station.disk.allow_writing()


def full_during_a_migration(station: Station, story: Story) -> None:
    """One step after another in one transaction: a file of before is as it was until all of them are done."""
    older = station.disk.folder / "older.sqlite"
    with closing(sqlite3.connect(older, isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("CREATE TABLE kept (what TEXT)")
        file.execute("INSERT INTO kept VALUES ('of the older version')")
        before = list(file.iterdump())
        station.disk.fill(leave=station.dice.randrange(90_000))
        try:
            Mirror(older).close()
        except MirrorError:
            story.refused += 1
        else:
            story.faults.append("it migrated on a full disk")
        story.expect(list(file.iterdump()) == before, "the older file is not as it was")
    station.disk.make_room()
    Mirror(older).close()
    for one in station.disk.folder.glob("older.sqlite*"):
        one.unlink()


STORIES: tuple[Callable[[Station, Story], None], ...] = (
    full_at_the_first_start,
    full_during_a_pull,
    full_during_scans,
    full_while_pushing,
    full_while_printing,
    full_under_the_second_journal,
    full_at_a_start,
    read_only_at_a_start,
    full_while_mending,
    full_during_a_migration,
)


def lived_through(station: Station, rounds: int) -> Iterator[dict[str, object]]:
    """Every story once, and those of a running desk `rounds` times."""
    again = STORIES[2:]
    for number, tell in enumerate((*STORIES, *(again * (rounds - 1)))):
        story = Story()
        before = len(station.greens)
        tell(station, story)
        if number >= 2:
            station.agree(story)
        story.greens = len(station.greens) - before
        yield {"name": tell.__name__, **vars(story)}


def main(kind: str, rounds: int, seed: int) -> None:
    with (
        TemporaryDirectory() as folder,
        PracticeServer(attendees=(rounds * 3 + 4) * _BURST * 3, seed=seed) as server,
    ):
        server.platform.process_started -= timedelta(days=2)  # it no longer refuses what it has
        # What was damaged is kept aside each time.
        disk = SmallDisk(kind, Path(folder, "disk"), megabytes=24 + 8 * rounds)
        stick = SmallDisk(kind, Path(folder, "stick"), megabytes=2)
        station = Station(server=server, disk=disk, stick=stick, dice=Random(seed))
        told = list(lived_through(station, rounds))
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        disk.remove()
        stick.remove()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
