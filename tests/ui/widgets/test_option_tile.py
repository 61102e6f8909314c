from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.widgets.showing import shown
from ui.widgets.option_tile import OptionTile


@pytest.fixture
def tiles(qtbot: QtBot) -> Iterator[list[OptionTile]]:
    row = QWidget()
    made = [OptionTile(name, "below", row) for name in ("One", "Two", "A name that is far too long for it")]
    layout = QHBoxLayout(row)
    for tile in made:
        layout.addWidget(tile)
    with qtbot.waitActive(row):
        shown(qtbot, row, 420, 80).activateWindow()
    yield made
    row.hide()  # it lives as long as its tiles are looked at


def focused() -> QWidget:
    here = QApplication.focusWidget()
    assert here is not None
    return here


def test_the_arrows_choose_the_next_one_and_the_one_before(tiles: list[OptionTile]) -> None:
    chosen: list[int] = []
    for at, tile in enumerate(tiles):
        tile.clicked.connect(lambda _=False, at=at: chosen.append(at))
    tiles[0].setFocus()

    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(focused(), key)

    assert chosen == [1, 2, 0, 2]
    assert [tile.isChecked() for tile in tiles] == [False, False, True]


def test_space_chooses_and_other_keys_do_nothing(tiles: list[OptionTile]) -> None:
    tiles[1].setFocus()

    QTest.keyClick(tiles[1], Qt.Key.Key_A)
    assert not tiles[1].isChecked()
    QTest.keyClick(tiles[1], Qt.Key.Key_Space)

    assert tiles[1].isChecked()


def test_one_alone_stays_where_it_is(qtbot: QtBot) -> None:
    tile = shown(qtbot, OptionTile("Alone"))

    QTest.keyClick(tile, Qt.Key.Key_Right)

    assert not tile.isChecked()


def test_what_does_not_fit_is_in_the_tool_tip_and_it_can_be_touched(tiles: list[OptionTile]) -> None:
    tile = tiles[2]

    assert tile.toolTip() == "A name that is far too long for it\nbelow"
    assert tile.height() >= 44
    assert tile.minimumSizeHint().width() <= tile.sizeHint().width()


def test_a_new_appearance_is_painted(tiles: list[OptionTile]) -> None:
    tile = tiles[0]
    tile.setChecked(True)
    tile.setFocus()
    before = tile.grab().toImage()

    QApplication.sendEvent(tile, QEvent(QEvent.Type.PaletteChange))

    assert tile.grab().toImage() == before
