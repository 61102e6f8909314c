"""A button with nothing but a sign; what it does is its tool tip and its accessible name."""

from PySide6.QtWidgets import QToolButton

from ui.widgets.tinted import Tinted


class SignButton(Tinted, QToolButton):
    """Does what `words` say."""

    def __init__(self, sign: str, words: str) -> None:
        super().__init__()
        self.setProperty("role", "icon")
        self.setProperty("dense", "true")
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.show_sign(sign)

    def show_sign(self, sign: str) -> None:
        """Show another sign."""
        if sign != self.sign:
            self.wear(sign, "text", off="edge")
