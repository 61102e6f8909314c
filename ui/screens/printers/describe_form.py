"""What a printer is and where: the first half of the sheet."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from checkin.settings import PrinterChoice, PrinterKind, PrinterPaper
from ui.screens.form_entry import FaultLine
from ui.screens.pieces import Note
from ui.screens.printers.editing import EditShown
from ui.screens.printers.kinds import KINDS, KindWords, Trait, place_of
from ui.theme import Space, mark
from ui.widgets.buttons import Button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.labels import label
from ui.widgets.stepper import Stepper
from ui.widgets.tick_line import TickLine
from ui.widgets.tiles import Tiles

_LONGEST_NAME = 60
_DARKEST, _DARKER = 30, 5
_TURNS = (
    ("0", "As it is drawn"),
    ("90", "A quarter turn to the right"),
    ("180", "Upside down"),
    ("270", "A quarter turn to the left"),
)
_NO_QUEUES = (
    "This computer has no printer set up. Add it in the system\N{RIGHT SINGLE QUOTATION MARK}s settings and "
    "come back, or choose another kind above."
)


class DescribeForm(QWidget):
    """Draws an `EditShown` that is being described.

    Signals:
        kind_chosen: another kind of printer.
        given: a field of `PrinterChoice` and what was typed or chosen.
        named, main_wanted: the printer's name; whether it is the main one.
        check_asked: the printer is to be asked how it is.
    """

    kind_chosen = Signal(object)
    given = Signal(str, object)
    named = Signal(str)
    main_wanted = Signal(bool)
    check_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kinds = Tiles([(kind.value, words.title) for kind, words in KINDS.items()])
        self.about = label("", "muted", wrap=True)
        self.queue = ChoiceBox("Which of this computer\N{RIGHT SINGLE QUOTATION MARK}s printers")
        self.no_queues = label(_NO_QUEUES, wrap=True)
        self.address, self.folder, self.name = _line("Address"), _line("Folder"), _line("Name")
        self.address.setInputMethodHints(Qt.InputMethodHint.ImhUrlCharactersOnly)
        self.folder.setPlaceholderText("The app\N{RIGHT SINGLE QUOTATION MARK}s own folder")
        self.name.setMaxLength(_LONGEST_NAME)
        self.ask_it = Button("Is it there?")
        self.choose = Button("Choose…", "", "folder")
        self.model = ChoiceBox("Model")
        self.paper = ChoiceBox("What is in it")
        self.dpi = ChoiceBox("How fine it prints")
        self.turn = ChoiceBox("How every page is turned")
        self.darkness = Stepper("Darkness", step=_DARKER, most=_DARKEST)
        self.cut = TickLine("Cut after every badge, where it has a cutter")
        self.main = TickLine("The main printer: it prints whatever no other printer is for")
        self.check = Note()
        self.rows = {
            Trait.QUEUE.value: _Row("Which one", self.queue, self.no_queues),
            Trait.ADDRESS.value: _Row("Address", _beside(self.address, self.ask_it)),
            Trait.FOLDER.value: _Row("Folder", _beside(self.folder, self.choose)),
            "name": _Row("Name, as people at the desk call it", self.name),
            Trait.MODEL.value: _Row("Model", self.model),
            Trait.PAPER.value: _Row("What is in it", self.paper),
            Trait.DPI.value: _Row("How fine it prints; it stands on the label at its back", self.dpi),
            Trait.TURN.value: _Row("How every page is turned", self.turn),
            Trait.DARKNESS.value: _Row("Darkness; 0 leaves it to the printer", _at_left(self.darkness)),
            Trait.CUT.value: _Row("", self.cut),
        }
        self._arrange()
        self._wire()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.L)
        kinds = QVBoxLayout()
        kinds.setSpacing(Space.S)
        kinds.addWidget(self.kinds)
        kinds.addWidget(self.about)
        column.addLayout(kinds)
        for name, row in self.rows.items():
            if name == "name":
                column.addWidget(self.check)  # it is about where the printer is
            column.addWidget(row)
        column.addWidget(self.main)

    def _wire(self) -> None:
        self.kinds.chosen.connect(lambda kind: self.kind_chosen.emit(PrinterKind(kind)))
        self.queue.activated.connect(lambda _: self.given.emit(Trait.QUEUE.value, self.queue.value()))
        self.model.activated.connect(lambda _: self.given.emit(Trait.MODEL.value, self.model.value()))
        self.paper.activated.connect(
            lambda _: self.given.emit(Trait.PAPER.value, PrinterPaper(self.paper.value()))
        )
        self.address.textEdited.connect(lambda text: self.given.emit(Trait.ADDRESS.value, text))
        self.folder.textEdited.connect(lambda text: self.given.emit(Trait.FOLDER.value, text))
        self.dpi.activated.connect(lambda _: self.given.emit(Trait.DPI.value, int(self.dpi.value())))
        self.turn.activated.connect(lambda _: self.given.emit(Trait.TURN.value, int(self.turn.value())))
        self.darkness.stepped.connect(lambda to: self.given.emit(Trait.DARKNESS.value, round(to)))
        self.cut.ticked.connect(lambda on: self.given.emit(Trait.CUT.value, on))
        self.name.textEdited.connect(self.named)
        self.main.ticked.connect(self.main_wanted)
        self.ask_it.clicked.connect(self.check_asked)
        self.choose.clicked.connect(self.ask_folder)

    def show_draft(self, shown: EditShown) -> None:
        """Draw it as it is now."""
        draft, choice = shown.draft, shown.draft.choice
        words = KINDS[choice.kind]
        self.kinds.show_value(choice.kind.value)
        self.about.setText(words.about)
        for name, row in self.rows.items():
            row.setVisible(name == "name" or name in words.traits)
            row.show_fault(shown.faults.get(name, ""))
        self._show_queues(shown.queues, choice.queue, shown.lack)
        self._show_choices(choice, words)
        self.main.show_ticked(ticked=draft.is_main)
        self.main.setVisible(not draft.is_main or not draft.before)
        self.address.setPlaceholderText(words.hint)
        for line, text in (
            (self.address, choice.address),
            (self.folder, choice.folder),
            (self.name, draft.name),
        ):
            if line.text() != text:
                line.setText(text)
        instead = place_of(draft.finished(), "the app\N{RIGHT SINGLE QUOTATION MARK}s own folder")
        self.name.setPlaceholderText(f"Such as: left desk{f'. Without one: {instead}' if instead else ''}")
        self.check.show_message(shown.check)

    def _show_choices(self, choice: PrinterChoice, words: KindWords) -> None:
        known = dict(words.models)
        self.model.offer(words.models, choice.model if choice.model in known else next(iter(known), ""))
        self.paper.offer(words.papers, choice.paper if choice.paper in dict(words.papers) else "")
        dots = dict.fromkeys((*words.resolutions, choice.dpi))
        self.dpi.offer([(str(dpi), f"{dpi} dots an inch") for dpi in dots], str(choice.dpi))
        self.turn.offer(_TURNS, str(choice.turn))
        self.darkness.show_value(choice.darkness)
        self.cut.show_ticked(ticked=choice.cut)

    def _show_queues(self, queues: Sequence[str] | None, chosen: str, lack: str) -> None:
        self.queue.offer([(queue, queue) for queue in queues or ()], chosen)
        self.queue.setEnabled(bool(queues))
        self.queue.setPlaceholderText("Looking…" if queues is None else "Choose one")
        self.queue.setVisible(queues is None or bool(queues))
        self.no_queues.setText(lack or _NO_QUEUES)
        self.no_queues.setVisible(queues is not None and not queues)

    def first(self) -> QWidget:
        """Where the keys go when the sheet opens."""
        return self.kinds.tiles[self.kinds.value]

    def first_wrong(self) -> QWidget | None:
        """The first field with a fault."""
        return next((row.target for row in self.rows.values() if row.fault.text), None)

    def ask_folder(self) -> QFileDialog:
        """Open the dialog; it does not block."""
        dialog = QFileDialog(self, "Where badges go", self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda folder: self.given.emit(Trait.FOLDER.value, folder))
        dialog.open()
        return dialog


class _Row(QWidget):
    """A heading, what is filled in, and what is wrong with it."""

    def __init__(self, heading: str, *widgets: QWidget) -> None:
        super().__init__()
        self.target = widgets[0].focusProxy() or widgets[0]
        self.fault = FaultLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        if heading:
            column.addWidget(label(heading, "strong", wrap=True))
        for widget in (*widgets, self.fault):
            column.addWidget(widget)

    def show_fault(self, fault: str) -> None:
        self.fault.show_fault(fault)
        mark(self.target, "wrong", "true" if fault else "false")


def _line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    return line


def _at_left(stepper: Stepper) -> QWidget:
    place = QWidget()
    row = QHBoxLayout(place)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(stepper)
    row.addStretch(1)
    place.setFocusProxy(stepper)
    return place


def _beside(line: QLineEdit, button: Button) -> QWidget:
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(Space.S)
    row.addWidget(line, 1)
    row.addWidget(button)
    both.setFocusProxy(line)
    return both
