import pytest

from checkin.badges.altering import made
from checkin.badges.sizes import Size
from checkin.badges.template import Box, Page, Text, TypeLook
from checkin.errors import BadgeError
from tests.ui.screens.designer.drawings import a_code, a_draft, a_text, an_area
from ui.screens.designer import draft as drafting
from ui.screens.designer.draft import Draft, Side


def names(draft: Draft) -> list[str]:
    return [element.name for element in draft.elements]


def rows_of(draft: Draft, at: int = 0) -> tuple[float, ...]:
    element = draft.elements[at]
    assert isinstance(element, Text)
    return tuple(row.height for row in element.rows)


def test_what_is_added_lies_on_top_and_is_chosen() -> None:
    draft = drafting.add(a_draft(), a_code())

    assert draft.chosen == 2
    assert draft.element == a_code()


def test_a_copy_lies_a_little_aside_under_a_name_of_its_own() -> None:
    draft = drafting.duplicate(a_draft(an_area(name="band"), chosen=0))

    assert names(draft) == ["band", "band 2"]
    assert draft.elements[1].box == Box(13, 13, 30, 20)
    assert names(drafting.duplicate(drafting.choose(draft, 0))) == ["band", "band 2", "band 3"]


def test_a_copy_stays_on_the_page() -> None:
    draft = drafting.duplicate(a_draft(an_area(70, 80, 30, 20), chosen=0))

    assert draft.elements[1].box == Box(67, 77, 30, 20)
    assert draft.elements[1].name == ""


def test_what_is_removed_is_forgotten_by_ticket_types_too() -> None:
    types = {"VIP": made(TypeLook, hides=("band",), instead={"person": a_text()})}
    draft = drafting.remove(a_draft(types=types, chosen=0))

    assert names(draft) == ["person"]
    assert draft.template.types["VIP"].hides == ()
    assert list(draft.template.types["VIP"].instead) == ["person"]
    assert draft.chosen == 0


def test_the_front_is_never_bare() -> None:
    with pytest.raises(BadgeError, match="something on its front"):
        drafting.remove(a_draft(an_area(), chosen=0))


def test_the_back_of_a_folded_badge_is_never_bare() -> None:
    draft = a_draft(back=(an_area(),), fold="top")
    on_back = drafting.choose(drafting.turn_over(draft, Side.BACK), 0)

    with pytest.raises(BadgeError, match="fold"):
        drafting.remove(on_back)


def test_the_back_may_be_emptied_where_nothing_is_folded() -> None:
    on_back = drafting.choose(drafting.turn_over(a_draft(back=(an_area(),)), Side.BACK), 0)

    emptied = drafting.remove(on_back)

    assert emptied.template.back == ()
    assert emptied.chosen is None


def test_the_order_changes_and_what_is_hidden_stays_so() -> None:
    draft = a_draft(an_area(name="a"), an_area(name="b"), an_area(name="c"), chosen=0)
    draft = drafting.hide(draft, 2, out_of_sight=True)

    draft = drafting.reorder(draft, 9)

    assert names(draft) == ["b", "c", "a"]
    assert draft.chosen == 2
    assert draft.is_hidden(1)
    assert not drafting.hide(draft, 1, out_of_sight=False).hidden


def test_removing_something_keeps_others_hidden() -> None:
    draft = a_draft(an_area(name="a"), an_area(name="b"), an_area(name="c"), chosen=1)
    for at in (0, 1, 2):
        draft = drafting.hide(draft, at, out_of_sight=True)

    draft = drafting.remove(draft)

    assert draft.hidden == {(Side.FRONT, 0), (Side.FRONT, 1)}


def test_ticket_types_follow_another_name() -> None:
    types = {"VIP": made(TypeLook, hides=("band",), instead={"band": an_area()})}
    draft = drafting.rename(a_draft(types=types, chosen=0), " stripe ")

    assert names(draft)[0] == "stripe"
    assert draft.template.types["VIP"].hides == ("stripe",)
    assert list(draft.template.types["VIP"].instead) == ["stripe"]


def test_what_ticket_types_speak_of_keeps_a_name() -> None:
    draft = a_draft(types={"VIP": made(TypeLook, hides=("band",))}, chosen=0)

    with pytest.raises(BadgeError, match="needs a name"):
        drafting.rename(draft, "")


def test_two_elements_are_never_called_the_same() -> None:
    with pytest.raises(BadgeError, match="more than one"):
        drafting.rename(a_draft(chosen=0), "person")


def test_what_has_no_name_yet_can_get_one() -> None:
    draft = a_draft(an_area(), types={"VIP": made(TypeLook, colour="#112233")}, chosen=0)

    assert names(drafting.rename(draft, "band")) == ["band"]


def test_rows_grow_and_shrink_with_their_box() -> None:
    draft = drafting.place(a_draft(a_text(), chosen=0), Box(10, 40, 60, 10))

    assert rows_of(draft) == (6, 3)
    draft = drafting.place(draft, Box(10, 10, 80, 40))
    assert rows_of(draft) == (24, 12)


def test_rows_stay_as_they_are_where_only_the_width_changes() -> None:
    assert rows_of(drafting.place(a_draft(a_text(), chosen=0), Box(10, 40, 20, 20))) == (12, 6)


def test_the_height_of_what_is_turned_is_its_width_on_the_page() -> None:
    draft = a_draft(a_text(10, 10, 20, 60, turn=90), chosen=0)

    assert rows_of(drafting.place(draft, Box(10, 10, 10, 60))) == (6, 3)


def test_a_box_off_the_page_is_refused_in_words() -> None:
    with pytest.raises(BadgeError, match="reaches over the page"):
        drafting.place(a_draft(chosen=0), Box(90, 10, 30, 20))


def test_rows_that_need_more_make_the_box_higher_where_there_is_room() -> None:
    draft = a_draft(a_text(), chosen=0)
    text = draft.element
    assert isinstance(text, Text)

    draft = drafting.set_rows(draft, (*text.rows, text.rows[0]))

    assert rows_of(draft) == (12, 6, 12)
    assert draft.elements[0].box.height == 31


def test_rows_that_need_more_shrink_where_there_is_no_room() -> None:
    draft = a_draft(a_text(10, 80, 60, 20), chosen=0)
    text = draft.element
    assert isinstance(text, Text)

    draft = drafting.set_rows(draft, (*text.rows, *text.rows))

    assert draft.elements[0].box == text.box
    assert sum(rows_of(draft)) < 20


def test_only_texts_have_rows() -> None:
    with pytest.raises(BadgeError, match="Only texts"):
        drafting.set_rows(a_draft(chosen=0), ())


def test_everything_keeps_its_share_of_another_page() -> None:
    types = {"VIP": made(TypeLook, instead={"band": an_area(10, 10, 30, 20)})}
    draft = a_draft(types=types, back=(an_area(0, 0, 100, 100),))

    draft = drafting.repage(draft, made(Page, width=50, height=200))

    assert draft.page == Size(50, 200)
    assert draft.template.front[0].box == Box(5, 20, 15, 40)
    assert draft.template.back[0].box == Box(0, 0, 50, 200)
    assert draft.template.types["VIP"].instead["band"].box == Box(5, 20, 15, 40)


def test_a_ticket_type_s_look_is_found_whatever_its_letters() -> None:
    draft = a_draft(types={"VIP": made(TypeLook, colour="#112233")})

    assert drafting.look_of(draft, "vip").colour == "#112233"
    assert drafting.set_look(draft, "vip", TypeLook()).template.types == {}


def test_nothing_is_done_to_nothing() -> None:
    with pytest.raises(BadgeError, match="Choose an element"):
        drafting.remove(a_draft())


def test_the_side_in_sight_is_turned_over_once() -> None:
    draft = a_draft(chosen=0)

    assert drafting.turn_over(draft, Side.FRONT) is draft
    assert drafting.turn_over(draft, Side.BACK).chosen is None
