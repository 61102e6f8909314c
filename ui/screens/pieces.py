"""Pieces that several screens are put together from: notes, cards, pages, questions."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.screens.messages import Message
from ui.screens.wrapped_label import WrappedLabel
from ui.theme import Space, Tone, mark, tone_icon
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.signs import SOFT_INK, Sign


class Note(QFrame):
    """A quiet box that says a `Message`; it takes no room while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = Sign("info", 22)
        self._title = WrappedLabel(role="strong")
        self._advice = WrappedLabel()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._advice)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        row.setSpacing(Space.M)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What it says, empty while hidden."""
        return "" if self.isHidden() else f"{self._title.text()}\n{self._advice.text()}".strip()

    def show_message(self, message: Message | None) -> None:
        """Say it, or be gone."""
        self.setVisible(message is not None)
        if message is None:
            return
        mark(self, "soft", message.tone.value)
        self._sign.show_sign(
            "info" if message.tone is Tone.IDLE else tone_icon(message.tone), SOFT_INK[message.tone]
        )
        self._title.setText(message.title)
        self._advice.setText(message.advice)
        self._advice.setVisible(bool(message.advice))
        self.setAccessibleName(f"{message.title}. {message.advice}")


class Card(QFrame):
    """A white box with an optional heading; what it holds goes into `body`."""

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(Space.XL, Space.L, Space.XL, Space.XL)
        self.body.setSpacing(Space.M)
        if heading:
            self.body.addWidget(label(heading, "heading"))


class Page(QScrollArea):
    """A column as wide as is good to read, that scrolls when it is too high."""

    def __init__(self, widest: int = 1040, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("ground", "none")
        column = QWidget()
        column.setMaximumWidth(widest)
        self.body = QVBoxLayout(column)
        self.body.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        self.body.setSpacing(Space.L)
        around = QHBoxLayout(inside)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(column, 100)
        around.addStretch()
        self.setWidget(inside)


class Question(QDialog):
    """Asks before something is done; never blocks, calls `yes` when the answer is yes."""

    def __init__(
        self,
        question: Message,
        yes_says: str,
        yes: Callable[[], object],
        parent: QWidget,
        role: str = "danger",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(question.title)
        self.setModal(True)
        self.setMinimumWidth(460)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        stay = Button("Cancel")
        go = Button(yes_says, role)
        stay.clicked.connect(self.reject)
        go.clicked.connect(self.accept)
        self.accepted.connect(yes)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.M)
        buttons.addStretch()
        buttons.addWidget(stay)
        buttons.addWidget(go)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.L)
        column.addWidget(label(question.title, "heading", wrap=True))
        column.addWidget(label(question.advice, wrap=True))
        column.addLayout(buttons)
        self.yes_button, self.no_button = go, stay
        stay.setFocus()

    def put_in(self, widget: QWidget) -> None:
        """Show something to be decided along with it, above the buttons."""
        self._column.insertWidget(self._column.count() - 1, widget)


def empty_layout(layout: QLayout) -> None:
    """Take out everything a layout holds."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            empty_layout(inner)
