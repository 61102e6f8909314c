"""A sheet that asks by one tap why somebody gets another badge."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from checkin.model.print_job import ReprintReason
from ui.screens.badge_words import REASONS
from ui.screens.spool.presenter import Asking
from ui.widgets.buttons import Button
from ui.widgets.sheet import Sheet

_ADVICE = "Why? It is kept with the badge, and told to the platform where it wants to know."


class AgainSheet(Sheet):
    """Shows an `Asking` over its parent, or is gone. Emits `given` with the reason."""

    given = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._number = 0
        self.advice.setText(_ADVICE)
        self.go.hide()
        self.stay.setText("Cancel")
        self.reasons = {reason: Button(words) for reason, words in REASONS}
        for reason, button in self.reasons.items():
            button.setMinimumHeight(self.stay.minimumHeight())
            button.clicked.connect(lambda _=False, reason=reason: self.given.emit(reason))
            self.body.addWidget(button)
        self.body.addStretch(1)

    def show_question(self, asking: Asking | None) -> None:
        """Ask this one; a new one gets the keys."""
        if asking is None:
            self._number = 0
            self.hide()
            return
        self.title.setText(asking.title)
        self.setAccessibleName(asking.title)
        if asking.number != self._number:
            self._number = asking.number
            self.show_over()
            self.reasons[ReprintReason.LOST].setFocus()
        self.fit_soon()
