import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.widgets.showing import held, shown
from ui.widgets.search_field import SearchField


def test_the_field_asks_once_after_the_last_key(qtbot: QtBot) -> None:
    field = shown(qtbot, SearchField("Name", pause_ms=30))
    asked: list[str] = []
    field.asked.connect(asked.append)

    QTest.keyClicks(field, "ada")
    qtbot.waitUntil(lambda: bool(asked))

    assert asked == ["ada"]


def test_emptying_the_field_asks_nothing(qtbot: QtBot) -> None:
    field = shown(qtbot, SearchField("Name", pause_ms=10))
    QTest.keyClicks(field, "ada")

    with qtbot.assertNotEmitted(field.asked, wait=40):
        field.empty()


@pytest.mark.parametrize(
    ("key", "steps"),
    [(Qt.Key.Key_Up, -1), (Qt.Key.Key_Down, 1), (Qt.Key.Key_PageUp, -6), (Qt.Key.Key_PageDown, 6)],
)
def test_arrows_in_the_field_move_in_the_list(qtbot: QtBot, key: Qt.Key, steps: int) -> None:
    field = shown(qtbot, SearchField("Name"))

    with qtbot.waitSignal(field.moved) as moved:
        QTest.keyClick(field, key)

    assert moved.args == [steps]


def test_an_enter_that_is_held_submits_once(qtbot: QtBot) -> None:
    field = shown(qtbot, SearchField("Name"))
    submitted: list[str] = []
    field.submitted.connect(submitted.append)

    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.sendEvent(field, held(Qt.Key.Key_Return))

    assert submitted == [""]
