"""One widget for each kind of property; each tells what a person set, and shows quietly what it is told."""

from typing import assert_never

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui.screens.designer.inputs import InkBox, LinesBox, NumberBox
from ui.screens.designer.properties import (
    Act,
    Choice,
    Ink,
    Number,
    PictureFile,
    Property,
    Said,
    Tick,
    Words,
)
from ui.widgets.buttons import Button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.labels import label

_LEAST = 36
PICTURES = "Pictures (*.png *.jpg *.jpeg)"


class Entry(QWidget):
    """A property on the screen: its words, and what it is set with.

    Signals:
        told: a person set it; carries the property's key and the value.
        file_told: a person chose a file; likewise.
    """

    told = Signal(str, object)
    file_told = Signal(str, str)

    def __init__(self, of: Property, control: QWidget, *, words: bool = True) -> None:
        super().__init__()
        self.key = of.key
        self.control = control
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        if words:
            column.addWidget(label(of.label, "small"))
        column.addWidget(control)
        column.addStretch()
        control.setAccessibleName(of.label)
        control.setMinimumWidth(_LEAST)  # else the widest word of all would make the whole form wider
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setFocusProxy(control)

    def show_property(self, of: Property) -> None:
        """Show it as it is now; of the kind and key it was made for."""


class NumberEntry(Entry):
    """A number."""

    def __init__(self, of: Number) -> None:
        self._box = NumberBox()
        super().__init__(of, self._box)
        self._box.valueChanged.connect(lambda value: self.told.emit(self.key, value))

    @override
    def show_property(self, of: Property) -> None:
        if isinstance(of, Number):
            self._box.blockSignals(True)  # noqa: FBT003 - Qt's name for being quiet
            self._box.setDecimals(of.decimals)
            self._box.setRange(of.least - 1 if of.differs else of.least, of.most)
            self._box.setSpecialValueText("different" if of.differs else "")
            self._box.setSingleStep(of.step)
            self._box.setSuffix(f" {of.unit}" if of.unit else "")
            self._box.setValue(of.least - 1 if of.differs else of.value)
            self._box.blockSignals(False)  # noqa: FBT003


class ChoiceEntry(Entry):
    """One of several."""

    def __init__(self, of: Choice) -> None:
        self._box = ChoiceBox(of.label)
        super().__init__(of, self._box)
        self._box.activated.connect(lambda _: self.told.emit(self.key, self._box.value()))

    @override
    def show_property(self, of: Property) -> None:
        if isinstance(of, Choice):
            self._box.offer(of.options, of.value)


class WordsEntry(Entry):
    """A line of words; told when it is left or Enter is pressed."""

    def __init__(self, of: Words) -> None:
        self._line = QLineEdit()
        super().__init__(of, self._line)
        self._line.editingFinished.connect(self._tell)

    def _tell(self) -> None:
        if self._line.isModified():
            self._line.setModified(False)
            self.told.emit(self.key, self._line.text())

    @override
    def show_property(self, of: Property) -> None:
        if isinstance(of, Words) and not (self._line.hasFocus() and self._line.isModified()):
            self._line.setPlaceholderText(of.hint)
            self._line.setText(of.value)


class LinesEntry(Entry):
    """Several lines of words; told when they are left."""

    def __init__(self, of: Words) -> None:
        self._box = LinesBox()
        super().__init__(of, self._box)
        self._shown = ""
        self._box.left.connect(self._tell)

    def _tell(self) -> None:
        text = self._box.toPlainText()
        if text != self._shown:
            self._shown = text
            self.told.emit(self.key, text)

    @override
    def show_property(self, of: Property) -> None:
        if isinstance(of, Words) and of.value != self._shown:
            self._shown = of.value
            self._box.setPlainText(of.value)
            self._box.setToolTip(of.hint)


class TickEntry(Entry):
    """Yes or no."""

    def __init__(self, of: Tick) -> None:
        self._box = QCheckBox(of.label.replace("&", "&&"))
        super().__init__(of, self._box, words=False)
        self._box.clicked.connect(lambda on: self.told.emit(self.key, on))

    @override
    def show_property(self, of: Property) -> None:
        if isinstance(of, Tick):
            self._box.setTristate(of.differs)
            set_ = Qt.CheckState.Checked if of.value else Qt.CheckState.Unchecked
            self._box.setCheckState(Qt.CheckState.PartiallyChecked if of.differs else set_)


class InkEntry(Entry):
    """A colour."""

    def __init__(self, of: Ink) -> None:
        self._box = InkBox(of.label)
        super().__init__(of, self._box)
        self._box.chosen.connect(lambda value: self.told.emit(self.key, value))

    @override
    def show_property(self, of: Property) -> None:
        if isinstance(of, Ink):
            self._box.show_ink(of)


class ActEntry(Entry):
    """Something to do."""

    def __init__(self, of: Act) -> None:
        self._button = Button(of.label if of.words else "", "", of.sign)
        super().__init__(of, self._button, words=False)
        self._button.setToolTip(of.label)
        self._button.clicked.connect(lambda: self.told.emit(self.key, ""))


class FileEntry(Entry):
    """A picture to choose in a dialog."""

    def __init__(self, of: PictureFile) -> None:
        self._button = Button(of.label, "", "picture")
        super().__init__(of, self._button, words=False)
        self._button.clicked.connect(self.ask)

    def ask(self) -> QFileDialog:
        """Open the dialog; it does not block."""
        dialog = QFileDialog(self, "Choose a picture")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(PICTURES)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.file_told.emit(self.key, file))
        dialog.open()
        return dialog


class SaidEntry(Entry):
    """Something to know."""

    def __init__(self, of: Said) -> None:
        self._said = label(of.label, "small", wrap=True)
        super().__init__(of, self._said, words=False)

    @override
    def show_property(self, of: Property) -> None:
        self._said.setText(of.label)


def entry_for(of: Property) -> Entry:
    """The widget for a property, showing it."""
    made = _made(of)
    made.show_property(of)
    return made


def _made(of: Property) -> Entry:  # noqa: C901, PLR0911, PLR0912 - one for each kind
    match of:
        case Number():
            return NumberEntry(of)
        case Choice():
            return ChoiceEntry(of)
        case Words():
            return LinesEntry(of) if of.lines else WordsEntry(of)
        case Tick():
            return TickEntry(of)
        case Ink():
            return InkEntry(of)
        case Act():
            return ActEntry(of)
        case PictureFile():
            return FileEntry(of)
        case Said():
            return SaidEntry(of)
        case _:
            assert_never(of)
