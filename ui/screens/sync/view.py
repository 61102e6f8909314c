"""The sync on the screen: how it stands, the numbers, who came in twice, what was refused, what waits."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from checkin.app import App
from checkin.model.ids import OperationId
from ui.screens.card_column import CardColumn
from ui.screens.following import REST_MS, FollowedPage
from ui.screens.form_sheet import FormSheet
from ui.screens.messages import Message
from ui.screens.pieces import Card, Note, Page
from ui.screens.sync.double_list import DoubleList
from ui.screens.sync.explain_sheet import ExplainSheet
from ui.screens.sync.exports import LIST_FILTER, MENU, Export
from ui.screens.sync.line_card import LineCard
from ui.screens.sync.parked_list import ParkedList
from ui.screens.sync.presenter import SyncPresenter
from ui.screens.sync.reason_sheet import ReasonSheet
from ui.screens.sync.tally_tile import TallyTile
from ui.screens.sync.waiting_list import WaitingList
from ui.tasks import Ask, asker
from ui.theme import Space
from ui.widgets.buttons import Button
from ui.widgets.labels import label

_TALLIES = 4


class SyncView(FollowedPage):
    """What has reached the platform and what has not.

    Args:
        app: the app.
        ask: has work done in the background.
        rest_ms: so long it rests after it has read everything.

    Signals:
        attendee_asked: somebody is to be opened among the attendees; number and name.
    """

    attendee_asked = Signal(int, str)
    presenter: SyncPresenter

    def __init__(self, app: App, *, ask: Ask | None = None, rest_ms: int = REST_MS) -> None:
        super().__init__(rest_ms)
        self.presenter = SyncPresenter(app, asker(owner=self) if ask is None else ask, self.rest)
        self._make()
        self._arrange()
        self._wire()
        self._wire_lists()

    def _make(self) -> None:
        self.sync_now = Button("Sync now", "primary", "sync")
        self.pull_again = Button("Get everything again", sign="download")
        self.export = Button("Export", sign="folder")
        self.export.setMenu(self._export_menu())
        self.sign_in = Button("Sign in…", "primary", "key")
        self.line = LineCard((self.sign_in, self.sync_now, self.pull_again, self.export))
        self.troubles: CardColumn[Message, Note] = CardColumn(self._note)
        self.notes = label("", wrap=True)
        self.result = Note()
        self.network_gone = QCheckBox("Pretend the network is gone")
        self.tiles = tuple(TallyTile() for _ in range(_TALLIES))
        self.doubles = DoubleList()
        self.parked = ParkedList()
        self.waiting = WaitingList()
        self.form = FormSheet(self)
        self.explained = ExplainSheet(self)
        self.reason = ReasonSheet(self)

    def _export_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName("Export")
        for heading, entries in MENU:
            title = menu.addAction(heading)
            title.setEnabled(False)
            for wanted in entries:
                menu.addAction(wanted.label).triggered.connect(
                    lambda _=False, wanted=wanted: self.ask_where(wanted)
                )
        return menu

    def _arrange(self) -> None:
        page = Page(1240)
        page.body.addWidget(self.line)
        page.body.addLayout(self.troubles)
        page.body.addWidget(self.result)
        page.body.addWidget(self._practice_card())
        self._tiles = QWidget()
        tiles = QHBoxLayout(self._tiles)
        tiles.setContentsMargins(0, 0, 0, 0)
        tiles.setSpacing(Space.L)
        for tile in self.tiles:
            tiles.addWidget(tile, 1)
        page.body.addWidget(self._tiles)
        for section in (self.doubles, self.parked, self.waiting):
            page.body.addWidget(section)
        self._notes_card = Card("About this event")
        self._notes_card.body.addWidget(self.notes)
        page.body.addWidget(self._notes_card)
        page.body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)

    def _practice_card(self) -> Card:
        self._practice = Card()
        self._practice.body.setContentsMargins(Space.XL, Space.S, Space.XL, Space.M)
        self._practice.body.setSpacing(0)
        self._practice.body.addWidget(self.network_gone)
        self._practice.body.addWidget(
            label(
                "Only while practising: check people in without a network, then bring it back and watch "
                "everything arrive.",
                "muted",
                wrap=True,
            )
        )
        return self._practice

    def _wire(self) -> None:
        does = self.presenter
        does.changed = self.show_state
        self.sync_now.clicked.connect(does.sync_now)
        self.pull_again.clicked.connect(does.pull_again)
        self.sign_in.clicked.connect(does.signing_in.open)
        self.form.answered.connect(does.signing_in.give)
        self.form.done.connect(does.sign_in)
        self.form.left.connect(does.signing_in.leave)
        self.network_gone.clicked.connect(lambda gone: does.practice.pretend_gone(gone=gone))

    def _wire_lists(self) -> None:
        does = self.presenter
        self.parked.again_asked.connect(does.refused.send_again)
        self.parked.never_asked.connect(lambda which: does.refused.ask_never(OperationId(which)))
        self.parked.all_again.clicked.connect(does.refused.send_all_again)
        self.parked.export.clicked.connect(
            lambda: self.ask_list("refused check-ins", does.exporting.write_refused)
        )
        self.reason.given.connect(does.never.give)
        self.reason.done.connect(does.refused.never_send)
        self.reason.left.connect(does.never.leave)
        self.waiting.explain_asked.connect(does.lists.explain)
        self.doubles.explain_asked.connect(does.lists.explain)
        self.doubles.looked_at.connect(does.twice.looked_at)
        self.doubles.export.clicked.connect(
            lambda: self.ask_list("double entries", does.exporting.write_doubles)
        )
        self.explained.settled.connect(does.twice.looked_at)
        self.explained.back_asked.connect(does.twice.take_back)
        self.explained.left.connect(does.lists.leave)
        for section in (self.parked, self.doubles):
            section.attendee_asked.connect(self.attendee_asked)

    # -- showing ----------------------------------------------------------------------------------

    def show_state(self) -> None:
        """Draw everything as it is now."""
        does, lists = self.presenter, self.presenter.lists
        self.line.show_line(does.health, does.headline, does.pulling or does.last_pull)
        self.troubles.show_rows(does.troubles)
        for button in (self.sync_now, self.pull_again, self.sign_in, self.export):
            button.setEnabled(not does.busy)
        self.sign_in.setVisible(does.sign_in_needed)
        self.sync_now.setVisible(not does.sign_in_needed)
        self.notes.setText("\n".join(f"\N{BULLET} {note}" for note in does.notes))
        self._notes_card.setVisible(bool(does.notes))
        self.result.show_message(does.result)
        self._practice.setVisible(does.practice.shown)
        self.network_gone.setChecked(does.practice.gone)
        self._tiles.setVisible(bool(does.tallies))
        for tile, tally in zip(self.tiles, does.tallies, strict=False):
            tile.show_tally(tally)
        self.doubles.show_rows(lists.unseen, lists.seen)
        self.parked.show_rows(lists.parked, lists.parked_hidden, busy=does.busy)
        self.waiting.show_rows(lists.waiting, lists.waiting_hidden)
        self._show_sheets()

    def _show_sheets(self) -> None:
        does = self.presenter
        self.form.show_form(does.signing_in.shown)
        self.explained.show_explanation(does.lists.explained)
        self.reason.show_question(does.never.shown)

    # -- passing on -------------------------------------------------------------------------------

    def ask_where(self, wanted: Export) -> QFileDialog:
        """Ask where to write an export; it does not block."""
        dialog = self._dialog(f"Export: {wanted.label}", wanted.filter, self.presenter.exporting.name(wanted))
        dialog.setDefaultSuffix(wanted.form.value)
        dialog.fileSelected.connect(lambda file: self.presenter.exporting.write(wanted, Path(file)))
        dialog.open()
        return dialog

    def ask_list(self, what: str, write: Callable[[Path], object]) -> QFileDialog:
        """Ask where to write a list; it does not block."""
        dialog = self._dialog(f"Export: {what}", LIST_FILTER, self.presenter.exporting.list_name(what))
        dialog.fileSelected.connect(lambda file: write(Path(file)))
        dialog.open()
        return dialog

    def _dialog(self, title: str, filters: str, name: str) -> QFileDialog:
        dialog = QFileDialog(self, title, "", filters)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def _note(self, message: Message) -> Note:
        note = Note(self)
        note.show_message(message)
        return note
