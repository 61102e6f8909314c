"""Where things are kept."""

import sys
from pathlib import Path

import pytest

from checkin.paths import folders_under, resource, user_folders


def test_everything_can_be_kept_in_one_place(tmp_path: Path) -> None:
    folders = folders_under(tmp_path)

    assert folders.mirror.is_relative_to(tmp_path)
    assert folders.badges.is_relative_to(tmp_path)
    assert len({folders.settings, folders.data, folders.logs}) == 3


def test_missing_folders_are_made_and_existing_ones_kept(tmp_path: Path) -> None:
    folders = folders_under(tmp_path / "stick").create()
    (folders.data / "kept").touch()

    assert folders.create() is folders
    assert (folders.data / "kept").exists()
    assert folders.settings.is_dir()
    assert folders.logs.is_dir()


def test_the_system_says_where_a_users_files_belong() -> None:
    folders = user_folders()

    assert all("checkin-desk" in str(one) for one in (folders.settings, folders.data, folders.logs))


def test_resources_are_found_in_the_source_tree() -> None:
    assert resource("badges").is_dir()


def test_resources_are_found_in_a_frozen_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)

    assert resource("icons", "app.svg") == tmp_path / "resources" / "icons" / "app.svg"


def test_new_folders_are_for_this_user_alone(tmp_path: Path) -> None:
    folders = folders_under(tmp_path / "desk").create()

    assert {folder.stat().st_mode & 0o777 for folder in (folders.settings, folders.data)} == {0o700}
