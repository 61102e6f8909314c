"""The list of steps at the left: what is done, where one is, what is still to come."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui.screens.setup.presenter import StepLine
from ui.screens.setup.steps import Step, StepMark
from ui.theme import TOUCH, Radius, Space, TypeSize, paint, palette
from ui.widgets.labels import label


class StepList(QWidget):
    """Emits `asked` with the step somebody wants to walk back to."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(280)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.L, Space.XL, Space.L, Space.XL)
        self._column.setSpacing(Space.XS)
        self._column.addWidget(label("Setting up the desk", "heading", wrap=True))
        self._column.addSpacing(Space.M)
        self.buttons = {step: _StepButton(step) for step in Step}
        for step, button in self.buttons.items():
            button.clicked.connect(lambda _=False, step=step: self.asked.emit(step))
            self._column.addWidget(button)
        self._column.addStretch()
        self._column.addWidget(label("You can change all of this later in Settings.", "small", wrap=True))

    def show_lines(self, lines: Sequence[StepLine]) -> None:
        """Show how far each step is."""
        for line in lines:
            self.buttons[line.step].show_line(line)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        """The ground, and a line to what is at the right."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(palette().surface))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(palette().line))
        painter.end()


class _StepButton(QAbstractButton):
    def __init__(self, step: Step) -> None:
        super().__init__()
        self._line = StepLine(step=step, number=0, mark=StepMark.AHEAD, reachable=False)
        self.setText(step.label)
        self.setMinimumHeight(TOUCH + 4)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_line(self, line: StepLine) -> None:
        self._line = line
        self.setEnabled(line.reachable)
        shape = Qt.CursorShape.PointingHandCursor if line.reachable else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.setAccessibleName(f"{line.number}. {line.step.label}, {line.mark.value}")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(220, TOUCH + 4)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        colours, here = palette(), self._line.mark is StepMark.CURRENT
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if here or (self.underMouse() and self.isEnabled()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft if here else colours.sunken))
            painter.drawRoundedRect(whole, Radius.M, Radius.M)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(whole, Radius.M, Radius.M)
        self._number(painter)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if here else QFont.Weight.Normal)
        painter.setFont(font)
        ahead = self._line.mark is StepMark.AHEAD
        painter.setPen(QColor(colours.accent_text if here else colours.muted if ahead else colours.text))
        painter.drawText(
            whole.adjusted(52, 0, -Space.S, 0), Qt.AlignmentFlag.AlignVCenter, self._line.step.label
        )
        painter.end()

    def _number(self, painter: QPainter) -> None:
        colours, mark = palette(), self._line.mark
        centre = QPointF(Space.M + 14, self.height() / 2)
        if mark is StepMark.AHEAD:
            painter.setPen(QPen(QColor(colours.edge), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ink = colours.muted
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.yes if mark is StepMark.DONE else colours.accent))
            ink = colours.on_yes if mark is StepMark.DONE else colours.on_accent
        painter.drawEllipse(centre, 14, 14)
        if mark is StepMark.DONE:
            paint(painter, "check", ink, QRectF(centre.x() - 9, centre.y() - 9, 18, 18))
            return
        font = QFont(self.font())
        font.setPixelSize(TypeSize.SMALL)
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        circle = QRectF(centre.x() - 14, centre.y() - 14, 28, 28)
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self._line.number))
