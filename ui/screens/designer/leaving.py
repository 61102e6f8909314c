"""What is asked before a design that is not saved is left."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.screens.messages import Message
from ui.screens.pieces import Question
from ui.theme import Tone
from ui.widgets.buttons import Button

_ASKED = Message(
    tone=Tone.ASK,
    title="The design is not saved",
    advice="What was changed since it was last saved is lost without saving.",
)


class LeavingQuestion(Question):
    """Calls `save` or `leave`, or neither."""

    def __init__(self, save: Callable[[], object], leave: Callable[[], object], parent: QWidget) -> None:
        super().__init__(_ASKED, "Save", save, parent, "primary")
        self.leave_button = Button("Do not save", "danger")
        self.leave_button.clicked.connect(self.reject)
        self.leave_button.clicked.connect(leave)
        last = self._column.itemAt(self._column.count() - 1)
        row = None if last is None else last.layout()
        if isinstance(row, QHBoxLayout):
            row.insertWidget(0, self.leave_button)
