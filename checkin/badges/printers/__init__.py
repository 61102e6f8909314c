"""Where badges go: a folder, or a queue of the system's printing service."""

from checkin.badges.printers.choice import chosen
from checkin.badges.printers.protocol import Printed, Printer
from checkin.badges.printers.system import queues

__all__ = ["Printed", "Printer", "chosen", "queues"]
