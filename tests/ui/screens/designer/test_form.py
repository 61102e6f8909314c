"""What can be set of an element or a page, and what comes of it."""

from dataclasses import replace

import pytest

from checkin.badges.altering import made
from checkin.badges.sizes import Size
from checkin.badges.template import Area, Box, Code, Picture, Rule, Text, TypeLook
from tests.ui.screens.designer.drawings import a_code, a_drawing, a_text, an_area
from ui.screens.designer.drawing import Drawing
from ui.screens.designer.form import Form
from ui.screens.designer.properties import Property, Value
from ui.screens.designer.samples import INVENTED
from ui.screens.designer.shown_when import Known
from ui.screens.designer.starters import a_row

ADA = replace(INVENTED[0].badge, ticket_type="Regular")
KNOWN = Known(
    badge=ADA,
    types=("Regular", "VIP"),
    answers=("T-shirt size",),
    values={"answer.T-shirt size": ("M", "XL")},
)
NOWHERE = Known(badge=ADA)


def a_form(drawing: Drawing, known: Known = KNOWN) -> Form:
    return Form(drawing, lambda: known)


def properties(form: Form) -> dict[str, Property]:
    return {of.key: of for section in form.sections for line in section.lines for of in line}


def value_of(form: Form, key: str) -> object:
    return getattr(properties(form)[key], "value", None)


def set_in(drawing: Drawing, key: str, value: Value) -> Form:
    form = a_form(drawing)
    assert key in properties(form)
    assert form.set(key, value), drawing.trouble
    return form


def row_of(drawing: Drawing, at: int = 0) -> object:
    element = drawing.draft.element
    assert isinstance(element, Text)
    return element.rows[at]


def test_a_place_is_set_in_millimetres() -> None:
    drawing = a_drawing(an_area(), chosen=0)

    set_in(drawing, "box.x", 12.5)
    set_in(drawing, "box.height", 8.0)

    assert drawing.draft.elements[0].box == Box(12.5, 10, 30, 8)


def test_what_cannot_be_is_said_and_changes_nothing() -> None:
    drawing = a_drawing(an_area(), chosen=0)

    assert not a_form(drawing).set("box.x", 95.0)

    assert drawing.trouble is not None
    assert drawing.trouble.advice == "The area at 95, 10 mm reaches over the page."
    assert drawing.draft.elements[0].box.x == 10


def test_an_element_is_turned_and_named() -> None:
    drawing = a_drawing(an_area(), chosen=0)

    set_in(drawing, "element.turn", 90.0)
    set_in(drawing, "element.name", "band")

    assert drawing.draft.elements[0].turn == 90
    assert drawing.draft.elements[0].name == "band"


def test_fields_are_chosen_by_what_people_call_them() -> None:
    drawing = a_drawing(a_text(), chosen=0)
    form = a_form(drawing)

    shows = properties(form)["row.shows"]
    assert ("{answer.T-shirt size}", "Answer: T-shirt size") in getattr(shows, "options", ())
    assert "row.phrases" not in properties(form)
    form.set("row.shows", "{company}")

    assert getattr(row_of(drawing), "shows", None) == ("{company}",)


def test_whoever_wants_own_words_writes_phrases() -> None:
    drawing = a_drawing(a_text(), chosen=0)
    form = a_form(drawing)

    form.set("row.shows", "own")
    assert value_of(form, "row.phrases") == "{lead_name}"
    form.set("row.phrases", "Hello {lead_name}\n\n{company}")
    form.set("row.between", ", ")
    form.set("row.insert", "{email}")

    row = row_of(drawing)
    assert getattr(row, "shows", None) == ("Hello {lead_name}", "{company} {email}")
    assert getattr(row, "between", None) == ", "


def test_a_field_that_there_is_not_is_refused_in_words() -> None:
    drawing = a_drawing(a_text(), chosen=0)

    assert not a_form(drawing).set("row.phrases", "{shoe_size}")

    assert drawing.trouble is not None
    assert "shoe_size" in drawing.trouble.advice


def test_the_largest_letters_are_never_smaller_than_the_smallest() -> None:
    drawing = a_drawing(a_text(rows=(a_row("{name}", 12, max_size=30, min_size=20),)), chosen=0)

    set_in(drawing, "row.max_size", 14.0)
    assert getattr(row_of(drawing), "min_size", None) == 14
    set_in(drawing, "row.min_size", 22.0)

    assert getattr(row_of(drawing), "max_size", None) == 22


@pytest.mark.parametrize(
    ("key", "value"),
    [("max_lines", 3.0), ("bold", False), ("case", "upper"), ("colour", "type"), ("gap", 2.0)],
)
def test_a_row_is_set(key: str, value: Value) -> None:
    drawing = a_drawing(a_text(), chosen=0)

    set_in(drawing, f"row.{key}", value)

    assert getattr(row_of(drawing), key) == value


def test_rows_are_added_moved_and_removed() -> None:
    drawing = a_drawing(a_text(), chosen=0)
    form = a_form(drawing)

    form.set("text.row", "1")
    form.set("text.up", "")
    assert getattr(row_of(drawing), "shows", None) == ("{company}",)
    form.set("text.remove", "")
    assert len(getattr(drawing.draft.element, "rows", ())) == 1
    assert "text.remove" not in properties(form)
    form.set("text.add", "")

    assert len(getattr(drawing.draft.element, "rows", ())) == 2


def test_there_is_an_end_to_rows() -> None:
    drawing = a_drawing(a_text(0, 0, 100, 100, rows=(a_row(height=2.0),)), chosen=0)
    form = a_form(drawing)

    for _ in range(20):
        form.set("text.add", "")

    assert len(getattr(drawing.draft.element, "rows", ())) == 12


def test_the_first_row_goes_no_further_up() -> None:
    drawing = a_drawing(a_text(), chosen=0)
    form = a_form(drawing)

    assert "text.up" not in properties(form)
    form.set("text.up", "")

    assert getattr(row_of(drawing), "shows", None) == ("{lead_name}",)


def test_a_text_is_aligned() -> None:
    drawing = a_drawing(a_text(), chosen=0)

    set_in(drawing, "text.align", "centre")
    set_in(drawing, "text.stand", "bottom")

    element = drawing.draft.element
    assert isinstance(element, Text)
    assert (element.align, element.stand) == ("centre", "bottom")


def test_a_code_says_what_is_chosen() -> None:
    drawing = a_drawing(a_code(), chosen=0)

    set_in(drawing, "code.error", "H")
    set_in(drawing, "code.holds", "vcard")
    form = set_in(drawing, "code.symbology", "aztec")

    element = drawing.draft.element
    assert isinstance(element, Code)
    assert (element.symbology.value, element.holds.value, element.error) == ("aztec", "vcard", "H")
    assert "code.error" not in properties(form)


def test_an_area_is_coloured_and_edged() -> None:
    drawing = a_drawing(an_area(), chosen=0)

    form = set_in(drawing, "area.edge", "#112233")
    form.set("area.thickness", 1.5)
    form.set("area.fill", "")

    element = drawing.draft.element
    assert isinstance(element, Area)
    assert (element.fill, element.edge, element.thickness) == (None, "#112233", 1.5)


def test_a_line_and_a_picture_are_set() -> None:
    line = made(Rule, kind="line", box=Box(0, 0, 50, 2))
    picture = made(Picture, kind="picture", box=Box(0, 10, 20, 20))
    drawing = a_drawing(line, picture, chosen=0)

    set_in(drawing, "line.runs", "rising")
    drawing.choose(1)
    set_in(drawing, "picture.shows", "photo")
    form = set_in(drawing, "picture.fit", "fill")

    assert getattr(drawing.draft.elements[0], "runs", None) == "rising"
    assert getattr(drawing.draft.elements[1], "shows", None) == "photo"
    assert form.title == "Photo"


def test_a_picture_of_its_own_is_said_to_be_one() -> None:
    drawing = a_drawing(made(Picture, kind="picture", box=Box(0, 0, 9, 9), shows="aGk="), chosen=0)

    assert value_of(a_form(drawing), "picture.shows") == "own"


def test_another_page_takes_everything_along() -> None:
    drawing = a_drawing()

    form = set_in(drawing, "page.size", "A6")
    assert drawing.draft.page == Size(105, 148)
    form.set("page.orientation", "landscape")
    assert drawing.draft.page == Size(148, 105)
    form.set("page.size", "own")
    form.set("page.width", 100.0)

    assert drawing.draft.page == Size(100, 105)
    assert drawing.draft.template.front[0].box.x == pytest.approx(10, abs=0.1)


def test_a_page_of_one_s_own_is_turned() -> None:
    drawing = a_drawing()
    form = set_in(drawing, "page.height", 50.0)

    form.set("page.orientation", "portrait")
    assert drawing.draft.page == Size(50, 100)
    form.set("page.orientation", "portrait")

    assert drawing.draft.page == Size(50, 100)


def test_a_badge_without_a_back_is_not_folded() -> None:
    drawing = a_drawing()

    assert not a_form(drawing).set("badge.fold", "top")
    assert drawing.trouble is not None
    assert "Put something on the back" in drawing.trouble.advice


def test_a_badge_is_named_coloured_and_folded() -> None:
    drawing = a_drawing(back=(an_area(),))

    form = set_in(drawing, "badge.name", " My badge ")
    for key, value in (("fold", "side"), ("bleed", 3.0), ("colour", "#123456"), ("language", "de")):
        form.set(f"badge.{key}", value)

    template = drawing.draft.template
    assert (template.name, template.fold, template.bleed) == ("My badge", "side", 3)
    assert (template.colour, template.language) == ("#123456", "de")


def test_each_ticket_type_has_a_look_of_its_own() -> None:
    drawing = a_drawing()

    form = set_in(drawing, "look.colour", "#445566")
    form.set("look.type", "VIP")
    form.set("look.hides.band", value=True)

    types = drawing.draft.template.types
    assert types == {"Regular": TypeLook(colour="#445566"), "VIP": TypeLook(hides=("band",))}
    form.set("look.hides.band", value=False)
    form.set("look.type", "Regular")
    form.set("look.colour", "")
    assert not drawing.draft.template.types


def test_without_names_and_types_there_is_nothing_to_leave_out() -> None:
    assert "look.type" not in properties(a_form(a_drawing(an_area()), NOWHERE))
    assert "look.head" not in properties(a_form(a_drawing(an_area())))


def test_setting_one_thing_again_and_again_is_one_step() -> None:
    drawing = a_drawing(an_area(), chosen=0)
    form = a_form(drawing)

    for x in (11.0, 12.0, 13.0):
        form.set("box.x", x)
    drawing.undo()

    assert drawing.draft.elements[0].box.x == 10
    drawing.redo()
    assert drawing.draft.elements[0].box.x == 13


def test_another_element_begins_with_its_first_row() -> None:
    drawing = a_drawing(a_text(name="one"), a_text(10, 70, name="two"), chosen=0)
    form = a_form(drawing)
    form.set("text.row", "1")

    drawing.choose(1)

    assert value_of(form, "text.row") == "0"
