"""The field that is always listening."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from ui.theme import icon, palette

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -6, Qt.Key.Key_PageDown: 6}


class SearchField(QLineEdit):
    """A search field.

    Signals:
        asked: the words, a moment after the last key.
        submitted: the words at once, on Enter.
        moved: how far to go in the list of answers, on the arrow keys.
        left: Esc was pressed; the field is empty by then.
    """

    asked = Signal(str)
    submitted = Signal(str)
    moved = Signal(int)
    left = Signal()

    def __init__(self, hint: str, *, pause_ms: int = 120, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "search")
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)
        self._leading = QAction(self)
        self.addAction(self._leading, QLineEdit.ActionPosition.LeadingPosition)
        self._tint()
        self._pause = QTimer(self, singleShot=True, interval=pause_ms)
        self._pause.timeout.connect(self._ask)
        self.textChanged.connect(self._pause.start)

    def empty(self) -> None:
        """Clear without asking."""
        self.clear()
        self._pause.stop()

    @override
    def event(self, event: QEvent, /) -> bool:
        """Leave Ctrl+Z to the window: taking back a check-in matters more than taking back a letter."""
        asked = event if event.type() is QEvent.Type.ShortcutOverride else None
        if isinstance(asked, QKeyEvent) and asked.matches(QKeySequence.StandardKey.Undo):
            asked.ignore()
            return False
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Enter submits (once, however long it is held), arrows move, Esc clears."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.moved.emit(_STEPS[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self._pause.stop()
                self.submitted.emit(self.text())
        elif key is Qt.Key.Key_Escape:
            self.empty()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        """Tint the icon anew when the colours change."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        if hasattr(self, "_leading"):
            self._leading.setIcon(icon("search", palette().muted))

    def _ask(self) -> None:
        self.asked.emit(self.text())
