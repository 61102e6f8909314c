from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.widgets.showing import shown
from ui import theme
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


def inked(box: ChoiceBox) -> int:
    """The last column of pixels, left of the arrow, in which there is something."""
    drawn = box.grab().toImage()
    ground, middle = drawn.pixelColor(6, 12), range(12, drawn.height() - 12)
    columns = range(box.width() - 40)
    return max(x for x in columns if any(drawn.pixelColor(x, y) != ground for y in middle))


def test_what_is_too_long_is_never_cut_in_the_middle_of_a_letter(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "light")
    box = shown(qtbot, ChoiceBox("Which?"), width=180, height=46)
    box.offer([("long", "M" * 60)], "long")
    wide = box.grab().toImage()

    box.setItemText(0, "M" * 59)

    assert box.grab().toImage() == wide
    assert inked(box) < box.width() - 42


def test_what_is_offered_is_large_enough_for_a_finger(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "light")
    box = shown(qtbot, ChoiceBox("Which?"))
    box.offer(OPTIONS, "a")

    box.view().ensurePolished()

    assert box.view().sizeHintForRow(0) >= theme.TOUCH
