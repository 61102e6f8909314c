"""What is asked before a design that is not saved is left."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from ui.screens.messages import Message
from ui.screens.pieces import Question
from ui.theme import Tone
from ui.widgets.buttons import Button

_TITLE = "Save the design?"
_ADVICE = "What was changed since it was last saved is lost if it is discarded."


class LeavingQuestion(Question):
    """Calls `save` or `leave`, or neither; without `can_stay` one of the two."""

    def __init__(
        self,
        save: Callable[[], object],
        leave: Callable[[], object],
        parent: QWidget,
        *,
        title: str = "",
        can_stay: bool = True,
    ) -> None:
        name = f"Save \N{LEFT DOUBLE QUOTATION MARK}{title}\N{RIGHT DOUBLE QUOTATION MARK}?"
        asked = Message(tone=Tone.ASK, title=name if title else _TITLE, advice=_ADVICE)
        super().__init__(asked, "Save", save, parent, "primary")
        self._can_stay = can_stay
        self.no_button.setText("Stay")
        self.no_button.setVisible(can_stay)
        self.leave_button = Button("Discard", "danger")
        self.leave_button.clicked.connect(self._discard)
        self._leave = leave
        last = self._column.itemAt(self._column.count() - 1)
        row = None if last is None else last.layout()
        if isinstance(row, QHBoxLayout):
            row.insertWidget(0, self.leave_button)

    def _discard(self) -> None:
        super().reject()
        self._leave()

    @override
    def reject(self) -> None:
        """Stay; where nobody can, the question stays."""
        if self._can_stay:
            super().reject()
