"""A mapping file that was tried: what was asked beside what was answered, and what became of it."""

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.screens.messages import Message
from ui.screens.pieces import Card, Note
from ui.screens.setup.mapping_trial import MappingTrial
from ui.theme import Space, Tone
from ui.widgets.labels import label
from ui.widgets.small_table import SmallTable

_TALL = 190


class TrialCard(Card):
    """Draws `MappingTrial`; there is no card before the first trial."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("The mapping, tried out", parent)
        self._says = Note()
        self.request = _Document("What was asked")
        self.answer = _Document("What was answered")
        self._made_title = label("What became of it", "strong")
        self.made = SmallTable("What became of it", 8, wraps=True)
        sides = QHBoxLayout()
        sides.setSpacing(Space.L)
        sides.addWidget(self.request, 1)
        sides.addWidget(self.answer, 1)
        self.body.addWidget(self._says)
        self.body.addLayout(sides)
        self.body.addWidget(self._made_title)
        self.body.addWidget(self.made)

    @property
    def says(self) -> str:
        """What the note says."""
        return self._says.text

    def show_trial(self, tried: MappingTrial) -> None:
        """Draw it as it is now."""
        trial = tried.trial
        self.setVisible(bool(tried.busy) or tried.says is not None)
        self._says.show_message(Message(tone=Tone.IDLE, title=tried.busy) if tried.busy else tried.says)
        for document in (self.request, self.answer):
            document.setVisible(trial is not None)
        made = () if trial is None else trial.made
        for widget in (self._made_title, self.made):
            widget.setVisible(bool(made))
        self.made.show_table((), made)
        if trial is not None:
            self.request.show_text("", trial.request)
            self.answer.show_text(trial.status, trial.answer or "Nothing was answered.")


class _Document(QWidget):
    """A text as it went over the line; it can be read and copied."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._caption = label(title, "strong")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(title)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setFixedHeight(_TALL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self._caption)
        column.addWidget(self.text)

    def show_text(self, status: str, text: str) -> None:
        self._caption.setText(f"{self._title}: {status}" if status else self._title)
        if self.text.toPlainText() != text:
            self.text.setPlainText(text)
