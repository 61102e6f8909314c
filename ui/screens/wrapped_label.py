"""Text that breaks within a word where no line can hold the word: long names, addresses, codes."""

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

_WIDE = 10_000
_LINE_ENDS = "\N{LINE SEPARATOR}"  # the only end of a line a text layout knows


class WrappedLabel(QLabel):
    """A label as wide as its place and as high as its text needs there."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        if role:
            self.setProperty("role", role)
        self._struck = False
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def strike(self, *, struck: bool) -> None:
        """Draw a line through it, or none."""
        self._struck = struck
        self.update()

    @override
    def hasHeightForWidth(self) -> bool:
        """Its text wraps."""
        return True

    @override
    def heightForWidth(self, width: int, /) -> int:
        """As high as its text needs at this width."""
        return round(_height(self._lines(width)))

    @override
    def sizeHint(self) -> QSize:
        """One line, as long as the text."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()), self.heightForWidth(_WIDE))

    @override
    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(0, self.heightForWidth(max(1, self.width())))

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Another width needs another height; who laid it out has to hear of it."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Draw the lines."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        self._lines(self.width()).draw(painter, QPointF(0, 0))
        painter.end()

    def _lines(self, width: int) -> QTextLayout:
        self.ensurePolished()
        font = QFont(self.font())
        font.setStrikeOut(self._struck)
        layout = QTextLayout(self.text().replace("\n", _LINE_ENDS), font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, y))
            y += line.height()
        layout.endLayout()
        return layout


def _height(layout: QTextLayout) -> float:
    return layout.boundingRect().height()
