"""Badges by Qt, on computers whose printing service has no commands: above all Windows."""

import shutil

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from typing_extensions import override

from checkin.badges import printers
from checkin.badges.preview import pixels
from checkin.badges.printers import Printed, Printer, PrinterState, Readiness
from checkin.badges.printers.patience import Patience
from checkin.badges.printers.placing import page_sizes, placed
from checkin.badges.printers.protocol import READY
from checkin.badges.printers.trouble import CHOOSE, STANDS, unsure
from checkin.errors import BadgeError, BadgeRefusedError, PrintUncertainError
from checkin.settings import PrinterChoice

_FINEST = 600
"""Dots an inch; office printers speak of 1 200, which is four times the data and no better a badge."""

_EXACT = 0.3
"""Millimetres by which the paper may differ from the badge."""

_OUT_OF_ORDER = {QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error}


class QtQueue(Printer):
    """Prints on one queue at exactly the badge's size, page by page as pictures in the printer's own dots.

    The queue says only that it took a badge, never that one came out.

    Args:
        choice: its queue, and how badges lie on the paper.
    """

    def __init__(self, choice: PrinterChoice) -> None:
        self._choice = choice
        self._queue = choice.queue

    @override
    def print(self, pdf: bytes, name: str) -> Printed:
        """Hand one badge to the queue.

        Raises:
            PrintUncertainError: the queue gave up in the middle.
            BadgeRefusedError: its paper cannot be as large as the badge.
            BadgeError: the queue is unknown, reports a fault, or takes nothing.
        """
        pages = placed(pdf, self._choice)
        sizes = page_sizes(pages)
        device = QPrinter(self._working(), QPrinter.PrinterMode.HighResolution)
        device.setDocName(name)
        device.setFullPage(True)
        for size in reversed(sizes):  # before anything is printed; the first page's stays
            self._take_paper(device, size)
        painter = QPainter()
        if not painter.begin(device):
            raise BadgeError(f"The printer {self._queue} did not take the badge. {STANDS} {CHOOSE}")
        _draw(painter, device, pages, 0)
        for number, size in enumerate(sizes[1:], start=1):
            self._take_paper(device, size)
            if not device.newPage():
                device.abort()
                raise PrintUncertainError(unsure(self._choice.called))
            _draw(painter, device, pages, number)
        if not painter.end() or device.printerState() in _OUT_OF_ORDER:
            raise PrintUncertainError(unsure(self._choice.called))
        return Printed(where=self._queue, confirmed=False)

    @override
    def state(self) -> PrinterState:
        """Trouble when the queue is unknown or reports a fault."""
        try:
            self._working()
        except BadgeError as error:
            return PrinterState(readiness=Readiness.TROUBLE, words=str(error))
        return READY

    def _working(self) -> QPrinterInfo:
        info = QPrinterInfo.printerInfo(self._queue)
        if info.isNull():
            raise BadgeError(f"This computer has no printer {self._queue} any more. {STANDS} {CHOOSE}")
        if info.state() in _OUT_OF_ORDER:
            raise BadgeError(f"The printer {self._queue} does not print now. {STANDS} {CHOOSE}")
        return info

    def _take_paper(self, device: QPrinter, size: tuple[float, float]) -> None:
        paper = QPageSize(QSizeF(*size), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch)
        layout = QPageLayout(paper, QPageLayout.Orientation.Portrait, QMarginsF())
        device.setPageLayout(layout)
        got = device.pageLayout().fullRect(QPageLayout.Unit.Millimeter)
        if max(abs(got.width() - size[0]), abs(got.height() - size[1])) > _EXACT:
            raise BadgeRefusedError(
                f"The printer {self._queue} has no paper of {size[0]:.0f} x {size[1]:.0f} mm. Set that size "
                f"up in its settings on this computer, or choose another template or printer. {STANDS}"
            )


def _draw(painter: QPainter, device: QPrinter, pdf: bytes, page: int) -> None:
    dpi = device.resolution()
    rows: NDArray[np.uint8] = np.ascontiguousarray(pixels(pdf, dpi=min(dpi, _FINEST), page=page))
    height, width, _ = rows.shape
    picture = QImage(rows.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    painter.drawImage(device.pageLayout().fullRectPixels(dpi), picture)


def _names() -> tuple[str, ...]:
    return tuple(QPrinterInfo.availablePrinterNames())


def _queue(choice: PrinterChoice, _patience: Patience) -> Printer:
    return QtQueue(choice)  # it never waits


BY_QT = printers.OwnQueues(names=_names, printer=_queue)
"""The computer's printers as Qt knows them."""


def use_what_is_there(*, search_path: str | None = None) -> None:
    """Print by Qt where there are no commands to print with; they are better: they tell what came out.

    Args:
        search_path: where commands are looked for; None for the usual places.
    """
    if shutil.which("lp", path=search_path) is None:
        printers.use(BY_QT)
