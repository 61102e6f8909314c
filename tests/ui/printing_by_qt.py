"""Prints a PDF by Qt on a queue, from a thread as the app does, and says how that went.

``CUPS_SERVER=host:port python -m tests.ui.printing_by_qt QUEUE FILE``: a process of its own, for Qt asks
where the printing service is only once.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from checkin.badges import printers
from checkin.errors import BadgeError
from checkin.settings import PrinterChoice, PrinterKind
from ui.printing import BY_QT


def main(queue: str, file: Path) -> None:
    """Say which queues there are, how this one is, and what became of the badge; a line each."""
    printers.use(BY_QT)
    printer = printers.chosen(PrinterChoice(kind=PrinterKind.SYSTEM, queue=queue), Path())
    with ThreadPoolExecutor(1) as pool:
        try:
            outcome = repr(pool.submit(printer.print, file.read_bytes(), "42").result(60))
        except BadgeError as error:
            outcome = repr(error)
    sys.stdout.write("\n".join((" ".join(printers.queues()), printer.state().readiness.name, outcome)))


if __name__ == "__main__":
    application = QGuiApplication(sys.argv)
    main(sys.argv[1], Path(sys.argv[2]))
