"""A damaged list at a start: found, put aside, made anew; whatever dies in between is gone on with."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from checkin.app import App
from checkin.app.in_use import InUse
from checkin.app.journals import computer_of
from checkin.app.mending import Mending
from checkin.clock import SystemClock
from checkin.desk.print_badge import ask
from checkin.errors import MirrorDamagedError
from checkin.journal.lines import LINE, Closed, Moved, Opening, written
from checkin.journal.reading import Reading
from checkin.mirror import movements, outbox
from checkin.mirror.database import Mirror
from checkin.mirror.doubting import doubt, is_doubted
from checkin.mirror.movements import Told
from checkin.model.event import WHOLE_EVENT
from checkin.model.ids import AttendeeId, OperationId
from checkin.model.print_job import JobState
from checkin.model.pulled import PulledMovement
from checkin.model.station import Direction
from checkin.practice.open_event import PracticeServer
from checkin.settings import load
from tests.faults.damage import Laptop, another_file, header_zeroed, log_deleted, until


@pytest.fixture(scope="module")
def server() -> Iterator[PracticeServer]:
    with PracticeServer(attendees=60, seed=2026) as server:
        yield server


@pytest.fixture(scope="module")
def template(server: PracticeServer, tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    """A station where five people came in."""
    folder = tmp_path_factory.mktemp("template")
    stick = folder / "stick"
    stick.mkdir()
    laptop = Laptop(server=server, folder=folder / "laptop", stick=stick)
    codes = laptop.set_up()
    with laptop.open() as app:
        laptop.let_in(app, codes[:5])
    return laptop


@pytest.fixture
def laptop(template: Laptop, tmp_path: Path) -> Laptop:
    """A copy of it."""
    return template.copied_to(tmp_path)


def damaged(laptop: Laptop) -> bytes:
    header_zeroed(laptop.folders.mirror, dice())
    return laptop.folders.mirror.read_bytes()


def dice() -> Random:
    return Random(2026)


def mending_of(laptop: Laptop) -> Mending:
    return Mending(folders=laptop.folders, settings=load(laptop.folders.settings), open_mirror=Mirror)


def kept(app: App) -> Path:
    assert app.mended is not None
    return Path(app.mended.kept_in) / "mirror.sqlite"


def died(laptop: Laptop) -> None:
    (laptop.folders.data / "in-use" / "somebody.lock").touch()


def make_ours(stick: Path, laptop: Laptop) -> None:
    """Let the journals on a stick be of this very computer, which the copy of a laptop is not."""
    for file in stick.rglob("*.jsonl"):
        lines = [LINE.validate_json(line) for line in file.read_bytes().splitlines()]
        computer = computer_of(laptop.folders)
        ours = [
            line.model_copy(update={"computer": computer}) if isinstance(line, Opening) else line
            for line in lines
        ]
        file.write_bytes(b"".join(map(written, ours)))


def drop_last_movement(laptop: Laptop) -> None:
    """The last check-in is gone from the list; the journal ends with what came of an earlier one."""
    (day,) = laptop.folders.journal.rglob("*.jsonl")
    moved = [line for _, line in Reading([day]).pairs() if isinstance(line, Moved)]
    first, last = moved[0], moved[-1]
    assert first.told is not None
    closed = Closed(operation=first.told.id, state="parked", reason="Never.")
    day.write_bytes(day.read_bytes() + written(closed))
    with closing(Mirror(laptop.folders.mirror)) as mirror, mirror.write() as connection:
        outbox.park(connection, OperationId(first.told.id), last.at, "Never.")
        connection.exec_driver_sql("DELETE FROM operation WHERE movement_id = ?", (last.id,))
        connection.exec_driver_sql("DELETE FROM movement WHERE id = ?", (last.id,))


def test_a_damaged_file_is_kept_and_everybody_is_in_the_new_one(laptop: Laptop) -> None:
    was = damaged(laptop)

    with laptop.open() as app:
        assert app.ready
        assert kept(app).read_bytes() == was
        assert kept(app).parent.stat().st_mode & 0o077 == 0
        assert set(laptop.recorded()) == set(laptop.greens)
    with laptop.open() as app:
        assert app.mended is None


def test_of_a_badge_that_waited_in_a_damaged_file_somebody_is_asked_first(laptop: Laptop) -> None:
    with laptop.open() as app:
        attendee = next(found.attendee.id for _, found in app.desk.recent(1))
        job = ask(app.desk.post, app.settings, attendee)
    damaged(laptop)

    with laptop.open() as app:
        app.spool.start()
        (kept_job,) = app.spool.jobs()

    assert (kept_job.id, kept_job.attendee, kept_job.state) == (job.id, attendee, JobState.DOUBTFUL)
    assert "had to be mended" in kept_job.words


def test_where_nothing_can_be_read_the_journal_has_them_and_the_list_is_to_be_pulled(laptop: Laptop) -> None:
    another_file(laptop.folders.mirror, dice())

    with laptop.open() as app:
        assert app.mended is not None
        assert app.mended.from_journal == 5
        assert app.event is not None
        assert app.settings.station is not None
        assert not app.ready
        assert "nobody can be checked in" in app.mended.told
        app.pull()
        assert app.ready


def test_what_the_platform_had_told_is_not_missed_where_the_journal_has_it(laptop: Laptop) -> None:
    mirror = Mirror(laptop.folders.mirror)
    times = [datetime(2026, 11, 22, 7, minute, tzinfo=UTC) for minute in range(40)]
    with mirror.write() as connection:
        others = connection.exec_driver_sql(
            "SELECT id FROM attendee WHERE id NOT IN (SELECT attendee_id FROM movement) LIMIT 5"
        )
        people = [AttendeeId(number) for number in others.scalars()]
        movements.add_reported(connection, [a_report(who, at) for who in people for at in times])
        last = connection.exec_driver_sql("SELECT id FROM movement ORDER BY number DESC").scalars().first()
    mirror.close()
    with laptop.open():
        pass  # the journal catches up
    lose_pages(laptop.folders.mirror, str(last).encode())

    with laptop.open() as app:
        assert app.mended is not None
        assert not app.mended.is_certain
        assert (app.mended.movements, app.mended.missing) == (5, 0)


def a_report(who: AttendeeId, at: datetime) -> Told:
    return Told(attendee=who, movement=PulledMovement(zone=WHOLE_EVENT, direction=Direction.IN, at=at))


def lose_pages(file: Path, word: bytes) -> None:
    """Every page of the file that has this word."""
    text = bytearray(file.read_bytes())
    while (place := text.find(word)) >= 0:
        begins = place // 4096 * 4096
        text[begins : begins + 4096] = bytes(4096)
    file.write_bytes(text)


def test_a_stick_is_as_good_as_the_journal_beside_the_file(laptop: Laptop) -> None:
    another_file(laptop.folders.mirror, dice())
    own = laptop.folders.journal
    first = next(own.rglob("*.jsonl"))
    shutil.rmtree(laptop.stick)
    shutil.copytree(own, laptop.stick)
    kept_lines = first.read_bytes().splitlines(keepends=True)
    first.write_bytes(b"".join(kept_lines[:2]))

    with laptop.open() as app:
        assert app.mended is not None
        assert app.mended.from_journal == 5


def test_whoever_dies_after_the_new_one_was_made_is_gone_on_with(laptop: Laptop) -> None:
    was = damaged(laptop)
    mending_of(laptop).begin(SystemClock().now())
    assert laptop.folders.mirror.read_bytes() == was

    with laptop.open() as app:
        assert kept(app).read_bytes() == was
        assert set(laptop.recorded()) == set(laptop.greens)


def test_whoever_dies_before_anybody_was_told_tells_at_the_next_start(laptop: Laptop) -> None:
    damaged(laptop)
    mending = mending_of(laptop)
    mending.begin(SystemClock().now())
    mending.finish()

    with laptop.open() as app:
        assert app.mended is not None
        assert set(laptop.recorded()) == set(laptop.greens)


def test_while_another_window_uses_it_nothing_is_mended(laptop: Laptop) -> None:
    other = InUse(laptop.folders.data)
    with other.opening():
        other.enter()
    was = damaged(laptop)

    with pytest.raises(MirrorDamagedError, match="Close every other window"):
        laptop.open()
    other.leave()

    assert laptop.folders.mirror.read_bytes() == was


def test_what_only_a_close_look_finds_is_found_after_somebody_met_it(laptop: Laptop) -> None:
    with closing(sqlite3.connect(laptop.folders.mirror)) as file:
        file.execute("UPDATE attendee_search_data SET block = x'0102030405' WHERE id > 10")
        file.commit()
    with laptop.open() as app:
        assert app.mended is None
        with pytest.raises(MirrorDamagedError):
            app.desk.find("a")

    with laptop.open() as app:
        assert app.mended is not None
        assert app.desk.find("a")


def test_an_event_that_was_erased_stays_erased_though_its_journal_was_kept(laptop: Laptop) -> None:
    with laptop.open() as app:
        before = app.event
        assert before is not None
        app.forget_event(before, unheard_to=laptop.folder / "unheard.csv")
        app.choose_event(app.events()[1])
    damaged(laptop)

    with laptop.open() as app:
        assert app.mended is not None
        assert [event.platform.platform_id for event in app.events_here()] != [before.platform.platform_id]
        assert app.mended.movements == 0


def test_an_erased_event_that_is_chosen_once_more_begins_with_nobody(laptop: Laptop) -> None:
    with laptop.open() as app:
        before = app.event
        assert before is not None
        app.forget_event(before, unheard_to=laptop.folder / "unheard.csv")
        app.choose_event(before.platform)
    damaged(laptop)

    with laptop.open() as app:
        assert app.mended is not None
        assert app.mended.movements == app.mended.attendees == 0
    assert list(laptop.folders.journal.rglob("*.jsonl.1.kept"))


def test_settings_that_were_copied_to_a_new_computer_are_no_damage(laptop: Laptop) -> None:
    shutil.rmtree(laptop.folders.data)

    with laptop.open() as app:
        assert app.mended is None
        assert app.event is None
        assert app.settings.station is not None
    assert not list(laptop.folders.data.glob("damaged-*"))


def test_a_list_that_went_with_its_folder_comes_back_from_the_stick(laptop: Laptop) -> None:
    shutil.copytree(laptop.folders.journal, laptop.stick, dirs_exist_ok=True)
    shutil.rmtree(laptop.folders.data)
    make_ours(laptop.stick, laptop)

    with laptop.open() as app:
        assert app.mended is not None
        assert app.mended.from_journal == 5
        assert app.mended.kept == ""


def test_what_is_lacking_is_seen_though_the_journal_ends_with_something_known(laptop: Laptop) -> None:
    shutil.rmtree(laptop.stick)
    drop_last_movement(laptop)
    died(laptop)

    with laptop.open() as app:
        assert app.mended is not None
        assert app.mended.from_journal == 1
        assert set(laptop.recorded()) == set(laptop.greens)


def test_a_bad_end_after_which_nothing_lacks_is_not_told_of(laptop: Laptop) -> None:
    (day,) = laptop.folders.journal.rglob("*.jsonl")
    day.write_bytes(day.read_bytes() + b'{"kind":"closed","operation":"of nobody","state":"settled"}\n')
    died(laptop)

    with laptop.open() as app:
        assert app.mended is None


def test_a_doubt_that_was_wrong_costs_nothing(laptop: Laptop) -> None:
    doubt(laptop.folders.mirror)

    with laptop.open() as app:
        assert app.mended is None
    assert not is_doubted(laptop.folders.mirror)


def test_what_sqlite_dropped_without_a_word_comes_back_from_the_journal(
    laptop: Laptop, server: PracticeServer
) -> None:
    app = laptop.open()
    for row in server.platform.attendees:
        app.desk.admit(server.platform.attendee_code(row.id))
    recorded = laptop.recorded()
    until(lambda: laptop.journalled() >= set(laptop.recorded()))
    laptop.loses_power(app)
    log_deleted(laptop.folders.mirror, dice())

    with laptop.open() as app:
        assert app.mended is not None
        assert app.mended.kept_in == ""
        assert laptop.recorded() == recorded
        assert len(recorded) > len(laptop.greens)
