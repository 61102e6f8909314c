"""The page on the screen in its true size, with frames around what is on it."""

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QTransform
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from checkin.badges.sizes import MM_PER_INCH, Size
from checkin.badges.template import Box, Element
from ui.screens.designer.draft import Draft
from ui.screens.designer.drawing import Drawing
from ui.screens.designer.pen import Pen
from ui.screens.designer.previewing import Seen
from ui.screens.designer.sizing import around
from ui.screens.designer.snapping import Handle
from ui.theme import palette

TOUCHED = 26
"""How large a handle is to the hand, in pixels."""

_AROUND = 36
"""Pixels of desk around the page."""

_HANDLE = 9
_GUIDE, _ON_PAPER = "#e5148a", "#2558d9"
"""Of lines and frames: the paper is white in the dark, too."""

_HALO = QColor(255, 255, 255, 170)
_FAINT = "#5c6a80"
_BARE = "Nothing is on the back, so badges have one side only. Add something to give them two."
_RIGHT_ANGLE = 90
_PLAUSIBLE = (40.0, 400.0)
_USUAL = 96.0


class SheetView(QWidget):
    """Shows a drawing.

    Args:
        drawing: what is drawn.
        pen: knows which lines what it moves has caught on.

    Attributes:
        band: the frame that is being drawn around several elements, in pixels; None while there is none.
    """

    def __init__(self, drawing: Drawing, pen: Pen) -> None:
        super().__init__()
        self._drawing, self._pen = drawing, pen
        self._zoom = 1.0
        self._image: QImage | None = None
        self._seen: Seen | None = None
        self.band: QRectF | None = None

    # -- how large --------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """1 for the true size."""
        return self._zoom

    def show_zoom(self, zoom: float) -> None:
        """Show it nearer or farther."""
        self._zoom = zoom
        self.fit()

    @property
    def per_mm(self) -> float:
        """Logical pixels a millimetre takes."""
        return pixels_per_inch(self.screen().physicalDotsPerInch()) / MM_PER_INCH * self._zoom

    @property
    def fineness(self) -> float:
        """Pixels of the screen an inch of the badge takes."""
        return self.per_mm * MM_PER_INCH * self.devicePixelRatioF()

    def zoom_that_fits(self, room: QSize) -> float:
        """At which all of the page is in sight."""
        page, whole = self._page, self.per_mm / self._zoom
        across = (room.width() - 2 * _AROUND) / (page.width * whole)
        down = (room.height() - 2 * _AROUND) / (page.height * whole)
        return max(min(across, down), 0.1)

    def fit(self) -> None:
        """As large as the page is at this zoom."""
        page = self._page
        self.setMinimumSize(
            math.ceil(page.width * self.per_mm) + 2 * _AROUND,
            math.ceil(page.height * self.per_mm) + 2 * _AROUND,
        )
        self.update()

    @property
    def _page(self) -> Size:
        return self._drawing.draft.page

    @property
    def _draft(self) -> Draft:
        return self._drawing.draft

    def show_seen(self, seen: Seen | None) -> None:
        """Show how the badge looks; what could not be drawn leaves the last picture."""
        if seen is self._seen:
            return
        self._seen = seen
        if seen is not None and seen.pixels is not None:
            self._image = as_image(seen.pixels)
        self.update()

    # -- where things are -------------------------------------------------------------------------

    @property
    def sheet(self) -> QRectF:
        """Where the page is, in pixels of this widget."""
        width, height = self._page.width * self.per_mm, self._page.height * self.per_mm
        left = max(_AROUND, (self.width() - width) / 2)
        top = max(_AROUND, (self.height() - height) / 2)
        return QRectF(round(left), round(top), width, height)

    def millimetres(self, at: QPointF) -> tuple[float, float]:
        """Where on the page that is."""
        sheet = self.sheet
        return (at.x() - sheet.x()) / self.per_mm, (at.y() - sheet.y()) / self.per_mm

    def handle_place(self, handle: Handle) -> QPointF:
        """Where a handle of the chosen element is, in pixels of this widget."""
        element = self._draft.element
        if element is None:
            return QPointF()
        box = element.box
        at = QPointF(box.width * handle.across / 2, box.height * handle.down / 2) * self.per_mm
        return self._around(element).map(at)

    def _around(self, element: Element) -> QTransform:
        """From the middle of what is seen of the element to this widget."""
        box, sheet = element.box, self.sheet
        middle = QPointF(box.x + box.width / 2, box.y + box.height / 2) * self.per_mm + sheet.topLeft()
        placed = QTransform.fromTranslate(middle.x(), middle.y())
        return placed.rotate(element.turn) if element.turn % _RIGHT_ANGLE else placed

    def handles(self) -> list[Handle]:
        """Those of the chosen element; in the middle of a side only where there is room."""
        element = self._draft.element
        if element is None:
            return []
        wide = element.box.width * self.per_mm >= 3 * TOUCHED
        high = element.box.height * self.per_mm >= 3 * TOUCHED
        return [each for each in Handle if (each.across or wide) and (each.down or high)] or [
            Handle.BOTTOM_RIGHT
        ]

    # -- what is seen -----------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        """The page, the frames and the lines something has caught on."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        colours, sheet = palette(), self.sheet
        painter.fillRect(self.rect(), QColor(colours.sunken))
        painter.fillRect(sheet.adjusted(2, 3, 3, 4), QColor(0, 0, 0, 46))
        painter.fillRect(sheet, QColor("#ffffff"))
        if self._image is not None and self._seen is not None and self._is_this_page(self._seen):
            painter.drawImage(sheet, self._image)
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawRect(sheet)
        for at, element in enumerate(self._draft.elements):
            if not self._draft.is_hidden(at) and at not in {*self._draft.several, *self._pen.absent}:
                self._frame(painter, element, QColor(118, 134, 158, 150), Qt.PenStyle.DotLine)
        if not self._draft.elements:
            self._paint_hint(painter)
        self._paint_chosen(painter)
        self._paint_guides(painter)
        self._paint_band(painter)
        if self.hasFocus() and not self._draft.several:
            painter.setPen(QPen(QColor(colours.focus), 2))
            painter.drawRect(sheet.adjusted(-3, -3, 3, 3))
        painter.end()

    def _paint_hint(self, painter: QPainter) -> None:
        """What a bare back means."""
        painter.setPen(QColor(_FAINT))
        words = self.sheet.adjusted(24, 24, -24, -24)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, _BARE)

    def _is_this_page(self, seen: Seen) -> bool:
        """Not a picture of another page, stretched."""
        was = seen.wanted.draft
        return was.page == self._page and was.side is self._draft.side

    def _paint_chosen(self, painter: QPainter) -> None:
        accent, several = QColor(_ON_PAPER), self._draft.several
        for at in several:
            # A light line below it: the paper may be as dark as the frame.
            self._frame(painter, self._draft.elements[at], _HALO, Qt.PenStyle.SolidLine, width=4)
            self._frame(painter, self._draft.elements[at], accent, Qt.PenStyle.SolidLine, width=1.5)
        if len(several) > 1:
            whole = around([self._draft.elements[at].box for at in several])
            painter.setPen(QPen(accent, 1, Qt.PenStyle.DashLine))
            painter.drawRect(self._on_sheet(whole).adjusted(-4, -4, 4, 4))
        if self._draft.element is None or self._draft.is_hidden(several[0]):
            return
        painter.setPen(QPen(accent, 1.5))
        painter.setBrush(QColor("#ffffff"))
        for handle in self.handles():
            spot = self.handle_place(handle)
            painter.drawRoundedRect(
                QRectF(spot.x() - _HANDLE / 2, spot.y() - _HANDLE / 2, _HANDLE, _HANDLE), 2, 2
            )
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_band(self, painter: QPainter) -> None:
        """The frame the hand draws around several."""
        if self.band is not None:
            accent = QColor(_ON_PAPER)
            painter.setPen(QPen(accent, 1))
            accent.setAlpha(28)
            painter.fillRect(self.band, accent)
            painter.drawRect(self.band)

    def _on_sheet(self, box: Box) -> QRectF:
        corner = QPointF(box.x, box.y) * self.per_mm + self.sheet.topLeft()
        return QRectF(corner.x(), corner.y(), box.width * self.per_mm, box.height * self.per_mm)

    def _frame(
        self, painter: QPainter, element: Element, colour: QColor, style: Qt.PenStyle, width: float = 1
    ) -> None:
        painter.save()
        painter.setTransform(self._around(element), combine=True)
        wide, high = element.box.width * self.per_mm, element.box.height * self.per_mm
        painter.setPen(QPen(colour, width, style))
        painter.drawRect(QRectF(-wide / 2, -high / 2, wide, high))
        painter.restore()

    def _paint_guides(self, painter: QPainter) -> None:
        sheet = self.sheet
        painter.setPen(QPen(QColor(_GUIDE), 1))
        upright, level = self._pen.guides
        for line in upright:
            x = sheet.x() + line * self.per_mm
            painter.drawLine(QPointF(x, sheet.top() - 8), QPointF(x, sheet.bottom() + 8))
        for line in level:
            y = sheet.y() + line * self.per_mm
            painter.drawLine(QPointF(sheet.left() - 8, y), QPointF(sheet.right() + 8, y))

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        """The desk has another colour in the dark."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.update()


def as_image(pixels: NDArray[np.uint8]) -> QImage:
    """Pixels as Qt draws them; a copy, so that the array may go."""
    height, width, _ = pixels.shape
    data = np.ascontiguousarray(pixels)
    return QImage(data.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def pixels_per_inch(told: float) -> float:
    """What a screen says, unless it says nonsense, as projectors and screens that are none do."""
    least, most = _PLAUSIBLE
    return told if least <= told <= most else _USUAL
