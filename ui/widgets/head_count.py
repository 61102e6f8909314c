"""How many of how many, as figures and as a bar."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.theme import Space
from ui.widgets.labels import label


class HeadCount(QWidget):
    """Such as "412 of 1,204 checked in" over a thin bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done = label("", "heading")
        self._rest = label("", "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        words = QHBoxLayout()
        words.setSpacing(Space.S)
        words.addStretch()
        words.addWidget(self._done, 0, Qt.AlignmentFlag.AlignBaseline)
        words.addWidget(self._rest, 0, Qt.AlignmentFlag.AlignBaseline)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(words)
        column.addWidget(self._bar)
        self.setMinimumWidth(240)

    @property
    def text(self) -> str:
        """What it says."""
        return f"{self._done.text()} {self._rest.text()}"

    def show_count(self, done: int, total: int, what: str) -> None:
        """Show that `done` of `total` people did `what`."""
        self._done.setText(f"{done:,}")
        self._rest.setText(f"of {total:,} {what}")
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(min(done, total))
        self._bar.setAccessibleName(self.text)
