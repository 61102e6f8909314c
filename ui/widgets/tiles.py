"""One of a few, side by side, each as large as a finger."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget
from typing_extensions import override

from ui.theme import Space
from ui.widgets.option_tile import OptionTile

_LEAST, _LETTER = 120, 9


class Tiles(QWidget):
    """Options as tiles, as many abreast as their words allow. Emits `chosen` with the value."""

    chosen = Signal(str)

    def __init__(self, options: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self.tiles: dict[str, OptionTile] = {}
        self._abreast = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(Space.S)
        for value, words in options:
            tile = OptionTile(words)
            tile.clicked.connect(lambda _=False, value=value: self.chosen.emit(value))
            self._group.addButton(tile)
            self.tiles[value] = tile
        self._needs = max([_LEAST, *(_LETTER * len(words) + 56 for _, words in options)])
        if self.tiles:
            self.setFocusProxy(next(iter(self.tiles.values())))
        self._place(1)

    @property
    def value(self) -> str:
        """What is chosen; empty when nothing is."""
        return next((value for value, tile in self.tiles.items() if tile.isChecked()), "")

    def show_value(self, value: str) -> None:
        """Show another choice without telling anybody."""
        tile = self.tiles.get(value)
        if tile is not None:
            tile.setChecked(True)
            self.setFocusProxy(tile)

    def _place(self, abreast: int) -> None:
        if abreast == self._abreast:
            return
        self._abreast = abreast
        for at, tile in enumerate(self.tiles.values()):
            self._grid.removeWidget(tile)
            self._grid.addWidget(tile, at // abreast, at % abreast)
        for column in range(len(self.tiles)):
            self._grid.setColumnStretch(column, 1 if column < abreast else 0)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """As many side by side as there is room for, in even rows."""
        super().resizeEvent(event)
        room = max(1, (event.size().width() + Space.S) // (self._needs + Space.S))
        rows = -(-len(self.tiles) // room) or 1
        self._place(-(-len(self.tiles) // rows) or 1)
