"""The second step on the screen: the account's events."""

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from ui.screens.pieces import Card, Note
from ui.screens.setup.choice_list import ChoiceList
from ui.screens.setup.choose_event import EventRow, EventStep
from ui.theme import Space
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import label
from ui.widgets.people_list import PersonRow
from ui.widgets.search_field import SearchField


class EventView(QWidget):
    """Draws `EventStep`."""

    def __init__(self, step: EventStep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = step
        self._filling = False
        self.search = SearchField("Search events by name or place", pause_ms=0)
        self.reload = Button("Load again", "quiet", "sync")
        self.list = ChoiceList("Events")
        self.list.setMinimumHeight(240)
        self._busy = label("", "muted")
        self._trouble = Note()
        self._empty = EmptyState("calendar", "")
        self.search.asked.connect(step.search)
        self.search.moved.connect(self._move)
        self.reload.clicked.connect(step.load)
        self.list.selectionModel().currentChanged.connect(self._select)
        self._arrange()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(Space.M)
        top.addWidget(self.search, 1)
        top.addWidget(self._busy)
        top.addStretch()
        top.addWidget(self.reload)
        self._pages = QStackedLayout()
        self._listed = Card()
        self._listed.body.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        self._listed.body.addWidget(self.list)
        self._pages.addWidget(self._listed)
        self._pages.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addLayout(top)
        column.addWidget(self._trouble)
        column.addLayout(self._pages, 1)

    def show_step(self) -> None:
        """Draw the step as it is now."""
        step, rows = self._step, self._step.rows
        self._busy.setText(step.busy)
        self._busy.setVisible(bool(step.busy))
        self.search.setVisible(step.searchable)
        self.reload.setEnabled(not step.busy)
        self._trouble.show_message(step.trouble)
        empty = step.empty
        if empty is not None:
            self._empty.show_words(empty.title, empty.advice)
        self._pages.setCurrentIndex(0 if empty is None else 1)
        self._listed.setVisible(bool(rows))
        at = next((place for place, row in enumerate(rows) if row.id == step.selected), None)
        self._filling = True
        self.list.show_rows(tuple(_row(place, row) for place, row in enumerate(rows)), at)
        self._filling = False

    def _select(self, index: QModelIndex) -> None:
        if not self._filling and index.isValid():
            self._step.select(self._step.rows[index.row()].id)

    def _move(self, steps: int) -> None:
        last = len(self._step.rows) - 1
        at = max(0, min(last, self.list.currentIndex().row() + steps))
        self.list.setCurrentIndex(self.list.model().index(at, 0))


def _row(place: int, row: EventRow) -> PersonRow:
    parts = (row.when, row.place, "over" if row.over else "")
    return PersonRow(key=place, name=row.name, detail=" · ".join(filter(None, parts)))
