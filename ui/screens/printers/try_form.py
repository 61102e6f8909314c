"""The test page: how it should look, what may be wrong with it, and where it stands on the paper."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.screens.messages import Message
from ui.screens.pieces import Note
from ui.screens.printers.draft import Draft
from ui.screens.printers.trying import FIXES, Fix, Trial, Trying
from ui.theme import Space, Tone
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.page_picture import PagePicture
from ui.widgets.stepper import Stepper

_FARTHEST, _STEP = 50, 0.5
_PRINTING = Message(
    tone=Tone.IDLE, title="Printing the test page…", advice="It should come out within some seconds."
)
_FIRST = {
    Trial.BEFORE: "Print one page and hold it beside this picture.",
    Trial.PRINTING: "It should look like this.",
    Trial.ASKED: "Did it come out right? It should look like this.",
    Trial.FAILED: "It should look like this.",
}


class TryForm(QWidget):
    """Draws `Trying`.

    Signals:
        fix_asked: a `Fix` was pressed.
        moved: millimetres to the right and down.
    """

    fix_asked = Signal(object)
    moved = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = PagePicture("How the test page should look")
        self.question = label("", "strong", wrap=True)
        self.note = Note()
        self._shown: tuple[Fix, ...] = ()
        self.fixes = {fix: Button(words) for fix, words in FIXES.items()}
        self.right = Stepper("To the right", step=_STEP, most=_FARTHEST, unit="mm")
        self.down = Stepper("Down", step=_STEP, most=_FARTHEST, unit="mm")
        for fix, button in self.fixes.items():
            button.clicked.connect(lambda _=False, fix=fix: self.fix_asked.emit(fix))
        for stepper in (self.right, self.down):
            stepper.stepped.connect(lambda _: self.moved.emit(self.right.value, self.down.value))
        self._arrange()

    def _arrange(self) -> None:
        self._wrong = QWidget()
        wrong = QVBoxLayout(self._wrong)
        wrong.setContentsMargins(0, 0, 0, 0)
        wrong.setSpacing(Space.S)
        wrong.addWidget(label("If not, what is wrong?", "strong"))
        self._grid = QGridLayout()
        self._grid.setSpacing(Space.S)
        wrong.addLayout(self._grid)
        wrong.addLayout(self._shifting())
        right = QVBoxLayout()
        right.setSpacing(Space.M)
        right.addWidget(self.note)
        right.addWidget(self._wrong)
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(Space.XL)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.question)
        column.addLayout(row)

    def _shifting(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, Space.S, 0, 0)
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.S)
        grid.addWidget(label("Not in its place? Move it, as you read it:", wrap=True), 0, 0, 1, 3)
        for at, (words, stepper) in enumerate((("to the right", self.right), ("down", self.down)), 1):
            grid.addWidget(label(words, "muted"), at, 0)
            grid.addWidget(stepper, at, 1)
        grid.setColumnStretch(2, 1)
        return grid

    def show_trial(self, trying: Trying, draft: Draft) -> None:
        """Draw it as it is now."""
        self.question.setText(_FIRST[trying.trial])
        self.picture.show_page(trying.picture)
        printing = trying.trial is Trial.PRINTING
        self.note.show_message(_PRINTING if printing else trying.said)
        self._wrong.setVisible(bool(trying.fixes) and trying.trial is Trial.ASKED)
        self._show_fixes(trying)
        right, down = draft.shift
        self.right.show_value(right)
        self.down.show_value(down)

    def _show_fixes(self, trying: Trying) -> None:
        shown = trying.fixes
        if shown == self._shown:
            return
        self._shown = shown
        for fix, button in self.fixes.items():
            self._grid.removeWidget(button)
            button.setVisible(fix in shown)
        for at, fix in enumerate(shown):
            self._grid.addWidget(self.fixes[fix], at // 2, at % 2)
