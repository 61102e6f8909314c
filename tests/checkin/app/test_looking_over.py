"""Damage that nobody met yet is told of while the desk is open."""

import os
from pathlib import Path

from checkin.app.looking_over import LookingOver
from checkin.mirror.database import Mirror
from checkin.mirror.doubting import is_doubted
from checkin.notices import NoticeBoard, SyncTroubled
from tests.fakes.awaited import Awaited


def test_of_a_sound_file_nothing_is_said(mirror: Mirror) -> None:
    board = NoticeBoard()
    heard = Awaited(board, lambda _: True)
    looking = LookingOver(mirror, board, after=0)

    looking.begin()
    looking.close()

    assert heard.notices == []
    assert not is_doubted(mirror.path)


def test_of_a_damaged_one_it_is_said_what_to_do_and_the_next_start_looks_closely(tmp_path: Path) -> None:
    path = tmp_path / "mirror.sqlite"
    Mirror(path).close()
    with path.open("r+b") as file:
        file.seek(5 * 4096)
        file.write(os.urandom(4096))
    mirror, board = Mirror(path), NoticeBoard()
    heard = Awaited(board, lambda notice: isinstance(notice, SyncTroubled))
    looking = LookingOver(mirror, board, after=0)

    looking.begin()
    heard.wait()
    looking.close()
    mirror.close()

    assert "open it again" in str(heard.notices)
    assert is_doubted(path)


def test_closing_does_not_wait_for_it(mirror: Mirror) -> None:
    looking = LookingOver(mirror, NoticeBoard(), after=60)

    looking.begin()
    looking.close()

    assert mirror.fault() == ""


def test_it_may_come_too_late(mirror: Mirror) -> None:
    board = NoticeBoard()
    heard = Awaited(board, lambda _: True)
    mirror.close()
    looking = LookingOver(mirror, board, after=0)

    looking.begin()
    looking.close()

    assert heard.notices == []
