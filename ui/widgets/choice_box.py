"""A box to choose one of several, that stays as it is when the page is scrolled over it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)
from typing_extensions import override

_LETTERS = 8
_AIR = 2  # pixels the style keeps free beside the words


class ChoiceBox(QComboBox):
    """As narrow as its place wants; the whole text of an option is in its list."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LETTERS)
        self.setItemDelegate(QStyledItemDelegate(self))  # Qt's own for boxes heeds no style sheet

    def offer(self, options: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer value and words of each option, without telling anybody; what is not there is not chosen."""
        shown = [(self.itemData(at), self.itemText(at)) for at in range(self.count())]
        if shown != list(options):
            self.clear()
            for value, words in options:
                self.addItem(words, value)
        self.setCurrentIndex(self.findData(chosen))

    def value(self) -> str:
        """What is chosen; empty when nothing is."""
        return str(self.currentData() or "")

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        """What is longer than its place ends in an ellipsis, not in the middle of a letter."""
        if self.currentIndex() < 0:
            super().paintEvent(event)
            return
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        place = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        option.currentText = option.fontMetrics.elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, place.width() - _AIR
        )
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    @override
    def wheelEvent(self, event: QWheelEvent, /) -> None:
        """The wheel belongs to the page: whoever scrolls past must not choose."""
        event.ignore()
