"""Buttons large enough for a finger, whose icons follow the appearance."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget
from typing_extensions import override

from ui.theme import TOUCH, icon, palette

_INK = {"primary": "on_accent", "quiet": "accent_text", "danger": "no_text", "rail": "rail_muted"}


class Button(QPushButton):
    """A button with a word.

    Args:
        text: what it does, with a mnemonic (``&``) where one is free.
        role: ``"primary"``, ``"quiet"``, ``"danger"`` or empty for the usual one.
        sign: the icon in front, or empty.
    """

    def __init__(self, text: str, role: str = "", sign: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._sign, self._role = sign, role
        if role:
            self.setProperty("role", role)
        self.setMinimumHeight(TOUCH)
        self.setAutoDefault(False)
        self._tint()

    def show_sign(self, sign: str) -> None:
        """Show another icon in front."""
        self._sign = sign
        self._tint()

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        """Tint the icon anew when the colours change."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        if self._sign:
            colours = palette()
            ink = str(getattr(colours, _INK.get(self._role, "text")))
            self.setIconSize(QSize(20, 20))
            self.setIcon(icon(self._sign, ink, colours.muted, size=20))


class RailButton(QToolButton):
    """One entry of the navigation bar: a sign over a word, one of them chosen."""

    def __init__(self, sign: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = sign
        self.setProperty("role", "rail")
        self.setText(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setIconSize(QSize(26, 26))
        self.toggled.connect(self._tint)
        self._tint()

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        """Tint the icon anew when the colours change."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        colours = palette()
        ink = colours.on_rail if self.isChecked() else colours.rail_muted
        self.setIcon(icon(self._sign, ink, colours.edge, size=26))
