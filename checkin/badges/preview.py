"""Badges as pixels: what the window shows, and what tests look at."""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from checkin.errors import BadgeError, BadgeRefusedError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_POINTS_PER_INCH = 72
_ONE_AT_A_TIME = threading.Lock()
"""PDFium may be in one thread at a time only."""


def pixels(pdf: bytes, *, dpi: float = 150, page: int = 0) -> NDArray[np.uint8]:
    """One page as an array: rows of pixels of red, green and blue.

    Raises:
        BadgeError: this is no PDF, or it has no such page.
    """
    with opened(pdf) as document:
        if not 0 <= page < len(document):
            raise BadgeError(f"There is no page {page + 1} in a PDF of {len(document)}.")
        bitmap = document[page].render(scale=dpi / _POINTS_PER_INCH, rev_byteorder=True)
        return np.array(bitmap.to_numpy()[:, :, :3], dtype=np.uint8)


def png(pdf: bytes, *, dpi: float = 150, page: int = 0) -> bytes:
    """One page as a PNG file.

    Raises:
        BadgeError: this is no PDF, or it has no such page.
    """
    from PIL import Image  # noqa: PLC0415 - only who looks at badges waits for it

    file = io.BytesIO()
    Image.fromarray(pixels(pdf, dpi=dpi, page=page)).save(file, "PNG")
    return file.getvalue()


@contextmanager
def opened(pdf: bytes) -> Iterator["PdfDocument"]:
    """The PDF, to be read by one thread at a time; it is closed afterwards.

    Raises:
        BadgeRefusedError: this is no PDF.
    """
    import pypdfium2  # noqa: PLC0415 - loads slowly

    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise BadgeRefusedError(f"The badge cannot be shown: {error}") from error
        try:
            yield document
        finally:
            document.close()
