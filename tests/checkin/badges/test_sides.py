"""Fronts, backs and folds, what reaches over the page, and what ticket types change; on pixels."""

import numpy as np
import pypdfium2
import pytest

from checkin.badges.preview import pixels
from checkin.badges.render import render_badge, render_badges
from checkin.badges.template import Area, BadgeTemplate, Code, When
from tests.checkin.badges.examples import CODE, a_badge, a_page, colours_at, decoded, page_size_mm

DPI = 254
WHITE, RED, GREEN, BLUE = (255, 255, 255), (255, 0, 0), (0, 255, 0), (0, 0, 255)


def an_area(colour: str, *box: float, **changes: object) -> Area:
    return Area.model_validate({"kind": "area", "fill": colour, "box": box, **changes})


def a_code(**changes: object) -> Code:
    return Code.model_validate({"kind": "code", "box": (20, 5, 30, 30), **changes})


RED_CORNER = an_area("#ff0000", 0, 0, 10, 10)
BLUE_CORNER = an_area("#0000ff", 0, 0, 10, 10)


def at(pdf: bytes, x: float, y: float, page: int = 0) -> tuple[int, int, int]:
    return colours_at(pixels(pdf, dpi=DPI, page=page), x, y, DPI)


def pages_of(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def test_a_back_is_a_page_of_its_own_after_its_front() -> None:
    template = a_page(RED_CORNER, a_code(), back=(BLUE_CORNER, a_code()))
    pdf = render_badges(template, [a_badge(code="one"), a_badge(code="two")])
    assert pages_of(pdf) == 4
    assert [at(pdf, 5, 5, page) for page in range(4)] == [RED, BLUE, RED, BLUE]
    assert [decoded(pdf, page=page) for page in range(4)] == [["one"], ["one"], ["two"], ["two"]]


def test_a_badge_folded_at_the_top_has_its_back_upside_down_above() -> None:
    pdf = render_badge(a_page(RED_CORNER, back=(BLUE_CORNER,), fold="top"), a_badge())
    assert pages_of(pdf) == 1
    assert page_size_mm(pdf) == pytest.approx((60, 80), abs=0.01)
    assert at(pdf, 5, 45) == RED
    assert at(pdf, 55, 35) == BLUE
    assert at(pdf, 5, 5) == at(pdf, 55, 5) == at(pdf, 5, 35) == WHITE


def test_a_badge_folded_at_its_side_has_its_back_beside_it() -> None:
    pdf = render_badge(a_page(RED_CORNER, back=(BLUE_CORNER,), fold="side"), a_badge())
    assert page_size_mm(pdf) == pytest.approx((120, 40), abs=0.01)
    assert at(pdf, 65, 5) == RED
    assert at(pdf, 5, 5) == BLUE
    assert at(pdf, 55, 5) == WHITE


@pytest.mark.parametrize("fold", ["top", "side"])
def test_both_sides_of_a_folded_badge_are_read(fold: str) -> None:
    pdf = render_badge(a_page(a_code(), back=(a_code(),), fold=fold), a_badge())
    assert decoded(pdf, dpi=203) == [CODE, CODE]


def test_what_bleeds_fills_the_page_to_its_very_edge() -> None:
    template = a_page(an_area("#ff0000", -3, -3, 66, 46), bleed=3)
    page = pixels(render_badge(template, a_badge()), dpi=DPI)
    assert page.shape[:2] == (400, 600)
    assert np.all(page == RED)


@pytest.mark.parametrize("fold", ["top", "side"])
def test_what_bleeds_stays_on_its_own_side_of_the_fold(fold: str) -> None:
    red, blue = an_area("#ff0000", -3, -3, 66, 46), an_area("#0000ff", -3, -3, 66, 46)
    page = pixels(render_badge(a_page(red, back=(blue,), fold=fold, bleed=3), a_badge()), dpi=DPI)
    if fold == "side":
        page = page.transpose(1, 0, 2)
    half = len(page) // 2
    back, front = page[: half - 1], page[half + 1 :]
    assert np.all(back == BLUE)
    assert np.all(front == RED)


SPEAKERS = {
    "colour": "#00ff00",
    "hides": ["corner"],
    "instead": {"band": {"kind": "area", "fill": "type", "box": (0, 0, 60, 20)}},
}


def a_template_with_types() -> BadgeTemplate:
    return a_page(
        an_area("type", 0, 30, 60, 10, name="band"),
        an_area("#0000ff", 50, 20, 10, 10, name="corner"),
        colour="#ff0000",
        types={"Speaker": SPEAKERS},
    )


def test_a_ticket_type_has_its_own_colour_and_elements() -> None:
    pdf = render_badge(a_template_with_types(), a_badge(ticket_type="SPEAKER", colour="#0000ff"))
    assert at(pdf, 30, 10) == GREEN
    assert at(pdf, 30, 35) == at(pdf, 55, 25) == WHITE


def test_other_ticket_types_stay_as_the_template_says() -> None:
    pdf = render_badge(a_template_with_types(), a_badge(ticket_type="Staff", colour=""))
    assert at(pdf, 30, 35) == RED
    assert at(pdf, 55, 25) == BLUE
    assert at(pdf, 30, 10) == WHITE


def test_what_is_drawn_only_under_a_condition_is_missing_otherwise() -> None:
    star = an_area("#ff0000", 0, 0, 10, 10, when=When(equals={"answer.VIP": ("yes",)}))
    template = a_page(star)
    assert at(render_badge(template, a_badge(answers={"VIP": "Yes"})), 5, 5) == RED
    assert at(render_badge(template, a_badge(answers={"VIP": "no"})), 5, 5) == WHITE
