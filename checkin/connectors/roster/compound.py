"""The file within a file that XLS workbooks are (MS-CFB): its one stream that matters, out and in again.

Chains of sectors that never end are refused here; what reads workbooks would follow them until there is no
memory left. It is given a new file that holds nothing but the stream.
"""

import struct
from collections.abc import Iterator

from checkin.connectors.roster.table import UnfitError

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_END = 0xFFFFFFFE
_FREE = 0xFFFFFFFF
_OF_FAT = 0xFFFFFFFD
_SECTOR = 4096
_FEWEST = 4096  # bytes; a shorter stream would be a small one, kept elsewhere
_IN_HEADER = 109
_SHIFTS = (9, 12)


class _DamagedError(UnfitError):
    def __init__(self) -> None:
        super().__init__("It is damaged.")


class _File:
    """Reads sectors and chains; every chain ends."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        if len(content) < 512:  # noqa: PLR2004  (the header)
            raise _DamagedError
        (shift,) = struct.unpack_from("<H", content, 30)
        if shift not in _SHIFTS:
            raise _DamagedError
        self._size = 1 << shift
        self._fat = self._table()
        directory = self._chain(self._number(48))
        self._entries = [directory[at : at + 128] for at in range(0, len(directory) - 127, 128)]

    def has(self, name: str) -> bool:
        """Whether something of this name is in it."""
        return any(_name(entry) == name for entry in self._entries)

    def stream(self, *names: str) -> bytes:
        """The first of these streams that is there."""
        for name in names:
            for entry in self._entries:
                if _name(entry) == name and entry[66] == 2:  # noqa: PLR2004  (a stream)
                    start, length = struct.unpack_from("<IQ", entry, 116)
                    return self._content_of(start, length & 0xFFFFFFFF)
        raise UnfitError("It is no workbook.")

    def _content_of(self, start: int, length: int) -> bytes:
        (cutoff,) = struct.unpack_from("<I", self._content, 56)
        if length >= cutoff:
            return self._chain(start)[:length]
        root_start, root_length = struct.unpack_from("<II", self._entries[0], 116)
        small = self._chain(root_start)[:root_length]
        numbers = self._chain(self._number(60))
        fat = struct.unpack(f"<{len(numbers) // 4}I", numbers[: len(numbers) // 4 * 4])
        return b"".join(small[at * 64 : at * 64 + 64] for at in _followed(start, fat))[:length]

    def _number(self, at: int) -> int:
        return int(struct.unpack_from("<I", self._content, at)[0])

    def _sector(self, number: int) -> bytes:
        begin = (number + 1) * self._size
        piece = self._content[begin : begin + self._size]
        if not piece:
            raise _DamagedError
        return piece.ljust(self._size, b"\0")  # the last one may be cut short

    def _table(self) -> tuple[int, ...]:
        """Which sector follows which."""
        each = self._size // 4
        parts = list(struct.unpack_from(f"<{_IN_HEADER}I", self._content, 76))
        more, seen = self._number(68), set[int]()
        while more not in (_END, _FREE):
            if more in seen:
                raise _DamagedError
            seen.add(more)
            *numbers, more = struct.unpack(f"<{each}I", self._sector(more))
            parts.extend(numbers)
        known = [number for number in parts if number != _FREE]
        if len(known) * self._size > len(self._content) + self._size:
            raise _DamagedError
        return tuple(one for number in known for one in struct.unpack(f"<{each}I", self._sector(number)))

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _followed(start, self._fat))


def _name(entry: bytes) -> str:
    return entry[:64].decode("utf-16-le", errors="replace").partition("\0")[0]


def _followed(start: int, table: tuple[int, ...]) -> Iterator[int]:
    seen = 0
    while start != _END:
        if start >= len(table) or seen > len(table):
            raise _DamagedError
        yield start
        seen += 1
        start = table[start]


def workbook_in(content: bytes) -> bytes:
    """The stream of the workbook.

    Raises:
        UnfitError: there is none, or the file is damaged or encrypted.
    """
    file = _File(content)
    if file.has("EncryptedPackage"):
        raise UnfitError("It is protected with a password. Save it without one.")
    return file.stream("Workbook", "Book")


def with_workbook(stream: bytes) -> bytes:
    """A file that holds nothing but this stream, as the workbook. It has room for 400 MB."""
    stream = stream.ljust(_FEWEST, b"\0")
    sectors = -(-len(stream) // _SECTOR)
    each = _SECTOR // 4
    of_fat = -(-(sectors + 2) // (each - 1))
    small, first = of_fat + 1, of_fat + 2  # a file of this version has room for small streams, used or not
    fat = [_OF_FAT] * of_fat + [_END, _END] + [*range(first + 1, first + sectors), _END]
    fat += [_FREE] * (of_fat * each - len(fat))
    directory = _entry("Root Entry", 5, small, 64, child=1) + _entry("Workbook", 2, first, len(stream))
    parts = (_header(of_fat), struct.pack(f"<{len(fat)}I", *fat), directory, bytes(_SECTOR), stream)
    return b"".join(part.ljust(-(-len(part) // _SECTOR) * _SECTOR, b"\0") for part in parts)


def _header(of_fat: int) -> bytes:
    """The table of sectors comes first, the directory behind it."""
    about = struct.pack("<HHHHH6x", 0x3E, 4, 0xFFFE, 12, 6)
    about += struct.pack("<9I", 1, of_fat, of_fat, 0, _FEWEST, _END, 0, _END, 0)
    places = [*range(of_fat)] + [_FREE] * (_IN_HEADER - of_fat)
    return SIGNATURE + bytes(16) + about + struct.pack(f"<{_IN_HEADER}I", *places)


def _entry(name: str, kind: int, start: int, length: int, child: int = _FREE) -> bytes:
    written = name.encode("utf-16-le")
    head = written.ljust(64, b"\0") + struct.pack("<HBBIII", len(written) + 2, kind, 1, _FREE, _FREE, child)
    return head + bytes(36) + struct.pack("<IQ", start, length)
