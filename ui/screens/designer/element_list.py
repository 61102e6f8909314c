"""The elements of one side as a list, topmost first: chosen, moved, hidden, renamed, copied, deleted."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor
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
        chosen: a place, or None for none, and the places of all that are chosen.
        shifted: what is chosen is to go up by one in the drawing order, or down when negative.
        ordered: all are to be in this order, lowest first: a list of their places.
        hidden: what is chosen is to be out of sight, or in sight again.
        renamed: the chosen one is to have this name.
        copied: what is chosen is to be there twice.
        removed: what is chosen is to go.
    """

    chosen = Signal(object, object)
    shifted = Signal(int)
    ordered = Signal(object)
    hidden = Signal(bool)
    renamed = Signal(str)
    copied = Signal()
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Listed, ...] = ()
        self._chosen: tuple[int, ...] = ()
        self._dropped = QTimer(self, singleShot=True, interval=0)
        self.list = QListWidget()
        self.list.setProperty("framed", "true")
        self.list.setAccessibleName("Elements, the topmost first")
        self.list.setIconSize(QSize(18, 18))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.up = SignButton("up", "Further up, over others (Ctrl+PgUp)")
        self.down = SignButton("down", "Further down, under others (Ctrl+PgDown)")
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
        self.list.itemSelectionChanged.connect(self._tell_chosen)
        self.list.itemChanged.connect(self._tell_renamed)
        # Several that are dropped move one after the other: what came of it is looked at when all have.
        self.list.model().rowsMoved.connect(self._dropped.start)
        self._dropped.timeout.connect(self._tell_dropped)
        self.up.clicked.connect(lambda: self.shifted.emit(1))
        self.down.clicked.connect(lambda: self.shifted.emit(-1))
        self.hide_one.clicked.connect(self._tell_hidden)
        self.copy.clicked.connect(self.copied)
        self.remove.clicked.connect(self.removed)

    def show_elements(self, lines: Sequence[Listed], chosen: Sequence[int], at: int | None) -> None:
        """Show these, the chosen ones marked; the keys go on from `at`."""
        self._chosen = tuple(chosen)
        with QSignalBlocker(self.list):
            if tuple(lines) != self._lines:
                self._fill(tuple(lines))
            self._mark(at)
        some = self._some
        for button in (self.up, self.down, self.hide_one, self.copy, self.remove):
            button.setEnabled(bool(some))
        if some:
            top = tuple(line.at for line in self._lines[: len(some)])
            low = tuple(line.at for line in self._lines[-len(some) :])
            self.up.setEnabled(set(top) != set(chosen))
            self.down.setEnabled(set(low) != set(chosen))
            self.hide_one.show_sign("eye-off" if all(line.hidden for line in some) else "eye")

    def _mark(self, at: int | None) -> None:
        """Only where something else is marked: whoever is extending a choice goes on from where it began."""
        rows = [row for row, line in enumerate(self._lines) if line.at in self._chosen]
        if sorted(index.row() for index in self.list.selectedIndexes()) == rows:
            return
        current = next((row for row, line in enumerate(self._lines) if line.at == at), -1)
        self.list.clearSelection()
        self.list.setCurrentRow(current, QItemSelectionModel.SelectionFlag.NoUpdate)
        for row in rows:
            item = self.list.item(row)
            if item is not None:
                item.setSelected(True)

    def _fill(self, lines: tuple[Listed, ...]) -> None:
        self._lines = lines
        self.list.clear()
        colours = palette()
        for line in lines:
            item = QListWidgetItem(line.words)
            item.setData(_AT, line.at)
            item.setSizeHint(QSize(0, _ROW))
            item.setFlags((item.flags() | Qt.ItemFlag.ItemIsEditable) & ~Qt.ItemFlag.ItemIsDropEnabled)
            is_faint = line.hidden or line.absent
            ink = colours.muted if is_faint else colours.text
            item.setForeground(QColor(ink))
            item.setIcon(icon("eye-off" if line.hidden else line.sign, ink, size=18))
            hidden = " (hidden while designing)" if line.hidden else ""
            absent = " (not on the badge that is seen)" if line.absent else ""
            item.setToolTip(f"{line.kind}: {line.words}{hidden}{absent}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, item.toolTip())
            self.list.addItem(item)

    @property
    def _some(self) -> tuple[Listed, ...]:
        return tuple(line for line in self._lines if line.at in self._chosen)

    def _tell_chosen(self) -> None:
        rows = [index.row() for index in self.list.selectedIndexes()]
        places = [self._lines[row].at for row in rows if row < len(self._lines)]
        current = self.list.currentRow()
        at = self._lines[current].at if current in rows and current < len(self._lines) else None
        self.chosen.emit(at, places)

    def _tell_renamed(self, item: QListWidgetItem) -> None:
        at = item.data(_AT)
        line = next((one for one in self._lines if one.at == at), None)
        if line is not None and item.text() != line.words:
            name = item.text()
            if self._chosen != (at,):
                self.chosen.emit(at, (at,))  # what was typed on is meant, not all that was chosen
            self._lines = ()  # the text is not what was shown any more
            self.renamed.emit(name)

    def _tell_dropped(self) -> None:
        order = [self.list.item(row).data(_AT) for row in range(self.list.count())]
        self._lines = ()
        self.ordered.emit(order[::-1])

    def _tell_hidden(self) -> None:
        if self._some:
            self.hidden.emit(not all(line.hidden for line in self._some))

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        """Tint the icons anew."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._lines:
            lines, self._lines = self._lines, ()
            at = self._chosen[0] if self._chosen else None
            self.show_elements(lines, self._chosen, at)
