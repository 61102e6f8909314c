from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor, QEnterEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.ui.widgets.showing import shown
from ui import theme
from ui.widgets.buttons import Button


def with_menu(qtbot: QtBot) -> tuple[Button, QMenu]:
    button = shown(qtbot, Button("Export"), width=200, height=60)
    menu = QMenu(button)
    menu.addAction("CSV")
    button.setMenu(menu)
    return button, menu


def test_a_button_whose_menu_closed_is_no_longer_pointed_at(qtbot: QtBot) -> None:
    button, menu = with_menu(qtbot)
    QCursor.setPos(button.mapToGlobal(button.rect().bottomRight() + QPoint(200, 200)))
    QApplication.processEvents()
    inside = button.rect().center().toPointF()
    QApplication.sendEvent(button, QEnterEvent(inside, inside, inside))
    assert button.underMouse()

    menu.aboutToHide.emit()  # a menu that really pops up warns where there is no screen

    qtbot.waitUntil(lambda: not button.underMouse())


def test_a_menu_that_is_replaced_does_not_stay(qtbot: QtBot) -> None:
    button, before = with_menu(qtbot)

    button.setMenu(QMenu(button))

    assert button.menu() is not before
    qtbot.waitUntil(lambda: button.findChildren(QMenu) == [button.menu()])


def test_a_button_with_a_menu_says_so_with_an_arrow_of_its_own_room(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "light")
    button, _ = with_menu(qtbot)
    plain = shown(qtbot, Button("Export"))

    assert button.sizeHint().width() >= plain.sizeHint().width() + 16
