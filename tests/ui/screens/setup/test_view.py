from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from checkin.errors import CredentialsError, UnreachableError
from checkin.model.ids import PlatformId
from checkin.model.platform import Capability
from checkin.model.station import StationKind
from checkin.paths import folders_under
from checkin.settings import PrinterKind
from tests.fakes.executor import LaterAsk, ask_at_once
from tests.ui.screens.sample_event import ROOM, event, post, session
from tests.ui.screens.setup.setup_app import SetupApp, at_registration
from tests.ui.screens.stand_in import ACamera
from tests.ui.widgets.showing import held
from ui.scanning.camera import NO_CAMERA
from ui.screens.setup.connect import PRACTICE
from ui.screens.setup.pull import PullState
from ui.screens.setup.steps import Step
from ui.screens.setup.view import SetupView

LEFT = Qt.MouseButton.LeftButton


def screen(qtbot: QtBot, app: SetupApp, start: Step = Step.CONNECT, ask: LaterAsk | None = None) -> SetupView:
    view = SetupView(
        app.as_app(),
        start,
        ask=ask_at_once if ask is None else ask,
        at_desk=ask_at_once,
        cameras=lambda: (ACamera("7", "Laptop camera"),),
    )
    qtbot.addWidget(view)
    app.notices.listen(view.hear)
    view.resize(1366, 768)
    view.begin()
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    return view


def press(view: SetupView, key: Qt.Key) -> None:
    QTest.keyClick(view.window().focusWidget(), key)


def line(view: SetupView, name: str) -> QLineEdit:
    target = view.connect_step.fields[name].target
    assert isinstance(target, QLineEdit)
    return target


def at(view: SetupView) -> Step:
    return view.presenter.at


def test_the_form_is_drawn_from_what_the_platform_asks(qtbot: QtBot) -> None:
    view = screen(qtbot, SetupApp())

    assert list(view.connect_step.fields) == ["base_url", "account", "password"]
    assert line(view, "password").echoMode() is QLineEdit.EchoMode.Password
    assert not view.next.isEnabled()


def test_typing_and_enter_sign_in_and_go_on(qtbot: QtBot) -> None:
    app = SetupApp()
    view = screen(qtbot, app)
    for name, text in (("base_url", "api.example.org"), ("account", "lead@example.org"), ("password", "x")):
        QTest.keyClicks(line(view, name), text)

    QTest.keyClick(line(view, "password"), Qt.Key.Key_Return)
    assert "Signed in as lead@example.org" in view.connect_step.says
    press(view, Qt.Key.Key_Return)

    assert at(view) is Step.EVENT
    assert app.settings.connection is not None


def test_a_secret_can_be_looked_at(qtbot: QtBot) -> None:
    view = screen(qtbot, SetupApp())
    show = next(each for each in view.connect_step.findChildren(QPushButton) if each.text() == "Show")
    assert show.isVisible()

    QTest.mouseClick(show, LEFT)

    assert line(view, "password").echoMode() is QLineEdit.EchoMode.Normal
    assert show.text() == "Hide"


def test_a_wrong_password_is_said_and_stays_to_be_mended(qtbot: QtBot) -> None:
    app = SetupApp()
    app.trouble["connect"] = CredentialsError("open_event", "Wrong e-mail or password")
    view = screen(qtbot, app)
    for name in ("base_url", "account", "password"):
        QTest.keyClicks(line(view, name), "something")

    QTest.mouseClick(view.next, LEFT)

    assert "That did not sign you in" in view.connect_step.says
    assert line(view, "password").text() == "something"
    assert line(view, "password").hasFocus()
    assert line(view, "password").selectedText()


def test_the_box_about_plain_http_is_there_only_when_it_matters(qtbot: QtBot) -> None:
    view = screen(qtbot, SetupApp())
    assert not view.connect_step.plain_http.isVisible()
    QTest.keyClicks(line(view, "base_url"), "http://10.0.0.5")
    assert view.connect_step.plain_http.isVisible()

    view.connect_step.plain_http.click()

    assert view.presenter.connect.plain_http


def test_practice_needs_no_form(qtbot: QtBot) -> None:
    app = SetupApp()
    view = screen(qtbot, app)

    QTest.mouseClick(view.connect_step.options[PRACTICE], LEFT)

    assert not any(field.isVisible() for field in view.connect_step.fields.values())
    assert view.next.text() == "Start practising"
    QTest.mouseClick(view.next, LEFT)
    assert app.practice is not None


def test_enter_alone_walks_from_practice_to_the_open_desk(qtbot: QtBot) -> None:
    app = SetupApp()
    view = screen(qtbot, app)
    QTest.mouseClick(view.connect_step.options[PRACTICE], LEFT)

    with qtbot.waitSignal(view.finished, timeout=2000):
        for _ in range(7):
            press(view, Qt.Key.Key_Return)

    assert app.ready


def test_escape_goes_back_and_the_list_of_steps_too(qtbot: QtBot) -> None:
    view = screen(qtbot, SetupApp())
    QTest.mouseClick(view.connect_step.options[PRACTICE], LEFT)
    for _ in range(4):
        press(view, Qt.Key.Key_Return)
    assert at(view) is Step.STATION

    press(view, Qt.Key.Key_Escape)
    assert at(view) is Step.PULL
    QTest.mouseClick(view.steps.buttons[Step.EVENT], LEFT)

    assert at(view) is Step.EVENT
    assert not view.steps.buttons[Step.STATION].isEnabled()


def test_a_click_on_an_event_selects_it(qtbot: QtBot) -> None:
    app = SetupApp()
    view = screen(qtbot, app, Step.EVENT)
    events = view.event_step.list

    QTest.mouseClick(events.viewport(), LEFT, pos=events.visualRect(events.model().index(1, 0)).center())
    QTest.mouseClick(view.next, LEFT)

    assert app.event is not None
    assert app.event.name == "EuroSciPy"


def test_many_events_can_be_searched_by_typing(qtbot: QtBot) -> None:
    app = SetupApp()
    app.listed = [event(f"Meetup {number}", number) for number in range(9)]
    view = screen(qtbot, app, Step.EVENT)
    search = view.event_step.search

    QTest.keyClicks(search, "meetup 7")
    qtbot.waitUntil(lambda: len(view.event_step.list.rows) == 1)
    QTest.keyClick(search, Qt.Key.Key_Return)

    assert app.event is not None
    assert app.event.name == "Meetup 7"


def test_the_arrows_walk_through_the_events_from_the_search(qtbot: QtBot) -> None:
    app = SetupApp()
    app.listed = [event(f"Meetup {number}", number) for number in range(9)]
    view = screen(qtbot, app, Step.EVENT)

    QTest.keyClick(view.event_step.search, Qt.Key.Key_Down)

    assert view.presenter.event.selected == "meetup 1"


def test_a_pull_shows_its_progress_and_can_be_stopped(qtbot: QtBot) -> None:
    ask = LaterAsk()
    view = screen(qtbot, at_registration(), Step.PULL, ask)
    assert view.pull_step.stop.isVisible()
    assert not view.next.isEnabled()

    QTest.mouseClick(view.pull_step.stop, LEFT)
    ask.answer_all()

    assert "Stopped before the end" in view.pull_step.says
    QTest.mouseClick(view.pull_step.start, LEFT)
    ask.answer_all()
    assert view.pull_step.bar.value() == view.pull_step.bar.maximum()
    assert view.next.isEnabled()
    assert view.focusWidget() is view.next


def test_an_impatient_enter_stops_no_pull_and_tries_again_what_broke_off(qtbot: QtBot) -> None:
    app = at_registration()
    ask = LaterAsk()
    view = screen(qtbot, app, Step.EVENT, ask)
    ask.answer_next()
    press(view, Qt.Key.Key_Return)
    ask.answer_next()
    app.trouble["pull"] = UnreachableError("open_event", "The connection to the server was cut")

    press(view, Qt.Key.Key_Return)
    running = view.presenter.pull.state
    ask.answer_next()

    assert running is PullState.RUNNING
    assert view.presenter.pull.broke_off
    assert view.pull_step.start.hasFocus()


def test_one_stands_on_the_chosen_post_and_walks_along_with_the_arrows(qtbot: QtBot) -> None:
    app = at_registration()
    app.posts = (
        post(1, "Entrance", StationKind.REGISTRATION),
        post(2, "Side door", StationKind.REGISTRATION),
    )
    ask = LaterAsk()
    view = screen(qtbot, app, Step.STATION, ask)

    ask.answer_next()
    qtbot.waitUntil(view.station_step.posts["1"].hasFocus)
    press(view, Qt.Key.Key_Down)

    assert view.presenter.station.selected == "2"


def test_the_arrows_choose_among_a_few_events_and_enter_takes_one(qtbot: QtBot) -> None:
    app = at_registration()
    ask = LaterAsk()
    view = screen(qtbot, app, Step.EVENT, ask)
    ask.answer_next()

    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Return)
    ask.answer_next()

    assert app.event is not None
    assert app.event.platform.name == "EuroSciPy"


def test_a_door_is_chosen_with_its_session_and_name(qtbot: QtBot) -> None:
    app = at_registration()
    app.posts = (post(1, "Desk", StationKind.REGISTRATION), post(3, "Hall", StationKind.CHECK_IN, "room:1"))
    app.places = (ROOM, session(1, "Opening", 8), session(2, "Closing", 15))
    view = screen(qtbot, app, Step.STATION)
    door = view.station_step

    QTest.mouseClick(door.posts[PlatformId("3")], LEFT)
    assert door.sessions.isVisible()
    QTest.mouseClick(
        door.sessions.viewport(),
        LEFT,
        pos=door.sessions.visualRect(door.sessions.model().index(1, 0)).center(),
    )
    door.name.clear()
    QTest.keyClicks(door.name, "Great Hall left")
    QTest.keyClick(door.name, Qt.Key.Key_Return)

    assert app.settings.station is not None
    assert app.settings.station.name == "Great Hall left"
    assert app.settings.station.session == "2"
    assert at(view) is Step.EQUIPMENT


def test_a_hand_scanner_can_be_tried_without_leaving_the_step(qtbot: QtBot) -> None:
    view = screen(qtbot, at_registration(), Step.EQUIPMENT)
    camera = view.equipment_step.camera

    QTest.keyClicks(camera.scanner, "OEV-77")
    QTest.keyClick(camera.scanner, Qt.Key.Key_Return)

    assert "The hand scanner works" in camera.says
    assert at(view) is Step.EQUIPMENT
    assert camera.scanner.text() == ""


def test_an_enter_that_is_held_walks_one_step(qtbot: QtBot) -> None:
    view = screen(qtbot, SetupApp())
    QTest.mouseClick(view.connect_step.options[PRACTICE], LEFT)
    press(view, Qt.Key.Key_Return)
    before = at(view)

    for _ in range(5):
        QApplication.sendEvent(view, held(Qt.Key.Key_Return))

    assert at(view) is before


def test_a_scan_in_the_last_step_is_a_trial_wherever_one_stands(qtbot: QtBot) -> None:
    view = screen(qtbot, at_registration(), Step.EQUIPMENT)
    view.next.setFocus()

    view.scanned("OEV-77")

    assert "The hand scanner works" in view.equipment_step.camera.says
    assert at(view) is Step.EQUIPMENT


def test_a_scan_before_goes_into_the_field_one_stands_in_and_nowhere_else(qtbot: QtBot) -> None:
    view = screen(qtbot, SetupApp())
    field = line(view, "password")
    field.setFocus()

    view.scanned("s3cret")
    field.clearFocus()
    view.scanned("OEV-77")

    assert field.text() == "s3cret"
    assert at(view) is Step.CONNECT


def test_a_video_file_can_be_typed_and_what_cannot_be_opened_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    app = at_registration()
    view = screen(qtbot, app, Step.EQUIPMENT)
    camera = view.equipment_step.camera
    camera.choices.setCurrentIndex(camera.choices.count() - 1)
    camera.choices.activated.emit(camera.choices.count() - 1)
    assert camera.source.isVisible()

    QTest.keyClicks(camera.source, str(tmp_path / "none.avi"))
    QTest.keyClick(camera.source, Qt.Key.Key_Return)

    assert app.settings.camera == str(tmp_path / "none.avi")
    assert camera.picture.isVisible()
    view.equipment_step.stop()


def test_a_camera_is_let_go_when_nobody_looks(qtbot: QtBot) -> None:
    app = at_registration()
    app.change_settings(camera="none.avi")
    view = screen(qtbot, app, Step.EQUIPMENT)
    watched = view.equipment_step.camera.watched
    assert watched.state[0] != NO_CAMERA

    view.hide()
    assert watched.state[0] == NO_CAMERA
    view.show()

    assert watched.state[0] != NO_CAMERA
    view.equipment_step.stop()


def test_what_the_camera_reads_is_shown(qtbot: QtBot) -> None:
    view = screen(qtbot, at_registration(), Step.EQUIPMENT)
    camera = view.equipment_step.camera

    camera.watched.scanned.emit("ABC-1")
    assert "It read ABC-1" in camera.says
    camera.watched.part_scanned.emit("This is only one part of a code.")

    assert "only one part" in camera.says


def test_a_printer_is_tried_and_another_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    app = at_registration()
    app.folders = folders_under(tmp_path)
    view = screen(qtbot, app, Step.EQUIPMENT)
    printer = view.equipment_step.printer
    assert printer.other.isVisible()

    QTest.mouseClick(printer.test, LEFT)
    assert "The test badge is out" in printer.says
    printer.choices.activated.emit(1)

    assert app.settings.printer.kind is PrinterKind.SYSTEM
    assert not printer.other.isVisible()
    printer.on_check_in.click()
    assert not app.settings.print_on_check_in


def test_another_folder_for_badges_is_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    app = at_registration()
    view = screen(qtbot, app, Step.EQUIPMENT)

    dialog = view.equipment_step.printer.ask_folder()
    dialog.fileSelected.emit(str(tmp_path))
    dialog.reject()

    assert app.settings.printer.folder == str(tmp_path)


@pytest.mark.parametrize("start", [Step.CONNECT, Step.EVENT, Step.STATION, Step.EQUIPMENT])
def test_everything_to_be_touched_is_large_enough(qtbot: QtBot, start: Step) -> None:
    view = screen(qtbot, at_registration(), start)

    for button in (view.next, *view.steps.buttons.values(), *view.connect_step.options.values()):
        assert button.height() >= 44 or not button.isVisible()


def test_the_platform_is_asked_at_every_scan_where_the_box_is_ticked(qtbot: QtBot) -> None:
    app = at_registration()
    app.capabilities = app.capabilities | {Capability.LIVE_VERIFICATION}
    view = screen(qtbot, app, Step.STATION)
    assert view.station_step.live.isVisible()

    view.station_step.live.click()
    QTest.mouseClick(view.next, LEFT)

    assert app.settings.station is not None
    assert app.settings.station.live


def test_the_box_is_not_there_where_the_platform_cannot_be_asked(qtbot: QtBot) -> None:
    view = screen(qtbot, at_registration(), Step.STATION)

    assert not view.station_step.live.isVisible()
