"""Camera, hand scanner and sounds while the desk is open."""

from PySide6.QtCore import QObject, QTimer, Signal

from ui.scanning.camera import Camera
from ui.scanning.sound import Sounds
from ui.scanning.viewfinder import Viewfinder
from ui.scanning.wedge_filter import WedgeFilter

_AFTER_SHOWING_MS = 300


class Listening(QObject):
    """What hears codes and is heard; lives as long as the main window.

    Signals:
        scanned: a code, whatever read it.
        part_scanned: what was held up is only a part of a code; carries the words for it.
    """

    scanned = Signal(str)
    part_scanned = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.viewfinder = Viewfinder()
        self.viewfinder.hide()
        self.sounds = Sounds(self)
        self._camera = Camera(self)
        self._wedge = WedgeFilter(parent=self)
        self._source = ""
        self._camera.frame.connect(self.viewfinder.show_frame)
        self._camera.state_changed.connect(self.viewfinder.show_state)
        self._camera.scanned.connect(self._read)
        self._camera.part_scanned.connect(self.part_scanned)
        self._wedge.scanned.connect(self.scanned)
        QTimer.singleShot(_AFTER_SHOWING_MS, self, self.sounds.load)

    def watch(self, source: str) -> None:
        """Watch this camera; an empty source means none, and its picture takes no room then."""
        self.viewfinder.setVisible(bool(source))
        if source != self._source:
            self._source = source
            self._camera.watch(source)

    def close(self) -> None:
        """Let go of the camera and the keyboard, within a second."""
        self._camera.close()
        self._source = ""
        self._wedge.close()

    def _read(self, payload: str) -> None:
        self.viewfinder.flash()
        self.scanned.emit(payload)
