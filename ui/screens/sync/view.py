"""The sync on the screen: the line, the numbers, what was refused, what waits."""

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from checkin.app import App
from checkin.model.ids import OperationId
from ui.screens.form_sheet import FormSheet
from ui.screens.pieces import Card, Note, Page, Question, empty_layout
from ui.screens.sync.exports import MENU, Export
from ui.screens.sync.operations import OperationRow
from ui.screens.sync.parked_card import ParkedCard
from ui.screens.sync.presenter import SyncPresenter
from ui.screens.sync.tally_tile import TallyTile
from ui.tasks import Ask, asker
from ui.theme import Space, Tone, tone_icon
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.people_list import PeopleList, PersonRow
from ui.widgets.signs import SOFT_INK, Sign

_TALLIES = 4


class SyncView(QWidget):
    """What has reached the platform and what has not.

    Args:
        app: the app.
        ask: has work done in the background.
    """

    def __init__(self, app: App, *, ask: Ask | None = None) -> None:
        super().__init__()
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.presenter = SyncPresenter(app, asker(owner=self) if ask is None else ask)
        self._make()
        self._arrange()
        self._wire()

    def _make(self) -> None:
        self._sign = Sign("sync", 40)
        self.title = label("", "title", wrap=True)
        self._advice = label("", "lead", wrap=True)
        self._last_pull = label("", "muted", wrap=True)
        self.sync_now = Button("Sync now", "primary", "sync")
        self.pull_again = Button("Get everything again", sign="download")
        self.export = Button("Export", sign="folder")
        self.export.setMenu(self._export_menu())
        self.sign_in = Button("Sign in…", "primary", "key")
        self.form = FormSheet(self)
        self.notes = label("", wrap=True)
        self.result = Note()
        self.network_gone = QCheckBox("Pretend the network is gone")
        self.tiles = tuple(TallyTile() for _ in range(_TALLIES))
        self._parked_rows: tuple[OperationRow, ...] = ()
        self.parked: dict[str, ParkedCard] = {}
        self.waiting = PeopleList("Waiting to be sent")
        self.waiting.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more = label("", "muted", wrap=True)

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
        page.body.addWidget(self._line_card())
        page.body.addWidget(self.result)
        page.body.addWidget(self._practice_card())
        self._notes_card = Card("About this event")
        self._notes_card.body.addWidget(self.notes)
        page.body.addWidget(self._notes_card)
        self._tiles = QWidget()
        tiles = QHBoxLayout(self._tiles)
        tiles.setContentsMargins(0, 0, 0, 0)
        tiles.setSpacing(Space.L)
        for tile in self.tiles:
            tiles.addWidget(tile, 1)
        page.body.addWidget(self._tiles)
        self._parked_card = Card("Refused by the platform")
        self._parked = QVBoxLayout()
        self._parked.setSpacing(Space.M)
        self._parked_card.body.addLayout(self._parked)
        page.body.addWidget(self._parked_card)
        self._waiting_card = Card("Waiting to be sent")
        self._waiting_card.body.addWidget(self.waiting)
        self._waiting_card.body.addWidget(self.more)
        page.body.addWidget(self._waiting_card)
        page.body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)

    def _line_card(self) -> Card:
        card = Card()
        card.body.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        for widget in (self.title, self._advice, self._last_pull):
            words.addWidget(widget)
        buttons = QVBoxLayout()
        buttons.setSpacing(Space.S)
        for button in (self.sign_in, self.sync_now, self.pull_again, self.export):
            buttons.addWidget(button)
        buttons.addStretch()
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addLayout(buttons)
        card.body.addLayout(row)
        return card

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

    def begin(self) -> None:
        """Read everything anew."""
        self.presenter.begin()

    @Slot(object)
    def hear(self, notice: object) -> None:
        """Take what the core announces; to be connected to `Bridge.noticed`."""
        self.presenter.hear(notice)  # type: ignore[arg-type]  # Qt's signals know no unions

    # -- showing ----------------------------------------------------------------------------------

    def show_state(self) -> None:
        """Draw everything as it is now."""
        does, headline = self.presenter, self.presenter.headline
        self._sign.show_sign(
            "sync" if headline.tone is Tone.IDLE else tone_icon(headline.tone), SOFT_INK[headline.tone]
        )
        self.title.setText(headline.title)
        self._advice.setText(headline.advice)
        self._last_pull.setText(does.pulling or does.last_pull)
        for button in (self.sync_now, self.pull_again, self.sign_in, self.export):
            button.setEnabled(not does.busy)
        self.sign_in.setVisible(does.sign_in_needed)
        self.sync_now.setVisible(not does.sign_in_needed)
        self.form.show_form(does.signing_in.shown)
        self.notes.setText("\n".join(f"\N{BULLET} {note}" for note in does.notes))
        self._notes_card.setVisible(bool(does.notes))
        self.result.show_message(does.result)
        self._practice.setVisible(does.practice.shown)
        self.network_gone.setChecked(does.practice.gone)
        self._tiles.setVisible(bool(does.tallies))
        for tile, tally in zip(self.tiles, does.tallies, strict=False):
            tile.show_tally(tally)
        self._show_parked(does.parked)
        self._show_waiting(does.waiting, does.waiting_hidden)

    def _show_parked(self, rows: tuple[OperationRow, ...]) -> None:
        self._parked_card.setVisible(bool(rows))
        if rows == self._parked_rows:
            return
        self._parked_rows = rows
        empty_layout(self._parked)
        self.parked = {}
        for row in rows:
            card = ParkedCard(row)
            card.again_asked.connect(self.presenter.send_again)
            card.never_asked.connect(self._ask_never)
            self.parked[row.id] = card
            self._parked.addWidget(card)

    def _show_waiting(self, rows: tuple[OperationRow, ...], hidden: int) -> None:
        self._waiting_card.setVisible(bool(rows))
        self.waiting.show_rows(tuple(_row(at, row) for at, row in enumerate(rows)))
        self.waiting.setFixedHeight(min(6, len(rows)) * 60 + 4)
        self.more.setText(f"and {hidden:,} more")
        self.more.setVisible(bool(hidden))

    # -- passing on -------------------------------------------------------------------------------

    def ask_where(self, wanted: Export) -> QFileDialog:
        """Ask where to write an export; it does not block."""
        dialog = QFileDialog(self, f"Export: {wanted.label}", "", wanted.filter)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(wanted.form.value)
        dialog.selectFile(self.presenter.export_name(wanted))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.presenter.export(wanted, Path(file)))
        dialog.open()
        return dialog

    def _ask_never(self, operation: str) -> None:
        which = OperationId(operation)
        question = self.presenter.never_send_question(which)
        Question(question, "Never send", lambda: self.presenter.withdraw(which), self).open()


def _row(at: int, row: OperationRow) -> PersonRow:
    detail = " · ".join(filter(None, (row.what, row.when, row.where, row.reason or row.state)))
    return PersonRow(key=at, name=row.who, detail=detail)
