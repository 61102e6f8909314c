"""The page to draw on: elements at the left, the badge in the middle, what can be set at the right."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from checkin.app import App
from ui.screens.designer import draft as drafting
from ui.screens.designer.add_button import AddButton
from ui.screens.designer.canvas import Canvas
from ui.screens.designer.chosen import Chosen
from ui.screens.designer.draft import Side
from ui.screens.designer.element_list import ElementList
from ui.screens.designer.entries import PICTURES
from ui.screens.designer.findings import Finding
from ui.screens.designer.findings_list import FindingsList
from ui.screens.designer.leaving import LeavingQuestion
from ui.screens.designer.looking import LookingBar
from ui.screens.designer.panes import Pane, go_on
from ui.screens.designer.presenter import Asks, DesignerPresenter
from ui.screens.designer.property_panel import PropertyPanel
from ui.screens.designer.top_bar import TopBar
from ui.screens.designer.zooming import FIT, stepped
from ui.screens.pieces import Note
from ui.theme import Space

_LEFT, _RIGHT = 236, 316
_DEBOUNCE_MS = 30
_AFTER_A_PAUSE_MS = 600
_PICTURE = "file"
_SIDES = (Side.FRONT, Side.BACK)


class EditorView(QWidget):
    """Draws on a badge.

    Signals:
        left: nothing keeps anybody here: what was drawn is saved, or given up.
    """

    left = Signal()

    def __init__(self, app: App, asks: Asks) -> None:
        super().__init__()
        self.presenter = DesignerPresenter(app, asks)
        self._chosen = Chosen(self.presenter.drawing)
        self._fits = True
        self._drawing_soon = QTimer(self, singleShot=True, interval=_DEBOUNCE_MS)
        self._rounds_soon = QTimer(self, singleShot=True, interval=_AFTER_A_PAUSE_MS)
        self._make()
        self._arrange()
        self._wire()
        self._bind_keys()
        self._show_bars()

    def _make(self) -> None:
        does = self.presenter
        self.bar = TopBar()
        self.sides = QTabBar()
        self.sides.setDrawBase(False)
        self.sides.setAccessibleName("Side of the badge")
        for words in ("Front", "Back"):
            self.sides.addTab(words)
        self.add = AddButton()
        self.elements = ElementList()
        self.canvas = Canvas(does.drawing, does.pen)
        self.stage = QScrollArea()
        self.stage.setWidgetResizable(True)
        self.stage.setFrameShape(QFrame.Shape.NoFrame)
        self.stage.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.stage.setWidget(self.canvas)
        self.note, self.faults = Note(), FindingsList()
        self.looking = LookingBar()
        self.form = PropertyPanel()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._left())
        row.addLayout(self._middle(), 1)
        row.addWidget(_pane("right", self.form, width=_RIGHT))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        whole.addLayout(row, 1)

    def _left(self) -> QFrame:
        left = _pane("left", self.sides, self.add, self.elements, self.note, self.faults, width=_LEFT)
        column = left.layout()
        if column is not None:
            column.setContentsMargins(Space.M, 0, Space.M, Space.S)
            column.setSpacing(Space.S)
        return left

    def _middle(self) -> QVBoxLayout:
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.stage, 1)
        middle.addWidget(_pane("foot", self.looking))
        return middle

    def _wire(self) -> None:
        does, drawing, bar = self.presenter, self.presenter.drawing, self.bar
        does.changed = self.show_state
        does.saw = self._show_seen
        self._drawing_soon.timeout.connect(self._draw)
        self._rounds_soon.timeout.connect(does.look_round)
        bar.back.clicked.connect(self.leave)
        bar.undo.clicked.connect(drawing.undo)
        bar.redo.clicked.connect(drawing.redo)
        bar.print_test.clicked.connect(self._print)
        bar.save.clicked.connect(self._save)
        bar.zoom.chosen.connect(self._zoom_to)
        bar.zoom.stepped.connect(self._zoom_by)
        self.sides.currentChanged.connect(lambda at: drawing.turn_over(_SIDES[at]))
        self.add.offer((*does.offered, (_PICTURE, "Picture from a file…", "picture")))
        self.add.chosen.connect(self._add)
        self._wire_parts()

    def _wire_parts(self) -> None:
        does, drawing, listed = self.presenter, self.presenter.drawing, self.elements
        listed.chosen.connect(drawing.choose)
        listed.shifted.connect(self._chosen.shift)
        listed.ordered.connect(lambda order: drawing.do(lambda now: drafting.in_order(now, order)))
        listed.hidden.connect(self._chosen.hide)
        listed.renamed.connect(lambda name: drawing.do(lambda now: drafting.rename(now, name)))
        listed.copied.connect(self._chosen.duplicate)
        listed.removed.connect(self._chosen.remove)
        self.faults.chosen.connect(self._go_to)
        self.form.told.connect(self._set)
        self.form.file_told.connect(lambda _, file: does.choose_picture(Path(file)))
        self.looking.person_chosen.connect(does.people.look_at)
        self.looking.searched.connect(does.people.search)
        self.canvas.zoom_asked.connect(self._zoom_by)
        self.stage.viewport().installEventFilter(self)

    def _bind_keys(self) -> None:
        drawing = self.presenter.drawing
        for keys, act in (
            ("Ctrl+Z", drawing.undo),
            ("Ctrl+Shift+Z", drawing.redo),
            ("Ctrl+Y", drawing.redo),
            ("Ctrl+A", drawing.choose_all),
            ("Ctrl+X", self._chosen.cut),
            ("Ctrl+C", self._chosen.copy),
            ("Ctrl+V", self._chosen.paste),
            ("Ctrl+D", self._chosen.duplicate),
            ("Del", self._chosen.remove),
            ("Ctrl+PgUp", lambda: self._chosen.shift(1)),
            ("Ctrl+PgDown", lambda: self._chosen.shift(-1)),
            ("Ctrl+S", self._save),
            ("Ctrl++", lambda: self._zoom_by(1)),
            ("Ctrl+=", lambda: self._zoom_by(1)),
            ("Ctrl+-", lambda: self._zoom_by(-1)),
            ("Ctrl+0", lambda: self._zoom_to(FIT)),
            ("F6", lambda: go_on(self._panes(), 1)),
            ("Shift+F6", lambda: go_on(self._panes(), -1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _panes(self) -> tuple[Pane, ...]:
        """The parts F6 goes through: the list, the page, what can be set, whose badge it is, the bar."""
        return (
            (self.elements, lambda: self.elements.list),
            (self.canvas, lambda: self.canvas),
            (self.form, self.form.first),
            (self.looking, lambda: self.looking.people),
            (self.bar, lambda: self.bar.back),
            (self.faults, self.faults.first),
        )

    # -- what is seen -----------------------------------------------------------------------------

    def show_state(self) -> None:
        """Draw everything as it is now."""
        does, drawing = self.presenter, self.presenter.drawing
        draft = drawing.draft
        self.bar.title.setText(does.title)
        self.bar.standing.setText(does.standing)
        self.bar.undo.setEnabled(drawing.can_undo)
        self.bar.redo.setEnabled(drawing.can_redo)
        self.bar.show_printing(under_way=does.is_printing)
        self.sides.setCurrentIndex(_SIDES.index(draft.side))
        self.elements.show_elements(does.listed, draft.several, draft.chosen)
        self.form.show_sections(does.form.title, does.form.sections)
        self.note.show_message(drawing.trouble or does.message)
        people = does.people
        self.looking.show_people([(key, one.title) for key, one in people.everybody.items()], people.key)
        self.looking.show_found(people.found)
        self.looking.show_can_find(can=people.can_search)
        self._fit()
        self.canvas.fit()
        self.canvas.setAccessibleName(does.said)
        self._drawing_soon.start()
        self._rounds_soon.start()

    def _draw(self) -> None:
        self.presenter.see(self.canvas.fineness)

    def _show_seen(self) -> None:
        does = self.presenter
        self.canvas.show_seen(does.preview.seen)
        self.faults.show_findings(does.findings)
        self.elements.show_elements(does.listed, does.drawing.draft.several, does.drawing.draft.chosen)

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """All of the page stays in sight as the window is resized."""
        if event.type() is QEvent.Type.Resize:
            self._fit()
        return False

    def _fit(self) -> None:
        if self._fits:
            zoom = self.canvas.zoom_that_fits(self.stage.viewport().size())
            if abs(zoom - self.canvas.zoom) > 0.001:  # noqa: PLR2004 - less than a pixel
                self.canvas.show_zoom(zoom)
                self._drawing_soon.start()
        self.bar.zoom.show_zoom(self.canvas.zoom, fits=self._fits)

    def _zoom_to(self, zoom: str) -> None:
        self._fits = zoom == FIT
        self._show_bars()
        if not self._fits:
            self.canvas.show_zoom(float(zoom))
        self._fit()
        self._drawing_soon.start()

    def _show_bars(self) -> None:
        """What fits is not scrolled: bars that come and go would make it fit anew for ever."""
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if self._fits else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.stage.setHorizontalScrollBarPolicy(policy)
        self.stage.setVerticalScrollBarPolicy(policy)

    def _zoom_by(self, steps: int) -> None:
        self._zoom_to(f"{stepped(self.canvas.zoom, steps):g}")

    # -- what is done -----------------------------------------------------------------------------

    def _add(self, key: str) -> None:
        if key == _PICTURE:
            self.ask_picture()
        else:
            self.presenter.add(key)
            self.canvas.setFocus()

    def ask_picture(self) -> QFileDialog:
        """Open the dialog for a picture; it does not block."""
        dialog = QFileDialog(self, "Choose a picture")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(PICTURES)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.presenter.add_picture(Path(file)))
        dialog.open()
        return dialog

    def _set(self, key: str, value: object) -> None:
        if isinstance(value, str | float | bool):
            self.presenter.form.set(key, value)

    def _save(self) -> None:
        self.form.finish()
        self.presenter.save()

    def _print(self) -> None:
        self.form.finish()
        self.presenter.print_test()

    def _go_to(self, finding: Finding) -> None:
        if finding.look_at:
            self.presenter.people.look_at(finding.look_at)
            return
        if finding.at is not None:
            self.presenter.drawing.go_to(finding.side, finding.at)
        self.canvas.setFocus()

    def leave(self) -> None:
        """Go back to the designs; what is not saved is asked about."""
        self.form.finish()
        if self.presenter.drawing.is_changed:
            self.ask_before(self.left.emit)
        else:
            self.left.emit()

    def ask_before(self, leave: Callable[[], object], *, can_stay: bool = True) -> None:
        """Ask what becomes of what is not saved, then leave; or stay, where one can."""
        save, title = (lambda: self.presenter.save(leave)), self.presenter.title
        LeavingQuestion(save, leave, self, title=title, can_stay=can_stay).open()

    @override
    def minimumSizeHint(self) -> QSize:
        """What the smallest window has room for."""
        return QSize(900, 560)


def _pane(where: str, *parts: QWidget, width: int = 0) -> QFrame:
    """A white part of the screen with a line towards the page; what it holds stands one below the other."""
    made = QFrame()
    made.setProperty("pane", where)
    if width:
        made.setFixedWidth(width)
    if parts:
        column = QVBoxLayout(made)
        column.setContentsMargins(1, 0, 0, 0)
        for part in parts:
            column.addWidget(part)
    return made
