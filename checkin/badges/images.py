"""Pictures made ready for paper: readable, RGB, no larger than a printer can show."""

import base64
import binascii
import functools
import io
import struct
from pathlib import Path
from types import MappingProxyType

from PIL import Image, UnidentifiedImageError
from PIL.Image import DecompressionBombError, DecompressionBombWarning

from checkin.badges.badge import Badge
from checkin.badges.sizes import Size
from checkin.badges.template import Picture
from checkin.errors import BadgeError

_DOTS_PER_MM = 12
"""A little over 300 dots per inch."""

_FORMS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
"""What is read at all: some others start foreign programs, and nobody's logo is in them."""

_MOST_DOTS = 40_000_000
"""A file of a few kilobytes may hold a picture that fills the memory."""

_ORIENTATION = 0x0112
_UPRIGHT_BY = MappingProxyType(
    {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
)
"""What turns a picture upright, by what its file says of how the camera was held."""

_DAMAGED = (
    DecompressionBombError,
    DecompressionBombWarning,
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    struct.error,
)
"""What reading a damaged file ends in, depending on where the damage is; attendees send in what they like."""


def source_of(element: Picture, badge: Badge) -> Path | bytes | None:
    """The file, or its content, that the element shows on this badge; None where there is none.

    Raises:
        BadgeError: the picture inside the template is not base64.
    """
    match element.shows:
        case "logo":
            return badge.logo
        case "photo":
            return badge.photo
        case text:
            return from_base64(text)


def as_image(picture: Path | bytes, space: Size, *, fill: bool = False) -> Image.Image:
    """The image, shrunk to what a box of so many millimetres can show, its proportions kept.

    `fill`: the box is covered by it, so the shorter of its sides must still be fine enough.

    Raises:
        BadgeError: it is no image, or cannot be read.
    """
    if isinstance(picture, bytes):
        return _prepared(picture, space, fill=fill)
    try:
        return _prepared(picture.read_bytes(), space, fill=fill)
    except OSError as error:
        raise BadgeError(f"The picture {picture} cannot be read: {error}") from error


@functools.lru_cache(maxsize=8)
def from_base64(text: str) -> bytes:
    """The file inside a template.

    Raises:
        BadgeError: it is not base64.
    """
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise BadgeError(f"A picture inside the template cannot be read: {error}") from error


@functools.lru_cache(maxsize=8)
def _prepared(data: bytes, space: Size, *, fill: bool) -> Image.Image:
    return shrunk(data, space, fill=fill)


def shrunk(data: bytes, space: Size, *, fill: bool = False) -> Image.Image:
    """As `as_image`, and nothing of it is kept in memory: for what is met once.

    Raises:
        BadgeError: it is no image, or one with too many dots.
    """
    try:
        with Image.open(io.BytesIO(data), formats=_FORMS) as image:
            _make_manageable(image, space)
            is_clear = image.has_transparency_data
            prepared = _upright(image).convert("RGBA" if is_clear else "RGB")
    except UnidentifiedImageError as error:
        raise BadgeError("The picture is not an image this app can read. Take a PNG or JPEG file.") from error
    except _DAMAGED as error:
        raise BadgeError(f"The picture is not an image this app can read: {error}") from error
    scales = (space.width * _DOTS_PER_MM / prepared.width, space.height * _DOTS_PER_MM / prepared.height)
    scale = max(scales) if fill else min(scales)
    if scale < 1:
        prepared.thumbnail((max(1, round(prepared.width * scale)), max(1, round(prepared.height * scale))))
    return prepared


def _upright(image: Image.Image) -> Image.Image:
    """Telephones turn photos by a note in the file. It is only read: odd ones cannot be written anew."""
    turn = _UPRIGHT_BY.get(image.getexif().get(_ORIENTATION, 1))
    return image if turn is None else image.transpose(turn)


def _make_manageable(image: Image.Image, space: Size) -> None:
    """Have a photo read no finer than it is shown. Raises BadgeError for too large a picture."""
    shown = round(max(space) * _DOTS_PER_MM)
    image.draft(None, (shown, shown))
    if image.width * image.height > _MOST_DOTS:
        raise BadgeError(f"The picture has too many dots ({image.width} by {image.height}). Make it smaller.")
