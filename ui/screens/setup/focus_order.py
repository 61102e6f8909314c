"""Tab leads from the top to the bottom, also through what was only just made."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def from_top_to_bottom(widget: QWidget) -> Iterator[QWidget]:
    """Whatever Tab can stop at in there, in the order it is laid out, what is hidden now included."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    layout = widget.layout()
    if layout is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        widget = None if item is None else item.widget()
        inner = None if item is None else item.layout()
        if widget is not None:
            yield from from_top_to_bottom(widget)
        elif inner is not None:
            yield from _in_layout(inner)


def chain(stops: Sequence[QWidget]) -> None:
    """Let Tab lead from each to the next: Qt itself goes by when they were made."""
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)
