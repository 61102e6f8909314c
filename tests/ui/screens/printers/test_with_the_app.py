"""The printers' page on the real app: real settings, real files, a real socket."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from checkin.app import App, open_app
from checkin.badges.preview import pixels
from checkin.credentials import SessionVault
from checkin.paths import folders_under
from checkin.settings import PrinterKind, load
from tests.fakes.executor import ask_at_once
from ui.screens.printers.presenter import PrintersPresenter
from ui.screens.printers.trying import Trial
from ui.theme.tokens import Tone


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    with open_app(folders_under(tmp_path), vault=SessionVault()) as opened:
        yield opened


def test_a_folder_is_set_up_tried_and_still_there_at_the_next_start(app: App, tmp_path: Path) -> None:
    page = PrintersPresenter(app, ask_at_once)
    page.begin()
    page.editing.add()
    page.editing.choose_kind(PrinterKind.FOLDER)
    page.editing.give("folder", str(tmp_path / "badges here"))
    page.editing.give_name("Files")
    page.editing.go_on()

    page.editing.trying.print()
    tried = page.editing.trying.trial
    page.editing.save()

    [file] = (tmp_path / "badges here").iterdir()
    assert tried is Trial.ASKED
    assert pixels(file.read_bytes()).min() < 128
    assert [one.called for one in load(app.folders.settings).printers] == ["Files", "the app's own folder"]
    assert [(row.title, row.state) for row in page.rows] == [
        ("Files", "Ready"),
        ("The app's own folder", "Ready"),
    ]


def test_a_printer_nobody_answers_at_says_so_and_its_page_does_not_come(app: App) -> None:
    page = PrintersPresenter(app, ask_at_once)
    page.editing.add()
    page.editing.choose_kind(PrinterKind.ZPL)
    page.editing.give("address", "127.0.0.1:1")
    page.editing.check()
    said = page.editing.shown

    page.editing.go_on()
    page.editing.trying.print()

    assert said is not None
    assert said.check is not None
    assert said.check.tone is Tone.ASK
    assert page.editing.trying.trial is Trial.FAILED
    assert page.editing.trying.said is not None
    assert "off, or out of reach" in page.editing.trying.said.advice


def test_a_renamed_printer_can_be_saved_with_the_real_spool(app: App) -> None:
    page = PrintersPresenter(app, ask_at_once)
    page.editing.edit("the app's own folder")
    page.editing.give_name("Files")

    page.editing.save()
    page.remove("Files")

    assert page.result is not None
    assert page.result.tone is Tone.YES
    assert [one.called for one in app.settings.printers] == ["the app's own folder"]
