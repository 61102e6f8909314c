import os
from pathlib import Path

import pytest

from checkin.connectors.roster import opening
from checkin.connectors.roster.opening import content_of
from checkin.errors import UnreachableError, UnreadableReplyError


class Held(type(Path())):  # type: ignore[misc]
    """A path whose file another program holds, or whose disk went away."""

    failure: OSError = PermissionError(13, "held")

    def open(self, *_arguments: object, **_named: object) -> object:
        raise self.failure


def test_a_file_that_is_gone_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UnreachableError, match="Put the USB stick back"):
        content_of("s", tmp_path / "gone.xlsx")


def test_a_file_that_is_open_elsewhere_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "held.xlsx").write_bytes(b"x")

    with pytest.raises(UnreachableError, match="Close it in the other program"):
        content_of("s", Held(tmp_path / "held.xlsx"))


@pytest.mark.parametrize("failure", [FileNotFoundError(2, "gone"), OSError(5, "input/output error")])
def test_a_disk_that_goes_away_while_reading_says_what_to_do(failure: OSError, tmp_path: Path) -> None:
    held = Held(tmp_path / "list.csv")
    (tmp_path / "list.csv").write_bytes(b"x")
    Held.failure = failure

    with pytest.raises(UnreachableError, match="Put the USB stick back"):
        content_of("s", held)

    Held.failure = PermissionError(13, "held")


def test_a_folder_or_a_pipe_is_no_list(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    for path in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(UnreadableReplyError, match="is no file"):
            content_of("s", path)


def test_a_name_no_disk_can_have_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreachableError):
        content_of("s", tmp_path / ("x" * 5000))


def test_a_file_as_large_as_a_film_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "film.csv").open("wb") as film:
        film.truncate(opening.MOST_BYTES + 1)

    with pytest.raises(UnreadableReplyError, match="larger than a list"):
        content_of("s", tmp_path / "film.csv")
