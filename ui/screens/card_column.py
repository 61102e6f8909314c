"""Cards below each other, made anew only for lines that changed: the others keep the keys' focus."""

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import Space

R = TypeVar("R", bound=Hashable)
W = TypeVar("W", bound=QWidget)


class CardColumn(QVBoxLayout, Generic[R, W]):
    """Shows a card for each row.

    Args:
        make: makes the card of a row.

    Attributes:
        cards: what is shown, by its row, in order.
    """

    def __init__(self, make: Callable[[R], W]) -> None:
        super().__init__()
        self._make = make
        self.cards: dict[R, W] = {}
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(Space.M)

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show these, and no others."""
        if list(self.cards) == list(rows):
            return
        before, self.cards = self.cards, {}
        for row in rows:
            card = before.pop(row, None)
            self.cards[row] = self._make(row) if card is None else card
        for gone in before.values():
            self.removeWidget(gone)
            gone.hide()
            gone.setParent(None)
            gone.deleteLater()
        for at, card in enumerate(self.cards.values()):
            if self.indexOf(card) != at:
                self.insertWidget(at, card)
                card.show()  # one that was hidden before it had a place stays so
