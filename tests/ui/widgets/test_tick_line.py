from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.widgets.showing import shown
from ui.widgets.tick_line import TickLine


def test_the_words_tick_as_the_box_does(qtbot: QtBot) -> None:
    line = shown(qtbot, TickLine("Words that take several lines"), 300, 60)
    said: list[bool] = []
    line.ticked.connect(said.append)

    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(200, 30))
    QTest.mouseClick(line, Qt.MouseButton.RightButton, pos=QPoint(200, 30))
    line.box.click()

    assert said == [True, False]


def test_showing_it_ticked_tells_nobody(qtbot: QtBot) -> None:
    line = shown(qtbot, TickLine("Words"))
    said: list[bool] = []
    line.ticked.connect(said.append)

    line.show_ticked(ticked=True)

    assert line.box.isChecked()
    assert said == []
