"""Journals, report and erasing on the screen."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.screens.pieces import Card, Note, Question, empty_layout
from ui.screens.settings.safekeeping import Leftover, Safekeeping
from ui.theme import Space
from ui.widgets.buttons import Button
from ui.widgets.labels import label

_REPORT = "checkin-report.zip"


class SafetyCard(Card):
    """Where everything is kept a second time, and the report for support."""

    def __init__(self, does: Safekeeping, parent: QWidget | None = None) -> None:
        super().__init__("Kept safe", parent)
        self._does = does
        self.note = Note()
        self.journals, self.passphrase = label("", wrap=True), label("", wrap=True)
        self.choose = Button("Choose a second folder…", "", "folder")
        self.stop = Button("Stop")
        self.report = Button("Save a report…")
        self.choose.clicked.connect(self.ask_folder)
        self.stop.clicked.connect(lambda: does.keep_second_journal(""))
        self.report.clicked.connect(self.ask_file)
        self.body.addWidget(self.note)
        self.body.addLayout(_row("Journal of check-ins", self.journals, self.stop, self.choose))
        self.body.addLayout(_row("Passphrase", self.passphrase))
        about = label("What support asks for: no names, no codes, no passwords", wrap=True)
        self.body.addLayout(_row("Report for support", about, self.report))

    def show_state(self) -> None:
        """Draw everything as it is now."""
        does = self._does
        self.note.show_message(does.journal_trouble)
        self.journals.setText(does.journals)
        self.passphrase.setText(does.passphrase)
        self.choose.setText(
            "Choose another folder…" if does.has_second_journal else "Choose a second folder…"
        )
        self.stop.setVisible(does.has_second_journal)
        for button in (self.choose, self.stop, self.report):
            button.setEnabled(not does.busy)

    def ask_folder(self) -> QFileDialog:
        """Ask where the second journal goes; it does not block."""
        dialog = QFileDialog(self, "A folder on a stick or a share")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._does.keep_second_journal)
        dialog.open()
        return dialog

    def ask_file(self) -> QFileDialog:
        """Ask where the report goes; it does not block."""
        dialog = QFileDialog(self, "Save the report", "", "Reports (*.zip)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("zip")
        dialog.selectFile(_REPORT)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self._does.report(Path(file)))
        dialog.open()
        return dialog


class ErasingCard(Card):
    """Whose people are here, a button to erase them, and what stayed of past events."""

    def __init__(self, does: Safekeeping, parent: QWidget | None = None) -> None:
        super().__init__("After the event", parent)
        self._does = does
        self._rows = QVBoxLayout()
        self._rows.setSpacing(Space.M)
        self.past = label("", "small", wrap=True)
        self.body.addLayout(self._rows)
        self.body.addWidget(self.past)
        self.buttons: list[Button] = []
        self.question: Question | None = None

    def show_state(self) -> None:
        """Draw everything as it is now."""
        does = self._does
        empty_layout(self._rows)
        self.buttons = [self._add(leftover) for leftover in does.leftovers]
        if not self.buttons:
            self._rows.addWidget(label("Nobody's data is on this computer.", wrap=True))
        self.past.setText("\n".join(does.past))
        self.past.setVisible(bool(does.past))

    def _add(self, leftover: Leftover) -> Button:
        button = Button("Erase…")
        button.setAccessibleName(f"Erase {leftover.event.name}")
        button.setEnabled(not self._does.busy)
        button.clicked.connect(lambda: self.ask(leftover))
        about = leftover.about or "Erase everybody in it from this computer when it is over."
        self._rows.addLayout(_row(leftover.event.name, label(about, wrap=True), button))
        return button

    def ask(self, leftover: Leftover) -> Question:
        """Ask before an event is erased; it does not block."""
        journals = QCheckBox("Erase its journals, too")
        question = Question(
            self._does.question(leftover),
            "Erase",
            lambda: self._does.erase(leftover.event, journals=journals.isChecked()),
            self,
        )
        question.put_in(journals)
        question.open()
        self.question = question
        return question


def _row(name: str, about: QWidget, *buttons: Button) -> QHBoxLayout:
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(label(name, "small"))
    words.addWidget(about)
    row = QHBoxLayout()
    row.setSpacing(Space.S)
    row.addLayout(words, 1)
    for button in buttons:
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
    return row
