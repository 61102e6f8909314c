import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from checkin.app import App, open_app
from checkin.credentials import SessionVault
from checkin.model.admission import Refusal, Refused
from checkin.model.platform import Capability
from checkin.model.scan import Scan
from checkin.paths import folders_under
from checkin.settings import PrinterChoice, PrinterKind
from tests.checkin.scanner.cameras import HangingCamera
from tests.fakes.fresh import fresh
from ui import theme
from ui.application.shell import Shell
from ui.main_window import MainWindow
from ui.scanning.camera import Camera
from ui.screens.attendees.view import AttendeesView
from ui.screens.desk.view import DeskView
from ui.screens.form_sheet import FormSheet
from ui.screens.printers.view import PrintersView
from ui.screens.settings.view import SettingsView
from ui.screens.setup.view import SetupView
from ui.screens.spool.view import SpoolView
from ui.widgets.plain_dialog import PlainDialog


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    with open_app(fresh(folders_under(tmp_path)), vault=SessionVault()) as opened:
        yield opened


@pytest.fixture
def shell(qapp: QApplication, qtbot: QtBot, app: App, tmp_path: Path) -> Iterator[Shell]:
    del qtbot
    theme.apply(qapp, "light")
    made = Shell(app, QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    yield made
    made.close()


def walk_through_set_up(qtbot: QtBot, shell: Shell) -> MainWindow:
    """Press Next whenever it can be pressed, until the desk is open."""

    def step() -> bool:
        if shell.set_up is not None:
            view = shell.set_up.centralWidget()
            assert isinstance(view, SetupView)
            view.next.click()
        return shell.window is not None

    qtbot.waitUntil(step, timeout=30_000)
    assert shell.window is not None
    return shell.window


def test_a_new_computer_is_set_up_first(shell: Shell) -> None:
    shell.open()

    assert shell.window is None
    assert shell.set_up is not None
    assert shell.set_up.isVisible()


def test_practising_leads_to_an_open_desk_where_people_are_let_in(
    qtbot: QtBot, app: App, shell: Shell
) -> None:
    shell.open(practise=True)
    window = walk_through_set_up(qtbot, shell)
    [desk] = window.findChildren(DeskView)
    somebody = app.at_desk(lambda: app.desk.find("", 1)).result(10)[0].attendee

    window.go("attendees")
    shell.scanned(somebody.badge_code)

    qtbot.waitUntil(lambda: bool(desk.panel.card.name), timeout=10_000)
    assert desk.panel.card.name == somebody.name
    assert window.here == "desk"
    assert window.practice.isVisible()
    qtbot.waitUntil(lambda: window.badge.text().startswith("Online"), timeout=20_000)


def test_a_scan_never_leaves_the_settings(qtbot: QtBot, shell: Shell) -> None:
    shell.open(practise=True)
    window = walk_through_set_up(qtbot, shell)
    window.go("settings")

    shell.scanned("anything")

    assert window.here == "settings"
    assert "go to Check-in" in window.toast.text


def test_the_set_up_can_be_opened_again_from_the_settings(qtbot: QtBot, shell: Shell) -> None:
    shell.open(practise=True)
    walk_through_set_up(qtbot, shell)

    shell.set_up_again("station")

    assert shell.window is None
    assert shell.set_up is not None
    walk_through_set_up(qtbot, shell)
    assert shell.set_up is None


def test_a_hand_scanner_that_is_tried_does_not_press_next(qtbot: QtBot, shell: Shell) -> None:
    shell.open(practise=True)
    walk_through_set_up(qtbot, shell)
    shell.set_up_again("equipment")
    assert shell.set_up is not None
    view = shell.set_up.centralWidget()
    assert isinstance(view, SetupView)
    with qtbot.waitActive(shell.set_up):
        shell.set_up.activateWindow()
    view.next.setFocus()

    QTest.keyClicks(view.next, "OEV-77-1234")
    QTest.keyClick(view.next, Qt.Key.Key_Return)

    assert shell.set_up is not None
    assert "The hand scanner works" in view.equipment_step.camera.says


def test_the_camera_of_the_set_up_is_let_go_of_before_the_end(shell: Shell) -> None:
    shell.open()
    device, camera = HangingCamera(), Camera(shell)
    camera.watch(device)
    assert device.hangs.wait(10)
    camera.stop()
    threading.Timer(0.2, device.let_go.set).start()

    shell.close()

    assert device.is_closed.is_set()


def registered(shell: Shell) -> FormSheet:
    assert shell.window is not None
    [desk] = shell.window.findChildren(DeskView)
    return desk.form


def test_registering_from_the_list_leads_to_the_desk_and_its_green(qtbot: QtBot, shell: Shell) -> None:
    shell.open(practise=True)
    window = walk_through_set_up(qtbot, shell)
    [attendees], [desk] = window.findChildren(AttendeesView), window.findChildren(DeskView)
    qtbot.waitUntil(desk.new.isVisible, timeout=10_000)
    window.go("attendees")

    attendees.register_asked.emit("zoe quartermain")
    qtbot.waitUntil(registered(shell).isVisible, timeout=10_000)
    registered(shell).done.emit()

    qtbot.waitUntil(lambda: desk.panel.card.name == "Zoe Quartermain", timeout=10_000)
    assert window.here == "desk"
    assert desk.panel.card.word == "Checked in"


def test_an_answer_for_the_desk_is_taken_there(qtbot: QtBot, app: App, shell: Shell) -> None:
    shell.open(practise=True)
    window = walk_through_set_up(qtbot, shell)
    [attendees], [desk] = window.findChildren(AttendeesView), window.findChildren(DeskView)
    somebody = app.at_desk(lambda: app.desk.find("", 1)).result(10)[0].attendee
    window.go("attendees")

    refused = Refused(refusal=Refusal.NEEDS_CONFIRMATION, attendee=somebody)
    attendees.desk_asked.emit(Scan(at=app.clock.now(), admission=refused))

    assert window.here == "desk"
    assert desk.panel.card.word == "Look first"


def test_a_scan_goes_to_whoever_waits_for_a_wristband(qtbot: QtBot, app: App, shell: Shell) -> None:
    shell.open(practise=True)
    window = walk_through_set_up(qtbot, shell)
    [attendees] = window.findChildren(AttendeesView)
    window.go("attendees")
    mending = attendees.presenter.mending
    mending._capabilities = frozenset({Capability.PAIRING})  # noqa: SLF001  (this platform has none)
    somebody = app.at_desk(lambda: app.desk.find("", 1)).result(10)[0].attendee
    mending.about(somebody)
    mending.await_wristband()

    shell.scanned("BAND-1")

    qtbot.waitUntil(lambda: not mending.awaits_wristband, timeout=10_000)
    assert window.here == "attendees"
    assert app.at_desk(lambda: app.desk.admit("BAND-1")).result(10).admission.attendee == somebody


def test_a_scan_in_the_middle_of_a_correction_is_answered_and_the_correction_stays_open(
    qtbot: QtBot, app: App, shell: Shell
) -> None:
    shell.open(practise=True)
    window = walk_through_set_up(qtbot, shell)
    [attendees] = window.findChildren(AttendeesView)
    window.go("attendees")
    attendees.presenter.mending.about(app.at_desk(lambda: app.desk.find("", 1)).result(10)[0].attendee)
    attendees.presenter.mending.correct()

    shell.scanned("nobody-has-this")

    assert window.here == "desk"
    assert "still open" in window.toast.text
    window.go("attendees")
    assert attendees.form.isVisible()


def test_after_erasing_its_event_the_set_up_says_what_became_of_it(qtbot: QtBot, shell: Shell) -> None:
    shell.open(practise=True)
    window = walk_through_set_up(qtbot, shell)
    settings = window.findChild(SettingsView)
    assert settings is not None

    settings.erased.emit("PyCon is erased from this computer", "Its journals are still in a folder.")

    assert shell.set_up is not None
    dialog = shell.set_up.findChild(PlainDialog)
    assert dialog is not None
    assert "still in a folder" in dialog.text


def test_a_printer_that_is_off_is_in_sight_and_its_badge_goes_to_another_one(
    qtbot: QtBot, app: App, shell: Shell
) -> None:
    shell.open(practise=True)
    window = walk_through_set_up(qtbot, shell)
    off = PrinterChoice(name="Left desk", kind=PrinterKind.ZPL, address="127.0.0.1:1")
    app.change_settings(printer=off, further_printers=(PrinterChoice(),))
    somebody = app.at_desk(lambda: app.desk.find("", 1)).result(10)[0].attendee

    app.spool.print_badge(somebody.id)
    qtbot.waitUntil(window.printing.isVisible, timeout=10_000)
    window.printing.click()
    [badges] = window.findChildren(SpoolView)
    qtbot.waitUntil(lambda: bool(badges.lanes.cards), timeout=10_000)
    next(iter(badges.lanes.cards.values())).move_all.menu().actions()[0].trigger()

    qtbot.waitUntil(lambda: not window.printing.isVisible(), timeout=10_000)
    qtbot.waitUntil(lambda: bool(badges.recent.cards), timeout=10_000)
    assert len(list(app.folders.badges.iterdir())) == 1


def test_from_badges_to_print_one_gets_to_the_printers(qtbot: QtBot, shell: Shell) -> None:
    shell.open(practise=True)
    window = walk_through_set_up(qtbot, shell)
    [badges], [printers] = window.findChildren(SpoolView), window.findChildren(PrintersView)

    window.go("badges")
    badges.printers.click()

    assert window.here == "settings"
    assert printers.isVisible()
    qtbot.waitUntil(lambda: printers.cards["the app's own folder"].state.text() == "Ready", timeout=10_000)
