"""The codes in a picture that came as a file, such as the QR code a platform made of a ticket."""

from typing import cast

import numpy as np

from checkin.scanner.decode import Decoder
from checkin.scanner.decoded import Frame
from checkin.scanner.opencv import cv2

_QUIET_ZONE = 40  # pixels of white around it: platforms cut it off
_SMALL = 400
_LONGEST_SIDE = 16 * 1024  # of a strip a pixel high, the decoder would raise an error of its own
_LARGEST = 16 * 1024 * 1024


def codes_in(picture: bytes) -> tuple[str, ...]:
    """What the barcodes in a PNG or JPEG say; nothing for what is no picture or holds none."""
    if not picture or len(picture) > _LARGEST:
        return ()
    try:
        drawn = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:
        return ()
    if drawn is None or max(drawn.shape[:2]) > _LONGEST_SIDE:
        return ()
    if max(drawn.shape[:2]) < _SMALL:
        drawn = cv2.resize(drawn, None, fx=3, fy=3, interpolation=cv2.INTER_NEAREST)
    white = (255, 255, 255)
    edge = _QUIET_ZONE
    framed = cv2.copyMakeBorder(drawn, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=white)
    return tuple(code.payload for code in Decoder().decode(cast("Frame", framed)))
