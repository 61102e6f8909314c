"""What waits to be sent: a line for each; choosing one explains it."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Signal

from checkin.model.ids import OperationId
from ui.screens.pieces import Card
from ui.screens.sync.operations import OperationRow
from ui.theme import Tone
from ui.widgets.labels import label
from ui.widgets.people_list import PeopleList, PersonRow

_ROW, _ROWS = 60, 6


class WaitingList(Card):
    """Emits `explain_asked` with an operation's id. A new look leaves the list where it was scrolled to."""

    explain_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[OperationRow, ...] = ()
        self.heading = label("", "heading", wrap=True)
        self._hint = label("Choose one to see what is known of it and what happens next.", "muted", wrap=True)
        self.list = PeopleList("Waiting to be sent")
        self.list.chosen.connect(lambda at: self.explain_asked.emit(self._shown[at].id))
        self.more = label("", "muted", wrap=True)
        for widget in (self.heading, self._hint, self.list, self.more):
            self.body.addWidget(widget)
        self.hide()

    def show_rows(self, rows: Sequence[OperationRow], hidden: int) -> None:
        """Show these; `hidden` are others that are not listed."""
        self.heading.setText(f"Waiting to be sent ({len(rows) + hidden:,})")
        self.setVisible(bool(rows))
        if tuple(rows) != self._shown:
            self._replace(tuple(rows))
        self.more.setText(f"and {hidden:,} more, in the order in which they happened")
        self.more.setVisible(bool(hidden))

    def _replace(self, rows: tuple[OperationRow, ...]) -> None:
        top, offset = self._top()
        current = self.list.currentIndex()
        chosen = self._shown[current.row()].id if current.isValid() else None
        self._shown = rows
        self.list.show_rows(tuple(_line(at, row) for at, row in enumerate(rows)))
        self.list.setFixedHeight(min(_ROWS, len(rows)) * _ROW + 4)
        self.list.doItemsLayout()
        places = {row.id: at for at, row in enumerate(rows)}
        if chosen in places:
            index = self.list.model().index(places[chosen], 0)
            self.list.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
        if top in places:
            self.list.verticalScrollBar().setValue(places[top] * _ROW + offset)

    def _top(self) -> tuple[OperationId | None, int]:
        """The line at the upper edge, and how far it is scrolled out; None while none is scrolled out."""
        value = self.list.verticalScrollBar().value()
        at, offset = divmod(value, _ROW)
        return (self._shown[at].id, offset) if value and at < len(self._shown) else (None, 0)


def _line(at: int, row: OperationRow) -> PersonRow:
    tone = Tone.ASK if row.state == "being looked up" else Tone.IDLE
    return PersonRow(key=at, name=row.who, detail=row.detail, mark=row.state, tone=tone)
