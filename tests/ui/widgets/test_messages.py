from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.widgets.showing import shown
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.head_count import HeadCount
from ui.widgets.key_sheet import KeySheet
from ui.widgets.plain_dialog import PlainDialog
from ui.widgets.sync_badge import SyncBadge
from ui.widgets.toast import Toast


def test_a_toast_goes_away_by_itself(qtbot: QtBot) -> None:
    toast = Toast(shown(qtbot, QWidget()))

    toast.say("Taken back", Tone.YES, seconds=0.02)
    was_there = toast.isVisible()

    assert was_there
    qtbot.waitUntil(toast.isHidden)


def test_a_toast_hands_back_what_to_do(qtbot: QtBot) -> None:
    toast = Toast(shown(qtbot, QWidget()))
    toast.say("Taken back", action="Again", key="redo", seconds=0)

    with qtbot.waitSignal(toast.acted) as acted:
        toast.findChildren(Button)[0].click()

    assert acted.args == ["redo"]
    assert toast.isHidden()


def test_a_toast_stays_inside_when_the_window_shrinks(qtbot: QtBot) -> None:
    window = shown(qtbot, QWidget(), 900, 600)
    toast = Toast(window)
    toast.say("Something rather long " * 6)

    window.resize(420, 300)

    assert window.rect().contains(toast.geometry())


def test_a_banner_offers_what_to_do(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.say(Tone.ASK, "Sign in again", action="Sign in")

    with qtbot.waitSignal(banner.acted):
        banner.findChildren(Button)[0].click()

    assert banner.text == "Sign in again"


def test_the_sync_badge_counts_what_waits(qtbot: QtBot) -> None:
    badge = SyncBadge()
    qtbot.addWidget(badge)

    badge.say("cloud-off", Tone.ASK, "Offline", waiting=1234, parked=2)

    assert badge.text() == "Offline\n1,234 waiting\n2 to look at"
    assert badge.accessibleName() == "Offline, 1,234 waiting, 2 to look at"


def test_more_people_than_expected_still_fill_the_bar(qtbot: QtBot) -> None:
    count = HeadCount()
    qtbot.addWidget(count)

    count.show_count(1300, 1204, "checked in")

    assert count.text == "1,300 of 1,204 checked in"


def test_an_empty_place_offers_what_to_do(qtbot: QtBot) -> None:
    empty = EmptyState("people", "Nobody yet", "Pull first.", "Pull now")
    qtbot.addWidget(empty)

    with qtbot.waitSignal(empty.acted):
        empty.findChildren(Button)[0].click()

    empty.show_words("Done", sign="check")


def test_keys_cover_the_window_until_a_click(qtbot: QtBot) -> None:
    window = shown(qtbot, QWidget(), 900, 600)
    sheet = KeySheet((("F1", "Help"),), window)
    sheet.show_over()
    window.resize(700, 500)
    covered = sheet.geometry() == window.rect()

    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton)

    assert covered
    assert sheet.isHidden()


def test_tab_takes_the_keys_away(qtbot: QtBot) -> None:
    window = shown(qtbot, QWidget(), 900, 600)
    sheet = KeySheet((("F1", "Help"),), window)
    sheet.show_over()

    QTest.keyClick(sheet, Qt.Key.Key_Tab)

    assert sheet.isHidden()


def test_the_keys_go_when_something_else_is_typed_into(qtbot: QtBot) -> None:
    window = shown(qtbot, QWidget(), 900, 600)
    beside = QLineEdit(window)
    beside.show()
    sheet = KeySheet((("F1", "Help"),), window)
    with qtbot.waitActive(window):
        window.activateWindow()
    sheet.show_over()
    qtbot.waitUntil(sheet.hasFocus)

    beside.setFocus()

    assert sheet.isHidden()


def test_a_plain_dialog_closes_by_its_button(qtbot: QtBot) -> None:
    dialog = shown(qtbot, PlainDialog("Disk full", "Make room.", small="report"))

    dialog.button.click()

    assert dialog.isHidden()


def test_a_toast_at_the_head_leaves_the_foot_to_buttons(qtbot: QtBot) -> None:
    window = shown(qtbot, QWidget(), 900, 600)
    toast = Toast(window, at_head=True)

    toast.say("For the desk lead: a hint", action="Look", seconds=0)

    assert toast.geometry().bottom() < 100
