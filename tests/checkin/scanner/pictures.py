"""Pictures for the decoders, among them parts of one code, which no library at hand can write."""

from typing import Any, cast

import numpy as np
import qrcode
from qrcode.util import MODE_8BIT_BYTE

from checkin.scanner.decoded import Frame
from checkin.scanner.draw import Look, qr_frame
from checkin.scanner.opencv import cv2


class _Part:
    """A byte segment behind a structured-append header."""

    mode = MODE_8BIT_BYTE

    def __init__(self, text: bytes, index: int, count: int, length_bits: int) -> None:
        self._text, self._index, self._count, self._length_bits = text, index, count, length_bits

    def __len__(self) -> int:
        return len(self._text) + 3

    def write(self, buffer: Any) -> None:
        buffer.buffer.clear()  # the ordinary header, which came first
        buffer.length = 0
        for value, bits in (
            (3, 4),
            (self._index - 1, 4),
            (self._count - 1, 4),
            (0x55, 8),
            (MODE_8BIT_BYTE, 4),
        ):
            buffer.put(value, bits)
        buffer.put(len(self._text), self._length_bits)
        for value in self._text:
            buffer.put(value, 8)


def split_code(text: str, index: int, count: int, *, version: int = 5, mask: int | None = None) -> Frame:
    """Part `index` of `count`, as a grey picture."""
    code = qrcode.QRCode(version=version, border=4, mask_pattern=mask)
    code.data_list = [_Part(text.encode(), index, count, 16 if version > 9 else 8)]  # type: ignore[list-item]
    code.make(fit=False)
    dark = np.array(code.get_matrix(), dtype=bool)
    return cast(Frame, np.kron(np.where(dark, 0, 255), np.ones((6, 6))).astype(np.uint8))


def grey_qr(
    payload: str | bytes, *, size: tuple[int, int] = (1280, 720), look: Look | None = None, seed: int = 0
) -> Frame:
    """A grey camera frame that shows a QR code."""
    return cast(Frame, cv2.cvtColor(qr_frame(payload, size, look, seed), cv2.COLOR_BGR2GRAY))
