"""What can still be read of a damaged file."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from checkin.mirror import schema
from checkin.mirror.database import Mirror
from checkin.mirror.salvage import Salvage

_PAGE = 4096
_PEOPLE = 400


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file with many people and a movement of each."""
    path = tmp_path / "old.sqlite"
    Mirror(path).close()
    with closing(sqlite3.connect(path)) as file:
        file.execute(
            "INSERT INTO event(connection, platform_id, name, timezone) VALUES ('c', 'e', 'E', 'UTC')"
        )
        file.executemany(
            "INSERT INTO attendee(id, event_id, platform_id, given_name, family_name, email, company, "
            "job_title, ticket_type, status, order_code, badge_code, words) "
            "VALUES (?, 1, ?, 'A', 'B', '', '', '', 't', 'valid', '', 'c', 'a b')",
            [(number, f"p{number}") for number in range(1, _PEOPLE + 1)],
        )
        file.executemany(
            "INSERT INTO code(key, attendee_id) VALUES (?, ?)",
            [(f"code {number:04} {'x' * 60}", number) for number in range(1, _PEOPLE + 1)],
        )
        file.executemany(
            "INSERT INTO movement(id, attendee_id, zone, direction, at, station, source) "
            "VALUES (?, ?, 'event', 'in', 1, 'Door', 'here')",
            [(f"00000000-0000-4000-8000-{number:012}", number) for number in range(1, _PEOPLE + 1)],
        )
        file.commit()
    return path


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Mirror]:
    """An empty mirror."""
    with closing(Mirror(tmp_path / "new.sqlite")) as mirror:
        yield mirror


def pages_of(path: Path, text: bytes) -> list[int]:
    """Where a text stands."""
    raw = path.read_bytes()
    return [place for place in range(0, len(raw), _PAGE) if text in raw[place : place + _PAGE]]


def spoil(path: Path, page: int) -> None:
    with path.open("r+b") as file:
        file.seek(page)
        file.write(b"\xff" * _PAGE)


def salvaged(old: Path, new: Mirror) -> tuple[Salvage, int, int]:
    with Salvage(old, old.parent / "reading") as salvage:
        people = salvage.people(new)
        moved = salvage.recorded(schema.movement)
        salvage.rest(new)
    return salvage, people, len(moved)


def test_of_a_sound_file_everything_is_read(old: Path, new: Mirror) -> None:
    salvage, people, moved = salvaged(old, new)

    assert (people, moved) == (_PEOPLE, _PEOPLE)
    assert salvage.is_whole
    assert not (old.parent / "reading").exists()


def test_a_lost_page_costs_its_rows_and_no_others(old: Path, new: Mirror) -> None:
    page = pages_of(old, b"00000000-0000-4000-8000-000000000200")[0]
    spoil(old, page)

    salvage, people, moved = salvaged(old, new)

    assert people == _PEOPLE
    assert _PEOPLE - 100 < moved < _PEOPLE
    assert salvage.unread == {"movement": _PEOPLE - moved}


def test_a_lost_page_of_codes_is_read_around(old: Path, new: Mirror) -> None:
    for page in pages_of(old, b"code 0210"):
        spoil(old, page)

    salvage, _, _ = salvaged(old, new)

    with new.read() as connection:
        codes = connection.exec_driver_sql("SELECT count(*) FROM code").scalar_one()
    assert _PEOPLE / 2 < codes < _PEOPLE
    assert salvage.unread["code"] == 1


def test_where_the_end_is_lost_nobody_can_say_how_much_that_was(old: Path, new: Mirror) -> None:
    spoil(old, pages_of(old, b"00000000-0000-4000-8000-000000000400")[0])

    salvage, _, moved = salvaged(old, new)

    assert 0 < moved < _PEOPLE
    assert salvage.unread["movement"] >= 1


@pytest.mark.parametrize(
    "change",
    [
        "id = 'no id'",
        "direction = 'up'",
        "source = 'rumour'",
        "at = 'yesterday'",
        "at = 9e18",
        "station = x'ff'",
        "station = 'a' || char(0)",
        "undoes = 'x'",
    ],
)
def test_a_row_that_cannot_be_true_is_left_out(old: Path, new: Mirror, change: str) -> None:
    with closing(sqlite3.connect(old)) as file:
        file.execute(f"UPDATE movement SET {change} WHERE number = 7")  # noqa: S608  (a test's own words)
        file.commit()

    salvage, _, moved = salvaged(old, new)

    assert moved == _PEOPLE - 1
    assert salvage.unlike == {"movement": 1}


def test_a_code_of_somebody_unknown_is_left_out(old: Path, new: Mirror) -> None:
    with closing(sqlite3.connect(old)) as file:
        file.execute("INSERT INTO code(key, attendee_id) VALUES ('stray', 9999)")
        file.commit()

    salvage, _, _ = salvaged(old, new)

    assert salvage.unlike == {"code": 1}


def test_of_a_file_that_is_gone_nothing_is_read(tmp_path: Path, new: Mirror) -> None:
    salvage, people, moved = salvaged(tmp_path / "gone.sqlite", new)

    assert (people, moved) == (0, 0)
    assert salvage.unread["movement"] == 1
