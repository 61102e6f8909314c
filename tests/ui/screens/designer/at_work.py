"""The designer in a window, as its tests handle it."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from checkin.app import App
from ui.screens.designer.view import DesignerView


def press(widget: QWidget, key: str) -> None:
    """A key, or several at once, as Qt writes them."""
    QTest.keySequence(widget, key)


def elements(view: DesignerView) -> int:
    """How many there are on the side in sight."""
    return len(view.editor.presenter.drawing.draft.elements)


def own_names(app: App) -> list[str]:
    """The designs that do not come with the app."""
    return [kept.name for kept in app.templates.all() if not kept.bundled]
