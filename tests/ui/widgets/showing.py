"""Puts a widget on the screen for a test."""

from typing import TypeVar

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

W = TypeVar("W", bound=QWidget)


def shown(qtbot: QtBot, widget: W, width: int = 500, height: int = 400) -> W:
    """The widget, seen, and closed after the test."""
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    return widget
