"""Text: by role, elided, or as large as its place allows."""

import bisect
import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from ui.theme import Radius, Space, TypeSize, palette


def label(text: str = "", role: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """A plain label.

    `role` is one of the style sheet's: title, heading, lead, strong, muted, small, caption, error.
    """
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


class ElidedLabel(QLabel):
    """One line that ends in an ellipsis when it has too little room; the whole text is its tool tip."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if role:
            self.setProperty("role", role)
        self.setText(text)

    @override
    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(0, super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Draw what fits."""
        fitting = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if fitting != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), self.alignment(), fitting)
        painter.end()


class FitLabel(QLabel):
    """Centred text as large as its width allows, on at most `lines` lines.

    Between `largest` and `smallest` pixels the size is chosen; what does not fit even then is elided,
    and the tool tip has it whole.
    """

    def __init__(
        self, largest: int, smallest: int, *, lines: int = 1, weight: QFont.Weight = QFont.Weight.Bold
    ) -> None:
        super().__init__()
        self._largest, self._smallest, self._lines = largest, smallest, lines
        self._limit = largest
        self._weight = weight
        self._whole = self._ink = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def whole(self) -> str:
        """The text as it was given."""
        return self._whole

    def limit_to(self, width: int, share: float = 1.0) -> None:
        """Choose the size anew for this width, with only a share of the way from smallest to largest."""
        self._limit = self._smallest + round((self._largest - self._smallest) * share)
        self._fit(width)

    def show_text(self, text: str, ink: str = "") -> None:
        """Show `text`, in the colour `ink` where one is given; an empty text takes no room."""
        self._whole, self._ink = text, ink
        self.setVisible(bool(text))
        self._fit(self.width())
        self.update()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Choose the size anew."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit(self.width())

    def _fit(self, width: int) -> None:
        if not self._whole or width <= 0:
            return
        sizes = range(self._smallest, self._limit + 1, 2)
        fitting = bisect.bisect(sizes, x=False, key=lambda size: not self._fits(self._font(size), width))
        if fitting:
            self._take(self._font(sizes[fitting - 1]), self._whole, width)
            return
        font = self._font(self._smallest)
        room = round(width * self._lines * 0.92)
        self._take(font, QFontMetrics(font).elidedText(self._whole, Qt.TextElideMode.ElideRight, room), width)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Draw it, breaking inside a word only where a line cannot hold it."""
        painter = QPainter(self)
        painter.setPen(QColor(self._ink) if self._ink else self.palette().color(self.foregroundRole()))
        painter.drawText(QRectF(self.rect()), self.text(), _wrapping())
        painter.end()

    def _font(self, size: int) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(size)
        font.setWeight(self._weight)
        return font

    def _fits(self, font: QFont, width: int) -> bool:
        metrics = QFontMetrics(font)
        if any(metrics.horizontalAdvance(word) > width for word in self._whole.split()):
            return False
        return _height(font, width, self._whole) <= self._lines * metrics.lineSpacing() + 1

    def _take(self, font: QFont, text: str, width: int) -> None:
        self.setFont(font)
        self.setText(text)
        self.setToolTip(self._whole if text != self._whole else "")
        self.setFixedHeight(_height(font, width, text) + 2)


class PlateLabel(FitLabel):
    """Text on a plate of its own, in the colours of its ground turned round: it is not overlooked."""

    def __init__(self, largest: int, smallest: int, *, lines: int = 1) -> None:
        super().__init__(largest, smallest, lines=lines)
        self._plate = ""

    def show_plate(self, fill: str) -> None:
        """Give the plate its colour."""
        self._plate = fill
        self.update()

    @override
    def _fit(self, width: int) -> None:
        super()._fit(max(1, width - 2 * Space.L))
        if self._whole:
            self.setFixedHeight(self.height() + 2 * Space.S)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        """The plate, as wide as its words, and the words."""
        metrics = QFontMetrics(self.font())
        words = metrics.boundingRect(
            self.rect().adjusted(Space.L, 0, -Space.L, 0),
            int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap),
            self.text(),
        )
        plate = QRectF(words).adjusted(-Space.L, 0, Space.L, 0)
        plate.setTop(0)
        plate.setBottom(self.height())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._plate or palette().text))
        painter.drawRoundedRect(plate, Radius.M, Radius.M)
        painter.setPen(QColor(self._ink))
        painter.setFont(self.font())
        painter.drawText(QRectF(self.rect()).adjusted(Space.L, 0, -Space.L, 0), self.text(), _wrapping())
        painter.end()


def _wrapping() -> QTextOption:
    """Centred; a word is broken only where a whole line cannot hold it."""
    option = QTextOption(Qt.AlignmentFlag.AlignCenter)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _height(font: QFont, width: int, text: str) -> int:
    """How high `text` is when laid out in `width`."""
    layout = QTextLayout(text, font)
    layout.setTextOption(_wrapping())
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        height += line.height()
    layout.endLayout()
    return math.ceil(height)


class Pill(QWidget):
    """A short word in a rounded frame, elided when its parent is narrower."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = self._fitting = self._ink = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def whole(self) -> str:
        """The text as it was given."""
        return self._whole

    @property
    def text(self) -> str:
        """The text as it is shown."""
        return self._fitting

    def show_text(self, text: str, ink: str = "") -> None:
        """Show `text`, in the colour `ink` where one is given; an empty text takes no room."""
        self._whole, self._ink = text, ink
        self.setVisible(bool(text))
        parent = self.parentWidget()
        room = 320 if parent is None else max(120, parent.width() - 120)
        metrics = QFontMetrics(self._font())
        self._fitting = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        self.setFixedSize(metrics.horizontalAdvance(self._fitting) + 2 * Space.L, metrics.height() + Space.M)
        self.setToolTip(text if self._fitting != text else "")
        self.setAccessibleName(text)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Draw frame and word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._ink or palette().text), 2))
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(frame, frame.height() / 2, frame.height() / 2)
        painter.setFont(self._font())
        painter.drawText(frame, int(Qt.AlignmentFlag.AlignCenter), self._fitting)
        painter.end()

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(TypeSize.LEAD)
        font.setWeight(QFont.Weight.DemiBold)
        return font
