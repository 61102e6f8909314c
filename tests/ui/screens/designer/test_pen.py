"""What the hand does on the page."""

import math

import pytest

from checkin.badges.template import Box
from tests.ui.screens.designer.drawings import a_drawing, an_area
from ui.screens.designer import draft as drafting
from ui.screens.designer.drawing import Drawing
from ui.screens.designer.pen import Pen, pulled
from ui.screens.designer.snapping import Handle, Lines


def box_of(drawing: Drawing, at: int = 0) -> Box:
    return drawing.draft.elements[at].box


def test_a_drag_is_one_step() -> None:
    drawing = a_drawing(an_area(), chosen=0)
    pen = Pen(drawing)

    pen.put_down()
    for way in (3.2, 7.4, 20.3):
        pen.drag(way, 0, reach=0.5)
    pen.lift()
    assert box_of(drawing) == Box(30, 10, 30, 20)

    drawing.undo()
    assert box_of(drawing) == Box(10, 10, 30, 20)
    assert not drawing.can_undo


def test_two_drags_are_two_steps() -> None:
    drawing = a_drawing(an_area(), chosen=0)
    pen = Pen(drawing)
    for _ in range(2):
        pen.put_down()
        pen.drag(7, 3, reach=0)
        pen.lift()

    drawing.undo()

    assert box_of(drawing).x == 17


def test_what_is_dragged_says_what_it_caught_on() -> None:
    drawing = a_drawing(an_area(), chosen=0)
    pen = Pen(drawing)

    pen.put_down()
    pen.drag(24.7, 0, reach=1)
    assert [*pen.guides[0]] == [50]
    assert box_of(drawing).x == 35

    pen.lift()
    assert pen.guides == ((), ())


def test_with_alt_nothing_is_caught_on() -> None:
    drawing = a_drawing(an_area(), chosen=0)
    pen = Pen(drawing)

    pen.put_down()
    pen.drag(24.73, 0.21, reach=5, free=True)

    assert box_of(drawing) == Box(34.73, 10.21, 30, 20)


def test_nothing_is_dragged_off_the_page() -> None:
    drawing = a_drawing(an_area(), chosen=0, bleed=2)
    pen = Pen(drawing)

    pen.put_down()
    pen.drag(500, -500, reach=1)

    assert box_of(drawing) == Box(72, -2, 30, 20)


def test_a_handle_pulls_its_sides() -> None:
    drawing = a_drawing(an_area(), chosen=0)
    pen = Pen(drawing)

    pen.put_down(Handle.BOTTOM_RIGHT)
    pen.drag(500, 4.2, reach=0)

    assert box_of(drawing) == Box(10, 10, 90, 24)


def test_a_drag_that_is_given_up_leaves_no_trace() -> None:
    drawing = a_drawing(an_area(), chosen=0)
    pen = Pen(drawing)
    pen.put_down()
    pen.drag(9, 9, reach=0)

    pen.give_up()
    assert box_of(drawing) == Box(10, 10, 30, 20)
    assert not pen.is_down

    pen.give_up()
    assert not drawing.can_undo


def test_what_was_given_up_cannot_be_done_again_but_what_was_undone_before_can() -> None:
    drawing = a_drawing(an_area(), chosen=0)
    pen = Pen(drawing)
    pen.nudge(5, 0)
    drawing.undo()

    pen.put_down()
    pen.drag(9, 9, reach=0)
    pen.give_up()
    drawing.redo()

    assert box_of(drawing) == Box(15, 10, 30, 20)
    assert not drawing.can_redo


def test_what_is_dragged_there_and_back_is_no_step() -> None:
    drawing = a_drawing(an_area(), chosen=0)
    pen = Pen(drawing)

    pen.put_down()
    pen.drag(9, 9, reach=0)
    pen.drag(0, 0, reach=0)
    pen.lift()

    assert box_of(drawing) == Box(10, 10, 30, 20)
    assert not drawing.can_undo


def test_a_drag_that_never_moved_is_given_up_as_well() -> None:
    drawing = a_drawing(an_area(), chosen=0)
    pen = Pen(drawing)
    pen.put_down()

    pen.give_up()

    assert not pen.is_down


def test_the_bare_page_is_not_dragged() -> None:
    drawing = a_drawing(an_area())
    pen = Pen(drawing)

    pen.put_down()
    pen.drag(9, 9, reach=0)
    pen.nudge(1, 0)

    assert not pen.is_down
    assert not drawing.can_undo


def test_what_is_chosen_goes_as_far_as_it_is_told() -> None:
    drawing = a_drawing(an_area(), chosen=0)
    pen = Pen(drawing)

    pen.nudge(0.5, 0)
    pen.nudge(0, -5)
    pen.stretch(-0.5, 0.5)

    assert box_of(drawing) == Box(10.5, 5, 29.5, 20.5)


def test_several_are_moved_together_and_stay_on_the_page() -> None:
    drawing = a_drawing(an_area(0, 0), an_area(50, 50), an_area(5, 70))
    pen = Pen(drawing)
    drawing.choose(0, [1])

    pen.put_down()
    pen.drag(90, 3.2, reach=0, free=True)
    pen.lift()

    assert [box_of(drawing, at)[:2] for at in range(3)] == [(20, 3.2), (70, 53.2), (5, 70)]
    drawing.undo()
    assert [box_of(drawing, at)[:2] for at in range(3)] == [(0, 0), (50, 50), (5, 70)]


def test_several_catch_together_on_what_is_not_chosen() -> None:
    drawing = a_drawing(an_area(0, 0, 10, 10), an_area(20, 0, 10, 10), an_area(63, 60, 10, 10))
    pen = Pen(drawing)
    drawing.choose(0, [1])

    pen.put_down()
    pen.drag(42.4, 0, reach=1)

    assert [box_of(drawing, at).x for at in (0, 1)] == [43, 63]
    assert 63.0 in pen.guides[0] or 73.0 in pen.guides[0]


def test_a_frame_takes_what_it_touches_and_is_seen() -> None:
    drawing = a_drawing(an_area(0, 0), an_area(50, 50), an_area(5, 70))
    pen = Pen(drawing)

    assert pen.within(Box(20, 10, 40, 50)) == (0, 1)
    pen.absent = frozenset({1})
    drawing.do(lambda draft: drafting.hide(draft, 0, out_of_sight=True))

    assert pen.within(Box(0, 0, 100, 100)) == (2,)


def test_what_the_badge_does_not_show_is_taken_last() -> None:
    drawing = a_drawing(an_area(0, 0), an_area(5, 5))
    pen = Pen(drawing)
    pen.absent = frozenset({1})

    assert pen.at(10, 10) == 0
    pen.absent = frozenset({0, 1})
    assert pen.at(10, 10) == 1


def test_the_topmost_is_hit_unless_the_chosen_one_is() -> None:
    drawing = a_drawing(an_area(0, 0), an_area(5, 5), an_area(70, 70))
    pen = Pen(drawing)

    assert pen.at(10, 10) == 1
    drawing.choose(0)
    assert pen.at(10, 10) == 0
    assert pen.at(60, 60) is None


def test_what_lies_below_is_reached_by_one_more_click() -> None:
    drawing = a_drawing(an_area(0, 0), an_area(5, 5), an_area(70, 70), chosen=1)
    pen = Pen(drawing)

    assert pen.next_below(10, 10) == 0
    drawing.choose(0)
    assert pen.next_below(10, 10) == 1
    assert pen.next_below(60, 60) is None


def test_what_is_hidden_is_not_hit() -> None:
    drawing = a_drawing(an_area(0, 0), an_area(5, 5))
    drawing.do(lambda draft: drafting.hide(draft, 1, out_of_sight=True))

    assert Pen(drawing).at(10, 10) == 0
    assert Pen(drawing).next_below(10, 10) == 0


def test_what_is_turned_aslant_is_hit_where_it_is_seen() -> None:
    drawing = a_drawing(an_area(10, 45, 80, 10, turn=45))
    pen = Pen(drawing)

    assert pen.at(50 + 20, 50 + 20) == 0
    assert pen.at(50 + 35, 50) is None


def test_what_is_turned_aslant_keeps_its_other_corner_when_pulled() -> None:
    box, turn = Box(20, 40, 40, 20), 30.0

    after = pulled(box, turn, Handle.RIGHT, (10, 0), Lines()).box

    assert after.height == 20
    assert after.width == pytest.approx(40 + 10 * math.cos(math.radians(30)), abs=0.01)
    for before_x, before_y in ((-20, -10), (-20, 10)):
        before = corner(box, turn, before_x, before_y)
        assert corner(after, turn, -after.width / 2, before_y) == pytest.approx(before, abs=0.01)


def corner(box: Box, turn: float, across: float, down: float) -> tuple[float, float]:
    angle = math.radians(turn)
    x, y = box.x + box.width / 2, box.y + box.height / 2
    return (
        x + across * math.cos(angle) - down * math.sin(angle),
        y + across * math.sin(angle) + down * math.cos(angle),
    )


def test_one_walks_from_the_page_through_what_is_in_sight() -> None:
    drawing = a_drawing(an_area(), an_area(), an_area())
    drawing.do(lambda draft: drafting.hide(draft, 1, out_of_sight=True))
    pen = Pen(drawing)

    walked = [(pen.walk(1), drawing.draft.chosen) for _ in range(3)]
    assert walked == [(True, 0), (True, 2), (False, 2)]

    assert pen.walk(-1)
    drawing.choose(1)
    assert pen.walk(1)
    assert drawing.draft.chosen == 0
