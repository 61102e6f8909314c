"""One double entry: who, and the two times and places side by side."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.screens.sync.doubles import DoubleRow
from ui.screens.wrapped_label import WrappedLabel
from ui.theme import Space
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.signs import Sign


class DoubleCard(QFrame):
    """Emits what is asked for with the key of the double entry."""

    explain_asked = Signal(str)
    looked_at = Signal(str)
    attendee_asked = Signal(int, str)

    def __init__(self, row: DoubleRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "sunken")
        self.explain = Button("Explain", sign="help")
        self.seen = Button("Looked at", sign="check")
        self.open = Button("Open attendee", "quiet", "person")
        self.explain.setAccessibleName(f"Explain the double entry of {row.who}")
        self.seen.setAccessibleName(f"I have looked at the double entry of {row.who}")
        self.open.setAccessibleName(f"Open {row.who} among the attendees")
        self.explain.clicked.connect(lambda: self.explain_asked.emit(row.key))
        self.seen.clicked.connect(lambda: self.looked_at.emit(row.key))
        self.open.clicked.connect(lambda: self.attendee_asked.emit(row.attendee, row.who))
        self.seen.setVisible(not row.seen)
        sign, ink = ("check-circle", "muted") if row.seen else ("alert-triangle", "ask_text")
        whole = QHBoxLayout(self)
        whole.setContentsMargins(Space.L, Space.M, Space.M, Space.M)
        whole.setSpacing(Space.M)
        whole.addWidget(Sign(sign, 24, ink), 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(self._words(row), 1)
        whole.addLayout(self._buttons())

    @staticmethod
    def _words(row: DoubleRow) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(WrappedLabel(row.who, "strong"))
        if row.about:
            words.addWidget(WrappedLabel(row.about, "small"))
        words.addSpacing(Space.XS)
        times = QGridLayout()
        times.setHorizontalSpacing(Space.M)
        times.setVerticalSpacing(2)
        times.setColumnStretch(2, 1)
        for at, (which, when, where) in enumerate(
            (("First", row.first, row.first_at), ("Then", row.second, row.second_at))
        ):
            times.addWidget(label(which, "muted"), at, 0, Qt.AlignmentFlag.AlignTop)
            times.addWidget(label(when, "strong"), at, 1, Qt.AlignmentFlag.AlignTop)
            times.addWidget(WrappedLabel(where), at, 2)
        words.addLayout(times)
        words.addStretch()
        return words

    def _buttons(self) -> QVBoxLayout:
        buttons = QVBoxLayout()
        buttons.setSpacing(Space.S)
        for button in (self.explain, self.seen, self.open):
            buttons.addWidget(button)
        buttons.addStretch()
        return buttons
