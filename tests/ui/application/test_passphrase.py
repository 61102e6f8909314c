"""The question before the window opens."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from checkin.app import App, open_app
from checkin.app.protecting import VARIABLE, encrypt
from checkin.credentials import SessionVault
from checkin.errors import MirrorFullError, PassphraseError
from checkin.paths import Folders, folders_under
from ui.application.passphrase import PassphraseDialog, opened

RIGHT = 'zwei Wörter & "Zeichen"'
FULL = "full"


class Door:
    """Opens for one passphrase."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders

    def open(self, passphrase: str) -> App:
        if passphrase == FULL:
            raise MirrorFullError("The disk is full.")
        if passphrase != RIGHT:
            raise PassphraseError("no")
        return open_app(self._folders, vault=SessionVault())


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> Iterator[PassphraseDialog]:
    made = PassphraseDialog(Door(folders_under(tmp_path)).open)
    qtbot.addWidget(made)
    made.show()
    yield made
    if made.app is not None:
        made.app.close()


def test_the_right_passphrase_opens_the_app(dialog: PassphraseDialog) -> None:
    assert not dialog.go.isEnabled()
    dialog.line.setText(RIGHT)

    QTest.keyClick(dialog.line, Qt.Key.Key_Return)

    assert dialog.app is not None
    assert not dialog.isVisible()


def test_that_it_was_wrong_can_be_read_in_full(dialog: PassphraseDialog, qtbot: QtBot) -> None:
    QTest.keyClicks(dialog.line, "wrong")

    QTest.keyClick(dialog.line, Qt.Key.Key_Return)

    said = dialog.said
    qtbot.waitUntil(lambda: said.height() >= said.heightForWidth(said.width()))


def test_a_wrong_one_is_said_and_may_be_tried_again(dialog: PassphraseDialog) -> None:
    QTest.keyClicks(dialog.line, "wrong")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)

    assert dialog.isVisible()
    assert "That is not the passphrase" in dialog.said.text()
    assert dialog.said.isVisible()
    assert dialog.line.text() == ""
    QTest.keyClicks(dialog.line, "a")
    assert not dialog.said.isVisible()


def test_who_does_not_know_it_may_quit(dialog: PassphraseDialog) -> None:
    dialog.quit.click()

    assert dialog.app is None
    assert dialog.failure is None


def test_what_else_stands_against_opening_is_no_matter_of_the_passphrase(dialog: PassphraseDialog) -> None:
    QTest.keyClicks(dialog.line, FULL)
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)

    assert isinstance(dialog.failure, MirrorFullError)
    assert not dialog.isVisible()


@pytest.fixture
def protected(tmp_path: Path) -> Folders:
    folders = folders_under(tmp_path)
    encrypt(folders, lambda: RIGHT)
    return folders


@pytest.mark.usefixtures("qtbot")
def test_the_environment_may_say_it(protected: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, RIGHT)

    app = opened(protected)

    assert app is not None
    app.close()


@pytest.mark.usefixtures("qtbot")
def test_else_it_is_asked_for(protected: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    QTimer.singleShot(0, _answer)

    app = opened(protected)

    assert app is not None
    app.close()


@pytest.mark.usefixtures("qtbot")
def test_a_window_nobody_can_open_is_none(protected: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "wrong")
    QTimer.singleShot(0, _leave)

    assert opened(protected) is None


def _answer() -> None:
    _shown().line.setText(RIGHT)
    _shown().go.click()


def _leave() -> None:
    _shown().quit.click()


def _shown() -> PassphraseDialog:
    (found,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, PassphraseDialog))
    return found
