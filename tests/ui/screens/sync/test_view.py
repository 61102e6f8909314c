from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from checkin.model.operation import OperationState
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
    assert not view.password.isVisible()


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
    assert view.password.isVisible()

    QTest.keyClicks(view.password, "n3w")
    QTest.keyClick(view.password, Qt.Key.Key_Return)

    assert app.secrets == {"password": "n3w"}
    assert view.password.text() == ""
    assert not view.password.isVisible()


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
