"""What each kind of element looks like, on pixels."""

import base64
import io

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from checkin.badges.badge import Badge
from checkin.badges.preview import pixels
from checkin.badges.render import render_badge
from checkin.badges.template import Area, Box, Code, Element, Picture, Row, Rule, Symbology, Text
from tests.checkin.badges.examples import CODE, a_badge, a_logo, a_page, colours_at, decoded, ink_box_mm

DPI = 254
WHITE, RED, GREEN, BLUE = (255, 255, 255), (255, 0, 0), (0, 255, 0), (0, 0, 255)
BOX = {"box": (20, 10, 20, 10)}
MIDDLE = (30, 15)


def page_with(*elements: Element, badge: Badge | None = None) -> NDArray[np.uint8]:
    return pixels(render_badge(a_page(*elements), badge or a_badge()), dpi=DPI)


def at(page: NDArray[np.uint8], x: float, y: float) -> tuple[int, int, int]:
    return colours_at(page, x, y, DPI)


def ink_of(*elements: Element, badge: Badge | None = None) -> tuple[float, float, float, float]:
    return ink_box_mm(render_badge(a_page(*elements), badge or a_badge()), dpi=DPI)


def an_area(**changes: object) -> Area:
    return Area.model_validate({"kind": "area", **BOX, "fill": "#ff0000", **changes})


def a_rule(**changes: object) -> Rule:
    return Rule.model_validate({"kind": "line", **BOX, "colour": "#ff0000", "thickness": 1, **changes})


def a_picture(**changes: object) -> Picture:
    return Picture.model_validate({"kind": "picture", **BOX, **changes})


def red_and_blue(size: tuple[int, int] = (40, 20)) -> bytes:
    """Its left half red, its right half blue."""
    image = Image.new("RGB", size, "#ff0000")
    image.paste("#0000ff", (size[0] // 2, 0, *size))
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def test_rounded_corners_are_white_and_the_rest_is_filled() -> None:
    page = page_with(an_area(radius=4))
    assert at(page, 20.5, 10.5) == at(page, 39.5, 19.5) == WHITE
    assert at(page, 24, 10.2) == at(page, 20.2, 14) == at(page, *MIDDLE) == RED


def test_a_radius_larger_than_the_area_makes_a_pill() -> None:
    page = page_with(an_area(radius=40))
    assert at(page, 21, 10.8) == WHITE
    assert at(page, 26, 10.3) == at(page, 20.3, 15) == RED


def test_an_edge_is_as_thick_as_it_says_and_stays_inside_its_box() -> None:
    framed = an_area(fill="#0000ff", edge="#ff0000", thickness=2)
    assert ink_of(framed) == pytest.approx((20, 10, 40, 20), abs=0.11)
    page = page_with(framed)
    assert at(page, 20.4, 15) == at(page, 21.8, 15) == at(page, 30, 19.6) == RED
    assert at(page, 22.3, 15) == at(page, *MIDDLE) == BLUE


def test_an_edge_without_a_fill_lets_the_ground_show() -> None:
    page = page_with(an_area(fill="#00ff00"), an_area(fill=None, edge="#ff0000", thickness=1))
    assert at(page, 20.5, 15) == RED
    assert at(page, *MIDDLE) == GREEN


def test_an_area_without_fill_and_edge_is_nothing() -> None:
    assert np.all(page_with(an_area(fill=None)) == 255)


@pytest.mark.parametrize(
    ("runs", "ink"),
    [("across", (20, 14.5, 40, 15.5)), ("down", (29.5, 10, 30.5, 20))],
)
def test_straight_rules_run_along_the_middle_of_their_box(runs: str, ink: tuple[float, ...]) -> None:
    assert ink_of(a_rule(runs=runs)) == pytest.approx(ink, abs=0.11)


def test_slanting_rules_run_from_corner_to_corner() -> None:
    falling, rising = page_with(a_rule(runs="falling")), page_with(a_rule(runs="rising"))
    assert at(falling, *MIDDLE) == at(rising, *MIDDLE) == RED
    assert at(falling, 22, 11) == at(falling, 38, 19) == RED
    assert at(falling, 22, 19) == at(falling, 38, 11) == WHITE
    assert at(rising, 22, 19) == at(rising, 38, 11) == RED
    assert at(rising, 22, 11) == WHITE


def test_a_picture_that_is_shown_whole_leaves_the_rest_of_its_box_white() -> None:
    square = a_badge(logo=red_and_blue((40, 40)))
    assert ink_of(a_picture(), badge=square) == pytest.approx((25, 10, 35, 20), abs=0.11)


def test_a_picture_that_fills_its_box_loses_what_is_outside() -> None:
    tall = a_badge(logo=red_and_blue((40, 80)))
    filled = a_picture(fit="fill")
    assert ink_of(filled, badge=tall) == pytest.approx((20, 10, 40, 20), abs=0.11)
    page = page_with(filled, badge=tall)
    assert (at(page, 21, 15), at(page, 39, 15)) == (RED, BLUE)


def test_a_picture_with_half_its_side_as_radius_is_a_circle() -> None:
    photo = a_picture(box=(20, 10, 20, 20), shows="photo", fit="fill", radius=10)
    page = page_with(photo, badge=a_badge(photo=red_and_blue()))
    for x, y in ((21, 11), (39, 11), (21, 29), (39, 29)):
        assert at(page, x, y) == WHITE
    assert (at(page, 20.3, 20), at(page, 39.7, 20)) == (RED, BLUE)


def test_the_photo_and_the_logo_are_not_mistaken_for_one_another() -> None:
    logo, photo = a_picture(), a_picture(box=(20, 25, 20, 10), shows="photo")
    badge = a_badge(logo=a_logo((20, 10)), photo=a_logo((20, 10), colour="#0000ff"))
    page = page_with(logo, photo, badge=badge)
    assert (at(page, *MIDDLE), at(page, 30, 30)) == (RED, BLUE)
    assert np.all(page_with(photo, badge=a_badge(logo=a_logo())) == 255)


def test_a_picture_of_the_templates_own_is_drawn_on_everybodys_badge() -> None:
    own = a_picture(shows=base64.b64encode(a_logo((20, 10), colour="#00ff00")).decode())
    assert at(page_with(own), *MIDDLE) == GREEN


def test_a_clipped_picture_clips_nothing_that_comes_after_it() -> None:
    photo = a_picture(shows="photo", fit="fill", radius=5)
    page = page_with(photo, an_area(box=(0, 30, 60, 10)), badge=a_badge(photo=a_logo()))
    assert at(page, 1, 35) == at(page, 59, 35) == RED


@pytest.mark.parametrize(
    ("turn", "red", "blue"),
    [
        (0, (25, 20), (35, 20)),
        (90, (30, 15), (30, 25)),
        (-90, (30, 25), (30, 15)),
        (180, (35, 20), (25, 20)),
    ],
)
def test_what_is_turned_goes_clockwise(
    turn: float, red: tuple[float, float], blue: tuple[float, float]
) -> None:
    box = (25, 10, 10, 20) if abs(turn) == 90 else (20, 15, 20, 10)
    page = page_with(a_picture(box=box, turn=turn), badge=a_badge(logo=red_and_blue()))
    assert (at(page, *red), at(page, *blue)) == (RED, BLUE)


def test_what_is_turned_by_a_right_angle_fills_its_box() -> None:
    assert ink_of(an_area(turn=90)) == pytest.approx((20, 10, 40, 20), abs=0.11)
    assert ink_of(a_rule(turn=90)) == pytest.approx((29.5, 10, 30.5, 20), abs=0.11)


@pytest.mark.parametrize("turn", [45, -135])
def test_what_is_turned_by_another_angle_turns_around_the_middle_of_its_box(turn: float) -> None:
    square = an_area(box=(20, 10, 20, 20), turn=turn)
    half = 10 * 2**0.5
    assert ink_of(square) == pytest.approx((30 - half, 20 - half, 30 + half, 20 + half), abs=0.15)
    page = page_with(square)
    assert at(page, 21, 11) == WHITE
    assert at(page, 30, 7) == at(page, 30, 20) == RED


def test_a_rule_turned_by_45_degrees_falls() -> None:
    page = page_with(a_rule(turn=45))
    assert at(page, 36, 21) == at(page, 24, 9) == RED
    assert at(page, 36, 9) == at(page, 24, 21) == WHITE


def a_name(box: Box, turn: float) -> Text:
    row = Row(shows=("{name}",), height=10, max_size=40, min_size=8, colour="#ff0000")
    return Text(kind="text", box=box, rows=(row,), turn=turn)


@pytest.mark.parametrize("turn", [90, -90])
def test_text_that_runs_up_or_down_stays_in_its_box_and_is_the_same_text(turn: float) -> None:
    across = page_with(a_name(Box(10, 5, 30, 10), 0))[50:150, 100:400]
    along = page_with(a_name(Box(40, 5, 10, 30), turn))[50:350, 400:500]
    turned_back = np.rot90(along, 1 if turn == 90 else -1)
    assert across.min() < 100
    assert np.mean(np.abs(across.astype(int) - turned_back.astype(int))) < 3
    left, top, right, bottom = ink_of(a_name(Box(40, 5, 10, 30), turn))
    assert (left >= 39.95, top >= 4.95, right <= 50.05, bottom <= 35.05) == (True,) * 4


def test_text_turned_by_45_degrees_lies_along_the_diagonal() -> None:
    left, top, right, bottom = ink_of(a_name(Box(15, 15, 30, 10), 45))
    assert right - left == pytest.approx(bottom - top, abs=4)
    assert right - left > 15


@pytest.mark.parametrize("turn", [0, 90, 180, -90, 45, 12])
def test_a_turned_code_is_read(turn: float) -> None:
    code = Code(kind="code", box=Box(15, 5, 30, 30), turn=turn)
    assert decoded(render_badge(a_page(code), a_badge()), dpi=203) == [CODE]


def test_bars_may_run_up_the_page() -> None:
    code = Code(kind="code", symbology=Symbology.CODE_128, box=Box(2, 2, 14, 36), turn=-90)
    assert decoded(render_badge(a_page(code), a_badge(code="T-42"))) == ["T-42"]


def test_elements_lie_over_one_another_in_their_order() -> None:
    under, over = an_area(), an_area(fill="#0000ff", box=(25, 12, 10, 6))
    assert at(page_with(under, over), *MIDDLE) == BLUE
    assert at(page_with(over, under), *MIDDLE) == RED
