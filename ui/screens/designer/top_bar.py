"""The bar over the page: what is open, what can be taken back, how near it is, printing and saving."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui.screens.designer.looking import ZoomBar
from ui.screens.designer.sign_button import SignButton
from ui.theme import Space
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel


class TopBar(QFrame):
    """Holds buttons; whoever makes it connects them."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("pane", "top")
        self.back = Button("Designs", "quiet", "chevron-left")
        self.title, self.standing = ElidedLabel("", "strong"), ElidedLabel("", "small")
        self.undo, self.redo = SignButton("undo", "Undo (Ctrl+Z)"), SignButton("redo", "Redo (Ctrl+Y)")
        self.zoom = ZoomBar()
        self.print_test = Button("Print a test badge", "", "printer")
        self.save = Button("Save", "primary")
        self.save.setToolTip("Ctrl+S")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.standing)
        bar = QHBoxLayout(self)
        bar.setContentsMargins(Space.S, Space.S, Space.M, Space.S)
        bar.setSpacing(Space.S)
        bar.addWidget(self.back)
        bar.addLayout(words, 1)
        for each in (self.undo, self.redo, self.zoom, self.print_test, self.save):
            bar.addWidget(each)

    def show_printing(self, *, under_way: bool) -> None:
        """Whether a test badge is under way; it stays to be pressed, else Save would get the keys."""
        self.print_test.setText("Printing…" if under_way else "Print a test badge")
