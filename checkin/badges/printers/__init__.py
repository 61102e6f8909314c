"""Where badges go: a folder, a queue of the system's printing service, or a printer in the network."""

from checkin.badges.printers.choice import chosen
from checkin.badges.printers.own_queues import BY_COMMANDS, OwnQueues, queues, use
from checkin.badges.printers.protocol import Printed, Printer, PrinterState, Readiness

__all__ = [
    "BY_COMMANDS",
    "OwnQueues",
    "Printed",
    "Printer",
    "PrinterState",
    "Readiness",
    "chosen",
    "queues",
    "use",
]
