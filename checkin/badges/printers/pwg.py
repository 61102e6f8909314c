"""Badges as PWG raster: what printers in the network take that do not take PDF."""

import struct

import numpy as np

from checkin.badges.printers.raster import Grey, greys

PWG = "image/pwg-raster"
"""What this is called where documents are named by their form."""

_SYNC = b"RaS2"
_GREY = 18
"""Of sRGB's lightness, white being 255."""

_LONGEST_RUN = 128


def pwg_raster(pdf: bytes, dpi: int) -> bytes:
    """Every page in shades of grey.

    Raises:
        BadgeError: this is no PDF.
    """
    pages = greys(pdf, dpi)
    return _SYNC + b"".join(_header(page, dpi, len(pages)) + _rows(page) for page in pages)


def _header(page: Grey, dpi: int, pages: int) -> bytes:
    """A page's 1796 bytes; what is left out is 0, which leaves it to the printer."""
    rows, columns = page.shape
    header = bytearray(1796)
    header[: len("PwgRaster")] = b"PwgRaster"
    points = (round(columns / dpi * 72), round(rows / dpi * 72))
    numbers = {
        276: (dpi, dpi),
        340: (1,),  # copies
        352: points,
        372: (columns, rows),
        384: (8, 8, columns),  # bits a colour, bits a dot, bytes a row
        400: (_GREY,),
        420: (1,),  # colours
        452: (pages, 1, 1),  # pages; fed and crossed as they are
        464: (0, 0, columns, rows),  # everything may be printed on
    }
    for at, values in numbers.items():
        struct.pack_into(f">{len(values)}I", header, at, *values)
    return bytes(header)


def _rows(page: Grey) -> bytes:
    """Like rows are written once, with how often they come; like dots in a row likewise."""
    parts: list[bytes] = []
    top = 0
    while top < len(page):
        end = top + 1
        while end < len(page) and end - top < _LONGEST_RUN * 2 and np.array_equal(page[end], page[top]):
            end += 1
        parts += [bytes([end - top - 1]), _row(page[top])]
        top = end
    return b"".join(parts)


def _row(row: Grey) -> bytes:
    edges = np.flatnonzero(np.diff(row)) + 1
    starts = np.concatenate([[0], edges])
    lengths = np.diff(np.concatenate([starts, [len(row)]]))
    parts: list[bytes] = []
    for start, length in zip(starts.tolist(), lengths.tolist(), strict=True):
        dot = row[start : start + 1].tobytes()
        full, rest = divmod(length, _LONGEST_RUN)
        parts += [bytes([_LONGEST_RUN - 1]) + dot] * full
        if rest:
            parts.append(bytes([rest - 1]) + dot)
    return b"".join(parts)
