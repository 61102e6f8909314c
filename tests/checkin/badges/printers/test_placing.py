import numpy as np
import pytest

from checkin.badges.preview import pixels
from checkin.badges.printers.placing import page_sizes, placed
from checkin.badges.render import render_badge
from checkin.badges.template import Area, Box
from checkin.settings import PrinterChoice
from tests.checkin.badges.examples import a_badge, a_page, ink_box_mm, page_size_mm, words
from tests.checkin.badges.printers.network import LABEL


def a_corner() -> bytes:
    """A page of 60 by 40 millimetres with ink in its top left corner."""
    area = Area(kind="area", fill="#000000", box=Box(x=1, y=2, width=10, height=5))
    return render_badge(a_page(area), a_badge())


def test_a_page_nobody_turned_or_moved_is_left_alone() -> None:
    assert placed(LABEL, PrinterChoice(dpi=203, darkness=3)) is LABEL


@pytest.mark.parametrize(
    ("turn", "size", "ink"),
    [
        (90, (40, 60), (33, 1, 38, 11)),
        (180, (60, 40), (49, 33, 59, 38)),
        (270, (40, 60), (2, 49, 7, 59)),
    ],
)
def test_a_page_is_turned_clockwise(turn: int, size: tuple[int, int], ink: tuple[int, ...]) -> None:
    turned = placed(a_corner(), PrinterChoice.model_validate({"turn": turn}))
    assert page_size_mm(turned) == pytest.approx(size, abs=0.01)
    assert page_sizes(turned)[0] == pytest.approx(size, abs=0.01)
    assert ink_box_mm(turned) == pytest.approx(ink, abs=0.15)


@pytest.mark.parametrize(("turn", "ink"), [(0, (4, 0.5, 14, 5.5)), (90, (36, 0, 40, 9.5))])
def test_a_page_is_moved_as_it_comes_out(turn: int, ink: tuple[float, ...]) -> None:
    moved = placed(a_corner(), PrinterChoice.model_validate({"turn": turn, "right": 3, "down": -1.5}))
    assert ink_box_mm(moved) == pytest.approx(ink, abs=0.15)


def test_two_halves_of_a_turn_are_as_if_nothing_had_been_done() -> None:
    half = PrinterChoice(turn=180)
    twice = placed(placed(LABEL, half), half)
    assert np.abs(pixels(twice).astype(int) - pixels(LABEL)).max() < 40
    assert words(twice) == words(LABEL)


def test_a_quarter_more_is_added_to_the_turn() -> None:
    assert page_sizes(placed(a_corner(), PrinterChoice(), quarter=True))[0] == pytest.approx(
        (40, 60), abs=0.01
    )
    assert placed(a_corner(), PrinterChoice(turn=270), quarter=True) == a_corner()


def test_every_page_is_placed() -> None:
    area = Area(kind="area", fill="#000000", box=Box(x=1, y=2, width=10, height=5))
    both = render_badge(a_page(area, back=(area,)), a_badge())
    turned = placed(both, PrinterChoice(turn=90))
    assert [round(side) for size in page_sizes(turned) for side in size] == [40, 60, 40, 60]
