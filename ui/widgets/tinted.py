"""Signs on buttons that follow the appearance."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize
from typing_extensions import override

from ui.theme import icon, palette

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton as _Worn
else:
    _Worn = object  # Qt allows one of its classes among the bases: that of the button itself


class Tinted(_Worn):
    """A button that wears a sign in the colours in force; to be named before Qt's own class."""

    _sign = _ink = _off = ""

    def wear(self, sign: str, ink: str, *, off: str = "muted", size: int = 20) -> None:
        """Wear this sign.

        Args:
            sign: its name; empty for none.
            ink: its colour, as the palette calls it.
            off: the same while the button cannot be pressed.
            size: of the sign, in logical pixels.
        """
        self._sign, self._ink, self._off = sign, ink, off
        self.setIconSize(QSize(size, size))
        self._tint()

    @property
    def sign(self) -> str:
        """What it wears."""
        return self._sign

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        """Tint the sign anew when the colours change."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        if self._sign:
            colours = palette()
            ink, off = (str(getattr(colours, name)) for name in (self._ink, self._off))
            self.setIcon(icon(self._sign, ink, off, size=self.iconSize().width()))
