"""The window: a slim bar of screens at the left, and how it stands always in sight."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from ui.screens.print_sign import PrintSign
from ui.screens.standing import Standing
from ui.theme import Space, Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import RailButton
from ui.widgets.labels import label
from ui.widgets.sync_badge import SyncBadge
from ui.widgets.toast import Toast

_RAIL = 104


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A screen and how one gets there; `key` names it."""

    key: str
    sign: str
    label: str
    view: QWidget


class MainWindow(QMainWindow):
    """Shows one of the screens.

    Attributes:
        may_close: asked before a person closes the window; it stays open where this says no.

    Signals:
        went: another screen came up, by its key.
        asked: the button of the banner was pressed; carries where it leads.
    """

    went = Signal(str)
    asked = Signal(str)

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__()
        self._places = tuple(places)
        self.may_close: Callable[[], bool] = lambda: True
        self._leads_to = ""
        self._says = False
        self.badge = SyncBadge()
        self.printing = SyncBadge()
        self.printing.hide()
        self.banner = Banner()
        self._strip = QWidget()
        self._strip.hide()
        self._stack = QStackedWidget()
        self._room = QWidget()
        self.buttons: dict[str, RailButton] = {}
        for number, place in enumerate(self._places, 1):
            self._add(number, place)
        self.practice = label("PRACTICE", "practice", wrap=True)
        self.practice.hide()
        self._arrange()
        self.toast = Toast(self._room, at_head=True)  # the foot of the desk asks whether to let somebody in
        self.badge.clicked.connect(lambda: self.go("sync"))
        self.printing.clicked.connect(lambda: self.go("badges"))
        self.toast.acted.connect(self.go)
        self.banner.acted.connect(lambda: self.asked.emit(self._leads_to))
        self.setWindowTitle("Check-in Desk")
        self.setMinimumSize(QSize(1100, 660))

    @override
    def closeEvent(self, event: QCloseEvent, /) -> None:
        """Only where nothing is lost by it."""
        if self.may_close():
            super().closeEvent(event)
        else:
            event.ignore()

    @property
    def here(self) -> str:
        """The key of the screen that is up."""
        return self._places[self._stack.currentIndex()].key if self._places else ""

    def go(self, key: str) -> None:
        """Bring a screen up; an unknown key changes nothing."""
        button = self.buttons.get(key)
        if button is not None:
            view = next(place.view for place in self._places if place.key == key)
            button.setChecked(True)
            self._stack.setCurrentWidget(view)
            view.setFocus()
            self._show_strip()
            self.went.emit(key)

    def show_standing(self, standing: Standing) -> None:
        """Show how it stands with the platform."""
        self.badge.say(
            standing.sign,
            standing.tone,
            standing.word,
            waiting=standing.waiting,
            parked=standing.parked,
            health=standing.health,
        )
        self._leads_to = standing.leads_to
        if standing.banner:
            self.banner.say(standing.tone, standing.banner, sign=standing.sign, action=standing.action)
        self._says = bool(standing.banner)
        self._show_strip()

    def show_printing(self, sign: PrintSign | None) -> None:
        """Show that badges wait or did not come out; None while all is well."""
        self.printing.setVisible(sign is not None)
        if sign is not None:
            self.printing.say(
                "printer",
                sign.tone,
                "Badges",
                waiting=sign.waiting,
                parked=sign.to_look_at,
                health=sign.words,
            )

    def _show_strip(self) -> None:
        """Not where its button leads: all of it is said there at length."""
        self._strip.setVisible(self._says and self.here != self._leads_to)

    def say(self, text: str, tone: Tone = Tone.ASK, *, action: str = "", leads_to: str = "") -> None:
        """Say something in passing, whatever screen is up; the button leads to a screen."""
        self.toast.say(text, tone, seconds=12 if action else 8, action=action, key=leads_to)

    def show_practice(self, *, practising: bool, platform: str = "") -> None:
        """Say that nothing of this is real, and which platform it is played with."""
        self.practice.setText("PRACTICE" if not platform else f"PRACTICE\n{platform}")
        self.practice.setToolTip(f"A made-up event on a made-up {platform}".strip())
        self.practice.setVisible(practising)

    def _add(self, number: int, place: Place) -> None:
        button = RailButton(place.sign, place.label)
        button.setToolTip(f"{place.label} (Ctrl+{number})")
        button.clicked.connect(lambda _=False, key=place.key: self.go(key))
        self.buttons[place.key] = button
        self._stack.addWidget(place.view)
        shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
        shortcut.setAutoRepeat(False)  # a key held down is one wish
        shortcut.activated.connect(lambda key=place.key: self.go(key))

    def _arrange(self) -> None:
        rail = QWidget()
        rail.setProperty("ground", "rail")
        rail.setFixedWidth(_RAIL)
        column = QVBoxLayout(rail)
        column.setContentsMargins(Space.S, Space.M, Space.S, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(self.practice)
        for button in self.buttons.values():
            button.setFixedWidth(_RAIL - 2 * Space.S)
            column.addWidget(button)
        column.addStretch()
        for badge in (self.printing, self.badge):
            badge.setFixedWidth(_RAIL - 2 * Space.S)
            column.addWidget(badge)
        content = QVBoxLayout()
        content.setSpacing(0)
        strip = QVBoxLayout(self._strip)
        strip.setContentsMargins(Space.L, Space.M, Space.L, 0)
        strip.addWidget(self.banner)
        content.addWidget(self._strip)
        room = QVBoxLayout(self._room)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(self._stack)
        content.addWidget(self._room, 1)
        whole = QWidget()
        whole.setProperty("ground", "window")
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(rail)
        row.addLayout(content, 1)
        self.setCentralWidget(whole)
