"""What the platform refused: a card for each, and what can be done with all of them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from ui.screens.card_column import CardColumn
from ui.screens.pieces import Card
from ui.screens.sync.operations import OperationRow
from ui.screens.sync.parked_card import ParkedCard
from ui.theme import Space
from ui.widgets.buttons import Button
from ui.widgets.labels import label

SHOWN = 20
"""A card is made of many widgets: of a long list the first are shown, and what is left moves up."""


class ParkedList(Card):
    """Emits what a card or a button asks for."""

    again_asked = Signal(str)
    never_asked = Signal(str)
    attendee_asked = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self.heading = label("", "heading", wrap=True)
        self.all_again = Button("Send all again", sign="send")
        self.export = Button("Export list…", sign="folder")
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self.heading, 1)
        head.addWidget(self.all_again)
        head.addWidget(self.export)
        self.body.addLayout(head)
        self._column: CardColumn[OperationRow, ParkedCard] = CardColumn(self._card)
        self.body.addLayout(self._column)
        self.more = label("", "muted", wrap=True)
        self.body.addWidget(self.more)
        self.hide()

    @property
    def cards(self) -> dict[str, ParkedCard]:
        """What is shown, by the operations' ids."""
        return {row.id: card for row, card in self._column.cards.items()}

    def show_rows(self, rows: Sequence[OperationRow], hidden: int, *, busy: bool) -> None:
        """Show these; `hidden` are others that are not even listed."""
        number, beyond = len(rows) + hidden, max(0, len(rows) - SHOWN) + hidden
        self.heading.setText(f"Refused by the platform ({number:,})")
        self.all_again.setText("Send all again" if not hidden else f"Send {len(rows):,} again")
        self.all_again.setVisible(len(rows) > 1)
        self.all_again.setEnabled(not busy)
        self._column.show_rows(rows[:SHOWN])
        self.more.setText(f"and {beyond:,} more, shown when these are done; the export has them already")
        self.more.setVisible(bool(beyond))
        self.setVisible(bool(rows))

    def _card(self, row: OperationRow) -> ParkedCard:
        card = ParkedCard(row)
        card.again_asked.connect(self.again_asked)
        card.never_asked.connect(self.never_asked)
        card.attendee_asked.connect(self.attendee_asked)
        return card
