"""A choice as large as a finger: a radio button with a title and a sentence."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui.theme import Radius, Space, palette
from ui.widgets.labels import label

_DOT = 20
_TWO_LINES = 34


class OptionCard(QAbstractButton):
    """One of several; the chosen one has a ring in the accent colour and a filled dot."""

    def __init__(self, title: str, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(Space.L + _DOT + Space.M, Space.M, Space.L, Space.M)
        column.setSpacing(2)
        self._title = label(title, "strong", wrap=True)
        for shown in (self._title, label(text, "muted", wrap=True)):
            shown.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            shown.setVisible(bool(shown.text()))
            column.addWidget(shown)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(52)

    @override
    def sizeHint(self) -> QSize:
        """As its words want."""
        return self._column.sizeHint()

    @override
    def hasHeightForWidth(self) -> bool:
        """Its words wrap."""
        return True

    @override
    def heightForWidth(self, width: int, /) -> int:
        """As high as its words need at this width."""
        return max(52, self._column.totalHeightForWidth(width))

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        """Paint anew when the colours change."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        """The ground, the outline and the dot."""
        colours, on = palette(), self.isChecked()
        strong = on or self.hasFocus()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(colours.accent_soft if on else colours.surface))
        pen = QPen(QColor(colours.accent if strong else colours.line), 2 if strong else 1)
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), Radius.M, Radius.M)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.focus), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(5, 5, -5, -5), Radius.S, Radius.S)
        self._dot(painter, on=on)
        painter.end()

    def _dot(self, painter: QPainter, *, on: bool) -> None:
        colours = palette()
        line = self._title.geometry().top() + self._title.contentsMargins().top()
        middle = line + (self._title.height() if self._title.height() < _TWO_LINES else _DOT) / 2
        centre = QPointF(Space.L + _DOT / 2, middle)
        painter.setPen(QPen(QColor(colours.accent if on else colours.edge), 2))
        painter.setBrush(QColor(colours.surface))
        painter.drawEllipse(centre, _DOT / 2 - 1, _DOT / 2 - 1)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawEllipse(centre, 5, 5)
