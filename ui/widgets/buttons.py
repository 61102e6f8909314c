"""Buttons large enough for a finger, whose icons follow the appearance."""

from typing import cast

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QToolButton, QWidget
from typing_extensions import override

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

    @override
    def setMenu(self, menu: QMenu, /) -> None:
        """Open this menu when it is pressed; the one before is no longer needed."""
        before = cast("QMenu | None", self.menu())  # there may be none, whatever the types say
        super().setMenu(menu)
        if before is not None and before is not menu:
            before.deleteLater()
        menu.aboutToHide.connect(lambda: QTimer.singleShot(0, self, self._look_for_pointer))

    def _look_for_pointer(self) -> None:
        """A pointer that went away while the menu had the mouse never says so itself."""
        if not self.rect().contains(self.mapFromGlobal(QCursor.pos())):
            QApplication.sendEvent(self, QEvent(QEvent.Type.Leave))


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
