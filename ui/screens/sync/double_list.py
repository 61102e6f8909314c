"""Who came in twice while stations were apart: those to be looked at, and folded away those that were."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.screens.card_column import CardColumn
from ui.screens.pieces import Card
from ui.screens.sync.double_card import DoubleCard
from ui.screens.sync.doubles import DoubleRow
from ui.theme import Space
from ui.widgets.buttons import Button
from ui.widgets.labels import label

SHOWN = 20
"""Of a long list the first are shown, and what is left moves up."""


class DoubleList(Card):
    """Emits what a card or a button asks for; it is not there at all when nobody ever came in twice."""

    explain_asked = Signal(str)
    looked_at = Signal(str)
    attendee_asked = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self._seen_number = 0
        self.heading = label("", "heading", wrap=True)
        self.export = Button("Export list…", sign="folder")
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self.heading, 1)
        head.addWidget(self.export)
        self.body.addLayout(head)
        self._none = label("All of them were looked at.", "muted", wrap=True)
        self.body.addWidget(self._none)
        self._open: CardColumn[DoubleRow, DoubleCard] = CardColumn(self._card)
        self.body.addLayout(self._open)
        self.more = label("", "muted", wrap=True)
        self.body.addWidget(self.more)
        self.fold = Button("", "quiet", "chevron-right")
        self.fold.setCheckable(True)
        self.fold.toggled.connect(self._unfold)
        row = QHBoxLayout()
        row.addWidget(self.fold)
        row.addStretch()
        self.body.addLayout(row)
        self._folded = QWidget()
        self._seen: CardColumn[DoubleRow, DoubleCard] = CardColumn(self._card)
        inner = QVBoxLayout(self._folded)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(self._seen)
        self.body.addWidget(self._folded)
        self._folded.hide()
        self.hide()

    @property
    def cards(self) -> dict[str, DoubleCard]:
        """Those to be looked at, by their keys."""
        return {row.key: card for row, card in self._open.cards.items()}

    @property
    def seen_cards(self) -> dict[str, DoubleCard]:
        """Those that were looked at, folded or not, by their keys."""
        return {row.key: card for row, card in self._seen.cards.items()}

    def show_rows(self, unseen: Sequence[DoubleRow], seen: Sequence[DoubleRow]) -> None:
        """Show these."""
        self.heading.setText(f"Came in twice ({len(unseen):,} to look at)" if unseen else "Came in twice")
        self._none.setVisible(not unseen)
        self._open.show_rows(unseen[:SHOWN])
        beyond = max(0, len(unseen) - SHOWN)
        self.more.setText(f"and {beyond:,} more, shown when these are done; the export has them already")
        self.more.setVisible(bool(beyond))
        self._seen.show_rows(seen[:SHOWN])
        self._seen_number = len(seen)
        self.fold.setVisible(bool(seen))
        self._name_fold()
        self.setVisible(bool(unseen or seen))

    def _unfold(self, shown: bool) -> None:  # noqa: FBT001  (Qt's signal)
        self._folded.setVisible(shown)
        self._name_fold()

    def _name_fold(self) -> None:
        shown = self.fold.isChecked()
        newest = f", the newest {SHOWN}" if shown and self._seen_number > SHOWN else ""
        self.fold.setText(f"Looked at ({self._seen_number:,}{newest})")
        self.fold.show_sign("chevron-down" if shown else "chevron-right")

    def _card(self, row: DoubleRow) -> DoubleCard:
        card = DoubleCard(row)
        card.explain_asked.connect(self.explain_asked)
        card.looked_at.connect(self.looked_at)
        card.attendee_asked.connect(self.attendee_asked)
        return card
