"""A label printer that speaks ZPL, as far as badges need it."""

import base64
import binascii
import re
import threading
import zlib

import numpy as np
from typing_extensions import override

from tests.fakes.printers.listening import Mechanism, Paper, Tray

_ENDS = re.compile(rb"~HI|~HS|\^XZ")
_PICTURE = re.compile(rb"\^FO(\d+),(\d+)\^GFA,(\d+),(\d+),(\d+),:Z64:([^:]+):([0-9A-F]{4})\^FS")


class Zebra(Mechanism):
    """Prints labels as long as nothing is wrong, and goes on with them when it is put right.

    Attributes:
        paper_out, head_open, ribbon_out, paused: what is wrong with it.
        formats: what it was sent, label by label.
    """

    def __init__(
        self, *, dots_per_mm: int = 12, stops_after: int | None = None, falls_silent: bool = False
    ) -> None:
        self.tray = Tray()
        self.paper_out = self.head_open = self.ribbon_out = self.paused = False
        self.formats: list[bytes] = []
        self._dots_per_mm = dots_per_mm
        self._stops_after = stops_after
        self._falls_silent = falls_silent
        self._buffer = b""
        self._waiting: list[Paper] = []
        self._lock = threading.Lock()

    @override
    def take(self, data: bytes) -> bytes:
        answers = b""
        with self._lock:
            self._buffer += data
            while end := _ENDS.search(self._buffer):
                answers += self._do(self._buffer[: end.end()])
                self._buffer = self._buffer[end.end() :]
        return answers

    def load_paper(self) -> None:
        with self._lock:
            self.paper_out = False
            self._go_on()

    def stops_after(self, labels: int | None) -> None:
        """Paper runs out when it has got so many labels, and one more."""
        with self._lock:
            self._stops_after = labels

    def _do(self, command: bytes) -> bytes:
        if command.endswith(b"~HI"):
            return f"\x02ZD421-300dpi ZPL,V93.21.26Z,{self._dots_per_mm},8192KB\x03\r\n".encode()
        if command.endswith(b"~HS"):
            return b"" if self._falls_silent and self.formats else self._state()
        self.formats.append(command)
        self._waiting.append(label(command))
        if self._stops_after is not None:
            self.paper_out = len(self.formats) > self._stops_after
        self._go_on()
        return b""

    def _go_on(self) -> None:
        while self._waiting and not (self.paper_out or self.head_open or self.ribbon_out or self.paused):
            self.tray.put(self._waiting.pop(0))

    def _state(self) -> bytes:
        flags = [int(flag) for flag in (self.paper_out, self.paused, self.head_open, self.ribbon_out)]
        half = int(b"^XA" in self._buffer[: -len("~HS")])
        return (
            f"\x02030,{flags[0]},{flags[1]},1245,{len(self._waiting):03},0,0,{half},000,0,0,0\x03\r\n"
            f"\x02001,0,{flags[2]},{flags[3]},1,2,6,0,{len(self._waiting):08},1,000\x03\r\n"
            "\x021234,0\x03\r\n"
        ).encode()


def label(command: bytes) -> Paper:
    """The label a format describes."""
    page = np.zeros((number(command, "LL"), number(command, "PW")), dtype=np.bool_)
    found = _PICTURE.search(command)
    assert found is not None, "a format without a picture"
    left, top, sent, total, per_row = (int(group) for group in found.groups()[:5])
    assert binascii.crc_hqx(found[6], 0) == int(found[7], 16)
    picture = zlib.decompress(base64.b64decode(found[6]))
    assert len(picture) == sent == total
    dots = np.unpackbits(np.frombuffer(picture, np.uint8).reshape(-1, per_row), axis=1).astype(np.bool_)
    fits = dots[: page.shape[0] - top, : page.shape[1] - left]
    page[top : top + len(fits), left : left + fits.shape[1]] = fits
    return page


def number(command: bytes, name: str) -> int:
    """What a format sets something to."""
    found = re.search(rb"\^" + name.encode() + rb"(-?\d+)", command)
    assert found is not None, f"no ^{name}"
    return int(found[1])
