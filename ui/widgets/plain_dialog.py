"""A calm word in a window of its own."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui.theme import Space
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.signs import Sign

_WIDTH = 560  # pixels


def grow(dialog: QDialog) -> None:
    """Make it as tall as its words are at its width: Qt asks nested layouts for too little."""
    page = dialog.layout()
    wanted = 0 if page is None else page.totalHeightForWidth(dialog.width())
    if dialog.height() < wanted:
        dialog.resize(dialog.width(), wanted)


class PlainDialog(QDialog):
    """A title, a text and one button that closes it; `small` stands below and can be copied.

    With `is_good` its sign says that all is well, else that something is to be looked at.
    """

    def __init__(
        self,
        title: str,
        text: str,
        *,
        button: str = "Close",
        small: str = "",
        is_good: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        words = QVBoxLayout()
        words.setSpacing(Space.M)
        words.addWidget(label(title, "heading", wrap=True))
        words.addWidget(label(text, wrap=True))
        note = label(small, "small", wrap=True)
        note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        note.setVisible(bool(small))
        words.addWidget(note)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        sign = Sign("check-circle", 40, "yes_text") if is_good else Sign("alert-triangle", 40, "ask_text")
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.button = Button(button, "primary")
        self.button.setDefault(True)
        self.button.clicked.connect(self.accept)
        page = QVBoxLayout(self)
        page.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        page.setSpacing(Space.L)
        page.addLayout(row, 1)
        page.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)
        self.text = f"{title}\n{text}"

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """As tall as its words are."""
        super().showEvent(event)
        grow(self)
