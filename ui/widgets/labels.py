"""Text: by role, elided, or as large as its place allows."""

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override


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
        self._weight = weight
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def whole(self) -> str:
        """The text as it was given."""
        return self._whole

    def show_text(self, text: str) -> None:
        """Show `text`; an empty one takes no room."""
        self._whole = text
        self.setVisible(bool(text))
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Choose the size anew."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _fit(self) -> None:
        width = self.width()
        if not self._whole or width <= 0:
            return
        for size in range(self._largest, self._smallest - 1, -2):
            font = self._font(size)
            if self._fits(font, width):
                self._take(font, self._whole)
                return
        font = self._font(self._smallest)
        room = round(width * self._lines * 0.92)
        self._take(font, QFontMetrics(font).elidedText(self._whole, Qt.TextElideMode.ElideRight, room))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Draw it, breaking inside a word only where a line cannot hold it."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
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

    def _take(self, font: QFont, text: str) -> None:
        self.setFont(font)
        self.setText(text)
        self.setToolTip(self._whole if text != self._whole else "")
        self.setFixedHeight(_height(font, self.width(), text) + 2)


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


class Pill(QLabel):
    """A short word in a rounded frame, elided when its parent is narrower."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setProperty("role", "pill")
        self._whole = ""
        self.hide()

    @property
    def whole(self) -> str:
        """The text as it was given."""
        return self._whole

    def show_text(self, text: str) -> None:
        """Show `text`; an empty one takes no room."""
        self._whole = text
        self.setVisible(bool(text))
        parent = self.parentWidget()
        room = 320 if parent is None else max(120, parent.width() - 120)
        fitting = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        self.setText(fitting)
        self.setToolTip(text if fitting != text else "")
