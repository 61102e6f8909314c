"""What is done to all that is chosen at once, and the clipboard."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtWidgets import QApplication

from ui.screens.designer import draft as drafting
from ui.screens.designer.draft import Draft
from ui.screens.designer.drawing import Drawing

_COPIED = "application/x-badge-elements+json"


class Chosen:
    """Acts on what is chosen in a drawing; while nothing is, nothing happens."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing

    def duplicate(self) -> None:
        """Have it twice."""
        self._change(drafting.duplicate)

    def remove(self) -> None:
        """Take it away."""
        self._change(drafting.remove)

    def shift(self, by: int) -> None:
        """Bring it over others, or under them where `by` is negative."""
        self._change(lambda now: drafting.shift(now, by))

    def hide(self, out_of_sight: bool) -> None:  # noqa: FBT001 - what a signal carries
        """Take it out of sight while designing, or bring it back."""
        self._change(lambda now: drafting.hide(now, *now.several, out_of_sight=out_of_sight))

    def copy(self) -> None:
        """Put it on the clipboard."""
        text = drafting.copied(self._drawing.draft)
        if text:
            data = QMimeData()
            data.setData(_COPIED, QByteArray(text.encode()))
            QApplication.clipboard().setMimeData(data)

    def cut(self) -> None:
        """Put it on the clipboard, and take it away."""
        self.copy()
        self.remove()

    def paste(self) -> None:
        """Put what is on the clipboard on the badge."""
        # There may be nothing at all, whatever the types say.
        data = cast("QMimeData | None", QApplication.clipboard().mimeData())
        if data is not None and data.hasFormat(_COPIED):
            text = data.data(_COPIED).toStdString()
            self._drawing.do(lambda now: drafting.paste(now, text))

    def _change(self, change: Callable[[Draft], Draft]) -> None:
        if self._drawing.draft.several:
            self._drawing.do(change)
