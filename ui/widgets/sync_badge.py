"""How it stands with the platform, always in sight."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from ui.theme import DARK, Tone, icon

_INK = {Tone.IDLE: DARK.muted, Tone.YES: DARK.yes_text, Tone.NO: DARK.no_text, Tone.ASK: DARK.ask_text}
"""It stands on the navigation bar, which is dark in both appearances."""


class SyncBadge(QToolButton):
    """A sign, a word, and how many wait or need a look; pressing it leads to the screen about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setIconSize(QSize(28, 28))
        self.say("cloud-off", Tone.IDLE, "\N{HORIZONTAL ELLIPSIS}")

    def say(
        self, sign: str, tone: Tone, word: str, *, waiting: int = 0, parked: int = 0, health: str = ""
    ) -> None:
        """Show how it stands; `health` says all of it, to whoever asks by pointing or by listening."""
        lines = [word]
        if waiting:
            lines.append(f"{waiting:,} waiting")
        if parked:
            lines.append(f"{parked:,} to look at")
        self.setText("\n".join(lines))
        self.setAccessibleName(", ".join(lines))
        self.setAccessibleDescription(health)
        self.setToolTip(health)
        self.setIcon(icon(sign, _INK[tone], size=28))
