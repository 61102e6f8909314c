from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from checkin.desk.export import ExportFormat
from checkin.model.operation import OperationState, OutboxCounts
from checkin.notices import SignInNeeded
from tests.fakes.executor import ask_at_once
from tests.ui.screens.sample_event import operation
from tests.ui.screens.stand_in import StandInApp, StandInPractice, at_registration
from ui.screens.pieces import Question
from ui.screens.sync.view import SyncView

LEFT = Qt.MouseButton.LeftButton


def an_app() -> StandInApp:
    app = at_registration()
    app.kept["waiting"] = (operation(1, "Ada Lovelace", OperationState.PENDING),)
    app.kept["parked"] = (operation(2, "Grace Hopper", OperationState.PARKED, "Order was refunded"),)
    app.count()
    return app


def screen(qtbot: QtBot, app: StandInApp) -> SyncView:
    view = SyncView(app.as_app(), ask=ask_at_once)
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

    assert view.title.text() == "Online since 09:12"
    assert view.tiles[2].accessibleName().startswith("1 Refused")
    assert list(view.parked) == ["op-2"]
    assert [row.name for row in view.waiting.rows] == ["Ada Lovelace"]
    assert not view.network_gone.isVisible()
    assert not view.sign_in.isVisible()


def test_a_refused_one_is_sent_again(qtbot: QtBot) -> None:
    view = screen(qtbot, an_app())

    QTest.mouseClick(view.parked["op-2"].again, LEFT)

    assert view.parked == {}
    assert len(view.waiting.rows) == 2


def test_never_is_asked_first(qtbot: QtBot) -> None:
    app = an_app()
    view = screen(qtbot, app)
    for answer in ("no_button", "yes_button"):
        QTest.mouseClick(view.parked["op-2"].never, LEFT)
        question = next(each for each in view.findChildren(Question) if each.isVisible())
        assert question.windowTitle() == "Never send the check-in of Grace Hopper?"
        assert len(app.parked()) == 1
        QTest.mouseClick(getattr(question, answer), LEFT)

    assert app.parked() == ()
    assert not any(dialog.isVisible() for dialog in view.findChildren(QDialog))


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

    assert view.title.text() == "Check-ins stay on this computer"
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

    assert len(view.waiting.rows) == 200
    assert view.more.text() == "and 50 more"
