"""The elements of one side as a list, topmost first: chosen, moved, hidden, renamed, copied, deleted."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.screens.designer.presenter import Listed
from ui.screens.designer.sign_button import SignButton
from ui.theme import Space, icon, palette

_AT = Qt.ItemDataRole.UserRole
_ROW = 36


class ElementList(QWidget):
    """Lists elements by their place in the drawing order.

    Signals:
        chosen: a place, or None for none.
        moved: the chosen one is to go to this place.
        hidden: a place is to be out of sight, or in sight again.
        renamed: the chosen one is to have this name.
        copied: the chosen one is to be there twice.
        removed: the chosen one is to go.
    """

    chosen = Signal(object)
    moved = Signal(int)
    hidden = Signal(int, bool)
    renamed = Signal(str)
    copied = Signal()
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Listed, ...] = ()
        self._at: int | None = None
        self.list = QListWidget()
        self.list.setProperty("framed", "true")
        self.list.setAccessibleName("Elements, the topmost first")
        self.list.setIconSize(QSize(18, 18))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.up = SignButton("up", "Further up (over others)")
        self.down = SignButton("down", "Further down (under others)")
        self.hide_one = SignButton("eye", "Hide while designing; it is printed all the same")
        self.copy = SignButton("copy", "Duplicate (Ctrl+D)")
        self.remove = SignButton("trash", "Delete (Del)")
        self._arrange()
        self._wire()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(0)
        for button in (self.up, self.down, self.hide_one, self.copy, self.remove):
            row.addWidget(button)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self.list, 1)
        column.addLayout(row)

    def _wire(self) -> None:
        self.list.currentItemChanged.connect(self._tell_chosen)
        self.list.itemChanged.connect(self._tell_renamed)
        self.list.model().rowsMoved.connect(self._tell_dropped)
        self.up.clicked.connect(lambda: self._move(1))
        self.down.clicked.connect(lambda: self._move(-1))
        self.hide_one.clicked.connect(self._tell_hidden)
        self.copy.clicked.connect(self.copied)
        self.remove.clicked.connect(self.removed)

    def show_elements(self, lines: Sequence[Listed], chosen: int | None) -> None:
        """Show these, the chosen one marked."""
        self._at = chosen
        with QSignalBlocker(self.list):
            if tuple(lines) != self._lines:
                self._fill(tuple(lines))
            row = next((row for row, line in enumerate(self._lines) if line.at == chosen), -1)
            self.list.setCurrentRow(row)
            if row < 0:
                self.list.clearSelection()
        line = self._line
        for button in (self.up, self.down, self.hide_one, self.copy, self.remove):
            button.setEnabled(line is not None)
        if line is not None:
            self.up.setEnabled(line.at < len(self._lines) - 1)
            self.down.setEnabled(line.at > 0)
            self.hide_one.show_sign("eye-off" if line.hidden else "eye")

    def _fill(self, lines: tuple[Listed, ...]) -> None:
        self._lines = lines
        self.list.clear()
        colours = palette()
        for line in lines:
            item = QListWidgetItem(line.words)
            item.setData(_AT, line.at)
            item.setSizeHint(QSize(0, _ROW))
            item.setFlags((item.flags() | Qt.ItemFlag.ItemIsEditable) & ~Qt.ItemFlag.ItemIsDropEnabled)
            ink = colours.muted if line.hidden else colours.text
            item.setIcon(icon("eye-off" if line.hidden else line.sign, ink, size=18))
            item.setToolTip(
                f"{line.kind}: {line.words}" + (" (hidden while designing)" if line.hidden else "")
            )
            item.setData(Qt.ItemDataRole.AccessibleTextRole, item.toolTip())
            self.list.addItem(item)

    @property
    def _line(self) -> Listed | None:
        return next((line for line in self._lines if line.at == self._at), None)

    def _tell_chosen(self, item: QListWidgetItem | None) -> None:
        self.chosen.emit(None if item is None else item.data(_AT))

    def _tell_renamed(self, item: QListWidgetItem) -> None:
        line = self._line
        if line is not None and item.data(_AT) == line.at and item.text() != line.words:
            self._lines = ()  # the text is not what was shown any more
            self.renamed.emit(item.text())

    def _tell_dropped(self) -> None:
        order = [self.list.item(row).data(_AT) for row in range(self.list.count())]
        self._lines = ()
        if self._at in order:
            self.moved.emit(len(order) - 1 - order.index(self._at))

    def _move(self, by: int) -> None:
        if self._at is not None:
            self.moved.emit(self._at + by)

    def _tell_hidden(self) -> None:
        line = self._line
        if line is not None:
            self.hidden.emit(line.at, not line.hidden)

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        """Tint the icons anew."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._lines:
            lines, self._lines = self._lines, ()
            self.show_elements(lines, self._at)
