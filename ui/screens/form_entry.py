"""One question of a form on the screen: what is asked, where to answer, what is wrong with the answer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from checkin.model.form import FieldKind, FormField
from ui.screens.filling import Asked
from ui.theme import Space, mark
from ui.widgets.labels import label
from ui.widgets.signs import Sign
from ui.widgets.tick_line import TickLine
from ui.widgets.tiles import Tiles

YES = "yes"
"""The answer of a box that is ticked."""

_FEW, _LINES_HEIGHT, _LONG_WORDS, _LONG_LABEL = 6, 92, 34, 46
_HINTS = {
    FieldKind.DATE: "1990-12-31",
    FieldKind.TIME: "09:30",
    FieldKind.MOMENT: "2026-12-31 09:30",
    FieldKind.EMAIL: "name@example.org",
}
_KEYBOARDS = {
    FieldKind.EMAIL: Qt.InputMethodHint.ImhEmailCharactersOnly,
    FieldKind.NUMBER: Qt.InputMethodHint.ImhFormattedNumbersOnly,
    FieldKind.DATE: Qt.InputMethodHint.ImhDate,
    FieldKind.TIME: Qt.InputMethodHint.ImhTime,
}


class Entry(QWidget):
    """Where an answer is given. `target` takes the keys; emits `answered` with the answer."""

    answered = Signal(str)
    target: QWidget

    def value(self) -> str:
        """The answer as it stands."""
        raise NotImplementedError

    def show_value(self, value: str) -> None:
        """Show another answer without telling anybody."""
        raise NotImplementedError

    def _hold(self, widget: QWidget) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(widget, 1)


class _Line(Entry):
    def __init__(self, field: FormField) -> None:
        super().__init__()
        self.target = self._line = QLineEdit()
        self._line.setPlaceholderText(field.placeholder or _HINTS.get(field.kind, ""))
        self._line.setInputMethodHints(_KEYBOARDS.get(field.kind, Qt.InputMethodHint.ImhNone))
        if field.kind is FieldKind.SECRET:
            self._line.setEchoMode(QLineEdit.EchoMode.Password)
        self._line.textEdited.connect(self.answered)
        self._hold(self._line)

    @override
    def value(self) -> str:
        return self._line.text()

    @override
    def show_value(self, value: str) -> None:
        if self._line.text() != value:
            self._line.setText(value)


class _Lines(Entry):
    def __init__(self, field: FormField) -> None:
        super().__init__()
        self._shown = ""
        self.target = self._text = QPlainTextEdit()
        self._text.setPlaceholderText(field.placeholder)
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(_LINES_HEIGHT)
        self._text.textChanged.connect(self._changed)
        self._hold(self._text)

    @override
    def value(self) -> str:
        return self._text.toPlainText()

    @override
    def show_value(self, value: str) -> None:
        self._shown = value
        if self.value() != value:
            self._text.setPlainText(value)

    def _changed(self) -> None:
        if self.value() != self._shown:
            self._shown = self.value()
            self.answered.emit(self._shown)


def _options(field: FormField) -> list[tuple[str, str]]:
    """Value and words; what needs no answer can be left open."""
    offered = [(option.value, option.label) for option in field.options if option.value is not None]
    if field.kind is FieldKind.CHOICE and not field.required:
        return [("", "No answer"), *offered]
    return offered


class _Tiles(Entry):
    def __init__(self, field: FormField) -> None:
        super().__init__()
        self.target = self._tiles = Tiles(_options(field))
        self._tiles.chosen.connect(self.answered)
        self._hold(self._tiles)

    @override
    def value(self) -> str:
        return self._tiles.value

    @override
    def show_value(self, value: str) -> None:
        self._tiles.show_value(value)


class _Choice(Entry):
    def __init__(self, field: FormField) -> None:
        super().__init__()
        self.target = self._box = QComboBox()
        prompt = next((option.label for option in field.options if option.value is None), "")
        self._box.setPlaceholderText(prompt or field.placeholder or "Choose…")
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._box.setMinimumContentsLength(10)
        for value, words in _options(field):
            self._box.addItem(words, value)
        self._box.setCurrentIndex(-1)
        self._box.activated.connect(lambda _: self.answered.emit(self.value()))
        self._hold(self._box)

    @override
    def value(self) -> str:
        return str(self._box.currentData() or "")

    @override
    def show_value(self, value: str) -> None:
        if self.value() != value or self._box.currentIndex() < 0:
            self._box.setCurrentIndex(self._box.findData(value))


class _Choices(Entry):
    def __init__(self, field: FormField) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(0)
        options = _options(field)
        abreast = 1 if any(len(words) > _LONG_WORDS for _, words in options) else 2
        self.boxes = {value: TickLine(words) for value, words in options}
        for at, box in enumerate(self.boxes.values()):
            box.ticked.connect(lambda _: self.answered.emit(self.value()))
            grid.addWidget(box, at // abreast, at % abreast)
            grid.setColumnStretch(at % abreast, 1)
        self.target = next((box.box for box in self.boxes.values()), QCheckBox())

    @override
    def value(self) -> str:
        return "\n".join(value for value, box in self.boxes.items() if box.box.isChecked())

    @override
    def show_value(self, value: str) -> None:
        chosen = set(value.splitlines())
        for each, box in self.boxes.items():
            box.show_ticked(ticked=each in chosen)


class _Tick(Entry):
    def __init__(self, field: FormField) -> None:
        super().__init__()
        self._line = TickLine(field.label, "strong")
        self.target = self._line.box
        self._line.ticked.connect(lambda on: self.answered.emit(YES if on else ""))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._line, 1)
        if field.required:
            row.addWidget(label("required", "caption"))

    @override
    def value(self) -> str:
        return YES if self._line.box.isChecked() else ""

    @override
    def show_value(self, value: str) -> None:
        self._line.show_ticked(ticked=value == YES)


def _entry(field: FormField) -> Entry:
    match field.kind:
        case FieldKind.LINES:
            return _Lines(field)
        case FieldKind.CHOICE:
            return _Tiles(field) if len(field.options) <= _FEW else _Choice(field)
        case FieldKind.CHOICES:
            return _Choices(field)
        case FieldKind.TICK:
            return _Tick(field)
        case _:
            return _Line(field)


class FaultLine(QWidget):
    """What is wrong, in the colour and with the sign of a no; takes no room while nothing is."""

    def __init__(self) -> None:
        super().__init__()
        self._words = label("", "error", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        row.addWidget(Sign("cross-octagon", 18, "no_text"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while hidden."""
        return "" if self.isHidden() else self._words.text()

    def show_fault(self, fault: str) -> None:
        """Say it, or be gone."""
        self._words.setText(fault)
        self.setVisible(bool(fault))


class FormEntry(QWidget):
    """One question; emits `answered` with its key and the answer."""

    answered = Signal(int, str)

    def __init__(self, asked: Asked, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        field = asked.field
        self.key, self.field = asked.key, field
        self.entry = _entry(field)
        self.target = self.entry.target
        self.target.setAccessibleName(f"{field.label}{', required' if field.required else ''}")
        self.target.setAccessibleDescription(field.help)
        self.entry.answered.connect(lambda text: self.answered.emit(self.key, text))
        self.fault = FaultLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        if field.kind is not FieldKind.TICK:
            column.addLayout(self._caption())
        column.addWidget(self.entry)
        column.addWidget(self.fault)
        if field.help:
            column.addWidget(label(field.help, "small", wrap=True))
        column.addStretch(1)
        self.show_asked(asked)

    @property
    def is_wide(self) -> bool:
        """Whether it wants the whole width."""
        kinds = {FieldKind.LINES, FieldKind.CHOICES, FieldKind.TICK}
        tiled = isinstance(self.entry, _Tiles)
        return self.field.kind in kinds or tiled or len(self.field.label) > _LONG_LABEL

    def show_asked(self, asked: Asked) -> None:
        """Show answer and fault as they are now."""
        self.entry.show_value(asked.answer)
        self.fault.show_fault(asked.fault)
        if isinstance(self.target, QLineEdit):
            mark(self.target, "wrong", "true" if asked.fault else "false")

    def _caption(self) -> QHBoxLayout:
        words = label(self.field.label, "strong", wrap=True)
        words.setBuddy(self.target)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(words, 1)
        if self.field.required:
            row.addWidget(label("required", "caption"), 0, Qt.AlignmentFlag.AlignBottom)
        return row
