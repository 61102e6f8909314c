"""Buttons large enough for a finger, whose icons follow the appearance."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from ui.theme import TOUCH
from ui.widgets.tinted import Tinted

_INK = {"primary": "on_accent", "quiet": "accent_text", "danger": "no_text", "rail": "rail_muted"}


class Button(Tinted, QPushButton):
    """A button with a word.

    Args:
        text: what it does, with a mnemonic (``&``) where one is free.
        role: ``"primary"``, ``"quiet"``, ``"danger"`` or empty for the usual one.
        sign: the icon in front, or empty.
    """

    def __init__(self, text: str, role: str = "", sign: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._role = role
        if role:
            self.setProperty("role", role)
        self.setMinimumHeight(TOUCH)
        self.setAutoDefault(False)
        self.show_sign(sign)

    def show_sign(self, sign: str) -> None:
        """Show another icon in front."""
        self.wear(sign, _INK.get(self._role, "text"))


class RailButton(Tinted, QToolButton):
    """One entry of the navigation bar: a sign over a word, one of them chosen."""

    def __init__(self, sign: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self.setText(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.toggled.connect(lambda chosen: self._show(sign, chosen=chosen))
        self._show(sign, chosen=False)

    def _show(self, sign: str, *, chosen: bool) -> None:
        self.wear(sign, "on_rail" if chosen else "rail_muted", off="edge", size=26)
