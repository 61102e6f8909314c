"""The record of an event, as files."""

import csv
import json
from pathlib import Path

import pytest

from checkin.app import App
from checkin.desk.export import ExportError, ExportFormat
from checkin.mirror.database import Mirror


def rows_of(app: App, file: Path) -> list[dict[str, str]]:
    app.export(file, ExportFormat.CSV)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def test_every_movement_is_a_row_with_what_the_platform_knows(
    ready_app: App, codes: list[str], tmp_path: Path
) -> None:
    first = ready_app.desk.admit(codes[0])
    ready_app.desk.admit(codes[1])
    assert first.movement is not None
    ready_app.desk.undo(first.movement)

    rows = rows_of(ready_app, tmp_path / "out.csv")

    assert [(row["direction"], row["told"]) for row in rows] == [
        ("in", "withdrawn"),
        ("in", "pending"),
        ("out", ""),
    ]
    assert rows[0]["undone_by"] == rows[2]["movement"]
    assert rows[2]["undoes"] == first.movement
    assert rows[0]["at"].endswith("+00:00")


def test_json_says_whose_event_it_is(ready_app: App, codes: list[str], tmp_path: Path) -> None:
    ready_app.desk.admit(codes[0])

    number = ready_app.export(tmp_path / "out.json", ExportFormat.JSON)

    said = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert number == len(said["movements"]) == 1
    assert said["event"] == "Open Source Days"


def test_a_name_that_a_spreadsheet_would_run_is_disarmed(
    ready_app: App, codes: list[str], tmp_path: Path
) -> None:
    ready_app.desk.admit(codes[0])
    mirror = Mirror(ready_app.folders.mirror)
    with mirror.write() as transaction:
        transaction.exec_driver_sql("UPDATE attendee SET given_name = '=HYPERLINK(1)', company = '-1+1'")
    mirror.close()

    [row] = rows_of(ready_app, tmp_path / "out.csv")

    assert row["given_name"] == "'=HYPERLINK(1)"
    assert row["company"] == "'-1+1"


def test_an_event_without_movements_is_a_heading(ready_app: App, tmp_path: Path) -> None:
    assert rows_of(ready_app, tmp_path / "out.csv") == []
    assert (tmp_path / "out.csv").read_text("utf-8-sig").startswith("movement,at,")


def test_a_file_that_cannot_be_written_is_said_and_no_half_is_left(ready_app: App, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="There is no folder"):
        ready_app.export(tmp_path / "nowhere" / "out.csv", ExportFormat.CSV)

    assert not list(tmp_path.glob("*.part"))
