"""The fields of a form, two abreast where there is room."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from checkin.model.platform import SetupField
from ui.screens.pieces import empty_layout
from ui.screens.setup.form_field import FormField
from ui.theme import Space

_WIDE_ENOUGH = 300


class FieldGrid(QWidget):
    """Emits `typed` with a field's name and its answer, `finished` with its name when it was left."""

    typed = Signal(str, str)
    finished = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[SetupField, ...] = ()
        self._abreast = 0
        self.fields: dict[str, FormField] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.XL)
        self._grid.setVerticalSpacing(Space.L)

    def show_fields(
        self,
        fields: Sequence[SetupField],
        value: Callable[[SetupField], str],
        *,
        enabled: bool,
        known: bool = False,
    ) -> None:
        """Show these fields with their answers; they are made anew only when they are others.

        Args:
            fields: which.
            value: the answer to each.
            enabled: whether they can be answered now.
            known: secrets need not be typed: they were kept.
        """
        if tuple(fields) != self._shown:
            self._make(tuple(fields), value)
        for field in self.fields.values():
            field.show_value(value(field.asked))
            field.show_known(known=known)
            field.setEnabled(enabled)
        self.setVisible(bool(fields))

    def _make(self, fields: tuple[SetupField, ...], value: Callable[[SetupField], str]) -> None:
        self._shown = fields
        empty_layout(self._grid)
        self.fields = {asked.name: FormField(asked, value(asked)) for asked in fields}
        for field in self.fields.values():
            field.typed.connect(self.typed)
            field.finished.connect(self.finished)
        self._place(self._fitting(self.width()))

    def first_to_fill(self) -> QWidget | None:
        """The first field that still needs an answer."""
        return next((field.target for field in self.fields.values() if field.waits), None)

    @staticmethod
    def _fitting(width: int) -> int:
        return 2 if width >= 2 * _WIDE_ENOUGH + Space.XL else 1

    def _place(self, abreast: int) -> None:
        self._abreast = abreast
        for at, field in enumerate(self.fields.values()):
            self._grid.removeWidget(field)
            self._grid.addWidget(field, at // abreast, at % abreast)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < abreast else 0)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Put them side by side, or below each other."""
        super().resizeEvent(event)
        abreast = self._fitting(event.size().width())
        if abreast != self._abreast:
            self._place(abreast)
