"""Several badges at once: tick all, how many are ticked, and what is done with them."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget
from typing_extensions import override

from checkin.model.ids import PrintJobId
from ui.screens.spool.choosing import Deed
from ui.screens.spool.printer_menu import printer_menu
from ui.theme import TOUCH, Space
from ui.widgets.buttons import Button
from ui.widgets.tick_line import TickLine

_LEAST = 2


class ChosenBar(QWidget):
    """Stands above badges that can be ticked, wherever there are two or more of them.

    Args:
        where: what they are, for those who listen.
        deeds: what can be done with those ticked, and what its button says.

    Signals:
        ticked: these, and whether they are to be ticked.
        asked: a `Deed` is to be done with those ticked.
        moved: they are to go to this printer.
    """

    ticked = Signal(object, bool)
    asked = Signal(object)
    moved = Signal(str)

    def __init__(self, where: str, deeds: Sequence[tuple[Deed, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._badges: tuple[PrintJobId, ...] = ()
        self._others: tuple[str, ...] = ()
        self.all = TickLine("")
        self.deeds = {deed: Button(words) for deed, words in deeds}
        self.elsewhere = Button("Move to\N{HORIZONTAL ELLIPSIS}", sign="printer")
        self.elsewhere.setAccessibleName(f"{where}: move those ticked to another printer")
        self.all.ticked.connect(lambda on: self.ticked.emit(self._badges, on))
        for deed, button in self.deeds.items():
            button.setAccessibleName(f"{where}, those ticked: {button.text()}")
            button.clicked.connect(lambda _=False, deed=deed: self.asked.emit(deed))
        self._acts = QWidget()
        acts = QHBoxLayout(self._acts)
        acts.setContentsMargins(0, 0, 0, 0)
        acts.setSpacing(Space.M)
        for button in (*self.deeds.values(), self.elsewhere):
            acts.addWidget(button)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.M)
        whole.addWidget(self.all, 1)
        whole.addWidget(self._acts)
        self.hide()

    def show_badges(
        self, badges: Sequence[PrintJobId], chosen: Collection[PrintJobId], others: Sequence[str] = ()
    ) -> None:
        """Show which can be ticked, which are, and to which printers they can go."""
        self._badges = tuple(badges)
        count = sum(badge in chosen for badge in badges)
        self.setVisible(len(badges) >= _LEAST)
        self.all.show_words(f"{count:,} of {len(badges):,} ticked" if count else f"Tick all {len(badges):,}")
        self.all.show_ticked(ticked=bool(badges) and count == len(badges))
        self._acts.setVisible(bool(count))
        self.elsewhere.setVisible(bool(others))
        if tuple(others) != self._others:
            self._others = tuple(others)
            self.elsewhere.setMenu(printer_menu(self.elsewhere, others, self.moved.emit))


class _TickBox(QCheckBox):
    """Ticked wherever in its place it is touched, not on the small square alone."""

    @override
    def hitButton(self, pos: QPoint, /) -> bool:
        return self.rect().contains(pos)


def tick_box(who: str, tick: Callable[[bool], object]) -> QCheckBox:
    """The box that ticks the badge of somebody, as large as a finger."""
    box = _TickBox()
    box.setAccessibleName(f"Tick the badge of {who}")
    box.setMinimumWidth(TOUCH)
    box.setFixedHeight(TOUCH)
    box.setCursor(Qt.CursorShape.PointingHandCursor)
    box.clicked.connect(tick)
    return box
