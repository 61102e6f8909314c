"""Trying what the desk works with before the doors open: camera, hand scanner, printer."""

from collections.abc import Callable

from checkin.app import App
from ui.screens.setup.camera import CameraTrial, FindCameras
from ui.screens.setup.printer import PrinterTrial
from ui.tasks import Ask


class EquipmentStep:
    """The last step; everything in it can be skipped and done later from the settings.

    Attributes:
        camera, printer: the two trials, independent of each other.
    """

    def __init__(
        self, app: App, ask: Ask, at_desk: Ask, find_cameras: FindCameras, changed: Callable[[], object]
    ) -> None:
        self.camera = CameraTrial(app, ask, find_cameras, changed)
        self.printer = PrinterTrial(app, ask, at_desk, changed)

    def load(self) -> None:
        """Look which cameras and printers this computer has."""
        self.camera.load()
        self.printer.load()

    @property
    def busy(self) -> bool:
        """Whether something is under way that walking on would leave behind."""
        return self.printer.busy
