"""A sheet that asks why something is never to be sent."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ui.screens.form_entry import FaultLine
from ui.screens.sync.never import SUGGESTED, NeverShown
from ui.theme import Space, mark
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.sheet import Sheet

_LONGEST = 300


class ReasonSheet(Sheet):
    """Shows a `NeverShown` over its parent, or is gone.

    Signals:
        given: what is typed, or a suggestion that was pressed.
    """

    given = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._number = 0
        self.reason = QLineEdit()
        self.reason.setMaxLength(_LONGEST)
        self.reason.setPlaceholderText("Such as: entered by hand at the platform")
        self.reason.setAccessibleName("Reason, required")
        self.fault = FaultLine()
        self.suggestions = tuple(Button(words) for words in SUGGESTED)
        self.go.setText("Never send")
        self.stay.setText("Cancel")
        column = QVBoxLayout()
        column.setSpacing(Space.XS)
        column.addWidget(label("Why?", "strong"))
        column.addWidget(self.reason)
        column.addWidget(self.fault)
        self.body.addLayout(column)
        self.body.addLayout(self._often())
        self.body.addStretch(1)
        self.reason.textEdited.connect(self.given)

    def _often(self) -> QVBoxLayout:
        often = QVBoxLayout()
        often.setSpacing(Space.S)
        often.addWidget(label("Often it is", "muted"))
        grid = QGridLayout()
        grid.setSpacing(Space.S)
        for at, (words, button) in enumerate(zip(SUGGESTED, self.suggestions, strict=True)):
            button.clicked.connect(lambda _=False, words=words: self._suggest(words))
            grid.addWidget(button, at // 2, at % 2)
        often.addLayout(grid)
        return often

    def show_question(self, shown: NeverShown | None) -> None:
        """Ask this one; a new one gets the keys."""
        if shown is None:
            self._number = 0
            self.hide()
            return
        is_new = shown.number != self._number
        self._number = shown.number
        self.title.setText(shown.title)
        self.setAccessibleName(shown.title)
        self.advice.setText(shown.advice)
        if self.reason.text() != shown.reason:
            self.reason.setText(shown.reason)
        self.fault.show_fault(shown.fault)
        mark(self.reason, "wrong", "true" if shown.fault else "false")
        if is_new:
            self.show_over()
        if is_new or shown.fault:
            self.reason.setFocus()
        self.fit_soon()

    def _suggest(self, words: str) -> None:
        self.given.emit(words)
        self.go.setFocus()
