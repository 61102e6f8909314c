import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from checkin.errors import MirrorLockedError
from checkin.model.admission import Refusal, Refused
from checkin.model.ids import AttendeeId
from tests.fakes.executor import ask_at_once
from tests.ui.screens.sample_event import person
from tests.ui.screens.stand_in import StandInApp, at_registration
from ui.screens.attendees.view import AttendeesView

LEFT = Qt.MouseButton.LeftButton


def screen(qtbot: QtBot, app: StandInApp) -> AttendeesView:
    app.change_settings(print_on_check_in=False)
    view = AttendeesView(app.as_app(), ask=ask_at_once, at_desk=ask_at_once)
    qtbot.addWidget(view)
    app.notices.listen(view.hear)
    view.resize(1262, 768)
    view.begin()
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    return view


def cell(view: AttendeesView, row: int, column: int) -> str:
    return str(view.table.model().index(row, column).data())


def test_the_list_and_the_first_person_are_shown(qtbot: QtBot) -> None:
    view = screen(qtbot, at_registration())

    assert [cell(view, row, 0) for row in range(2)] == ["Ada Lovelace", "Grace Hopper"]
    assert [cell(view, 0, column) for column in (1, 2, 3, 4)] == [
        "Analytical Engines",
        "Regular",
        "A0001",
        "Not here yet",
    ]
    assert view.panel.isVisible()
    assert view.panel.check_in.text() == "Check in"


def test_typing_anywhere_searches_and_enter_checks_in(qtbot: QtBot) -> None:
    app = at_registration()
    view = screen(qtbot, app)
    view.table.setFocus()

    QTest.keyClicks(view.table, "grace")
    assert view.search.text() == "grace"
    QTest.keyClick(view.search, Qt.Key.Key_Return)
    QTest.keyClick(view.search, Qt.Key.Key_Return)

    assert [move.attendee for move in app.desk.movements] == [2]
    assert "Grace Hopper is checked in" in view.panel.result.text


def test_the_arrows_choose_and_enter_checks_in(qtbot: QtBot) -> None:
    app = at_registration()
    view = screen(qtbot, app)

    QTest.keyClicks(view.search, "e")
    qtbot.waitUntil(lambda: view.presenter.search.words == "e")
    QTest.keyClick(view.search, Qt.Key.Key_Down)
    QTest.keyClick(view.search, Qt.Key.Key_Return)

    assert [move.attendee for move in app.desk.movements] == [2]


@pytest.mark.parametrize("by_click", [True, False])
def test_the_first_one_too_has_to_be_pointed_out(qtbot: QtBot, *, by_click: bool) -> None:
    app = at_registration()
    view = screen(qtbot, app)
    QTest.keyClicks(view.search, "e")
    qtbot.waitUntil(lambda: view.presenter.search.words == "e")
    QTest.keyClick(view.search, Qt.Key.Key_Return)
    assert app.desk.movements == []

    if by_click:
        where = view.table.visualRect(view.table.model().index(0, 1)).center()
        QTest.mouseClick(view.table.viewport(), LEFT, pos=where)
    else:
        QTest.keyClick(view.search, Qt.Key.Key_Up)
    QTest.keyClick(view.search, Qt.Key.Key_Return)

    assert [move.attendee for move in app.desk.movements] == [1]


def test_a_double_click_checks_in(qtbot: QtBot) -> None:
    app = at_registration()
    view = screen(qtbot, app)
    where = view.table.visualRect(view.table.model().index(1, 1)).center()

    QTest.mouseClick(view.table.viewport(), LEFT, pos=where)
    QTest.mouseDClick(view.table.viewport(), LEFT, pos=where)

    assert [move.attendee for move in app.desk.movements] == [2]
    assert cell(view, 1, 4) == "In since 09:12"


def test_undo_and_print_have_keys_and_buttons(qtbot: QtBot) -> None:
    app = at_registration()
    view = screen(qtbot, app)
    assert not view.panel.undo.isEnabled()

    QTest.mouseClick(view.panel.check_in, LEFT)
    QTest.mouseClick(view.panel.undo, LEFT)
    QTest.keyClick(view.search, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)

    assert len(app.desk.movements) == 2
    assert app.desk.printed == [1]
    assert "The badge is printed" in view.panel.result.text


def test_another_badge_takes_one_tap_on_its_reason(qtbot: QtBot) -> None:
    app = at_registration()
    view = screen(qtbot, app)
    QTest.mouseClick(view.panel.print, LEFT)
    assert not view.panel.reasons.isVisible()
    QTest.mouseClick(view.panel.print, LEFT)
    assert view.panel.reasons.isVisible()

    QTest.mouseClick(view.panel.reasons.buttons[1], LEFT)

    assert app.spool.asked == ["", "spoiled"]
    assert not view.panel.reasons.isVisible()


def test_control_z_takes_the_check_in_back_even_from_the_search(qtbot: QtBot) -> None:
    app = at_registration()
    view = screen(qtbot, app)
    QTest.mouseClick(view.panel.check_in, LEFT)

    QTest.keyClick(view.search, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert "Taken back for Ada Lovelace" in view.panel.result.text


def test_a_refusal_is_shown_in_words(qtbot: QtBot) -> None:
    app = at_registration()
    app.desk.refuse[AttendeeId(1)] = Refused(refusal=Refusal.CANCELLED, attendee=app.people[0])
    view = screen(qtbot, app)

    QTest.mouseClick(view.panel.check_in, LEFT)

    assert "Ada Lovelace: Cancelled" in view.panel.result.text


def test_nobody_found_says_what_to_try_and_escape_shows_everybody_again(qtbot: QtBot) -> None:
    view = screen(qtbot, at_registration())
    QTest.keyClicks(view.search, "zzz")
    qtbot.waitUntil(lambda: not view.panel.isVisible())
    assert not view.table.isVisible()

    QTest.keyClick(view.search, Qt.Key.Key_Escape)

    assert view.table.isVisible()
    assert view.panel.isVisible()


def test_trouble_is_shown_even_when_nobody_is(qtbot: QtBot) -> None:
    app = at_registration()
    app.desk.trouble = MirrorLockedError("locked")

    view = screen(qtbot, app)

    assert view.trouble.isVisible()


def test_a_scan_at_the_desk_shows_here(qtbot: QtBot) -> None:
    app = at_registration()
    view = screen(qtbot, app)

    app.desk.admit_attendee(AttendeeId(1))
    app.count()

    assert cell(view, 0, 4) == "In since 09:12"
    assert "waits to be sent" in str(view.table.model().index(0, 4).data(Qt.ItemDataRole.ToolTipRole))


def test_whoever_hears_the_list_hears_the_whole_line(qtbot: QtBot) -> None:
    view = screen(qtbot, at_registration())

    spoken = view.table.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)

    assert spoken == "Ada Lovelace, Analytical Engines, Regular, A0001, Not here yet"


def test_a_list_as_long_as_it_gets_is_drawn(qtbot: QtBot) -> None:
    app = at_registration()
    app.people.extend(person(number, f"Person {number}", colour="#ff8800") for number in range(10, 300))

    view = screen(qtbot, app)

    assert view.table.model().rowCount() == 200
    assert not view.grab().isNull()


def test_no_key_of_the_screen_repeats_while_it_is_held(qtbot: QtBot) -> None:
    shortcuts = screen(qtbot, at_registration()).findChildren(QShortcut)

    assert shortcuts
    assert not any(shortcut.autoRepeat() for shortcut in shortcuts)


def test_a_name_is_corrected_by_the_keyboard(qtbot: QtBot) -> None:
    app = at_registration()
    view = screen(qtbot, app)
    QTest.mouseClick(view.panel.correct, LEFT)
    assert view.form.isVisible()
    given = view.form.fields.entries[0].target
    assert isinstance(given, QLineEdit)

    given.selectAll()
    QTest.keyClicks(given, "Augusta")
    QTest.keyClick(given, Qt.Key.Key_Return)

    assert cell(view, 0, 0) == "Augusta Lovelace"
    assert not view.form.isVisible()
    assert view.search.hasFocus()


def test_no_key_reaches_the_list_while_a_form_lies_over_it(qtbot: QtBot) -> None:
    app = at_registration()
    view = screen(qtbot, app)
    QTest.mouseClick(view.panel.check_in, LEFT)
    QTest.mouseClick(view.panel.correct, LEFT)

    QTest.keyClick(view.form.go, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view.form.go, Qt.Key.Key_X)

    assert app.desk.printed == []
    assert view.search.text() == ""


def test_the_next_scan_is_the_wristband(qtbot: QtBot) -> None:
    app = at_registration()
    view = screen(qtbot, app)
    assert not view.takes_scan("BAND-1")

    QTest.mouseClick(view.panel.wristband, LEFT)

    assert view.form.isVisible()
    assert not view.form.go.isVisible()
    assert view.takes_scan("BAND-1")
    assert app.desk.wristbands == {AttendeeId(1): "BAND-1"}
    assert "wristband is Ada Lovelace's now" in view.panel.result.text


def test_esc_ends_the_wait_for_a_wristband(qtbot: QtBot) -> None:
    view = screen(qtbot, at_registration())
    QTest.mouseClick(view.panel.wristband, LEFT)

    QTest.keyClick(view.form, Qt.Key.Key_Escape)

    assert not view.form.isVisible()
    assert not view.takes_scan("BAND-1")


def test_nobody_found_can_be_registered_by_that_name(qtbot: QtBot) -> None:
    view = screen(qtbot, at_registration())
    QTest.keyClicks(view.search, "ann smith")
    qtbot.waitUntil(view.empty.isVisible)

    with qtbot.waitSignal(view.register_asked) as asked:
        view.empty.acted.emit()

    assert asked.args == ["ann smith"]


def test_ctrl_n_registers_without_a_name(qtbot: QtBot) -> None:
    view = screen(qtbot, at_registration())

    with qtbot.waitSignal(view.register_asked) as asked:
        QTest.keyClick(view.search, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)

    assert asked.args == [""]


def test_an_order_of_several_has_a_button(qtbot: QtBot) -> None:
    app = at_registration()
    app.people[:] = [person(1, "Ada Lovelace", order="F"), person(2, "Byron Lovelace", order="F")]
    view = screen(qtbot, app)

    QTest.mouseClick(view.panel.order, LEFT)

    assert "2 let in" in view.panel.result.text


def test_what_belongs_to_the_desk_is_handed_there(qtbot: QtBot) -> None:
    app = at_registration()
    app.desk.refuse[AttendeeId(1)] = Refused(refusal=Refusal.NEEDS_CONFIRMATION, attendee=app.people[0])
    view = screen(qtbot, app)

    with qtbot.waitSignal(view.desk_asked):
        QTest.mouseClick(view.panel.check_in, LEFT)
