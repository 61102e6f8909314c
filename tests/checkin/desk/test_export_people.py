"""Everybody of an event as a file, and the way back."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from python_calamine import CalamineWorkbook

from checkin.app import App
from checkin.connectors.roster import read_roster
from checkin.desk.export import ExportError, ExportFormat, export, export_people
from checkin.desk.tabulate import ExportFormat as Form
from checkin.desk.tabulate import draft_of, tabulate
from checkin.mirror import attendees, only_here
from checkin.mirror.database import Mirror
from checkin.model.event import Event

TABLES = [ExportFormat.CSV, ExportFormat.XLSX, ExportFormat.ODS]


def table_in(file: Path, form: ExportFormat) -> list[dict[str, str]]:
    if form is ExportFormat.CSV:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            return list(csv.DictReader(opened))
    heading, *rows = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, heading), map(str, row), strict=True)) for row in rows]


@pytest.fixture
def mirror(ready_app: App) -> Iterator[Mirror]:
    """The app's, opened a second time."""
    opened = Mirror(ready_app.folders.mirror)
    yield opened
    opened.close()


@pytest.fixture
def event(ready_app: App) -> Event:
    assert ready_app.event is not None
    return ready_app.event


@pytest.mark.parametrize("form", TABLES)
def test_everybody_is_a_row_with_the_check_ins_that_stand(
    form: ExportFormat, ready_app: App, mirror: Mirror, event: Event, codes: list[str], tmp_path: Path
) -> None:
    ready_app.desk.admit(codes[0])
    taken_back = ready_app.desk.admit(codes[1])
    assert taken_back.movement is not None
    ready_app.desk.undo(taken_back.movement)

    number = export_people(mirror, event, tmp_path / "people", form)

    rows = {row["Code"]: row for row in table_in(tmp_path / "people", form)}
    with mirror.read() as transaction:
        assert number == len(rows) == attendees.count(transaction, event.id)
    assert rows[codes[0]]["Inside"] == "yes"
    assert rows[codes[0]]["Told the platform"] == "pending"
    assert rows[codes[0]]["First check-in (UTC)"].endswith("+00:00")
    assert rows[codes[1]]["Undone"] == "yes"
    assert rows[codes[1]]["First check-in"] == rows[codes[1]]["Inside"] == ""


def test_times_stand_in_the_events_zone_and_in_utc(
    ready_app: App, mirror: Mirror, event: Event, codes: list[str], tmp_path: Path
) -> None:
    ready_app.desk.admit(codes[0])

    export_people(mirror, event, tmp_path / "people.json", ExportFormat.JSON)

    people = json.loads((tmp_path / "people.json").read_text("utf-8"))["people"]
    [row] = [row for row in people if row["Code"] == codes[0]]
    here = ZoneInfo(event.platform.timezone)
    assert row["First check-in"] == row["Check-ins"]
    assert row["First check-in"][-6:] == ready_app.clock.now().astimezone(here).isoformat()[-6:]
    assert row["First check-in (UTC)"] == row["Check-ins (UTC)"]


def test_a_walk_in_is_listed_and_marked(mirror: Mirror, event: Event, tmp_path: Path) -> None:
    with mirror.write() as transaction:
        newcomer = only_here.Newcomer(given_name="Ada", family_name="Walker", code="W-1")
        only_here.add(transaction, event.id, newcomer)

    export_people(mirror, event, tmp_path / "people.csv", ExportFormat.CSV)

    [row] = [row for row in table_in(tmp_path / "people.csv", ExportFormat.CSV) if row["Walk-in"]]
    assert (row["ID"], row["Code"], row["First name"]) == ("", "W-1", "Ada")


def test_whoever_is_gone_is_listed_only_when_something_was_recorded(
    ready_app: App, mirror: Mirror, event: Event, codes: list[str], tmp_path: Path
) -> None:
    ready_app.desk.admit(codes[0])
    with mirror.write() as transaction:
        transaction.exec_driver_sql("UPDATE attendee SET removed = 1")

    export_people(mirror, event, tmp_path / "people.csv", ExportFormat.CSV)

    [row] = table_in(tmp_path / "people.csv", ExportFormat.CSV)
    assert (row["Code"], row["Status"]) == (codes[0], "removed")


def test_a_check_out_and_the_zone_of_a_check_in_are_said(
    ready_app: App, mirror: Mirror, event: Event, codes: list[str], tmp_path: Path
) -> None:
    ready_app.desk.admit(codes[0])
    with mirror.write() as transaction:
        transaction.exec_driver_sql("UPDATE movement SET zone = 'room:none'")
        transaction.exec_driver_sql(
            "INSERT INTO movement(id, attendee_id, zone, direction, at, station, source)"
            " SELECT 'left', attendee_id, zone, 'out', at + 1000000, station, source FROM movement"
        )

    export_people(mirror, event, tmp_path / "people.csv", ExportFormat.CSV)

    rows = table_in(tmp_path / "people.csv", ExportFormat.CSV)
    [row] = [row for row in rows if row["Code"] == codes[0]]
    assert row["Check-ins"].endswith(" room:none")
    assert row["Last check-out"] > row["Last check-in"]
    assert row["Inside"] == ""


@pytest.mark.parametrize("form", TABLES)
def test_what_is_written_can_be_read_in_again_with_the_same_keys(
    form: ExportFormat, mirror: Mirror, event: Event, tmp_path: Path
) -> None:
    with mirror.write() as transaction:
        transaction.exec_driver_sql(
            "UPDATE attendee SET platform_id = '+' || platform_id, company = '=1+1', status = 'unpaid',"
            " rights = '{\"admits\": 3}', valid_from = 1767225600000000"
        )
        ids = set(transaction.exec_driver_sql("SELECT platform_id FROM attendee WHERE NOT removed").scalars())

    export_people(mirror, event, tmp_path / "people", form)

    roster = read_roster("spreadsheet", tmp_path / "people", {})
    assert {person.platform_id for person in roster.people} == ids
    [said] = {(one.company, one.status.value, one.admits, one.valid_from) for one in roster.people}
    assert said[:3] == ("=1+1", "unpaid", 3)
    assert said[3] is not None
    assert said[3].timestamp() == 1767225600
    assert not any(person.extra for person in roster.people)


@pytest.mark.parametrize("form", TABLES)
def test_no_cell_is_a_formula(form: ExportFormat, mirror: Mirror, event: Event, tmp_path: Path) -> None:
    with mirror.write() as transaction:
        transaction.exec_driver_sql("UPDATE attendee SET given_name = '=HYPERLINK(1)', company = '-1+1'")

    export_people(mirror, event, tmp_path / "people", form)

    row = table_in(tmp_path / "people", form)[0]
    armed = "'" if form is ExportFormat.CSV else ""
    assert (row["First name"], row["Company"]) == (f"{armed}=HYPERLINK(1)", f"{armed}-1+1")
    if form is not ExportFormat.CSV:
        with zipfile.ZipFile(tmp_path / "people") as archive:
            inside = "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
        assert "<f>" not in inside
        assert "table:formula" not in inside
        assert "quotePrefix" in inside or "number:text-content" in inside


@pytest.mark.parametrize("form", [ExportFormat.XLSX, ExportFormat.ODS])
def test_movements_are_written_as_a_workbook_too(
    form: ExportFormat, ready_app: App, mirror: Mirror, event: Event, codes: list[str], tmp_path: Path
) -> None:
    ready_app.desk.admit(codes[0])

    number = export(mirror, event, tmp_path / "movements", form)

    [row] = table_in(tmp_path / "movements", form)
    assert number == 1
    assert (row["direction"], row["told"]) == ("in", "pending")


@pytest.mark.parametrize("form", list(ExportFormat))
def test_a_file_that_cannot_be_written_leaves_nothing_and_keeps_the_old_one(
    form: ExportFormat, mirror: Mirror, event: Event, tmp_path: Path
) -> None:
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "kept").write_text("old")

    with pytest.raises(ExportError, match="is a folder"):
        export_people(mirror, event, tmp_path / "people", form)

    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".export")] == []
    assert (tmp_path / "people" / "kept").read_text() == "old"


def test_a_folder_one_may_not_write_to_is_said(mirror: Mirror, event: Event) -> None:
    with pytest.raises(ExportError, match="The folder /proc takes no files"):
        export_people(mirror, event, Path("/proc/people.csv"), ExportFormat.CSV)


def test_an_unknown_time_zone_falls_back_to_utc(mirror: Mirror, event: Event, tmp_path: Path) -> None:
    with mirror.write() as transaction:
        transaction.exec_driver_sql("UPDATE attendee SET valid_from = 1767225600000000")
    nowhere = Event(
        id=event.id, connection="", platform=replace(event.platform, timezone="Mars/Olympus Mons")
    )

    export_people(mirror, nowhere, tmp_path / "people.csv", ExportFormat.CSV)

    row = table_in(tmp_path / "people.csv", ExportFormat.CSV)[0]
    assert row["Valid from"] == "2026-01-01T00:00:00+00:00"


@pytest.mark.parametrize("form", [Form.XLSX, Form.ODS])
def test_a_sheet_is_never_longer_than_a_spreadsheet_takes(form: Form, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"no more than 2 rows\. Choose CSV"):
        tabulate(tmp_path / "long", form, ["Number"], [[1], [2], [3]], most=2)


def test_odd_characters_and_line_breaks_go_into_a_workbook(tmp_path: Path) -> None:
    tabulate(tmp_path / "odd", Form.ODS, ["Name"], [["a\x00b <&>\nc"], ["\n"], [None]])

    rows = CalamineWorkbook.from_filelike(io.BytesIO((tmp_path / "odd").read_bytes()))
    assert rows.get_sheet_by_index(0).to_python()[1] == ["a b <&>\nc"]


def test_a_file_held_by_another_program_is_said_with_what_to_do(tmp_path: Path) -> None:
    held = PermissionError(13, "Permission denied")

    with pytest.raises(ExportError, match="open in another program"), draft_of(tmp_path / "held"):
        raise held
