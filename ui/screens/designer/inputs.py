"""What numbers, colours and several lines are typed into."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QIcon, QPainter, QPixmap, QWheelEvent
from PySide6.QtWidgets import QColorDialog, QDoubleSpinBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from ui.screens.designer.properties import Ink
from ui.theme import Space, palette
from ui.widgets.buttons import Button
from ui.widgets.choice_box import ChoiceBox

_OWN = "own"
_BLACK = "#000000"


class NumberBox(QDoubleSpinBox):
    """A number that stays as it is when the page is scrolled over it, and waits until it is typed."""

    def __init__(self) -> None:
        super().__init__()
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().setTextMargins(Space.XS, 0, 0, 0)

    @override
    def textFromValue(self, val: float, /) -> str:
        """Without noughts that say nothing."""
        return self.locale().toString(round(val, self.decimals()), "g", 6)

    @override
    def wheelEvent(self, event: QWheelEvent, /) -> None:
        """The wheel belongs to the page: whoever scrolls past must not change anything."""
        event.ignore()


class LinesBox(QPlainTextEdit):
    """Several lines, told when they are left. Tab leaves them."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(76)

    @override
    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        """Tell."""
        super().focusOutEvent(event)
        self.left.emit()


class InkBox(QWidget):
    """A colour of the options, or one of one's own: by its number, or from a dialog. Emits `chosen`."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.choice = ChoiceBox(name)
        self.number = QLineEdit()
        self.number.setAccessibleName(f"{name} as a number")
        self.number.setMaxLength(7)
        self.number.setFixedWidth(92)
        self.pick = Button("")
        self.pick.setProperty("role", "swatch")
        self.pick.setFixedWidth(40)
        self.pick.setAccessibleName(f"Choose: {name}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        row.addWidget(self.choice, 100)
        row.addWidget(self.number)
        row.addWidget(self.pick)
        row.addStretch()
        self.choice.activated.connect(self._choose)
        self.number.editingFinished.connect(self._typed)
        self.pick.clicked.connect(self.ask)
        self.setFocusProxy(self.choice)

    def show_ink(self, ink: Ink) -> None:
        """Show what is chosen."""
        is_own = ink.value.startswith("#")
        self.choice.offer((*ink.options, (_OWN, "Own colour")), _OWN if is_own else ink.value)
        self.choice.setVisible(bool(ink.options))
        self.number.setVisible(is_own)
        self.pick.setVisible(is_own)
        if is_own:
            self.number.setText(ink.value)
            self._show_colour(ink.value)

    def ask(self) -> QColorDialog:
        """Open the dialog; it does not block."""
        dialog = QColorDialog(QColor(self.number.text()), self)
        dialog.setWindowTitle(self.name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.colorSelected.connect(lambda colour: self.chosen.emit(colour.name()))
        dialog.open()
        return dialog

    def _choose(self) -> None:
        value = self.choice.value()
        self.chosen.emit((self.number.text() or _BLACK) if value == _OWN else value)

    def _typed(self) -> None:
        text = self.number.text().strip().lower()
        if self.number.isModified():
            self.number.setModified(False)
            self.chosen.emit(text if text.startswith("#") else f"#{text}")

    def _show_colour(self, colour: str) -> None:
        swatch = QPixmap(22, 22)
        swatch.fill(QColor(colour))
        painter = QPainter(swatch)  # an edge: the colour may be that of the form
        painter.setPen(QColor(palette().edge))
        painter.drawRect(swatch.rect().adjusted(0, 0, -1, -1))
        painter.end()
        self.pick.setIconSize(QSize(22, 22))
        self.pick.setIcon(QIcon(swatch))
