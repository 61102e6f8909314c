"""What works with a platform and what does not, as a table one can run an eye over."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.screens.pieces import Card, empty_layout
from ui.screens.setup.abilities import Ability
from ui.theme import Space
from ui.widgets.labels import label
from ui.widgets.signs import Sign

_TOPIC = 108
_SIGN = 18


class AbilitiesCard(Card):
    """What works at the left, what to know at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._drawn: tuple[object, ...] = ()
        self._row = QHBoxLayout()
        self._row.setSpacing(Space.XXL)
        self.body.addLayout(self._row)

    def show_abilities(self, title: str, works: Sequence[Ability], limits: Sequence[str]) -> None:
        """Show them; nothing is made anew while they stay the same."""
        wanted = (title, tuple(works), tuple(limits))
        if wanted == self._drawn:
            return
        self._drawn = wanted
        empty_layout(self._row)
        self._row.addLayout(_works(title, works), 1)
        if limits:
            self._row.addLayout(_limits(limits), 1)


def _works(title: str, works: Sequence[Ability]) -> QVBoxLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(Space.S)
    grid.setVerticalSpacing(Space.S)
    grid.setColumnMinimumWidth(1, _TOPIC)
    grid.setColumnStretch(2, 1)
    top = Qt.AlignmentFlag.AlignTop
    for row, ability in enumerate(works):
        sign = Sign("check", _SIGN, "yes_text") if ability.works else Sign("info", _SIGN, "ask_text")
        grid.addWidget(sign, row, 0, top)
        grid.addWidget(label(ability.topic, "strong"), row, 1, top)
        grid.addWidget(label(ability.words, wrap=True), row, 2, top)
    return _headed(title, grid)


def _limits(limits: Sequence[str]) -> QVBoxLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(Space.S)
    grid.setVerticalSpacing(Space.S)
    grid.setColumnStretch(1, 1)
    for row, sentence in enumerate(limits):
        grid.addWidget(Sign("info", _SIGN, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(sentence, "muted", wrap=True), row, 1, Qt.AlignmentFlag.AlignTop)
    return _headed("Good to know", grid)


def _headed(heading: str, grid: QGridLayout) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(Space.M)
    column.addWidget(label(heading, "heading", wrap=True))
    column.addLayout(grid)
    column.addStretch(1)
    return column
