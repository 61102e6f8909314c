"""What a station remembers."""

from pathlib import Path

import pytest

from checkin.errors import SettingsError
from checkin.model.event import WHOLE_EVENT
from checkin.model.station import Direction, Station, StationKind
from checkin.settings import (
    Appearance,
    Connection,
    PrinterChoice,
    PrinterKind,
    Settings,
    StationChoice,
    load,
    save,
)

CHOSEN = Settings(
    connection=Connection(
        platform="open_event", base_url="https://api.example.org/", account="desk@example.org"
    ),
    event=3,
    station=StationChoice(
        name="Hall B", kind=StationKind.CHECK_OUT, zone="session:5", platform_id="7", session="5"
    ),
    camera="0",
    printer=PrinterChoice(kind=PrinterKind.SYSTEM, queue="Labels"),
    print_on_check_in=False,
    appearance=Appearance.DARK,
)


def test_a_first_start_has_a_station_id_and_nothing_chosen(tmp_path: Path) -> None:
    settings = load(tmp_path)

    assert settings.station_id
    assert settings.connection is None
    assert settings.post() is None
    assert settings.station_id != load(tmp_path).station_id


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    save(CHOSEN, tmp_path / "new folder")

    assert load(tmp_path / "new folder") == CHOSEN
    assert [file.name for file in (tmp_path / "new folder").iterdir()] == ["station.json"]


def test_settings_of_a_later_version_can_be_read(tmp_path: Path) -> None:
    save(CHOSEN, tmp_path)
    file = tmp_path / "station.json"
    file.write_text(file.read_text().replace('"sound"', '"volume": 3, "sound"'))

    assert load(tmp_path) == CHOSEN


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"event": "many"}', b"\xff\xfe"])
def test_damaged_settings_are_said_to_be_damaged(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "station.json").write_bytes(content)

    with pytest.raises(SettingsError):
        load(tmp_path)


def test_settings_that_cannot_be_read_are_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "station.json").mkdir()

    with pytest.raises(SettingsError):
        load(tmp_path)


def test_settings_that_cannot_be_written_leave_the_old_ones(tmp_path: Path) -> None:
    save(CHOSEN, tmp_path)
    (tmp_path / "station.new").mkdir()

    with pytest.raises(SettingsError):
        save(CHOSEN.with_changes(event=4), tmp_path)

    assert load(tmp_path) == CHOSEN


def test_no_folder_is_made_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(SettingsError):
        save(CHOSEN, tmp_path / "file" / "folder")


def test_changes_leave_the_rest_and_the_original_alone() -> None:
    changed = CHOSEN.with_changes(sound=False)

    assert not changed.sound
    assert CHOSEN.sound
    assert changed.station == CHOSEN.station


def test_the_post_is_what_was_chosen() -> None:
    post = CHOSEN.post()

    assert isinstance(post, Station)
    assert (post.id, post.name, post.zone) == (CHOSEN.station_id, "Hall B", "session:5")
    assert (post.platform_id, post.session, post.direction) == ("7", "5", Direction.OUT)


def test_a_post_needs_no_more_than_a_name() -> None:
    post = Settings(station=StationChoice(name="Desk")).post()

    assert isinstance(post, Station)
    assert (post.kind, post.zone, post.platform_id, post.session) == (
        StationKind.REGISTRATION,
        WHOLE_EVENT,
        None,
        None,
    )


def test_a_connection_is_the_same_with_and_without_a_slash_at_its_end() -> None:
    with_slash = CHOSEN.connection
    assert with_slash is not None

    without = with_slash.model_copy(update={"base_url": "https://api.example.org"})

    assert with_slash.id == without.id == "open_event:https://api.example.org#desk@example.org"
