"""The short sounds of an answer, for those who look at the badge and not at the screen."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl

from checkin.paths import resource
from ui.scanning.quiet import quiet

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect

NAMES = ("admitted", "refused", "attention")


class Sounds(QObject):
    """Plays the sounds; on a computer without sound it does nothing and says nothing.

    Attributes:
        are_on: whether to play at all; may be changed at any time.
    """

    def __init__(self, parent: QObject | None = None, folder: Path | None = None) -> None:
        super().__init__(parent)
        self.are_on = True
        self._folder = resource("sounds") if folder is None else folder
        self._effects: dict[str, QSoundEffect] | None = None

    @property
    def can_be_heard(self) -> bool:
        """Whether there is anything to play them with; False before `load`."""
        return bool(self._effects)

    def load(self) -> None:
        """Get ready: takes a moment, so best after the window is shown."""
        if self._effects is None:
            with quiet():
                self._effects = self._made()

    def play(self, name: str) -> None:
        """Play one of `NAMES` from its beginning; nothing happens before `load` or for another name."""
        effect = (self._effects or {}).get(name)
        if effect is not None and self.are_on:
            effect.stop()
            effect.play()

    def _made(self) -> "dict[str, QSoundEffect]":
        try:
            from PySide6.QtMultimedia import QMediaDevices, QSoundEffect  # noqa: PLC0415 - slow, may be missing
        except ImportError:
            return {}
        if QMediaDevices.defaultAudioOutput().isNull():
            return {}
        effects = {name: QSoundEffect(self) for name in NAMES}
        for name, effect in effects.items():
            effect.setSource(QUrl.fromLocalFile(str(self._folder / f"{name}.wav")))
            effect.setVolume(0.8)
        return effects
