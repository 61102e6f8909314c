from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.app import FakeApp
from tests.fakes.executor import ask_at_once
from ui import theme
from ui.screens.desk.view import DeskView
from ui.theme import Tone

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def app() -> FakeApp:
    return FakeApp()


@pytest.fixture
def view(qapp: QApplication, qtbot: QtBot, app: FakeApp) -> DeskView:
    theme.apply(qapp, "light")
    made = DeskView(app, ask_at_once)
    qtbot.addWidget(made)
    made.resize(1262, 768)
    made.show()
    made.activateWindow()
    made.begin()
    qtbot.waitUntil(made.field.hasFocus)
    return made


def press(widget: QWidget, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    QTest.keyClick(widget, key, modifiers[0] if modifiers else Qt.KeyboardModifier.NoModifier)


def names_found(view: DeskView) -> list[str]:
    return [row.name for row in view.matches.rows]


def test_typing_shows_whom_the_name_means(qtbot: QtBot, view: DeskView) -> None:
    QTest.keyClicks(view.field, "gra")

    qtbot.waitUntil(lambda: names_found(view) == ["Grace Hopper", "Grace O'Malley"])

    assert view.matches.isVisible()


def test_arrows_and_enter_let_the_marked_one_in(qtbot: QtBot, view: DeskView) -> None:
    QTest.keyClicks(view.field, "gra")
    qtbot.waitUntil(lambda: len(names_found(view)) == 2)

    press(view.field, Qt.Key.Key_Down)
    press(view.field, Qt.Key.Key_Down)
    press(view.field, Qt.Key.Key_Return)

    assert view.panel.card.name == "Grace O'Malley"
    assert view.field.text() == ""


def test_enter_right_after_typing_does_not_wait_for_the_list(view: DeskView) -> None:
    QTest.keyClicks(view.field, "ada")
    press(view.field, Qt.Key.Key_Return)

    assert view.panel.card.name == "Ada Lovelace"


def test_a_name_nobody_has_says_so(qtbot: QtBot, view: DeskView) -> None:
    QTest.keyClicks(view.field, "zz")

    qtbot.waitUntil(view.nobody.isVisible)


def test_esc_empties_the_field_and_waits_for_the_next_scan(view: DeskView) -> None:
    view.scanned("C4")
    QTest.keyClicks(view.field, "gra")

    press(view.field, Qt.Key.Key_Escape)

    assert view.field.text() == ""
    assert view.panel.card.word == "Ready to scan"


def test_a_scan_is_answered_whatever_has_the_focus(view: DeskView) -> None:
    view.keys.setFocus()

    view.scanned("C1")

    assert view.panel.card.name == "Ada Lovelace"
    assert view.field.hasFocus()


def test_letters_typed_beside_the_field_go_into_it(view: DeskView) -> None:
    view.keys.setFocus()

    press(view.keys, Qt.Key.Key_A)
    press(view.field, Qt.Key.Key_D)

    assert view.field.text() == "ad"
    assert view.field.hasFocus()


def test_ctrl_z_takes_back_even_while_a_name_is_being_typed(app: FakeApp, view: DeskView) -> None:
    view.scanned("C1")
    QTest.keyClicks(view.field, "gra")

    press(view.field, Qt.Key.Key_Z, CONTROL)

    assert app.desk.movements == []
    assert view.toast.text == "Taken back: Ada Lovelace"
    assert view.toast.isVisible()


def test_ctrl_p_prints_another_badge_for_a_reason(qtbot: QtBot, app: FakeApp, view: DeskView) -> None:
    app.notices.listen(view.hear)
    view.scanned("C1")

    qtbot.waitUntil(lambda: app.desk.printed == [1])
    press(view.field, Qt.Key.Key_P, CONTROL)
    assert view.note.text == "Why another badge for Ada Lovelace?"
    view.note.buttons[0].click()

    assert (app.desk.printed, app.spool.asked) == ([1, 1], ["", "lost"])
    assert view.note.text == "Badge printed on Label printer"
    assert view.note.buttons == ()


def test_a_letter_says_why_another_badge(qtbot: QtBot, app: FakeApp, view: DeskView) -> None:
    app.notices.listen(view.hear)
    view.scanned("C1")
    qtbot.waitUntil(lambda: app.desk.printed == [1])
    press(view.field, Qt.Key.Key_P, CONTROL)
    qtbot.waitUntil(lambda: all(button.isVisible() for button in view.note.buttons))

    press(view, Qt.Key.Key_S, ALT)

    qtbot.waitUntil(lambda: app.spool.asked == ["", "spoiled"])


def test_what_is_remarked_hides_no_button(qtbot: QtBot, view: DeskView) -> None:
    view.scanned("C4")
    qtbot.waitUntil(lambda: all(button.isVisible() for button in view.panel.buttons()))

    press(view.field, Qt.Key.Key_P, CONTROL)

    assert view.toast.isVisible()
    for button in view.panel.buttons():
        place = QRect(button.mapTo(view, QPoint(0, 0)), button.size())
        assert not view.toast.geometry().intersects(place)


def test_the_keyboard_lets_in_anyway(qtbot: QtBot, app: FakeApp, view: DeskView) -> None:
    view.scanned("C4")
    qtbot.waitUntil(lambda: all(button.isVisible() for button in view.panel.buttons()))
    press(view, Qt.Key.Key_A, ALT)
    qtbot.waitUntil(lambda: view.panel.card.word == "Let in anyway?")
    qtbot.waitUntil(lambda: all(button.isVisible() for button in view.panel.buttons()))
    press(view, Qt.Key.Key_Y, ALT)

    qtbot.waitUntil(lambda: view.panel.card.word == "Let in anyway")
    assert len(app.desk.movements) == 1


def test_f1_shows_the_keys_and_any_key_takes_them_away(view: DeskView) -> None:
    press(view.field, Qt.Key.Key_F1)
    shown = view.sheet.isVisible()

    press(view.sheet, Qt.Key.Key_Space)

    assert shown
    assert not view.sheet.isVisible()


def test_a_scan_takes_the_keys_away(view: DeskView) -> None:
    press(view.field, Qt.Key.Key_F1)

    view.scanned("C1")

    assert not view.sheet.isVisible()


def test_choices_are_shown_below_the_question_and_can_be_clicked(app: FakeApp, view: DeskView) -> None:
    app.desk.shared["ORD"] = (2, 3)
    view.scanned("ORD")
    second = view.choices.visualRect(view.choices.model().index(1, 0)).center()

    QTest.mouseClick(
        view.choices.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, second
    )

    assert view.panel.card.name == "Katherine Johnson"
    assert not view.choices.isVisible()


def test_arrows_and_enter_answer_the_question(app: FakeApp, view: DeskView) -> None:
    app.desk.shared["ORD"] = (2, 3)
    view.scanned("ORD")

    press(view.field, Qt.Key.Key_Down)
    press(view.field, Qt.Key.Key_Return)

    assert view.panel.card.name == "Katherine Johnson"


def test_an_answer_fades_when_its_time_is_over(qtbot: QtBot, view: DeskView) -> None:
    view.scanned("C1")
    state = view.presenter.state
    shortly = replace(state.answer, number=state.answer.number + 1, lasts=0.01)

    view.presenter.state = replace(state, answer=shortly)
    view.show_state(view.presenter.state)

    qtbot.waitUntil(lambda: view.panel.card.tone is Tone.IDLE)


def test_a_row_of_the_recent_scans_can_be_taken_back(app: FakeApp, view: DeskView) -> None:
    view.scanned("C1")
    [button] = [each for each in view.recent.findChildren(QWidget) if getattr(each, "text", str)() == "Undo"]

    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    assert app.desk.movements == []


def test_the_count_is_at_the_top(qtbot: QtBot, view: DeskView) -> None:
    view.scanned("C1")

    qtbot.waitUntil(lambda: view.count.text == "1 of 11 checked in")


def test_the_picture_of_the_camera_stands_above_the_field(view: DeskView) -> None:
    picture = QWidget()

    view.show_camera(picture)

    assert picture.parentWidget() is view.field.parentWidget()


@pytest.mark.parametrize("height", [660, 720, 768, 1080])
def test_the_answer_is_not_cut_off_in_a_small_window(qtbot: QtBot, view: DeskView, height: int) -> None:
    view.resize(1100, height)

    view.scanned("C9")

    qtbot.waitUntil(lambda: all(view.panel.rect().contains(part) for part in visible_parts(view)))
    assert view.panel.mapTo(view, view.panel.rect().bottomLeft()).y() <= view.height()


def visible_parts(view: DeskView) -> list[QRect]:
    return [
        each.geometry()
        for each in view.panel.findChildren(QWidget)
        if each.isVisible() and each.parentWidget() is view.panel
    ]


def test_no_key_of_the_screen_repeats_while_it_is_held(view: DeskView) -> None:
    shortcuts = view.findChildren(QShortcut)

    assert shortcuts
    assert not any(shortcut.autoRepeat() for shortcut in shortcuts)
