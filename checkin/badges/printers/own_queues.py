"""This computer's own printers: by its printing service's commands, or in a way the window brings along."""

from collections.abc import Callable
from dataclasses import dataclass

from checkin.badges.printers.cups import Cups
from checkin.badges.printers.patience import Patience
from checkin.badges.printers.protocol import Printer
from checkin.badges.printers.system import SystemPrinter
from checkin.settings import PrinterChoice


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnQueues:
    """A way to the printers this computer is set up for.

    Attributes:
        names: of all of them; raises BadgeError where they cannot be had.
        printer: the one that was chosen, and how long to wait for it.
    """

    names: Callable[[], tuple[str, ...]]
    printer: Callable[[PrinterChoice, Patience], Printer]


def _by_commands(choice: PrinterChoice, patience: Patience) -> Printer:
    return SystemPrinter(choice, patience=patience)


BY_COMMANDS = OwnQueues(names=Cups().queues, printer=_by_commands)
"""CUPS, as Linux and macOS have it: it tells whether a badge came out."""

_in_use = [BY_COMMANDS]


def use(queues: OwnQueues) -> None:
    """Let this process reach the computer's printers in that way from now on.

    There is one computer, and how it prints does not change while the app runs; so this is said once, at the
    start, by whoever knows a way that the core does not: Windows has no commands, but Qt can print there.
    """
    _in_use[0] = queues


def queues() -> tuple[str, ...]:
    """The names of this computer's printers.

    Raises:
        BadgeError: there is no printing service, or it does not answer.
    """
    return _in_use[0].names()


def own_printer(choice: PrinterChoice, patience: Patience) -> Printer:
    """The one of them that was chosen."""
    return _in_use[0].printer(choice, patience)
