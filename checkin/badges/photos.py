"""Photos of attendees, made ready for badges once: small, upright, without what cameras write into files."""

import io
from dataclasses import replace

from PIL import Image

from checkin.badges.badge import Badge
from checkin.badges.images import shrunk
from checkin.badges.sizes import Size
from checkin.badges.template import BadgeTemplate, Element, Picture

_SHOWN = Size(50, 50)
"""Millimetres: no badge shows a larger photo, and 50 of them at 12 dots each are 600."""

_MOST_DOTS = 600
_BEGINS = b"\xff\xd8\xff"
_SOME = _BEGINS
"""Stands for a photo where only whether there is one matters."""

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
    file = io.BytesIO()
    image.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()


def dots_as_it_is(photo: bytes) -> tuple[int, int] | None:
    """Columns and rows of one that was made ready, which goes onto paper as it is; None for any other."""
    if not photo.startswith(_BEGINS):
        return None
    try:
        with Image.open(io.BytesIO(photo), formats=("JPEG",)) as image:
            is_ready = image.mode == "RGB" and not image.getexif() and max(image.size) <= _MOST_DOTS
            return image.size if is_ready else None
    except (OSError, SyntaxError, ValueError):  # no picture at all; whoever reads all of it says so
        return None


def shows_photo(template: BadgeTemplate) -> bool:
    """Whether some badge of the template has a place for the attendee's photo."""
    replaced = (element for look in template.types.values() for element in look.instead.values())
    return any(map(_is_photo, (*template.front, *template.back, *replaced)))


def shows_photo_on(template: BadgeTemplate, badge: Badge) -> bool:
    """Whether this badge would show the attendee's photo if there were one."""
    with_one = replace(badge, photo=badge.photo or _SOME)
    elements = (*template.elements(with_one), *template.elements(with_one, back=True))
    return any(map(_is_photo, elements))


def _is_photo(element: Element) -> bool:
    return isinstance(element, Picture) and element.shows == "photo"
