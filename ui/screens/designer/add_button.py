"""The button that puts something new on the badge."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from ui.theme import icon, palette
from ui.widgets.buttons import Button


class AddButton(Button):
    """Opens a menu.

    Signals:
        chosen: what is to be put on the badge, by its key.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("Add", "", "plus")
        self.menu_ = QMenu(self)
        self.setMenu(self.menu_)
        self._offered: tuple[tuple[str, str, str], ...] = ()
        self.menu_.aboutToShow.connect(self._fill)

    def offer(self, adds: Sequence[tuple[str, str, str]]) -> None:
        """Offer these: key, words, icon of each."""
        self._offered = tuple(adds)
        self._fill()

    def _fill(self) -> None:
        """Anew each time: the icons are of the colours in force."""
        self.menu_.clear()
        colours = palette()
        for key, words, sign in self._offered:
            action = QAction(icon(sign, colours.text, size=18), words, self.menu_)
            action.triggered.connect(lambda _=False, key=key: self.chosen.emit(key))
            self.menu_.addAction(action)
