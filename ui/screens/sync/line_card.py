"""How everything stands, large enough to be read out from two metres, and what can be done at once."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.screens.health import APART, Health
from ui.screens.messages import Message
from ui.screens.pieces import Card
from ui.theme import Space, Tone, tone_icon
from ui.widgets.labels import label
from ui.widgets.signs import SOFT_INK, Sign

_SHORT = 34
_DOT = f"\N{NO-BREAK SPACE}{APART.lstrip()}"
"""It ends a line, and never begins one."""


class LineCard(Card):
    """The health line over the state of the line to the platform; buttons below."""

    def __init__(self, buttons: tuple[QWidget, ...]) -> None:
        super().__init__()
        self.body.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        self._sign = Sign("sync", 40)
        self.health = label("", "title", wrap=True)
        self.title = label("", "strong", wrap=True)
        self.advice = label("", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        for widget in (self.health, self.title, self.advice):
            words.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        for button in buttons:
            row.addWidget(button)
        row.addStretch()
        words.addSpacing(Space.S)
        words.addLayout(row)
        whole = QHBoxLayout()
        whole.setSpacing(Space.L)
        whole.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(words, 1)
        self.body.addLayout(whole)

    def show_line(self, health: Health | None, headline: Message, fresh: str) -> None:
        """Show it; before the first look only the headline is known."""
        tone = headline.tone if health is None else health.tone
        self._sign.show_sign("sync" if tone is Tone.IDLE else tone_icon(tone), SOFT_INK[tone])
        said = headline.title if health is None else health.line
        self.health.setText(_held_together(said))
        self.health.setAccessibleName(said)
        self.title.setText(fresh if health is None else f"{headline.title}{APART}{fresh}")
        self.advice.setText(headline.advice)
        self.advice.setVisible(bool(headline.advice))


def _held_together(line: str) -> str:
    """Short parts are not broken: no line begins with half a thought."""
    parts = line.split(APART)
    held = (part.replace(" ", "\N{NO-BREAK SPACE}") if len(part) <= _SHORT else part for part in parts)
    return _DOT.join(held)
