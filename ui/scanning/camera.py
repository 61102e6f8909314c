"""A camera for the window: its thread's news arrive as signals on the GUI thread."""

import time
from threading import Event, Lock
from typing import ClassVar

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage

from checkin.errors import ScannerError
from checkin.scanner.decode import Decoder
from checkin.scanner.decoded import Decoded, Frame
from checkin.scanner.watch import CameraState, CaptureThread, FrameSource

NO_CAMERA = "none"
"""The kind of `Camera.state_changed` while no camera is chosen; the others are those of `CameraState`."""

_ENDS_WITHIN = 0.9


def image_of(frame: Frame) -> QImage:
    """A picture of its own, safe to keep after the frame's memory is used again."""
    sound = np.ascontiguousarray(frame)
    height, width = sound.shape[:2]
    is_grey = sound.ndim == 2  # noqa: PLR2004 - rows and columns, no colours
    form = QImage.Format.Format_Grayscale8 if is_grey else QImage.Format.Format_BGR888
    return QImage(sound.data, width, height, sound.strides[0], form).copy()


class _Watcher:
    """Hears one capture thread and passes its news on to the camera that started it, until that leaves."""

    def __init__(self, camera: "Camera", watch: int) -> None:
        self._camera: Camera | None = camera
        self._watch = watch
        self._passing = Lock()
        self.is_shown = Event()  # the last picture was shown, so the next one may be sent
        self.is_shown.set()

    def leave(self) -> None:
        """Pass nothing on any more: a thread that a driver holds up may outlive its window."""
        with self._passing:
            self._camera = None

    def scanned(self, code: Decoded) -> None:
        with self._passing:
            if self._camera is not None:
                self._camera._code_arrived.emit(self._watch, code)  # noqa: SLF001 - it is the camera's own ear

    def frame(self, frame: Frame) -> None:
        if not self.is_shown.is_set():  # a window that is busy gets fewer pictures, never older ones
            return
        self.is_shown.clear()
        picture = image_of(frame)
        with self._passing:
            if self._camera is not None:
                self._camera._picture_arrived.emit(self._watch, picture)  # noqa: SLF001

    def state_changed(self, state: CameraState, text: str) -> None:
        with self._passing:
            if self._camera is not None:
                self._camera._state_arrived.emit(self._watch, state.value, text)  # noqa: SLF001


class Camera(QObject):
    """Watches at most one camera, and never keeps the window waiting for it.

    All signals come on the thread this object lives in.

    Attributes:
        state: the last `(kind, text)` of `state_changed`.
    """

    scanned = Signal(str)
    """A whole code was held up: its payload."""
    part_scanned = Signal(str)
    """Something was held up that is only a part of a code; the text says so to people."""
    frame = Signal(QImage)
    state_changed = Signal(str, str)

    _leaving: ClassVar[list[CaptureThread]] = []
    """Threads told to stop that may still hold a device, whichever screen began them."""

    _code_arrived = Signal(int, object)
    _picture_arrived = Signal(int, QImage)
    _state_arrived = Signal(int, str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = (NO_CAMERA, "No camera is chosen.")
        self._thread: CaptureThread | None = None
        self._watcher: _Watcher | None = None
        self._watch = 0
        queued = Qt.ConnectionType.QueuedConnection
        self._code_arrived.connect(self._pass_code, queued)
        self._picture_arrived.connect(self._pass_picture, queued)
        self._state_arrived.connect(self._pass_state, queued)

    def watch(self, source: str | FrameSource, decoder: Decoder | None = None) -> None:
        """Leave the camera watched so far and watch this one; an empty source means none.

        Returns at once: a device that is still held from before is waited for beside the window. What goes
        wrong is told by `state_changed`, never raised.
        """
        self.stop()
        if not source:
            self._tell(NO_CAMERA, "No camera is chosen.")
            return
        self._watcher = _Watcher(self, self._watch)
        try:
            self._thread = CaptureThread(source, self._watcher, decoder=decoder, after=self._leaving)
        except ScannerError as error:
            self._tell(CameraState.FAILED.value, str(error))
            return
        self._thread.start()

    def stop(self) -> None:
        """Leave the camera; nothing of it is told any more. Returns at once, the device follows."""
        self._watch += 1  # whatever is still on its way belongs to the past
        if self._watcher is not None:
            self._watcher.leave()
            self._watcher = None
        self._leaving[:] = [thread for thread in self._leaving if not thread.has_ended]
        if self._thread is not None:
            self._thread.ask_to_stop()
            self._leaving.append(self._thread)
            self._thread = None

    def close(self) -> None:
        """Leave the camera and wait up to a second until its device is free; for the window's end."""
        self.stop()
        let_go_of_cameras()

    @Slot(int, object)
    def _pass_code(self, watch: int, code: Decoded) -> None:
        if watch != self._watch:
            return
        if code.part_of is None:
            self.scanned.emit(code.payload)
        else:
            self.part_scanned.emit("This is only one part of a code. Hold up a ticket with a single code.")

    @Slot(int, QImage)
    def _pass_picture(self, watch: int, picture: QImage) -> None:
        if watch == self._watch and self._watcher is not None:
            self._watcher.is_shown.set()
            self.frame.emit(picture)

    @Slot(int, str, str)
    def _pass_state(self, watch: int, kind: str, text: str) -> None:
        if watch == self._watch:
            self._tell(kind, text)

    def _tell(self, kind: str, text: str) -> None:
        self.state = (kind, text)
        self.state_changed.emit(kind, text)


def let_go_of_cameras(within: float = _ENDS_WITHIN) -> bool:
    """Wait until every camera that was left is let go of; to be called before the application ends.

    Args:
        within: seconds to wait at most for all of them.

    Returns:
        False when a driver holds on to one for longer.
    """
    latest = time.monotonic() + within
    leaving = Camera._leaving  # noqa: SLF001 - the two belong together
    leaving[:] = [thread for thread in leaving if not thread.stop(max(0.0, latest - time.monotonic()))]
    return not leaving
