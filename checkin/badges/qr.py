"""The QR code of a badge as one vector path."""

import functools
from itertools import groupby

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.exceptions import DataOverflowError

from checkin.errors import BadgeError

QUIET_ZONE = 4
"""White modules around the code, as the standard asks."""

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
    rows = maker.get_matrix()
    operators = []
    for number, row in enumerate(rows):
        y = QUIET_ZONE + len(rows) - 1 - number
        x = QUIET_ZONE
        for is_dark, modules in groupby(row):
            length = len(list(modules))
            if is_dark:
                operators.append(f"{x} {y} {length} 1 re")
            x += length
    return " ".join([*operators, "f"]), len(rows) + 2 * QUIET_ZONE
