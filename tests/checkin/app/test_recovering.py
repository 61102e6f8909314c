import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner

from checkin.__main__ import cli
from checkin.app import App, open_app
from checkin.app.awaited_badge import awaited_badge
from checkin.app.command_line import choose_first_station
from checkin.credentials import SessionVault
from checkin.journal.reading import NoJournalError
from checkin.model.operation import OperationState
from checkin.paths import folders_under
from checkin.settings import Connection, Settings, save
from tests.checkin.conftest import SECRETS
from tests.fakes.awaited import Awaited, nothing_waits


@pytest.fixture
def journal(ready_app: App, codes: list[str]) -> Path:
    """Three came, two of whom the platform has heard of."""
    settled = Awaited(ready_app.notices, nothing_waits)
    for code in codes[:2]:
        ready_app.desk.admit(code)
    ready_app.start_sync()
    settled.wait()
    ready_app.stop_sync()
    ready_app.desk.admit(codes[2])
    ready_app.close()
    return ready_app.folders.journal


def recover(folder: Path, *words: object) -> str:
    done = CliRunner().invoke(cli, ["--data", str(folder), "recover", *map(str, words)])
    assert done.exit_code == 0, done.output
    return " ".join(done.output.split())


def test_a_computer_that_knows_nothing_knows_who_came(journal: Path, tmp_path: Path) -> None:
    said = recover(tmp_path / "new", journal)

    assert "3 movements and 3 operations put back from 1 file; 3 people made anew" in said
    assert "Next: connect" in said


def test_who_has_a_badge_is_known_again(ready_app: App, codes: list[str], tmp_path: Path) -> None:
    admission = ready_app.desk.admit(codes[0]).admission
    assert admission.attendee is not None
    awaited_badge(ready_app, admission.attendee.id)
    ready_app.close()

    said = recover(tmp_path / "new", ready_app.folders.journal)

    assert "Who has a badge is known again" in said
    assert "Who has a badge" not in recover(tmp_path / "new", ready_app.folders.journal)


def test_recovering_twice_tells_nothing_new(journal: Path, tmp_path: Path) -> None:
    recover(tmp_path / "new", journal)

    assert "0 movements and 0 operations put back" in recover(tmp_path / "new", journal)


def test_after_recovering_and_pulling_everybody_is_told_of_once(
    journal: Path, tmp_path: Path, connection: Connection, vault: SessionVault, ready_app: App
) -> None:
    folders = folders_under(tmp_path / "new")
    save(Settings(connection=ready_app.settings.connection), folders.settings)
    recover(tmp_path / "new", journal)

    with open_app(folders, vault=vault) as app:
        app.connect(connection, SECRETS)
        assert app.event is not None
        (waiting,) = app.waiting()
        app.pull()
        choose_first_station(app)
        assert app.desk.counts().checked_in == 3
        settled = Awaited(app.notices, nothing_waits)
        app.start_sync()
        settled.wait()
        counts = app.sync_status().counts
    assert waiting.operation.state is OperationState.UNCERTAIN
    assert (counts.settled, counts.waiting, counts.parked) == (3, 0, 0)


def test_who_came_is_written_from_the_files_alone(journal: Path, tmp_path: Path) -> None:
    file = tmp_path / "came.csv"
    said = recover(tmp_path / "new", journal, "--export", file)

    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.DictReader(text))
    assert "3 movements written" in said
    assert len(rows) == 3
    assert all(row["family_name"] and row["direction"] == "in" for row in rows)
    assert not (tmp_path / "new").exists()


def test_a_photo_is_no_journal(tmp_path: Path) -> None:
    photo = tmp_path / "door.jpg"
    photo.write_bytes(bytes(range(256)) * 20)

    done = CliRunner().invoke(cli, ["--data", str(tmp_path / "new"), "recover", str(photo)])

    assert isinstance(done.exception, NoJournalError)
    assert "nothing was changed" in str(done.exception)


def test_nothing_is_written_where_it_is_not_clear_what(journal: Path, tmp_path: Path) -> None:
    words = ["--data", str(tmp_path / "new"), "recover", str(journal), "--export", str(tmp_path / "came.doc")]
    done = CliRunner().invoke(cli, words)

    assert "end in .csv" in str(done.exception)
