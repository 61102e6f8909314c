"""The designs, and the page to draw on one of them."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from checkin.app import App
from checkin.badges.template import BadgeTemplate
from checkin.notices import PhotosFetched
from ui.screens.designer.editor import EditorView
from ui.screens.designer.presenter import Asks, Opened
from ui.screens.designer.shelf import ShelfPresenter
from ui.screens.designer.shelf_view import ShelfView
from ui.tasks import asker


class DesignerView(QWidget):
    """Where badges are designed.

    Args:
        app: the app.
        asks: where work is done; by default on the app's threads.

    Signals:
        whole: whether it needs the whole screen, as it does while something is drawn.
    """

    whole = Signal(bool)

    def __init__(self, app: App, *, asks: Asks | None = None) -> None:
        super().__init__()
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        if asks is None:
            background, desk = asker(owner=self), asker(app.at_desk, self)
            asks = Asks(background=background, desk=desk, printer=asker(app.at_printer, self))
        self.shelf = ShelfView(ShelfPresenter(app, asks.background))
        self.editor = EditorView(app, asks)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.shelf)
        self._stack.addWidget(self.editor)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self.shelf.presenter.opened = self._open
        self.shelf.new_asked.connect(self._begin_new)
        self.editor.left.connect(self._put_back)

    @property
    def is_drawing(self) -> bool:
        """Whether a design is open."""
        return self._stack.currentWidget() is self.editor

    @property
    def has_unsaved(self) -> bool:
        """Whether something would be lost if the window were closed; what is being typed counts."""
        self.editor.form.finish()
        return self.is_drawing and self.editor.presenter.drawing.is_changed

    def begin(self) -> None:
        """Read what may have changed; what is being drawn stays as it is."""
        if not self.is_drawing:
            self.shelf.presenter.begin()

    @Slot(object)
    def hear(self, notice: object) -> None:
        """Take what the core announces; to be connected to `Bridge.noticed`."""
        if isinstance(notice, PhotosFetched) and self.is_drawing:
            self.editor.presenter.people.look_again()

    def ask_before(self, leave: Callable[[], object], *, can_stay: bool = True) -> None:
        """Ask what becomes of what is not saved, then leave; or stay, where one can."""
        self.editor.ask_before(leave, can_stay=can_stay)

    def _open(self, template: BadgeTemplate, opened: Opened) -> None:
        self.editor.presenter.open(template, opened)
        self._show_editor()

    def _begin_new(self) -> None:
        self.editor.presenter.begin_new()
        self._show_editor()

    def _show_editor(self) -> None:
        self._stack.setCurrentWidget(self.editor)
        self.whole.emit(True)  # noqa: FBT003 - what the signal carries
        self.editor.canvas.setFocus()

    def _put_back(self) -> None:
        self._stack.setCurrentWidget(self.shelf)
        self.whole.emit(False)  # noqa: FBT003
        self.shelf.list.setFocus()
        self.shelf.presenter.begin(self.editor.presenter.name)
