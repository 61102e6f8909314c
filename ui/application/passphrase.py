"""Asks for the passphrase before there is a window."""

import os
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout
from typing_extensions import override

from checkin.app import App, open_app
from checkin.app.protecting import VARIABLE
from checkin.errors import CheckinError, PassphraseError
from checkin.paths import Folders
from ui.theme import Space
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.plain_dialog import grow
from ui.widgets.signs import Sign

Open = Callable[[str], App]
"""Opens the app with a passphrase. Raises PassphraseError for a wrong one."""

_PROTECTED = "The attendee list on this computer is protected by a passphrase. The desk lead knows it."
_WRONG = "That is not the passphrase. Nothing is lost: try again, and look at Caps Lock and the keyboard."


class PassphraseDialog(QDialog):
    """Asks until the passphrase is right, or somebody quits.

    Attributes:
        app: what was opened; None when nobody knew the passphrase.
        failure: what else stood against opening it; None when nothing did.
    """

    def __init__(self, open_with: Open, *, is_wrong: bool = False) -> None:
        super().__init__()
        self.setWindowTitle("The passphrase is needed")
        self.setMinimumWidth(520)
        self._open_with = open_with
        self.app: App | None = None
        self.failure: CheckinError | None = None
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setAccessibleName("Passphrase")
        self.line.textChanged.connect(self._typed)
        self.said = label(_WRONG if is_wrong else "", "error", wrap=True)
        self.said.setVisible(is_wrong)
        self.go = Button("Open", "primary")
        self.go.setDefault(True)
        self.go.setEnabled(False)
        self.go.clicked.connect(self._try)
        self.quit = Button("Quit")
        self.quit.clicked.connect(self.reject)
        self._lay_out()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(Space.M)
        words.addWidget(label("The passphrase is needed", "heading", wrap=True))
        words.addWidget(label(_PROTECTED, wrap=True))
        words.addWidget(self.line)
        words.addWidget(self.said)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(Sign("key", 40, "accent_text"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.M)
        buttons.addStretch(1)
        buttons.addWidget(self.quit)
        buttons.addWidget(self.go)
        page = QVBoxLayout(self)
        page.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        page.setSpacing(Space.L)
        page.addLayout(row, 1)
        page.addLayout(buttons)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """As tall as its words are."""
        super().showEvent(event)
        grow(self)

    def _typed(self, text: str) -> None:
        self.go.setEnabled(bool(text))
        self.said.hide()

    def _try(self) -> None:
        try:
            self.app = self._open_with(self.line.text())
        except PassphraseError:
            self.line.clear()
            self.said.setText(_WRONG)
            self.said.show()
            grow(self)
            self.line.setFocus()
        except CheckinError as error:
            self.failure = error
            self.reject()
        else:
            self.accept()


def opened(folders: Folders) -> App | None:
    """The app, after asking for the passphrase where one is needed; None when nobody knew it.

    Raises:
        CheckinError: see `open_app`; but PassphraseError never.
    """
    said = os.environ.get(VARIABLE)
    try:
        return open_app(folders, passphrase=said)
    except PassphraseError:
        dialog = PassphraseDialog(lambda typed: open_app(folders, passphrase=typed), is_wrong=bool(said))
    dialog.exec()
    if dialog.failure is not None:
        raise dialog.failure
    return dialog.app
