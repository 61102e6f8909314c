"""The printers on the screen: a card each, which ticket type goes where, and the sheet to set one up."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from checkin.app import App
from ui.screens.pieces import Card, Note, Page, Question, empty_layout
from ui.screens.printers.presenter import PrinterRow, PrintersPresenter, TypeRow
from ui.screens.printers.printer_card import PrinterCard
from ui.screens.printers.printer_sheet import PrinterSheet
from ui.screens.wrapped_label import WrappedLabel
from ui.tasks import Ask, asker
from ui.theme import Space
from ui.widgets.buttons import Button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.labels import label

_LOOK_EVERY_MS = 8_000
_BOX = 360


class PrintersView(QWidget):
    """What prints badges here.

    Args:
        app: the app.
        ask: has work done in the background.
    """

    def __init__(self, app: App, *, ask: Ask | None = None) -> None:
        super().__init__()
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.presenter = PrintersPresenter(app, asker(owner=self) if ask is None else ask)
        self.add = Button("Add a printer…", "primary", "plus")
        self.result = Note()
        self.cards: dict[str, PrinterCard] = {}
        self.boxes: dict[str, ChoiceBox] = {}
        self.about_types = label("", "muted", wrap=True)
        self.question: Question | None = None
        self.looking = QTimer(self, interval=_LOOK_EVERY_MS)
        self._arrange()
        self.sheet = PrinterSheet(self)
        self._wire()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label("Printers", "heading"))
        words.addWidget(
            label(
                "Whatever happens to a printer, check-in goes on: badges wait, and nothing is lost.",
                "muted",
                wrap=True,
            )
        )
        head.addLayout(words, 1)
        head.addWidget(self.add, 0, Qt.AlignmentFlag.AlignVCenter)
        printers = Card()
        printers.body.addLayout(head)
        self._column = QVBoxLayout()
        self._column.setSpacing(Space.M)
        printers.body.addLayout(self._column)
        types = Card("Which badge goes where")
        types.body.addWidget(self.about_types)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(Space.L)
        self._grid.setVerticalSpacing(Space.S)
        types.body.addLayout(self._grid)
        page = Page(1240)
        for part in (self.result, printers, types):
            page.body.addWidget(part)
        page.body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)

    def _wire(self) -> None:
        does, sheet = self.presenter, self.sheet
        does.changed = self.show_state
        self.add.clicked.connect(does.editing.add)
        self.looking.timeout.connect(does.look)
        sheet.left.connect(does.editing.leave)
        sheet.on_asked.connect(does.editing.go_on)
        sheet.back_asked.connect(does.editing.back)
        sheet.save_asked.connect(does.editing.save)
        sheet.again_asked.connect(does.editing.trying.print)
        sheet.describe.kind_chosen.connect(does.editing.choose_kind)
        sheet.describe.given.connect(does.editing.give)
        sheet.describe.named.connect(does.editing.give_name)
        sheet.describe.main_wanted.connect(lambda on: does.editing.make_main(wanted=on))
        sheet.describe.check_asked.connect(does.editing.check)
        sheet.attempt.fix_asked.connect(does.editing.trying.fix)
        sheet.attempt.moved.connect(does.editing.move)

    def begin(self) -> None:
        """Read what may have changed."""
        self.presenter.begin()

    @override
    def showEvent(self, event: QShowEvent, /) -> None:
        """While it is seen, the printers are asked again and again."""
        super().showEvent(event)
        self.looking.start()

    @override
    def hideEvent(self, event: QHideEvent, /) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self.looking.stop()

    # -- showing ----------------------------------------------------------------------------------

    def show_state(self) -> None:
        """Draw everything as it is now."""
        does = self.presenter
        self.result.show_message(does.result)
        self._show_cards(does.rows)
        self._show_types(does.types, does.choices)
        self.about_types.setText(does.about_types)
        self.add.setEnabled(not does.busy)
        self.sheet.show_editing(does.editing)

    def _show_cards(self, rows: tuple[PrinterRow, ...]) -> None:
        """Made anew only for printers that changed, so that the keys stay where they are."""
        before, self.cards = self.cards, {}
        for at, row in enumerate(rows):
            card = before.pop(row.called, None)
            if card is not None and card.row != row:
                card.show_row(row)
            self.cards[row.called] = card = card or self._card(row)
            if self._column.indexOf(card) != at:
                self._column.insertWidget(at, card)
        for gone in before.values():
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

    def _card(self, row: PrinterRow) -> PrinterCard:
        does, card = self.presenter, PrinterCard(row)
        card.test_asked.connect(does.editing.try_out)
        card.edit_asked.connect(does.editing.edit)
        card.main_asked.connect(does.make_main)
        card.remove_asked.connect(self.ask_remove)
        return card

    def _show_types(self, types: tuple[TypeRow, ...], choices: tuple[tuple[str, str], ...]) -> None:
        if [row.ticket_type for row in types] != list(self.boxes):
            empty_layout(self._grid)
            self.boxes = {row.ticket_type: self._add_type(at, row) for at, row in enumerate(types)}
        for row in types:
            self.boxes[row.ticket_type].offer(choices, row.printer)

    def _add_type(self, at: int, row: TypeRow) -> ChoiceBox:
        box = ChoiceBox(f"Where badges of {row.ticket_type} are printed")
        box.setFixedWidth(_BOX)
        box.activated.connect(lambda _: self.presenter.print_type_on(row.ticket_type, box.value()))
        self._grid.addWidget(WrappedLabel(row.ticket_type), at, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(box, at, 1)
        self._grid.setColumnStretch(0, 1)
        return box

    def ask_remove(self, called: str) -> Question:
        """Ask before a printer is taken from the list; it does not block."""
        does = self.presenter
        question = self.question = Question(
            does.question(called), "Remove", lambda: does.remove(called), self
        )
        question.open()
        return question
