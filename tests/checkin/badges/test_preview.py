import io

import numpy as np
import pytest
from PIL import Image

from checkin.badges.preview import pixels, png
from checkin.badges.render import render_badge
from checkin.badges.template import default_template
from checkin.errors import BadgeError
from tests.checkin.badges.examples import a_badge

BADGE = render_badge(default_template(), a_badge(colour="#ff0000"))


@pytest.mark.parametrize("dpi", [72, 203, 300])
def test_a_page_has_as_many_pixels_as_its_size_and_resolution_say(dpi: int) -> None:
    height, width, channels = pixels(BADGE, dpi=dpi).shape
    assert (width, height) == pytest.approx((86 / 25.4 * dpi, 108 / 25.4 * dpi), abs=1.01)
    assert channels == 3


def test_colours_come_red_first() -> None:
    page = pixels(BADGE)
    assert page.dtype == np.uint8
    assert tuple(page[-5, 5]) == (255, 0, 0)


def test_a_png_shows_the_same_pixels() -> None:
    with Image.open(io.BytesIO(png(BADGE, dpi=100))) as image:
        assert np.array_equal(np.asarray(image), pixels(BADGE, dpi=100))


def test_what_is_no_pdf_or_no_page_is_an_error_of_ours() -> None:
    with pytest.raises(BadgeError, match="cannot be shown"):
        pixels(b"no PDF")
    for page in (1, -1):
        with pytest.raises(BadgeError, match="There is no page"):
            pixels(BADGE, page=page)
