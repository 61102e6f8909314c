"""What one printer has yet to print."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from checkin.model.ids import PrintJobId
from ui.screens.card_column import CardColumn
from ui.screens.pieces import Card
from ui.screens.spool.board import JobRow, Lane
from ui.screens.spool.choosing import Deed
from ui.screens.spool.chosen_bar import ChosenBar
from ui.screens.spool.job_line import JobLine
from ui.screens.spool.printer_menu import printer_menu
from ui.screens.wrapped_label import WrappedLabel
from ui.theme import Space, Tone, tone_icon
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.signs import SOFT_INK, Sign

_DEEDS = (
    (Deed.RETRY, "Try again"),
    (Deed.DROP, "Not needed\N{HORIZONTAL ELLIPSIS}"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneShown:
    """A printer's badges, and where they can go instead."""

    lane: Lane
    others: tuple[str, ...]


class LaneCard(Card):
    """Shows a `LaneShown`. Emits what is asked for; badges by their ids.

    Signals:
        moved_all: everything that waits here is to go to this printer.
        printers_asked: there is no other printer; one is to be set up.
        ticked: these badges, and whether they are to be ticked.
    """

    retried = Signal(int)
    dropped = Signal(int)
    moved = Signal(int, str)
    moved_all = Signal(str, str)
    printers_asked = Signal()
    ticked = Signal(object, bool)

    def __init__(self, printer: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.printer = printer
        self.shown: LaneShown | None = None
        self.move_all = Button("Move all to\N{HORIZONTAL ELLIPSIS}", sign="printer")
        self.move_all.setAccessibleName(f"Move all badges of {printer} to another printer")
        self.retry = Button("Try again now", sign="sync")
        self.retry.setAccessibleName(f"Try to print on {printer} again now")
        self.set_up = Button("Set up another printer\N{HORIZONTAL ELLIPSIS}", "quiet")
        self.bar = ChosenBar(f"Badges of {printer}", _DEEDS)
        self._rows: CardColumn[tuple[JobRow, tuple[str, ...]], JobLine] = CardColumn(
            lambda at: self._line(*at)
        )
        self._sign = Sign("printer", 28)
        self._summary, self._trouble = label("", "muted", wrap=True), WrappedLabel()
        self.more = label("", "muted")
        self.retry.clicked.connect(self._retry)
        self.set_up.clicked.connect(self.printers_asked)
        self.bar.setContentsMargins(Space.XS, 0, 0, 0)
        self.bar.ticked.connect(self.ticked)
        self._rows.setSpacing(Space.XS)
        self.body.setSpacing(Space.XS)
        self.body.addLayout(self._head())
        self.body.addWidget(self.bar)
        self.body.addLayout(self._rows)
        self.body.addWidget(self.more)

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        for widget in (WrappedLabel(self.printer, "heading"), self._summary, self._trouble):
            words.addWidget(widget)
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        for button in (self.retry, self.move_all, self.set_up):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return head

    @property
    def lines(self) -> dict[PrintJobId, JobLine]:
        """What is shown one by one."""
        return {row.id: line for (row, _), line in self._rows.cards.items()}

    @property
    def open(self) -> tuple[PrintJobId, ...]:
        """What can be decided about, of what is shown."""
        return tuple(row.id for row, _ in self._rows.cards if row.open)

    def show_lane(self, shown: LaneShown, chosen: Collection[PrintJobId]) -> None:
        """Show how it stands, with these ticked; what has the keys keeps them."""
        if shown != self.shown:
            self._show(shown)
            self.shown = shown
        many = len(self.open) > 1
        self.bar.show_badges(self.open, chosen, shown.others)
        for badge, line in self.lines.items():
            line.show_ticked(ticked=badge in chosen, many=many)

    def _show(self, shown: LaneShown) -> None:
        lane = shown.lane
        self.setAccessibleName(f"{lane.printer}: {lane.summary}. {lane.trouble}")
        sign = "printer" if lane.tone is Tone.IDLE else tone_icon(lane.tone)
        self._sign.show_sign(sign, SOFT_INK[lane.tone])
        self._summary.setText(lane.summary)
        self._trouble.setText(lane.trouble)
        self._trouble.setVisible(bool(lane.trouble))
        self.retry.setVisible(lane.stuck is not None)
        if self.shown is None or shown.others != self.shown.others:
            self.move_all.setMenu(
                printer_menu(self.move_all, shown.others, lambda to: self.moved_all.emit(self.printer, to))
            )
        self.move_all.setVisible(lane.movable and bool(shown.others))
        self.set_up.setVisible(lane.movable and lane.tone is not Tone.IDLE and not shown.others)
        self._rows.show_rows([(row, shown.others) for row in lane.rows])
        self.more.setText(f"\N{HORIZONTAL ELLIPSIS} and {lane.hidden:,} more")
        self.more.setVisible(bool(lane.hidden))

    def _line(self, row: JobRow, others: tuple[str, ...]) -> JobLine:
        line = JobLine(row, others)
        line.retried.connect(self.retried)
        line.dropped.connect(self.dropped)
        line.moved.connect(self.moved)
        line.ticked.connect(lambda badge, on: self.ticked.emit((PrintJobId(badge),), on))
        return line

    def _retry(self) -> None:
        if self.shown is not None and self.shown.lane.stuck is not None:
            self.retried.emit(self.shown.lane.stuck)


def lanes_shown(lanes: Sequence[Lane], printers: Sequence[str]) -> tuple[LaneShown, ...]:
    """Each with the printers that are not its own."""
    return tuple(
        LaneShown(lane=lane, others=tuple(one for one in printers if one != lane.printer)) for lane in lanes
    )
