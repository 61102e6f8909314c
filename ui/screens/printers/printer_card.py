"""One printer: how it is, what it prints, and what can be done with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.screens.printers.presenter import PrinterRow
from ui.screens.wrapped_label import WrappedLabel
from ui.theme import Space, Tone, tone_icon
from ui.widgets.buttons import Button
from ui.widgets.signs import SOFT_INK, Sign


class PrinterCard(QFrame):
    """Shows a `PrinterRow`. Emits what is asked for with the printer's name."""

    test_asked = Signal(str)
    edit_asked = Signal(str)
    main_asked = Signal(str)
    remove_asked = Signal(str)

    def __init__(self, row: PrinterRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "sunken")
        self.row = row
        self.test, self.edit = Button("Test page", sign="printer"), Button("Change…")
        self.main, self.remove = Button("Make it the main one", "quiet"), Button("Remove…", "quiet")
        self._sign, self._state_sign = Sign(row.sign, 28), Sign("clock", 18)
        self._title, self.state = WrappedLabel(role="strong"), WrappedLabel()
        self._about, self._prints = WrappedLabel(role="small"), WrappedLabel(role="muted")
        for button, asked in (
            (self.test, self.test_asked),
            (self.edit, self.edit_asked),
            (self.main, self.main_asked),
            (self.remove, self.remove_asked),
        ):
            button.clicked.connect(lambda _=False, asked=asked: asked.emit(self.row.called))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(Space.L, Space.M, Space.M, Space.M)
        whole.setSpacing(Space.M)
        whole.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(self._words(), 1)
        whole.addLayout(self._buttons())
        self.show_row(row)

    def show_row(self, row: PrinterRow) -> None:
        """Show how it is now."""
        self.row = row
        self.test.setAccessibleName(f"Print a test page on {row.called}")
        self.edit.setAccessibleName(f"Change {row.called}")
        self.main.setAccessibleName(f"Make {row.called} the main printer")
        self.remove.setAccessibleName(f"Remove {row.called} from the list")
        self.main.setVisible(not row.is_main)
        self.remove.setVisible(row.can_go)
        self._sign.show_sign(row.sign, "accent" if row.is_main else "muted")
        self._title.setText(row.title)
        self._about.setText(row.about)
        self._state_sign.show_sign(
            "clock" if row.tone is Tone.IDLE else tone_icon(row.tone), SOFT_INK[row.tone]
        )
        self.state.setText(row.state)
        self._prints.setText(row.prints)
        self.setAccessibleName(f"{row.title}. {row.state}. {row.prints}")

    def _words(self) -> QVBoxLayout:
        state = QHBoxLayout()
        state.setContentsMargins(0, Space.XS, 0, Space.XS)
        state.setSpacing(Space.S)
        state.addWidget(self._state_sign, 0, Qt.AlignmentFlag.AlignTop)
        state.addWidget(self.state, 1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._about)
        words.addLayout(state)
        words.addWidget(self._prints)
        words.addStretch()
        return words

    def _buttons(self) -> QVBoxLayout:
        buttons = QVBoxLayout()
        buttons.setSpacing(Space.S)
        for widgets in ((self.test, self.edit), (self.main, self.remove)):
            row = QHBoxLayout()
            row.setSpacing(Space.S)
            row.addStretch()
            for widget in widgets:
                row.addWidget(widget)
            buttons.addLayout(row)
        buttons.addStretch()
        return buttons
