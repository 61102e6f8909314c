"""Photos beside the list, and nothing else of the computer."""

import os
from pathlib import Path

import pytest

from checkin.connectors.protocol import LARGEST_PHOTO
from checkin.connectors.roster import is_beside, photo_beside, read_roster
from checkin.connectors.roster.beside import address_beside
from checkin.errors import RejectedError, UnreachableError
from tests.checkin.connectors.roster.files import csv_bytes, written


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    folder = tmp_path / "event"
    folder.mkdir()
    (tmp_path / "secret.jpg").write_bytes(b"nobody's business")
    (folder / "ada.jpg").write_bytes(b"ada")
    (folder / "photos").mkdir()
    (folder / "photos" / "grace.jpg").write_bytes(b"grace")
    rows = (
        ("First name", "Last name", "Code", "Foto"),
        ("Ada", "Lovelace", "A1", "ada.jpg"),
        ("Grace", "Hopper", "A2", "photos\\grace.jpg"),
        ("Alan", "Turing", "A3", ""),
    )
    return written(folder, "list.csv", csv_bytes(rows))


def photo(roster: Path, name: str) -> bytes:
    return photo_beside("spreadsheet", roster, address_beside(name))


def test_a_column_says_whose_photo_is_which_file(roster: Path) -> None:
    ada, grace, alan = read_roster("spreadsheet", roster, {}).people

    assert photo_beside("spreadsheet", roster, ada.photo) == b"ada"
    assert photo_beside("spreadsheet", roster, grace.photo) == b"grace"
    assert (alan.photo, is_beside(alan.photo)) == ("", False)
    assert "Foto" not in ada.extra


@pytest.mark.parametrize(
    "name",
    [
        "../secret.jpg",
        "photos/../../secret.jpg",
        "..\\secret.jpg",
        "/etc/hostname",
        "\\\\server\\share\\a.jpg",
        "C:\\Users\\a.jpg",
        "file:///etc/hostname",
        "https://example.org/a.jpg",
        "ada.jpg:hidden",
        "photos",
        ".",
    ],
)
def test_what_is_not_in_the_folder_of_the_list_is_not_opened(roster: Path, name: str) -> None:
    with pytest.raises(RejectedError, match="not in the folder"):
        photo(roster, name)


@pytest.mark.parametrize("address", ["", "/etc/hostname", "https://example.org/a.jpg", "beside:"])
def test_what_is_no_address_of_ours_is_not_opened(roster: Path, address: str) -> None:
    with pytest.raises(RejectedError, match="not in the folder"):
        photo_beside("spreadsheet", roster, address)


def test_a_link_that_leads_out_is_not_followed(roster: Path) -> None:
    (roster.parent / "link.jpg").symlink_to(roster.parent.parent / "secret.jpg")
    (roster.parent / "out").symlink_to(roster.parent.parent, target_is_directory=True)

    for name in ("link.jpg", "out/secret.jpg"):
        with pytest.raises(RejectedError, match="not in the folder"):
            photo(roster, name)


def test_a_link_that_stays_is_as_good_as_the_file(roster: Path) -> None:
    (roster.parent / "countess.jpg").symlink_to(roster.parent / "ada.jpg")

    assert photo(roster, "countess.jpg") == b"ada"


def test_nobody_waits_for_a_pipe(roster: Path) -> None:
    os.mkfifo(roster.parent / "pipe.jpg")

    with pytest.raises(RejectedError):
        photo(roster, "pipe.jpg")


@pytest.mark.parametrize("name", ["gone.jpg", "photos/gone.jpg", "gone/ada.jpg"])
def test_one_that_is_not_there_is_said(roster: Path, name: str) -> None:
    with pytest.raises(RejectedError, match="not there"):
        photo(roster, name)


@pytest.mark.parametrize("name", ["ada\0.jpg", "a" * 5000, "ada.jpg/more"])
def test_a_name_no_file_can_have_is_no_crash(roster: Path, name: str) -> None:
    with pytest.raises((RejectedError, UnreachableError)):
        photo(roster, name)


def test_one_that_is_too_large_is_not_taken(roster: Path) -> None:
    with (roster.parent / "large.jpg").open("wb") as file:
        file.truncate(LARGEST_PHOTO + 1)

    with pytest.raises(RejectedError, match="too large"):
        photo(roster, "large.jpg")
