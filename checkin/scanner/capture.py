"""Frames from a camera, a video file or a stream."""

import os
import stat
import sys
from collections.abc import Callable, Generator
from enum import StrEnum
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

from checkin.errors import ScannerError
from checkin.scanner.decoded import Frame
from checkin.scanner.opencv import cv2

_STREAMS = frozenset({"http", "https", "rtsp", "rtsps", "rtmp", "udp"})
_SIZE = (1280, 720)
_USUAL_RATE = 25.0
_HIGHEST_RATE = 240.0  # what a file claims beyond this is not true
_PATIENCE_MS = 4000


class Kind(StrEnum):
    """Where frames come from."""

    CAMERA = "camera"
    FILE = "file"
    STREAM = "stream"


class Capture:
    """One source of frames; for one thread.

    Attributes:
        kind: what the source is.
        label: what to call it before people; without the password an address may carry.
    """

    def __init__(self, source: str, *, loop: bool = False) -> None:
        """Look at the source without opening it.

        Args:
            source: a camera's number such as ``"0"`` or its device file, a video file, or an address.
            loop: begin a video file again when it has ended.

        Raises:
            ScannerError: it can never work: no such file, no such kind of address.
        """
        self._source = source.strip()
        self._loop = loop
        self._opened: cv2.VideoCapture | None = None
        self.kind = _kind_of(self._source)
        self.label = _label(self._source, self.kind)

    @property
    def is_live(self) -> bool:
        """Whether frames come at their own pace, and may come again after they have stopped."""
        return self.kind is not Kind.FILE

    @property
    def rate(self) -> float:
        """Frames a second as an open source tells, a usual number when it does not."""
        told = 0.0 if self._opened is None else self._opened.get(cv2.CAP_PROP_FPS)
        return told if 0 < told <= _HIGHEST_RATE else _USUAL_RATE

    def open(self) -> None:
        """Start it.

        Raises:
            ScannerError: not now; its text says what a person may do.
        """
        self.close()
        if self.kind is Kind.CAMERA:
            require_camera(self._source)
        opened = _opened(self._source, self.kind)
        if not opened.isOpened():
            opened.release()
            raise ScannerError(_REFUSED[self.kind].format(self.label))
        self._opened = opened

    def grab(self) -> bool:
        """Wait for the next frame; False when there is none any more."""
        if self._opened is None:
            return False
        if self._opened.grab():
            return True
        return self._loop and not self.is_live and self._rewind(self._opened)

    def retrieve(self) -> Frame | None:
        """The frame grabbed last, None when it is damaged."""
        if self._opened is None:
            return None
        is_sound, frame = self._opened.retrieve()
        return cast(Frame, frame) if is_sound else None

    def close(self) -> None:
        """Let go of it; it may be opened again."""
        if self._opened is not None:
            self._opened.release()
            self._opened = None

    def frames(self) -> Generator[Frame, None, None]:
        """Every frame from opening to the end, as fast as they come.

        Raises:
            ScannerError: it cannot be opened now.
        """
        self.open()
        try:
            while self.grab() and (frame := self.retrieve()) is not None:
                yield frame
        finally:
            self.close()

    @staticmethod
    def _rewind(opened: cv2.VideoCapture) -> bool:
        return opened.set(cv2.CAP_PROP_POS_FRAMES, 0) and opened.grab()


_REFUSED = {
    Kind.CAMERA: (
        "{} does not start. Another program may be using it, or this program may not: "
        "look in the system's privacy settings for cameras."
    ),
    Kind.FILE: "{} is not a video that can be played here.",
    Kind.STREAM: "{} cannot be reached. Is it switched on and in this network?",
}


def _kind_of(source: str) -> Kind:
    if not source:
        raise ScannerError("No camera is chosen.")
    if source.isdecimal():
        return Kind.CAMERA
    scheme, mark, _ = source.partition("://")
    if mark:
        if scheme.lower() in _STREAMS:
            return Kind.STREAM
        raise ScannerError(f"A camera's address starts with http, https or rtsp, not with {scheme}.")
    return _kind_of_file(Path(source))


def _kind_of_file(file: Path) -> Kind:
    try:
        mode = file.stat().st_mode
    except (OSError, ValueError) as error:
        raise ScannerError(f"There is no video file {file.name}.") from error
    if stat.S_ISCHR(mode):
        return Kind.CAMERA
    if not stat.S_ISREG(mode):
        raise ScannerError(f"{file.name} is not a video file.")
    return Kind.FILE


def _label(source: str, kind: Kind) -> str:
    match kind:
        case Kind.CAMERA:
            return f"Camera {int(source) + 1}" if source.isdecimal() else f"Camera {Path(source).name}"
        case Kind.FILE:
            return f"The file {Path(source).name}"
        case Kind.STREAM:
            return f"The camera at {_host(source)}"


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or "this address"
    except ValueError:
        return "this address"


def require_camera(
    source: str, *, platform: str = sys.platform, may_use: Callable[[Path, int], bool] = os.access
) -> None:
    """Look for a camera before it is opened: on Linux it can be told why it will not start.

    Raises:
        ScannerError: it is not there, or this user may not use it.
    """
    if not platform.startswith("linux"):
        return
    device = Path(f"/dev/video{source}") if source.isdecimal() else Path(source)
    if not device.exists():
        raise ScannerError("No camera is plugged in.")
    if not may_use(device, os.R_OK | os.W_OK):
        raise ScannerError(
            "This user may not use the camera. Somebody who manages this computer adds the user to the group "
            "“video”; then sign in again."
        )


def _opened(source: str, kind: Kind) -> cv2.VideoCapture:
    if kind is not Kind.CAMERA:
        patience = [
            cv2.CAP_PROP_OPEN_TIMEOUT_MSEC,
            _PATIENCE_MS,
            cv2.CAP_PROP_READ_TIMEOUT_MSEC,
            _PATIENCE_MS,
        ]
        return cv2.VideoCapture(source, cv2.CAP_FFMPEG, patience)
    # On Windows the newer interface takes up to a minute to open some cameras.
    system = cv2.CAP_DSHOW if sys.platform == "win32" else cv2.CAP_ANY
    opened = cv2.VideoCapture(int(source) if source.isdecimal() else source, system)
    # Compressed, or a camera on a slow port gives five frames a second.
    opened.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
    opened.set(cv2.CAP_PROP_FRAME_WIDTH, _SIZE[0])
    opened.set(cv2.CAP_PROP_FRAME_HEIGHT, _SIZE[1])
    opened.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return opened
