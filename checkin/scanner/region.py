"""Where in a picture a code may be, and how to make it easier to read there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import numpy as np

from checkin.scanner.decoded import Corners, Frame
from checkin.scanner.opencv import cv2

_STEP = 4  # looked for at a quarter of the size: enough to see that something is busy
_WINDOW = (15, 15)
_FAINT = 4.0
_EDGE = 0.45
_MARGIN = 0.12
_LARGEST = 560  # pixels a side, so that whatever is done to the region stays cheap


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A part of a picture. `left` and `top` say where in it."""

    picture: Frame
    left: int
    top: int

    def in_frame(self, x: int, y: int) -> tuple[int, int]:
        """Where a point of the region lies in the picture."""
        return x + self.left, y + self.top


def likely_region(grey: Frame) -> Region | None:
    """The part of the picture that is busiest in both directions, as codes are; None when nothing is."""
    box = _busiest(
        cast(Frame, cv2.resize(grey, None, fx=1 / _STEP, fy=1 / _STEP, interpolation=cv2.INTER_AREA))
    )
    if box is None:
        return None
    margin = round(_MARGIN * max(box.width, box.height)) + _STEP
    left, right = _span(box.left - margin, box.left + box.width + margin, box.peak[0], grey.shape[1])
    top, bottom = _span(box.top - margin, box.top + box.height + margin, box.peak[1], grey.shape[0])
    return Region(picture=np.ascontiguousarray(grey[top:bottom, left:right]), left=left, top=top)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Box:
    left: int
    top: int
    width: int
    height: int
    peak: tuple[int, int]


def _busiest(small: Frame) -> _Box | None:
    across = cv2.blur(cv2.convertScaleAbs(cv2.Sobel(small, cv2.CV_16S, 1, 0)), _WINDOW)
    down = cv2.blur(cv2.convertScaleAbs(cv2.Sobel(small, cv2.CV_16S, 0, 1)), _WINDOW)
    busy = cv2.min(across, down)
    _, most, _, (column, row) = cv2.minMaxLoc(busy)
    if most < _FAINT:
        return None
    _, labels, boxes, _ = cv2.connectedComponentsWithStats((busy >= most * _EDGE).astype(np.uint8))
    left, top, width, height = (int(value) for value in boxes[labels[row, column]][:4])
    return _Box(left=left, top=top, width=width, height=height, peak=(column, row))


def _span(start: int, end: int, peak: int, limit: int) -> tuple[int, int]:
    """From quarter size back to pixels; what is too long is cut around the peak."""
    start, end, peak = max(0, start * _STEP), min(limit, end * _STEP), peak * _STEP
    if end - start <= _LARGEST:
        return start, end
    start = min(max(start, peak - _LARGEST // 2), end - _LARGEST)
    return start, start + _LARGEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Treated:
    """A region made easier to read. `back` leads a point in it to its place in the region."""

    picture: Frame
    back: Callable[[Corners], Corners]


Treat = Callable[[Frame], Treated]
"""A way to make a region easier to read."""


def enlarged(picture: Frame) -> Treated:
    """Twice the size and soft: for small, noisy codes."""
    return Treated(picture=cast(Frame, cv2.GaussianBlur(_twice(picture), (0, 0), 1.5)), back=_halved)


def sharpened(picture: Frame) -> Treated:
    """Twice the size, sharp, black and white: for blurred codes and uneven light."""
    large = _twice(picture)
    soft = cv2.GaussianBlur(large, (0, 0), 3)
    sharp = cv2.addWeighted(large, 3, soft, -2, 0)
    block = max(11, (min(large.shape) // 12) | 1)
    bold = cv2.adaptiveThreshold(sharp, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, block, 2)
    return Treated(picture=cast(Frame, bold), back=_halved)


def crisped(picture: Frame) -> Treated:
    """Freed of noise, then of blur: for codes out of focus in a dim room."""
    calm = cv2.GaussianBlur(picture, (0, 0), 1.2)
    soft = cv2.GaussianBlur(calm, (0, 0), 3)
    return Treated(picture=cast(Frame, cv2.addWeighted(calm, 3.5, soft, -2.5, 0)), back=_same)


def closed(picture: Frame) -> Treated:
    """Thin dark scratches filled."""
    healed = cv2.morphologyEx(picture, cv2.MORPH_CLOSE, np.ones((3, 3), dtype=np.uint8))
    return Treated(picture=cast(Frame, healed), back=_same)


def softened(picture: Frame) -> Treated:
    """A little blurred: for noisy codes."""
    return Treated(picture=cast(Frame, cv2.GaussianBlur(picture, (0, 0), 1)), back=_same)


def turned(picture: Frame) -> Treated:
    """Turned by 30 degrees: decoders look along rows and columns, another angle may miss the damage."""
    height, width = picture.shape
    there = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), 30, 1), dtype=np.float64)
    cos, sin = abs(there[0, 0]), abs(there[0, 1])
    size = (int(height * sin + width * cos), int(height * cos + width * sin))
    there[:, 2] = there[:, 2] + np.array(size) / 2 - np.array([width, height]) / 2
    home = cv2.invertAffineTransform(there)
    picture = cast(Frame, cv2.warpAffine(picture, there, size, borderMode=cv2.BORDER_REPLICATE))

    def back(corners: Corners) -> Corners:
        points = (home @ np.array([x, y, 1.0]) for x, y in corners)
        return tuple((round(float(x)), round(float(y))) for x, y in points)

    return Treated(picture=picture, back=back)


def _twice(picture: Frame) -> Frame:
    return cast(Frame, cv2.resize(picture, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC))


def _halved(corners: Corners) -> Corners:
    return tuple((x // 2, y // 2) for x, y in corners)


def _same(corners: Corners) -> Corners:
    return corners
