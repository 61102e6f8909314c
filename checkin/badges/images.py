"""Logos made ready for paper: readable, RGB, no larger than a printer can show."""

import functools
import io
from pathlib import Path

from PIL import Image, UnidentifiedImageError
from PIL.Image import DecompressionBombError

from checkin.errors import BadgeError

_DOTS_PER_MM = 12
"""A little over 300 dots per inch."""


def logo_image(logo: Path | bytes, width: float, height: float) -> Image.Image:
    """The image, shrunk to what a box of so many millimetres can show, its proportions kept.

    Raises:
        BadgeError: it is no image, or cannot be read.
    """
    if isinstance(logo, bytes):
        return _prepared(logo, width, height)
    try:
        return _prepared(logo.read_bytes(), width, height)
    except OSError as error:
        raise BadgeError(f"The logo {logo} cannot be read: {error}") from error


@functools.lru_cache(maxsize=4)
def _prepared(data: bytes, width: float, height: float) -> Image.Image:
    try:
        with Image.open(io.BytesIO(data)) as image:
            is_clear = image.has_transparency_data
            prepared = image.convert("RGBA" if is_clear else "RGB")
    except (UnidentifiedImageError, DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise BadgeError(f"The logo is not an image this app can read: {error}") from error
    prepared.thumbnail((max(1, round(width * _DOTS_PER_MM)), max(1, round(height * _DOTS_PER_MM))))
    return prepared
