"""A strip across a screen that says what everybody should know, and offers what to do about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import Space, Tone, mark, tone_icon
from ui.widgets.buttons import Button
from ui.widgets.flowing_row import FlowingRow
from ui.widgets.labels import label
from ui.widgets.signs import SOFT_INK, Sign

Choices = tuple[tuple[str, str], ...]


class Banner(QFrame):
    """Hidden until it has something to say.

    Signals:
        acted: its one button was pressed.
        chosen: one of several was, by what it is known by.
    """

    acted = Signal()
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = Sign("info", 22)
        self._text = label(wrap=True)
        self._button = Button("")
        self._button.clicked.connect(self.acted)
        self._choices: Choices = ()
        self._buttons: list[Button] = []
        self._offered = FlowingRow()
        said = QHBoxLayout()
        said.setSpacing(Space.M)
        said.addWidget(self._sign)
        said.addWidget(self._text, 1)
        said.addWidget(self._button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.S, Space.M, Space.S)
        column.setSpacing(Space.S)
        column.addLayout(said)
        column.addLayout(self._offered)
        self.setMinimumHeight(48)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The choices."""
        return tuple(self._buttons)

    def say(self, tone: Tone, text: str, *, sign: str = "", action: str = "", choices: Choices = ()) -> None:
        """Show `text`; with a button that says `action`, or several: what each is known by and says."""
        mark(self, "soft", tone.value)
        self._text.setText(text)
        self._sign.show_sign(sign or tone_icon(tone), SOFT_INK[tone])
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self._offer(choices)
        self.show()

    def _offer(self, choices: Choices) -> None:
        if choices == self._choices:  # whoever is about to press one does so
            return
        self._choices = choices
        for button in self._buttons:
            self._offered.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [Button(words) for _, words in choices]
        for button, (key, _) in zip(self._buttons, choices, strict=True):
            button.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
            self._offered.addWidget(button)
