"""The printer that was chosen in the settings."""

import threading
from collections.abc import Callable
from pathlib import Path

from checkin.badges.printers import snmp
from checkin.badges.printers.brother_ql import STATUS, BrotherQl
from checkin.badges.printers.esc_pos import EscPos
from checkin.badges.printers.folder import FolderPrinter
from checkin.badges.printers.ipp import IppPrinter
from checkin.badges.printers.line import host_and_port
from checkin.badges.printers.own_queues import own_printer
from checkin.badges.printers.patience import Patience
from checkin.badges.printers.protocol import Printer
from checkin.badges.printers.raw import Language, RawPrinter
from checkin.badges.printers.zpl import Zpl
from checkin.errors import BadgeError
from checkin.settings import PrinterChoice, PrinterKind

_ANSWERS_WITHIN = 0.6

_LANGUAGES: dict[PrinterKind, Callable[[PrinterChoice], Language]] = {
    PrinterKind.ZPL: Zpl,
    PrinterKind.BROTHER_QL: BrotherQl,
    PrinterKind.ESC_POS: EscPos,
}


def chosen(choice: PrinterChoice, folder: Path, *, closing: threading.Event | None = None) -> Printer:
    """The printer to use.

    Args:
        choice: from the settings.
        folder: where badges go when files are wanted but no other folder was chosen.
        closing: set when the app closes; nobody waits for a printer any longer then.

    Raises:
        BadgeError: a printer is wanted, but not which.
    """
    if choice.kind is PrinterKind.FOLDER:
        return FolderPrinter(Path(choice.folder)) if choice.folder else FolderPrinter(folder, private=True)
    if not (choice.queue if choice.kind is PrinterKind.SYSTEM else choice.address):
        raise BadgeError(
            "No printer is chosen yet. Choose one in the settings, or let badges go to a folder."
        )
    return _printer(choice, Patience(closing=closing or threading.Event()))


def _printer(choice: PrinterChoice, patience: Patience) -> Printer:
    if choice.kind is PrinterKind.SYSTEM:
        return own_printer(choice, patience)
    if choice.kind is PrinterKind.IPP:
        return IppPrinter(choice, patience=patience)
    return RawPrinter(
        _LANGUAGES[choice.kind](choice),
        address=choice.address,
        called=choice.called,
        patience=patience,
        beside=_says_beside(choice) if choice.kind is PrinterKind.BROTHER_QL else bytes,
    )


def _says_beside(choice: PrinterChoice) -> Callable[[], bytes]:
    host, _ = host_and_port(choice.address)
    return lambda: snmp.asked(host, STATUS, within=_ANSWERS_WITHIN)
