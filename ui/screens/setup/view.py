"""The set-up on the screen: steps at the left, the current one at the right, back and on below."""

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from checkin.app import App
from ui.scanning.camera import Camera
from ui.scanning.cameras import find_cameras
from ui.screens.option_card import OptionCard
from ui.screens.pieces import Page
from ui.screens.setup.camera import FindCameras
from ui.screens.setup.choice_list import ChoiceList
from ui.screens.setup.connect_view import ConnectView
from ui.screens.setup.equipment_view import EquipmentView
from ui.screens.setup.event_view import EventView
from ui.screens.setup.focus_order import chain, from_top_to_bottom
from ui.screens.setup.presenter import SetupPresenter
from ui.screens.setup.pull_view import PullView
from ui.screens.setup.station_view import StationView
from ui.screens.setup.step_list import StepList
from ui.screens.setup.steps import Step
from ui.tasks import Ask, asker
from ui.theme import Space
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.more_below import MoreBelow
from ui.widgets.option_tile import OptionTile

_EXPLAINED = {
    Step.CONNECT: "Where is your event? Sign in once; this computer then works without a network too.",
    Step.EVENT: "Which of your events does this desk work for?",
    Step.PULL: "Everybody with a ticket is brought onto this computer.",
    Step.STATION: "What does this computer do at the event?",
    Step.EQUIPMENT: "See that it reads and prints before the doors open. You can also skip this.",
}


_LAID_OUT_MS = 30

_CHOICES = (OptionCard, OptionTile, QCheckBox)
"""Enter goes on from there; Space chooses."""

_FILLED_IN = (QLineEdit, QPlainTextEdit, QComboBox, QCheckBox, OptionTile, ChoiceList)
"""Whoever stands there is still answering, or still choosing."""


class SetupView(QWidget):
    """The walk from a fresh computer to an open desk.

    Args:
        app: the app.
        start: the step to begin with; those before it are taken as done.
        ask: has work done in the background; at_desk: on the desk's thread.
        camera: what the desk will scan with, so that no two fight for one device; its own without.
        cameras: lists the cameras of this computer.

    Signals:
        finished: the walk is over and the desk can open.
    """

    finished = Signal()

    def __init__(
        self,
        app: App,
        start: Step = Step.CONNECT,
        *,
        ask: Ask | None = None,
        at_desk: Ask | None = None,
        camera: Camera | None = None,
        cameras: FindCameras = find_cameras,
    ) -> None:
        super().__init__()
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.presenter = SetupPresenter(
            app,
            asker(owner=self) if ask is None else ask,
            asker(app.at_desk, self) if at_desk is None else at_desk,
            cameras,
            start,
        )
        does = self.presenter
        self.connect_step = ConnectView(does.connect)
        self.event_step = EventView(does.event)
        self.pull_step = PullView(does.pull)
        self.station_step = StationView(does.station)
        self.equipment_step = EquipmentView(does.equipment, Camera(self) if camera is None else camera)
        self._pages: dict[Step, ConnectView | EventView | PullView | StationView | EquipmentView] = {
            Step.CONNECT: self.connect_step,
            Step.EVENT: self.event_step,
            Step.PULL: self.pull_step,
            Step.STATION: self.station_step,
            Step.EQUIPMENT: self.equipment_step,
        }
        self._shown: Step | None = None
        self._wrong = ""
        self._signed_in = False
        self._stops: tuple[QWidget, ...] = ()
        self._make()
        self._arrange()
        self._wire()

    def _make(self) -> None:
        self.steps = StepList()
        self._title = label("", "title", wrap=True)
        self._text = label("", "muted", wrap=True)
        self._stack = QStackedWidget()
        for page in self._pages.values():
            scrolled = Page(1040)
            scrolled.body.setContentsMargins(Space.XXL, Space.S, Space.XXL, Space.L)
            scrolled.body.addWidget(page, 1)
            MoreBelow(scrolled)
            self._stack.addWidget(scrolled)
        self.back = Button("Back", "quiet", "chevron-left")
        self.next = Button("Next", "primary")
        self.next.setMinimumWidth(180)
        self._hint = label("", "muted", wrap=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _arrange(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(Space.XXL, Space.XL, Space.XXL, Space.S)
        head.setSpacing(Space.XS)
        head.addWidget(self._title)
        head.addWidget(self._text)
        line = QFrame()
        line.setProperty("line", "true")
        foot = QHBoxLayout()
        foot.setContentsMargins(Space.XXL, Space.M, Space.XXL, Space.L)
        foot.setSpacing(Space.L)
        foot.addWidget(self.back)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self.next)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(head)
        right.addWidget(self._stack, 1)
        right.addWidget(line)
        right.addLayout(foot)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.steps)
        whole.addLayout(right, 1)

    def _wire(self) -> None:
        does = self.presenter
        does.changed = self.show_state
        does.finished = self._finish
        self.back.clicked.connect(does.go_back)
        self.next.clicked.connect(does.go_on)
        self.steps.asked.connect(does.go_to)
        self.event_step.search.submitted.connect(does.go_on)
        self.connect_step.spoke.connect(self._look_at)

    def begin(self) -> None:
        """Fill the first step."""
        self.show_state()
        self.presenter.begin()

    @Slot(object)
    def hear(self, notice: object) -> None:
        """Take what the core announces; to be connected to `Bridge.noticed`."""
        self.presenter.hear(notice)  # type: ignore[arg-type]  # Qt's signals know no unions

    def scanned(self, payload: str) -> None:
        """A hand scanner typed a code; its Enter is none of ours. In the last step this is its trial.

        In the first step it may be a platform's code for setting up. Elsewhere it goes where it would have
        been typed; it may have been a password store.
        """
        here, does = QApplication.focusWidget(), self.presenter
        if does.at is Step.EQUIPMENT:
            does.equipment.camera.read(payload, "hand scanner")
        elif does.at is Step.CONNECT and does.connect.read_code(payload):
            self.next.setFocus()
        elif does.at is Step.CONNECT and not self._may_be_typed(here):
            does.connect.refuse_code()
        elif isinstance(here, QLineEdit):
            here.insert(payload)

    def _may_be_typed(self, here: QWidget | None) -> bool:
        """Whether a scan may be an answer: where one may be scanned for the whole form, only a secret."""
        if not isinstance(here, QLineEdit):
            return False
        form = self.presenter.connect.form
        hinted = form is not None and bool(form.scan_hint)
        return not hinted or here.echoMode() is QLineEdit.EchoMode.Password

    def show_state(self) -> None:
        """Draw everything as it is now."""
        does = self.presenter
        page = self._pages[does.at]
        if does.at is not Step.EQUIPMENT:
            self.equipment_step.stop()
        self.steps.show_lines(does.lines)
        self._title.setText(does.at.label)
        self._text.setText(_EXPLAINED[does.at])
        self._stack.setCurrentIndex(tuple(self._pages).index(does.at))
        page.show_step()
        self.back.setText(does.back_label)
        self.back.setVisible(bool(does.back_label))
        self.back.setEnabled(does.can_go_back)
        self.next.setText(does.connect.busy if does.at is Step.CONNECT and does.busy else does.next_label)
        could, stood_there = self.next.isEnabled(), self.next.hasFocus()
        self.next.setEnabled(does.can_go_on)
        if stood_there and not does.can_go_on:
            self.setFocus()
        self._hint.setText(does.hint)
        self._order_stops(page)
        if does.at is not self._shown and self._is_drawn():
            self._shown = does.at
            self._focus()
        elif does.can_go_on and not could and not isinstance(QApplication.focusWidget(), _FILLED_IN):
            self.next.setFocus()
        elif does.pull.broke_off and does.at is Step.PULL and self.hasFocus():
            self.pull_step.start.setFocus()
        self._show_outcome()

    def _order_stops(self, page: QWidget) -> None:
        stops = (*from_top_to_bottom(page), self.back, self.next)
        if stops != self._stops:
            self._stops = stops
            chain(stops)

    def _is_drawn(self) -> bool:
        """Whether there is something to stand on, or to say instead."""
        does = self.presenter
        match does.at:
            case Step.CONNECT:
                return bool(does.connect.options)
            case Step.EVENT:
                event = does.event
                return bool(event.rows) or event.trouble is not None or event.empty is not None
            case Step.STATION:
                return bool(does.station.groups) or does.station.trouble is not None
            case _:
                return True

    def _show_outcome(self) -> None:
        """Stand on what signing in came to, once: on the field to mend, or where one goes on."""
        connect = self.presenter.connect
        if connect.done and not self._signed_in and self.presenter.at is Step.CONNECT:
            self.next.setFocus()  # the form one stood in is gone
        self._signed_in = connect.done
        wrong, before = connect.to_mend, self._wrong
        self._wrong = wrong
        field = self.connect_step.first_to_mend() if wrong and wrong != before else None
        if field is not None:
            field.setFocus()
            if isinstance(field, QLineEdit):
                field.selectAll()

    def _focus(self) -> None:
        """Stand where one goes on: on the first thing to fill in, else on the button."""
        here = self._first_of(self._pages[self.presenter.at]) or self.next
        if here is self.next and not here.isEnabled():
            here = self  # and not on "Stop", for an impatient Enter to press
        here.setFocus()
        if not here.isVisible():  # it was only just made
            QTimer.singleShot(0, here, here.setFocus)

    def _first_of(self, page: QWidget) -> QWidget | None:
        if isinstance(page, (ConnectView, StationView)):
            return page.first_to_fill()
        if isinstance(page, EventView) and len(self.presenter.event.rows) > 1:
            return page.search if self.presenter.event.searchable else page.list
        fields = [
            field
            for field in page.findChildren(QLineEdit)
            if field.isVisibleTo(page) and not field.text() and field is not self.station_step.name
        ]
        return fields[0] if fields else None

    def _look_at(self, part: QWidget) -> None:
        """Bring what has something new to say into sight, once it has its place."""
        QTimer.singleShot(_LAID_OUT_MS, self, lambda: self._scroll_to(part))

    def _scroll_to(self, part: QWidget) -> None:
        page = self._stack.currentWidget()
        if isinstance(page, QScrollArea) and page.isAncestorOf(part):
            top = part.mapTo(page, QPoint(0, page.verticalScrollBar().value())).y()
            page.ensureVisible(0, top + part.height(), 0, Space.L)
            page.ensureVisible(0, top, 0, Space.S)
        asked = self.presenter.connect.asks
        if asked:  # also what need not be answered is worth a look before Enter goes on
            (
                self.connect_step.first_to_fill() or self.connect_step.more[asked.fields[0].name].target
            ).setFocus()

    def _finish(self) -> None:
        self.equipment_step.stop()
        self.finished.emit()

    @override
    def hideEvent(self, event: QHideEvent, /) -> None:
        """Nobody looks: let the camera go."""
        super().hideEvent(event)
        self.equipment_step.stop()

    @override
    def showEvent(self, event: QShowEvent, /) -> None:
        """Draw what is seen now, with the camera where it is the camera's turn."""
        super().showEvent(event)
        self.show_state()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Enter goes on (or presses the button one stands on), Esc goes back; held down, it is one Enter."""
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Escape:
            self.presenter.go_back()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self._enter()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        here = QApplication.focusWidget()
        if isinstance(here, QAbstractButton) and not isinstance(here, _CHOICES) and here.isEnabled():
            here.click()
        else:
            self.presenter.go_on()
