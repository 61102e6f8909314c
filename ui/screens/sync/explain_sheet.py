"""A sheet that explains one case and offers what can be done about it."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.screens.pieces import empty_layout
from ui.screens.sync.explaining import Explanation
from ui.theme import Space
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.sheet import Sheet


class ExplainSheet(Sheet):
    """Shows an `Explanation` over its parent, or is gone.

    Signals:
        settled: the button that settles it was pressed, or Enter; carries the key.
        back_asked: our check-in is to be taken back; carries the key.
    """

    settled = Signal(str)
    back_asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: Explanation | None = None
        self.back = Button("", "danger", "undo")
        self.back.setMinimumHeight(52)
        self.foot.insertWidget(0, self.back)
        self.stay.setText("Close")
        self.body.setSpacing(Space.XS)
        self.back.clicked.connect(lambda: self._emit(self.back_asked.emit))
        self.done.connect(lambda: self._emit(self.settled.emit))

    @property
    def text(self) -> str:
        """All it says, empty while it is hidden."""
        if self._shown is None:
            return ""
        return "\n".join((self._shown.title, self._shown.about, *(say for _, say in self._shown.sections)))

    def show_explanation(self, shown: Explanation | None) -> None:
        """Show this one."""
        if shown == self._shown:
            return
        self._shown = shown
        if shown is None:
            self.hide()
            return
        self.title.setText(shown.title)
        self.setAccessibleName(shown.title)
        self.advice.setText(shown.about)
        self.advice.setVisible(bool(shown.about))
        self.go.setText(shown.go)
        self.go.setVisible(bool(shown.go))
        self.back.setText(shown.back)
        self.back.setVisible(bool(shown.back))
        self._show_sections(shown)
        self.show_over()
        self.stay.setFocus()
        QTimer.singleShot(0, self, self.fit_soon)  # once more, when the words know their height

    def _show_sections(self, shown: Explanation) -> None:
        empty_layout(self.body)
        for heading, words in shown.sections:
            self.body.addWidget(label(heading, "strong"))
            said = label(words, wrap=True)
            said.setAccessibleName(f"{heading}: {words}")
            self.body.addWidget(said)
            self.body.addSpacing(Space.M)
        self.body.addStretch(1)

    def _emit(self, emit: object) -> None:
        if self._shown is not None and callable(emit):
            emit(self._shown.key)
