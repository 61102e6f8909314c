import pytest

from checkin.badges.sizes import Size
from checkin.badges.template import Box
from ui.screens.designer.snapping import Handle, Lines, cut, lines_of, moved, resized, within

PAGE = Size(100, 80)


def test_a_box_catches_on_the_edges_and_the_middle_of_the_page() -> None:
    lines = lines_of(PAGE, (), reach=1.5)

    caught = moved(Box(3, 3, 20, 10), -2.2, 31.4, lines)

    assert caught.box == Box(0, 35, 20, 10)
    assert [*caught.xs] == [0]
    assert [*caught.ys] == [40]


def test_a_box_catches_on_the_margins() -> None:
    caught = moved(Box(20, 20, 20, 10), -14.6, 0.3, lines_of(PAGE, (), reach=1))

    assert caught.box == Box(5, 20, 20, 10)
    assert [*caught.xs] == [5]


def test_a_box_catches_on_others() -> None:
    lines = lines_of(PAGE, (Box(33, 11, 9, 7),), reach=1)

    caught = moved(Box(60, 60, 10, 6), -26.4, -41.5, lines)

    assert [caught.box.x, caught.box.y] == [33, 18]
    assert [*caught.xs] == [33]
    assert [*caught.ys] == [18]


def test_what_catches_on_nothing_goes_to_full_millimetres() -> None:
    caught = moved(Box(20, 20, 8, 8), 1.4, 1.6, lines_of(PAGE, (), reach=0.2))

    assert caught.box == Box(21, 22, 8, 8)
    assert not caught.xs + caught.ys


def test_without_lines_a_box_goes_where_it_is_put() -> None:
    assert moved(Box(20, 20, 8, 8), 1.43, 0.017, Lines()).box == Box(21.43, 20.017, 8, 8)


@pytest.mark.parametrize(
    ("handle", "expected"),
    [
        (Handle.RIGHT, Box(20, 20, 14, 10)),
        (Handle.LEFT, Box(24, 20, 6, 10)),
        (Handle.TOP, Box(20, 23, 10, 7)),
        (Handle.BOTTOM, Box(20, 20, 10, 13)),
        (Handle.TOP_LEFT, Box(24, 23, 6, 7)),
        (Handle.BOTTOM_RIGHT, Box(20, 20, 14, 13)),
    ],
)
def test_only_the_sides_of_the_handle_follow(handle: Handle, expected: Box) -> None:
    assert resized(Box(20, 20, 10, 10), handle, 4, 3, Lines()).box == expected


def test_a_side_catches_on_a_line_and_says_so() -> None:
    caught = resized(Box(20, 20, 10, 10), Handle.RIGHT, 19.2, 0, lines_of(PAGE, (), reach=1))

    assert caught.box == Box(20, 20, 30, 10)
    assert [*caught.xs] == [50]


@pytest.mark.parametrize("handle", [Handle.RIGHT, Handle.LEFT])
def test_no_side_is_pulled_past_the_other(handle: Handle) -> None:
    way = -50 * handle.across

    assert resized(Box(40, 20, 10, 10), handle, way, 0, Lines()).box.width == 1


def test_a_box_is_kept_on_the_page_and_its_bleed() -> None:
    assert within(Box(95, -20, 20, 10), PAGE, 3) == Box(83, -3, 20, 10)
    assert within(Box(0, 0, 300, 10), PAGE, 0) == Box(0, 0, 100, 10)


def test_what_is_pulled_over_the_page_ends_there() -> None:
    assert cut(Box(90, 70, 20, 30), PAGE, 3) == Box(90, 70, 13, 13)
    assert cut(Box(-9, 10, 20, 30), PAGE, 0) == Box(0, 10, 11, 30)
