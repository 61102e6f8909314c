"""The records of an XLS workbook (MS-XLS), examined before anything else reads them.

A record may claim more rows or more texts than the file has bytes; what reads workbooks would ask for the
memory at once.
"""

import struct
from collections.abc import Iterator

from checkin.connectors.roster.archives import MOST_CELLS
from checkin.connectors.roster.table import UnfitError

_END_OF_SHEET = 0x000A
_PASSWORD = 0x002F
_SHEET = 0x0085
_TEXTS = 0x00FC
_SIZE = 0x0200
_SEVERAL = 0x00BD
_CELLS = frozenset((0x0006, 0x00BD, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E))
_MOST_ROWS, _MOST_COLUMNS = 65_536, 256
_MOST_SHEETS = 200
_SHORTEST_TEXT = 3  # bytes


def examine(stream: bytes) -> None:
    """Refuse a workbook that claims to be larger than it can be.

    Raises:
        UnfitError: it does, or it is encrypted.
    """
    sheets: list[int] = []
    for kind, data in _records(stream, 0):
        if kind == _PASSWORD and data[:2] != b"\0\0":
            raise UnfitError("It is protected with a password. Save it without one.")
        if kind == _SHEET:
            sheets.append(_numbers("<I", data)[0])
        if kind == _TEXTS and _numbers("<4xI", data)[0] > len(stream) // _SHORTEST_TEXT:
            raise UnfitError("It is damaged.")
    if len(sheets) > _MOST_SHEETS:
        raise UnfitError("It has more sheets than a list of people has.")
    if sum(_area(stream, at) for at in sheets) > 2 * MOST_CELLS:
        raise UnfitError("It is larger than a list of people is.")


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        if kind == _END_OF_SHEET:
            return
        at += 4 + length


def _area(stream: bytes, at: int) -> int:
    """How many cells lie between the first and the last of a sheet."""
    rows = columns = 0
    for kind, data in _records(stream, at):
        if kind == _SIZE:
            _examine_size(data)
        elif kind in _CELLS:
            row, column = _numbers("<HH", data)
            last = _numbers("<H", data[-2:])[0] if kind == _SEVERAL else column
            rows, columns = max(rows, row + 1), max(columns, column + 1, last + 1)
    if columns > _MOST_COLUMNS:
        raise UnfitError("It is damaged.")
    return rows * columns


def _examine_size(data: bytes) -> None:
    if len(data) == 14:  # noqa: PLR2004  (as MS-XLS 2.4.90 has it)
        top, bottom, left, right = struct.unpack_from("<IIHH", data)
    else:
        top, bottom, left, right = _numbers("<HHHH", data)
    if not (top <= bottom <= _MOST_ROWS and left <= right <= _MOST_COLUMNS):
        raise UnfitError("It is damaged.")


def _numbers(form: str, data: bytes) -> tuple[int, ...]:
    try:
        return struct.unpack_from(form, data)
    except struct.error as error:
        raise UnfitError("It is damaged.") from error
