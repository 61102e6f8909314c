"""A sign at the lower edge of a page that there is more below."""

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QScrollArea
from typing_extensions import override

from ui.theme import Space, TypeSize, paint, palette

_HIGH = 30
_SIGN = 16
_WORTH_SAYING = 24
"""Fewer pixels hold no line that is missed."""


class MoreBelow(QAbstractButton):
    """Floats over the lower edge of a page as long as something is hidden there; a click leads to it.

    It takes no focus: with the keyboard one gets there anyway.
    """

    def __init__(self, page: QScrollArea) -> None:
        super().__init__(page)
        self._page = page
        self.setText("More below")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        bar = page.verticalScrollBar()
        bar.valueChanged.connect(self._look)
        bar.rangeChanged.connect(self._look)
        page.installEventFilter(self)
        self.clicked.connect(self._go)
        self._look()

    def _look(self, *_changed: object) -> None:
        bar = self._page.verticalScrollBar()
        self.setVisible(bar.maximum() - bar.value() > _WORTH_SAYING)
        size = self.sizeHint()
        left = (self._page.width() - size.width()) // 2
        self.setGeometry(left, self._page.height() - size.height() - Space.S, size.width(), size.height())
        self.raise_()

    def _go(self) -> None:
        bar = self._page.verticalScrollBar()
        bar.setValue(bar.value() + bar.pageStep() - 2 * _HIGH)

    @override
    def sizeHint(self) -> QSize:
        """As wide as its words."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(words + _SIGN + Space.S + 2 * Space.L, _HIGH)

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Stay at the edge when the page changes its size."""
        if event.type() is QEvent.Type.Resize:
            self._look()
        return False

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        """A pill with an arrow."""
        colours = palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(colours.edge), 1))
        painter.setBrush(QColor(colours.sunken if self.underMouse() else colours.surface))
        painter.drawRoundedRect(whole, _HIGH / 2, _HIGH / 2)
        font = QFont(self.font())
        font.setPixelSize(TypeSize.SMALL)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        words = whole.adjusted(Space.L, 0, -Space.L - _SIGN, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        arrow = QRectF(whole.right() - Space.L - _SIGN, (self.height() - _SIGN) / 2, _SIGN, _SIGN)
        paint(painter, "chevron-down", colours.text, arrow)
        painter.end()
