"""One check-in the platform refused, and what one can do about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.screens.sync.operations import APART, OperationRow
from ui.screens.wrapped_label import WrappedLabel
from ui.theme import Space
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.signs import Sign


class ParkedCard(QFrame):
    """Emits what is asked for with the operation's id; the attendee with their number and name."""

    again_asked = Signal(str)
    never_asked = Signal(str)
    attendee_asked = Signal(int, str)

    def __init__(self, row: OperationRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "sunken")
        self.again = Button("Send again", sign="send")
        self.never = Button("Never send…", "danger")
        self.open = Button("Open attendee", "quiet", "person")
        self.again.setAccessibleName(f"Send the {row.what.lower()} of {row.who} again")
        self.never.setAccessibleName(f"Never send the {row.what.lower()} of {row.who}")
        self.open.setAccessibleName(f"Open {row.who} among the attendees")
        self.again.clicked.connect(lambda: self.again_asked.emit(row.id))
        self.never.clicked.connect(lambda: self.never_asked.emit(row.id))
        self.open.clicked.connect(lambda: self.attendee_asked.emit(row.attendee, row.who))
        self.open.setVisible(row.attendee is not None)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(Space.L, Space.M, Space.M, Space.M)
        whole.setSpacing(Space.M)
        whole.addWidget(Sign("cross-octagon", 24, "no_text"), 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(self._words(row), 1)
        whole.addLayout(self._buttons())

    @staticmethod
    def _words(row: OperationRow) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(WrappedLabel(row.who, "strong"))
        details = APART.join(part for part in (row.what, row.when, row.where, row.tried) if part)
        words.addWidget(label(details, "small", wrap=True))
        if row.reason:
            words.addSpacing(Space.XS)
            words.addWidget(WrappedLabel(f"The platform says: {row.reason}"))
        words.addWidget(label(row.advice, "muted", wrap=True))
        words.addStretch()
        return words

    def _buttons(self) -> QVBoxLayout:
        buttons = QVBoxLayout()
        buttons.setSpacing(Space.S)
        for button in (self.again, self.never, self.open):
            buttons.addWidget(button)
        buttons.addStretch()
        return buttons
