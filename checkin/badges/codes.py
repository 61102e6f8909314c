"""The codes of a badge, each as one vector path; and what they say."""

import functools
import re
from dataclasses import dataclass

import numpy as np
import qrcode
import zxingcpp
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError

from checkin.badges.badge import Badge
from checkin.badges.sizes import MM_PER_INCH
from checkin.badges.template import Code, Holds, Symbology
from checkin.badges.vcard import shorter_cards, vcard
from checkin.errors import BadgeError

_DARK = re.compile("#+")

_MASK = 2
"""Any of the eight masks is valid; trying them all for the prettiest takes eight times as long."""

_ERROR = {"L": ERROR_CORRECT_L, "M": ERROR_CORRECT_M, "Q": ERROR_CORRECT_Q, "H": ERROR_CORRECT_H}
_QUIET = {Symbology.QR: 4, Symbology.AZTEC: 1, Symbology.DATA_MATRIX: 1, Symbology.CODE_128: 10}
"""White modules around the code, as the standards ask; Aztec asks for none."""

EASY_MODULE_MM = 3 * MM_PER_INCH / 203
"""Three dots of the coarsest printers; a module of so many millimetres is read at arm's length, too."""

_FORMATS = {
    Symbology.AZTEC: zxingcpp.BarcodeFormat.Aztec,
    Symbology.DATA_MATRIX: zxingcpp.BarcodeFormat.DataMatrix,
    Symbology.CODE_128: zxingcpp.BarcodeFormat.Code128,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A code as a path.

    Attributes:
        path: PDF operators that fill the dark modules; a unit is a module, the origin is the bottom-left
            corner of the quiet zone.
        columns: of modules, the quiet zone included.
        rows: likewise; None for bars, which are as high as there is room.
    """

    path: str
    columns: int
    rows: int | None

    def module(self, width: float, height: float) -> float:
        """How wide a module is where the code is as large as it goes into this space, in the space's unit."""
        across = width / self.columns
        return across if self.rows is None else min(across, height / self.rows)


def said(element: Code, badge: Badge) -> str:
    """What the code says on this badge; empty where the badge has nothing of the kind.

    Of a platform's card it says so much as can be read: in a small box it has a shorter one.
    """
    match element.holds:
        case Holds.TICKET:
            return badge.code
        case Holds.PLATFORM:
            return _with_room(element, badge.platform_code) or badge.code
        case Holds.SIGNED:
            return badge.signed_code or badge.code
        case Holds.VCARD:
            return vcard(badge)


def _with_room(element: Code, card: str) -> str:
    """The longest of the cards whose modules are still wide enough; the shortest where none are."""
    text = card
    for text in shorter_cards(card):
        try:
            drawn = code_path(text, element.symbology, element.error)
        except BadgeError:  # a shorter one may do
            continue
        if drawn.module(*element.lies) >= EASY_MODULE_MM:
            break
    return text


@functools.lru_cache(maxsize=64)
def code_path(text: str, symbology: Symbology, error: str) -> Drawn:
    """A code drawn.

    Raises:
        BadgeError: the text is too long for this kind of code, or holds what it cannot say.
    """
    rows = _qr_rows(text, error) if symbology is Symbology.QR else _other_rows(text, symbology)
    quiet = _QUIET[symbology]
    if symbology is Symbology.CODE_128:
        bars = [(dark.start(), dark.end()) for dark in _DARK.finditer(rows[0])]
        operators = [f"{quiet + start} 0 {end - start} 1 re" for start, end in bars]
        return Drawn(path=" ".join([*operators, "f"]), columns=len(rows[0]) + 2 * quiet, rows=None)
    operators = [
        f"{quiet + dark.start()} {quiet + len(rows) - 1 - number} {dark.end() - dark.start()} 1 re"
        for number, row in enumerate(rows)
        for dark in _DARK.finditer(row)
    ]
    return Drawn(
        path=" ".join([*operators, "f"]), columns=len(rows[0]) + 2 * quiet, rows=len(rows) + 2 * quiet
    )


def _qr_rows(text: str, error: str) -> list[str]:
    maker = qrcode.QRCode(error_correction=_ERROR[error], border=0, mask_pattern=_MASK)
    maker.add_data(text)
    try:
        maker.make(fit=True)
    except (DataOverflowError, ValueError) as fault:
        raise BadgeError(f"A code of {len(text)} characters is too long for a QR code.") from fault
    return ["".join("#" if is_dark else " " for is_dark in row) for row in maker.get_matrix()]


def _other_rows(text: str, symbology: Symbology) -> list[str]:
    try:
        made = zxingcpp.create_barcode(text, _FORMATS[symbology])
    except (ValueError, RuntimeError) as fault:
        raise BadgeError(
            f"A code of {len(text)} characters is too long for a {symbology.value} code, "
            "or holds a character such a code does not have."
        ) from fault
    dark = np.array(made.to_image(scale=1, add_quiet_zones=False)) == 0
    return ["".join("#" if module else " " for module in row) for row in dark]
