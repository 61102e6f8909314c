"""A number to be read at a glance, with the word and the sentence that say what it counts."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.screens.sync.tallies import Tally
from ui.theme import Space, Tone, tone_icon
from ui.widgets.labels import label
from ui.widgets.signs import SOFT_INK, Sign


class TallyTile(QFrame):
    """Shows one `Tally`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self._number = label("", "title")
        self._label = label("", "strong")
        self._label.setContentsMargins(0, 0, 0, Space.XS)
        self._meaning = label("", "small", wrap=True)
        self._meaning.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._sign = Sign("scan", 20)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self._number)
        head.addWidget(self._label, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch()
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.S, Space.L, Space.M)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._meaning, 1)

    def show_tally(self, tally: Tally) -> None:
        """Show it; only a number that means something has a sign."""
        self._number.setText(f"{tally.number:,}")
        self._label.setText(tally.label)
        self._meaning.setText(tally.meaning)
        self._sign.setVisible(tally.tone is not Tone.IDLE)
        self._sign.show_sign(tone_icon(tally.tone), SOFT_INK[tally.tone])
        self.setAccessibleName(f"{tally.number} {tally.label}: {tally.meaning}")
