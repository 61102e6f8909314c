"""What one printer has yet to print."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.screens.pieces import Card
from ui.screens.spool.board import Lane
from ui.screens.spool.job_line import JobLine
from ui.screens.spool.printer_menu import printer_menu
from ui.screens.wrapped_label import WrappedLabel
from ui.theme import Space, Tone, tone_icon
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.signs import SOFT_INK, Sign


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneShown:
    """A printer's badges, and where they can go instead."""

    lane: Lane
    others: tuple[str, ...]


class LaneCard(Card):
    """Emits what is asked for; badges by their ids.

    Signals:
        moved_all: everything that waits here is to go to this printer.
        printers_asked: there is no other printer; one is to be set up.
    """

    retried = Signal(int)
    dropped = Signal(int)
    moved = Signal(int, str)
    moved_all = Signal(str, str)
    printers_asked = Signal()

    def __init__(self, shown: LaneShown, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        lane = shown.lane
        self.setAccessibleName(f"{lane.printer}: {lane.summary}. {lane.trouble}")
        self.move_all = Button("Move all to\N{HORIZONTAL ELLIPSIS}", sign="printer")
        self.move_all.setAccessibleName(f"Move all badges of {lane.printer} to another printer")
        self.retry = Button("Try again now", sign="sync")
        self.retry.setAccessibleName(f"Try to print on {lane.printer} again now")
        self.retry.setVisible(lane.stuck is not None)
        self.retry.clicked.connect(lambda: self.retried.emit(lane.stuck))
        self.set_up = Button("Set up another printer…", "quiet")
        self.set_up.clicked.connect(self.printers_asked)
        self.move_all.setMenu(
            printer_menu(self.move_all, shown.others, lambda other: self.moved_all.emit(lane.printer, other))
        )
        needs = lane.movable and lane.tone is not Tone.IDLE
        self.move_all.setVisible(lane.movable and bool(shown.others))
        self.set_up.setVisible(needs and not shown.others)
        self.lines = {row.id: JobLine(row, shown.others) for row in lane.rows}
        self.body.setSpacing(Space.XS)
        self.body.addLayout(self._head(lane))
        for line in self.lines.values():
            line.retried.connect(self.retried)
            line.dropped.connect(self.dropped)
            line.moved.connect(self.moved)
            self.body.addWidget(line)
        self.more = label(f"\N{HORIZONTAL ELLIPSIS} and {lane.hidden:,} more", "muted")
        self.more.setVisible(bool(lane.hidden))
        self.body.addWidget(self.more)

    def _head(self, lane: Lane) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(WrappedLabel(lane.printer, "heading"))
        words.addWidget(label(lane.summary, "muted", wrap=True))
        if lane.trouble:
            words.addWidget(WrappedLabel(lane.trouble))
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        sign = "printer" if lane.tone is Tone.IDLE else tone_icon(lane.tone)
        head.addWidget(Sign(sign, 28, SOFT_INK[lane.tone]), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        for button in (self.retry, self.move_all, self.set_up):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return head


def lanes_shown(lanes: Sequence[Lane], printers: Sequence[str]) -> tuple[LaneShown, ...]:
    """Each with the printers that are not its own."""
    return tuple(
        LaneShown(lane=lane, others=tuple(one for one in printers if one != lane.printer)) for lane in lanes
    )
