"""A drawn sign that stands by itself."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.theme import Tone, paint, palette

LOUD_INK = {Tone.IDLE: "accent", Tone.YES: "on_yes", Tone.NO: "on_no", Tone.ASK: "on_ask"}
"""Which colour of the palette a sign has on a full-bleed ground."""

SOFT_INK = {Tone.IDLE: "muted", Tone.YES: "yes_text", Tone.NO: "no_text", Tone.ASK: "ask_text"}
"""Which colour of the palette a sign has on a quiet ground."""


class Sign(QWidget):
    """An icon of `size` logical pixels; `ink` names a colour of the palette, or is ``#rrggbb``."""

    def __init__(self, name: str, size: int, ink: str = "muted", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._ink = name, ink
        self.setFixedSize(QSize(size, size))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_sign(self, name: str, ink: str) -> None:
        """Show another sign."""
        self._name, self._ink = name, ink
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Draw it in the colour in force."""
        colour = self._ink if self._ink.startswith("#") else str(getattr(palette(), self._ink))
        painter = QPainter(self)
        paint(painter, self._name, colour, QRectF(self.rect()))
        painter.end()
