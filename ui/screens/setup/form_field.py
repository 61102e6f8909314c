"""One thing a platform asks: what it is, where to answer, a sentence of help."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from checkin.model.platform import SetupField, SetupKind
from ui.theme import Space
from ui.widgets.buttons import Button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.file_field import FileField
from ui.widgets.labels import label
from ui.widgets.tick_line import TickLine

KNOWN = "Kept on this computer"
"""What stands where a secret need not be typed again."""

YES = "yes"
"""The answer of a box that is ticked."""

_FILES = {
    "roster": "Lists (*.csv *.txt *.tsv *.xlsx *.xlsm *.xls *.ods);;All files (*)",
    "mapping": "Mapping files (*.toml);;All files (*)",
}
_LINES_HEIGHT = 92


class FormField(QWidget):
    """Emits `typed` with the field's name and the answer, `finished` with its name when it was left."""

    typed = Signal(str, str)
    finished = Signal(str)

    def __init__(self, asked: SetupField, value: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asked = asked
        self.entry: _Line | _Lines | _Choice | _Tick | _File = _entry(asked)
        self.entry.show_value(value)
        self.entry.answered.connect(lambda text: self.typed.emit(asked.name, text))
        self.entry.left.connect(lambda: self.finished.emit(asked.name))
        self.target = self.entry.target
        self._known = False
        self.target.setAccessibleName(asked.label)
        self.target.setAccessibleDescription(asked.help if asked.required else f"Optional. {asked.help}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0 if asked.kind is SetupKind.TICK else Space.XS)
        if asked.kind is not SetupKind.TICK:
            column.addLayout(self._caption())
        column.addWidget(self.entry)
        if asked.help:
            column.addWidget(self._help())
        column.addStretch(1)

    def _caption(self) -> QHBoxLayout:
        words = label(self.asked.label, "strong", wrap=True)
        words.setBuddy(self.target)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(words, 0 if self.asked.required else 1)
        if self.asked.required:
            row.addStretch(1)
        else:
            row.addWidget(label("optional", "small"), 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def _help(self) -> QLabel:
        words = label(self.asked.help, "small", wrap=True)
        if self.asked.kind is SetupKind.TICK:
            words.setContentsMargins(32, 0, 0, 0)  # under the words, not under the box
        return words

    def show_value(self, value: str) -> None:
        """Show another answer without telling anybody."""
        self.entry.show_value(value)

    def show_known(self, *, known: bool) -> None:
        """Say that a secret is known already and need not be typed; other answers are shown anyway."""
        if self.asked.secret and known != self._known:
            self._known = known
            self.entry.show_placeholder(KNOWN if known else self.asked.placeholder)

    @property
    def waits(self) -> bool:
        """Whether it is needed and still empty."""
        return self.asked.required and not self._known and not self.entry.value()


class _Entry(QWidget):
    """Where an answer is given. Signals: `answered` with the answer, `left` when it stands."""

    answered = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.S)

    def show_placeholder(self, words: str) -> None:
        """What stands there while nothing does; only a line has one that changes."""


class _Line(_Entry):
    def __init__(self, asked: SetupField) -> None:
        super().__init__()
        self.target = QLineEdit()
        self.target.setPlaceholderText(asked.placeholder)
        self.target.textEdited.connect(self.answered)
        self.target.editingFinished.connect(self.left)
        self._row.addWidget(self.target, 1)
        self.show_button = Button("Show", "quiet")
        if asked.secret:
            self.target.setEchoMode(QLineEdit.EchoMode.Password)
            self.show_button.setCheckable(True)
            self.show_button.setMinimumWidth(76)
            self.show_button.setAccessibleName(f"Show: {asked.label}")
            self.show_button.toggled.connect(self._show_secret)
            self._row.addWidget(self.show_button)
        else:
            self.show_button.hide()

    def value(self) -> str:
        return self.target.text()

    def show_value(self, value: str) -> None:
        if self.target.text() != value:
            self.target.setText(value)

    @override
    def show_placeholder(self, words: str) -> None:
        self.target.setPlaceholderText(words)

    def _show_secret(self, shown: bool) -> None:  # noqa: FBT001  (Qt's signal)
        self.target.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.show_button.setText("Hide" if shown else "Show")


class _Lines(_Entry):
    def __init__(self, asked: SetupField) -> None:
        super().__init__()
        self._shown = ""
        self.target = QPlainTextEdit()
        self.target.setPlaceholderText(asked.placeholder)
        self.target.setTabChangesFocus(True)
        self.target.setFixedHeight(_LINES_HEIGHT)
        self.target.textChanged.connect(self._changed)
        self._row.addWidget(self.target, 1)

    def value(self) -> str:
        return self.target.toPlainText()

    def show_value(self, value: str) -> None:
        self._shown = value
        if self.value() != value:
            self.target.setPlainText(value)

    def _changed(self) -> None:
        if self.value() != self._shown:
            self._shown = self.value()
            self.answered.emit(self._shown)


class _Choice(_Entry):
    def __init__(self, asked: SetupField) -> None:
        super().__init__()
        self._options = asked.options
        self.target = ChoiceBox(asked.label)
        self.target.setPlaceholderText(asked.placeholder or "Choose…")
        self.target.activated.connect(lambda _: self.answered.emit(self.value()))
        self._row.addWidget(self.target, 1)

    def value(self) -> str:
        return self.target.value()

    def show_value(self, value: str) -> None:
        self.target.offer(self._options, value)


class _Tick(_Entry):
    def __init__(self, asked: SetupField) -> None:
        super().__init__()
        self._line = TickLine(asked.label, "strong")
        self.target = self._line.box
        self._line.ticked.connect(lambda on: self.answered.emit(YES if on else ""))
        self._row.addWidget(self._line, 1)

    def value(self) -> str:
        return YES if self.target.isChecked() else ""

    def show_value(self, value: str) -> None:
        self._line.show_ticked(ticked=value == YES)


class _File(_Entry):
    def __init__(self, asked: SetupField) -> None:
        super().__init__()
        self.field = FileField(asked.label, _FILES.get(asked.name, ""))
        self.target = self.field.line
        self.field.typed.connect(self.answered)
        self.field.finished.connect(self.left)
        self._row.addWidget(self.field, 1)

    def value(self) -> str:
        return self.target.text()

    def show_value(self, value: str) -> None:
        self.field.show_path(value)


def _entry(asked: SetupField) -> _Line | _Lines | _Choice | _Tick | _File:
    match asked.kind:
        case SetupKind.TEXT:
            return _Line(asked)
        case SetupKind.LINES:
            return _Lines(asked)
        case SetupKind.CHOICE:
            return _Choice(asked)
        case SetupKind.TICK:
            return _Tick(asked)
        case SetupKind.FILE:
            return _File(asked)
