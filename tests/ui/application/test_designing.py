"""Designing badges in the whole window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from checkin.app import App
from tests.ui.screens.designer.a_station import at_an_event
from ui import theme
from ui.application.shell import Shell
from ui.main_window import MainWindow
from ui.screens.designer.leaving import LeavingQuestion
from ui.screens.designer.view import DesignerView
from ui.screens.settings.view import DESIGNS, SettingsView


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    with at_an_event(tmp_path, people=20) as opened:
        yield opened


@pytest.fixture
def shell(qapp: QApplication, qtbot: QtBot, app: App, tmp_path: Path) -> Iterator[Shell]:
    del qtbot
    theme.apply(qapp, "light")
    made = Shell(app, QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    yield made
    made.close()


def designing(qtbot: QtBot, shell: Shell) -> tuple[SettingsView, DesignerView]:
    """The desk, with a design that is not saved."""
    shell.open()
    window = shell.window
    assert isinstance(window, MainWindow)
    [settings], [designer] = window.findChildren(SettingsView), window.findChildren(DesignerView)
    window.go("settings")
    settings.to_designs.click()
    qtbot.waitUntil(lambda: designer.shelf.list.count() > 0, timeout=20_000)
    designer.shelf.edit.click()
    qtbot.waitUntil(lambda: designer.is_drawing, timeout=20_000)
    designer.editor.presenter.add("code")
    return settings, designer


def asked(designer: DesignerView) -> LeavingQuestion:
    [question] = designer.findChildren(LeavingQuestion)
    return question


def test_the_set_up_is_opened_only_when_somebody_has_said_what_becomes_of_the_design(
    qtbot: QtBot, shell: Shell
) -> None:
    settings, designer = designing(qtbot, shell)

    settings.step_asked.emit("event")
    asked(designer).no_button.click()
    qtbot.waitUntil(lambda: not designer.findChildren(LeavingQuestion))
    assert (shell.set_up, designer.has_unsaved) == (None, True)
    settings.step_asked.emit("event")
    asked(designer).leave_button.click()

    assert isinstance(shell.set_up, QMainWindow)
    assert shell.window is None


def test_when_the_event_is_erased_the_design_is_kept_before_another_is_chosen(
    qtbot: QtBot, app: App, shell: Shell
) -> None:
    settings, designer = designing(qtbot, shell)

    settings.erased.emit("Erased", "Nothing is left.")
    question = asked(designer)
    assert not question.no_button.isVisible()
    question.reject()
    assert question.isVisible()
    question.yes_button.click()

    qtbot.waitUntil(lambda: shell.set_up is not None, timeout=20_000)
    assert len([kept for kept in app.templates.all() if not kept.bundled]) == 1


def test_badges_are_designed_from_the_settings_and_never_lost_by_closing(
    qtbot: QtBot, app: App, shell: Shell
) -> None:
    shell.open()
    window = shell.window
    assert isinstance(window, MainWindow)
    [settings], [designer] = window.findChildren(SettingsView), window.findChildren(DesignerView)

    window.go("settings")
    settings.to_designs.click()
    assert settings.tabs.tabText(settings.tabs.currentIndex()) == DESIGNS
    qtbot.waitUntil(lambda: designer.shelf.list.count() > 0, timeout=20_000)
    designer.shelf.edit.click()
    qtbot.waitUntil(lambda: designer.is_drawing, timeout=20_000)
    assert not settings.tabs.isVisible()
    preview = designer.editor.presenter.preview
    qtbot.waitUntil(lambda: preview.seen is not None, timeout=20_000)

    assert window.close()
    assert not window.isVisible()
    window.show()
    designer.editor.presenter.add("code")
    window.go("desk")
    assert not window.close()
    assert (window.isVisible(), window.here) == (True, "settings")
    [question] = designer.findChildren(LeavingQuestion)
    question.yes_button.click()

    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
    assert len([kept for kept in app.templates.all() if not kept.bundled]) == 1
