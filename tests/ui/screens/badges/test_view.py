"""The sheet in which badges are printed ahead, as somebody sees it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from checkin.app import App
from checkin.settings import PrinterChoice, PrinterKind
from tests.fakes.executor import LaterAsk, ask_at_once
from ui.screens.attendees.view import AttendeesView
from ui.screens.badges.view import AheadSheet


@pytest.fixture
def below(qtbot: QtBot, app: App) -> AttendeesView:
    view = AttendeesView(app, ask=ask_at_once, at_desk=ask_at_once)
    qtbot.addWidget(view)
    view.resize(1262, 768)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    return view


@pytest.fixture
def folders() -> list[Path]:
    """Which were opened."""
    return []


@pytest.fixture
def sheet(app: App, below: AttendeesView, folders: list[Path]) -> AheadSheet:
    made = AheadSheet(app, below, ask=ask_at_once, open_folder=folders.append)
    below.ahead_asked.connect(made.open)
    below.ahead.click()
    return made


def choose(sheet: AheadSheet, box: str, value: str) -> None:
    """As somebody who picks it from the list."""
    chooser = sheet.boxes[box]
    chooser.setCurrentIndex(chooser.findData(value))
    chooser.activated.emit(chooser.currentIndex())


def test_the_button_of_the_attendees_opens_it(sheet: AheadSheet) -> None:
    assert sheet.isVisible()
    assert sheet.count.text() == sheet.presenter.said_count
    assert not sheet.picture.is_empty
    assert sheet.boxes["template"].hasFocus()
    assert [sheet.boxes[name].isVisible() for name in ("start", "turned")] == [False, False]
    assert not sheet.bar.isVisible()
    assert not sheet.folder.isVisible()


def test_what_is_typed_and_chosen_is_what_is_wanted(sheet: AheadSheet) -> None:
    QTest.keyClicks(sheet.words, "an")
    choose(sheet, "order", "company")
    choose(sheet, "template", "card-cr80")
    choose(sheet, "sheet", "avery-c32011")
    choose(sheet, "start", "3")
    sheet.separators.box.click()
    sheet.unprinted.box.click()
    sheet.with_faults.box.click()

    chosen = sheet.presenter.choices
    assert (chosen.words, chosen.order, chosen.template) == ("an", "company", "card-cr80")
    assert (chosen.style.sheet, chosen.style.start) == ("avery-c32011", 3)
    assert (chosen.separators, chosen.unprinted, chosen.with_faults) == (True, True, True)
    assert sheet.separators.box.accessibleName() == "A label with the company before its badges"
    assert sheet.boxes["start"].isVisible()


def test_how_paper_is_turned_is_asked_where_badges_have_backs(sheet: AheadSheet) -> None:
    choose(sheet, "template", "two-sides-4x6")
    assert sheet.boxes["turned"].isVisible()
    choose(sheet, "turned", "short")
    assert sheet.presenter.choices.style.turned == "short"


def test_where_nothing_can_be_printed_the_button_says_so(sheet: AheadSheet) -> None:
    choose(sheet, "sheet", "avery-5371")
    assert not sheet.go.isEnabled()
    assert "does not fit on the labels" in sheet.said.text
    assert sheet.ask_where() is None


def test_the_file_is_asked_for_and_its_folder_opens(
    sheet: AheadSheet, folders: list[Path], tmp_path: Path
) -> None:
    sheet.go.click()
    [dialog] = sheet.findChildren(QFileDialog)
    assert dialog.defaultSuffix() == "pdf"
    dialog.fileSelected.emit(str(tmp_path / "ahead.pdf"))
    dialog.close()

    assert (tmp_path / "ahead.pdf").exists()
    assert f"Written to {tmp_path / 'ahead.pdf'}" in sheet.said.text
    assert not sheet.send.isVisible()
    sheet.folder.click()
    assert folders == [tmp_path]


def test_it_can_be_sent_to_any_of_the_printers(app: App, sheet: AheadSheet, tmp_path: Path) -> None:
    office = PrinterChoice(name="office", kind=PrinterKind.SYSTEM, queue="no-such-queue")
    app.change_settings(further_printers=(office,))
    sheet.presenter.print_to(tmp_path / "ahead.pdf")
    assert sheet.send.isVisible()

    menu = sheet.send.menu()
    assert isinstance(menu, QMenu)
    [action] = menu.actions()
    action.trigger()

    assert action.text() == "office"
    assert sheet.presenter.result is not None
    assert sheet.presenter.result.title != "Printed"


def test_counting_as_printed_takes_one_tap(sheet: AheadSheet, tmp_path: Path) -> None:
    sheet.presenter.print_to(tmp_path / "ahead.pdf")
    sheet.note.click()
    assert "They count as printed" in sheet.said.text
    assert not sheet.note.isVisible()


def test_it_is_seen_how_far_it_is_and_cancel_breaks_off(
    qtbot: QtBot, app: App, below: AttendeesView, tmp_path: Path
) -> None:
    held = LaterAsk()
    sheet = AheadSheet(app, below, ask=held)
    sheet.open()
    held.answer_all()
    sheet.presenter.print_to(tmp_path / "ahead.pdf")
    assert sheet.bar.isVisible()
    assert sheet.stay.text() == "Cancel"
    assert not sheet.words.isEnabled()

    sheet.presenter.done = 7
    qtbot.waitUntil(lambda: sheet.bar.value() == 7)
    assert sheet.count.text() == f"7 of {sheet.presenter.count}"
    sheet.stay.click()
    held.answer_next()

    assert "Broken off" in sheet.said.text
    assert not sheet.bar.isVisible()
    assert not (tmp_path / "ahead.pdf").exists()


def test_esc_puts_it_away(sheet: AheadSheet) -> None:
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert not sheet.presenter.is_open
