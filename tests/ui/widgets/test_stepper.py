import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.widgets.stepper import Stepper


@pytest.fixture
def stepper(qtbot: QtBot) -> Stepper:
    made = Stepper("Down", step=0.5, most=1, unit="mm")
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_goes_up_and_down_and_tells(qtbot: QtBot, stepper: Stepper) -> None:
    with qtbot.waitSignal(stepper.stepped) as told:
        QTest.mouseClick(stepper.more, Qt.MouseButton.LeftButton)

    assert told.args == [0.5]
    assert stepper.number.text() == "0.5 mm"
    QTest.mouseClick(stepper.less, Qt.MouseButton.LeftButton)
    QTest.mouseClick(stepper.less, Qt.MouseButton.LeftButton)
    assert stepper.number.text() == "\N{MINUS SIGN}0.5 mm"


def test_it_ends_where_it_must(stepper: Stepper) -> None:
    stepper.show_value(1)
    assert not stepper.more.isEnabled()
    QTest.keyClick(stepper.less, Qt.Key.Key_Up)

    assert stepper.value == 1


@pytest.mark.parametrize(("key", "value"), [(Qt.Key.Key_Right, 0.5), (Qt.Key.Key_Down, -0.5)])
def test_the_arrow_keys_step_too(stepper: Stepper, key: Qt.Key, value: float) -> None:
    QTest.keyClick(stepper.more, key)

    assert stepper.value == value


def test_other_keys_are_left_to_the_buttons(stepper: Stepper) -> None:
    QTest.keyClick(stepper.more, Qt.Key.Key_Space)
    QTest.keyClick(stepper, Qt.Key.Key_A)

    assert stepper.value == 0.5


def test_showing_a_value_tells_nobody(qtbot: QtBot, stepper: Stepper) -> None:
    with qtbot.assertNotEmitted(stepper.stepped):
        stepper.show_value(-1)


def test_it_says_what_it_is(qtbot: QtBot) -> None:
    whole = Stepper("Darkness", step=5, most=30)
    qtbot.addWidget(whole)
    whole.show_value(10)

    assert whole.number.text() == "10"
    assert whole.number.accessibleName() == "Darkness: 10"
    assert whole.more.accessibleName() == "Darkness: more"


def test_a_number_between_two_steps_still_gets_to_the_end(stepper: Stepper) -> None:
    stepper.show_value(0.8)

    QTest.mouseClick(stepper.more, Qt.MouseButton.LeftButton)

    assert stepper.value == 1
