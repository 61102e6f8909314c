from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.theme import Space
from ui.widgets.buttons import Button
from ui.widgets.flowing_row import FlowingRow


def a_row(qtbot: QtBot, *words: str) -> tuple[QWidget, FlowingRow, list[Button]]:
    widget = QWidget()
    qtbot.addWidget(widget)
    row = FlowingRow(widget)
    buttons = [Button(word) for word in words]
    for button in buttons:
        row.addWidget(button)
    return widget, row, buttons


def test_what_fits_stands_beside_one_another(qtbot: QtBot) -> None:
    _, row, (first, second) = a_row(qtbot, "Lost", "Spoiled")

    row.setGeometry(QRect(10, 20, 600, 60))

    assert first.geometry().topLeft() == QRect(10, 20, 1, 1).topLeft()
    assert second.x() == first.geometry().right() + 1 + Space.S
    assert second.y() == first.y()
    assert row.heightForWidth(600) == first.height()


def test_what_does_not_fit_goes_below(qtbot: QtBot) -> None:
    _, row, (first, second) = a_row(qtbot, "Lost", "Name was wrong")
    width = second.sizeHint().width()

    row.setGeometry(QRect(0, 0, width, 200))

    assert (second.x(), second.y()) == (0, first.height() + Space.S)
    assert row.hasHeightForWidth()
    assert row.heightForWidth(width) == 2 * first.height() + Space.S


def test_it_needs_as_much_as_its_widest_and_likes_all_in_a_row(qtbot: QtBot) -> None:
    _, row, (first, second) = a_row(qtbot, "Lost", "Name was wrong")

    assert row.minimumSize() == second.sizeHint()
    assert row.sizeHint().width() >= first.sizeHint().width() + second.sizeHint().width()


def test_without_anything_it_needs_no_room(qtbot: QtBot) -> None:
    _, row, _ = a_row(qtbot)

    assert (row.count(), row.heightForWidth(100), row.minimumSize()) == (0, 0, QSize(0, 0))
    assert row.itemAt(0) is None
    assert row.takeAt(0) is None


def test_what_is_taken_out_is_gone(qtbot: QtBot) -> None:
    _, row, (first, second) = a_row(qtbot, "Lost", "Spoiled")

    row.removeWidget(first)

    assert row.count() == 1
    taken = row.takeAt(0)
    assert taken is not None
    assert taken.widget() is second
