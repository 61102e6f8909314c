"""A receipt printer, as far as badges need it."""

import struct
import threading

import numpy as np
from typing_extensions import override

from tests.fakes.printers.listening import Mechanism, Paper, Tray

_ASKED = b"\x10\x04"


class ReceiptPrinter(Mechanism):
    """Prints pictures and cuts; questions about how it is are answered at once, others in their turn.

    Attributes:
        paper_out, cover_open: what is wrong with it.
        never_done: it does not say when it has printed everything.
        density: as it was told; None for its own.
    """

    def __init__(self, *, head: int = 576, stops_after: int | None = None) -> None:
        self.tray = Tray()
        self.paper_out = self.cover_open = self.never_done = False
        self.density: int | None = None
        self._head = head
        self._stops_after = stops_after
        self._pictures: list[Paper] = []
        self._buffer = b""
        self._printed = 0
        self._lock = threading.Lock()

    @override
    def take(self, data: bytes) -> bytes:
        with self._lock:
            if self._is_stuck:
                questions = data.count(_ASKED)
                self._buffer += b"".join(data.split(_ASKED)) if not questions else b""
                return b"".join(self._state(number) for number in (1, 2, 3, 4)) if questions else b""
            self._buffer += data
            return self._go_on()

    @property
    def _is_stuck(self) -> bool:
        return self.paper_out or self.cover_open

    def _go_on(self) -> bytes:
        answers = b""
        while not self._is_stuck and (length := self._command()) is not None:
            command, self._buffer = self._buffer[:length], self._buffer[length:]
            answers += self._do(command)
        if self._is_stuck and self._buffer.startswith(_ASKED):
            self._buffer = b""
            answers += b"".join(self._state(number) for number in (1, 2, 3, 4))
        return answers

    def _command(self) -> int | None:
        """How long the first command is, None while it is not all there."""
        head = self._buffer[:8]
        lengths = {_ASKED: 3, b"\x1b@": 2, b"\x1bd": 3, b"\x1dr": 3, b"\x1dV": 4, b"\x1d(": 7}
        length = lengths.get(head[:2])
        if head[:2] == b"\x1dv" and len(head) == 8:
            across, rows = struct.unpack("<HH", head[4:])
            length = 8 + across * rows
        assert length is not None or len(head) < 8, f"no command: {head.hex()}"
        return length if length is not None and len(self._buffer) >= length else None

    def _do(self, command: bytes) -> bytes:
        kind = command[:2]
        if kind == _ASKED:
            return self._state(command[2])
        if kind == b"\x1dr":
            return b"" if self.never_done else b"\x00"
        if kind == b"\x1d(":
            self.density = struct.unpack("b", command[6:])[0]
        elif kind == b"\x1dv":
            self._paint(command)
        elif kind in {b"\x1dV", b"\x1bd"}:
            self.tray.put(np.concatenate(self._pictures))
            self._pictures.clear()
            self._printed += 1
            self.paper_out = self._printed == self._stops_after
        return b""

    def _paint(self, command: bytes) -> None:
        across, rows = struct.unpack("<HH", command[4:8])
        assert across * 8 <= self._head, "wider than the head"
        picture = np.frombuffer(command[8:], np.uint8).reshape(rows, across)
        self._pictures.append(np.unpackbits(picture, axis=1).astype(np.bool_))

    def _state(self, number: int) -> bytes:
        flags = {
            1: 0x08 if self._is_stuck else 0,
            2: (0x04 if self.cover_open else 0) | (0x20 if self.paper_out else 0),
            3: 0,
            4: 0x60 if self.paper_out else 0,
        }
        return bytes([0x12 | flags[number]])
