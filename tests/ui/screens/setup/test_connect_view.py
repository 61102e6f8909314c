from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from checkin.errors import UnreadableReplyError
from tests.fakes.executor import LaterAsk, ask_at_once
from tests.ui.screens.sample_event import FORM
from tests.ui.screens.setup.setup_app import (
    COMPANY,
    EVERY_KIND,
    JOB_TITLE,
    LISTED,
    MAPPED,
    PREVIEW,
    SetupApp,
)
from tests.ui.screens.stand_in import ACamera
from ui.screens.setup.connect import PRACTICE
from ui.screens.setup.steps import Step
from ui.screens.setup.view import SetupView
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.small_table import SmallTable

LEFT = Qt.MouseButton.LeftButton


def screen(
    qtbot: QtBot, app: SetupApp, size: tuple[int, int] = (1366, 768), ask: LaterAsk | None = None
) -> SetupView:
    view = SetupView(
        app.as_app(),
        ask=ask_at_once if ask is None else ask,
        at_desk=ask_at_once,
        cameras=lambda: (ACamera("7", "Laptop camera"),),
    )
    qtbot.addWidget(view)
    view.resize(*size)
    view.begin()
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    return view


def focused() -> QWidget:
    here = QApplication.focusWidget()
    assert here is not None
    return here


def cell(table: SmallTable, row: int, column: int) -> str:
    found = table.item(row, column)
    assert found is not None
    return found.text()


def lowest(page: QWidget, part: QWidget) -> int:
    return part.mapTo(page, part.rect().bottomLeft()).y()


def page_of(view: SetupView) -> QScrollArea:
    return next(each for each in view.findChildren(QScrollArea) if each.isAncestorOf(view.connect_step))


def fill(view: SetupView, **answers: str) -> None:
    for name, text in answers.items():
        target = view.connect_step.fields[name].target
        target.setFocus()
        if isinstance(target, QPlainTextEdit):
            target.insertPlainText(text)  # as when pasted
        else:
            QTest.keyClicks(target, text)


def every_kind(qtbot: QtBot, app: SetupApp) -> SetupView:
    view = screen(qtbot, app)
    fill(view, code="c0de", events="4711\n4712")
    return view


def test_each_kind_of_question_has_its_own_field(qtbot: QtBot) -> None:
    view = screen(qtbot, SetupApp(EVERY_KIND, LISTED))
    targets = {name: type(field.target) for name, field in view.connect_step.fields.items()}

    assert targets == {
        "flavour": ChoiceBox,
        "base_url": QLineEdit,
        "code": QLineEdit,
        "events": QPlainTextEdit,
        "products": QCheckBox,
        "language": QLineEdit,
    }


def test_everything_is_filled_in_with_the_keyboard_and_arrives(qtbot: QtBot) -> None:
    app = SetupApp(EVERY_KIND)
    view = every_kind(qtbot, app)
    flavour = view.connect_step.fields["flavour"].target
    QTest.keyClick(flavour, Qt.Key.Key_Down)
    QTest.keyClick(view.connect_step.fields["products"].target, Qt.Key.Key_Space)

    QTest.keyClick(flavour, Qt.Key.Key_Return)

    connection, secrets = app.sign_ins[0]
    assert connection.options == {
        "flavour": "b",
        "events": "4711\n4712",
        "products": "yes",
        "language": "en",
    }
    assert secrets == {"code": "c0de"}


def test_enter_within_several_lines_is_a_line_and_tab_goes_on(qtbot: QtBot) -> None:
    app = SetupApp(EVERY_KIND)
    view = every_kind(qtbot, app)
    lines = view.connect_step.fields["events"].target

    QTest.keyClick(lines, Qt.Key.Key_Return)
    QTest.keyClick(lines, Qt.Key.Key_Tab)

    assert view.presenter.connect.value("events") == "4711\n4712\n"
    assert QApplication.focusWidget() is not lines
    assert app.sign_ins == []


def test_platforms_are_walked_along_with_the_arrows(qtbot: QtBot) -> None:
    view = screen(qtbot, SetupApp(FORM, LISTED))
    view.connect_step.options["open_event"].setFocus()

    QTest.keyClick(view.connect_step.options["open_event"], Qt.Key.Key_Right)

    assert view.presenter.connect.choice == "listed"
    assert view.connect_step.options["listed"].isChecked()
    assert list(view.connect_step.fields) == ["roster", "account"]


def test_tab_leads_to_the_chosen_platform_and_past_the_others(qtbot: QtBot) -> None:
    view = screen(qtbot, SetupApp(FORM, LISTED))

    QTest.keyClick(focused(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)

    assert view.connect_step.options["open_event"].hasFocus()


def test_tab_leads_down_the_form_of_a_platform_that_was_chosen_later(qtbot: QtBot) -> None:
    forms = (LISTED, replace(EVERY_KIND, fields=EVERY_KIND.fields[:3]))
    view = screen(qtbot, SetupApp(*forms))
    view.connect_step.options["listed"].setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Right)
    fields = view.connect_step.fields
    qtbot.waitUntil(fields["code"].isVisible)
    fill(view, code="c0de")
    view.connect_step.options["every"].setFocus()

    walked = []
    for _ in range(5):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        walked.append(focused())

    assert walked[:3] == [fields[name].target for name in ("flavour", "base_url", "code")]
    assert walked[4] is view.next


def test_walking_along_the_platforms_stops_at_none_that_asks_nothing(qtbot: QtBot) -> None:
    asks_nothing = replace(EVERY_KIND, platform="open", fields=EVERY_KIND.fields[:2])
    view = screen(qtbot, SetupApp(FORM, asks_nothing, LISTED))
    view.connect_step.options["open_event"].setFocus()

    for _ in range(2):
        QTest.keyClick(focused(), Qt.Key.Key_Right)

    assert view.connect_step.options["listed"].hasFocus()


@pytest.mark.parametrize("size", [(1366, 768), (1100, 660)])
def test_eight_choices_and_a_form_of_three_stand_on_one_screen(qtbot: QtBot, size: tuple[int, int]) -> None:
    forms = [replace(FORM, platform=f"p{number}", label=f"Platform {number}") for number in range(7)]
    view = screen(qtbot, SetupApp(*forms), size)

    fields = view.connect_step.fields["password"]
    assert set(view.connect_step.options) == {form.platform for form in forms} | {PRACTICE}
    assert (
        fields.mapTo(view, fields.rect().bottomLeft()).y() < view.next.mapTo(view, view.rect().topLeft()).y()
    )


def test_an_answer_that_need_not_be_given_says_so(qtbot: QtBot) -> None:
    view = screen(qtbot, SetupApp(EVERY_KIND))
    words = {label.text() for label in view.connect_step.fields["language"].findChildren(type(view._hint))}  # noqa: SLF001

    assert words == {"Language", "optional"}


def test_a_scan_fills_in_the_form_and_a_person_signs_in(qtbot: QtBot) -> None:
    app = SetupApp(FORM, EVERY_KIND)
    app.codes["{…}"] = ("every", {"code": "c0de", "events": "1"})
    view = screen(qtbot, app)

    view.scanned("{…}")
    assert "The code of Every kind" in view.connect_step.says
    assert app.sign_ins == []
    QTest.keyClick(focused(), Qt.Key.Key_Return)

    assert app.sign_ins[0][1] == {"code": "c0de"}


def test_a_ticket_scanned_by_mistake_is_said_and_typed_nowhere(qtbot: QtBot) -> None:
    view = screen(qtbot, SetupApp(EVERY_KIND))
    view.connect_step.fields["base_url"].target.setFocus()

    view.scanned("OEV-77")

    assert "This code is not for setting up" in view.connect_step.says
    assert view.presenter.connect.value("base_url") == "https://api.example.org"


def test_a_secret_may_be_scanned_where_it_is_asked(qtbot: QtBot) -> None:
    view = screen(qtbot, SetupApp(EVERY_KIND))
    view.connect_step.fields["code"].target.setFocus()

    view.scanned("plain-code")

    code = view.connect_step.fields["code"].target
    assert isinstance(code, QLineEdit)
    assert code.text() == "plain-code"


def asking(qtbot: QtBot, app: SetupApp) -> SetupView:
    app.asks = (COMPANY, JOB_TITLE)
    view = every_kind(qtbot, app)
    QTest.mouseClick(view.next, LEFT)
    return view


def test_what_is_asked_afterwards_takes_the_place_of_the_form(qtbot: QtBot) -> None:
    view = asking(qtbot, SetupApp(EVERY_KIND))

    assert list(view.connect_step.more) == ["company", "job"]
    assert not view.connect_step.fields["code"].isVisible()
    assert not view.next.isEnabled()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is view.connect_step.more["company"].target)


def test_answering_it_goes_on(qtbot: QtBot) -> None:
    app = SetupApp(EVERY_KIND)
    view = asking(qtbot, app)
    company = view.connect_step.more["company"].target
    qtbot.waitUntil(company.hasFocus)
    QTest.keyClick(company, Qt.Key.Key_Down)
    QTest.keyClick(company, Qt.Key.Key_Down)

    QTest.keyClick(company, Qt.Key.Key_Return)
    QTest.keyClick(focused(), Qt.Key.Key_Return)

    assert app.sign_ins[1][0].options["company"] == "2"
    assert view.presenter.at is Step.EVENT


def test_one_may_go_back_to_the_form(qtbot: QtBot) -> None:
    view = asking(qtbot, SetupApp(EVERY_KIND))
    back = next(
        each for each in view.connect_step.findChildren(QPushButton) if each.text() == "Back to the form"
    )

    QTest.mouseClick(back, LEFT)

    assert view.connect_step.fields["code"].isVisible()
    assert not back.isVisible()


def listed(qtbot: QtBot, app: SetupApp, size: tuple[int, int] = (1366, 768)) -> SetupView:
    view = screen(qtbot, app, size)
    fill(view, account="PyCon", roster="list.csv")
    QTest.keyClick(view.connect_step.fields["roster"].target, Qt.Key.Key_Return)
    return view


def test_a_list_is_shown_before_it_is_taken(qtbot: QtBot) -> None:
    view = listed(qtbot, SetupApp(LISTED))
    card = view.connect_step.roster

    assert "248 attendees in this list" in card.says
    assert card.rows.rowCount() == 2
    assert cell(card.problems, 0, 0) == "Line 7"
    assert card.columns.boxes["company"].currentText() == "(none)"


def test_another_column_is_chosen_in_a_box(qtbot: QtBot) -> None:
    app = SetupApp(LISTED)
    view = listed(qtbot, app)
    box = view.connect_step.roster.columns.boxes["company"]

    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)

    assert app.previewed[-1][1]["company"] == "Vorname"
    assert view.connect_step.roster.columns.boxes["company"].currentText() == "Vorname"


def test_a_list_is_saved_with_codes_where_some_have_none(qtbot: QtBot, tmp_path: Path) -> None:
    app = SetupApp(LISTED)
    app.preview = replace(PREVIEW, reckoned=3)
    view = listed(qtbot, app)
    card = view.connect_step.roster
    assert card.save_coded.isVisible()

    dialog = card.ask_where()
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    dialog.fileSelected.emit(str(tmp_path / "coded.xlsx"))
    dialog.close()

    assert app.coded[-1][1] == str(tmp_path / "coded.xlsx")
    line = view.connect_step.fields["roster"].target
    assert isinstance(line, QLineEdit)
    assert line.text() == str(tmp_path / "coded.xlsx")
    assert "got a code that nobody can guess" in card.says
    assert not card.save_coded.isVisible()


def test_what_is_wrong_with_a_list_is_brought_into_sight(qtbot: QtBot) -> None:
    app = SetupApp(LISTED)
    app.trouble["preview_roster"] = UnreadableReplyError("listed", "It is protected by a password.")
    view = listed(qtbot, app, (1100, 440))
    page = page_of(view)

    assert "protected by a password" in view.connect_step.roster.says
    qtbot.waitUntil(lambda: page.verticalScrollBar().value() > 0)
    assert lowest(page, view.connect_step.roster) <= page.height()
    assert not view.connect_step.roster.columns.isVisible()


def test_what_a_list_still_lacks_is_said(qtbot: QtBot) -> None:
    app = SetupApp(LISTED)
    app.preview = replace(PREVIEW, rows=(), missing="No column says who somebody is.")
    view = listed(qtbot, app)

    assert "No column says who somebody is." in view.connect_step.roster.says
    assert not view.next.isEnabled()


def test_boxes_stand_below_each_other_on_a_narrow_screen(qtbot: QtBot) -> None:
    view = listed(qtbot, SetupApp(LISTED))
    boxes = view.connect_step.roster.columns.boxes
    fields = view.connect_step.fields
    assert fields["account"].y() == fields["roster"].y()

    view.resize(760, 700)
    qtbot.waitUntil(lambda: fields["account"].y() > fields["roster"].y())

    heights = {box.mapTo(view, box.rect().topLeft()).y() for box in boxes.values()}
    assert len(heights) > 1


def mapped(qtbot: QtBot, app: SetupApp) -> SetupView:
    view = screen(qtbot, app)
    fill(view, base_url="dev.example.org", token="t0ken", mapping="my.toml")  # noqa: S106
    return view


def test_a_mapping_is_tried_and_shown_side_by_side(qtbot: QtBot) -> None:
    view = mapped(qtbot, SetupApp(MAPPED))
    assert not view.connect_step.trial.isVisible()

    QTest.mouseClick(view.connect_step.try_it, LEFT)

    card = view.connect_step.trial
    assert card.says == "This works."
    assert card.request.text.toPlainText().startswith("GET /events/1/registrations")
    assert card.answer.text.toPlainText() == '{"data": ["a text"]}'
    assert cell(card.made, 1, 1) == "in 2 of 2 rows"


def test_what_came_of_a_trial_is_brought_into_sight(qtbot: QtBot) -> None:
    view = mapped(qtbot, SetupApp(MAPPED))
    view.resize(1100, 700)

    QTest.mouseClick(view.connect_step.try_it, LEFT)

    page = page_of(view)
    qtbot.waitUntil(lambda: page.verticalScrollBar().value() > 0)
    assert lowest(page, view.connect_step.trial) <= page.height()


def test_a_check_in_is_tried_only_after_a_yes(qtbot: QtBot) -> None:
    app = SetupApp(MAPPED)
    view = mapped(qtbot, app)

    view.connect_step.ask_to_write().no_button.click()
    assert app.tried == []
    view.connect_step.ask_to_write().yes_button.click()

    assert app.tried == [({"token": "t0ken"}, True)]


def test_a_trial_under_way_is_said(qtbot: QtBot) -> None:
    ask = LaterAsk()
    view = screen(qtbot, SetupApp(MAPPED), ask=ask)
    ask.answer_all()
    fill(view, base_url="dev.example.org", token="t0ken", mapping="my.toml")  # noqa: S106

    QTest.mouseClick(view.connect_step.try_it, LEFT)
    assert view.connect_step.trial.says == "Trying it…"
    assert not view.connect_step.try_it.isEnabled()
    ask.answer_all()

    assert view.connect_step.trial.says == "This works."
