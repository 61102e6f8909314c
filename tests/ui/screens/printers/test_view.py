from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from checkin.badges.printers import Printed
from checkin.errors import BadgeError
from checkin.settings import PrinterChoice, PrinterKind, PrinterPaper
from tests.fakes.executor import LaterAsk, ask_at_once
from tests.ui.screens.printers.printing_app import (
    BROTHER,
    LASER,
    OUT_OF_PAPER,
    ZEBRA,
    PrintingApp,
    with_printers,
)
from ui.screens.printers.trying import Fix
from ui.screens.printers.view import PrintersView
from ui.tasks import Ask

LEFT = Qt.MouseButton.LeftButton


def screen(qtbot: QtBot, app: PrintingApp, ask: Ask = ask_at_once) -> PrintersView:
    view = PrintersView(app.as_app(), ask=ask)
    qtbot.addWidget(view)
    view.resize(1262, 768)
    view.begin()
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    return view


def adding(qtbot: QtBot, app: PrintingApp, kind: PrinterKind) -> PrintersView:
    view = screen(qtbot, app)
    QTest.mouseClick(view.add, LEFT)
    QTest.mouseClick(view.sheet.describe.kinds.tiles[kind.value], LEFT)
    return view


def test_a_printer_is_added_tried_and_kept(qtbot: QtBot) -> None:
    app = with_printers(PrinterChoice())
    view = adding(qtbot, app, PrinterKind.ZPL)
    sheet = view.sheet

    QTest.keyClicks(sheet.describe.address, "192.0.2.7")
    sheet.describe.dpi.setCurrentIndex(sheet.describe.dpi.findData("300"))
    sheet.describe.dpi.activated.emit(1)
    QTest.keyClicks(sheet.describe.name, "Left desk")
    QTest.mouseClick(sheet.go, LEFT)
    assert sheet.title.text() == "Test page of Left desk"
    QTest.mouseClick(sheet.go, LEFT)
    assert sheet.go.text() == "Yes, it is right"
    QTest.mouseClick(sheet.go, LEFT)

    assert not sheet.isVisible()
    assert app.settings.printer == ZEBRA.model_copy(update={"address": "192.0.2.7", "dpi": 300})
    assert list(view.cards) == ["Left desk", "the app's own folder"]
    assert "Left desk is one of this desk" in view.result.text


def test_what_is_missing_gets_the_keys(qtbot: QtBot) -> None:
    view = adding(qtbot, with_printers(ZEBRA), PrinterKind.IPP)

    QTest.mouseClick(view.sheet.go, LEFT)

    assert view.sheet.describe.address.hasFocus()
    assert "Where is it?" in view.sheet.describe.rows["address"].fault.text


def test_only_what_a_kind_is_told_is_asked_for(qtbot: QtBot) -> None:
    view = adding(qtbot, with_printers(ZEBRA), PrinterKind.FOLDER)
    rows = view.sheet.describe.rows

    of_folder = [name for name, row in rows.items() if row.isVisible()]
    QTest.mouseClick(view.sheet.describe.kinds.tiles["brother_ql"], LEFT)

    assert of_folder == ["folder", "name"]
    assert [name for name, row in rows.items() if row.isVisible()] == [
        "address",
        "name",
        "model",
        "paper",
        "turn",
        "cut",
    ]


def test_model_paper_and_cut_are_taken(qtbot: QtBot) -> None:
    app = with_printers(ZEBRA)
    form = (view := adding(qtbot, app, PrinterKind.BROTHER_QL)).sheet.describe
    QTest.keyClicks(form.address, "192.0.2.7")

    form.model.setCurrentIndex(form.model.findData("QL-820NWB"))
    form.model.activated.emit(form.model.currentIndex())
    form.paper.setCurrentIndex(form.paper.findData(PrinterPaper.RED_ROLL))
    form.paper.activated.emit(form.paper.currentIndex())
    form.cut.box.click()
    form.main.box.click()
    QTest.mouseClick(view.sheet.untried, LEFT)

    kept = app.settings.printer
    assert (kept.model, kept.paper, kept.cut) == ("QL-820NWB", PrinterPaper.RED_ROLL, False)


def test_one_of_this_computers_printers_is_chosen(qtbot: QtBot) -> None:
    app = with_printers(ZEBRA)
    app.queues = ("One", "Other")
    view = screen(qtbot, app)
    QTest.mouseClick(view.add, LEFT)
    queue = view.sheet.describe.queue

    queue.setCurrentIndex(1)
    queue.activated.emit(1)
    QTest.mouseClick(view.sheet.untried, LEFT)

    assert app.settings.further_printers == (PrinterChoice(kind=PrinterKind.SYSTEM, queue="Other"),)


def test_without_any_printer_in_the_system_it_is_said(qtbot: QtBot) -> None:
    app = with_printers(ZEBRA)
    app.queues = ()
    view = screen(qtbot, app)

    QTest.mouseClick(view.add, LEFT)

    assert view.sheet.describe.no_queues.isVisible()
    assert not view.sheet.describe.queue.isVisible()


def test_without_a_printing_service_it_is_said_once(qtbot: QtBot) -> None:
    app = with_printers(ZEBRA)
    app.trouble["printers"] = BadgeError("This computer has no printing service.")
    view = screen(qtbot, app)

    QTest.mouseClick(view.add, LEFT)

    assert view.sheet.describe.no_queues.text().startswith("This computer has no printing service. The other")
    assert view.sheet.describe.check.text == ""


def test_turning_and_darkness_are_plain_fields_too(qtbot: QtBot) -> None:
    app = with_printers(ZEBRA)
    view = screen(qtbot, app)
    QTest.mouseClick(view.cards["Left desk"].edit, LEFT)
    form = view.sheet.describe

    form.turn.setCurrentIndex(form.turn.findData("270"))
    form.turn.activated.emit(form.turn.currentIndex())
    QTest.mouseClick(form.darkness.less, LEFT)
    QTest.mouseClick(view.sheet.untried, LEFT)

    assert (app.settings.printer.turn, app.settings.printer.darkness) == (270, -5)


def test_what_the_test_page_mended_stands_in_the_fields(qtbot: QtBot) -> None:
    view = screen(qtbot, with_printers(ZEBRA))
    QTest.mouseClick(view.cards["Left desk"].test, LEFT)
    QTest.mouseClick(view.sheet.attempt.fixes[Fix.UPSIDE_DOWN], LEFT)
    QTest.mouseClick(view.sheet.attempt.fixes[Fix.TOO_LIGHT], LEFT)

    QTest.mouseClick(view.sheet.back, LEFT)

    form = view.sheet.describe
    assert (form.turn.value(), form.darkness.value) == ("180", 5)


def test_a_folder_is_chosen_in_a_dialog_or_typed(qtbot: QtBot, tmp_path: Path) -> None:
    view = adding(qtbot, with_printers(ZEBRA), PrinterKind.FOLDER)
    form = view.sheet.describe

    dialog = form.ask_folder()
    qtbot.addWidget(dialog)
    dialog.fileSelected.emit(str(tmp_path))
    assert form.folder.text() == str(tmp_path)
    form.folder.clear()
    QTest.keyClicks(form.folder, "/srv")

    assert view.presenter.editing.shown is not None
    assert view.presenter.editing.shown.draft.choice.folder == "/srv"


def test_a_printer_is_asked_whether_it_is_there(qtbot: QtBot) -> None:
    app = with_printers(ZEBRA)
    app.states["Left desk"] = OUT_OF_PAPER
    view = screen(qtbot, app)
    QTest.mouseClick(view.cards["Left desk"].edit, LEFT)

    QTest.mouseClick(view.sheet.describe.ask_it, LEFT)

    assert OUT_OF_PAPER.words in view.sheet.describe.check.text


def test_whoever_asks_a_printer_how_it_is_keeps_the_keys(qtbot: QtBot) -> None:
    ask = LaterAsk()
    view = screen(qtbot, with_printers(ZEBRA), ask)
    view.presenter.editing.edit("Left desk")
    button = view.sheet.describe.ask_it
    button.setFocus()

    QTest.keyClick(button, Qt.Key.Key_Space)
    had = button.hasFocus()
    ask.answer_all()

    assert had
    assert button.hasFocus()


def test_a_page_upside_down_is_turned_and_moved_and_then_kept(qtbot: QtBot) -> None:
    app = with_printers(ZEBRA)
    view = screen(qtbot, app)
    QTest.mouseClick(view.cards["Left desk"].test, LEFT)
    attempt = view.sheet.attempt
    assert not attempt.picture.is_empty

    QTest.mouseClick(attempt.fixes[Fix.UPSIDE_DOWN], LEFT)
    QTest.mouseClick(attempt.right.more, LEFT)
    QTest.mouseClick(view.sheet.again, LEFT)
    QTest.mouseClick(view.sheet.go, LEFT)

    assert [(page.turn, page.right) for page in app.spool.pages] == [(0, 0), (180, 0), (180, -0.5)]
    assert app.settings.printer.turn == 180


def test_while_it_prints_nobody_can_press_twice(qtbot: QtBot) -> None:
    ask = LaterAsk()
    view = screen(qtbot, with_printers(ZEBRA), ask)
    view.cards["Left desk"].test.click()

    assert not view.sheet.go.isEnabled()
    assert "Printing" in view.sheet.attempt.note.text
    ask.answer_all()
    assert view.sheet.go.hasFocus()


def test_a_page_that_did_not_come_is_tried_again_or_saved_all_the_same(qtbot: QtBot) -> None:
    app = with_printers(ZEBRA)
    app.spool.trouble = BadgeError("Left desk is off, or out of reach.")
    view = screen(qtbot, app)
    QTest.mouseClick(view.cards["Left desk"].test, LEFT)
    sheet = view.sheet

    assert sheet.untried.text() == "Save it all the same"
    assert Fix.NOTHING_CAME not in {fix for fix, button in sheet.attempt.fixes.items() if button.isVisible()}
    assert "out of reach" in sheet.attempt.note.text
    QTest.mouseClick(sheet.go, LEFT)

    assert sheet.go.text() == "Yes, it is right"


def test_a_page_in_a_folder_needs_no_fixing(qtbot: QtBot) -> None:
    app = with_printers(PrinterChoice(folder="/srv"))
    app.spool.came = Printed(where="/srv", path=Path("/srv/test-page.pdf"))
    view = screen(qtbot, app)

    QTest.mouseClick(view.cards["/srv"].test, LEFT)

    assert "/srv/test-page.pdf" in view.sheet.attempt.note.text
    assert not any(button.isVisible() for button in view.sheet.attempt.fixes.values())


def test_from_the_test_page_one_gets_back(qtbot: QtBot) -> None:
    view = screen(qtbot, with_printers(ZEBRA))
    QTest.mouseClick(view.cards["Left desk"].test, LEFT)

    QTest.mouseClick(view.sheet.back, LEFT)

    assert view.sheet.describe.isVisible()
    assert not view.sheet.back.isVisible()


def test_escape_leaves_everything_as_it_was(qtbot: QtBot) -> None:
    app = with_printers(ZEBRA)
    view = screen(qtbot, app)
    QTest.mouseClick(view.cards["Left desk"].edit, LEFT)
    QTest.keyClicks(view.sheet.describe.name, "er")

    QTest.keyClick(view.sheet, Qt.Key.Key_Escape)

    assert not view.sheet.isVisible()
    assert app.settings.printers == (ZEBRA,)


def test_enter_goes_on(qtbot: QtBot) -> None:
    view = adding(qtbot, with_printers(ZEBRA), PrinterKind.ZPL)
    QTest.keyClicks(view.sheet.describe.address, "192.0.2.7")

    QTest.keyClick(view.sheet.describe.address, Qt.Key.Key_Return)

    assert view.sheet.attempt.isVisible()
    assert view.sheet.go.hasFocus()


def test_a_ticket_type_is_given_its_printer(qtbot: QtBot) -> None:
    app = with_printers(ZEBRA, BROTHER)
    view = screen(qtbot, app)
    box = view.boxes["Speaker"]

    box.setCurrentIndex(box.findData("VIP"))
    box.activated.emit(box.currentIndex())

    assert app.settings.printer_of_type == {"Speaker": "VIP"}
    assert view.boxes["Speaker"] is box


def test_a_printer_goes_after_a_question(qtbot: QtBot) -> None:
    app = with_printers(ZEBRA, BROTHER)
    view = screen(qtbot, app)

    QTest.mouseClick(view.cards["VIP"].remove, LEFT)
    assert app.settings.further_printers
    assert view.question is not None
    QTest.mouseClick(view.question.yes_button, LEFT)

    assert [one.called for one in app.settings.printers] == list(view.cards) == ["Left desk"]


def test_another_one_is_made_the_main_printer(qtbot: QtBot) -> None:
    app = with_printers(ZEBRA, BROTHER)
    view = screen(qtbot, app)
    assert not view.cards["Left desk"].main.isVisible()

    QTest.mouseClick(view.cards["VIP"].main, LEFT)

    assert list(view.cards) == ["VIP", "Left desk"]
    assert not view.cards["VIP"].main.isVisible()


def test_a_printer_that_runs_out_of_paper_is_shown_without_taking_the_keys(qtbot: QtBot) -> None:
    app = with_printers(ZEBRA, LASER)
    view = screen(qtbot, app)
    card = view.cards["Left desk"]
    card.edit.setFocus()
    app.states["Left desk"] = OUT_OF_PAPER

    view.presenter.look()

    assert view.cards["Left desk"] is card
    assert card.edit.hasFocus()
    assert card.state.text() == OUT_OF_PAPER.words
    assert OUT_OF_PAPER.words in card.accessibleName()


def test_printers_are_asked_only_while_they_are_seen(qtbot: QtBot) -> None:
    view = screen(qtbot, with_printers(ZEBRA))
    seen = view.looking.isActive()

    view.hide()

    assert (seen, view.looking.isActive()) == (True, False)


@pytest.mark.parametrize("kind", list(PrinterKind))
def test_every_field_says_what_it_is(qtbot: QtBot, kind: PrinterKind) -> None:
    form = adding(qtbot, with_printers(ZEBRA), kind).sheet.describe

    fields = (form.queue, form.address, form.folder, form.model, form.paper, form.dpi, form.name)

    assert all(field.accessibleName() for field in fields)
