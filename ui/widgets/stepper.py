"""A number that is stepped up and down, with a finger or with the arrow keys."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget
from typing_extensions import override

from ui.theme import TOUCH, Space
from ui.widgets.buttons import Button
from ui.widgets.labels import label

_UP = {Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Plus}
_DOWN = {Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Minus}
_WIDTH = 72


class Stepper(QWidget):
    """Two buttons with a number between them. Emits `stepped` with the new number.

    Args:
        name: what the number is.
        step: by how much it changes.
        most: how far it goes in either direction from 0.
        unit: what stands behind the number.
    """

    stepped = Signal(float)

    def __init__(
        self, name: str, *, step: float, most: float, unit: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._step, self._most, self._unit = name, step, most, unit
        self._value = 0.0
        self.less, self.more = _StepButton("\N{MINUS SIGN}"), _StepButton("+")
        self.number: QLabel = label("", "strong")
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.number.setMinimumWidth(_WIDTH)
        self.less.setAccessibleName(f"{name}: less")
        self.more.setAccessibleName(f"{name}: more")
        self.less.clicked.connect(lambda: self._go(-1))
        self.more.clicked.connect(lambda: self._go(1))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        for widget in (self.less, self.number, self.more):
            row.addWidget(widget)
        self.setFocusProxy(self.more)
        self.show_value(0)

    @property
    def value(self) -> float:
        """The number as it stands."""
        return self._value

    def show_value(self, value: float) -> None:
        """Show another number without telling anybody."""
        self._value = value
        decimals = 0 if float(self._step).is_integer() else 1
        sign = "\N{MINUS SIGN}" if value < 0 else ""
        self.number.setText(f"{sign}{abs(value):.{decimals}f}{f' {self._unit}' if self._unit else ''}")
        self.number.setAccessibleName(f"{self._name}: {self.number.text()}")
        self.less.setEnabled(value > -self._most)
        self.more.setEnabled(value < self._most)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Arrows step, whichever of the two buttons has the keys."""
        key = Qt.Key(event.key())
        if key in _UP | _DOWN:
            self._go(1 if key in _UP else -1)
        else:
            super().keyPressEvent(event)

    def _go(self, direction: int) -> None:
        value = round(self._value + direction * self._step, 6)
        value = max(-self._most, min(self._most, value))
        if value != self._value:
            self.show_value(value)
            self.stepped.emit(value)


class _StepButton(Button):
    """Leaves the arrow keys to the number."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "step")
        self.setFixedWidth(TOUCH)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if Qt.Key(event.key()) in _UP | _DOWN:
            event.ignore()
        else:
            super().keyPressEvent(event)
