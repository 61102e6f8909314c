"""Where a badge lies on what comes out of a printer: its real size, turned and moved as the settings say."""

import ctypes
import io
from typing import TYPE_CHECKING

from checkin.badges.preview import opened
from checkin.settings import PrinterChoice

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_MM = 25.4 / 72

_TURNED = {
    0: (1, 0, 0, 1),
    90: (0, -1, 1, 0),
    180: (-1, 0, 0, -1),
    270: (0, 1, -1, 0),
}
"""Clockwise, as the first four numbers of a PDF's matrices."""

_Size = tuple[float, float]


def page_sizes(pdf: bytes) -> tuple[_Size, ...]:
    """Width and height of every page as it is seen, in millimetres.

    Raises:
        BadgeError: this is no PDF.
    """
    with opened(pdf) as document:
        return tuple((width * _MM, height * _MM) for width, height in map(_seen_size, document))


def placed(pdf: bytes, choice: PrinterChoice, *, quarter: bool = False) -> bytes:
    """The same pages, turned clockwise and then moved, so that any printer puts them where they belong.

    Args:
        pdf: what to print.
        choice: says how far to turn and to move.
        quarter: turn by a further quarter, for a printer that takes the page only that way.

    Raises:
        BadgeError: this is no PDF.
    """
    turn = (choice.turn + (90 if quarter else 0)) % 360
    if not (turn or choice.right or choice.down):
        return pdf
    with opened(pdf) as document:
        for page in document:
            _place(page, turn, choice.right / _MM, choice.down / _MM)
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def _seen_size(page: "PdfPage") -> _Size:
    width, height = page.get_size()
    return float(width), float(height)


def _place(page: "PdfPage", turn: int, right: float, down: float) -> None:
    """The turn is drawn, not noted: some printers pass over a page's note that it lies on its side."""
    from pypdfium2 import raw  # noqa: PLC0415 - loads slowly

    left, bottom, far, top = page.get_cropbox()
    turn = (turn + page.get_rotation()) % 360
    size = (far - left, top - bottom)
    width, height = size if turn in {0, 180} else size[::-1]
    origin = {0: (-left, -bottom), 90: (-bottom, far), 180: (far, top), 270: (top, -left)}[turn]
    matrix = raw.FS_MATRIX(*_TURNED[turn], origin[0] + right, origin[1] - down)
    raw.FPDFPage_TransFormWithClip(page, ctypes.byref(matrix), None)
    page.set_rotation(0)
    page.set_mediabox(0, 0, width, height)
    page.set_cropbox(0, 0, width, height)
    page.set_trimbox(0, 0, width, height)
    page.set_bleedbox(0, 0, width, height)
