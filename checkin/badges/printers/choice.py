"""The printer that was chosen in the settings."""

import threading
from pathlib import Path

from checkin.badges.printers.folder import FolderPrinter
from checkin.badges.printers.protocol import Printer
from checkin.badges.printers.system import SystemPrinter
from checkin.badges.template import default_template
from checkin.errors import BadgeError
from checkin.settings import PrinterChoice, PrinterKind


def chosen(choice: PrinterChoice, folder: Path, *, closing: threading.Event | None = None) -> Printer:
    """The printer to use.

    Args:
        choice: from the settings.
        folder: where badges go when files are wanted but no other folder was chosen.
        closing: set when the app closes; nobody waits for a printer any longer then.

    Raises:
        BadgeError: a system printer is wanted, but not which.
    """
    if choice.kind is PrinterKind.FOLDER:
        return FolderPrinter(Path(choice.folder)) if choice.folder else FolderPrinter(folder, private=True)
    if not choice.queue:
        raise BadgeError(
            "No printer is chosen yet. Choose one in the settings, or let badges go to a folder."
        )
    template = default_template()
    return SystemPrinter(choice.queue, width=template.width, height=template.height, closing=closing)
