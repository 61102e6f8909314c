"""A badge nobody knows of whether it came out: the question, and the two answers."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.screens.spool.board import Doubt
from ui.screens.spool.chosen_bar import tick_box
from ui.screens.wrapped_label import WrappedLabel
from ui.theme import Space, Tone, mark
from ui.widgets.buttons import Button
from ui.widgets.signs import SOFT_INK, Sign


class DoubtCard(QFrame):
    """Emits the answer with the badge's id; `ticked` with it and whether it is to be ticked."""

    yes = Signal(int)
    no = Signal(int)
    dropped = Signal(int)
    ticked = Signal(int, bool)

    def __init__(self, doubt: Doubt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, "soft", Tone.ASK.value)
        self.setAccessibleName(f"{doubt.title} {doubt.words}")
        self.here, self.gone = (
            Button("Yes, it is here"),
            Button("No, print it again"),
        )
        self.drop = Button("Not needed")
        self.tick = tick_box(doubt.who, lambda on: self.ticked.emit(doubt.id, on))
        self._sign = Sign("help", 24, SOFT_INK[Tone.ASK])
        for button, answer, signal in (
            (self.here, "Yes", self.yes),
            (self.gone, "No, print it again", self.no),
            (self.drop, "Not needed any more", self.dropped),
        ):
            button.setAccessibleName(f"{doubt.title} {answer}")
            button.clicked.connect(lambda _=False, signal=signal: signal.emit(doubt.id))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(WrappedLabel(doubt.title, "strong"))
        words.addWidget(WrappedLabel(doubt.about))
        words.addWidget(WrappedLabel(doubt.words))
        words.addStretch()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(Space.L, Space.M, Space.M, Space.M)
        whole.setSpacing(Space.M)
        whole.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        whole.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(words, 1)
        for button in (self.here, self.gone, self.drop):
            whole.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_ticked(ticked=False, many=False)

    def show_ticked(self, *, ticked: bool, many: bool) -> None:
        """Show it ticked or not; among `many` it can be ticked, alone it has a sign there."""
        self.tick.setChecked(ticked)
        self.tick.setVisible(many)
        self._sign.setVisible(not many)
