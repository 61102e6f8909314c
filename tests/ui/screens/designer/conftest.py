"""A real app at the practice event, shared by the tests of a module and put in order after each."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from checkin.app import App
from tests.fakes.executor import ask_at_once
from tests.ui.screens.designer.a_station import at_an_event
from ui.screens.designer.presenter import Asks
from ui.screens.designer.view import DesignerView


@pytest.fixture(scope="module")
def event_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    with at_an_event(tmp_path_factory.mktemp("station"), people=40) as app:
        yield app


@pytest.fixture
def app(event_app: App) -> Iterator[App]:
    yield event_app
    event_app.change_settings(
        template="default", template_of_type={}, printer_of_type={}, further_printers=()
    )
    for kept in event_app.templates.all():
        if not kept.bundled:
            event_app.templates.remove(kept.name)


@pytest.fixture
def at_once() -> Asks:
    return Asks(background=ask_at_once, desk=ask_at_once, printer=ask_at_once)


@pytest.fixture
def wrong_file(app: App) -> Path:
    """A file of one's own that is no template."""
    app.folders.templates.mkdir(parents=True, exist_ok=True)
    file = app.folders.templates / "half-done.json"
    file.write_text('{"format": 1, "name": "Half done"}', encoding="utf-8")
    return file


@pytest.fixture
def view(qtbot: QtBot, app: App, at_once: Asks) -> DesignerView:
    made = DesignerView(app, asks=at_once)
    qtbot.addWidget(made)
    made.resize(1262, 720)
    made.begin()
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def drawn(view: DesignerView) -> DesignerView:
    """With the usual design open."""
    QTest.mouseClick(view.shelf.edit, Qt.MouseButton.LeftButton)
    return view
