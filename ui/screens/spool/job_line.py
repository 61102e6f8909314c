"""One badge in a list: whose, how it stands, and what can be done about it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from checkin.model.print_job import JobState
from ui.screens.spool.board import JobRow
from ui.screens.spool.chosen_bar import tick_box
from ui.screens.spool.printer_menu import printer_menu
from ui.screens.wrapped_label import WrappedLabel
from ui.theme import Space, Tone
from ui.widgets.buttons import Button
from ui.widgets.signs import SOFT_INK, Sign

_SIGNS = {
    JobState.WAITING: ("clock", Tone.IDLE),
    JobState.PRINTING: ("printer", Tone.IDLE),
    JobState.FAILED: ("cross-octagon", Tone.NO),
    JobState.DOUBTFUL: ("help", Tone.ASK),
    JobState.PRINTED: ("check-circle", Tone.YES),
    JobState.CANCELLED: ("cross", Tone.IDLE),
}


class JobLine(QWidget):
    """Emits what is asked for with the badge's id.

    Args:
        row: the badge.
        others: the printers it can go to instead.

    Signals:
        ticked: whether it is to be ticked.
    """

    again_asked = Signal(int)
    retried = Signal(int)
    dropped = Signal(int)
    moved = Signal(int, str)
    ticked = Signal(int, bool)

    def __init__(self, row: JobRow, others: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        sign, tone = _SIGNS[row.state]
        self.tick = tick_box(row.who, lambda on: self.ticked.emit(row.id, on))
        self._sign = Sign(sign, 20, SOFT_INK[tone])
        self.retry, self.drop = Button("Try again", "quiet", "sync"), Button("Not needed", "quiet")
        self.elsewhere, self.again = (
            Button("Other printer…", "quiet", "printer"),
            Button("Print again…", "quiet", "printer"),
        )
        self.retry.setAccessibleName(f"Try to print the badge of {row.who} again")
        self.drop.setAccessibleName(f"The badge of {row.who} is not needed any more")
        self.elsewhere.setAccessibleName(f"Print the badge of {row.who} on another printer")
        self.again.setAccessibleName(f"Print another badge for {row.who}")
        self.retry.clicked.connect(lambda: self.retried.emit(row.id))
        self.drop.clicked.connect(lambda: self.dropped.emit(row.id))
        self.again.clicked.connect(lambda: self.again_asked.emit(row.id))
        self.elsewhere.setMenu(
            printer_menu(self.elsewhere, others, lambda printer: self.moved.emit(row.id, printer))
        )
        self.retry.setVisible(row.failed)
        self.drop.setVisible(row.open)
        self.elsewhere.setVisible(row.open and bool(others))
        self.again.setVisible(row.state in {JobState.PRINTED, JobState.CANCELLED})
        self._arrange()
        self.show_ticked(ticked=False, many=False)

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(WrappedLabel(self.row.who, "strong"))
        words.addWidget(WrappedLabel(self.row.about, "small"))
        if self.row.words:
            words.addWidget(WrappedLabel(self.row.words))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, Space.XS, 0, Space.XS)
        whole.setSpacing(Space.S)
        whole.addSpacing(Space.XS)
        whole.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignVCenter)
        whole.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        whole.addSpacing(Space.S)
        whole.addLayout(words, 1)
        for button in (self.retry, self.elsewhere, self.drop, self.again):
            whole.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_ticked(self, *, ticked: bool, many: bool) -> None:
        """Show it ticked or not; among `many` it can be ticked unless it is on its way."""
        self.tick.setChecked(ticked)
        self.tick.setVisible(many)
        self.tick.setEnabled(self.row.open)
