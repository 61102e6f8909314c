"""One check-in the platform refused, and the two things one can do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.screens.sync.operations import OperationRow
from ui.theme import Space
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.signs import Sign


class ParkedCard(QFrame):
    """Emits what is asked for with the operation's id."""

    again_asked = Signal(str)
    never_asked = Signal(str)

    def __init__(self, row: OperationRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "sunken")
        self.again = Button("Send again", sign="send")
        self.never = Button("Never send", "danger")
        self.again.setAccessibleName(f"Send the {row.what.lower()} of {row.who} again")
        self.never.setAccessibleName(f"Never send the {row.what.lower()} of {row.who}")
        self.again.clicked.connect(lambda: self.again_asked.emit(row.id))
        self.never.clicked.connect(lambda: self.never_asked.emit(row.id))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(row.who, "strong", wrap=True))
        details = " · ".join(filter(None, (row.what, row.when, row.where)))
        words.addWidget(label(details, "small", wrap=True))
        if row.reason:
            words.addSpacing(Space.XS)
            words.addWidget(label(f"The platform says: {row.reason}", wrap=True))
        words.addWidget(label(row.advice, "muted", wrap=True))
        buttons = QVBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(self.again)
        buttons.addWidget(self.never)
        buttons.addStretch()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(Space.L, Space.M, Space.M, Space.M)
        whole.setSpacing(Space.M)
        whole.addWidget(Sign("cross-octagon", 24, "no_text"), 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(words, 1)
        whole.addLayout(buttons)
