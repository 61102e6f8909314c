"""The sheet in which one printer is described and tried."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.screens.printers.describe_form import DescribeForm
from ui.screens.printers.editing import Editing, EditShown, Step
from ui.screens.printers.try_form import TryForm
from ui.screens.printers.trying import Trial
from ui.widgets.buttons import Button
from ui.widgets.sheet import Sheet

_LEAD = "Choose what it is; then a test page shows whether badges come out right."
_GO = {
    Trial.BEFORE: "Print the test page",
    Trial.PRINTING: "Printing…",
    Trial.ASKED: "Yes, it is right",
    Trial.FAILED: "Print again",
}


class PrinterSheet(Sheet):
    """Shows `Editing` over its parent, or is gone.

    Signals:
        save_asked: the printer is to be kept as it stands.
        again_asked: the test page is to be printed (again).
        on_asked: the description is complete.
        back_asked: back to the description.
    """

    save_asked = Signal()
    again_asked = Signal()
    on_asked = Signal()
    back_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._number = 0
        self._step = Step.DESCRIBE
        self._trial = Trial.BEFORE
        self._wrong: tuple[str, ...] = ()
        self.describe, self.attempt = DescribeForm(), TryForm()
        self.back, self.untried = Button("Back", "quiet", "chevron-left"), Button("", "quiet")
        self.again = Button("Print again")
        for button in (self.back, self.untried, self.again):
            button.setMinimumHeight(self.go.minimumHeight())
        self.foot.insertWidget(0, self.back)
        self.foot.insertWidget(1, self.untried)
        self.foot.insertWidget(self.foot.indexOf(self.go), self.again)
        self.body.addWidget(self.describe)
        self.body.addWidget(self.attempt)
        self.body.addStretch(1)
        self.stay.setText("Cancel")
        self.done.connect(self._go_on)
        self.back.clicked.connect(self.back_asked)
        self.untried.clicked.connect(self.save_asked)
        self.again.clicked.connect(self.again_asked)

    def show_editing(self, editing: Editing) -> None:
        """Show the open printer, or be gone."""
        shown = editing.shown
        if shown is None:
            self._number = 0
            self.hide()
            return
        is_new = shown.number != self._number
        was_printing = self._trial is Trial.PRINTING  # its button could not keep the keys meanwhile
        is_other = is_new or shown.step is not self._step
        self._number, self._step, self._trial = shown.number, shown.step, editing.trying.trial
        trying = shown.step is Step.TRY
        self.title.setText(shown.title)
        self.setAccessibleName(shown.title)
        self.advice.setText("" if trying else _LEAD)
        self.advice.setVisible(not trying)
        self.describe.setVisible(not trying)
        self.attempt.setVisible(trying)
        self.describe.show_draft(shown)
        self.attempt.show_trial(editing.trying, shown.draft)
        self._show_buttons(shown)
        if is_new:
            self.show_over()
        if is_other or (was_printing and self._trial is not Trial.PRINTING):
            (self.go if trying else self.describe.first()).setFocus()
        self._show_wrong(shown)
        self.fit_soon()
        QTimer.singleShot(0, self, self.fit_soon)  # once more, when the words know their height

    def _show_buttons(self, shown: EditShown) -> None:
        trying, trial = shown.step is Step.TRY, self._trial
        self.go.setText(_GO[trial] if trying else "Go on to the test page")
        self.go.setEnabled(not shown.busy and trial is not Trial.PRINTING)
        self.back.setVisible(trying)
        self.untried.setVisible(not trying or trial is not Trial.ASKED)
        self.untried.setText(
            "Save without a test page" if trial is not Trial.FAILED else "Save it all the same"
        )
        self.untried.setEnabled(not shown.busy)
        self.again.setVisible(trying and trial is Trial.ASKED)

    def _show_wrong(self, shown: EditShown) -> None:
        wrong = tuple(shown.faults)
        if wrong and wrong != self._wrong:
            first = self.describe.first_wrong()
            if first is not None:
                first.setFocus()
                self.show_whole(first)
        self._wrong = wrong

    def _go_on(self) -> None:
        if self._step is Step.DESCRIBE:
            self.on_asked.emit()
        elif self._trial is Trial.ASKED:
            self.save_asked.emit()
        else:
            self.again_asked.emit()
