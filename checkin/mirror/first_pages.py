"""The beginning of a database file, lent to one that has lost it.

Files that were made by the same steps have their tables' roots at the same pages.
"""

import struct
from pathlib import Path

from checkin.mirror.database import Mirror

_HEADER = 100  # bytes
_INTERIOR = 5
_CHANGES, _FREE_PAGES, _VALID_FOR = 24, 32, 92


def lend_first_pages(copy: Path) -> None:
    """Write over the header and the schema of a copy with those of a new, empty mirror."""
    blank = copy.with_name("blank.sqlite")
    Mirror(blank).close()
    sound = bytearray(blank.read_bytes())
    (size,) = struct.unpack_from(">H", sound, 16)
    sound[_FREE_PAGES : _FREE_PAGES + 8] = bytes(8)
    # Unequal, so that the file's own size counts and not what the header says of it.
    struct.pack_into(">I", sound, _CHANGES, 2)
    struct.pack_into(">I", sound, _VALID_FOR, 1)
    with copy.open("r+b" if copy.exists() else "w+b") as file:
        for page in (1, *_children_of_first(sound)):
            file.seek((page - 1) * size)
            file.write(sound[(page - 1) * size : page * size])


def _children_of_first(pages: bytearray) -> tuple[int, ...]:
    """Where the rest of the schema stands when one page does not hold it."""
    if pages[_HEADER] != _INTERIOR:
        return ()
    (cells,) = struct.unpack_from(">H", pages, _HEADER + 3)
    (rightmost,) = struct.unpack_from(">I", pages, _HEADER + 8)
    places = struct.unpack_from(f">{cells}H", pages, _HEADER + 12)
    return (*(struct.unpack_from(">I", pages, place)[0] for place in places), rightmost)
