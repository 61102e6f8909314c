"""Everything about one person, and what can be done with them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.screens.attendees.people import REGISTERED_HERE, Fact, HistoryLine, PersonRow
from ui.screens.attendees.person_lines import FactList, HistoryList
from ui.screens.badge_words import REASONS
from ui.screens.messages import Message
from ui.screens.pieces import Note
from ui.screens.wrapped_label import WrappedLabel
from ui.theme import Space, Tone, mark, tone_icon
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.signs import SOFT_INK, Sign

WIDTH = 396


class PersonPanel(QFrame):
    """The card at the right; its buttons emit what is asked for."""

    check_in_asked = Signal()
    undo_asked = Signal()
    print_asked = Signal()
    another_asked = Signal(str)
    order_asked = Signal()
    correct_asked = Signal()
    wristband_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self.setFixedWidth(WIDTH)
        self._name = WrappedLabel(role="heading")
        self._status = _Status()
        self.check_in = Button("", "primary", "in")
        self.undo = Button("Undo", sign="undo")
        self.print = Button("Print badge", sign="printer")
        self.check_in.setToolTip("Enter")
        self.undo.setToolTip("Ctrl+Z")
        self.print.setToolTip("Ctrl+P")
        self.order = Button("", sign="people")
        self.correct = Button("Correct…", sign="person")
        self.wristband = Button("Wristband…", sign="badge")
        self.result = Note()
        self.reasons = _Reasons()
        self._facts = FactList()
        self._history = HistoryList()
        self._drawn: object = None
        self.check_in.clicked.connect(self.check_in_asked)
        self.undo.clicked.connect(self.undo_asked)
        self.print.clicked.connect(self.print_asked)
        self.reasons.chosen.connect(self.another_asked)
        self.order.clicked.connect(self.order_asked)
        self.correct.clicked.connect(self.correct_asked)
        self.wristband.clicked.connect(self.wristband_asked)
        self._arrange()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self._above())
        column.addWidget(_line())
        column.addWidget(self._below(), 1)

    def _above(self) -> QVBoxLayout:
        """Who it is and what can be done: always in sight."""
        self.check_in.setMinimumHeight(52)
        buttons = QGridLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(self.print, 0, 0)
        buttons.addWidget(self.undo, 0, 1)
        mending = QHBoxLayout()
        mending.setSpacing(Space.S)
        mending.addWidget(self.correct, 1)
        mending.addWidget(self.wristband, 1)
        buttons.addLayout(mending, 1, 0, 1, 2)
        top = QVBoxLayout()
        top.setContentsMargins(Space.L, Space.L, Space.L, Space.M)
        top.setSpacing(Space.M)
        for widget in (self._name, self._status, self.check_in, self.order):
            top.addWidget(widget)
        top.addLayout(buttons)
        top.addWidget(self.result)
        top.addWidget(self.reasons)
        return top

    def _below(self) -> QScrollArea:
        """What happened and what is known: scrolls."""
        inside = QWidget()
        inside.setProperty("ground", "none")
        column = QVBoxLayout(inside)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(self._history)
        column.addWidget(_line())
        column.addWidget(self._facts)
        column.addStretch()
        scrolled = QScrollArea()
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setWidget(inside)
        return scrolled

    def show_person(
        self, person: PersonRow | None, facts: Sequence[Fact], history: Sequence[HistoryLine]
    ) -> None:
        """Show somebody; with nobody the panel is gone."""
        self.setVisible(person is not None)
        if person is None or (person, facts, history) == self._drawn:
            return
        self._drawn = (person, facts, history)
        self._name.setText(person.name)
        self._status.show_status(person)
        self._history.show_lines(history)
        self._facts.show_facts(facts)

    def show_actions(self, action: str, *, can_act: bool, can_undo: bool) -> None:
        """Say what the buttons do, and whether they do it now."""
        self.check_in.setText(action)
        self.check_in.setEnabled(can_act)
        self.print.setEnabled(can_act)
        self.undo.setEnabled(can_undo)

    def show_more(self, order: str, *, can_act: bool, can_pair: bool) -> None:
        """Offer what concerns more than their check-in; without words no whole order."""
        self.order.setText(order)
        self.order.setVisible(bool(order))
        self.wristband.setVisible(can_pair)
        for button in (self.order, self.correct, self.wristband):
            button.setEnabled(can_act)

    def show_result(self, result: Message | None, *, asks_why: bool = False) -> None:
        """Say what became of the last action; `asks_why` somebody gets another badge."""
        self.result.show_message(result)
        self.reasons.setVisible(asks_why)


class _Reasons(QWidget):
    """Why somebody gets another badge: one tap."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(Space.S)
        self.buttons = [Button(words) for _, words in REASONS]
        for number, (button, (reason, _)) in enumerate(zip(self.buttons, REASONS, strict=True)):
            button.clicked.connect(lambda _=False, key=reason.value: self.chosen.emit(key))
            grid.addWidget(button, number // 2, number % 2)
        self.hide()


class _Status(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self._sign = Sign("person", 20)
        self._words = label("", "strong", wrap=True)
        self._waits = label("", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._words)
        words.addWidget(self._waits)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        row.setSpacing(Space.S)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def show_status(self, person: PersonRow) -> None:
        mark(self, "soft", person.tone.value)
        self._sign.show_sign(
            "person" if person.tone is Tone.IDLE else tone_icon(person.tone), SOFT_INK[person.tone]
        )
        self._words.setText(person.place)
        here = REGISTERED_HERE if person.walk_in else ""
        waits = "Waits to be sent to the platform" if person.waiting else ""
        self._waits.setText("\n".join(part for part in (here, waits) if part))
        self._waits.setVisible(bool(here or waits))


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("line", "true")
    return line
