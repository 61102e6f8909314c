"""Of a forgotten event no byte is left on the disk that names anybody, and another event keeps everything."""

import itertools
import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from checkin.app import App, open_app
from checkin.app.forgetting import TracesLeftError, clean
from checkin.credentials import SessionVault
from checkin.desk import admit, correct, register, undo
from checkin.desk.forget import StillNeededError
from checkin.desk.post import Post
from checkin.desk.tabulate import ExportError
from checkin.errors import SettingsError
from checkin.journal.book import folder_of
from checkin.journal.lines import Moved, Opening, Person, written
from checkin.mirror import backlog, events, outbox, prints, spool
from checkin.mirror.database import Mirror
from checkin.model.event import Event
from checkin.model.form import COMPANY, EMAIL, FAMILY_NAME, GIVEN_NAME
from checkin.model.ids import AttendeeId, EventId
from checkin.model.platform import Capability
from checkin.model.print_job import JobState
from checkin.model.pulled import EventFacts, PulledAttendee, PulledCode
from checkin.model.station import StationKind
from checkin.notices import NoticeBoard
from checkin.paths import Folders, folders_under
from checkin.settings import Connection
from tests.fakes.builders import MORNING, a_chosen_event, a_pulled, a_station, stored
from tests.fakes.clock import FakeClock

PEOPLE = 150
AT_HOME = Connection(platform="fake", base_url="http://127.0.0.1", account="desk@example.org")
_MARK = re.compile(rb"q[ab]x[0-9]{5}", re.IGNORECASE)


@dataclass
class Marks:
    """Words nobody else uses: `qa` or `qb` for the event, and a number."""

    letter: str
    numbers: Iterator[int]

    def word(self) -> str:
        return f"Q{self.letter}x{next(self.numbers):05}"


@dataclass
class Station:
    """A computer with everything two events leave on it."""

    folders: Folders
    clock: FakeClock
    first: Event
    second: Event
    stick: Path

    def marks(self, letter: str) -> set[bytes]:
        """The words of an event in whatever file of the computer, however they are written."""
        files = [file for file in self.folders.data.parent.rglob("*") if file.is_file()]
        data = b"".join(itertools.chain(file.read_bytes() for file in files))
        data += data.replace(b"\0", b"")  # UTF-16
        beginning = f"q{letter}".encode()
        return {word for word in map(bytes.lower, _MARK.findall(data)) if word.startswith(beginning)}


@pytest.fixture
def station(tmp_path: Path, clock: FakeClock) -> Station:
    folders = folders_under(tmp_path / "desk").create()
    mirror = Mirror(folders.mirror)
    first, second = (
        _an_event(mirror, clock, folders, number, letter) for number, letter in ((1, "a"), (2, "b"))
    )
    mirror.close()
    folders.logs.joinpath("desk.log").write_text("Qax00001 was here\n")
    folders.logs.joinpath("desk.log.1").write_text("Qbx00001 was here\n")
    return Station(folders=folders, clock=clock, first=first, second=second, stick=tmp_path / "stick")


def _an_event(mirror: Mirror, clock: FakeClock, folders: Folders, number: int, letter: str) -> Event:
    """Everything that can be recorded of people; the platform took some of it, refused one, and heard all."""
    marks = Marks(letter, itertools.count(number * 10_000))
    event = a_chosen_event(mirror, number, AT_HOME.id)
    people = [_somebody(marks, one + number * 1000) for one in range(PEOPLE)]
    numbers = list(stored(mirror, event, *people).values())
    with mirror.write() as connection:
        events.add_revoked(connection, event.id, [marks.word()])
        events.store_facts(connection, event.id, EventFacts(notes=(f"Ask for {marks.word()}.",)))
    capabilities = frozenset({Capability.WALK_IN, Capability.CORRECTION})
    post = Post(
        mirror=mirror,
        clock=clock,
        notices=NoticeBoard(),
        event=event,
        station=a_station(),
        capabilities=capabilities,
    )
    let_in = [admit.admit(post, one.badge_code).movement for one in people[:20]]
    undo.undo(post, next(one for one in let_in if one is not None))
    correct.correct(post, numbers[1], {COMPANY: marks.word(), EMAIL: f"{marks.word()}@example.org"})
    register.register(post, {GIVEN_NAME: marks.word(), FAMILY_NAME: marks.word()})
    _close(mirror, event, marks)
    _print(mirror, folders, numbers[0], marks.word())
    _write_journal(folders.journal / letter / "day.jsonl", event, marks.word())
    _put_aside(folders, marks.word())
    return event


def _somebody(marks: Marks, number: int) -> PulledAttendee:
    someone = a_pulled(
        number, marks.word(), f"Ö{marks.word()}", company=marks.word(), email=f"{marks.word()}@example.org"
    )
    code, other = marks.word(), marks.word()
    return replace(
        someone,
        badge_code=code,
        codes=(PulledCode(key=code), PulledCode(key=other, rank=1)),
        order=marks.word(),
        job_title=marks.word(),
        remark=marks.word(),
        extra={"diet": marks.word()},
    )


def _close(mirror: Mirror, event: Event, marks: Marks) -> None:
    with mirror.write() as connection:
        while due := outbox.due(connection, AT_HOME.id, MORNING + timedelta(days=1), 50):
            for one in due:
                outbox.park(connection, one.id, MORNING, f"{marks.word()} is blocked", refused=True)
        for parked in backlog.parked(connection, source=AT_HOME.id):
            if parked.operation.event == event.platform.platform_id:
                outbox.withdraw(
                    connection,
                    parked.operation.id,
                    MORNING,
                    was={parked.operation.state},
                    reason=marks.word(),
                )


def _print(mirror: Mirror, folders: Folders, attendee: AttendeeId, word: str) -> None:
    badge = folders.badges / f"{word}.pdf"
    badge.parent.mkdir(exist_ok=True)
    badge.write_text(word)
    with mirror.write() as connection:
        prints.add(connection, attendee, MORNING, str(badge))
        job = spool.add(
            connection,
            spool.Asked(
                attendee=attendee,
                printer=f"{word}1",
                template="default",
                at=MORNING,
                kind=StationKind.REGISTRATION,
                reason=f"{word}2",
            ),
        )
        spool.end(connection, job.id, {JobState.WAITING}, JobState.FAILED, MORNING, f"{word}3")


def _write_journal(file: Path, event: Event, word: str, station: str = "here", computer: str = "") -> None:
    opening = Opening(
        station=station,
        computer=computer,
        connection=event.connection,
        event=event.platform.platform_id,
        event_name=event.name,
        timezone="UTC",
    )
    person = Person(number=1, given_name=word)
    line = Moved(id="m", at=MORNING, zone="event", direction="in", station="x", source="here", person=person)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(written(opening) + written(line))


def _put_aside(folders: Folders, word: str) -> None:
    folder = folders.data / "damaged-20261122"
    folder.mkdir(exist_ok=True)
    with (folder / "mirror.sqlite").open("a", encoding="utf-16-le") as file:
        file.write(word)


@pytest.fixture
def app(station: Station) -> Iterator[App]:
    with open_app(station.folders, vault=SessionVault(), clock=station.clock) as opened:
        memory = opened.accounts.memories.of(AT_HOME)
        memory.write("barcode:event-1:7", "Qax10001")
        memory.write("barcode:event-2:7", "Qbx20001")
        yield opened


def test_nothing_of_a_forgotten_event_is_left_and_everything_of_the_other_one(
    station: Station, app: App
) -> None:
    assert len(station.marks("a")) > 10 * PEOPLE
    before = station.marks("b")

    forgotten = app.forget_event(station.first, journal=True)

    (aside,) = forgotten.put_aside  # named, because it is the other one's, too
    shutil.rmtree(aside)
    assert station.marks("a") == set()
    assert len(before - station.marks("b")) == 2  # a line of a log, and what was put aside
    assert app.events_here() == (station.second,)


def test_with_the_last_event_goes_what_was_put_aside(station: Station, app: App) -> None:
    app.forget_event(station.first, journal=True)

    forgotten = app.forget_event(station.second, journal=True)

    assert forgotten.put_aside == forgotten.journals == ()
    assert station.marks("a") | station.marks("b") == set()


def test_the_journal_stays_unless_it_is_to_go_and_is_named(station: Station, app: App) -> None:
    forgotten = app.forget_event(station.first)

    assert forgotten.journals == (station.folders.journal / "a" / "day.jsonl.1.kept",)
    assert forgotten.journals[0].exists()


def test_a_journal_that_stayed_once_goes_with_the_event_another_time(station: Station, app: App) -> None:
    app.forget_event(station.first)
    with closing(Mirror(station.folders.mirror)) as mirror, mirror.write() as connection:
        again = events.choose(connection, station.first.connection, station.first.platform)

    forgotten = app.forget_event(again, journal=True)

    assert forgotten.journals == ()


def test_a_journal_whose_beginning_is_damaged_is_found_by_where_it_lies(station: Station, app: App) -> None:
    folder = folder_of(station.folders.journal, station.first.connection, station.first.platform.platform_id)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "day.jsonl").write_text("Qax10001 without a beginning")

    app.forget_event(station.first, journal=True)

    assert not (folder / "day.jsonl").exists()


def test_of_a_shared_folder_goes_what_this_station_wrote(station: Station, app: App) -> None:
    app.change_settings(journal_folder=str(station.stick))
    ours, theirs = station.stick / "a" / "ours.jsonl", station.stick / "b" / "theirs.jsonl"
    _write_journal(ours, station.first, "Qax10001", station=app.settings.station_id)
    _write_journal(theirs, station.first, "Qax10001", station="another")

    forgotten = app.forget_event(station.first, journal=True)

    assert forgotten.journals == (theirs,)
    assert not ours.parent.exists()


def test_a_computer_that_was_set_up_with_a_copy_of_our_settings_keeps_its_journal(
    station: Station, app: App
) -> None:
    app.change_settings(journal_folder=str(station.stick))
    twins = station.stick / "a" / "twins.jsonl"
    own_id = app.settings.station_id
    _write_journal(twins, station.first, "Qax10001", station=own_id, computer="another laptop")

    forgotten = app.forget_event(station.first, journal=True)

    assert forgotten.journals == (twins,)


def test_what_the_platform_never_heard_of_is_written_down_before_it_is_erased(
    station: Station, app: App, tmp_path: Path
) -> None:
    _let_in(station, app)
    file = tmp_path / "unheard.csv"
    with pytest.raises(StillNeededError):
        app.forget_event(station.first)

    forgotten = app.forget_event(station.first, unheard_to=file)

    assert forgotten.numbers.unheard == 1
    assert b"pending" in file.read_bytes()
    (past,) = app.past_events()
    assert (past.name, past.numbers) == ("Event 1", forgotten.numbers)


@pytest.mark.parametrize(("name", "error"), [("list.txt", SettingsError), ("no/folder.csv", ExportError)])
def test_where_that_cannot_be_written_nothing_is_erased(
    station: Station, app: App, tmp_path: Path, name: str, error: type[Exception]
) -> None:
    _let_in(station, app)

    with pytest.raises(error):
        app.forget_event(station.first, unheard_to=tmp_path / name)

    assert station.first in app.events_here()


def _let_in(station: Station, app: App) -> None:
    """Somebody, by another window of this computer."""
    mirror = Mirror(app.folders.mirror)
    post = Post(
        mirror=mirror, clock=station.clock, notices=NoticeBoard(), event=station.first, station=a_station()
    )
    stored(mirror, station.first, a_pulled(77))
    assert admit.admit(post, "C77").movement is not None
    mirror.close()


def test_a_log_that_is_being_written_is_begun_anew_and_older_ones_go(tmp_path: Path) -> None:
    for name in ("desk.log", "desk.log.1", "report.txt"):
        (tmp_path / name).write_text("somebody")

    clean([tmp_path, tmp_path / "nowhere"])

    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("desk.log", "")]


def test_what_cannot_be_erased_is_named_and_the_rest_goes(station: Station, app: App) -> None:
    in_the_way = station.folders.logs / "crash.log"
    in_the_way.symlink_to(in_the_way)  # leads nowhere, for whoever asks

    with pytest.raises(TracesLeftError, match=r"crash\.log"):
        app.forget_event(station.first)

    assert app.event is None
    assert EventId(1) not in {event.id for event in app.events_here()}
    assert b"Qax10001" not in b"".join(file.read_bytes() for file in app.folders.data.rglob("platforms/*"))
