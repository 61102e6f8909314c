"""The QR code of a badge as one vector path."""

import functools
import re

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.exceptions import DataOverflowError

from checkin.errors import BadgeError

QUIET_ZONE = 4
"""White modules around the code, as the standard asks."""

_DARK = re.compile("#+")

_MASK = 2
"""Any of the eight masks is valid; trying them all for the prettiest takes eight times as long."""


@functools.lru_cache(maxsize=64)
def qr_path(code: str) -> tuple[str, int]:
    """PDF operators that fill the dark modules, and how many units wide the code is with its quiet zone.

    A unit is a module; the origin is the bottom-left corner of the quiet zone.

    Raises:
        BadgeError: the code is too long for a QR code.
    """
    maker = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=_MASK)
    maker.add_data(code)
    try:
        maker.make(fit=True)
    except (DataOverflowError, ValueError) as error:
        raise BadgeError(f"A code of {len(code)} characters is too long for a QR code.") from error
    rows = ["".join("#" if is_dark else " " for is_dark in row) for row in maker.get_matrix()]
    operators = [
        f"{QUIET_ZONE + dark.start()} {QUIET_ZONE + len(rows) - 1 - number} {dark.end() - dark.start()} 1 re"
        for number, row in enumerate(rows)
        for dark in _DARK.finditer(row)
    ]
    return " ".join([*operators, "f"]), len(rows) + 2 * QUIET_ZONE
