"""A strip across a screen that says what everybody should know, and offers what to do about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.theme import Space, Tone, mark, tone_icon
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.signs import SOFT_INK, Sign


class Banner(QFrame):
    """Hidden until it has something to say; its button emits `acted`."""

    acted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = Sign("info", 22)
        self._text = label(wrap=True)
        self._button = Button("")
        self._button.clicked.connect(self.acted)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        row.setSpacing(Space.M)
        row.addWidget(self._sign)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        self.setMinimumHeight(48)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def say(self, tone: Tone, text: str, *, sign: str = "", action: str = "") -> None:
        """Show `text`; without `action` there is no button."""
        mark(self, "soft", tone.value)
        self._text.setText(text)
        self._sign.show_sign(sign or tone_icon(tone), SOFT_INK[tone])
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self.show()
