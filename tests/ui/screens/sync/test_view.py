from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from checkin.desk.export import ExportFormat
from checkin.errors import MirrorFullError
from checkin.model.operation import OperationState, OutboxCounts
from checkin.notices import DoorTroubled, SignInNeeded
from tests.fakes.executor import ask_at_once
from tests.ui.screens.sample_event import double, operation
from tests.ui.screens.stand_in import StandInApp, StandInPractice, at_registration, trouble_at_the_door
from ui.screens.sync.view import SyncView

LEFT = Qt.MouseButton.LeftButton


def an_app() -> StandInApp:
    app = at_registration()
    app.kept["waiting"] = (operation(1, "Ada Lovelace", OperationState.PENDING),)
    app.kept["parked"] = (operation(2, "Grace Hopper", OperationState.PARKED, "Order was refunded"),)
    app.count()
    return app


def screen(qtbot: QtBot, app: StandInApp) -> SyncView:
    view = SyncView(app.as_app(), ask=ask_at_once, rest_ms=0)
    qtbot.addWidget(view)
    app.notices.listen(view.hear)
    view.resize(1262, 768)
    view.begin()
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    return view


def test_the_line_the_numbers_and_both_lists_are_shown(qtbot: QtBot) -> None:
    view = screen(qtbot, an_app())

    assert view.line.title.text() == "Online since 09:12 · Attendees as of 09:12"
    assert view.line.health.accessibleName().startswith("1 check-in waiting since 09:11 ·")
    assert view.tiles[2].accessibleName().startswith("1 Refused")
    assert list(view.parked.cards) == ["op-2"]
    assert [row.name for row in view.waiting.list.rows] == ["Ada Lovelace"]
    assert not view.network_gone.isVisible()
    assert not view.sign_in.isVisible()


def test_a_refused_one_is_sent_again(qtbot: QtBot) -> None:
    view = screen(qtbot, an_app())

    QTest.mouseClick(view.parked.cards["op-2"].again, LEFT)

    assert view.parked.cards == {}
    assert len(view.waiting.list.rows) == 2


def test_never_asks_for_a_reason_first(qtbot: QtBot) -> None:
    app = an_app()
    view = screen(qtbot, app)
    QTest.mouseClick(view.parked.cards["op-2"].never, LEFT)
    assert view.reason.title.text() == "Never send the check-in of Grace Hopper?"

    QTest.keyClick(view.reason.reason, Qt.Key.Key_Return)
    assert view.reason.fault.text.startswith("A reason is needed")
    QTest.mouseClick(view.reason.suggestions[1], LEFT)
    assert view.reason.reason.text() == "Entered by hand at the platform"
    QTest.keyClick(view.reason.go, Qt.Key.Key_Return)

    assert (app.parked(), app.reasons) == ((), ["Entered by hand at the platform"])
    assert not view.reason.isVisible()


def test_leaving_the_question_drops_nothing(qtbot: QtBot) -> None:
    app = an_app()
    view = screen(qtbot, app)
    QTest.mouseClick(view.parked.cards["op-2"].never, LEFT)
    QTest.keyClicks(view.reason.reason, "because")

    QTest.keyClick(view.reason, Qt.Key.Key_Escape)

    assert not view.reason.isVisible()
    assert len(app.parked()) == 1


def test_all_refused_ones_are_sent_again_at_once(qtbot: QtBot) -> None:
    app = an_app()
    app.kept["parked"] += (operation(3, "Katherine Johnson", OperationState.PARKED),)
    app.count()
    view = screen(qtbot, app)

    QTest.mouseClick(view.parked.all_again, LEFT)

    assert app.parked() == ()
    assert not view.parked.isVisible()


def test_who_was_refused_can_be_opened(qtbot: QtBot) -> None:
    view = screen(qtbot, an_app())

    with qtbot.waitSignal(view.attendee_asked) as asked:
        QTest.mouseClick(view.parked.cards["op-2"].open, LEFT)

    assert asked.args == [2, "Grace Hopper"]


def test_a_waiting_line_is_explained_and_left_by_key(qtbot: QtBot) -> None:
    view = screen(qtbot, an_app())
    view.waiting.list.setFocus()
    QTest.keyClick(view.waiting.list, Qt.Key.Key_Down)
    QTest.keyClick(view.waiting.list, Qt.Key.Key_Return)
    assert "has certainly not heard of it" in view.explained.text

    QTest.keyClick(view.explained, Qt.Key.Key_Return)  # there is nothing to go on with but the way back

    assert (view.explained.isVisible(), view.explained.text) == (False, "")


def came_twice(qtbot: QtBot) -> tuple[StandInApp, SyncView]:
    app = an_app()
    app.came_twice = (double(1, "Ada Lovelace"), double(2, "Grace Hopper", seen=True))
    return app, screen(qtbot, app)


def test_where_nobody_came_in_twice_nothing_is_said_of_it(qtbot: QtBot) -> None:
    assert not screen(qtbot, an_app()).doubles.isVisible()


def test_a_double_entry_is_explained_with_one_click_and_settled_with_another(qtbot: QtBot) -> None:
    _, view = came_twice(qtbot)
    assert view.doubles.heading.text() == "Came in twice (1 to look at)"

    QTest.mouseClick(view.doubles.cards["double-1"].explain, LEFT)
    assert "again at 09:11 at this computer (Registration 1)" in view.explained.text
    QTest.mouseClick(view.explained.go, LEFT)

    assert view.doubles.cards == {}
    assert view.doubles.heading.text() == "Came in twice"
    assert not view.explained.isVisible()


def test_those_looked_at_are_folded_away(qtbot: QtBot) -> None:
    _, view = came_twice(qtbot)
    seen = view.doubles.seen_cards["double-2"]
    assert not seen.isVisible()

    QTest.mouseClick(view.doubles.fold, LEFT)

    assert seen.isVisible()
    assert not seen.seen.isVisible(), "it was looked at"


def test_from_the_explanation_ours_is_taken_back(qtbot: QtBot) -> None:
    app = an_app()
    moved = app.desk.admit_attendee(app.people[0].id).movement
    entry = double(1, "Ada Lovelace")
    assert moved is not None
    app.came_twice = (replace(entry, second=replace(entry.second, id=moved)),)
    view = screen(qtbot, app)
    QTest.mouseClick(view.doubles.cards[moved].explain, LEFT)

    QTest.mouseClick(view.explained.back, LEFT)

    assert app.desk.movements[-1].undoes == moved
    assert "Taken back here" in view.result.text


def test_a_list_asks_where_and_is_written_there(qtbot: QtBot, tmp_path: Path) -> None:
    view = screen(qtbot, an_app())
    QTest.mouseClick(view.parked.export, LEFT)
    dialog = next(each for each in view.findChildren(QFileDialog) if each.isVisible())

    dialog.fileSelected.emit(str(tmp_path / "refused.csv"))
    dialog.reject()

    assert "Grace Hopper" in (tmp_path / "refused.csv").read_text(encoding="utf-8-sig")


def test_a_door_that_does_not_work_is_told_with_what_to_do(qtbot: QtBot) -> None:
    app = an_app()
    view = screen(qtbot, app)
    app.door = trouble_at_the_door(MirrorFullError("The disk is full."))
    app.notices.put_up(DoorTroubled(reason="The disk is full.", kind="MirrorFullError"))

    [note] = view.troubles.cards.values()
    assert view.line.health.accessibleName().startswith("The door does NOT work")
    assert "Make room" in note.text
    app.door.trouble = None
    app.notices.put_up(DoorTroubled())

    assert view.troubles.cards == {}


def test_a_new_look_leaves_the_list_where_it_was(qtbot: QtBot) -> None:
    app = an_app()
    app.kept["waiting"] = tuple(operation(at, f"Person {at}", OperationState.PENDING) for at in range(100))
    app.count()
    view = screen(qtbot, app)
    view.waiting.list.setCurrentIndex(view.waiting.list.model().index(50, 0))
    view.waiting.list.verticalScrollBar().setValue(40 * 60 + 7)

    app.kept["waiting"] = app.kept["waiting"][3:]  # they arrived
    app.count()

    assert view.waiting.list.verticalScrollBar().value() == 37 * 60 + 7
    assert view.waiting.list.currentIndex().row() == 47


def test_a_card_that_stays_keeps_the_keys(qtbot: QtBot) -> None:
    app = an_app()
    app.kept["parked"] += (operation(3, "Katherine Johnson", OperationState.PARKED),)
    app.count()
    view = screen(qtbot, app)
    card = view.parked.cards["op-3"]
    card.again.setFocus()

    app.kept["parked"] = app.kept["parked"][1:]
    app.count()

    assert view.parked.cards == {"op-3": card}
    assert card.again.hasFocus()


def test_of_many_refused_ones_the_first_are_shown_and_the_rest_counted(qtbot: QtBot) -> None:
    app = an_app()
    app.kept["parked"] = tuple(operation(at, f"Person {at}", OperationState.PARKED) for at in range(90))
    app.count()

    view = screen(qtbot, app)

    assert len(view.parked.cards) == 20
    assert view.parked.more.text().startswith("and 70 more")


def test_what_can_be_touched_is_large_enough_for_a_finger(qtbot: QtBot) -> None:
    _, view = came_twice(qtbot)

    small = [
        button.text()
        for button in view.findChildren(QPushButton)
        if button.isVisible() and button.height() < 44
    ]

    assert small == []


def test_while_nobody_sees_it_the_lists_rest(qtbot: QtBot) -> None:
    app = an_app()
    view = screen(qtbot, app)
    view.hide()

    app.kept["parked"] = ()
    app.count()
    assert list(view.parked.cards) == ["op-2"]
    view.begin()

    assert view.parked.cards == {}


def test_the_password_is_asked_for_here_and_not_kept_on_the_screen(qtbot: QtBot) -> None:
    app = an_app()
    view = screen(qtbot, app)
    app.status.sign_in_needed = True
    app.notices.put_up(SignInNeeded(reason="The token has ended"))
    QTest.mouseClick(view.sign_in, LEFT)
    assert view.form.isVisible()
    password = view.form.fields.entries[0].target
    assert isinstance(password, QLineEdit)

    QTest.keyClicks(password, "n3w")
    QTest.keyClick(password, Qt.Key.Key_Return)

    assert app.secrets == {"password": "n3w"}
    assert not view.form.isVisible()
    assert not view.sign_in.isVisible()


def test_an_export_asks_where_and_is_written_there(qtbot: QtBot, tmp_path: Path) -> None:
    app = an_app()
    view = screen(qtbot, app)
    [csv] = [each for each in view.export.menu().actions() if each.text() == "CSV (.csv)"][:1]
    csv.trigger()
    dialog = next(each for each in view.findChildren(QFileDialog) if each.isVisible())
    assert dialog.defaultSuffix() == "csv"

    dialog.fileSelected.emit(str(tmp_path / "all.csv"))
    dialog.reject()

    assert app.exported == [("movements", tmp_path / "all.csv", ExportFormat.CSV)]
    assert "Exported: 7 check-ins" in view.result.text


def test_where_check_ins_stay_here_no_tiles_stand_empty(qtbot: QtBot) -> None:
    app = at_registration()
    app.status.counts = OutboxCounts()
    app.desk.tells_movements = False
    app.desk.notes = ("Its columns are separated by commas.",)

    view = screen(qtbot, app)

    assert view.line.title.text().startswith("Check-ins stay on this computer")
    assert not view.tiles[0].isVisible()
    assert view.export.isVisible()
    assert "separated by commas" in view.notes.text()


def test_the_buttons_nudge_and_pull(qtbot: QtBot) -> None:
    app = an_app()
    view = screen(qtbot, app)

    QTest.mouseClick(view.sync_now, LEFT)
    assert app.nudges == 1
    QTest.mouseClick(view.pull_again, LEFT)

    assert "2 attendees are up to date" in view.result.text


def test_the_practice_network_is_cut_by_a_tick(qtbot: QtBot) -> None:
    app = an_app()
    app.practice = StandInPractice()
    view = screen(qtbot, app)

    view.network_gone.click()
    assert app.practice.offline
    view.network_gone.click()

    assert not app.practice.offline


def test_many_that_wait_are_counted_not_listed(qtbot: QtBot) -> None:
    app = an_app()
    app.kept["waiting"] = tuple(operation(at, f"Person {at}", OperationState.PENDING) for at in range(250))
    app.count()

    view = screen(qtbot, app)

    assert len(view.waiting.list.rows) == 200
    assert view.waiting.more.text().startswith("and 50 more")
    assert view.waiting.heading.text() == "Waiting to be sent (250)"
