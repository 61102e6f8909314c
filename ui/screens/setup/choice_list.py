"""A list one stands on while Enter goes on to the next step."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from ui.widgets.people_list import PeopleList


class ChoiceList(PeopleList):
    """Where one stands is what is chosen: Enter is left to the screen around it."""

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """The arrows are its own."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
        else:
            super().keyPressEvent(event)
