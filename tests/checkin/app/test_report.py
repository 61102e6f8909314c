import json
import stat
import zipfile
from pathlib import Path

import pytest

from checkin.app import App
from checkin.app.doctor import Finding, Health
from checkin.app.report import ReportError, write_report
from checkin.settings import Connection

FOUND = (
    Finding(name="mirror", health=Health.GOOD, what=f"{Path.home()}/data/mirror.sqlite is sound"),
    Finding(name="platform", health=Health.POOR, what="Ada may not do this", kind="CredentialsError"),
    Finding(name="line", health=Health.POOR, what="There is no network.", kind="UnreachableError"),
)


def read(file: Path) -> dict[str, str]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_a_report_has_the_findings_the_station_the_sync_and_the_log(
    ready_app: App, codes: list[str], tmp_path: Path
) -> None:
    ready_app.desk.admit(codes[0])
    file = tmp_path / "report.zip"

    write_report(ready_app, file, FOUND)

    held = read(file)
    told = json.loads(held["report.json"])
    assert [one["what"] for one in told["findings"]] == [
        "~/data/mirror.sqlite is sound",
        "CredentialsError",
        "There is no network.",
    ]
    assert (told["station"]["platform"], told["station"]["host"]) == ("open_event", "127.0.0.1")
    assert told["sync"]["waiting"] == 1
    assert "scanned" in held["logs/desk.log"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_report_names_neither_account_nor_ticket(
    ready_app: App, connection: Connection, codes: list[str], tmp_path: Path
) -> None:
    found = ready_app.desk.admit(codes[0])
    write_report(ready_app, tmp_path / "report.zip", FOUND)

    everything = "".join(read(tmp_path / "report.zip").values())

    assert found.admission.attendee is not None
    assert found.admission.attendee.family_name not in everything
    assert codes[0] not in everything
    assert connection.account not in everything


def test_a_report_of_a_station_that_is_not_set_up_can_be_written(app: App, tmp_path: Path) -> None:
    write_report(app, tmp_path / "report.zip", ())

    told = json.loads(read(tmp_path / "report.zip")["report.json"])
    assert told["station"]["platform"] is None
    assert told["findings"] == []


def test_where_it_cannot_be_written_is_said(app: App, tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="cannot be written"):
        write_report(app, tmp_path / "nowhere" / "report.zip", ())
