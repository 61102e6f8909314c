from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from checkin.errors import SettingsError
from checkin.model.operation import OutboxCounts
from checkin.model.past import Reminder
from checkin.settings import Appearance
from tests.fakes.executor import LaterAsk, ask_at_once
from tests.ui.screens.sample_event import NOW
from tests.ui.screens.stand_in import StandInApp, at_registration
from ui.screens.pieces import Question
from ui.screens.settings.help_pages import help_pages
from ui.screens.settings.help_view import HelpView
from ui.screens.settings.view import PRINTERS, SettingsView
from ui.screens.setup.steps import Step

LEFT = Qt.MouseButton.LeftButton


def screen(qtbot: QtBot, app: StandInApp) -> SettingsView:
    view = SettingsView(app.as_app(), ask=ask_at_once)
    qtbot.addWidget(view)
    view.resize(1262, 768)
    view.begin()
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    return view


def test_what_is_set_is_shown(qtbot: QtBot) -> None:
    view = screen(qtbot, at_registration())

    assert view.rows["post"][0].value == "Registration 1 (registration)"
    assert view.rows["connection"][0].value == "PyCon"
    assert view.looks[Appearance.SYSTEM].isChecked()


def test_every_step_that_can_be_opened_again_is_one_of_the_set_up(qtbot: QtBot) -> None:
    view = screen(qtbot, at_registration())
    asked: list[str] = []
    view.step_asked.connect(asked.append)

    for row in (row for rows in view.rows.values() for row in rows if row.change.isVisible()):
        QTest.mouseClick(row.change, LEFT)

    assert [Step(name) for name in asked] == [Step.STATION, Step.EQUIPMENT, Step.EVENT, Step.CONNECT]


def test_leaving_with_check_ins_on_their_way_is_asked_first(qtbot: QtBot) -> None:
    app = at_registration()
    app.status.counts = OutboxCounts(waiting=2)
    view = screen(qtbot, app)
    asked: list[str] = []
    view.step_asked.connect(asked.append)

    QTest.mouseClick(view.rows["connection"][1].change, LEFT)
    question = view.findChild(Question)
    assert isinstance(question, Question)
    assert asked == []
    QTest.mouseClick(question.yes_button, LEFT)

    assert asked == ["connect"]


def test_switches_are_kept_at_once(qtbot: QtBot) -> None:
    app = at_registration()
    view = screen(qtbot, app)

    view.sound.click()
    view.print_on_check_in.click()

    assert not app.settings.sound
    assert not app.settings.print_on_check_in


def test_a_switch_that_cannot_be_kept_goes_back(qtbot: QtBot) -> None:
    app = at_registration()
    view = screen(qtbot, app)
    app.trouble["change_settings"] = SettingsError("The folder is read-only")

    view.sound.click()

    assert view.sound.isChecked()
    assert view.trouble.isVisible()


def test_another_look_is_announced(qtbot: QtBot) -> None:
    view = screen(qtbot, at_registration())

    with qtbot.waitSignal(view.redressed) as told:
        QTest.mouseClick(view.looks[Appearance.DARK], LEFT)

    assert told.args == ["dark"]


def test_the_help_can_be_read_page_by_page(qtbot: QtBot) -> None:
    view = screen(qtbot, at_registration())

    view.show_help()
    assert "Your first day at the desk" in view.help.text.toPlainText()
    view.help.topics.setCurrentRow(1)

    assert "When the screen says no" in view.help.text.toPlainText()


def test_without_help_files_there_is_an_empty_page_and_no_crash(qtbot: QtBot, tmp_path: Path) -> None:
    view = HelpView(help_pages(tmp_path / "nowhere"))
    qtbot.addWidget(view)

    assert view.topics.count() == 0
    assert view.text.toPlainText() == ""


def test_the_second_journal_is_chosen_in_a_dialog_and_given_up_by_a_button(
    qtbot: QtBot, tmp_path: Path
) -> None:
    app = at_registration()
    view = screen(qtbot, app)
    assert not view.safety.stop.isVisible()

    dialog = view.safety.ask_folder()
    qtbot.addWidget(dialog)
    dialog.fileSelected.emit(str(tmp_path))
    assert app.settings.journal_folder == str(tmp_path)
    assert view.safety.choose.text() == "Choose another folder…"

    QTest.mouseClick(view.safety.stop, LEFT)
    assert app.settings.journal_folder == ""


def test_a_report_is_begun_when_the_dialog_says_where(qtbot: QtBot, tmp_path: Path) -> None:
    later = LaterAsk()
    view = SettingsView(at_registration().as_app(), ask=later)
    qtbot.addWidget(view)

    dialog = view.safety.ask_file()
    qtbot.addWidget(dialog)
    dialog.fileSelected.emit(str(tmp_path / "report.zip"))

    assert "Examining this computer" in view.result.text
    assert not view.safety.report.isEnabled()


def test_erasing_asks_first_and_takes_the_journals_along_when_wanted(qtbot: QtBot) -> None:
    app = at_registration()
    view = screen(qtbot, app)
    here = app.event
    assert here is not None

    QTest.mouseClick(view.erasing.buttons[0], LEFT)
    question = view.erasing.question
    assert question is not None
    assert app.forgetting == []
    box = question.findChild(QCheckBox)
    assert isinstance(box, QCheckBox)
    box.setChecked(True)
    QTest.mouseClick(question.yes_button, LEFT)

    assert app.forgetting == [(here, True)]
    assert "is erased from this computer" in view.result.text
    assert view.erasing.buttons == []


def test_when_the_desk_has_lost_its_event_what_became_of_it_is_handed_on(qtbot: QtBot) -> None:
    app = at_registration()
    app.change_settings(event=None)
    view = screen(qtbot, app)
    here = app.event
    assert here is not None

    with qtbot.waitSignal(view.erased) as erased:
        view.safekeeping.erase(here, journals=True)

    assert erased.args[0] == f"{here.name} is erased from this computer"


def test_what_a_reminder_leads_to_is_at_the_head(qtbot: QtBot) -> None:
    app = at_registration()
    view = screen(qtbot, app)
    usual = view.erasing.y()
    here = app.event
    assert here is not None
    app.over = (Reminder(event=here, ended=NOW, people=7, waiting=0, parked=0),)

    view.begin()

    qtbot.waitUntil(lambda: view.erasing.y() < view.safety.y())
    assert usual > view.erasing.y()


def test_the_printers_are_one_click_from_where_badges_go(qtbot: QtBot) -> None:
    view = screen(qtbot, at_registration())
    assert not view.to_printers.isVisible()
    begun: list[str] = []
    page = QWidget()
    view.add_page("Something", QWidget(), lambda: begun.append("something"))
    view.add_page(PRINTERS, page, lambda: begun.append("printers"))

    QTest.mouseClick(view.to_printers, LEFT)

    assert page.isVisible()
    assert begun == ["printers"]


def test_a_page_that_is_up_begins_anew_with_the_screen(qtbot: QtBot) -> None:
    view = screen(qtbot, at_registration())
    begun: list[str] = []
    view.add_page(PRINTERS, QWidget(), lambda: begun.append("printers"))
    view.show_page(PRINTERS)

    view.begin()

    assert begun == ["printers", "printers"]


def test_the_help_stays_the_last_page(qtbot: QtBot) -> None:
    view = screen(qtbot, at_registration())
    view.add_page(PRINTERS, QWidget(), lambda: None)

    view.show_help()

    assert view.help.isVisible()
