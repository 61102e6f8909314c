"""Photos of attendees, made ready for badges once: small, upright, without what cameras write into files."""

import io
from pathlib import Path

from PIL import Image

from checkin.badges.images import shrunk
from checkin.badges.sizes import Size
from checkin.badges.template import BadgeTemplate, Picture

_SHOWN = Size(50, 50)
"""Millimetres: no badge shows a larger photo, and 50 of them at 12 dots each are 600."""

_BEGINS = b"\xff\xd8\xff"
_PAPER = (255, 255, 255)
_QUALITY = 88


def ready(data: bytes) -> bytes:
    """The photo as a JPEG of 600 dots a side at most.

    Raises:
        BadgeError: it is no picture, or has too many dots.
    """
    image = shrunk(data, _SHOWN)
    if image.mode == "RGBA":
        paper = Image.new("RGB", image.size, _PAPER)
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    return as_jpeg(image)


def is_photograph(source: Path | bytes) -> bool:
    """Whether it is a JPEG, such as `ready` makes: it may be written as one again."""
    return isinstance(source, bytes) and source.startswith(_BEGINS)


def as_jpeg(image: Image.Image) -> bytes:
    """A picture without anything clear in it, as photos are best kept: it takes little room."""
    file = io.BytesIO()
    image.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()


def shows_photo(template: BadgeTemplate) -> bool:
    """Whether some badge of the template has a place for the attendee's photo."""
    replaced = (element for look in template.types.values() for element in look.instead.values())
    return any(
        isinstance(element, Picture) and element.shows == "photo"
        for element in (*template.front, *template.back, *replaced)
    )
