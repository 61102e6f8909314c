"""When an element is shown, set one condition after the other."""

from dataclasses import replace

import pytest

from checkin.badges.template import When
from tests.ui.screens.designer.drawings import a_drawing, an_area
from ui.screens.designer.drawing import Drawing
from ui.screens.designer.form import Form
from ui.screens.designer.properties import Property
from ui.screens.designer.samples import INVENTED
from ui.screens.designer.shown_when import Known

ADA = replace(INVENTED[0].badge, ticket_type="Regular", answers={"Shirt": "M"})
KNOWN = Known(
    badge=ADA, types=("Regular", "VIP"), answers=("Shirt",), values={"answer.Shirt": ("M", "XL, long")}
)


def at_work(when: When | None = None, known: Known = KNOWN) -> tuple[Drawing, Form]:
    drawing = a_drawing(an_area(when=when or When()), chosen=0)
    return drawing, Form(drawing, lambda: known)


def lines(form: Form) -> dict[str, Property]:
    [section] = [section for section in form.sections if section.title == "When it is shown"]
    return {of.key: of for line in section.lines for of in line}


def when(drawing: Drawing) -> When:
    return drawing.draft.elements[0].when


def test_an_element_is_always_shown_until_something_else_is_said() -> None:
    drawing, form = at_work()

    assert list(lines(form)) == ["when.0.kind"]
    assert lines(form)["when.0.kind"].value == ""
    assert when(drawing) == When()


def test_it_is_shown_only_where_a_field_is_filled_or_empty() -> None:
    drawing, form = at_work()

    form.set("when.0.kind", "given")
    assert when(drawing) == When(given=("company",))
    form.set("when.0.field", "answer.Shirt")
    assert when(drawing) == When(given=("answer.Shirt",))
    form.set("when.0.kind", "missing")

    assert when(drawing) == When(missing=("answer.Shirt",))


def test_a_new_condition_holds_for_the_badge_that_is_seen() -> None:
    drawing, form = at_work()

    for kind in ("given", "missing", "equals", "types", "other_types"):
        form.set("when.0.kind", "")
        form.set("when.0.kind", kind)

        assert when(drawing) != When()
        assert when(drawing).holds(ADA), kind


def test_what_a_field_says_is_typed_or_taken_from_the_event() -> None:
    drawing, form = at_work()
    form.set("when.0.kind", "equals")

    form.set("when.0.field", "answer.Shirt")
    assert when(drawing).equals == {"answer.Shirt": ("M",)}
    assert getattr(lines(form)["when.0.put"], "options", ())[1:] == (("XL, long", "XL, long"),)
    form.set("when.0.put", "XL, long")
    assert lines(form)["when.0.values"].value == "M; XL, long"
    form.set("when.0.values", " S ;M; S")

    assert when(drawing).equals == {"answer.Shirt": ("S", "M")}


def test_ticket_types_are_ticked() -> None:
    drawing, form = at_work()
    form.set("when.0.kind", "types")
    assert when(drawing).types == ("Regular",)

    form.set("when.0.type.vip", value=True)
    form.set("when.0.type.regular", value=False)

    assert when(drawing).types == ("VIP",)
    assert lines(form)["when.0.type.vip"].value is True


def test_no_ticket_type_and_no_value_at_all_is_refused_in_words() -> None:
    drawing, form = at_work(When(types=("VIP",)))

    assert not form.set("when.0.type.vip", value=False)
    assert drawing.trouble is not None
    assert "one ticket type at least" in drawing.trouble.advice
    form.set("when.0.kind", "equals")

    assert not form.set("when.0.values", " ; ")
    assert "one value at least" in drawing.trouble.advice


def test_conditions_are_joined_and_taken_away() -> None:
    drawing, form = at_work()
    form.set("when.0.kind", "given")

    form.set("when.1.kind", "given")
    form.set("when.2.kind", "other_types")
    assert when(drawing) == When(given=("company", "job_title"), other_types=("VIP",))
    kinds = dict(getattr(lines(form)["when.3.kind"], "options", ()))
    assert "other_types" not in kinds
    form.set("when.1.kind", "")
    assert when(drawing) == When(given=("company",), other_types=("VIP",))
    form.set("when.0.kind", "")

    assert when(drawing) == When()


def test_each_change_is_one_step_back() -> None:
    drawing, form = at_work()
    form.set("when.0.kind", "types")
    form.set("when.0.type.vip", value=True)

    drawing.undo()
    assert when(drawing).types == ("Regular",)
    drawing.undo()

    assert when(drawing) == When()


def test_everything_a_file_says_is_shown_and_kept() -> None:
    said = When(
        given=("logo",),
        missing=("photo",),
        equals={"order": ("A1", "A2")},
        types=("Staff",),
        other_types=("vip",),
    )
    drawing, form = at_work(said)

    shown = lines(form)
    assert shown["when.2.values"].value == "A1; A2"
    assert shown["when.3.type.staff"].value is True
    assert shown["when.4.type.vip"].value is True
    form.set("when.0.field", "logo")

    assert when(drawing) == said


def test_without_an_event_ticket_types_are_typed() -> None:
    drawing, form = at_work(known=Known(badge=ADA))
    form.set("when.0.kind", "types")

    form.set("when.0.values", "VIP; Speaker ;")

    assert when(drawing).types == ("VIP", "Speaker")


@pytest.mark.parametrize("field", ["photo", "answer.Gone"])
def test_a_field_nobody_fills_can_still_be_asked_for(field: str) -> None:
    drawing, form = at_work()
    form.set("when.0.kind", "equals")

    form.set("when.0.field", field)

    assert list(when(drawing).equals) == [field]
    assert lines(form)["when.0.field"].value == field
