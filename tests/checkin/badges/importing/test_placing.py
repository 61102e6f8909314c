import pytest

from checkin.badges.importing.placing import Patch, in_range, on_page, room_above, room_below, turned
from checkin.badges.sizes import Size

PAGE = Size(100, 50)


def test_what_is_turned_by_a_right_angle_lies_across() -> None:
    assert turned(Patch(x=10, y=10, width=30, height=4), 90, 10, 10).box == (6, 10, 4, 30)
    assert turned(Patch(x=10, y=10, width=30, height=4), 180, 10, 10).box == (-20, 6, 30, 4)


@pytest.mark.parametrize(("turn", "same"), [(0, 0), (270, -90), (-450, -90), (180, -180), (725, 5)])
def test_turns_are_brought_into_range(turn: float, same: float) -> None:
    assert in_range(turn) == same


def test_what_reaches_over_the_page_is_cut_and_the_middle_of_what_is_centred_stays() -> None:
    wide = Patch(x=-10, y=40, width=100, height=20)

    assert on_page(wide, PAGE, "start") == Patch(x=0, y=40, width=90, height=10)
    assert on_page(wide, PAGE) == Patch(x=0, y=40, width=80, height=10)
    assert on_page(Patch(x=200, y=0, width=10, height=10), PAGE) is None


def test_room_is_measured_to_what_is_above_and_below_only() -> None:
    here = Patch(x=10, y=20, width=20, height=5)
    above, below = Patch(x=0, y=0, width=15, height=12), Patch(x=25, y=30, width=9, height=9)
    beside = Patch(x=40, y=0, width=10, height=50)

    assert room_above(here, [above, below, beside]) == 8
    assert room_below(here, [above, below, beside], PAGE) == 5
    assert room_above(here, [beside]) == 20
    assert room_below(here, [beside], PAGE) == 25
