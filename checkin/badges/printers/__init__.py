"""Where badges go: a folder, a queue of the system's printing service, or a printer in the network."""

from checkin.badges.printers.choice import chosen
from checkin.badges.printers.protocol import Printed, Printer, PrinterState, Readiness
from checkin.badges.printers.system import queues

__all__ = ["Printed", "Printer", "PrinterState", "Readiness", "chosen", "queues"]
