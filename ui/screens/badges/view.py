"""The sheet in which badges are printed ahead: what is chosen at the left, the first page at the right."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from checkin.app import App
from ui.screens.badges.choices import ORDERS, PRESENT, SHEETS, TURNS
from ui.screens.badges.presenter import AheadPresenter
from ui.screens.pieces import Note
from ui.tasks import Ask, asker
from ui.theme import TOUCH, Space
from ui.widgets.buttons import Button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.labels import label
from ui.widgets.page_picture import PagePicture
from ui.widgets.sheet import Sheet
from ui.widgets.tick_line import TickLine

_LEAD = "Everybody's badges, or some, in one PDF: to be printed anywhere, before the doors open."
_OFTEN = 80  # milliseconds between looks at how far it is
_PICTURE = 264


class AheadSheet(Sheet):
    """Prints badges ahead, over its parent.

    Args:
        app: the app.
        parent: what it lies over.
        ask: has work done in the background.
        open_folder: shows a folder in the system's own way.
    """

    def __init__(
        self,
        app: App,
        parent: QWidget,
        *,
        ask: Ask | None = None,
        open_folder: Callable[[Path], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self._opens = open_folder or _open_folder
        self.presenter = AheadPresenter(app, asker(owner=self) if ask is None else ask)
        self.words = QLineEdit()
        self.words.setPlaceholderText("Everybody, or a name, company, order")
        self.words.setAccessibleName("Whose badges")
        self.words.setMinimumHeight(TOUCH)
        self.boxes = {
            name: ChoiceBox(spoken)
            for name, spoken in (
                ("template", "Design"),
                ("kind", "Ticket type"),
                ("present", "Whether they came"),
                ("order", "Sorted by"),
                ("sheet", "Paper"),
                ("start", "First free label"),
                ("turned", "How paper is turned for backs"),
            )
        }
        self.unprinted = TickLine("Only who has no badge from this computer yet")
        self.separators = TickLine("")
        self.with_faults = TickLine("Also badges with a character that no font has")
        self.picture = PagePicture("The first page")
        self.count = label("", "heading")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.said = Note()
        self.folder = Button("Open folder", sign="folder")
        self.send = Button("Print it", sign="printer")
        self._printers: tuple[str, ...] = ()
        self.note = Button("Count as printed", sign="check")
        self._timer = QTimer(self)
        self._timer.setInterval(_OFTEN)
        self._put_together()
        self._wire()

    def _put_together(self) -> None:
        self.title.setText("Print badges ahead")
        self.setAccessibleName("Print badges ahead")
        self.advice.setText(_LEAD)
        columns = QHBoxLayout()
        columns.setSpacing(Space.XL)
        columns.addLayout(self._form(), 1)
        seen = QVBoxLayout()
        seen.setSpacing(Space.S)
        seen.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignHCenter)
        seen.addWidget(self.count, 0, Qt.AlignmentFlag.AlignHCenter)
        seen.addWidget(self.bar)
        seen.addWidget(self.said)
        for button in (self.folder, self.send, self.note):
            seen.addWidget(button)
        seen.addStretch(1)
        place = QWidget()
        place.setFixedWidth(_PICTURE)
        place.setLayout(seen)
        seen.setContentsMargins(0, 0, 0, 0)
        columns.addWidget(place)
        self.body.addLayout(columns)

    def _form(self) -> QGridLayout:
        form = QGridLayout()
        form.setHorizontalSpacing(Space.M)
        form.setVerticalSpacing(Space.S)
        form.setColumnMinimumWidth(0, 76)
        form.setColumnStretch(1, 1)
        lines: tuple[tuple[str, tuple[QWidget, ...]], ...] = (
            ("Design", (self.boxes["template"],)),
            ("Who", (self.words, self.boxes["kind"], self.boxes["present"], self.unprinted)),
            ("Sorted by", (self.boxes["order"], self.separators)),
            ("Paper", (self.boxes["sheet"], self.boxes["start"], self.boxes["turned"], self.with_faults)),
        )
        row = 0
        for words, widgets in lines:
            form.addWidget(label(words, "strong"), row, 0, Qt.AlignmentFlag.AlignVCenter)
            for widget in widgets:
                form.addWidget(widget, row, 1)
                row += 1
        form.setRowStretch(row, 1)
        return form

    def _wire(self) -> None:
        does = self.presenter
        does.changed = self.show_state
        self.words.textEdited.connect(lambda words: does.choose(words=words))
        for name, box in self.boxes.items():
            box.activated.connect(
                lambda _=0, name=name, box=box: does.choose(**{name: str(box.currentData())})
            )
        self.unprinted.ticked.connect(lambda on: does.choose(unprinted=on))
        self.separators.ticked.connect(lambda on: does.choose(separators=on))
        self.with_faults.ticked.connect(lambda on: does.choose(with_faults=on))
        self.done.connect(self.ask_where)
        self.left.connect(self._leave)
        self.folder.clicked.connect(self._open_folder)
        self.note.clicked.connect(does.note)
        self._timer.timeout.connect(self._show_progress)

    def open(self) -> None:
        """Lay it over its parent."""
        self.presenter.open()
        self.show_over()
        self.boxes["template"].setFocus()

    def ask_where(self) -> QFileDialog | None:
        """Ask for the file; the dialog does not block. None where nothing can be printed now."""
        if not self.presenter.can_print:
            return None
        dialog = QFileDialog(self, "Where to", str(Path.home() / self.presenter.file_name), "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.presenter.print_to(Path(file)))
        dialog.open()
        return dialog

    def _leave(self) -> None:
        """What is being printed is broken off first; the next time it is gone."""
        if self.presenter.done is not None:
            self.presenter.cancel()
        else:
            self.presenter.leave()

    def _open_folder(self) -> None:
        if self.presenter.made is not None:
            self._opens(self.presenter.made.files[0].parent)

    # -- showing ----------------------------------------------------------------------------------

    def show_state(self) -> None:
        """Draw everything as it is now."""
        does = self.presenter
        if not does.is_open:
            self._timer.stop()
            self.hide()
            return
        self._show_choices()
        self.picture.show_page(does.picture)
        self.picture.setVisible(not self.picture.is_empty and does.made is None)
        self.count.setText(does.said_count)
        self._show_result()
        is_printing = does.done is not None
        self.bar.setVisible(is_printing)
        if is_printing and not self._timer.isActive():
            self._timer.start()
        elif not is_printing:
            self._timer.stop()
        self._show_progress()
        self.go.setText("Make the PDF…")
        self.go.setEnabled(does.can_print)
        self.stay.setText("Cancel" if is_printing else "Close")
        self.fit_soon()
        QTimer.singleShot(0, self, self.fit_soon)  # once more, when the words know their height

    def _show_choices(self) -> None:
        does, choices = self.presenter, self.presenter.choices
        offered = {
            "template": does.templates,
            "kind": does.kinds,
            "present": PRESENT,
            "order": ORDERS,
            "sheet": SHEETS,
            "start": choices.starts,
            "turned": TURNS,
        }
        for name, box in self.boxes.items():
            box.offer(offered[name], getattr(choices, name))
            box.setEnabled(not does.busy)
        for widget in (self.words, self.unprinted, self.separators, self.with_faults):
            widget.setEnabled(not does.busy)
        self.boxes["turned"].setVisible(does.has_backs)
        self.boxes["start"].setVisible(choices.is_labels)
        self.unprinted.show_ticked(ticked=choices.unprinted)
        self.separators.show_words(choices.separated)
        self.separators.show_ticked(ticked=choices.separators)
        self.with_faults.show_ticked(ticked=choices.with_faults)

    def _show_result(self) -> None:
        does = self.presenter
        self.said.show_message(does.result or does.trouble)
        is_made = does.made is not None and not does.busy
        self.folder.setVisible(is_made)
        self._offer_printers()
        self.send.setVisible(is_made and bool(does.printers))
        self.note.setVisible(is_made and not does.noted)

    def _offer_printers(self) -> None:
        printers = self.presenter.printers
        if printers == self._printers:
            return
        self._printers = printers
        menu = QMenu(self.send)
        menu.setAccessibleName("Printers")
        for printer in printers:
            menu.addAction(printer.replace("&", "&&")).triggered.connect(
                lambda _=False, printer=printer: self.presenter.send(printer)
            )
        self.send.setMenu(menu)

    def _show_progress(self) -> None:
        done, of = self.presenter.done, self.presenter.count
        if done is not None and of:
            self.bar.setRange(0, of)
            self.bar.setValue(done)
            self.count.setText(f"{done:,} of {of:,}")


def _open_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
