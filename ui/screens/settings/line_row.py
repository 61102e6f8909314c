"""One line of the settings: what it is, how it is set, and a button to change it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.screens.settings.presenter import Line
from ui.theme import Space
from ui.widgets.buttons import Button
from ui.widgets.labels import label


class LineRow(QWidget):
    """Emits `asked` with the place where it is changed."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = Line(label="", value="")
        self._label = label("", "small")
        self._value = label("", wrap=True)
        self._value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.change = Button("")
        self.change.clicked.connect(lambda: self.asked.emit(self._line.place))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._label)
        words.addWidget(self._value)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.L)
        row.addLayout(words, 1)
        row.addWidget(self.change, 0, Qt.AlignmentFlag.AlignVCenter)

    @property
    def value(self) -> str:
        """How it is set."""
        return self._value.text()

    def show_line(self, line: Line) -> None:
        """Show how it is set."""
        self._line = line
        self._label.setText(line.label)
        self._value.setText(line.value)
        self.change.setText(line.change)
        self.change.setVisible(bool(line.change))
