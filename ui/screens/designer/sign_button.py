"""A button with nothing but a sign; what it does is its tool tip and its accessible name."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QToolButton
from typing_extensions import override

from ui.theme import icon, palette

_SIGN = 20


class SignButton(QToolButton):
    """Does what `words` say."""

    def __init__(self, sign: str, words: str) -> None:
        super().__init__()
        self._sign = sign
        self.setProperty("role", "icon")
        self.setProperty("dense", "true")
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.setIconSize(QSize(_SIGN, _SIGN))
        self._tint()

    def show_sign(self, sign: str) -> None:
        """Show another sign."""
        if sign != self._sign:
            self._sign = sign
            self._tint()

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        """Tint the icon anew when the colours change."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        colours = palette()
        self.setIcon(icon(self._sign, colours.text, colours.edge, size=_SIGN))
