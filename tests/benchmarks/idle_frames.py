"""What a camera costs while nobody holds anything up: a still view, beside zxing-cpp alone."""

import time
from collections.abc import Callable

import numpy as np
import zxingcpp

from checkin.scanner.decode import Decoder
from checkin.scanner.decoded import Frame
from checkin.scanner.draw import empty_frame
from checkin.scanner.opencv import cv2
from tests.benchmarks.measurement import Measurement, interleaved

_FRAMES = 24
_TURNS = 11
_GRAIN = 2.0  # sigma of a webcam's sensor in a lit room, in grey values
_FORMATS = zxingcpp.BarcodeFormats([zxingcpp.QRCode, zxingcpp.Code128])


def measure() -> Measurement:
    """Colour frames as a camera gives them; both ways make them grey first and look for the same codes."""
    frames = still_view(_FRAMES)
    decoder = Decoder()
    ours, reference = interleaved(
        lambda: _milliseconds_a_frame(decoder.decode, frames),
        lambda: _milliseconds_a_frame(zxing_alone, frames),
        repeats=_TURNS,
    )
    return Measurement(
        name="frame without a code, still view",
        ours=ours,
        reference=reference,
        unit="ms/frame",
        goal=1.3,
        better="lower",
    )


def still_view(frames: int) -> list[Frame]:
    """An empty desk at 1280 by 720; from frame to frame only the sensor's grain differs."""
    dice = np.random.default_rng(1)
    desk = empty_frame().astype(np.float32)
    return [
        np.clip(desk + dice.normal(0, _GRAIN, desk.shape), 0, 255).astype(np.uint8) for _ in range(frames)
    ]


def zxing_alone(frame: Frame) -> list[zxingcpp.Barcode]:
    """The least anybody has to do."""
    return zxingcpp.read_barcodes(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), formats=_FORMATS)


def _milliseconds_a_frame(decode: Callable[[Frame], object], frames: list[Frame]) -> float:
    start = time.perf_counter()
    for frame in frames:
        decode(frame)
    return (time.perf_counter() - start) / len(frames) * 1000
