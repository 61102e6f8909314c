"""What a decoder found in a frame."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Frame = NDArray[np.uint8]
"""A picture: rows, columns and, in colour, blue-green-red."""

Corners = tuple[tuple[int, int], ...]
"""Points around a code, in pixels of the frame."""


class Symbology(StrEnum):
    """The kinds of barcode a decoder may be asked for."""

    QR = "QR Code"
    MICRO_QR = "Micro QR Code"
    AZTEC = "Aztec"
    DATA_MATRIX = "Data Matrix"
    PDF_417 = "PDF417"
    CODE_128 = "Code 128"
    CODE_39 = "Code 39"


USUAL = frozenset({Symbology.QR, Symbology.CODE_128})
"""What tickets bear as a rule; every further kind makes each frame dearer."""

UNKNOWN_PART = (0, 0)
"""`Decoded.part_of` of a part whose numbers the decoder does not tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A code that was read.

    Attributes:
        payload: its text: UTF-8 where the bytes are that, Latin-1 otherwise.
        raw: its bytes exactly.
        corners: where it is in the frame.
        part_of: None for a whole code. For one symbol of a code that is spread over several, which one of
            how many, counted from 1, or `UNKNOWN_PART`: its payload alone means nothing.
    """

    payload: str
    raw: bytes
    symbology: Symbology
    corners: Corners = ()
    part_of: tuple[int, int] | None = None


def text_of(raw: bytes) -> str:
    """The text that bytes in a barcode stand for, whatever character set they were written in."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
