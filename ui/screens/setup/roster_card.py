"""A list of attendees before it is taken: what it gives, which column is what, what is wrong with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui.screens.messages import Message
from ui.screens.pieces import Card, Note, empty_layout
from ui.screens.setup.roster_look import RosterLook
from ui.theme import Space, Tone
from ui.widgets.buttons import Button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.labels import label
from ui.widgets.small_table import SmallTable

_CHOICE_WIDTH = 200
_LISTS = "Excel (*.xlsx);;OpenDocument (*.ods);;CSV (*.csv)"
_PROBLEMS_SHOWN = 5


class RosterCard(Card):
    """Draws `RosterLook`. Emits `chosen` with one of our fields and the header chosen for it.

    Emits `coded` with where the list is to be written with codes.
    """

    chosen = Signal(str, str)
    coded = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title = label("", "heading", wrap=True)
        self._notes = label("", "small", wrap=True)
        self._trouble, self._missing = Note(), Note()
        self._told, self._coded_name = Note(), ""
        self.save_coded = Button("Save with codes…", sign="key")
        self.save_coded.clicked.connect(lambda _=False: self.ask_where())
        self.rows = SmallTable("The first attendees of the list", 5)
        self.columns = _Columns()
        self.columns.chosen.connect(self.chosen)
        self._problems_title = label("", "strong", wrap=True)
        self.problems = SmallTable("What is wrong in the list", _PROBLEMS_SHOWN, wraps=True)
        self._columns_title = label("Which column is what?", "strong")
        for widget in (
            self._title,
            self._notes,
            self._told,
            self._trouble,
            self._missing,
            self.rows,
            self._columns_title,
            self.columns,
            self._problems_title,
            self.problems,
        ):
            self.body.addWidget(widget)
        self.body.insertWidget(3, self.save_coded, 0, Qt.AlignmentFlag.AlignLeft)

    def ask_where(self) -> QFileDialog:
        """Ask where the list with codes goes; it does not block."""
        dialog = QFileDialog(self, "Save with codes", self._coded_name, _LISTS)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(self._coded_name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.coded)
        dialog.open()
        return dialog

    @property
    def says(self) -> str:
        """What its title and its notes say."""
        return "\n".join(
            filter(None, (self._title.text(), self._told.text, self._trouble.text, self._missing.text))
        )

    def show_look(self, look: RosterLook) -> None:
        """Draw it as it is now; without a list there is no card."""
        self.setVisible(bool(look.file))
        if not look.file:
            return
        found = look.preview is not None
        self._title.setText(look.title)
        self._title.setVisible(look.trouble is None)
        self._trouble.show_message(look.trouble)
        lacks = "" if look.preview is None else look.preview.missing
        self._missing.show_message(Message(tone=Tone.ASK, title=lacks) if lacks else look.doubt)
        self._notes.setText(look.notes)
        self._notes.setVisible(bool(look.notes))
        self._told.show_message(look.says_of_codes)
        self._coded_name = look.coded_name
        self.save_coded.setVisible(look.offers_codes)
        self.save_coded.setEnabled(not look.busy)
        headers, rows = look.table
        self.rows.show_table(headers, rows)
        self.rows.setVisible(bool(rows))
        self._columns_title.setVisible(found)
        self.columns.setVisible(found)
        self.columns.show_choices(look)
        self._problems_title.setText(look.problems_title)
        self.problems.show_table((), look.problems)
        self._problems_title.setVisible(bool(look.problems))
        self.problems.setVisible(bool(look.problems))


class _Columns(QWidget):
    """One box for each of our fields, as many abreast as fit."""

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._abreast = 0
        self._cells: list[QWidget] = []
        self.boxes: dict[str, ChoiceBox] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(Space.M)

    def show_choices(self, look: RosterLook) -> None:
        wanted = look.choices
        if [choice.field for choice in wanted] != list(self.boxes):
            empty_layout(self._grid)
            self.boxes = {choice.field: self._box(choice.field, choice.label) for choice in wanted}
            self._cells = [_captioned(choice.label, self.boxes[choice.field]) for choice in wanted]
            self._place(self._fitting(self.width()))
        for choice in wanted:
            box = self.boxes[choice.field]
            box.offer(look.headers, choice.chosen)
            box.setEnabled(not look.busy)

    def _box(self, field: str, words: str) -> ChoiceBox:
        box = ChoiceBox(f"Column for: {words}")
        box.activated.connect(lambda _: self.chosen.emit(field, box.value()))
        return box

    @staticmethod
    def _fitting(width: int) -> int:
        return max(1, (width + Space.M) // (_CHOICE_WIDTH + Space.M))

    def _place(self, abreast: int) -> None:
        for column in range(max(self._abreast, abreast)):
            self._grid.setColumnStretch(column, 1 if column < abreast else 0)
        self._abreast = abreast
        for at, cell in enumerate(self._cells):
            self._grid.removeWidget(cell)
            self._grid.addWidget(cell, at // abreast, at % abreast)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        abreast = self._fitting(event.size().width())
        if abreast != self._abreast:
            self._place(abreast)


def _captioned(words: str, box: ChoiceBox) -> QWidget:
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    caption = label(words, "caption", wrap=True)
    caption.setBuddy(box)
    column.addStretch(1)
    column.addWidget(caption)
    column.addWidget(box)
    return cell
