"""A short message over the edge of a screen that goes away by itself, with one thing to do about it."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from ui.theme import DARK, Space, Tone, mark, tone_icon
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.signs import Sign

_INK = {Tone.IDLE: DARK.muted, Tone.YES: DARK.yes_text, Tone.NO: DARK.no_text, Tone.ASK: DARK.ask_text}
"""A toast is dark in both appearances, like the navigation bar."""


class Toast(QFrame):
    """Lies over its parent; its button emits `acted` with the key it was given.

    Args:
        parent: what it lies over.
        at_head: it lies at the head, for where the foot holds buttons somebody must reach; else at the foot.
    """

    acted = Signal(str)

    def __init__(self, parent: QWidget, *, at_head: bool = False) -> None:
        super().__init__(parent)
        self._over = parent
        self._at_head = at_head
        self._key = ""
        self._sign = Sign("info", 22)
        self._text = label(wrap=True)
        self._button = Button("")
        self._button.clicked.connect(self._act)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        row.setSpacing(Space.M)
        row.addWidget(self._sign)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        self._fading = QTimer(self, singleShot=True)
        self._fading.timeout.connect(self.hide)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def say(
        self, text: str, tone: Tone = Tone.IDLE, *, action: str = "", key: str = "", seconds: float = 6
    ) -> None:
        """Show `text` for some seconds; 0 keeps it until something else is said or it is acted upon."""
        self._key = key
        mark(self, "toast", tone.value)
        self._sign.show_sign("info" if tone is Tone.IDLE else tone_icon(tone), _INK[tone])
        self._text.setText(text)
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self._place()
        self.show()
        self.raise_()
        self._fading.stop()
        if seconds:
            self._fading.start(round(seconds * 1000))

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Stay at its edge of the parent as that is resized."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        return False

    def _act(self) -> None:
        self.hide()
        self.acted.emit(self._key)

    def _place(self) -> None:
        room = self._over.size()
        width = min(560, room.width() - 2 * Space.XL)
        height = max(60, self._row.totalHeightForWidth(width))
        top = Space.S if self._at_head else room.height() - height - Space.XL
        self.setGeometry((room.width() - width) // 2, top, width, height)
