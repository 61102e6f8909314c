from pathlib import Path

import pytest

from checkin.connectors.spreadsheet import setup
from checkin.errors import SettingsError
from checkin.model.platform import Capability, SetupKind
from checkin.settings import Connection


def connection(**options: str) -> Connection:
    return Connection(platform=setup.PLATFORM, account="Gala", options=options)


def test_a_list_gives_attendees_and_their_photos_and_takes_nothing() -> None:
    able = {Capability.ROSTER, Capability.PHOTOS}
    assert setup.capabilities(connection()) == setup.FORM.capabilities == able


def test_the_form_asks_for_the_file_and_the_name_of_the_event() -> None:
    asked = {field.name: field for field in setup.FORM.fields}

    assert asked["roster"].kind is SetupKind.FILE
    assert asked["roster"].label == "List of attendees"
    assert asked["roster"].required
    assert asked["account"].required
    assert not asked["timezone"].required
    assert asked["timezone"].preset
    assert "columns" not in asked


def test_the_time_zone_of_this_computer_is_offered(tmp_path: Path) -> None:
    link = tmp_path / "localtime"
    link.symlink_to("/usr/share/zoneinfo/Europe/Berlin")

    assert setup.system_zone(link, {}) == "Europe/Berlin"
    assert setup.system_zone(link, {"TZ": ":America/Bogota"}) == "America/Bogota"
    assert setup.system_zone(link, {"TZ": "../nowhere"}) == "Europe/Berlin"
    assert setup.system_zone(tmp_path / "none", {}, "Nowhere") == "UTC"


def test_the_zone_is_utc_when_none_was_chosen_and_a_wrong_one_is_said() -> None:
    assert setup.zone_of(connection()).key == "UTC"
    assert setup.zone_of(connection(timezone=" Europe/Berlin ")).key == "Europe/Berlin"
    with pytest.raises(SettingsError, match="no time zone called 'Mars'"):
        setup.zone_of(connection(timezone="Mars"))


@pytest.mark.parametrize("roster", ["", " ", "a\0b"])
def test_without_a_file_nothing_can_be_read(roster: str) -> None:
    with pytest.raises(SettingsError, match="Choose the file"):
        setup.file_of(connection(roster=roster))


@pytest.mark.parametrize("columns", ["{", "[]", '{"code": 3}', "[" * 100_000])
def test_a_damaged_choice_of_columns_is_said(columns: str) -> None:
    with pytest.raises(SettingsError, match="Choose them again"):
        setup.columns_of(connection(columns=columns))


def test_the_choice_of_columns_is_kept_as_text() -> None:
    assert setup.columns_of(connection(columns='{"code": "Strichcode"}')) == {"code": "Strichcode"}
    assert setup.columns_of(connection()) == {}
