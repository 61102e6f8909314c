"""What can be asked before anything is chosen."""

from pathlib import Path

import pytest

from checkin.app import App
from checkin.errors import SettingsError
from checkin.model.platform import Capability
from checkin.practice.sarcon.serve import SarconPractice
from checkin.settings import Connection


def test_before_a_platform_is_chosen_nothing_is_possible(app: App) -> None:
    assert app.capabilities == frozenset()
    assert not app.is_signed_in
    assert app.settings.connection is None


def test_what_a_platform_can_do_is_known_once_it_is_chosen(ready_app: App) -> None:
    assert Capability.LIST_EVENTS in ready_app.capabilities
    assert ready_app.is_signed_in


def test_a_code_shown_for_setting_up_says_whose_it_is(app: App) -> None:
    shown = '{"handshake_version": 1, "url": "https://tickets.example.org", "token": "abc"}'

    found = app.read_setup_code(shown)

    assert found is not None
    assert found[0] == "pretix"
    assert app.read_setup_code("just a ticket") is None


def test_a_list_is_looked_at_before_it_is_taken(app: App, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("First name,Last name,Firm\nAda,Lovelace,Babbage\n", encoding="utf-8")

    preview = app.preview_roster(file, {"company": "Firm"})

    assert dict(preview.columns)["company"] == "Firm"


def test_a_mapping_is_tried_with_the_secrets_that_were_typed(app: App) -> None:
    with SarconPractice(attendees=10) as platform:
        trial = app.try_mapping(platform.connection, platform.secrets, platform.main_event)

    assert trial.good
    with pytest.raises(SettingsError, match="no mapping"):
        app.try_mapping(Connection(platform="open_event", base_url="https://example.org"), {})
