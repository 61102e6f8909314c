"""One thing the platform asks: a label, a field, a sentence; secrets as dots that can be shown."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from checkin.model.platform import SetupField
from ui.theme import Space
from ui.widgets.buttons import Button
from ui.widgets.labels import label


class FormField(QWidget):
    """Emits `typed` with the field's name and its text."""

    typed = Signal(str, str)

    def __init__(self, asked: SetupField, value: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = asked.name
        self.entry = QLineEdit(value)
        self.entry.setPlaceholderText(asked.placeholder)
        self.entry.setAccessibleName(asked.label)
        self.entry.setAccessibleDescription(asked.help)
        self.entry.textEdited.connect(self._typed)
        caption = label(asked.label, "strong")
        caption.setBuddy(self.entry)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.entry, 1)
        if asked.secret:
            row.addWidget(self._dots())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(caption)
        column.addLayout(row)
        if asked.help:
            column.addWidget(label(asked.help, "small", wrap=True))

    def show_value(self, value: str) -> None:
        """Show another text without telling anybody."""
        if self.entry.text() != value:
            self.entry.setText(value)

    def _dots(self) -> Button:
        self.entry.setEchoMode(QLineEdit.EchoMode.Password)
        show = Button("Show", "quiet")
        show.setCheckable(True)
        show.setMinimumWidth(76)
        show.toggled.connect(self._show_secret)
        self._show = show
        return show

    def _show_secret(self, shown: bool) -> None:  # noqa: FBT001  (Qt's signal)
        self.entry.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._show.setText("Hide" if shown else "Show")

    def _typed(self, text: str) -> None:
        self.typed.emit(self._name, text)
