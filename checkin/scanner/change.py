"""Whether the view has changed: a still view is not worth a second look."""

from typing import cast

import numpy as np

from checkin.scanner.decoded import Frame
from checkin.scanner.opencv import cv2

_CELLS = (80, 45)
# A cell averages hundreds of pixels, so a sensor's noise moves it by two grey values, a ticket by more.
_STEP = 6
_ENOUGH = 8


class ChangeDetector:
    """Compares each picture with the one at the last change, so that slow drift counts too."""

    def __init__(self) -> None:
        self._known: Frame | None = None

    def has_changed(self, grey: Frame) -> bool:
        """True for the first picture and for each that differs visibly from the last one of these."""
        # Halving first is twice as fast as one large step, and comes to the same.
        half = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        cells = cast(Frame, cv2.resize(half, _CELLS, interpolation=cv2.INTER_AREA))
        if self._known is not None and np.count_nonzero(cv2.absdiff(cells, self._known) > _STEP) < _ENOUGH:
            return False
        self._known = cells
        return True
