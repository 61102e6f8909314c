"""A form laid over a screen, whatever a platform asks."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui.screens.filling import Asked, FormShown
from ui.screens.form_entry import FaultLine, FormEntry
from ui.screens.pieces import empty_layout
from ui.theme import Space
from ui.widgets.labels import label
from ui.widgets.sheet import Sheet
from ui.widgets.tiles import Tiles

_WIDE_ENOUGH = 280


class FormFields(QWidget):
    """The questions, two abreast where there is room. Emits `answered` with a key and the answer."""

    answered = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries: dict[int, FormEntry] = {}
        self._abreast = 2
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.XL)
        self._grid.setVerticalSpacing(Space.L)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)

    def show_asked(self, asked: Sequence[Asked]) -> bool:
        """Show these; widgets are made anew only for other questions. Says whether they were."""
        same = [(one.key, one.field) for one in asked] == [(e.key, e.field) for e in self.entries.values()]
        if same:
            for one in asked:
                self.entries[one.key].show_asked(one)
            return False
        empty_layout(self._grid)
        self.entries = {one.key: FormEntry(one) for one in asked}
        for entry in self.entries.values():
            entry.answered.connect(self.answered)
        self._place()
        return True

    def _place(self) -> None:
        row = column = 0
        for entry in self.entries.values():
            whole = entry.is_wide or self._abreast == 1 or len(self.entries) == 1
            if whole and column:
                row, column = row + 1, 0
            self._grid.removeWidget(entry)
            self._grid.addWidget(entry, row, column, 1, 2 if whole else 1)
            column = 0 if whole else 1 - column
            row += column == 0

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Put them side by side, or below each other."""
        super().resizeEvent(event)
        abreast = 2 if event.size().width() >= 2 * _WIDE_ENOUGH + Space.XL else 1
        if abreast != self._abreast:
            self._abreast = abreast
            self._place()


class FormSheet(Sheet):
    """Shows a `FormShown` over its parent, or is gone.

    Signals:
        answered: a question's key and its answer.
        chosen: the kind of ticket.
    """

    answered = Signal(int, str)
    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._number = self._tries = 0
        self._types: tuple[tuple[str, str], ...] = ()
        self.tiles: Tiles | None = None
        self.fault = FaultLine()
        self.instead = label("", "lead", wrap=True)
        self.type_fault = FaultLine()
        self.fields = FormFields()
        self._kinds = QVBoxLayout()
        self._kinds.setSpacing(Space.XS)
        self.body.addWidget(self.instead)
        self.body.addLayout(self._kinds)
        self.body.addWidget(self.fault)
        self.body.addWidget(self.fields)
        self.body.addStretch(1)
        self.fields.answered.connect(self.answered)

    def show_form(self, form: FormShown | None) -> None:
        """Show this form; a new one gets the keys, one with faults puts them where the first is."""
        if form is None:
            if not self.isHidden():
                self.hide()
            self._number = 0
            return
        is_new = form.number != self._number
        self._number = form.number
        self._show_words(form)
        self._show_types(form)
        self.fields.show_asked(form.asked)
        if is_new:
            self._tries = form.tries
            self.show_over()
            self._focus_first()
        self.fit_soon()
        QTimer.singleShot(0, self, self.fit_soon)  # once more, when the words know their height
        if form.tries != self._tries:
            self._tries = form.tries
            self._focus_fault()

    def _focus_fault(self) -> None:
        wrong = next((entry for entry in self.fields.entries.values() if entry.fault.text), None)
        if self.type_fault.text and self.tiles is not None:
            self.tiles.setFocus()
            self.show_whole(self.tiles)
        elif wrong is not None:
            wrong.target.setFocus()
            self.show_whole(wrong)

    def _focus_first(self) -> None:
        open_ones = [e for e in self.fields.entries.values() if not e.entry.value()]
        first = next(iter(open_ones), next(iter(self.fields.entries.values()), None))
        (self.stay if first is None else first.target).setFocus()

    def _show_words(self, form: FormShown) -> None:
        self.title.setText(form.title)
        self.advice.setText(form.advice)
        self.advice.setVisible(bool(form.advice))
        self.go.setText(form.go)
        self.go.setVisible(not form.instead)
        self.go.setEnabled(not form.busy)
        self.stay.setText(form.stay)
        self.instead.setText(form.instead)
        self.instead.setVisible(bool(form.instead))
        self.fault.show_fault(form.fault)
        self.type_fault.show_fault(form.type_fault)
        self.setAccessibleName(form.title)

    def _show_types(self, form: FormShown) -> None:
        if form.ticket_types != self._types:
            self._types = form.ticket_types
            self._kinds.removeWidget(self.type_fault)
            self.type_fault.setParent(self)
            empty_layout(self._kinds)
            self.tiles = None
            if form.ticket_types:
                self.tiles = Tiles(form.ticket_types)
                self.tiles.chosen.connect(self.chosen)
                self._kinds.addWidget(label("Kind of ticket", "strong"))
                self._kinds.addWidget(self.tiles)
                self._kinds.addWidget(self.type_fault)
        if self.tiles is not None and form.ticket_type:
            self.tiles.show_value(form.ticket_type)
