"""Recognises a QR symbol that is only one part of a code ("structured append").

The first decoder reads such a part like any other code and does not say so. The symbol itself does: its
first bits are a header before the text. This reads them back from the modules.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from qrcode import base, constants

_LEVELS = {
    "L": constants.ERROR_CORRECT_L,
    "M": constants.ERROR_CORRECT_M,
    "Q": constants.ERROR_CORRECT_Q,
    "H": constants.ERROR_CORRECT_H,
}
_PART_HEADER = 0b0011
_TEXT_HEADERS = frozenset({0b0001, 0b0010, 0b0100, 0b0111, 0b1000})
_FIRST_FREE_ROW = 9  # above it lie the upper right finder pattern and the format bits
_SMALLEST = 21
_WORD = 8

Modules = NDArray[np.bool_]
"""The squares of a QR symbol without its quiet zone, True where dark."""


def part_number(dark: Modules, mask: int, level: str) -> tuple[int, int] | None:
    """Which part of how many a QR symbol is, counted from 1; None for a code of its own.

    Args:
        dark: the symbol's modules.
        mask: which of the eight masks lies over the data.
        level: its error correction, one of L, M, Q, H.
    """
    side = dark.shape[0]
    if side < _SMALLEST or level not in _LEVELS:
        return None
    step = len(base.rs_blocks((side - 17) // 4, _LEVELS[level]))
    bits = "".join("1" if bit else "0" for bit in _first_bits(dark, mask))
    # The codewords of several blocks are dealt out in turn: the first block has every `step`th.
    words = [bits[_WORD * step * number :][:_WORD] for number in range(3)]
    if len(words[-1]) < _WORD:  # so large that the header lies further on, and no ticket
        return None
    header = int("".join(words), 2)
    kind, index, last, text = header >> 20, header >> 16 & 15, header >> 12 & 15, header & 15
    # Mode 4 bits, index 4, last index 4, parity 8, then the mode of the text that follows.
    if kind != _PART_HEADER or index > last or last == 0 or text not in _TEXT_HEADERS:
        return None
    return index + 1, last + 1


def _first_bits(dark: Modules, mask: int) -> Iterator[bool]:
    """The first data bits: up the two rightmost columns, then down the next two."""
    side = dark.shape[0]
    rows = range(_FIRST_FREE_ROW, side)
    for right, way in ((side - 1, reversed(rows)), (side - 3, iter(rows))):
        for row in way:
            for column in (right, right - 1):
                yield bool(dark[row, column]) != _masked(mask, row, column)


def _masked(mask: int, row: int, column: int) -> bool:
    product = row * column
    turned = (
        (row + column) % 2,
        row % 2,
        column % 3,
        (row + column) % 3,
        (row // 2 + column // 3) % 2,
        product % 2 + product % 3,
        (product % 2 + product % 3) % 2,
        ((row + column) % 2 + product % 3) % 2,
    )
    return turned[mask] == 0
