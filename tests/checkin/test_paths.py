"""Where things are kept."""

import sys
from pathlib import Path

import pytest

from checkin.paths import (
    folders_under,
    make_private_file,
    private_opener,
    resource,
    user_folders,
)
from tests.fakes.open_umask import everybody_may_read, open_to_others


def test_everything_can_be_kept_in_one_place(tmp_path: Path) -> None:
    folders = folders_under(tmp_path)

    assert folders.mirror.is_relative_to(tmp_path)
    assert folders.badges.is_relative_to(tmp_path)
    assert folders.templates.is_relative_to(folders.data)
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


def test_new_folders_and_files_are_private_before_anything_is_in_them(tmp_path: Path) -> None:
    with everybody_may_read():
        folders = folders_under(tmp_path).create()
        make_private_file(folders.data / "empty")
        with open(folders.data / "text", "w", encoding="utf-8", opener=private_opener) as file:
            assert open_to_others(tmp_path) == {}
            file.write("somebody")


def test_what_others_could_read_is_closed_to_them_and_links_lead_nowhere_else(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir(mode=0o755)
    (outside / "list.csv").touch(mode=0o644)
    folders = folders_under(tmp_path / "desk")
    with everybody_may_read():
        (folders.data / "badges").mkdir(parents=True)
        folders.logs.mkdir()
        for file in (
            folders.data / "mirror.sqlite",
            folders.data / "badges" / "1.pdf",
            folders.logs / "a.log",
        ):
            file.touch()
    (folders.data / "link").symlink_to(outside)
    seen = (outside / "list.csv").stat().st_mode

    folders.keep_private()  # the settings' folder is not there yet

    assert open_to_others(tmp_path / "desk") == {}
    assert (outside / "list.csv").stat().st_mode == seen


def test_what_cannot_be_made_private_stands_against_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    make_private_file(tmp_path / "file" / "within")

    assert not (tmp_path / "file" / "within").exists()
