import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.sheet import Sheet
from ui.widgets.tiles import Tiles


@pytest.fixture
def below(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.other = QLineEdit(made)  # type: ignore[attr-defined]
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def sheet(below: QWidget) -> Sheet:
    made = Sheet(below)
    made.first, made.second = QLineEdit(), QLineEdit()  # type: ignore[attr-defined]
    made.go.setText("Go")
    made.stay.setText("Stay")
    for line in (made.first, made.second):  # type: ignore[attr-defined]
        made.body.addWidget(line)
    made.show_over()
    made.first.setFocus()  # type: ignore[attr-defined]
    return made


def test_enter_in_a_field_goes_on_and_esc_leaves(qtbot: QtBot, sheet: Sheet) -> None:
    line = sheet.findChildren(QLineEdit)[0]

    with qtbot.waitSignal(sheet.done):
        QTest.keyClick(line, Qt.Key.Key_Return)
    with qtbot.waitSignal(sheet.left):
        QTest.keyClick(line, Qt.Key.Key_Escape)


def test_enter_in_a_text_of_several_lines_is_a_new_line(qtbot: QtBot, sheet: Sheet) -> None:
    text = QPlainTextEdit()
    sheet.body.addWidget(text)
    text.setFocus()

    with qtbot.assertNotEmitted(sheet.done):
        QTest.keyClick(text, Qt.Key.Key_Return)

    assert text.toPlainText() == "\n"


def test_tab_goes_round_within(sheet: Sheet) -> None:
    seen = []
    for _ in range(5):
        seen.append(sheet.focusWidget())
        QTest.keyClick(seen[-1], Qt.Key.Key_Tab)

    assert seen[0] is seen[4]
    assert set(map(id, seen)) == {id(one) for one in (*sheet.findChildren(QLineEdit), sheet.stay, sheet.go)}


def test_tab_goes_back_too(sheet: Sheet) -> None:
    first = sheet.focusWidget()

    QTest.keyClick(first, Qt.Key.Key_Backtab)

    assert sheet.focusWidget() is sheet.go


def test_no_letter_reaches_what_lies_below(below: QWidget, sheet: Sheet) -> None:
    QTest.keyClick(sheet.go, Qt.Key.Key_A)

    assert below.other.text() == ""  # type: ignore[attr-defined]


def test_it_covers_what_it_lies_over_whatever_its_size(below: QWidget, sheet: Sheet) -> None:
    below.resize(700, 420)

    assert sheet.geometry() == below.rect()
    assert sheet.rect().contains(sheet._card.geometry())  # noqa: SLF001


def test_a_button_that_cannot_be_pressed_is_not_pressed_by_enter(qtbot: QtBot, sheet: Sheet) -> None:
    sheet.go.setEnabled(False)

    with qtbot.assertNotEmitted(sheet.done):
        QTest.keyClick(sheet.findChildren(QLineEdit)[0], Qt.Key.Key_Return)


def test_tiles_stand_in_even_rows_and_tell_what_was_chosen(qtbot: QtBot, below: QWidget) -> None:
    tiles = Tiles([(size, size) for size in ("S", "M", "L", "XL", "XXL")], below)
    tiles.resize(700, 60)
    tiles.show()

    with qtbot.waitSignal(tiles.chosen) as chosen:
        tiles.tiles["L"].click()

    assert chosen.args == ["L"]
    assert tiles.value == "L"
    qtbot.waitUntil(lambda: len({tile.y() for tile in tiles.tiles.values()}) == 1)
    tiles.resize(300, 200)
    qtbot.waitUntil(lambda: len({tile.y() for tile in tiles.tiles.values()}) == 3)


def test_what_is_no_tile_chooses_nothing(below: QWidget) -> None:
    tiles = Tiles([("a", "A")], below)

    tiles.show_value("b")

    assert tiles.value == ""


def test_enter_presses_the_button_that_has_the_keys(qtbot: QtBot, sheet: Sheet) -> None:
    sheet.stay.setFocus()

    with qtbot.assertNotEmitted(sheet.done), qtbot.waitSignal(sheet.left):
        QTest.keyClick(sheet.stay, Qt.Key.Key_Return)
