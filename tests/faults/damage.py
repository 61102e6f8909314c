"""One laptop whose file is damaged again and again, in many ways, and what is left of its check-ins.

A round: people come, some of them while the network is gone; the app ends well, or its computer loses power;
something damages the file; the app opens again. Every check-in that was shown green must be there once,
from the file or from the journal, and the platform's record must be ours once it was pulled and pushed.
"""

import os
import shutil
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from types import MappingProxyType

from checkin.app import App, open_app
from checkin.app.command_line import choose_first_station, push_everything
from checkin.credentials import SessionVault
from checkin.journal.lines import Moved
from checkin.journal.reading import Reading, files_in
from checkin.journal.restore import rebuild
from checkin.mirror.database import Mirror
from checkin.model.movement import Source
from checkin.paths import Folders, folders_under
from checkin.practice.open_event import PRACTICE_ACCOUNT, PRACTICE_PASSWORD, PracticeServer
from checkin.settings import Connection, load, save
from tests.faults.figures import Figure, Scale

_PAGE = 4096
_PER_ROUND = 6

Damage = Callable[[Path, Random], None]


def _overwrite(file: Path, place: int, text: bytes) -> None:
    with file.open("r+b") as out:
        out.seek(place)
        out.write(text)


def header_zeroed(file: Path, _dice: Random) -> None:
    _overwrite(file, 0, bytes(100))


def schema_damaged(file: Path, dice: Random) -> None:
    _overwrite(file, dice.randrange(100, _PAGE - 64), dice.randbytes(64))


def first_page_lost(file: Path, dice: Random) -> None:
    _overwrite(file, 0, dice.randbytes(_PAGE))


def page_overwritten(file: Path, dice: Random) -> None:
    page = dice.randrange(1, file.stat().st_size // _PAGE)
    _overwrite(file, page * _PAGE, dice.randbytes(_PAGE))


def pages_zeroed(file: Path, dice: Random) -> None:
    for _ in range(5):
        page = dice.randrange(1, file.stat().st_size // _PAGE)
        _overwrite(file, page * _PAGE, bytes(_PAGE))


def truncated(file: Path, dice: Random) -> None:
    os.truncate(file, dice.randrange(1, file.stat().st_size))


def emptied(file: Path, _dice: Random) -> None:
    os.truncate(file, 0)


def all_zero(file: Path, _dice: Random) -> None:
    file.write_bytes(bytes(file.stat().st_size))


def another_file(file: Path, _dice: Random) -> None:
    file.write_text("Dear all,\nthe minutes of yesterday's meeting are attached.\n" * 200)


def deleted(file: Path, _dice: Random) -> None:
    file.unlink()


def log_garbled(file: Path, dice: Random) -> None:
    """SQLite's own log; after a good end there is none, and the file takes the blow."""
    log = file.with_name(f"{file.name}-wal")
    if not log.exists() or log.stat().st_size <= _PAGE:
        page_overwritten(file, dice)
        return
    for _ in range(3):
        _overwrite(log, dice.randrange(32, log.stat().st_size - 64), dice.randbytes(64))


def log_deleted(file: Path, dice: Random) -> None:
    log = file.with_name(f"{file.name}-wal")
    log.unlink() if log.exists() else first_page_lost(file, dice)


DAMAGES: Mapping[str, Damage] = MappingProxyType(
    {
        one.__name__: one
        for one in (
            header_zeroed,
            schema_damaged,
            first_page_lost,
            page_overwritten,
            pages_zeroed,
            truncated,
            emptied,
            all_zero,
            another_file,
            deleted,
            log_garbled,
            log_deleted,
        )
    }
)


@dataclass(kw_only=True)
class Laptop:
    """A station that lives through it.

    Attributes:
        folder: holds its data; another one after each loss of power.
        greens: the codes of those who were shown green, by the platform's ids.
        elsewhere: those of them whom only the platform knows to be in by now.
    """

    server: PracticeServer
    folder: Path
    stick: Path
    vault: SessionVault = field(default_factory=SessionVault)
    greens: dict[str, str] = field(default_factory=dict)
    elsewhere: set[str] = field(default_factory=set)

    @property
    def folders(self) -> Folders:
        return folders_under(self.folder)

    def open(self) -> App:
        return open_app(self.folders, vault=self.vault)

    def copied_to(self, folder: Path) -> "Laptop":
        """One like it, with a stick of its own."""
        laptop, stick = folder / "laptop", folder / "stick"
        shutil.copytree(self.folder, laptop)
        shutil.copytree(self.stick, stick)
        copied = replace(
            self, folder=laptop, stick=stick, greens=dict(self.greens), elsewhere=set(self.elsewhere)
        )
        settings = load(copied.folders.settings).with_changes(journal_folder=str(stick))
        save(settings, copied.folders.settings)
        return copied

    def set_up(self) -> list[str]:
        """For the first time; the codes that may come in."""
        with self.open() as app:
            connection = Connection(platform="open_event", base_url=self.server.url, account=PRACTICE_ACCOUNT)
            app.connect(connection, {"password": PRACTICE_PASSWORD})
            app.choose_event(app.events()[0])
            app.pull()
            choose_first_station(app)
            app.change_settings(journal_folder=str(self.stick))
            event = app.event
            assert event is not None
        platform = self.server.platform
        return [
            platform.attendee_code(row.id)
            for row in platform.attendees
            if str(row.event_id) == event.platform.platform_id
            and row.deleted_at is None
            and platform.orders[row.order_id].status in {"completed", "placed"}
        ]

    def connect(self, app: App) -> None:
        connection = Connection(platform="open_event", base_url=self.server.url, account=PRACTICE_ACCOUNT)
        app.connect(connection, {"password": PRACTICE_PASSWORD})
        app.choose_event(app.events()[0])

    def let_in(self, app: App, codes: list[str]) -> None:
        for code in codes:
            attendee = app.desk.admit(code).admission.attendee
            assert attendee is not None
            assert attendee.platform_id is not None
            self.greens[str(attendee.platform_id)] = code

    def loses_power(self, app: App) -> None:
        """What the disk has at this moment is all that there is at the next start."""
        frozen, stick = self.folder.with_name("frozen"), self.stick.with_name("frozen stick")
        shutil.copytree(self.folder, frozen, ignore=shutil.ignore_patterns("*-shm"))
        shutil.copytree(self.stick, stick)
        app.close()
        for was, is_now in ((self.folder, frozen), (self.stick, stick)):
            shutil.rmtree(was)
            is_now.rename(was)

    def journalled(self) -> set[str]:
        """Whose check-ins the journals have."""
        return {
            str(line.person.attendee)
            for place in (self.folders.journal, self.stick)
            if any(place.rglob("*.jsonl"))
            for _, line in Reading(files_in([place])).pairs()
            if isinstance(line, Moved) and line.source == Source.HERE
        }

    def recorded(self) -> Counter[str]:
        """Whose check-ins, made here, the file has."""
        with closing(sqlite3.connect(self.folders.mirror)) as file:
            return Counter(
                str(row[0])
                for row in file.execute(
                    "SELECT platform_id FROM movement JOIN attendee ON attendee.id = attendee_id "
                    "WHERE source = 'here'"
                )
            )


@dataclass(kw_only=True)
class Tally:
    """What all rounds came to."""

    rounds: int = 0
    noticed: int = 0
    from_file: int = 0
    from_journal: int = 0
    opened_at_once: int = 0
    lost: int = 0
    gone: int = 0
    doubled: int = 0
    faults: list[str] = field(default_factory=list)


def live_through(laptop: Laptop, codes: list[str], name: str, dice: Random, tally: Tally) -> None:
    """One round."""
    app = laptop.open()
    laptop.let_in(app, codes[: _PER_ROUND // 2])
    push_everything(app)
    app.stop_sync()
    laptop.let_in(app, codes[_PER_ROUND // 2 :])
    if dice.random() < 0.5:
        if dice.random() < 0.5:
            until(lambda: laptop.journalled() >= set(laptop.recorded()))
        laptop.loses_power(app)
    else:
        app.close()
    if dice.random() < 0.25:
        shutil.rmtree(laptop.folders.journal, ignore_errors=True)
    DAMAGES[name](laptop.folders.mirror, dice)
    _look(laptop, name, tally)


def _opened(laptop: Laptop) -> App:
    """After a good end the damage is found beside the open desk: a person is told to open the app again."""
    app = laptop.open()
    if app.mended is None and app.mirror_fault():
        app.close()
        app = laptop.open()
    return app


def until(holds: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(100):
        if holds():
            return
        pause.wait(0.1)
    raise AssertionError("The journal has not caught up.")


def _look(laptop: Laptop, name: str, tally: Tally) -> None:
    tally.rounds += 1
    about = f"round {tally.rounds} ({name}): "
    in_journal = laptop.journalled()
    with _opened(laptop) as app:
        wrong = [*_kept_aside(app, name, tally), *_still_there(laptop, app, name, in_journal, tally)]
        wrong += _told_once(laptop, app)
    record = laptop.server.platform.check_in_counts()
    tally.doubled += sum(times - 1 for times in record.values())
    if {str(number): times for number, times in record.items()} != dict.fromkeys(
        (*laptop.greens, *laptop.elsewhere), 1
    ):
        wrong.append("the platform's record is not ours")
    tally.faults += [about + words for words in wrong]


def _kept_aside(app: App, name: str, tally: Tally) -> Iterator[str]:
    mended = app.mended
    if mended is None:
        return
    tally.noticed += 1
    tally.from_file += mended.from_file
    tally.from_journal += mended.from_journal
    tally.opened_at_once += app.ready
    if mended.kept_in and name != "deleted" and not any(Path(mended.kept_in).iterdir()):
        yield "the damaged file was not kept"
    if app.event is None:
        yield "nobody knows of which event"
        app.choose_event(app.events()[0])


_UNSAID = {log_garbled.__name__, log_deleted.__name__}
"""Where SQLite's log ends early, it may have ended there: what stood in it alone nobody can miss."""


def _still_there(laptop: Laptop, app: App, name: str, in_journal: set[str], tally: Tally) -> Iterator[str]:
    """Of what was in no journal yet and cannot be read, the app must not say that nothing is lost."""
    here = laptop.recorded()
    lost = set(laptop.greens) - set(here)
    doubled = sum(times - 1 for times in here.values())
    tally.lost += len(lost & in_journal)
    tally.gone += len(lost - in_journal)
    tally.doubled += doubled
    if lost & in_journal or doubled:
        yield f"{len(lost & in_journal)} lost, {doubled} doubled"
    silent = app.mended is None and name not in _UNSAID
    if lost and (silent or (app.mended is not None and "Nothing that was" in app.mended.happened)):
        yield f"{len(lost)} are gone, and nobody says so"
    if app.mirror_fault():
        yield "the mended file is not sound"


def _told_once(laptop: Laptop, app: App) -> Iterator[str]:
    app.pull()
    choose_first_station(app)
    for person in set(laptop.greens) - set(laptop.recorded()):
        again = app.desk.admit(laptop.greens[person])  # they stand at the door once more
        if again.movement is None:
            laptop.elsewhere.add(person)
            del laptop.greens[person]
    pushed = push_everything(app)
    if pushed.trouble or pushed.counts.waiting or pushed.counts.parked:
        yield f"{pushed.counts} {pushed.trouble}"


def dead_disk(laptop: Laptop, codes: list[str]) -> Figure:
    """The laptop's disk dies with what nobody was told of yet; the stick is put into another one."""
    with laptop.open() as app:
        laptop.let_in(app, codes)
        until(lambda: laptop.journalled() >= set(laptop.recorded()))
        in_journal = laptop.journalled()
    shutil.rmtree(laptop.folder)
    laptop.folders.create()
    with closing(Mirror(laptop.folders.mirror)) as mirror:
        rebuilt = rebuild(mirror, [laptop.stick])
    faults = []
    with laptop.open() as app:
        laptop.connect(app)
        app.pull()
        choose_first_station(app)
        here = laptop.recorded()
        pushed = push_everything(app)
    if here != dict.fromkeys(in_journal, 1):
        faults.append("what came back is not what the journal had")
    if pushed.trouble or pushed.counts.waiting or pushed.counts.parked:
        faults.append(f"{pushed.counts} {pushed.trouble}")
    record = {str(number): times for number, times in laptop.server.platform.check_in_counts().items()}
    if record != dict.fromkeys((*in_journal, *laptop.elsewhere), 1):
        faults.append("the platform's record is not the journal's")
    lost = len(set(laptop.greens) - set(here))
    counts = {"greens": len(laptop.greens), "from journal": rebuilt.restored.movements, "lost": lost}
    return Figure(name="dead disk, only the stick is left", counts=counts, faults=tuple(faults))


def prove(scale: Scale) -> list[Figure]:
    """Damage of each kind, several times over; then the whole disk."""
    dice = Random(scale.seed)
    rounds = scale.times(len(DAMAGES), 120)
    tally = Tally()
    with (
        TemporaryDirectory() as folder,
        PracticeServer(attendees=rounds * _PER_ROUND * 2, seed=scale.seed) as server,
    ):
        server.platform.process_started -= timedelta(days=2)  # it no longer refuses what it has
        stick = Path(folder, "stick")
        stick.mkdir()
        laptop = Laptop(server=server, folder=Path(folder, "laptop"), stick=stick)
        codes = laptop.set_up()
        names = list(DAMAGES) * (rounds // len(DAMAGES) + 1)
        for number, name in enumerate(names[:rounds]):
            some = codes[number * _PER_ROUND : (number + 1) * _PER_ROUND]
            live_through(laptop, some, name, dice, tally)
        greens = len(laptop.greens) + len(laptop.elsewhere)
        dead = dead_disk(laptop, codes[rounds * _PER_ROUND :][:_PER_ROUND])
    counts = {
        "damages": tally.rounds,
        "greens": greens,
        "mended": tally.noticed,
        "opened at once": tally.opened_at_once,
        "from file": tally.from_file,
        "from journal": tally.from_journal,
        "lost": tally.lost,
        "unreadable before they were in a journal": tally.gone,
        "doubled": tally.doubled,
    }
    return [Figure(name="damaged files", counts=counts, faults=tuple(tally.faults)), dead]
