"""The keys that work here, laid over the screen."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui.theme import Space
from ui.widgets.labels import label


class KeySheet(QWidget):
    """Covers its parent with a card of keys and what they do; any key or click takes it away."""

    def __init__(self, keys: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        card = QFrame()
        card.setProperty("card", "true")
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.XL)
        grid.setVerticalSpacing(Space.M)
        for row, (key, meaning) in enumerate(keys):
            cap = label(key, "key")
            cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(cap, row, 0)
            grid.addWidget(label(meaning), row, 1)
        column = QVBoxLayout(card)
        column.setContentsMargins(Space.XXL, Space.XL, Space.XXL, Space.XL)
        column.setSpacing(Space.L)
        column.addWidget(label("Keys", "heading"))
        column.addLayout(grid)
        column.addWidget(label("Press any key to go on. Scanning works all the time.", "muted"))
        middle = QVBoxLayout(self)
        middle.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName("Keys: " + "; ".join(f"{key}, {meaning}" for key, meaning in keys))
        parent.installEventFilter(self)
        self.hide()

    def show_over(self) -> None:
        """Lay it over the parent."""
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self.setFocus()

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Cover the parent as it is resized."""
        if event.type() is QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Go away."""
        self.hide()

    @override
    def focusNextPrevChild(self, next: bool, /) -> bool:
        """Tab too is any key; once hidden, the keys go on to the next as ever."""
        if self.isVisible():
            self.hide()
            return True
        return super().focusNextPrevChild(next)

    @override
    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        """Whatever has the keys now is not to be hidden; another window only borrows them."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self.hide()

    @override
    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        """Go away."""
        self.hide()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Dim what lies below."""
        shade = QColor("#0a0f17")
        shade.setAlphaF(0.6)
        painter = QPainter(self)
        painter.fillRect(self.rect(), shade)
        painter.end()
