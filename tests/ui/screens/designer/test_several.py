"""Several elements at once: chosen, set, lined up, copied, and taken away."""

import pytest

from checkin.badges.template import Area, Box, Text, When
from checkin.errors import BadgeError
from tests.ui.screens.designer.drawings import a_code, a_draft, a_drawing, a_text, an_area
from ui.screens.designer import draft as drafting
from ui.screens.designer.arranging import line_up, spread
from ui.screens.designer.draft import Draft
from ui.screens.designer.drawing import Drawing
from ui.screens.designer.form import Form
from ui.screens.designer.properties import DIFFERENT, Property
from ui.screens.designer.samples import INVENTED
from ui.screens.designer.shown_when import Known
from ui.screens.designer.starters import a_row

KNOWN = Known(badge=INVENTED[0].badge, types=("Speaker", "VIP"))


def chosen(*front: Area | Text, places: tuple[int, ...]) -> Draft:
    return drafting.choose(a_draft(*front), None, places)


def boxes(draft: Draft) -> list[Box]:
    return [element.box for element in draft.elements]


def a_form(drawing: Drawing) -> dict[str, Property]:
    sections = Form(drawing, lambda: KNOWN).sections
    return {of.key: of for section in sections for line in section.lines for of in line}


SCATTERED = (an_area(0, 40, 10, 10), an_area(20, 0, 30, 20), an_area(60, 70, 20, 10))


@pytest.mark.parametrize(
    ("way", "xs"), [("left", [0, 0, 0]), ("centre", [35, 25, 30]), ("right", [70, 50, 60])]
)
def test_several_are_lined_up_from_left_to_right(way: str, xs: list[float]) -> None:
    draft = line_up(chosen(*SCATTERED, places=(0, 1, 2)), way)

    assert [box.x for box in boxes(draft)] == xs
    assert [box.y for box in boxes(draft)] == [40, 0, 70]


@pytest.mark.parametrize(
    ("way", "ys"), [("top", [0, 0, 0]), ("middle", [35, 30, 35]), ("bottom", [70, 60, 70])]
)
def test_several_are_lined_up_from_top_to_bottom(way: str, ys: list[float]) -> None:
    draft = line_up(chosen(*SCATTERED, places=(0, 1, 2)), way)

    assert [box.y for box in boxes(draft)] == ys


def test_one_alone_is_lined_up_with_the_page() -> None:
    draft = line_up(chosen(an_area(), places=(0,)), "centre")

    assert boxes(line_up(draft, "bottom")) == [Box(35, 80, 30, 20)]


def test_three_are_spread_evenly_and_two_are_not() -> None:
    draft = chosen(*SCATTERED, places=(0, 1, 2))

    assert [box.x for box in boxes(spread(draft, "across"))] == [0, 20, 60]
    assert [box.y for box in boxes(spread(draft, "down"))] == [40, 0, 70]
    uneven = chosen(an_area(0, 0, 10, 10), an_area(12, 0, 10, 10), an_area(80, 0, 10, 10), places=(0, 1, 2))
    assert [box.x for box in boxes(spread(uneven, "across"))] == [0, 40, 80]
    with pytest.raises(BadgeError, match="three elements"):
        spread(chosen(*SCATTERED, places=(0, 1)), "across")


def test_lining_up_is_one_step() -> None:
    drawing = a_drawing(*SCATTERED)
    drawing.choose_all()
    form = Form(drawing, lambda: KNOWN)

    form.set("arrange.left", "")
    form.set("spread.down", "")
    assert [box.x for box in boxes(drawing.draft)] == [0, 0, 0]
    drawing.undo()
    drawing.undo()

    assert boxes(drawing.draft) == [element.box for element in SCATTERED]
    assert drawing.draft.several == (0, 1, 2)


def test_several_are_removed_and_copied_together() -> None:
    draft = drafting.choose(a_draft(an_area(name="band"), a_text(name="person"), a_code()), None, [0, 2])

    copied = drafting.duplicate(draft)
    assert [element.name for element in copied.elements] == ["band", "person", "", "band 2", ""]
    assert copied.several == (3, 4)
    assert copied.elements[3].box == Box(13, 13, 30, 20)
    left = drafting.remove(copied)

    assert left.template == draft.template
    assert [element.name for element in drafting.remove(draft).elements] == ["person"]


def test_several_go_further_up_and_down_side_by_side() -> None:
    names = [an_area(name=name) for name in "abcd"]
    draft = drafting.hide(chosen(*names, places=(0, 1)), 0, out_of_sight=True)

    up = drafting.shift(draft, 1)
    top = drafting.shift(drafting.shift(up, 1), 1)

    assert [element.name for element in up.elements] == ["c", "a", "b", "d"]
    assert [element.name for element in top.elements] == ["c", "d", "a", "b"]
    assert top.several == (2, 3)
    assert top.is_hidden(2)
    assert [element.name for element in drafting.shift(up, -1).elements] == ["a", "b", "c", "d"]


def test_what_only_one_can_have_is_not_done_to_several() -> None:
    with pytest.raises(BadgeError, match="one element"):
        drafting.rename(chosen(*SCATTERED, places=(0, 1)), "both")


def test_what_is_the_same_is_shown_and_what_is_not_is_said_to_differ() -> None:
    drawing = a_drawing(an_area(fill="#112233"), an_area(50, 50, 30, 10, fill="#445566"))
    drawing.choose_all()

    shown = a_form(drawing)
    assert shown["box.width"].value == 30
    assert getattr(shown["box.height"], "differs", False)
    assert shown["area.fill"].value == DIFFERENT
    assert "box.x" not in shown
    form = Form(drawing, lambda: KNOWN)
    assert form.title == "2 elements"
    form.set("area.fill", DIFFERENT)
    assert not drawing.can_undo
    form.set("area.fill", "type")
    form.set("box.height", 12.0)

    assert [getattr(one, "fill", None) for one in drawing.draft.elements] == ["type", "type"]
    assert [box.height for box in boxes(drawing.draft)] == [12, 12]
    drawing.undo()
    drawing.undo()
    assert [box.height for box in boxes(drawing.draft)] == [20, 10]
    assert [getattr(one, "fill", None) for one in drawing.draft.elements] == ["#112233", "#445566"]


def test_texts_of_one_row_are_set_together() -> None:
    bold = (a_row("{company}", 6.0, bold=True),)
    drawing = a_drawing(a_text(rows=bold), a_text(10, 70, rows=(a_row("{job_title}", 6.0),)))
    drawing.choose_all()
    form = Form(drawing, lambda: KNOWN)

    shown = a_form(drawing)
    assert getattr(shown["row.bold"], "differs", False)
    assert "row.shows" not in shown
    form.set("row.bold", value=True)
    form.set("text.align", "end")

    texts = [element for element in drawing.draft.elements if isinstance(element, Text)]
    assert [(text.rows[0].bold, text.align) for text in texts] == [(True, "end"), (True, "end")]


def test_unlike_elements_share_their_place_and_when_they_are_shown() -> None:
    drawing = a_drawing(an_area(when=When(given=("logo",))), a_text(), a_code())
    drawing.choose_all()
    form = Form(drawing, lambda: KNOWN)

    shown = a_form(drawing)
    assert {key.partition(".")[0] for key in shown} == {"arrange", "spread", "box", "element", "when"}
    assert shown["when.0.kind"].value == DIFFERENT
    form.set("when.0.kind", "types")

    assert {element.when.types for element in drawing.draft.elements} == {("Speaker",)}


def test_all_in_sight_are_chosen_and_one_is_let_go() -> None:
    drawing = a_drawing(*SCATTERED)
    drawing.do(lambda draft: drafting.hide(draft, 1, out_of_sight=True))

    drawing.choose_all()
    assert drawing.draft.several == (0, 2)
    drawing.toggle(2)
    drawing.toggle(1)

    assert drawing.draft.several == (0, 1)


def test_what_is_copied_comes_onto_another_design_where_it_fits() -> None:
    drawing, other = a_drawing(an_area(name="band"), a_text(name="person")), a_drawing(an_area(name="band"))
    drawing.choose_all()

    text = drafting.copied(drawing.draft)
    for _ in range(2):
        other.do(lambda draft: drafting.paste(draft, text))

    assert [element.name for element in other.draft.elements] == [
        "band", "band 2", "person", "band 3", "person 2",
    ]  # fmt: skip
    assert other.draft.several == (3, 4)
    other.undo()
    other.undo()
    assert len(other.draft.elements) == 1


@pytest.mark.parametrize("text", ["", "[]", "[", "[" * 100_000, '[{"kind": "door"}]', "{}"])
def test_what_is_no_element_is_not_pasted(text: str) -> None:
    drawing = a_drawing()

    drawing.do(lambda draft: drafting.paste(draft, text))

    assert drawing.trouble is not None
    assert not drawing.can_undo


def test_with_nothing_chosen_nothing_is_copied() -> None:
    assert drafting.copied(a_draft()) == ""
