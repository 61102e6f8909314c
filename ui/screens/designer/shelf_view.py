"""The designs there are, with small previews, and what can be done with the one at hand."""

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.screens.designer.cards import ABOUT, PICTURE, TITLE, USED, WRONG, CardDelegate
from ui.screens.designer.sheet_view import as_image
from ui.screens.designer.shelf import Card, ShelfPresenter
from ui.screens.pieces import Card as WhiteCard
from ui.screens.pieces import Note, Question, empty_layout
from ui.theme import Space
from ui.widgets.buttons import Button
from ui.widgets.labels import label

DESIGNS = "Badge designs (*.json)"
_NAME = Qt.ItemDataRole.UserRole
_SIDE = 320


class ShelfView(QWidget):
    """Shows the shelf.

    Signals:
        new_asked: a new design is to be drawn.
    """

    new_asked = Signal()

    def __init__(self, presenter: ShelfPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self._shown: tuple[Card, ...] = ()
        self._make()
        self._arrange()
        self._wire()

    def _make(self) -> None:
        self.new = Button("New design", "primary", "plus")
        self.take_in = Button("From a file…", "", "folder")
        self.from_platform = Button("From the platform", "", "download")
        self.use_theirs = Button("Use them as the platform does", "primary")
        self.note = Note()
        self.list = QListWidget()
        self.list.setAccessibleName("Badge designs")
        self.list.setProperty("ground", "none")
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setItemDelegate(CardDelegate(self.list))
        self.list.setSpacing(Space.XS)
        self.list.setUniformItemSizes(True)
        self.title = label("", "heading", wrap=True)
        self.about = label("", "small", wrap=True)
        self.fault = Note()
        self.edit = Button("Open", "primary", "pencil")
        self.copy = Button("Duplicate")
        self.give_out = Button("To a file…")
        self.remove = Button("Remove…", "danger", "trash")
        self.for_all = QCheckBox("For everybody")
        self.types = QVBoxLayout()
        self.types.setSpacing(0)
        self.types_head = label("Or only for", "caption")

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(Space.XL, Space.S, Space.L, Space.S)
        head.setSpacing(Space.S)
        head.addWidget(label("Badge designs", "heading"), 1)
        for each in (self.from_platform, self.take_in, self.new):
            head.addWidget(each)
        row = QHBoxLayout()
        row.setContentsMargins(Space.L, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self.list, 1)
        row.addWidget(self._side())
        notes = QVBoxLayout()
        notes.setContentsMargins(Space.L, 0, Space.L, 0)
        notes.addWidget(self.note)
        notes.addWidget(self.use_theirs, 0, Qt.AlignmentFlag.AlignLeft)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.S)
        whole.addLayout(head)
        whole.addLayout(notes)
        whole.addLayout(row, 1)

    def _side(self) -> QScrollArea:
        card = self.side = WhiteCard()
        for each in (self.title, self.about, self.fault, self.edit):
            card.body.addWidget(each)
        pair = QHBoxLayout()
        pair.setSpacing(Space.S)
        pair.addWidget(self.copy)
        pair.addWidget(self.give_out)
        card.body.addLayout(pair)
        card.body.addWidget(label("Badges are printed from it", "caption"))
        card.body.addWidget(self.for_all)
        card.body.addWidget(self.types_head)
        card.body.addLayout(self.types)
        card.body.addSpacing(Space.S)
        card.body.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        inside = QWidget()
        inside.setProperty("ground", "none")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, Space.S, Space.L, Space.L)
        column.addWidget(card)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFixedWidth(_SIDE + Space.L)
        area.setWidget(inside)
        card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return area

    def _wire(self) -> None:
        does = self.presenter
        does.changed = self.show_state
        self.new.clicked.connect(self.new_asked)
        self.take_in.clicked.connect(self.ask_file)
        self.from_platform.clicked.connect(does.theirs.begin)
        self.use_theirs.clicked.connect(does.theirs.use)
        self.list.currentItemChanged.connect(self._choose)
        self.list.itemActivated.connect(lambda _: does.open())
        self.edit.clicked.connect(does.open)
        self.copy.clicked.connect(does.duplicate)
        self.give_out.clicked.connect(self.ask_target)
        self.remove.clicked.connect(self.ask_removal)
        self.for_all.clicked.connect(self._use)

    def show_state(self) -> None:
        """Draw everything as it is now."""
        does = self.presenter
        self.note.show_message(does.message)
        self.from_platform.setVisible(does.theirs.can_be)
        self.use_theirs.setVisible(does.theirs.can_be_used)
        cards = does.cards
        if [_gist(card) for card in cards] != [_gist(card) for card in self._shown]:
            self._fill(cards)
        with QSignalBlocker(self.list):
            names = [card.kept.name for card in self._shown]
            self.list.setCurrentRow(names.index(does.chosen) if does.chosen in names else -1)
        self._show_card(does.card)

    def _fill(self, cards: tuple[Card, ...]) -> None:
        with QSignalBlocker(self.list):
            if [card.kept.name for card in cards] != [card.kept.name for card in self._shown]:
                self.list.clear()
                for card in cards:
                    item = QListWidgetItem()
                    item.setData(_NAME, card.kept.name)
                    self.list.addItem(item)
            for row, card in enumerate(cards):
                item = self.list.item(row)
                item.setText(card.kept.title)
                item.setToolTip(card.kept.title)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{card.kept.title}. {card.origin}")
                for role, value in (
                    (TITLE, card.kept.title),
                    (ABOUT, card.about),
                    (USED, card.used),
                    (WRONG, bool(card.kept.fault)),
                    (PICTURE, None if card.picture is None else as_image(card.picture)),
                ):
                    item.setData(role, value)
        self._shown = cards

    def _show_card(self, card: Card | None) -> None:
        self.side.setVisible(card is not None)
        if card is None:
            return
        does = self.presenter
        self.title.setText(card.kept.title)
        self.about.setText(card.origin)
        self.fault.show_message(card.fault)
        for button in (self.edit, self.copy, self.for_all):
            button.setEnabled(not card.kept.fault)
        self.remove.setVisible(not card.kept.bundled)
        self.for_all.setChecked(does.is_used())
        self.for_all.setDisabled(bool(card.kept.fault) or does.is_used())
        self._show_types(enabled=not card.kept.fault)

    def _show_types(self, *, enabled: bool) -> None:
        does = self.presenter
        self.types_head.setVisible(bool(does.types))
        ticks = self.ticks
        if [tick.accessibleName() for tick in ticks] != list(does.types):
            empty_layout(self.types)
            for kind in does.types:
                tick = QCheckBox(kind.replace("&", "&&"))
                tick.setAccessibleName(kind)
                tick.clicked.connect(lambda on, kind=kind: does.use(for_type=kind, wanted=on))
                self.types.addWidget(tick)
            ticks = self.ticks
        for tick, kind in zip(ticks, does.types, strict=True):
            tick.setChecked(does.is_used(for_type=kind))
            tick.setEnabled(enabled)

    @property
    def ticks(self) -> list[QCheckBox]:
        """One for each ticket type."""
        items = (self.types.itemAt(at) for at in range(self.types.count()))
        widgets = (None if item is None else item.widget() for item in items)
        return [widget for widget in widgets if isinstance(widget, QCheckBox)]

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.presenter.choose(str(item.data(_NAME)))

    def _use(self) -> None:
        self.presenter.use()

    def ask_file(self) -> QFileDialog:
        """Open the dialog for a design to take in; it does not block."""
        dialog = self._dialog("Choose a design", QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda file: self.presenter.take_in(Path(file)))
        dialog.open()
        return dialog

    def ask_target(self) -> QFileDialog:
        """Open the dialog for where the design is to go; it does not block."""
        dialog = self._dialog("Save the design", QFileDialog.FileMode.AnyFile)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.selectFile(f"{self.presenter.chosen}.json")
        dialog.fileSelected.connect(lambda file: self.presenter.give_out(Path(file)))
        dialog.open()
        return dialog

    def _dialog(self, title: str, mode: QFileDialog.FileMode) -> QFileDialog:
        dialog = QFileDialog(self, title)
        dialog.setFileMode(mode)
        dialog.setNameFilter(DESIGNS)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def ask_removal(self) -> None:
        """Ask, then remove it."""
        question = self.presenter.question()
        if question is not None:
            Question(question, "Remove", self.presenter.remove, self).open()


def _gist(card: Card) -> tuple[object, ...]:
    """What a card is painted anew for; pictures are the same when they are the same array."""
    return (card.kept, card.used, card.about, id(card.picture))
