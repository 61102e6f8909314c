"""Reads the codes in a camera frame: cheaply when nothing happens, stubbornly when a code is held up."""

import math
from collections import deque
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from checkin.scanner import region, zxing
from checkin.scanner.change import ChangeDetector
from checkin.scanner.decoded import USUAL, Decoded, Frame, Symbology
from checkin.scanner.opencv import cv2
from checkin.scanner.zbar import Zbar, find_zbar

_MOST_PIXELS = 2560 * 1440  # more shows no more code, and only costs
_SMALLEST_TREATED = 64

Read = Callable[[Frame, Collection[Symbology]], tuple[Decoded, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Attempt:
    """One more way to look at the region where a code may be."""

    treat: region.Treat
    read: Read


class Decoder:
    """Decodes the frames of one camera, one after the other; for one thread.

    The first decoder sees every frame. Where it finds nothing, further attempts are made on the likeliest
    part of the frame: each once after every change of the view, on average no more than one a frame. A view
    that stands still so costs what the first decoder costs.
    """

    def __init__(
        self, symbologies: Iterable[Symbology] = USUAL, *, find_second: Callable[[], Zbar | None] = find_zbar
    ) -> None:
        """Prepare for the given kinds of code; every further kind makes each frame dearer."""
        self._symbologies = frozenset(symbologies)
        second = find_second()
        self._lacks_second = second is None
        self._attempts = deque(_attempts(second))
        self._change = ChangeDetector()
        self._due = 0
        self._credit = len(self._attempts)

    @property
    def shortcoming(self) -> str:
        """What this computer lacks for reading damaged codes, for people; empty when nothing."""
        if not self._lacks_second:
            return ""
        return "The zbar library is not installed: scratched or glossy codes are harder to read."

    def decode(self, frame: Frame) -> tuple[Decoded, ...]:
        """The codes in the next frame.

        Args:
            frame: 8 bit, grey or blue-green-red.

        Raises:
            ValueError: the array is not such a picture.
        """
        grey = _grey(frame)
        factor = _shrinking(grey)
        if factor < 1:
            grey = cast(Frame, cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA))
        found = zxing.read(grey, self._symbologies)
        self._credit = min(len(self._attempts), self._credit + 1)
        if not found and min(grey.shape) >= _SMALLEST_TREATED:
            found = self._insist(grey)
        return tuple(_placed(code, lambda x, y: (round(x / factor), round(y / factor))) for code in found)

    def _insist(self, grey: Frame) -> tuple[Decoded, ...]:
        if self._change.has_changed(grey):
            self._due = len(self._attempts)
        attempts = min(self._due, self._credit)
        where = region.likely_region(grey) if attempts else None
        if where is None:
            return ()
        for _ in range(attempts):
            found = self._attempt(where)
            if found:
                return found
        return ()

    def _attempt(self, where: region.Region) -> tuple[Decoded, ...]:
        attempt = self._attempts[0]
        self._attempts.rotate(-1)
        self._due -= 1
        self._credit -= 1
        treated = attempt.treat(where.picture)
        return tuple(
            _placed(replace(code, corners=treated.back(code.corners)), where.in_frame)
            for code in attempt.read(treated.picture, self._symbologies)
        )


def decode(frame: Frame, symbologies: Iterable[Symbology] = USUAL) -> tuple[Decoded, ...]:
    """The codes in a single frame, with every attempt made; see `Decoder.decode`.

    Raises:
        ValueError: the array is not a picture of 8 bit, grey or blue-green-red.
    """
    return Decoder(symbologies).decode(frame)


def _attempts(second: Zbar | None) -> list[_Attempt]:
    """In the order of what they were measured to bring for their price."""
    attempts = [
        _Attempt(treat=region.enlarged, read=zxing.read),
        _Attempt(treat=region.crisped, read=zxing.read),
        _Attempt(treat=region.turned, read=zxing.read),
        _Attempt(treat=region.sharpened, read=zxing.read),
        _Attempt(treat=region.softened, read=zxing.read),
    ]
    if second is not None:
        attempts.insert(1, _Attempt(treat=region.closed, read=second.read))
    return attempts


def _grey(frame: Frame) -> Frame:
    if frame.dtype != np.uint8 or frame.size == 0:
        raise ValueError("A frame is an array of 8 bit grey or colour values that is not empty.")
    match frame.shape:
        case (_, _):
            return np.ascontiguousarray(frame)
        case (_, _, 3):
            return cast(Frame, cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY))
        case odd:
            raise ValueError(f"A frame has rows, columns and at most three colours, not the shape {odd}.")


def _shrinking(grey: Frame) -> float:
    return min(1.0, math.sqrt(_MOST_PIXELS / grey.size))


def _placed(code: Decoded, place: Callable[[int, int], tuple[int, int]]) -> Decoded:
    return replace(code, corners=tuple(place(x, y) for x, y in code.corners))
