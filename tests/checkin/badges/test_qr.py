import pytest

from checkin.badges.qr import QUIET_ZONE, qr_path
from checkin.errors import BadgeError
from tests.checkin.badges.examples import CODE


def test_a_code_is_one_path_with_a_quiet_zone_around() -> None:
    path, units = qr_path(CODE)
    assert path.endswith(" f")
    assert path.count("f") == 1
    numbers = [tuple(map(int, part.split())) for part in path.removesuffix(" f").split(" 1 re") if part]
    assert min(x for x, _, _ in numbers) == min(y for _, y, _ in numbers) == QUIET_ZONE
    assert max(x + width for x, _, width in numbers) == units - QUIET_ZONE
    assert max(y + 1 for _, y, _ in numbers) == units - QUIET_ZONE


def test_the_same_code_is_worked_out_once() -> None:
    assert qr_path("again") is qr_path("again")


def test_a_code_beyond_the_largest_size_is_refused() -> None:
    with pytest.raises(BadgeError, match="A code of 4000 characters is too long"):
        qr_path("x" * 4000)
