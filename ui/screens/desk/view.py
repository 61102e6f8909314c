"""The check-in screen as it is seen; every decision is the presenter's."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from checkin.model.scan import Scan
from checkin.notices import Notice
from ui.screens.desk.ports import DeskApp
from ui.screens.desk.presenter import DeskPresenter
from ui.screens.desk.state import Answer, DeskState, Note
from ui.screens.filling import register_label
from ui.screens.form_sheet import FormSheet
from ui.tasks import Ask, asker
from ui.theme import Space
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.head_count import HeadCount
from ui.widgets.key_sheet import KeySheet
from ui.widgets.labels import ElidedLabel, label
from ui.widgets.people_list import PeopleList, PersonRow
from ui.widgets.recent_list import RecentList
from ui.widgets.result_panel import ResultPanel
from ui.widgets.search_field import SearchField
from ui.widgets.toast import Toast

_LEFT, _RIGHT = 320, 284
_PICTURE = 180
_AFTER_THE_ANSWER_MS = 40

KEYS = (
    ("Enter", "Check in the marked person, or the typed code"),
    ("\N{UPWARDS ARROW} \N{DOWNWARDS ARROW}", "Mark another person"),
    ("Esc", "Back to scanning"),
    ("Ctrl+F", "Search for a name"),
    ("Ctrl+N", "Register somebody without a ticket"),
    ("Ctrl+Z", "Take back the last check-in"),
    ("Ctrl+P", "Print the last badge again"),
    ("Alt+A", "Let in anyway, where that is possible"),
    ("Ctrl+1 \N{HORIZONTAL ELLIPSIS} Ctrl+5", "Go to another screen"),
    ("F1", "Show these keys"),
)


class DeskView(QWidget):
    """Scan at the left, the answer in the middle, what was scanned at the right."""

    def __init__(
        self, app: DeskApp, ask: Ask | None = None, play: Callable[[str], object] = lambda _sound: None
    ) -> None:
        super().__init__()
        self.setProperty("ground", "window")
        self._make()
        self._arrange()
        self.presenter = DeskPresenter(
            app,
            ask or asker(app.at_desk, self),
            self.show_state,
            play,
            self._soon,
        )
        self._state = self.presenter.state
        self._wire()

    def show_camera(self, viewfinder: QWidget) -> None:
        """Put the camera's picture above the search field."""
        viewfinder.setFixedHeight(_PICTURE)
        self._left.insertWidget(0, viewfinder)

    def begin(self) -> None:
        """Read event, station and what was scanned before, and listen."""
        self.presenter.begin()
        self._listen()

    def scanned(self, payload: str) -> None:
        """A scanner or the camera read a code."""
        self.sheet.hide()
        self.presenter.scanned(payload)
        self._listen()

    def register(self, words: str = "") -> None:
        """Open the form for somebody without a ticket; `words` are what was searched for."""
        if self._state.can_register and self._state.form is None:
            self.presenter.register(words)

    def take(self, scan: Scan) -> None:
        """Go on with an answer that another screen got and cannot settle."""
        self.presenter.take(scan)
        self._listen()

    def hear(self, notice: Notice) -> None:
        """Something happened in the core."""
        self.presenter.heard(notice)

    def show_state(self, state: DeskState) -> None:
        """Show the screen as it now is, drawing anew only what changed."""
        before, self._state = self._state, state
        self._show_form(state, before)
        self._event.setText(state.event)
        self._post.setText(state.post)
        self.count.show_count(state.done, state.total, state.counted)
        if state.emptied != before.emptied:
            self.field.empty()
        self._show_answer(state.answer, before.answer, state.chosen)
        self._show_matches(state)
        self._show_note(state.note)
        self.recent.show_rows(state.recent)
        self._past.setCurrentWidget(self.recent if state.recent else self._no_past)
        if state.remark is not None and state.remark != before.remark:
            self.toast.say(state.remark.text, state.remark.tone, seconds=state.remark.seconds)

    @override
    def showEvent(self, event: QShowEvent, /) -> None:
        """The field listens as soon as the screen is seen."""
        super().showEvent(event)
        self._listen()

    def _listen(self) -> None:
        """The keys go to the field, or stay with the form that lies over it."""
        if self._state.form is None:
            self.field.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Whatever is typed anywhere on this screen goes into the search field."""
        if event.text().isprintable() and event.text() and not self.field.hasFocus():
            self.field.setFocus()
            QCoreApplication.sendEvent(self.field, event)
        else:
            super().keyPressEvent(event)

    # -- parts ------------------------------------------------------------------------------------

    def _make(self) -> None:
        self._event = ElidedLabel(role="heading")
        self._post = ElidedLabel(role="muted")
        self.count = HeadCount()
        self.field = SearchField("Name, company or code")
        self.matches = PeopleList("People found")
        self._hint = EmptyState(
            "search", "Find by name", "Type the beginning of a name, company, e-mail or order."
        )
        self.nobody = EmptyState(
            "person", "Nobody found", "Try fewer letters, or the family name alone.", "Register"
        )
        self.new = Button("Register somebody (Ctrl+N)", "quiet", "plus")
        self.new.hide()
        self.panel = ResultPanel()
        self.choices = PeopleList("Who is it?")
        self.note = Banner()
        self.recent = RecentList()
        self._no_past = EmptyState("clock", "No scans yet", "Whoever is scanned here will be listed.")
        self.keys = Button("Keys (F1)", "quiet", "keyboard")
        self.toast = Toast(self, at_head=True)  # the foot asks whether to let somebody in, and why a badge
        self.sheet = KeySheet(KEYS, self)
        self.form = FormSheet(self)
        self._fading = QTimer(self, singleShot=True)
        self._shortcuts: list[QShortcut] = []

    def _arrange(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._event)
        names.addWidget(self._post)
        head = QHBoxLayout()
        head.setSpacing(Space.XL)
        head.addLayout(names, 1)
        head.addWidget(self.count)
        body = QHBoxLayout()
        body.setSpacing(Space.L)
        body.addWidget(self._left_column())
        body.addLayout(self._middle_column(), 1)
        body.addWidget(self._right_column())
        page = QVBoxLayout(self)
        page.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        page.setSpacing(Space.M)
        page.addLayout(head)
        page.addLayout(body, 1)

    def _left_column(self) -> QWidget:
        self._people = QStackedWidget()
        for each in (self._hint, self.matches, self.nobody):
            self._people.addWidget(each)
        column = QWidget()
        column.setFixedWidth(_LEFT)
        self._left = QVBoxLayout(column)
        self._left.setContentsMargins(0, 0, 0, 0)
        self._left.setSpacing(Space.M)
        self._left.addWidget(self.field)
        self._left.addWidget(_card(self._people), 1)
        self._left.addWidget(self.new)
        return column

    def _middle_column(self) -> QVBoxLayout:
        self._choices = _card(self.choices)
        self._choices.hide()
        column = QVBoxLayout()
        column.setSpacing(Space.M)
        column.addWidget(self.panel, 3)
        column.addWidget(self._choices, 2)
        column.addWidget(self.note)
        return column

    def _right_column(self) -> QWidget:
        self._past = QStackedWidget()
        self._past.addWidget(self._no_past)
        self._past.addWidget(self.recent)
        card = QFrame()
        card.setProperty("card", "true")
        card.setFixedWidth(_RIGHT)
        column = QVBoxLayout(card)
        column.setContentsMargins(Space.XS, Space.L, Space.XS, Space.XS)
        column.setSpacing(Space.S)
        title = label("Recent scans", "strong")
        title.setContentsMargins(Space.L, 0, Space.L, 0)
        column.addWidget(title)
        column.addWidget(self._past, 1)
        column.addWidget(self.keys, 0, Qt.AlignmentFlag.AlignHCenter)
        return card

    def _wire(self) -> None:
        does = self.presenter
        self.field.asked.connect(does.typed)
        self.field.submitted.connect(does.submitted)
        self.field.moved.connect(does.moved)
        self.field.left.connect(does.left)
        self.matches.chosen.connect(self._chose)
        self.choices.chosen.connect(self._chose)
        self.panel.acted.connect(self._acted)
        self.note.chosen.connect(self._chose_for_badge)
        self.recent.undo_asked.connect(does.undo)
        self.recent.print_asked.connect(does.print)
        self.keys.clicked.connect(self.sheet.show_over)
        self.new.clicked.connect(lambda _: self.register())
        self.nobody.acted.connect(lambda: self.register(self._state.offer))
        self.form.answered.connect(does.forms.give)
        self.form.chosen.connect(does.forms.choose)
        self.form.done.connect(does.forms.go_on)
        self.form.left.connect(does.forms.leave)
        self._fading.timeout.connect(self._fade)
        for keys, act in (
            (QKeySequence.StandardKey.Undo, self._undo),
            (QKeySequence.StandardKey.Print, self._print),
            (QKeySequence.StandardKey.Find, self.field.setFocus),
            (QKeySequence.StandardKey.HelpContents, self.sheet.show_over),
            (QKeySequence("Ctrl+N"), self.register),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)  # a key held down is one wish
            shortcut.activated.connect(act)
            self._shortcuts.append(shortcut)

    # -- showing ----------------------------------------------------------------------------------

    def _show_form(self, state: DeskState, before: DeskState) -> None:
        self.new.setVisible(state.can_register)
        self.nobody.show_action(register_label(state.offer) if state.offer else "")
        if state.form is None and before.form is None:
            return
        for shortcut in self._shortcuts:  # what lies below the form hears no keys
            shortcut.setEnabled(state.form is None)
        self.form.show_form(state.form)
        if state.form is None:
            self.field.setFocus()

    def _show_answer(self, answer: Answer, before: Answer, chosen: int | None) -> None:
        if answer.number != before.number:
            self.panel.show_card(answer.card)
            self._fading.stop()
            if answer.lasts:
                self._fading.start(round(answer.lasts * 1000))
        self._choices.setVisible(bool(answer.choices))
        self.choices.show_rows(answer.choices, chosen if answer.choices else None)

    def _show_matches(self, state: DeskState) -> None:
        rows: tuple[PersonRow, ...] = state.matches or ()
        self.matches.show_rows(rows, None if state.answer.choices else state.chosen)
        if state.matches is None:
            self._people.setCurrentWidget(self._hint)
        else:
            self._people.setCurrentWidget(self.matches if rows else self.nobody)

    def _show_note(self, note: Note | None) -> None:
        if note is None:
            self.note.hide()
        else:
            self.note.say(note.tone, note.text, sign=note.sign, choices=note.choices)

    # -- passing on -------------------------------------------------------------------------------

    def _soon(self, act: Callable[[], None]) -> None:
        QTimer.singleShot(_AFTER_THE_ANSWER_MS, self, act)

    def _chose(self, key: int) -> None:
        self.presenter.chose(key)
        self._listen()

    def _acted(self, key: str) -> None:
        self.presenter.acted(key)
        self._listen()

    def _undo(self) -> None:
        self.presenter.undo()

    def _print(self) -> None:
        self.presenter.print()

    def _chose_for_badge(self, key: str) -> None:
        self.presenter.chose_for_badge(key)
        self.field.setFocus()

    def _fade(self) -> None:
        self.presenter.faded(self._state.answer.number)


def _card(inside: QWidget) -> QFrame:
    card = QFrame()
    card.setProperty("card", "true")
    column = QVBoxLayout(card)
    column.setContentsMargins(Space.XS, Space.XS, Space.XS, Space.XS)
    column.addWidget(inside)
    return card
