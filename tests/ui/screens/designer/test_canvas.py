"""The page under the hand."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from checkin.badges.template import Box, Element
from tests.ui.screens.designer.drawings import a_drawing, an_area
from ui.screens.designer import draft as drafting
from ui.screens.designer.canvas import Canvas
from ui.screens.designer.drawing import Drawing
from ui.screens.designer.pen import Pen
from ui.screens.designer.previewing import Wanted, see
from ui.screens.designer.samples import INVENTED
from ui.screens.designer.sheet_view import pixels_per_inch
from ui.screens.designer.snapping import Handle

LEFT = Qt.MouseButton.LeftButton


class Page:
    """A canvas in a window, spoken to in millimetres."""

    def __init__(self, qtbot: QtBot, *front: Element, chosen: int | None = None) -> None:
        self.drawing: Drawing = a_drawing(*front, chosen=chosen)
        self.pen = Pen(self.drawing)
        self.canvas = Canvas(self.drawing, self.pen)
        self.after = QLineEdit()
        self.window = QWidget()
        column = QVBoxLayout(self.window)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.after)
        self.drawing.changed = self.canvas.update
        self.window.resize(700, 700)
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.canvas.show_zoom(self.canvas.zoom_that_fits(QSize(640, 600)))
        self.canvas.setFocus()

    def spot(self, x: float, y: float) -> QPoint:
        sheet = self.canvas.sheet
        return QPointF(sheet.x() + x * self.canvas.per_mm, sheet.y() + y * self.canvas.per_mm).toPoint()

    def drag(self, start: QPoint, end: QPoint) -> None:
        QTest.mousePress(self.canvas, LEFT, Qt.KeyboardModifier.NoModifier, start)
        for part in (3, 2, 1):
            QTest.mouseMove(self.canvas, start + (end - start) / part)
        QTest.mouseRelease(self.canvas, LEFT, Qt.KeyboardModifier.NoModifier, end)

    def click(self, x: float, y: float) -> None:
        QTest.mouseClick(self.canvas, LEFT, Qt.KeyboardModifier.NoModifier, self.spot(x, y))

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.canvas, key, modifier)

    @property
    def several(self) -> tuple[int, ...]:
        return self.drawing.draft.several

    @property
    def box(self) -> Box:
        return self.drawing.draft.elements[0].box


def test_an_element_is_taken_and_moved(qtbot: QtBot) -> None:
    page = Page(qtbot, an_area())

    page.drag(page.spot(20, 20), page.spot(47, 33))

    assert page.drawing.draft.chosen == 0
    assert [page.box.x, page.box.y] == pytest.approx([37, 23], abs=2)
    page.drawing.undo()
    assert page.box == Box(10, 10, 30, 20)


def test_an_element_is_pulled_at_its_corner(qtbot: QtBot) -> None:
    page = Page(qtbot, an_area(), chosen=0)

    page.drag(page.spot(40, 30), page.spot(62, 71))

    assert (page.box.x, page.box.y) == (10, 10)
    assert page.box.width == pytest.approx(52, abs=2)
    assert page.box.height == pytest.approx(61, abs=2)


def test_a_trembling_hand_moves_nothing(qtbot: QtBot) -> None:
    page = Page(qtbot, an_area())

    start = page.spot(20, 20)
    page.drag(start, start + QPoint(2, 1))

    assert not page.drawing.can_undo


def test_a_click_beside_everything_chooses_the_page(qtbot: QtBot) -> None:
    page = Page(qtbot, an_area(), chosen=0)

    page.click(80, 80)

    assert page.drawing.draft.chosen is None


def test_one_more_click_takes_what_lies_below(qtbot: QtBot) -> None:
    page = Page(qtbot, an_area(0, 0, 90, 90), an_area(10, 10, 70, 70))

    page.click(45, 45)
    assert page.drawing.draft.chosen == 1
    page.click(45, 45)

    assert page.drawing.draft.chosen == 0


def test_the_other_button_does_nothing(qtbot: QtBot) -> None:
    page = Page(qtbot, an_area())

    QTest.mouseClick(
        page.canvas, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, page.spot(20, 20)
    )

    assert page.drawing.draft.chosen is None


def test_the_hand_is_told_what_it_can_pull(qtbot: QtBot) -> None:
    page = Page(qtbot, an_area(), chosen=0)

    QTest.mouseMove(page.canvas, page.spot(40, 30))
    assert page.canvas.cursor().shape() is Qt.CursorShape.SizeFDiagCursor
    QTest.mouseMove(page.canvas, page.spot(80, 80))

    assert page.canvas.cursor().shape() is Qt.CursorShape.ArrowCursor


def test_handles_are_as_large_as_a_finger_and_only_where_there_is_room(qtbot: QtBot) -> None:
    page = Page(qtbot, an_area(10, 10, 4, 70), chosen=0)

    assert Handle.RIGHT in page.canvas.handles()
    assert Handle.TOP not in page.canvas.handles()
    page.drag(page.spot(14, 45) + QPoint(11, 0), page.spot(34, 45))

    assert page.box.width > 15


def test_arrow_keys_move_and_with_ctrl_resize(qtbot: QtBot) -> None:
    page = Page(qtbot, an_area(), chosen=0)

    page.key(Qt.Key.Key_Right)
    page.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    page.key(Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    page.key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)

    assert page.box == Box(10.6, 15, 29.5, 20)


SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def three(qtbot: QtBot) -> Page:
    return Page(qtbot, an_area(0, 0, 20, 20), an_area(30, 0, 20, 20), an_area(60, 60, 20, 20))


@pytest.mark.parametrize("modifier", [SHIFT, CTRL])
def test_several_are_clicked_together(qtbot: QtBot, modifier: Qt.KeyboardModifier) -> None:
    page = three(qtbot)
    page.click(10, 10)

    QTest.mouseClick(page.canvas, LEFT, modifier, page.spot(40, 10))
    before = page.several
    QTest.mouseClick(page.canvas, LEFT, modifier, page.spot(10, 10))

    assert (before, page.several) == ((0, 1), (1,))


def test_a_frame_drawn_on_the_bare_page_takes_what_it_touches(qtbot: QtBot) -> None:
    page = three(qtbot)

    page.drag(page.spot(10, 30), page.spot(45, 15))
    before = page.several
    assert page.canvas.band is None
    start, end = page.spot(90, 90), page.spot(70, 70)
    QTest.mousePress(page.canvas, LEFT, SHIFT, start)
    QTest.mouseMove(page.canvas, end)
    page.canvas.grab()
    QTest.mouseRelease(page.canvas, LEFT, SHIFT, end)

    assert (before, page.several) == ((0, 1), (0, 1, 2))


def test_several_are_dragged_as_one_and_one_step(qtbot: QtBot) -> None:
    page = three(qtbot)
    page.drawing.choose(0, [1])

    page.drag(page.spot(10, 10), page.spot(10, 50))

    ys = [element.box.y for element in page.drawing.draft.elements]
    assert ys == pytest.approx([40, 40, 60], abs=2)
    page.drawing.undo()
    assert [element.box.y for element in page.drawing.draft.elements] == [0, 0, 60]


def test_a_click_on_one_of_several_takes_it_alone(qtbot: QtBot) -> None:
    page = three(qtbot)
    page.drawing.choose(0, [1])
    page.canvas.grab()

    page.click(40, 10)

    assert page.several == (1,)


def test_several_have_no_handles(qtbot: QtBot) -> None:
    page = three(qtbot)
    page.drawing.choose(0, [1])

    assert page.canvas.handles() == []
    page.key(Qt.Key.Key_Escape)

    assert page.several == ()


def test_tab_goes_through_the_elements_and_then_on(qtbot: QtBot) -> None:
    page = Page(qtbot, an_area(), an_area(50, 50))

    page.key(Qt.Key.Key_Tab)
    assert page.drawing.draft.chosen == 0
    page.key(Qt.Key.Key_Tab)
    page.key(Qt.Key.Key_Backtab)
    page.key(Qt.Key.Key_Tab)
    assert page.drawing.draft.chosen == 1
    page.key(Qt.Key.Key_Tab)

    assert page.after.hasFocus()


def test_escape_gives_a_drag_up_and_then_lets_go(qtbot: QtBot) -> None:
    page = Page(qtbot, an_area())
    start = page.spot(20, 20)
    QTest.mousePress(page.canvas, LEFT, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(page.canvas, start + QPoint(60, 60))

    page.key(Qt.Key.Key_Escape)
    assert page.box == Box(10, 10, 30, 20)
    QTest.mouseRelease(page.canvas, LEFT, Qt.KeyboardModifier.NoModifier, start)
    page.key(Qt.Key.Key_Escape)

    assert page.drawing.draft.chosen is None


@pytest.mark.parametrize(("key", "steps"), [(Qt.Key.Key_Plus, 1), (Qt.Key.Key_Minus, -1)])
def test_plus_and_minus_go_nearer_and_farther(qtbot: QtBot, key: Qt.Key, steps: int) -> None:
    page = Page(qtbot, an_area())

    with qtbot.waitSignal(page.canvas.zoom_asked) as asked:
        page.key(key)

    assert asked.args == [steps]


def test_other_keys_are_left_to_others(qtbot: QtBot) -> None:
    page = Page(qtbot, an_area(), chosen=0)

    page.key(Qt.Key.Key_A)

    assert not page.drawing.can_undo


def wheel(page: Page, modifier: Qt.KeyboardModifier, turned: int) -> bool:
    at = QPointF(page.spot(50, 50))
    event = QWheelEvent(
        at,
        page.canvas.mapToGlobal(at),
        QPoint(),
        QPoint(0, turned),
        Qt.MouseButton.NoButton,
        modifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt's order of arguments
    )
    QApplication.sendEvent(page.canvas, event)
    return event.isAccepted()


@pytest.mark.parametrize(("turned", "steps"), [(120, 1), (-120, -1)])
def test_the_wheel_goes_nearer_with_ctrl(qtbot: QtBot, turned: int, steps: int) -> None:
    page = Page(qtbot, an_area())

    with qtbot.waitSignal(page.canvas.zoom_asked) as asked:
        wheel(page, Qt.KeyboardModifier.ControlModifier, turned)

    assert asked.args == [steps]


def test_the_wheel_alone_is_for_scrolling(qtbot: QtBot) -> None:
    page = Page(qtbot, an_area())

    with qtbot.assertNotEmitted(page.canvas.zoom_asked):
        wheel(page, Qt.KeyboardModifier.NoModifier, 120)


def test_the_badge_itself_is_seen(qtbot: QtBot) -> None:
    page = Page(qtbot, an_area(0, 0, 100, 100, fill="#ff0000"))
    before = page.canvas.grab().toImage().pixelColor(page.spot(50, 50))

    seen = see(Wanted(draft=page.drawing.draft, badge=INVENTED[0].badge, fineness=50))
    page.canvas.show_seen(seen)
    page.canvas.show_seen(seen)

    assert before == QColor("#ffffff")
    assert page.canvas.grab().toImage().pixelColor(page.spot(50, 50)) == QColor("#ff0000")


def test_a_picture_of_another_page_is_not_stretched_over_this_one(qtbot: QtBot) -> None:
    page = Page(qtbot, an_area(0, 0, 100, 100, fill="#ff0000"))
    page.canvas.show_seen(see(Wanted(draft=page.drawing.draft, badge=INVENTED[0].badge, fineness=50)))

    page.drawing.turn_over(drafting.Side.BACK)

    assert page.canvas.grab().toImage().pixelColor(page.spot(50, 50)) == QColor("#ffffff")


def test_guides_and_frames_are_painted(qtbot: QtBot) -> None:
    page = Page(qtbot, an_area(), an_area(50, 50, turn=30), chosen=0)
    page.pen.put_down()
    page.pen.drag(24.8, 30.2, reach=2)

    line = page.canvas.grab().toImage().pixelColor(page.spot(50, 95))

    assert line.red() > line.green()


def test_what_is_hidden_has_no_handles(qtbot: QtBot) -> None:
    page = Page(qtbot, an_area(), chosen=0)
    page.drawing.do(lambda draft: drafting.hide(draft, 0, out_of_sight=True))

    page.canvas.grab()
    page.drag(page.spot(40, 30), page.spot(60, 60))

    assert page.box == Box(10, 10, 30, 20)


def test_true_size_is_what_the_screen_says_unless_it_is_nonsense() -> None:
    assert pixels_per_inch(110) == 110
    assert pixels_per_inch(7) == 96
    assert pixels_per_inch(5000) == 96


def test_a_hundred_millimetres_are_a_hundred_millimetres(qtbot: QtBot) -> None:
    page = Page(qtbot, an_area())

    page.canvas.show_zoom(1)

    inch = pixels_per_inch(page.canvas.screen().physicalDotsPerInch())
    assert page.canvas.sheet.width() == pytest.approx(100 / 25.4 * inch)
