import numpy as np
import pytest

from checkin.badges.preview import pixels
from checkin.badges.printers import test_page
from checkin.badges.printers.raster import dots
from checkin.settings import PrinterChoice, PrinterKind
from tests.checkin.badges.examples import colours_at, decoded, ink_box_mm, page_size_mm, words
from tests.checkin.badges.printers.network import read_on

ZEBRA = PrinterChoice(
    kind=PrinterKind.ZPL, name="Front desk", address="192.0.2.9", dpi=203, turn=90, right=1.5, darkness=5
)


@pytest.mark.parametrize("size", [(86, 108), (101.6, 152.4), (62, 29), (25, 25), (54, 86), (297, 210)])
def test_a_test_page_has_any_size_and_its_code_is_read(size: tuple[float, float]) -> None:
    page = test_page.test_page(*size, ZEBRA)
    assert page_size_mm(page) == pytest.approx(size, abs=0.01)
    assert decoded(page) == ["TEST PAGE"]
    assert read_on(dots(page, 203)[0]) == ["TEST PAGE"]


def test_its_frame_is_two_millimetres_from_the_edge() -> None:
    assert ink_box_mm(test_page.test_page(86, 108, ZEBRA)) == pytest.approx((2, 2, 84, 106), abs=0.15)


def test_its_rulers_count_from_the_edge() -> None:
    page = pixels(test_page.test_page(86, 108, ZEBRA), dpi=1016)
    for mark in (20, 50, 80):
        assert max(colours_at(page, mark, 4.8, 1016)) < 128
        assert min(colours_at(page, mark + 0.5, 4.8, 1016)) > 200
        assert max(colours_at(page, 4.8, mark, 1016)) < 128


def test_it_says_what_the_printer_is_called_and_how_it_is_set() -> None:
    said = words(test_page.test_page(86, 108, ZEBRA))
    assert "Front desk" in said
    assert "86 × 108 mm" in said  # noqa: RUF001
    assert "203 dpi, turned 90°, right 1.5, down 0 mm, darkness +5" in said
    assert "top" in said


def test_it_does_not_say_how_fine_a_printer_prints_that_decides_itself() -> None:
    said = words(test_page.test_page(86, 108, PrinterChoice(kind=PrinterKind.SYSTEM, queue="Label")))
    assert "Label" in said
    assert "dpi" not in said


def test_a_page_too_narrow_for_all_that_has_a_frame_at_its_edge() -> None:
    assert ink_box_mm(test_page.test_page(62, 12, ZEBRA)) == pytest.approx((0, 0, 62, 12), abs=0.15)


def test_its_shades_go_from_black_to_white() -> None:
    page = pixels(test_page.test_page(86, 108, ZEBRA), dpi=254)
    row = page[-60:-59, :, 0][0, 350:]
    assert len(np.unique(row)) >= 8
