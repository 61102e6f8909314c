"""Trying what the desk works with before the doors open: camera, hand scanner, printer."""

from collections.abc import Callable

from checkin.app import App
from ui.screens.setup.camera import CameraTrial, NamedCamera
from ui.screens.setup.printer import PrinterTrial
from ui.tasks import Ask


class EquipmentStep:
    """The last step; everything in it can be skipped and done later from the settings.

    Attributes:
        camera, printer: the two trials, independent of each other.
    """

    def __init__(self, app: App, ask: Ask, at_desk: Ask, changed: Callable[[], object]) -> None:
        self.camera = CameraTrial(app, ask, changed)
        self.printer = PrinterTrial(app, ask, at_desk, changed)

    def load(self, cameras: tuple[NamedCamera, ...]) -> None:
        """Take the cameras this computer has, and ask for its printers."""
        self.camera.load(cameras)
        self.printer.load()

    @property
    def busy(self) -> bool:
        """Whether something is under way that walking on would leave behind."""
        return self.printer.busy
