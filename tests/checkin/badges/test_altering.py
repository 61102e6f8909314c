"""Changes of templates are as right as what is read from a file."""

import pytest

from checkin.badges.altering import altered, made
from checkin.badges.template import Area, Box, default_template
from checkin.errors import BadgeError


def test_what_is_altered_is_as_before_in_all_else() -> None:
    area = made(Area, kind="area", box=Box(0, 0, 10, 10), fill="#112233")

    assert altered(area, radius=2) == made(Area, kind="area", box=Box(0, 0, 10, 10), fill="#112233", radius=2)


def test_what_would_not_be_right_is_refused_in_words() -> None:
    area = made(Area, kind="area", box=Box(500, 0, 10, 10))

    with pytest.raises(BadgeError, match="reaches over the page") as refused:
        altered(default_template(), front=(area,))

    assert "Value error" not in str(refused.value)


def test_the_same_fault_is_said_once() -> None:
    with pytest.raises(BadgeError) as refused:
        made(Area, kind="area", box=(0, 0, -1, -1))

    assert str(refused.value) == "more than 0 is wanted, not -1"
