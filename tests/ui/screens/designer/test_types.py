"""How an element differs for one ticket type."""

from dataclasses import replace

from checkin.badges.template import Area, Box, TypeLook
from tests.ui.screens.designer.drawings import a_drawing, a_text, an_area
from ui.screens.designer.drawing import Drawing
from ui.screens.designer.form import Form
from ui.screens.designer.properties import Property
from ui.screens.designer.samples import INVENTED
from ui.screens.designer.shown_when import Known

KNOWN = Known(badge=replace(INVENTED[0].badge, ticket_type="VIP"), types=("Regular", "VIP"))


def at_work(name: str = "band") -> tuple[Drawing, Form]:
    drawing = a_drawing(an_area(name=name, fill="type"), a_text(name="person"), chosen=0)
    return drawing, Form(drawing, lambda: KNOWN)


def lines(form: Form) -> dict[str, Property]:
    return {of.key: of for section in form.sections for line in section.lines for of in line}


def own(drawing: Drawing, kind: str = "VIP") -> TypeLook:
    return drawing.draft.template.types[kind]


def test_a_ticket_type_gets_a_version_of_its_own() -> None:
    drawing, form = at_work()

    form.set("own.type", "VIP")
    assert form.title == "Area for VIP"
    form.set("area.fill", "#aa0000")
    form.set("box.height", 30.0)

    [usual, _] = drawing.draft.template.front
    assert isinstance(usual, Area)
    assert (usual.fill, usual.box.height) == ("type", 20)
    version = own(drawing).instead["band"]
    assert isinstance(version, Area)
    assert (version.fill, version.box) == ("#aa0000", Box(10, 10, 30, 30))
    drawing.undo()
    drawing.undo()
    assert not drawing.draft.template.types


def test_what_has_no_name_gets_one_to_be_spoken_of() -> None:
    drawing, form = at_work(name="")

    form.set("own.type", "VIP")
    form.set("area.fill", "#aa0000")

    assert drawing.draft.template.front[0].name == "area"
    assert list(own(drawing).instead) == ["area"]


def test_an_element_is_left_out_for_a_ticket_type() -> None:
    drawing, form = at_work()

    form.set("own.type", "VIP")
    form.set("own.hides", value=True)
    assert own(drawing) == TypeLook(hides=("band",))
    assert dict(getattr(lines(form)["own.type"], "options", ()))["VIP"] == "VIP only: left out"
    form.set("own.hides", value=False)

    assert not drawing.draft.template.types


def test_a_version_of_its_own_is_given_up_again() -> None:
    drawing, form = at_work()
    form.set("own.type", "VIP")
    form.set("area.fill", "#aa0000")
    assert dict(getattr(lines(form)["own.type"], "options", ()))["VIP"] == "VIP only: different"

    form.set("own.back", "")

    assert not drawing.draft.template.types


def test_a_version_that_reaches_over_the_page_is_refused_in_words() -> None:
    drawing, form = at_work()
    form.set("own.type", "VIP")

    assert not form.set("box.x", 95.0)

    assert drawing.trouble is not None
    assert drawing.trouble.advice == "The area at 95, 10 mm reaches over the page."


def test_another_element_is_set_for_all_again() -> None:
    drawing, form = at_work()
    form.set("own.type", "VIP")

    drawing.choose(1)

    assert drawing.draft.of_type == ""
    assert form.title == "Text"


def test_whoever_sets_what_the_seen_badge_has_otherwise_is_told() -> None:
    drawing, form = at_work()
    form.set("own.type", "VIP")
    form.set("area.fill", "#aa0000")
    form.set("own.type", "")
    assert "for VIP, where this is different" in lines(form)["own.seen"].label

    form.set("own.type", "VIP")
    form.set("own.back", "")
    form.set("own.hides", value=True)
    form.set("own.type", "")

    assert "left out" in lines(form)["own.seen"].label
    assert drawing.draft.of_type == ""


def test_the_page_says_what_is_different_for_a_ticket_type() -> None:
    drawing, form = at_work()
    form.set("own.type", "VIP")
    form.set("area.fill", "#aa0000")

    drawing.choose(None)
    form.set("look.type", "VIP")

    assert "band" in lines(form)["look.instead"].label


def test_without_ticket_types_there_is_nothing_to_differ() -> None:
    drawing, _ = at_work()

    form = Form(drawing, lambda: Known(badge=INVENTED[0].badge))

    assert "own.type" not in lines(form)
