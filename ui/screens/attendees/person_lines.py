"""The lines under a person: what happened and what is known.

Lines are kept and filled anew: making twenty labels takes longer than a frame, changing their words does not.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.screens.attendees.people import Fact, HistoryLine
from ui.screens.wrapped_label import WrappedLabel
from ui.theme import Space, mark
from ui.widgets.labels import label

_WHEN, _CAPTION = 96, 116


class HistoryList(QWidget):
    """Movements, newest first."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[_Movement] = []
        self._none = label("Nothing recorded yet.", "muted")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.S)
        self._column.addWidget(label("What happened", "strong"))
        self._column.addWidget(self._none)

    def show_lines(self, history: Sequence[HistoryLine]) -> None:
        """Show these."""
        self._none.setVisible(not history)
        while len(self._lines) < len(history):
            self._lines.append(_Movement())
            self._column.addWidget(self._lines[-1])
        for at, shown in enumerate(self._lines):
            shown.setVisible(at < len(history))
            if at < len(history):
                shown.show_line(history[at])


class _Movement(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._when = label("", "small", wrap=True)
        self._when.setFixedWidth(_WHEN)
        self._what = WrappedLabel(role="strong")
        self._note = WrappedLabel(role="small")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._what)
        words.addWidget(self._note)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self._when, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def show_line(self, line: HistoryLine) -> None:
        self._when.setText(line.when)
        self._what.setText(line.what)
        self._note.setText(line.note)
        mark(self._what, "role", "muted" if line.taken_back else "strong")
        self._what.strike(struck=line.taken_back)


class FactList(QWidget):
    """What is known: a caption and a value a line."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[QLabel, WrappedLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(Space.XS)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these."""
        while len(self._rows) < len(facts):
            self._add()
        for at, (caption, value) in enumerate(self._rows):
            for shown in (caption, value):
                shown.setVisible(at < len(facts))
            if at < len(facts):
                caption.setText(facts[at].label)
                value.setText(facts[at].value)

    def _add(self) -> None:
        caption, value = label("", "small", wrap=True), WrappedLabel()
        caption.setFixedWidth(_CAPTION)
        at = len(self._rows)
        self._grid.addWidget(caption, at, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, at, 1)
        self._rows.append((caption, value))
