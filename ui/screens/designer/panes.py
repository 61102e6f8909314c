"""The parts of the page to draw on, which F6 goes through."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QApplication, QWidget

Pane = tuple[QWidget, Callable[[], QWidget | None]]
"""A part of the screen, and what in it takes the keys; None where there is nothing at the time."""


def go_on(panes: Sequence[Pane], by: int) -> None:
    """Give the keys to the next part, or to the one before where `by` is negative."""
    focused = QApplication.focusWidget()
    here = next((at for at, (part, _) in enumerate(panes) if _holds(part, focused)), -1 if by > 0 else 0)
    for step in range(1, len(panes) + 1):
        target = panes[(here + by * step) % len(panes)][1]()
        if target is not None and target.isVisible() and target.isEnabled():
            target.setFocus()
            return


def _holds(part: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (part is focused or part.isAncestorOf(focused))
