"""The third step on the screen: a bar, a number, and what happened."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.screens.pieces import Card, Note
from ui.screens.setup.pull import PullState, PullStep
from ui.theme import Space
from ui.widgets.buttons import Button
from ui.widgets.labels import label

_FULL = 1000


class PullView(QWidget):
    """Draws `PullStep`."""

    def __init__(self, step: PullStep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = step
        self._headline = label("", "heading", wrap=True)
        self._progress = label("", "lead")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self._says = Note()
        self.start = Button("", sign="download")
        self.stop = Button("Stop", sign="pause")
        self.start.clicked.connect(step.start)
        self.stop.clicked.connect(step.cancel)
        self._arrange()

    def _arrange(self) -> None:
        card = Card()
        card.body.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        card.body.addWidget(self._headline)
        card.body.addWidget(self.bar)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self._progress, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.stop)
        row.addWidget(self.start)
        card.body.addLayout(row)
        card.body.addWidget(
            label(
                "They are kept on this computer, so that the door never waits for a network. Stopping loses "
                "nothing: the next time it goes on where it stopped.",
                "muted",
                wrap=True,
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.L)
        column.addWidget(card)
        column.addWidget(self._says)
        column.addStretch(1)

    @property
    def says(self) -> str:
        """What the note says."""
        return self._says.text

    def show_step(self) -> None:
        """Draw the step as it is now."""
        step, fraction = self._step, self._step.fraction
        self._headline.setText(step.headline)
        self._progress.setText(step.progress)
        self.bar.setRange(0, 0 if fraction is None else _FULL)
        self.bar.setValue(0 if fraction is None else round(fraction * _FULL))
        self.bar.setAccessibleName(f"{step.headline} {step.progress}")
        self.start.setText(step.action)
        self.start.setVisible(step.can_retry)
        self.stop.setVisible(step.running)
        self.stop.setEnabled(step.state is PullState.RUNNING)
        self._says.show_message(step.says)
