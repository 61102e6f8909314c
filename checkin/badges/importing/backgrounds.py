"""What lies under a design, as pictures that templates take."""

import base64
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkin.badges.images import as_image
from checkin.badges.preview import opened, pixels
from checkin.badges.sizes import MM_PER_INCH, Size
from checkin.badges.template import LARGEST_PICTURE
from checkin.errors import BadgeError

if TYPE_CHECKING:
    from PIL.Image import Image

_POINTS_PER_INCH = 72
_SHORTEST, _LONGEST = 5.0, 1000.0  # millimetres
_MOST_PIXELS = 9_000_000
_MOST_EXACT_PIXELS = 1_000_000
"""Of a picture that is kept without any loss; a PDF's page is, which mostly has few colours."""

_SIDES = 2
_RESOLUTIONS = (300, 200, 150, 100, 72)
_NEARLY_WHITE = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Backdrop:
    """A PDF that lies under a badge.

    Attributes:
        size: of its first page, in millimetres.
        pages: how many there are.
        sides: of the first two, a picture as base64; empty for a page on which there is nothing.
    """

    size: Size
    pages: int
    sides: tuple[str, ...]


def backdrop(pdf: bytes) -> Backdrop:
    """The pages of a PDF as pictures, of 300 dots per inch or as many as a template has room for.

    Raises:
        BadgeError: it is no PDF, or not one that could be a badge.
    """
    import pypdfium2  # noqa: PLC0415 - loads slowly

    try:
        with opened(pdf) as document:
            pages = len(document)
            sizes = [_checked(document[number].get_size()) for number in range(min(pages, _SIDES))]
        if not sizes:
            raise BadgeError("The background has no page.")
        sides = tuple(_side(pdf, number, size) for number, size in enumerate(sizes))
    except pypdfium2.PdfiumError as error:
        raise BadgeError(f"The background is damaged: {error}") from error
    return Backdrop(size=sizes[0], pages=pages, sides=sides)


def picture(data: bytes, page: Size) -> str:
    """A picture that covers a page, as base64; a large one as JPEG.

    Raises:
        BadgeError: it is no picture, or too large for a template.
    """
    image = as_image(data, page, fill=True)
    is_large = image.width * image.height > _MOST_EXACT_PIXELS
    text = _written(image.convert("RGB"), "JPEG") if is_large else _written(image, "PNG")
    if len(text) > LARGEST_PICTURE:
        raise BadgeError("The background is too large for a template.")
    return text


def _checked(points: tuple[float, float]) -> Size:
    width, height = (length / _POINTS_PER_INCH * MM_PER_INCH for length in points)
    if not (_SHORTEST <= width <= _LONGEST and _SHORTEST <= height <= _LONGEST):
        raise BadgeError(f"The background is {width:.0f} × {height:.0f} mm large, which is no badge.")  # noqa: RUF001
    return Size(round(width, 2), round(height, 2))


def _side(pdf: bytes, number: int, size: Size) -> str:
    """The page at the best resolution a template has room for; empty where nothing is on it."""
    from PIL import Image  # noqa: PLC0415 - loads slowly

    coarse = pixels(pdf, dpi=_RESOLUTIONS[-1], page=number)
    if coarse.min() >= _NEARLY_WHITE:
        return ""
    square_inches = size.width * size.height / MM_PER_INCH**2
    for dpi in _RESOLUTIONS:
        if square_inches * dpi**2 <= _MOST_PIXELS:
            text = _written(Image.fromarray(pixels(pdf, dpi=dpi, page=number)), "PNG")
            if len(text) <= LARGEST_PICTURE:
                return text
    return _written(Image.fromarray(coarse), "JPEG")


def _written(image: "Image", kind: str) -> str:
    file = io.BytesIO()
    image.save(file, kind)
    return base64.b64encode(file.getvalue()).decode("ascii")
