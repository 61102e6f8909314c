"""Whoever names a file is told why it cannot be written, and what to do about it."""

import errno
import os
from pathlib import Path

import pytest

from checkin.desk.unwritable import why_unwritable


def why(file: Path, number: int) -> str:
    return why_unwritable(file, OSError(number, os.strerror(number)))


def test_a_folder_that_is_not_there_is_said_not_that_there_is_no_room(tmp_path: Path) -> None:
    said = why(tmp_path / "nosuch" / "x.pdf", errno.ENOENT)
    assert said == f"There is no folder {tmp_path / 'nosuch'}. Make it, or choose another one."


def test_a_file_where_a_folder_should_be_and_a_folder_where_a_file_should_be(tmp_path: Path) -> None:
    (tmp_path / "list.csv").touch()
    assert "list.csv is a file, not a folder." in why(tmp_path / "list.csv" / "x.pdf", errno.ENOTDIR)
    assert why(tmp_path, errno.EISDIR).startswith(f"{tmp_path} is a folder. Add the name of a file")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "There is no room left on the disk for"),
        (errno.EDQUOT, "There is no room left on the disk for"),
        (errno.EACCES, "You may not write"),
        (errno.EPERM, "if the file is open in another program, close it there."),
        (errno.EROFS, "on a disk that can only be read."),
        (errno.EFBIG, "gets larger than the disk takes a file."),
        (errno.ENAMETOOLONG, "is too long for the disk. Choose a shorter one."),
        (errno.ENOENT, "takes no files. Choose another one."),
        (errno.EIO, "x.pdf cannot be written: Input/output error. Choose another place."),
    ],
)
def test_each_trouble_of_a_disk_has_a_sentence(tmp_path: Path, number: int, words: str) -> None:
    assert words in why(tmp_path / "x.pdf", number)
