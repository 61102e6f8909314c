"""A camera for the window: its thread's news arrive as signals on the GUI thread."""

from threading import Event

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage

from checkin.errors import ScannerError
from checkin.scanner.decode import Decoder
from checkin.scanner.decoded import Decoded, Frame
from checkin.scanner.watch import CameraState, CaptureThread, FrameSource

NO_CAMERA = "none"
"""The kind of `Camera.state_changed` while no camera is chosen; the others are those of `CameraState`."""


def image_of(frame: Frame) -> QImage:
    """A picture of its own, safe to keep after the frame's memory is used again."""
    sound = np.ascontiguousarray(frame)
    height, width = sound.shape[:2]
    is_grey = sound.ndim == 2  # noqa: PLR2004 - rows and columns, no colours
    form = QImage.Format.Format_Grayscale8 if is_grey else QImage.Format.Format_BGR888
    return QImage(sound.data, width, height, sound.strides[0], form).copy()


class _Watcher:
    """Hears one capture thread and passes its news on to the camera that started it."""

    def __init__(self, camera: "Camera", watch: int) -> None:
        self._camera = camera
        self._watch = watch
        self.is_shown = Event()  # the last picture was shown, so the next one may be sent
        self.is_shown.set()

    def scanned(self, code: Decoded) -> None:
        self._camera._code_arrived.emit(self._watch, code)  # noqa: SLF001 - it is the camera's own ear

    def frame(self, frame: Frame) -> None:
        if self.is_shown.is_set():  # a window that is busy gets fewer pictures, never older ones
            self.is_shown.clear()
            self._camera._picture_arrived.emit(self._watch, image_of(frame))  # noqa: SLF001

    def state_changed(self, state: CameraState, text: str) -> None:
        self._camera._state_arrived.emit(self._watch, state.value, text)  # noqa: SLF001


class Camera(QObject):
    """Owns at most one capture thread. All signals come on the thread this object lives in.

    Attributes:
        state: the last `(kind, text)` of `state_changed`.
    """

    scanned = Signal(str)
    """A whole code was held up: its payload."""
    part_scanned = Signal(str)
    """Something was held up that is only a part of a code; the text says so to people."""
    frame = Signal(QImage)
    state_changed = Signal(str, str)

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

        What goes wrong is told by `state_changed`, never raised.
        """
        self.stop()
        if not source:
            self._tell(NO_CAMERA, "No camera is chosen.")
            return
        self._watcher = _Watcher(self, self._watch)
        try:
            self._thread = CaptureThread(source, self._watcher, decoder=decoder)
        except ScannerError as error:
            self._tell(CameraState.FAILED.value, str(error))
            return
        self._thread.start()

    def stop(self) -> None:
        """Let go of the camera, within a second; to be called before the application ends."""
        self._watch += 1  # whatever is still on its way belongs to the past
        if self._thread is not None:
            self._thread.stop()
            self._thread = None

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
