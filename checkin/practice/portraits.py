"""Portraits of people who do not exist: a head and shoulders in colours of their own."""

import colorsys
import io
from typing import Final

from PIL import Image, ImageDraw

_SIZE: Final = (240, 300)
_HUES: Final = 0.381966  # of a turn: neighbours look unlike
_SKINS: Final = ("#f3d3b8", "#e0ac83", "#c68642", "#8d5524", "#5c3a21")


def portrait(number: int) -> bytes:
    """A JPEG; the same one for the same number."""
    hue = number * _HUES % 1
    image = Image.new("RGB", _SIZE, _colour(hue, 0.25, 0.95))
    pen = ImageDraw.Draw(image)
    skin = _SKINS[number % len(_SKINS)]
    pen.ellipse((20, 205, 220, 420), fill=_colour((hue + 0.5) % 1, 0.6, 0.55))  # shoulders
    pen.rectangle((100, 180, 140, 235), fill=skin)
    pen.ellipse((62, 40, 178, 170), fill=_colour((hue + 0.3) % 1, 0.5, 0.25))  # hair
    pen.ellipse((72, 62, 168, 208), fill=skin)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=85)
    return file.getvalue()


def _colour(hue: float, saturation: float, value: float) -> tuple[int, int, int]:
    red, green, blue = (round(255 * part) for part in colorsys.hsv_to_rgb(hue, saturation, value))
    return red, green, blue
