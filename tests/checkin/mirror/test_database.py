"""The file: what is set, what fails, and what is kept when the process dies."""

import sqlite3
import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from checkin.desk import admit
from checkin.errors import (
    MirrorDamagedError,
    MirrorError,
    MirrorFullError,
    MirrorLockedError,
)
from checkin.mirror import events, storing
from checkin.mirror.database import Mirror, translated
from checkin.model.ids import EventId
from tests.fakes.builders import Door, a_chosen_event, a_platform_event, a_pulled
from tests.fakes.processes import python


def pragma(mirror: Mirror, name: str) -> object:
    with mirror.read() as connection:
        return connection.execute(text(f"PRAGMA {name}")).scalar()


def test_a_commit_is_on_the_disk_and_readers_never_wait_for_writers(mirror: Mirror) -> None:
    assert pragma(mirror, "journal_mode") == "wal"
    assert pragma(mirror, "synchronous") == 2  # FULL
    assert pragma(mirror, "foreign_keys") == 1
    assert pragma(mirror, "secure_delete") == 1


def test_the_writing_connection_is_set_the_same(mirror: Mirror) -> None:
    with mirror.write() as connection:
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


@pytest.mark.parametrize("name", ["100% ready?", "a#b", "Zoë ünd Jürgen", "two words", "x&y=z"])
def test_any_folder_will_do(tmp_path: Path, name: str) -> None:
    path = tmp_path / name / "mirror.sqlite"

    Mirror(path).close()

    assert path.exists()
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_who_still_reads_when_it_is_closed_gives_the_file_back_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "mirror.sqlite"
    mirror = Mirror(path)

    with mirror.read() as connection:
        mirror.close()
        assert connection.execute(text("SELECT 1")).scalar() == 1

    assert str(path) not in {one.path for one in psutil.Process().open_files()}
    with pytest.raises(MirrorError, match="closing"), mirror.read():
        pass


def test_a_failed_transaction_leaves_nothing(mirror: Mirror) -> None:
    with pytest.raises(ZeroDivisionError):
        _choose_and_fail(mirror)

    with mirror.read() as connection:
        assert events.get(connection, EventId(1)) is None


def _choose_and_fail(mirror: Mirror) -> None:
    with mirror.write() as connection:
        events.choose(connection, "c", a_platform_event())
        raise ZeroDivisionError


def test_after_a_failed_transaction_the_next_one_works(mirror: Mirror) -> None:
    with pytest.raises(ZeroDivisionError), mirror.write():
        raise ZeroDivisionError

    assert a_chosen_event(mirror).id == 1


def test_a_reader_sees_one_state_while_a_writer_changes_it(mirror: Mirror) -> None:
    with mirror.read() as reading:
        assert events.get(reading, EventId(1)) is None
        event = a_chosen_event(mirror)
        assert events.get(reading, event.id) is None

    with mirror.read() as reading:
        assert events.get(reading, event.id) == event


def test_writers_of_several_threads_take_turns(mirror: Mirror) -> None:
    event = a_chosen_event(mirror)
    start = threading.Barrier(8)

    def count_up() -> None:
        start.wait()
        for _ in range(10):
            with mirror.write() as connection:
                seen = int(events.pull_state(connection, event.id).cursor or 0)
                events.move_cursor(connection, event.id, str(seen + 1))

    threads = [threading.Thread(target=count_up) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with mirror.read() as connection:
        assert events.pull_state(connection, event.id).cursor == "80"


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Path]:
    """A mirror's file in which another program is writing."""
    path = tmp_path / "mirror.sqlite"
    Mirror(path).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield path
    other.close()


def test_a_file_another_program_holds_is_said_to_be_locked(held: Path) -> None:
    with pytest.raises(MirrorLockedError):
        Mirror(held, busy_seconds=0.05)


def test_who_found_the_file_locked_may_write_when_it_is_free(tmp_path: Path) -> None:
    mirror = Mirror(tmp_path / "mirror.sqlite", busy_seconds=0.05)
    other = sqlite3.connect(mirror.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(MirrorLockedError):
        a_chosen_event(mirror)

    other.execute("ROLLBACK")
    other.close()

    assert a_chosen_event(mirror).id == 1
    mirror.close()


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to be read as one" * 40])
def test_a_file_that_is_no_database_is_said_to_be_damaged(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "mirror.sqlite").write_bytes(content)

    with pytest.raises(MirrorDamagedError):
        Mirror(tmp_path / "mirror.sqlite")

    assert (tmp_path / "mirror.sqlite").read_bytes() == content


def damage(path: Path) -> None:
    """Scratch every page but the first three."""
    content = path.read_bytes()
    path.write_bytes(content[: 3 * 4096] + b"\x5a" * (len(content) - 3 * 4096))


def test_pages_that_are_damaged_are_noticed(tmp_path: Path) -> None:
    mirror = Mirror(tmp_path / "mirror.sqlite")
    a_chosen_event(mirror)
    assert mirror.fault() == ""
    mirror.close()
    damage(tmp_path / "mirror.sqlite")

    with pytest.raises(MirrorDamagedError):
        a_chosen_event(Mirror(tmp_path / "mirror.sqlite"))


def test_a_check_of_the_file_says_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "mirror.sqlite"
    Mirror(path).close()
    mirror = Mirror(path)

    damage(path)

    assert str(path) in mirror.fault()
    mirror.close()


def test_a_folder_that_cannot_be_made_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(MirrorError, match="folder"):
        Mirror(tmp_path / "file" / "folder" / "mirror.sqlite")


def test_a_file_that_cannot_be_opened_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "mirror.sqlite").mkdir()

    with pytest.raises(MirrorError, match="cannot be read or written"):
        Mirror(tmp_path / "mirror.sqlite")


def test_our_own_mistakes_are_not_called_the_disks(mirror: Mirror) -> None:
    with pytest.raises(IntegrityError), mirror.write() as connection:
        connection.execute(text("INSERT INTO presence VALUES (1, 'event', 1, 1, NULL, 1)"))


def test_failures_without_a_code_of_sqlite_pass_through(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.ProgrammingError), translated(tmp_path / "mirror.sqlite"):
        raise sqlite3.ProgrammingError("a bug")


def test_a_closed_mirror_says_that_the_app_is_closing(tmp_path: Path) -> None:
    mirror = Mirror(tmp_path / "mirror.sqlite")
    mirror.close()
    mirror.close()

    with pytest.raises(MirrorError, match="closing"):
        a_chosen_event(mirror)


@pytest.mark.parametrize("use", [Mirror.fault, Mirror.compact], ids=["read", "compacted"])
def test_whoever_comes_after_it_was_closed_leaves_no_empty_file_where_it_was(
    tmp_path: Path, use: Callable[[Mirror], object]
) -> None:
    mirror = Mirror(tmp_path / "mirror.sqlite")
    mirror.close()
    mirror.path.rename(tmp_path / "aside.sqlite")  # as whoever mends it does

    with pytest.raises(MirrorError, match="closing"):
        use(mirror)
    assert not mirror.path.exists()


def test_a_full_database_keeps_nothing_of_what_failed_and_goes_on_later(door: Door) -> None:
    mirror = door.mirror
    with mirror.write() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar()
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))

    with pytest.raises(MirrorFullError):
        _fill(mirror)
    with mirror.write() as connection:
        connection.execute(text("PRAGMA max_page_count = 100000"))

    assert admit.admit(door.post, "C1").movement is not None
    with mirror.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM event")).scalar() == 1


def _fill(mirror: Mirror) -> None:
    with mirror.write() as connection:
        for number in range(2, 5000):
            events.choose(connection, "c" * 500, a_platform_event(number))


def test_a_full_disk_keeps_nothing_of_what_failed(tmp_path: Path) -> None:
    said = python("tests.fakes.full_disk", tmp_path)

    assert said.split() == ["MirrorError", "kept=0", "afterwards=1", "fault="]


def test_no_failure_repeats_what_it_was_given(mirror: Mirror) -> None:
    name = "ada"
    email = f"{name}@example.org"  # not as it is in the source, which a traceback quotes

    with pytest.raises(IntegrityError) as caught, mirror.write() as connection:
        storing.store(connection, EventId(99), 1, [a_pulled(1, email=email)])

    assert email not in "".join(traceback.format_exception(caught.value))
