import io

import numpy as np
import pytest
from PIL import Image

from checkin.badges.printers.raster import across, along, dots, packed
from checkin.badges.render import render_badge
from checkin.badges.template import Area, Box, Code, Element, Picture, Row, Text
from checkin.errors import BadgeError
from tests.checkin.badges.examples import CODE, a_badge, a_page
from tests.checkin.badges.printers.network import read_on


def an_area(colour: str, x: float, y: float, width: float, height: float) -> Area:
    return Area(kind="area", fill=colour, box=Box(x=x, y=y, width=width, height=height))


def ink(*elements: Element, dpi: float = 203) -> "np.typing.NDArray[np.bool_]":
    """A page of 60 by 40 millimetres as dots."""
    return dots(render_badge(a_page(*elements), a_badge()), dpi)[0]


def test_a_page_is_as_many_dots_as_it_is_large() -> None:
    assert ink(an_area("#000000", 0, 0, 60, 40), dpi=254).shape == (400, 600)
    assert ink(an_area("#000000", 0, 0, 60, 40), dpi=254).all()


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("symbology", ["qr", "aztec", "data matrix", "code 128"])
def test_codes_are_solid_and_are_read(symbology: str, dpi: float) -> None:
    box = Box(x=1, y=1, width=58, height=38)
    badge = a_badge(code=CODE[:8])
    element = Code.model_validate({"kind": "code", "box": box, "symbology": symbology})
    assert read_on(dots(render_badge(a_page(element), badge), dpi)[0]) == [CODE[:8]]


@pytest.mark.parametrize("colour", ["#000000", "#777777", "#a0a0a0", "#d6336c", "#2b8a3e"])
def test_text_in_any_colour_is_solid(colour: str) -> None:
    def text(colour: str) -> Text:
        row = Row(shows=("Wholly",), height=14, max_size=36, min_size=36, bold=True, colour=colour)
        return Text(kind="text", box=Box(x=2, y=2, width=56, height=30), rows=(row,))

    coloured, black = ink(text(colour)), ink(text("#000000"))
    assert (coloured != black).sum() < 0.15 * black.sum()


@pytest.mark.parametrize(
    ("colour", "least", "most"), [("#202020", 1, 1), ("#f4f4f4", 0, 0), ("#888888", 0.4, 0.7)]
)
def test_areas_are_as_dark_as_their_colour(colour: str, least: float, most: float) -> None:
    middle = ink(an_area(colour, 0, 0, 60, 40))[80:240, 80:400]
    assert least <= middle.mean() <= most


def test_white_text_on_a_band_of_colour_stays_white() -> None:
    row = Row(shows=("SPEAKER",), height=14, max_size=36, min_size=20, bold=True, colour="#ffffff")
    text = Text(kind="text", box=Box(x=2, y=12, width=56, height=16), rows=(row,))
    letters = ~ink(an_area("#000000", 0, 0, 60, 40), text)
    on_colour = ink(an_area("#d6336c", 0, 0, 60, 40), text)
    assert on_colour[letters].mean() < 0.2
    assert on_colour[~letters].mean() > 0.5


def test_a_code_on_white_within_a_band_of_colour_is_read() -> None:
    code = Code(kind="code", box=Box(x=4, y=4, width=32, height=32))
    assert read_on(ink(an_area("#d6336c", 0, 0, 60, 40), code)) == [CODE]


def test_a_photograph_becomes_a_pattern_as_dark_as_it_is() -> None:
    shades = np.tile(np.linspace(0, 255, 256, dtype=np.uint8), (128, 1))
    file = io.BytesIO()
    Image.fromarray(shades).convert("RGB").save(file, "PNG")
    photo = Picture(kind="picture", shows="photo", box=Box(x=0, y=5, width=60, height=30))
    page = dots(render_badge(a_page(photo), a_badge(photo=file.getvalue())), 203)[0]
    darkness = [page[60:260, left : left + 60].mean() for left in range(0, 480, 60)]
    assert darkness == sorted(darkness, reverse=True)
    assert darkness[0] > 0.95
    assert darkness[-1] < 0.05


def test_rows_begin_in_new_bytes() -> None:
    assert packed(np.array([[True] + [False] * 8, [False] * 8 + [True]])) == b"\x80\x00\x00\x80"


def test_what_is_too_wide_or_too_long_loses_as_much_on_either_side() -> None:
    rows = np.arange(12).reshape(2, 6) % 2 == 1
    assert across(rows, 4).tolist() == rows[:, 1:5].tolist()
    assert across(rows, 8)[:, 1:7].tolist() == rows.tolist()
    assert along(rows.T, 4).tolist() == rows[:, 1:5].T.tolist()


def test_what_is_no_pdf_is_said() -> None:
    with pytest.raises(BadgeError, match="cannot be shown"):
        dots(b"no PDF", 203)
