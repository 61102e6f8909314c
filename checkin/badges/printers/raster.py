"""Badges as black dots, for printers that know nothing else.

Text, rules and codes become solid: what is lighter than half way between the ink around it and the paper
is paper. Only what is wide and neither dark nor light, a photograph or a band of colour, becomes a pattern.
"""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from checkin.badges.preview import opened

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_PER_MM = 1 / 25.4
_DARK = 60
_LIGHT = 215
"""What is lighter is paper: a thermal printer has no dots as faint."""

_WIDE = 4.0
"""Millimetres from which on a colour is an area, and no stroke of a letter."""

_MOSTLY = 0.85
"""How much of a square as wide must be neither dark nor light; the rest is what stands on the area."""

_STROKE = 2
"""Dots around one dot in which ink is looked for."""

Dots = NDArray[np.bool_]
"""Rows of dots from the top, True for ink."""

Grey = NDArray[np.uint8]
"""Rows of dots from the top, 0 for black, 255 for paper."""


def dots(pdf: bytes, dpi: float) -> tuple[Dots, ...]:
    """Every page at its real size in black and white.

    Raises:
        BadgeError: this is no PDF.
    """
    wide = max(2, round(_WIDE * dpi * _PER_MM))
    return tuple(_black_and_white(grey, wide) for grey in greys(pdf, dpi))


def greys(pdf: bytes, dpi: float) -> tuple[Grey, ...]:
    """Every page at its real size in shades of grey.

    Raises:
        BadgeError: this is no PDF.
    """
    with opened(pdf) as document:
        return tuple(_grey(page, dpi) for page in document)


def packed(rows: Dots) -> bytes:
    """Eight dots a byte, the leftmost in the highest bit; every row begins a new byte."""
    return np.packbits(rows, axis=1).tobytes()


def across(rows: Dots, width: int) -> Dots:
    """The rows in the middle of as many dots as `width`; what is too wide loses as much on either side."""
    spare = width - rows.shape[1]
    if spare < 0:
        return rows[:, -spare // 2 : -spare // 2 + width]
    return np.pad(rows, ((0, 0), (spare // 2, spare - spare // 2)))


def along(rows: Dots, length: int) -> Dots:
    """The same of as many rows as `length`."""
    return across(rows.T, length).T


def _grey(page: "PdfPage", dpi: float) -> Grey:
    """The page in exactly as many dots as it is wide and high, to the nearest dot."""
    from pypdfium2 import PdfBitmap, raw  # noqa: PLC0415 - loads slowly

    width, height = (max(1, round(points / 72 * dpi)) for points in page.get_size())
    bitmap = PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGRx)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
    raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, raw.FPDF_ANNOT)
    blue, green, red = (bitmap.to_numpy()[:, :, part].astype(np.uint32) for part in range(3))
    grey: Grey = ((red * 299 + green * 587 + blue * 114 + 500) // 1000).astype(np.uint8)
    return grey


def _black_and_white(grey: Grey, wide: int) -> Dots:
    solid = (grey < _LIGHT) & (grey <= (_darkest_near(grey).astype(np.uint16) + 255) // 2)
    middling = (grey > _DARK) & (grey < _LIGHT)
    areas = _grown(_mostly_within(middling, wide), 2 * wide)
    return np.where(areas, _dithered(grey), solid) if areas.any() else solid


def _darkest_near(grey: Grey) -> Grey:
    near = np.pad(grey, _STROKE, constant_values=255)
    span = 2 * _STROKE + 1
    across = np.lib.stride_tricks.sliding_window_view(near, span, axis=1).min(axis=2)
    darkest: Grey = np.lib.stride_tricks.sliding_window_view(across, span, axis=0).min(axis=2)
    return darkest


def _mostly_within(marked: Dots, side: int) -> Dots:
    """The dots around which most of a square of `side` dots is marked."""
    filled: Dots = _counted(marked, side) >= _MOSTLY * side * side
    return filled


def _grown(marked: Dots, side: int) -> Dots:
    """The dots that have a marked one in the square of `side` dots around them."""
    near: Dots = _counted(marked, side) > 0
    return near


def _counted(marked: Dots, side: int) -> NDArray[np.int32]:
    """How many dots are marked in the square around each."""
    before = side // 2
    roomy = np.pad(marked, ((before + 1, side - before - 1), (before + 1, side - before - 1)))
    sums = roomy.cumsum(axis=0, dtype=np.int32).cumsum(axis=1, dtype=np.int32)
    counted: NDArray[np.int32] = (
        sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]
    )
    return counted


def _dithered(grey: Grey) -> Dots:
    """Floyd and Steinberg's pattern; what is dark or light enough is solid."""
    from PIL import Image  # noqa: PLC0415 - only who prints dots waits for it

    stretched = (grey.astype(np.float32) - _DARK) * (255 / (_LIGHT - _DARK))
    picture = Image.fromarray(stretched.clip(0, 255).astype(np.uint8))
    return ~np.asarray(picture.convert("1"))
