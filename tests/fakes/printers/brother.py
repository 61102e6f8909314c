"""A Brother QL, as far as badges need it: each command is executed as its reference describes it."""

import struct

import numpy as np
from typing_extensions import override

from tests.fakes.printers.listening import Mechanism, Tray

_PARAMETERS = {0x61: 1, 0x53: 0, 0x7A: 10, 0x4D: 1, 0x41: 1, 0x4B: 1, 0x64: 2}
_PRINTED, _FAILED, _PHASE = 1, 2, 6


class Brother(Mechanism):
    """Prints on what is loaded and on nothing else.

    Attributes:
        width, length: of what is in it, in millimetres; a roll has a length of 0.
        errors: the two bytes that say what is wrong.
        cuts: after which pieces of paper it cut.
        red_rows: how many rows came in red, too.
    """

    def __init__(
        self, width: int = 62, length: int = 0, *, row: int = 90, stops_after: int | None = None
    ) -> None:
        self.tray = Tray()
        self.width, self.length = width, length
        self.errors = (0, 0)
        self.cuts: list[bool] = []
        self.red_rows = 0
        self._row = row
        self._stops_after = stops_after
        self._buffer = b""
        self._is_busy = False
        self._rows: list[bytes] = []
        self._modes: dict[int, bytes] = {}

    @override
    def take(self, data: bytes) -> bytes:
        self._buffer += data
        answers = b""
        while (length := self._command()) is not None:
            command, self._buffer = self._buffer[:length], self._buffer[length:]
            answers += self._do(command)
        return answers

    def status_beside(self) -> bytes:
        """What it says to whoever asks in another way: for one look after a badge that it prints."""
        busy, self._is_busy = self._is_busy, False
        status = bytearray(self._status(0))
        status[19] = int(busy)
        return bytes(status)

    def _command(self) -> int | None:
        """How long the first command is, None while it is not all there."""
        head = self._buffer[:3]
        if not head:
            return None
        length: int | None = 1
        if head[0] == 0x1B:
            length = None if len(head) < 2 else 2 if head[1] == 0x40 else self._long(head)
        elif head[0] in {0x67, 0x77}:
            length = None if len(head) < 3 else 3 + head[2]
        return length if length is not None and len(self._buffer) >= length else None

    def _long(self, head: bytes) -> int | None:
        assert head[1] == 0x69, f"no command: {head.hex()}"
        return 3 + _PARAMETERS[head[2]] if len(head) == 3 else None

    def _do(self, command: bytes) -> bytes:
        if command[0] in {0x67, 0x77}:
            self._take_row(command)
        elif command == b"\x1biS":
            return self._status(0)
        elif command == b"\x1b@":
            self._rows.clear()
            self._modes.clear()
        elif command[0] == 0x1B:
            self._modes[command[2]] = command[3:]
        elif command in {b"\x0c", b"\x1a"}:
            return self._print()
        else:
            assert command == b"\x00", f"no command: {command.hex()}"
        return b""

    def _take_row(self, command: bytes) -> None:
        assert command[2] == self._row
        if command[:2] == b"w\x02":
            self.red_rows += 1
        else:
            self._rows.append(command[3:])

    def _print(self) -> bytes:
        kind, width, length, rows = struct.unpack("<xBBBL2x", self._modes[0x7A])
        assert rows == len(self._rows)
        if (kind, width, length) != (0x0B if self.length else 0x0A, self.width, self.length):
            return self._status(_FAILED, (0, 0x01))
        if self._stops_after is not None and len(self.cuts) >= self._stops_after:
            self.errors = (0x02, 0)
            return self._status(_FAILED)
        head = np.frombuffer(b"".join(self._rows), np.uint8).reshape(rows, self._row)
        (margin,) = struct.unpack("<H", self._modes[0x64])
        self.tray.put(
            np.pad(np.fliplr(np.unpackbits(head, axis=1)).astype(np.bool_), ((margin, margin), (0, 0)))
        )
        self._is_busy = True
        self.cuts.append(bool(self._modes[0x4D][0] & 0x40))
        self._rows.clear()
        return self._status(_PHASE) + self._status(_PRINTED)

    def _status(self, kind: int, errors: tuple[int, int] | None = None) -> bytes:
        status = bytearray(32)
        status[:8] = b"\x80\x20B4\x41\x30\x00\x00"
        status[8:10] = bytes(errors or self.errors)
        status[10], status[11], status[17] = self.width, 0x0B if self.length else 0x0A, self.length
        status[18] = kind
        return bytes(status)
