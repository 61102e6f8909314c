"""A menu of printers."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu, QWidget


def printer_menu(parent: QWidget, printers: Sequence[str], choose: Callable[[str], object]) -> QMenu:
    """Calls `choose` with the printer's name."""
    menu = QMenu(parent)
    menu.setAccessibleName("Printers")
    for printer in printers:
        entry = menu.addAction(printer.replace("&", "&&"))
        entry.triggered.connect(lambda _=False, printer=printer: choose(printer))
    return menu
