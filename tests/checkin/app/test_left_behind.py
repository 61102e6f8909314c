"""Journals that stayed when their event was erased can be erased later, by command."""

from pathlib import Path

import pytest

from checkin.app import App
from checkin.app.left_behind import LeftBehind, erase_left, left_behind
from checkin.journal.book import folder_of
from checkin.journal.lines import Opening, written


def a_journal(file: Path, event: str, name: str, station: str = "here", computer: str = "") -> Path:
    opening = Opening(
        station=station, computer=computer, connection="old:1", event=event, event_name=name, timezone="UTC"
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(written(opening))
    return file


def the_one(app: App) -> LeftBehind:
    (left,) = left_behind(app)
    return left


def test_where_every_event_is_still_here_nothing_is_left_behind(ready_app: App) -> None:
    event = ready_app.event
    assert event is not None
    folder = folder_of(ready_app.folders.journal, event.connection, event.platform.platform_id)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "damaged.jsonl").write_text("no beginning")

    assert left_behind(ready_app) == ()


def test_a_journal_of_an_event_that_is_gone_is_found_by_its_id_or_name_and_erased(app: App) -> None:
    files = [
        a_journal(app.folders.journal / "old" / name, "7", "Spring") for name in ("a.jsonl", "b.jsonl.1.kept")
    ]
    damaged = app.folders.journal / "old" / "c.jsonl"
    damaged.write_text("no beginning")

    left = the_one(app)

    assert left.is_called("7")
    assert left.is_called("SPRING")
    assert not left.is_called("")
    assert set(left.files) == {*files, damaged}
    erase_left(left)
    assert left_behind(app) == ()
    assert not (app.folders.journal / "old").exists()


def test_what_cannot_be_read_at_all_is_named_by_where_it_lies(app: App) -> None:
    (app.folders.journal / "old").mkdir(parents=True)
    (app.folders.journal / "old" / "a.jsonl").write_text("no beginning")

    left = the_one(app)

    assert left.name == f"what cannot be read in {app.folders.journal / 'old'}"
    assert not left.is_called(left.name)


def test_in_a_shared_folder_what_others_wrote_is_left_to_them(app: App, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    app.change_settings(journal_folder=str(stick))
    ours = a_journal(stick / "old" / "ours.jsonl", "7", "Spring", station=app.settings.station_id)
    theirs = a_journal(stick / "old" / "theirs.jsonl", "7", "Spring", station="another")
    (stick / "old" / "damaged.jsonl").write_text("no beginning")

    left = the_one(app)
    erase_left(left)

    assert (left.files, left.others) == ([ours], [theirs])
    assert theirs.exists()
    assert not ours.exists()


@pytest.fixture
def app(app: App) -> App:
    app.folders.journal.mkdir(parents=True, exist_ok=True)
    return app
