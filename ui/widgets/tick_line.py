"""A box to tick whose words may take several lines."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget
from typing_extensions import override

from ui.theme import Space
from ui.widgets.labels import label


class TickLine(QWidget):
    """A check box beside words that wrap; a click on the words ticks, too. Emits `ticked`."""

    ticked = Signal(bool)

    def __init__(self, words: str, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox()
        self.box.setAccessibleName(words)
        self.box.clicked.connect(self.ticked)
        said = self._said = label(words, role, wrap=True)
        said.setBuddy(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self.box)
        row.addWidget(said, 1, Qt.AlignmentFlag.AlignVCenter)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusProxy(self.box)

    def show_words(self, words: str) -> None:
        """Show other words."""
        self.box.setAccessibleName(words)
        self._said.setText(words)

    def show_ticked(self, *, ticked: bool) -> None:
        """Show it ticked or not, without telling anybody."""
        self.box.setChecked(ticked)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        """The words belong to the box."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.box.click()
