"""The attendees on the screen: a search, the list, and one person at the right."""

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from checkin.app import App
from checkin.model.ids import AttendeeId
from checkin.model.scan import Scan
from ui.screens.attendees.person_panel import PersonPanel
from ui.screens.attendees.presenter import AttendeesPresenter
from ui.screens.attendees.table import PeopleTable
from ui.screens.form_sheet import FormSheet
from ui.screens.pieces import Card, Note
from ui.tasks import Ask, asker
from ui.theme import Space
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import label
from ui.widgets.search_field import SearchField

_SEARCHES_OWN = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape})
_WITH_LETTERS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class AttendeesView(QWidget):
    """Finds somebody by name and does what the desk does.

    Signals:
        register_asked: somebody is to be registered; carries what was searched for.
        desk_asked: an answer is to be settled at the desk; carries the scan.
        ahead_asked: badges are to be printed ahead.

    Args:
        app: the app; its desk can be open.
        ask: has work done in the background; at_desk: on the desk's thread.
    """

    register_asked = Signal(str)
    desk_asked = Signal(object)
    ahead_asked = Signal()

    def __init__(self, app: App, *, ask: Ask | None = None, at_desk: Ask | None = None) -> None:
        super().__init__()
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.presenter = AttendeesPresenter(
            app,
            asker(owner=self) if ask is None else ask,
            asker(app.at_desk, self) if at_desk is None else at_desk,
        )
        self._passing_on = False
        self.search = SearchField("Name, company, e-mail or order")
        self.table = PeopleTable()
        self.panel = PersonPanel()
        self._summary = label("", "muted")
        self.trouble = Note()
        self.empty = EmptyState("people", "", action="Register")
        self.new = Button("Register…", sign="plus")
        self.new.setToolTip("Register somebody without a ticket (Ctrl+N)")
        self.ahead = Button("Print ahead…", sign="badge")
        self.ahead.setToolTip("Many badges in one PDF, on sheets if you like")
        self.form = FormSheet(self)
        self._shortcuts: list[QShortcut] = []
        self._arrange()
        self._wire()

    def _arrange(self) -> None:
        listed = Card()
        listed.body.setContentsMargins(Space.XS, Space.XS, Space.XS, Space.XS)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self.empty)
        listed.body.addWidget(self._pages)
        top = QHBoxLayout()
        top.setSpacing(Space.L)
        top.addWidget(self.search, 1)
        top.addWidget(self.ahead)
        top.addWidget(self.new)
        left = QVBoxLayout()
        left.setSpacing(Space.M)
        left.addLayout(top)
        left.addWidget(self._summary)
        left.addWidget(self.trouble)
        left.addWidget(listed, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        whole.setSpacing(Space.L)
        whole.addLayout(left, 1)
        whole.addWidget(self.panel)

    def _wire(self) -> None:
        does = self.presenter
        does.changed = self.show_state
        self.search.asked.connect(does.look_for)
        self.search.submitted.connect(does.submit)
        self.search.moved.connect(self.table.stand_further)
        self.search.left.connect(lambda: does.look_for(""))
        self.table.selected.connect(does.select)
        self.table.chosen.connect(self._chosen)
        self.panel.check_in_asked.connect(does.check_in)
        self.panel.undo_asked.connect(does.undo)
        self.panel.print_asked.connect(does.print_badge)
        self.panel.another_asked.connect(does.badges.print_another)
        self.panel.order_asked.connect(does.order.admit)
        self.panel.correct_asked.connect(does.mending.correct)
        self.panel.wristband_asked.connect(does.mending.await_wristband)
        self.form.answered.connect(does.mending.give)
        self.form.done.connect(does.mending.go_on)
        self.form.left.connect(does.mending.leave)
        self.new.clicked.connect(self.register)
        self.ahead.clicked.connect(self.ahead_asked)
        self.empty.acted.connect(self.register)
        does.to_desk = self._hand_over
        for keys, act in (
            (QKeySequence.StandardKey.Undo, does.undo),
            (QKeySequence.StandardKey.Print, does.print_badge),
            (QKeySequence.StandardKey.Find, self.search.setFocus),
            (QKeySequence("Ctrl+N"), self.register),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)  # a key held down is one wish
            shortcut.activated.connect(act)
            self._shortcuts.append(shortcut)

    def register(self) -> None:
        """Have somebody registered, by the name that was typed where nobody has it."""
        if self.presenter.can_register:
            self.register_asked.emit(self.presenter.search.offer)

    def open_attendee(self, attendee: AttendeeId, name: str) -> None:
        """Show somebody who is looked for from elsewhere."""
        self.search.setText(name)
        self.presenter.look_for(name, attendee)

    def takes_scan(self, payload: str) -> bool:
        """Take a scan that is awaited here; says whether it was."""
        if not self.presenter.mending.awaits_wristband:
            return False
        self.presenter.mending.scanned(payload)
        return True

    def begin(self) -> None:
        """Fill the list."""
        self.presenter.begin()

    @Slot(object)
    def hear(self, notice: object) -> None:
        """Take what the core announces; to be connected to `Bridge.noticed`."""
        self.presenter.hear(notice)  # type: ignore[arg-type]  # Qt's signals know no unions

    def show_state(self) -> None:
        """Draw everything as it is now."""
        does, person, empty = self.presenter, self.presenter.person, self.presenter.search.empty
        self.table.show_rows(does.rows, None if person is None else person.id)
        self._summary.setText(does.search.summary)
        self._summary.setVisible(bool(does.search.summary))
        self._show_form()
        self.new.setVisible(does.can_register)
        if empty is not None:
            self.empty.show_words(empty.title, empty.advice)
            self.empty.show_action(does.search.register_label if does.can_register else "")
        self._pages.setCurrentWidget(self.table if empty is None else self.empty)
        self.panel.show_person(person, does.facts, does.history)
        self.panel.show_actions(does.action, can_act=does.can_act, can_undo=does.can_undo)
        self.panel.show_more(does.order.action, can_act=does.can_act, can_pair=does.mending.can_pair)
        self.panel.show_result(does.result, asks_why=does.badges.asks_why is not None)
        self.trouble.show_message(does.result if person is None else None)

    def _show_form(self) -> None:
        form = self.presenter.mending.form
        for shortcut in self._shortcuts:  # what lies below the form hears no keys
            shortcut.setEnabled(form is None)
        was_open = not self.form.isHidden()
        self.form.show_form(form)
        if form is None and was_open:
            self.search.setFocus()

    @override
    def showEvent(self, event: QShowEvent, /) -> None:
        """The search listens as soon as the screen is seen, unless a form lies over it."""
        super().showEvent(event)
        if self.form.isHidden():
            self.search.setFocus()
        self.table.fit_columns()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """The columns follow."""
        super().resizeEvent(event)
        self.table.fit_columns()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Whatever is typed anywhere on this screen goes into the search; so do Enter and Esc."""
        typed = bool(event.text()) and event.text().isprintable()
        plain = event.modifiers() & ~_WITH_LETTERS == Qt.KeyboardModifier.NoModifier
        if plain and (typed or event.key() in _SEARCHES_OWN) and not self._passing_on:
            self._passing_on = True  # what the search leaves unused comes back here
            self.search.setFocus()
            QCoreApplication.sendEvent(self.search, event)
            self._passing_on = False
        else:
            super().keyPressEvent(event)

    def _hand_over(self, scan: Scan) -> None:
        self.desk_asked.emit(scan)

    def _chosen(self, attendee: AttendeeId) -> None:
        self.presenter.select(attendee)
        self.presenter.check_in()
