"""A small choice among several: a dot, a title, and a few words below it."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from ui.theme import Radius, Space, TypeSize, palette

_DOT = 16
_EDGE = 10
_HEIGHT = 54
_LEAST = 120
_AHEAD = {Qt.Key.Key_Right, Qt.Key.Key_Down}
_BACK = {Qt.Key.Key_Left, Qt.Key.Key_Up}


class OptionTile(QAbstractButton):
    """One of several; the chosen one has a ring in the accent colour and a filled dot.

    What does not fit ends in an ellipsis and is its tool tip. The arrow keys choose the next one or the one
    before among its sisters, Space chooses itself.
    """

    def __init__(self, title: str, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._below = title, text
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        self.setToolTip(f"{title}\n{text}".strip())

    @override
    def sizeHint(self) -> QSize:
        """As high as two lines; any width will do."""
        return QSize(_LEAST, _HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        """Not so narrow that nothing can be read."""
        return QSize(_LEAST, _HEIGHT)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Arrows walk along the choices and choose as they go."""
        key = Qt.Key(event.key())
        if key in _AHEAD | _BACK:
            self._walk(1 if key in _AHEAD else -1)
        else:
            super().keyPressEvent(event)

    def _walk(self, steps: int) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        tiles = parent.findChildren(OptionTile, options=Qt.FindChildOption.FindDirectChildrenOnly)
        there = tiles[(tiles.index(self) + steps) % len(tiles)]
        there.setFocus()
        there.click()

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        """Paint anew when the colours change."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        """The ground, the outline, the dot and the words."""
        colours, on, here = palette(), self.isChecked(), self.hasFocus()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        under = self.underMouse() and not on
        painter.setBrush(QColor(colours.accent_soft if on else colours.sunken if under else colours.surface))
        painter.setPen(QPen(QColor(colours.accent if on or here else colours.line), 2 if on or here else 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), Radius.M, Radius.M)
        if here:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.focus), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), Radius.S, Radius.S)
        self._dot(painter, on=on)
        self._words(painter)
        painter.end()

    def _dot(self, painter: QPainter, *, on: bool) -> None:
        colours = palette()
        centre = QPointF(_EDGE + _DOT / 2, self.height() / 2)
        painter.setPen(QPen(QColor(colours.accent if on else colours.edge), 2))
        painter.setBrush(QColor(colours.surface))
        painter.drawEllipse(centre, _DOT / 2 - 1, _DOT / 2 - 1)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawEllipse(centre, 4, 4)

    def _words(self, painter: QPainter) -> None:
        colours = palette()
        left = _EDGE + _DOT + Space.S
        room = QRectF(left, 7, self.width() - left - Space.XS, self.height() - 14)
        upper = room.adjusted(0, 0, 0, -room.height() / 2) if self._below else room
        lower = room.adjusted(0, room.height() / 2, 0, 0)
        for text, where, size, weight, ink in (
            (self._title, upper, TypeSize.BODY, QFont.Weight.DemiBold, colours.text),
            (self._below, lower, TypeSize.SMALL, QFont.Weight.Normal, colours.muted),
        ):
            font = QFont(self.font())
            font.setPixelSize(size)
            font.setWeight(weight)
            painter.setFont(font)
            painter.setPen(QColor(ink))
            fitting = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(where.width()))
            painter.drawText(where, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), fitting)
