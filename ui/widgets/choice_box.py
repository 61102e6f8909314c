"""A box to choose one of several, that stays as it is when the page is scrolled over it."""

from collections.abc import Sequence

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

_LETTERS = 8


class ChoiceBox(QComboBox):
    """As narrow as its place wants; the whole text of an option is in its list."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LETTERS)

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
    def wheelEvent(self, event: QWheelEvent, /) -> None:
        """The wheel belongs to the page: whoever scrolls past must not choose."""
        event.ignore()
