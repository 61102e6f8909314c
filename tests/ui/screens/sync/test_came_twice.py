from dataclasses import replace
from pathlib import Path

import pytest

from checkin.notices import (
    DoublesChanged,
)
from tests.ui.screens.sample_event import double
from tests.ui.screens.stand_in import StandInApp
from tests.ui.screens.sync.presented import line, said, screen
from ui.screens.sync.presenter import SyncPresenter

# -- who came in twice -----------------------------------------------------------------------------


@pytest.fixture
def twice(app: StandInApp) -> SyncPresenter:
    app.came_twice = (double(1, "Ada Lovelace"), double(2, "Grace Hopper", seen=True))
    return screen(app)


def test_those_nobody_has_looked_at_are_counted_and_apart(twice: SyncPresenter) -> None:
    assert [row.who for row in twice.lists.unseen] == ["Ada Lovelace"]
    assert [row.who for row in twice.lists.seen] == ["Grace Hopper"]
    assert "1 double entry to look at" in line(twice)


def test_looking_at_one_takes_it_off_the_count(twice: SyncPresenter) -> None:
    twice.lists.explain("double-1")

    twice.twice.looked_at("double-1")

    assert (twice.lists.unseen, len(twice.lists.seen), twice.lists.explained) == ((), 2, None)
    assert "double" not in line(twice)


def test_ours_can_be_taken_back(app: StandInApp) -> None:
    moved = app.desk.admit_attendee(app.people[0].id).movement
    entry = double(1, "Ada Lovelace")
    assert moved is not None
    app.came_twice = (replace(entry, second=replace(entry.second, id=moved)),)
    sync = screen(app)

    sync.twice.take_back(moved)

    assert app.desk.movements[-1].undoes == moved
    assert said(sync) == "Taken back here: Ada Lovelace"


def test_where_the_platform_keeps_it_that_is_said(app: StandInApp) -> None:
    app.desk.told_platform = False
    moved = app.desk.admit_attendee(app.people[0].id).movement
    entry = double(1, "Ada Lovelace")
    assert moved is not None
    app.came_twice = (replace(entry, second=replace(entry.second, id=moved)),)
    sync = screen(app)

    sync.twice.take_back(moved)

    assert sync.result is not None
    assert "take it back there by hand" in sync.result.advice


def test_one_that_is_gone_meanwhile_is_not_taken_back(twice: SyncPresenter, app: StandInApp) -> None:
    twice.twice.take_back("gone")

    assert app.desk.movements == []


def test_more_double_entries_than_are_listed_are_counted_as_announced(app: StandInApp) -> None:
    app.came_twice = tuple(double(number, f"Person {number}") for number in range(1, 251))
    sync = screen(app)

    app.notices.put_up(DoublesChanged(open=250))

    assert "250 double entries to look at" in line(sync)


# -- lists as files --------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "written"), [("a.csv", "a.csv"), ("a.XLSX", "a.XLSX"), ("a", "a.xlsx")])
def test_what_was_refused_is_written_as_the_name_says(
    app: StandInApp, tmp_path: Path, name: str, written: str
) -> None:
    sync = screen(app)

    sync.exporting.write_refused(tmp_path / name)

    assert said(sync) == "Exported: 1 line"
    assert (tmp_path / written).stat().st_size > 0


def test_double_entries_are_written_with_who_when_where_and_which_station(
    twice: SyncPresenter, tmp_path: Path
) -> None:
    twice.exporting.write_doubles(tmp_path / "twice.csv")

    lines = (tmp_path / "twice.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "Who,Ticket type,Where,First,First at,Then,Then at,Looked at"
    assert lines[1] == (
        "Ada Lovelace,Regular,The event,08:42,another station,09:11,this computer (Registration 1),"
    )
    assert said(twice) == "Exported: 2 lines"


def test_a_list_is_named_after_the_event(app: StandInApp) -> None:
    named = screen(app).exporting.list_name("double entries")

    assert named == "PyCon double entries 2026-11-07 0912.xlsx"
