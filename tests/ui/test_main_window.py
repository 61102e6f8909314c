from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.main_window import MainWindow, Place
from ui.screens.print_sign import PrintSign
from ui.screens.standing import Standing
from ui.theme import Tone

KEYS = ("desk", "attendees", "sync", "settings")
OFFLINE = Standing(
    sign="cloud-off", tone=Tone.ASK, word="Offline", waiting=3, banner="No connection.", action="Look"
)
ONLINE = Standing(sign="cloud-check", tone=Tone.YES, word="Online")


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow([Place(key=key, sign="scan", label=key.title(), view=QWidget()) for key in KEYS])
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.go("desk")
    return made


@pytest.mark.parametrize(("number", "key"), list(enumerate(KEYS, 1)))
def test_ctrl_and_a_number_lead_to_a_screen(qtbot: QtBot, window: MainWindow, number: int, key: str) -> None:
    with qtbot.waitSignal(window.went) as went:
        QTest.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.ControlModifier)

    assert went.args == [key]
    assert window.here == key


def test_a_button_of_the_bar_leads_to_its_screen(window: MainWindow) -> None:
    window.buttons["sync"].click()

    assert window.here == "sync"
    assert window.buttons["sync"].isChecked()


def test_the_badge_leads_to_the_screen_about_it(window: MainWindow) -> None:
    window.badge.click()

    assert window.here == "sync"


def test_an_unknown_place_changes_nothing(window: MainWindow) -> None:
    window.go("nowhere")

    assert window.here == "desk"


def test_how_it_stands_is_in_sight_and_goes_when_all_is_well(window: MainWindow) -> None:
    window.show_standing(OFFLINE)
    said = (window.banner.isVisible(), window.banner.text, window.badge.text())

    window.show_standing(ONLINE)

    assert said == (True, "No connection.", "Offline\n3 waiting")
    assert not window.banner.isVisible()


def test_where_the_banner_leads_it_is_not_said_once_more(window: MainWindow) -> None:
    window.show_standing(OFFLINE)

    window.go("sync")
    there = window.banner.isVisible()
    window.go("desk")

    assert (there, window.banner.isVisible()) == (False, True)


def test_the_badge_tells_the_whole_state_to_whoever_points_at_it(window: MainWindow) -> None:
    window.show_standing(replace(ONLINE, health="Everything has arrived"))

    assert window.badge.toolTip() == "Everything has arrived"
    assert window.badge.accessibleDescription() == "Everything has arrived"


def test_the_banner_asks_for_the_screen_it_is_about(qtbot: QtBot, window: MainWindow) -> None:
    window.show_standing(OFFLINE)

    with qtbot.waitSignal(window.asked) as asked:
        window.banner.acted.emit()

    assert asked.args == ["sync"]


def test_practising_is_said(window: MainWindow) -> None:
    window.show_practice(practising=True)

    assert window.practice.isVisible()


def test_something_can_be_said_on_any_screen(window: MainWindow) -> None:
    window.go("settings")

    window.say("Go to Check-in.")

    assert window.toast.isVisible()
    assert window.toast.text == "Go to Check-in."


def test_no_key_of_the_window_repeats_while_it_is_held(window: MainWindow) -> None:
    shortcuts = window.findChildren(QShortcut)

    assert len(shortcuts) == len(KEYS)
    assert not any(shortcut.autoRepeat() for shortcut in shortcuts)


def test_practising_says_on_which_platform(window: MainWindow) -> None:
    window.show_practice(practising=True, platform="pretix or eventyay")

    assert window.practice.text() == "PRACTICE\npretix or eventyay"


def test_what_is_said_in_passing_may_lead_somewhere(window: MainWindow) -> None:
    window.say("For the desk lead.", Tone.IDLE, action="Look", leads_to="sync")

    window.toast.acted.emit("sync")

    assert window.here == "sync"


def test_badges_that_need_somebody_are_in_sight_until_they_are_seen_to(qtbot: QtBot) -> None:
    window = MainWindow(
        [Place(key=key, sign="scan", label=key, view=QWidget()) for key in ("desk", "badges")]
    )
    qtbot.addWidget(window)
    window.show()
    window.go("desk")

    window.show_printing(PrintSign(tone=Tone.NO, to_look_at=2, words="2 badges not printed"))
    assert window.printing.isVisible()
    assert window.printing.accessibleName() == "Badges, 2 to look at"
    window.printing.click()
    assert window.here == "badges"
    window.show_printing(None)

    assert not window.printing.isVisible()
