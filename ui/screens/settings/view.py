"""The settings on the screen, and the help beside them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from checkin.app import App
from checkin.paths import resource
from ui.screens.messages import Message
from ui.screens.option_card import OptionCard
from ui.screens.pieces import Card, Note, Page, Question
from ui.screens.settings.help_pages import help_pages
from ui.screens.settings.help_view import HelpView
from ui.screens.settings.line_row import LineRow
from ui.screens.settings.presenter import APPEARANCES, Line, Place, SettingsPresenter
from ui.screens.settings.safekeeping import Safekeeping
from ui.screens.settings.safekeeping_view import ErasingCard, SafetyCard
from ui.tasks import Ask, asker
from ui.theme import Space, Tone
from ui.widgets.buttons import Button
from ui.widgets.labels import label

PRINTERS = "Printers"
"""The title of the page with the printers, where there is one."""

DESIGNS = "Badge designs"
"""Likewise, of the page where badges are designed."""


class SettingsView(QWidget):
    """What this station remembers.

    Args:
        app: the app.
        ask: has work done in the background.

    Signals:
        step_asked: a step of the set-up is to be opened again; carries its name
            (``"connect"``, ``"event"``, ``"station"``, ``"equipment"``), which `Step` takes.
        redressed: another appearance was chosen; carries what `theme.apply` takes.
        erased: the event this desk worked for is gone; carries what there is to say of it, a title and more.
    """

    step_asked = Signal(str)
    redressed = Signal(str)
    erased = Signal(str, str)

    def __init__(self, app: App, *, ask: Ask | None = None) -> None:
        super().__init__()
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        ask = asker(owner=self) if ask is None else ask
        self.presenter = SettingsPresenter(app, ask)
        self.safekeeping = Safekeeping(app, ask)
        self._make()
        self._arrange()
        self._wire()

    def _make(self) -> None:
        does = self.presenter
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.addTab("This desk")
        self.tabs.addTab("Help")
        self._begin_page: dict[int, Callable[[], object]] = {}
        self.help = HelpView(help_pages(resource("help")))
        self.rows = {
            name: tuple(LineRow() for _ in lines)
            for name, lines in (
                ("post", does.post),
                ("equipment", does.equipment),
                ("connection", does.connection),
                ("kept", does.kept),
            )
        }
        self.print_on_check_in = QCheckBox("Print a badge with every check-in at a registration")
        self.to_printers = Button("Printers and test pages…", sign="printer")
        self.to_printers.hide()
        self.to_designs = Button("Design badges…", sign="pencil")
        self.sound = QCheckBox("Let yes and no be heard")
        self.looks = {look: OptionCard(words) for look, words in APPEARANCES.items()}
        self.trouble, self.result = Note(), Note()
        self.safety, self.erasing = SafetyCard(self.safekeeping), ErasingCard(self.safekeeping)

    def _arrange(self) -> None:
        self._pages = QStackedWidget()
        self._pages.addWidget(self._settings_page())
        self._pages.addWidget(self.help)
        self.head = QWidget()
        self.head.setProperty("ground", "none")
        top = QHBoxLayout(self.head)
        top.setContentsMargins(Space.XL, Space.M, Space.XL, 0)
        top.addWidget(self.tabs)
        top.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self._pages, 1)

    def _settings_page(self) -> Page:
        page = Page(1240)
        page.body.addWidget(self.trouble)
        page.body.addWidget(self.result)
        left, right = QVBoxLayout(), QVBoxLayout()
        self._page, self._right = page, right
        left.addWidget(self._card("This post", "post"))
        equipment = self._card("Camera and printer", "equipment")
        equipment.body.addWidget(self.print_on_check_in)
        equipment.body.addWidget(self.to_printers, 0, Qt.AlignmentFlag.AlignLeft)
        left.addWidget(equipment)
        self.designs = Card("Badges")
        self.designs.body.addWidget(label("How badges look, and which design is for whom.", wrap=True))
        self.designs.body.addWidget(self.to_designs, 0, Qt.AlignmentFlag.AlignLeft)
        self.designs.hide()
        left.addWidget(self.designs)
        left.addWidget(self._looks_card())
        right.addWidget(self._card("Event and platform", "connection"))
        right.addWidget(self.safety)
        right.addWidget(self.erasing)
        left.addWidget(self._card("Where things are kept", "kept"))
        columns = QHBoxLayout()
        columns.setSpacing(Space.L)
        for side in (left, right):
            side.setSpacing(Space.L)
            side.addStretch(1)
            columns.addLayout(side, 1)
        page.body.addLayout(columns)
        page.body.addStretch(1)
        return page

    def _card(self, heading: str, name: str) -> Card:
        card = Card(heading)
        for row in self.rows[name]:
            card.body.addWidget(row)
        return card

    def _looks_card(self) -> Card:
        card = Card("Look and sound")
        card.body.addWidget(label("Appearance", "small"))
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        for button in self.looks.values():
            row.addWidget(button, 1)
        card.body.addLayout(row)
        card.body.addWidget(self.sound)
        return card

    def _wire(self) -> None:
        does = self.presenter
        does.changed = self.show_state
        self.safekeeping.changed = self.show_safekeeping
        self.safekeeping.forgotten = lambda said: self.erased.emit(said.title, said.advice)
        does.redressed = lambda look: self.redressed.emit(look.value)
        self.tabs.currentChanged.connect(self._turn)
        self.to_printers.clicked.connect(lambda: self.show_page(PRINTERS))
        self.to_designs.clicked.connect(lambda: self.show_page(DESIGNS))
        self.print_on_check_in.clicked.connect(lambda on: does.print_on_check_in(wanted=on))
        self.sound.clicked.connect(lambda on: does.sound(wanted=on))
        for look, button in self.looks.items():
            button.clicked.connect(lambda _=False, look=look: does.look_like(look))
        for row in (row for rows in self.rows.values() for row in rows):
            row.asked.connect(self._ask_step)

    def begin(self) -> None:
        """Read what may have changed."""
        self.show_state()
        self.show_safekeeping()
        self.presenter.begin()
        self.safekeeping.begin()
        self._turn(self.tabs.currentIndex())

    def show_help(self) -> None:
        """Turn to the help."""
        self.tabs.setCurrentIndex(self.tabs.count() - 1)

    def add_page(self, title: str, page: QWidget, begin: Callable[[], object]) -> None:
        """Put one more page before the help; `begin` is called whenever it comes up."""
        at = self.tabs.count() - 1
        self._pages.insertWidget(at, page)
        self._begin_page[at] = begin
        self.tabs.insertTab(at, title)
        self.to_printers.setVisible(self.to_printers.isVisibleTo(self) or title == PRINTERS)
        if title == DESIGNS:
            self.designs.show()

    def show_page(self, title: str) -> None:
        """Turn to the page of this title."""
        at = next(at for at in range(self.tabs.count()) if self.tabs.tabText(at) == title)
        self.tabs.setCurrentIndex(at)

    def _turn(self, at: int) -> None:
        self._pages.setCurrentIndex(at)
        self._begin_page.get(at, lambda: None)()

    def show_state(self) -> None:
        """Draw everything as it is now."""
        does = self.presenter
        for name, lines in (
            ("post", does.post),
            ("equipment", does.equipment),
            ("connection", does.connection),
            ("kept", does.kept),
        ):
            _show(self.rows[name], lines)
        self.print_on_check_in.setChecked(does.prints_on_check_in)
        self.sound.setChecked(does.sounds)
        self.looks[does.appearance].setChecked(True)
        self.trouble.show_message(does.trouble)

    def show_safekeeping(self) -> None:
        """Draw journals, report and erasing as they are now."""
        does = self.safekeeping
        busy = Message(tone=Tone.IDLE, title=does.busy) if does.busy else None
        self.result.show_message(busy or does.result)
        self.safety.show_state()
        self.erasing.show_state()
        self._order(is_over=any(row.about for row in does.leftovers))
        if busy or does.result:  # it is said at the head, whoever asked further down
            self._page.verticalScrollBar().setValue(0)

    def _order(self, *, is_over: bool) -> None:
        """What a reminder leads to comes first."""
        place = 0 if is_over else self._right.count() - 2  # before what stretches
        if self._right.indexOf(self.erasing) != place:
            self._right.removeWidget(self.erasing)
            self._right.insertWidget(place, self.erasing)

    def _ask_step(self, place: Place) -> None:
        question = self.presenter.question(place)
        if question is None:
            self.step_asked.emit(place.value)
        else:
            Question(question, "Go on", lambda: self.step_asked.emit(place.value), self, "primary").open()


def _show(rows: Sequence[LineRow], lines: Sequence[Line]) -> None:
    for row, line in zip(rows, lines, strict=True):
        row.show_line(line)
