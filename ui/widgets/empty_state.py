"""What stands where there is nothing yet: a sign, what it means, what to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import Space
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.signs import Sign


class EmptyState(QWidget):
    """A sign, a title, a sentence and, when `action` is given, a button that emits `acted`."""

    acted = Signal()

    def __init__(
        self, sign: str, title: str, text: str = "", action: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sign = Sign(sign, 44, "muted")
        self._title = label(title, "strong", wrap=True)
        self._text = label(text, "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.S)
        column.addStretch(2)
        column.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        for each in (self._title, self._text):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(each)
        self._button = Button(action, "primary")
        self._button.setVisible(bool(action))
        self._button.clicked.connect(self.acted)
        column.addSpacing(Space.S)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def show_action(self, action: str) -> None:
        """Offer this; nothing when empty."""
        self._button.setText(action.replace("&", "&&"))
        self._button.setVisible(bool(action))

    def show_words(self, title: str, text: str = "", sign: str = "") -> None:
        """Say something else; the sign stays when none is given."""
        self._title.setText(title)
        self._text.setText(text)
        if sign:
            self._sign.show_sign(sign, "muted")
