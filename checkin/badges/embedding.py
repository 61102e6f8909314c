"""Pictures put into a template, so that it is whole in one file."""

import base64
import io
from pathlib import Path

from PIL import Image

from checkin.badges.images import as_image
from checkin.badges.sizes import Size
from checkin.badges.template import LARGEST_PICTURE
from checkin.errors import BadgeError

_SIDE_MM = 100
"""What is larger than this on a badge is shown a little coarser than a printer could."""


def embedded(file: Path) -> tuple[str, float]:
    """A picture file as templates hold it, no finer than it can be printed; and its width by its height.

    Raises:
        BadgeError: it is no image, cannot be read, or is too large.
    """
    image = as_image(file, Size(_SIDE_MM, _SIDE_MM))
    text = base64.b64encode(_small(image)).decode()
    if len(text) > LARGEST_PICTURE:
        raise BadgeError(f"The picture {file.name} is too large for a badge template.")
    return text, image.width / image.height


def _small(image: Image.Image) -> bytes:
    """As PNG, or as JPEG where that is smaller and nothing is clear."""
    made = [_written(image, "PNG")]
    if image.mode == "RGB":
        made.append(_written(image, "JPEG"))
    return min(made, key=len)


def _written(image: Image.Image, kind: str) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, quality=90)
    return file.getvalue()
