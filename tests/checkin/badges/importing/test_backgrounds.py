import base64
import io
from random import Random

import pytest
from PIL import Image

from checkin.badges.importing.backgrounds import backdrop, picture
from checkin.badges.sizes import Size
from checkin.badges.template import LARGEST_PICTURE
from checkin.errors import BadgeError
from tests.checkin.badges.importing.designs import a_pdf


def image(text: str) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(text)))


def noise(width: int, height: int) -> bytes:
    """A picture that no format makes small."""
    file = io.BytesIO()
    dots = Random(7).randbytes(3 * 400 * 400)
    patch = Image.frombytes("RGB", (400, 400), dots).resize((width, height), Image.Resampling.NEAREST)
    patch.save(file, "JPEG", quality=90)
    return file.getvalue()


def test_a_page_becomes_a_picture_of_300_dots_per_inch() -> None:
    found = backdrop(a_pdf((148, 105), colour=(0, 0, 1)))

    assert found.size == Size(148, 105)
    assert image(found.sides[0]).size == pytest.approx((148 / 25.4 * 300, 105 / 25.4 * 300), abs=1)


def test_blank_pages_are_no_pictures_and_only_two_pages_are_looked_at() -> None:
    found = backdrop(a_pdf((148, 105), (148, 105), (9000, 5)))

    assert found.sides == ("", "")
    assert found.pages == 3


def test_a_large_page_becomes_a_coarser_picture() -> None:
    found = backdrop(a_pdf((900, 900), colour=(0, 0, 1)))

    assert image(found.sides[0]).width < 900 / 25.4 * 100


@pytest.mark.parametrize("size", [(2, 100), (1200, 100)])
def test_a_page_that_is_no_badge_is_refused(size: tuple[float, float]) -> None:
    with pytest.raises(BadgeError, match="which is no badge"):
        backdrop(a_pdf(size))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"<html>", a_pdf((90, 50))[:300]])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(BadgeError):
        backdrop(data)


def test_a_page_that_is_damaged_is_refused() -> None:
    with pytest.raises(BadgeError):
        backdrop(
            a_pdf((90, 50)).replace(b"/Type /Page\n", b"/Type /Cage\n").replace(b"MediaBox", b"MediaBlx")
        )


def test_a_picture_without_end_is_refused() -> None:
    with pytest.raises(BadgeError, match="too large"):
        picture(noise(3600, 2400), Size(304.8, 203.2))


def test_a_picture_too_large_for_a_template_is_kept_less_exactly() -> None:
    text = picture(noise(1800, 1200), Size(152.4, 101.6))

    assert len(text) <= LARGEST_PICTURE
    assert image(text).format == "JPEG"
