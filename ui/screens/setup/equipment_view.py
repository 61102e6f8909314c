"""The last step on the screen: camera, hand scanner and printer, each with its own trial."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.scanning.camera import Camera
from ui.scanning.viewfinder import Viewfinder
from ui.screens.pieces import Card, Note
from ui.screens.setup.camera import CameraTrial, Choice
from ui.screens.setup.equipment import EquipmentStep
from ui.screens.setup.printer import PrinterTrial
from ui.theme import Space
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel, label

_OF_TEST = (
    "It is the badge of the first attendee. Nobody is checked in, and it is not counted. Label printers in "
    "the network, several printers and test pages: later, under Settings, Printers."
)


class EquipmentView(QWidget):
    """Draws `EquipmentStep`."""

    def __init__(self, step: EquipmentStep, camera: Camera, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.camera = _CameraCard(step.camera, camera)
        self.printer = _PrinterCard(step.printer)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(Space.L)
        for card in (self.camera, self.printer):
            side = QVBoxLayout()
            side.addWidget(card)
            side.addStretch(1)
            columns.addLayout(side, 1)

    def show_step(self) -> None:
        """Draw the step as it is now."""
        self.camera.show_trial()
        self.printer.show_trial()

    def stop(self) -> None:
        """Let the camera go."""
        self.camera.stop()


class EnterLine(QLineEdit):
    """A line whose Enter is its own: the screen around it does not go on."""

    entered = Signal(str)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Hand out the text on Enter; an empty line leaves the key to the screen."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.text():
            self.entered.emit(self.text())
        else:
            super().keyPressEvent(event)


class _CameraCard(Card):
    def __init__(self, trial: CameraTrial, camera: Camera) -> None:
        super().__init__("Reading codes")
        self._trial, self.watched = trial, camera
        self._source = ""
        self.choices = QComboBox()
        self.choices.setAccessibleName("What reads codes")
        self.source = EnterLine()
        self.source.setPlaceholderText("A video file, or an address such as http://10.0.0.5/video")
        self.source.setAccessibleName("Video file or address")
        self.scanner = EnterLine()
        self.scanner.setPlaceholderText("Click here, then scan any code")
        self.scanner.setAccessibleName("Try the hand scanner here")
        self._reading, self._trouble = Note(), Note()
        self._hint = label(
            "Hold any ticket or badge in front of the camera. Nobody is checked in.", "small", wrap=True
        )
        self.picture = Viewfinder()
        self.picture.setFixedHeight(236)
        self.choices.activated.connect(self._choose)
        self.source.entered.connect(trial.type_source)
        self.scanner.entered.connect(self._scan)
        camera.frame.connect(self.picture.show_frame)
        camera.state_changed.connect(self.picture.show_state)
        camera.scanned.connect(self._read)
        camera.part_scanned.connect(self._read_part)
        widgets: tuple[QWidget, ...] = (
            self.choices,
            self.source,
            self.picture,
            self._hint,
            label("Hand scanner", "strong"),
            self.scanner,
            self._reading,
            self._trouble,
        )
        for widget in widgets:
            self.body.addWidget(widget)

    @property
    def says(self) -> str:
        return f"{self._reading.text}{self._trouble.text}"

    def show_trial(self) -> None:
        trial = self._trial
        fill(self.choices, trial.choices, trial.chosen)
        self.source.setVisible(trial.asks_source)
        if not self.source.hasFocus():
            self.source.setText(trial.source)
        self.picture.setVisible(bool(trial.source))
        self._hint.setVisible(bool(trial.source))
        self._show_picture(trial.source)
        self._reading.show_message(trial.reading)
        self._trouble.show_message(trial.trouble)

    def stop(self) -> None:
        self._show_picture("")

    def _show_picture(self, source: str) -> None:
        if source != self._source:
            self._source = source
            self.watched.watch(source)

    def _read_part(self, why: str) -> None:
        self._trial.read_part(why)

    def _read(self, payload: str) -> None:
        self.picture.flash()
        self._trial.read(payload)

    def _choose(self, at: int) -> None:
        self._trial.choose(self._trial.choices[at].id)

    def _scan(self, text: str) -> None:
        self.scanner.clear()
        self._trial.read(text, "hand scanner")


class _PrinterCard(Card):
    def __init__(self, trial: PrinterTrial) -> None:
        super().__init__("Badges")
        self._trial = trial
        self.choices = QComboBox()
        self.choices.setAccessibleName("Where badges go")
        self._folder = ElidedLabel(role="small")
        self.other = Button("Other folder…", "quiet", "folder")
        self.on_check_in = QCheckBox("Print a badge with every check-in at a registration")
        self.test = Button("Print a test badge", sign="printer")
        self._said = Note()
        self.choices.activated.connect(self._choose)
        self.other.clicked.connect(self.ask_folder)
        self.on_check_in.toggled.connect(self._toggle)
        self.test.clicked.connect(trial.print_test)
        place = QHBoxLayout()
        place.addWidget(self._folder, 1)
        place.addWidget(self.other)
        self.body.addWidget(self.choices)
        self.body.addLayout(place)
        self.body.addWidget(self.on_check_in)
        self.body.addWidget(self.test)
        self.body.addWidget(label(_OF_TEST, "small", wrap=True))
        self.body.addWidget(self._said)

    @property
    def says(self) -> str:
        return self._said.text

    def show_trial(self) -> None:
        trial = self._trial
        fill(self.choices, trial.choices, trial.chosen)
        self._folder.setText(trial.folder)
        for widget in (self._folder, self.other):
            widget.setVisible(trial.into_folder)
        self.on_check_in.setChecked(trial.on_check_in)
        self.test.setEnabled(trial.can_print)
        self.test.setText("Printing…" if trial.busy else "Print a test badge")
        self._said.show_message(trial.said)

    def _choose(self, at: int) -> None:
        self._trial.choose(self._trial.choices[at].id)

    def _toggle(self, on: bool) -> None:  # noqa: FBT001  (Qt's signal)
        if on != self._trial.on_check_in:
            self._trial.print_on_check_in(wanted=on)

    def ask_folder(self) -> QFileDialog:
        """Open the dialog; it does not block."""
        dialog = QFileDialog(self, "Where badges go", self._trial.folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._trial.choose_folder)
        dialog.open()
        return dialog


def fill(box: QComboBox, choices: Sequence[Choice], chosen: str) -> None:
    """Put the choices into a box, anew only when they differ."""
    shown = [(box.itemData(at), box.itemText(at)) for at in range(box.count())]
    wanted = [(choice.id, choice.label) for choice in choices]
    if shown != wanted:
        box.clear()
        for each, words in wanted:
            box.addItem(words, each)
    box.setCurrentIndex(box.findData(chosen))
