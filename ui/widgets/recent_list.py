"""What was scanned lately, newest first, with what can still be done about each."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from ui.theme import Space, Tone, mark, tone_icon
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel
from ui.widgets.signs import SOFT_INK, Sign

_PRESSES = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentRow:
    """One scan.

    Attributes:
        key: handed back with what is asked for.
        line: when, and what came of it.
        sign: another icon than the tone's own.
    """

    key: int
    tone: Tone
    name: str
    line: str
    sign: str = ""
    can_undo: bool = False
    can_print: bool = False


class RecentList(QScrollArea):
    """The scans; a row opens to its buttons on a click, Enter or Space. The newest is open by itself."""

    undo_asked = Signal(int)
    print_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: dict[int, _Row] = {}
        inside = QWidget()
        inside.setProperty("ground", "none")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(Space.S, 0, Space.S, Space.S)
        self._column.setSpacing(2)
        self._column.addStretch()
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def rows(self) -> tuple[RecentRow, ...]:
        """What is shown, newest first."""
        return tuple(row.row for row in self._shown.values())

    def show_rows(self, rows: Sequence[RecentRow]) -> None:
        """Show these, newest first; only what changed is drawn anew."""
        wanted = {row.key for row in rows}
        for key in [key for key in self._shown if key not in wanted]:
            gone = self._shown.pop(key)
            gone.hide()
            gone.deleteLater()
        newest = bool(rows) and rows[0].key not in self._shown
        self._shown = {row.key: self._placed(row, at) for at, row in enumerate(rows)}
        if newest:
            self.open(rows[0].key)
            self.verticalScrollBar().setValue(0)

    def row_of(self, key: int) -> QWidget | None:
        """The row with this key, to be focused or found."""
        return self._shown.get(key)

    def open(self, key: int) -> None:
        """Open this row and close the others."""
        for each, row in self._shown.items():
            row.open(opened=each == key)

    def _placed(self, row: RecentRow, at: int) -> "_Row":
        shown = self._shown.get(row.key)
        if shown is None:
            shown = _Row()
            shown.pressed.connect(self.open)
            shown.undo_asked.connect(self.undo_asked)
            shown.print_asked.connect(self.print_asked)
            self._column.insertWidget(at, shown)
        shown.show_row(row)
        return shown


class _Row(QFrame):
    pressed = Signal(int)
    undo_asked = Signal(int)
    print_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.row = RecentRow(key=-1, tone=Tone.IDLE, name="", line="")
        self._opened = False
        self.setProperty("row", "closed")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sign = Sign("scan", 26)
        self._name = ElidedLabel(role="strong")
        self._line = ElidedLabel(role="small")
        self._undo = Button("Undo", "quiet", "undo")
        self._print = Button("Print", "quiet", "printer")
        self._undo.clicked.connect(lambda: self.undo_asked.emit(self.row.key))
        self._print.clicked.connect(lambda: self.print_asked.emit(self.row.key))
        self._arrange()

    def show_row(self, row: RecentRow) -> None:
        if row == self.row:
            return
        self.row = row
        self._sign.show_sign(row.sign or tone_icon(row.tone), SOFT_INK[row.tone])
        self._name.setText(row.name)
        self._line.setText(row.line)
        self.setAccessibleName(f"{row.name}, {row.line}")
        self.open(opened=self._opened)

    def open(self, *, opened: bool) -> None:
        self._opened = opened
        useful = opened and (self.row.can_undo or self.row.can_print)
        self._undo.setVisible(useful and self.row.can_undo)
        self._print.setVisible(useful and self.row.can_print)
        mark(self, "row", "open" if useful else "closed", alone=True)

    @override
    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        self.pressed.emit(self.row.key)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() in _PRESSES:
            self.pressed.emit(self.row.key)
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._line)
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(self._sign)
        head.addLayout(words, 1)
        tools = QHBoxLayout()
        tools.setSpacing(Space.XS)
        tools.addStretch()
        tools.addWidget(self._undo)
        tools.addWidget(self._print)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(Space.XS)
        column.addLayout(head)
        column.addLayout(tools)
