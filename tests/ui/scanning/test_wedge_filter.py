"""A hand scanner works whatever has the focus, and hand typing arrives unchanged."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from checkin.clock import SystemClock
from ui.scanning.wedge_filter import WedgeFilter

TICKET = "1f89db55-6bc0b1"
BY_HAND = 0.15
BY_SCANNER = 0.01
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


class HandClock(SystemClock):
    """Its seconds pass when told."""

    def __init__(self) -> None:
        self.seconds = 100.0

    @override
    def monotonic(self) -> float:
        return self.seconds


class Window(QWidget):
    """A field and a default button; keeps what is scanned and pressed."""

    def __init__(self, clock: HandClock) -> None:
        super().__init__()
        self.clock = clock
        self.wedge = WedgeFilter(clock=clock)
        self.field = QLineEdit()
        self.button = QPushButton("Go")
        column = QVBoxLayout(self)
        column.setSizeConstraint(
            QLayout.SizeConstraint.SetNoConstraint
        )  # unknown to windows without a screen
        column.addWidget(self.field)
        column.addWidget(self.button)
        self.scans: list[str] = []
        self.presses: list[str] = []
        self.button.clicked.connect(lambda: self.presses.append("button"))
        self.field.returnPressed.connect(lambda: self.presses.append("enter"))

    def type(self, text: str, gap: float, into: QWidget | None = None) -> None:
        for character in text:
            self.clock.seconds += gap
            target = into or QApplication.focusWidget() or self
            if character in "\r\t":
                QTest.keyClick(target, Qt.Key.Key_Return if character == "\r" else Qt.Key.Key_Tab)
            else:
                QTest.keyClicks(target, character)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    clock = HandClock()
    made = Window(clock)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.field.setFocus()
    qtbot.waitUntil(made.field.hasFocus)
    made.wedge.scanned.connect(made.scans.append)
    yield made
    made.wedge.close()


@pytest.mark.parametrize("end", ["\r", "\t"])
def test_a_scan_is_told_and_types_nothing(window: Window, end: str) -> None:
    window.type(TICKET + end, BY_SCANNER)

    assert window.scans == [TICKET]
    assert (window.field.text(), window.presses) == ("", [])
    assert window.field.hasFocus()


def test_what_was_in_the_field_stays_there(window: Window) -> None:
    window.type("Ada", BY_HAND)

    window.clock.seconds += 1
    window.type(TICKET + "\r", BY_SCANNER)

    assert (window.scans, window.field.text()) == ([TICKET], "Ada")


def test_a_scan_presses_no_button_that_has_the_focus(window: Window) -> None:
    window.button.setFocus()

    window.type("12 34 56\r", BY_SCANNER)

    assert (window.scans, window.presses) == (["12 34 56"], [])


def test_hand_typing_arrives_in_order_with_its_enter(window: Window) -> None:
    window.type("Ada Lovelace\r", BY_HAND)

    assert (window.scans, window.field.text(), window.presses) == ([], "Ada Lovelace", ["enter"])


def test_the_last_letter_typed_arrives_by_itself(window: Window, qtbot: QtBot) -> None:
    window.type("A", BY_HAND)
    assert window.field.text() == ""

    window.clock.seconds += 0.2

    qtbot.waitUntil(lambda: window.field.text() == "A")


def test_a_burst_without_enter_is_handed_to_the_field(window: Window, qtbot: QtBot) -> None:
    window.type(TICKET, BY_SCANNER)

    window.clock.seconds += 0.2

    qtbot.waitUntil(lambda: window.field.text() == TICKET)
    assert window.scans == []


def test_editing_keys_work_in_the_midst_of_typing(window: Window) -> None:
    window.type("Adx", BY_HAND)
    QTest.keyClick(window.field, Qt.Key.Key_Backspace)
    window.type("a", BY_HAND)
    QTest.keyClick(window.field, Qt.Key.Key_Home)

    assert (window.field.text(), window.field.cursorPosition()) == ("Ada", 0)


def test_shift_alone_does_not_break_a_burst(window: Window) -> None:
    window.type("AB", BY_SCANNER)
    QTest.keyPress(window.field, Qt.Key.Key_Shift)
    window.type("CD\r", BY_SCANNER)

    assert window.scans == ["ABCD"]


def test_commands_pass_at_once(window: Window) -> None:
    window.field.setText("Ada")

    QTest.keyClick(window.field, Qt.Key.Key_A, CTRL)
    QTest.keyClick(window.field, Qt.Key.Key_Return, CTRL)

    assert window.field.selectedText() == "Ada"


def test_separators_inside_a_code_belong_to_it(window: Window) -> None:
    window.type("01ab", BY_SCANNER)
    separator = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_BracketRight, CTRL, "\x1d")
    QApplication.sendEvent(window.field, separator)
    window.type("21cd\r", BY_SCANNER)

    assert window.scans == ["01ab\x1d21cd"]


def test_a_key_held_down_is_a_person(window: Window) -> None:
    for _ in range(6):
        window.clock.seconds += 0.03
        repeated = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, NONE, "a", autorep=True)
        QApplication.sendEvent(window.field, repeated)
    window.type("\r", BY_SCANNER)

    assert (window.scans, window.field.text()) == ([], "aaaaaa")


def repeat(window: Window, key: Qt.Key, text: str, after: float) -> None:
    """A press that says of itself that the key was held down."""
    window.clock.seconds += after
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(window.field, QKeyEvent(kind, key, NONE, text, autorep=True))


def test_equal_characters_that_look_like_a_held_key_belong_to_the_scan(window: Window) -> None:
    window.type("1f88", BY_SCANNER)
    repeat(window, Qt.Key.Key_8, "8", 0.001)
    window.type("9db55\r", BY_SCANNER)

    assert (window.scans, window.field.text(), window.presses) == (["1f8889db55"], "", [])


def test_a_second_enter_that_looks_like_a_held_key_presses_nothing(window: Window) -> None:
    window.type(TICKET + "\r", BY_SCANNER)
    repeat(window, Qt.Key.Key_Return, "\r", 0.001)

    assert (window.scans, window.presses) == ([TICKET], [])


def test_a_key_held_down_while_the_window_is_busy_is_a_person(window: Window) -> None:
    window.type("a", BY_HAND)
    repeat(window, Qt.Key.Key_A, "a", 0.25)  # the first key's time is over, but nobody has looked yet
    for _ in range(5):
        repeat(window, Qt.Key.Key_A, "a", 0.03)
    window.type("\r", BY_SCANNER)

    assert (window.scans, window.field.text(), window.presses) == ([], "aaaaaaa", ["enter"])


def test_enter_held_down_arrives_as_ever(window: Window) -> None:
    window.type("\r", BY_HAND)
    repeat(window, Qt.Key.Key_Return, "\r", 0.25)

    assert (window.scans, window.presses) == ([], ["enter", "enter"])


@pytest.mark.parametrize("echo", [QLineEdit.EchoMode.Password, QLineEdit.EchoMode.NoEcho])
def test_a_password_is_never_a_scan(window: Window, echo: QLineEdit.EchoMode) -> None:
    window.field.setEchoMode(echo)

    window.type("correct horse\r", 0.001)

    assert (window.scans, window.field.text(), window.presses) == ([], "correct horse", ["enter"])


def test_a_password_that_its_field_refuses_is_no_scan_either(window: Window) -> None:
    window.field.setEchoMode(QLineEdit.EchoMode.Password)
    window.field.setReadOnly(True)

    window.type("correct horse\r", 0.001)

    assert window.scans == []


def test_what_was_typed_before_a_password_arrives_where_it_was_typed(window: Window) -> None:
    secret = QLineEdit(window)
    secret.setEchoMode(QLineEdit.EchoMode.Password)
    window.type("Ada", BY_SCANNER)

    window.type("x", BY_SCANNER, into=secret)

    assert (window.field.text(), secret.text()) == ("Ada", "x")


def test_text_of_several_characters_is_not_a_scanners(window: Window) -> None:
    QApplication.sendEvent(window.field, QKeyEvent(QEvent.Type.KeyPress, 0, NONE, "ab"))

    assert window.field.text() == "ab"


def test_space_still_presses_a_button(window: Window, qtbot: QtBot) -> None:
    window.button.setFocus()

    window.type(" ", BY_HAND)
    window.clock.seconds += 1

    qtbot.waitUntil(lambda: window.presses == ["button"])
    assert not window.button.isDown()


def press_as_the_system_does(window: Window, *keys: Qt.Key) -> None:
    """Through the window, with shortcuts looked for first."""
    for key in keys:
        window.clock.seconds += BY_SCANNER
        QTest.keyClick(window.windowHandle(), key)


def test_in_the_middle_of_a_scan_a_digit_is_no_shortcut(window: Window) -> None:
    action = QAction(window)
    action.setShortcut("4")
    action.triggered.connect(lambda: window.presses.append("shortcut"))
    window.addAction(action)
    window.button.setFocus()
    press_as_the_system_does(window, Qt.Key.Key_4)
    assert window.presses == ["shortcut"]

    press_as_the_system_does(
        window, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_Return
    )

    assert (window.scans, window.presses, window.field.text()) == (["1234"], ["shortcut"], "")


def test_other_keys_in_the_middle_of_a_burst_may_be_shortcuts(window: Window) -> None:
    action = QAction(window)
    action.setShortcut("F2")
    action.triggered.connect(lambda: window.presses.append("shortcut"))
    window.addAction(action)

    window.type("12", BY_SCANNER)
    QTest.keyClick(window.field, Qt.Key.Key_F2)

    assert window.presses == ["shortcut"]


def test_a_badge_of_many_lines_is_one_scan(window: Window) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\n\nX-SOCIALPROFILE;TYPE=EVENTYAY:412\n\nFN:Ada\nEND:VCARD"

    window.type(card.replace("\n", "\r") + "\r", BY_SCANNER)

    assert (window.scans, window.field.text(), window.presses) == ([card], "", [])


def test_keys_for_a_widget_that_is_gone_go_nowhere(window: Window, qtbot: QtBot) -> None:
    passing = QLineEdit(window)
    window.type("ab", BY_SCANNER, into=passing)
    passing.deleteLater()
    QApplication.sendPostedEvents(passing, QEvent.Type.DeferredDelete)

    window.clock.seconds += 1
    window.type("c", BY_HAND)
    window.clock.seconds += 1

    qtbot.waitUntil(lambda: window.field.text() == "c")


def test_a_closed_filter_hands_back_what_it_held_and_listens_no_more(window: Window) -> None:
    window.type("ab", BY_SCANNER)

    window.wedge.close()
    assert window.field.text() == "ab"

    window.type("12345\r", BY_SCANNER)
    assert (window.scans, window.field.text()) == ([], "ab12345")


def test_real_time_serves_as_well(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    wedge = WedgeFilter()
    scans: list[str] = []
    wedge.scanned.connect(scans.append)

    QTest.keyClicks(field, TICKET)
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClicks(field, "Ada", NONE, 90)
    qtbot.waitUntil(lambda: field.text() == "Ada")
    wedge.close()

    assert scans == [TICKET]


def stamped(field: QLineEdit, text: str, stamps: list[int]) -> None:
    for character, stamp in zip(text, stamps, strict=True):
        is_end = character == "\r"
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return if is_end else 0, NONE, character)
        key.setTimestamp(stamp)
        QApplication.sendEvent(field, key)


def test_typing_that_waited_for_a_busy_window_is_still_known_as_typing(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    wedge = WedgeFilter()
    scans: list[str] = []
    wedge.scanned.connect(scans.append)

    stamped(field, "Adas\r", [5000, 5120, 5240, 5360, 5480])
    qtbot.waitUntil(lambda: field.text() == "Adas")
    stamped(field, "1234\r", [9000, 9010, 9020, 9030, 9040])
    wedge.close()

    assert scans == ["1234"]
