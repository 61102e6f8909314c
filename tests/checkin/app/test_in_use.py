"""Who uses a data folder, and who left it in good order."""

import errno
from pathlib import Path

import pytest

from checkin.app.in_use import InUse, in_our_words
from checkin.errors import MirrorError, MirrorFullError, MirrorLockedError


def entered(folder: Path) -> InUse:
    one = InUse(folder)
    with one.opening():
        one.enter()
    return one


def test_nobody_was_there_before_the_first(tmp_path: Path) -> None:
    first = InUse(tmp_path)

    with first.opening():
        assert first.others() == (False, False)


def test_whoever_is_there_is_seen_until_they_leave(tmp_path: Path) -> None:
    first, second = entered(tmp_path), InUse(tmp_path)

    with second.opening():
        assert second.others() == (True, False)
    first.leave()

    assert second.others() == (False, False)


def test_whoever_died_is_seen_once(tmp_path: Path) -> None:
    (tmp_path / "in-use").mkdir()
    (tmp_path / "in-use" / "somebody.lock").touch()
    first = InUse(tmp_path)

    with first.opening():
        assert first.others() == (False, True)
        first.enter()

    assert InUse(tmp_path).others() == (True, False)
    first.leave()


def test_one_at_a_time_opens(tmp_path: Path) -> None:
    with (
        InUse(tmp_path).opening(),
        pytest.raises(MirrorLockedError, match="still being opened"),
        InUse(tmp_path, patience=0.05).opening(),
    ):
        pass


@pytest.mark.parametrize(
    ("number", "kind"),
    [(errno.ENOSPC, MirrorFullError), (errno.EROFS, MirrorError)],
    ids=["full", "read-only"],
)
def test_what_a_disk_refuses_is_said_in_our_words(
    tmp_path: Path, number: int, kind: type[MirrorError]
) -> None:
    with pytest.raises(kind, match=str(tmp_path)), in_our_words(tmp_path):
        raise OSError(number, "words of the system")
