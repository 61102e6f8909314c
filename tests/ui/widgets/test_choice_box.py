from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.widgets.showing import shown
from ui.widgets.choice_box import ChoiceBox

OPTIONS = (("a", "First"), ("b", "Second"))


def test_what_is_chosen_is_known_by_its_value(qtbot: QtBot) -> None:
    box = shown(qtbot, ChoiceBox("Which?"))

    box.offer(OPTIONS, "b")

    assert (box.value(), box.currentText()) == ("b", "Second")


def test_what_is_not_offered_is_not_chosen(qtbot: QtBot) -> None:
    box = shown(qtbot, ChoiceBox("Which?"))

    box.offer(OPTIONS, "c")

    assert (box.value(), box.currentIndex()) == ("", -1)


def test_other_options_take_the_place_of_the_first(qtbot: QtBot) -> None:
    box = shown(qtbot, ChoiceBox("Which?"))
    box.offer(OPTIONS, "a")

    box.offer((("x", "Another"),), "x")

    assert box.count() == 1
    assert box.value() == "x"


def test_the_wheel_scrolls_the_page_and_chooses_nothing(qtbot: QtBot) -> None:
    box = shown(qtbot, ChoiceBox("Which?"))
    box.offer(OPTIONS, "a")
    turned = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003  (Qt takes no names here)
    )

    QApplication.sendEvent(box, turned)

    assert box.value() == "a"
    assert not turned.isAccepted()
