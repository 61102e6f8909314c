"""Badges to print, on the screen: what is in doubt, what waits where, what came out lately."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from checkin.app import App
from checkin.model.ids import PrintJobId
from ui.screens.card_column import CardColumn
from ui.screens.following import REST_MS, FollowedPage
from ui.screens.pieces import Card, Note, Page, Question
from ui.screens.spool.again_sheet import AgainSheet
from ui.screens.spool.board import Board, Doubt, JobRow
from ui.screens.spool.choosing import Deed
from ui.screens.spool.chosen_bar import ChosenBar
from ui.screens.spool.doubt_card import DoubtCard
from ui.screens.spool.job_line import JobLine
from ui.screens.spool.lane_card import LaneCard, LaneShown, lanes_shown
from ui.screens.spool.presenter import SpoolPresenter
from ui.tasks import Ask, asker
from ui.theme import Space, Tone, tone_icon
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import label
from ui.widgets.signs import SOFT_INK, Sign

_NARROW = 620
_DEEDS = (
    (Deed.CAME_OUT, "All came out\N{HORIZONTAL ELLIPSIS}"),
    (Deed.AGAIN, "None came out, print all again\N{HORIZONTAL ELLIPSIS}"),
    (Deed.DROP, "Not needed\N{HORIZONTAL ELLIPSIS}"),
)
_NOTHING = "No badge was asked for yet"
_WHAT_FOR = (
    "Whatever is to be printed stands here until it is out: which printer it waits for, what that one lacks, "
    "and what to do about it. The last badges can be printed again from here."
)


class SpoolView(FollowedPage):
    """What is printing.

    Args:
        app: the app.
        ask: has work done in the background.
        rest_ms: so long it rests after it has read everything.

    Signals:
        printers_asked: a printer is to be set up.
    """

    printers_asked = Signal()
    presenter: SpoolPresenter

    def __init__(self, app: App, *, ask: Ask | None = None, rest_ms: int = REST_MS) -> None:
        super().__init__(rest_ms)
        self.presenter = SpoolPresenter(app, asker(owner=self) if ask is None else ask, self.rest)
        self._sign = Sign("printer", 40)
        self._title, self._advice = label("", "heading", wrap=True), label("", "muted", wrap=True)
        self.printers = Button("Printers…", sign="gear")
        self.result = Note()
        self.question: Question | None = None
        self.doubted = ChosenBar("Badges in doubt", _DEEDS)
        self.doubted.setContentsMargins(Space.L, 0, Space.M, 0)  # its box above those of the cards
        self.doubts: CardColumn[Doubt, DoubtCard] = CardColumn(self._doubt)
        self._lanes: dict[str, LaneShown] = {}
        self.lanes: CardColumn[str, LaneCard] = CardColumn(self._lane)
        self.recent: CardColumn[JobRow, JobLine] = CardColumn(self._recent)
        self.printed = Card("Printed lately")
        self.nothing = EmptyState("printer", _NOTHING, _WHAT_FOR)
        self._arrange()
        self.again = AgainSheet(self)
        self._wire()

    def _arrange(self) -> None:
        page = Page(1240)
        page.body.addWidget(self._head())
        page.body.addWidget(self.result)
        page.body.addWidget(self.doubted)
        page.body.addLayout(self.doubts)
        page.body.addLayout(self.lanes)
        self.recent.setSpacing(0)
        self.printed.body.addLayout(self.recent)
        page.body.addWidget(self.printed)
        self.nothing.setMaximumWidth(_NARROW)
        page.body.addWidget(self.nothing, 1, Qt.AlignmentFlag.AlignHCenter)
        page.body.addStretch(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)

    def _head(self) -> Card:
        head = Card()
        head.body.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._advice)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.printers, 0, Qt.AlignmentFlag.AlignVCenter)
        head.body.addLayout(row)
        return head

    def _wire(self) -> None:
        self.presenter.changed = self.show_state
        self.printers.clicked.connect(self.printers_asked)
        self.again.given.connect(self.presenter.print_again)
        self.again.left.connect(self.presenter.leave)
        choosing = self.presenter.choosing
        self.doubted.ticked.connect(lambda badges, on: choosing.tick(badges, wanted=on))
        self.doubted.asked.connect(
            lambda deed: self.ask_sure(deed, tuple(one.id for one in self.doubts.cards))
        )

    # -- showing ----------------------------------------------------------------------------------

    def show_state(self) -> None:
        """Draw everything as it is now."""
        does = self.presenter
        found, said = does.board or Board(), does.headline
        sign = "printer" if said.tone is Tone.IDLE else tone_icon(said.tone)
        self._sign.show_sign(sign, SOFT_INK[said.tone])
        self._title.setText(said.title)
        self._advice.setText(said.advice)
        self._advice.setVisible(bool(said.advice))
        self.result.show_message(does.result)
        self._show_doubts(found.doubts)
        self._show_lanes(lanes_shown(found.lanes, does.printers))
        self.recent.show_rows(found.recent)
        self.printed.setVisible(bool(found.recent))
        self.nothing.setVisible(does.board is not None and found.is_empty)
        self.again.show_question(does.asking)

    def _show_doubts(self, doubts: tuple[Doubt, ...]) -> None:
        chosen = self.presenter.choosing.chosen
        self.doubts.show_rows(doubts)
        self.doubted.show_badges([doubt.id for doubt in doubts], chosen)
        for doubt, card in self.doubts.cards.items():
            card.show_ticked(ticked=doubt.id in chosen, many=len(doubts) > 1)

    def _show_lanes(self, lanes: tuple[LaneShown, ...]) -> None:
        self._lanes = {shown.lane.printer: shown for shown in lanes}
        self.lanes.show_rows(list(self._lanes))
        for printer, card in self.lanes.cards.items():
            card.show_lane(self._lanes[printer], self.presenter.choosing.chosen)

    def ask_sure(self, deed: Deed, among: Sequence[PrintJobId]) -> Question | None:
        """Ask before something is done with all that are ticked of these; it does not block."""
        choosing = self.presenter.choosing
        sure = choosing.sure(deed, among)
        if sure is None:
            return None
        role = "danger" if deed is Deed.DROP else "primary"
        question = self.question = Question(
            sure.question, sure.button, lambda: choosing.do(deed, sure.badges), self, role
        )
        question.open()
        return question

    def _doubt(self, doubt: Doubt) -> DoubtCard:
        does, card = self.presenter, DoubtCard(doubt)
        card.yes.connect(lambda job: does.came_out(PrintJobId(job)))
        card.no.connect(lambda job: does.did_not(PrintJobId(job)))
        card.dropped.connect(lambda job: does.drop(PrintJobId(job)))
        card.ticked.connect(lambda job, on: does.choosing.tick((PrintJobId(job),), wanted=on))
        return card

    def _lane(self, printer: str) -> LaneCard:
        does, card = self.presenter, LaneCard(printer)
        card.ticked.connect(lambda jobs, on: does.choosing.tick(jobs, wanted=on))
        card.bar.asked.connect(lambda deed: self.ask_sure(deed, card.open))
        card.bar.moved.connect(lambda to: does.choosing.move(does.choosing.ticked(card.open), to))
        card.retried.connect(lambda job: does.retry(PrintJobId(job)))
        card.dropped.connect(lambda job: does.drop(PrintJobId(job)))
        card.moved.connect(lambda job, printer: does.move(PrintJobId(job), printer))
        card.moved_all.connect(does.move_all)
        card.printers_asked.connect(self.printers_asked)
        card.show_lane(self._lanes[printer], does.choosing.chosen)  # it comes up whole
        return card

    def _recent(self, row: JobRow) -> JobLine:
        line = JobLine(row)
        line.again_asked.connect(lambda _: self.presenter.ask_again(row))
        return line
