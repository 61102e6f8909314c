import json
from dataclasses import replace

import pytest

from checkin.badges.importing import Converted, converted
from checkin.badges.preview import pixels
from checkin.badges.render import render_badge
from checkin.badges.template import Code, Holds, Text
from checkin.errors import BadgeError
from checkin.model.badge_design import BadgeDesign, DesignKind
from tests.checkin.badges.examples import (
    a_badge,
    a_logo,
    colours_at,
    decoded,
    ink_box_mm,
    page_size_mm,
    words,
)
from tests.checkin.badges.importing.designs import a_form, a_row, recorded_form

VCARD = "BEGIN:VCARD\nVERSION:3.0\n\nX-SOCIALPROFILE;TYPE=EVENTYAY:968\nFN:Ada Lovelace\nEND:VCARD"
ALWAYS = "The platform's own PDFs of this badge look different: they heed neither its size nor its colour."
MM_PER_PIXEL = 25.4 / 96


def texts(made: Converted) -> list[Text]:
    return [element for element in made.template.front if isinstance(element, Text)]


def test_the_recorded_form_comes_out_on_one_page_with_all_it_says() -> None:
    design = BadgeDesign(
        name="Regular badge", kind=DesignKind.OPEN_EVENT, document=json.dumps(recorded_form())
    )
    made = converted(design)
    badge = a_badge(company="ACME", answers={"dietary": "vegan"}, platform_code=VCARD)

    pdf = render_badge(made.template, badge)

    assert page_size_mm(pdf) == pytest.approx((76.2, 101.6), abs=0.01)
    assert words(pdf).split() == ["Ada", "Lovelace", "ACME", "vegan"]
    assert decoded(pdf) == [VCARD]
    assert made.notes[0].startswith("It needs 407 mm on a page of 102 mm")
    assert ALWAYS in made.notes


@pytest.mark.parametrize(
    ("size", "orientation", "page"),
    [
        ("3 x 4 inch (76.2 x 101.6mm )", "Portrait", (76.2, 101.6)),
        ("4 x 6 inch (101.6 x 152.4 mm)", "Portrait", (101.6, 152.4)),
        ("4 x 6 inch (101.6 x 152.4 mm)", "Landscape", (152.4, 101.6)),
        ("3x4", "landscape", (101.6, 76.2)),
        ("4.5x3", "", (114.3, 76.2)),
    ],
)
def test_the_page_is_as_the_designer_says(size: str, orientation: str, page: tuple[float, float]) -> None:
    made = converted(a_form(a_row(), badge_size=size, badge_orientation=orientation))

    assert (made.template.width, made.template.height) == pytest.approx(page)
    assert made.notes == (ALWAYS,)


@pytest.mark.parametrize("size", ["A6", "0x4", "400 x 600", "", None, 7])
def test_a_size_nobody_knows_is_said(size: object) -> None:
    made = converted(a_form(a_row(), badge_size=size))

    assert (made.template.width, made.template.height) == (101.6, 152.4)
    assert "4 by 6 inches" in made.notes[0]


def test_rows_follow_one_another_by_their_numbers_with_their_margins() -> None:
    made = converted(
        a_form(
            a_row(3, "company", font_size=16, margin_top=10),
            a_row(1, "firstname", font_size=48, margin_bottom=5),
            a_row(2, "lastname", is_deleted=True),
        )
    )

    first, second = texts(made)

    line, down = 48 * MM_PER_PIXEL * 1.15, 16 * MM_PER_PIXEL * 0.145
    assert first.rows[0].shows == ("{given_name}",)
    assert first.box.y == pytest.approx(0.15 * 101.6 + 3 * down, abs=0.01)
    assert second.box.y == pytest.approx(0.15 * 101.6 + line + 5 + 10 + down, abs=0.01)
    assert [text.rows[0].max_size for text in (first, second)] == [36, 12]


def test_letters_are_as_large_as_the_designer_shows_them() -> None:
    pdf = render_badge(converted(a_form(a_row(font_size=96))).template, a_badge("HEH"))

    _, top, _, bottom = ink_box_mm(pdf)

    assert bottom - top == pytest.approx(25.4 * 0.714, abs=0.3)  # an inch high, of which capitals are so much


@pytest.mark.parametrize(
    ("align", "left", "right"), [("left", 20, None), (None, None, None), ("right", None, 91.6)]
)
def test_margins_and_alignment_at_the_sides_are_kept(
    align: str | None, left: float | None, right: float | None
) -> None:
    row = a_row(text_alignment=align, margin_left=20, margin_right=10)

    ink = ink_box_mm(render_badge(converted(a_form(row)).template, a_badge("Ada")))

    assert left is None or ink[0] == pytest.approx(left, abs=0.5)
    assert right is None or ink[2] == pytest.approx(right, abs=0.8)
    if left is right:
        assert (ink[0] + ink[2]) / 2 == pytest.approx((20 + 91.6) / 2, abs=0.5)


def test_the_code_is_what_the_platform_writes_on_badges_as_large_as_the_designer_shows_it() -> None:
    (code,) = converted(a_form(a_row(1, "QR", text_alignment="left", margin_left=7))).template.front

    assert isinstance(code, Code)
    assert code.holds is Holds.PLATFORM
    assert tuple(code.box) == pytest.approx((7, 15.24, 26.458, 26.458), abs=0.001)


@pytest.mark.parametrize(
    ("said", "case"),
    [("Uppercase", "ADA II"), ("Lowercase", "ada ii"), ("Capitalize", "Ada II"), ("First Name", "ada iI")],
)
def test_letter_case_is_as_the_designer_says(said: str, case: str) -> None:
    made = converted(a_form(a_row(text_type=said)))

    assert words(render_badge(made.template, a_badge("ada iI"))).strip() == case


@pytest.mark.parametrize(("turn", "is_high"), [(0, False), (90, True), (-90, True), (180, False)])
def test_a_turned_row_is_turned_where_it_is(turn: float, *, is_high: bool) -> None:
    row = a_row(font_size=36, text_rotation=turn, margin_top=50)

    left, top, right, bottom = ink_box_mm(
        render_badge(converted(a_form(row)).template, a_badge("Wilhelmina"))
    )

    assert ((bottom - top) > (right - left)) is is_high
    assert (top + bottom) / 2 == pytest.approx(15.24 + 50 + 36 * 1.15 * MM_PER_PIXEL / 2, abs=1)


@pytest.mark.parametrize(
    ("identifier", "said"),
    [
        ("lastname", "Lovelace"),
        ("jobTitle", "Mathematician"),
        ("email", "ada@example.org"),
        ("fluentLanguage", "English"),
        ("homeWiki", "wiki"),
        ("T-shirt", "XL"),
    ],
)
def test_fields_are_found_by_the_platforms_names(identifier: str, said: str) -> None:
    answers = {"fluent-language": "English", "homeWiki": "wiki", "T-shirt": "XL"}
    badge = a_badge(email="ada@example.org", answers=answers)

    assert said in words(render_badge(converted(a_form(a_row(1, identifier))).template, badge))


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({"font_name": "Kanit"}, "“Kanit”"),
        ({"font_weight": [{"name": "Italic", "font_style": "italic"}]}, "Italics"),
        ({"font_weight": [{"text_decoration": "underline"}]}, "underlined"),
        ({"font_color": "reddish"}, "drawn black"),
        ({"field_identifier": "workPhone", "custom_field": "Work Phone"}, "“Work Phone” is not read"),
        ({"field_identifier": "{x}|y", "custom_field": ""}, "“{x}|y” is left out"),
        ({"field_identifier": None, "custom_field": None}, "“” is left out"),
        ({"id": None}, "without a number"),
        ({"margin_left": 90, "margin_right": 90}, "has no width"),
    ],
)
def test_what_cannot_be_carried_over_is_said(changes: dict[str, object], note: str) -> None:
    made = converted(a_form(a_row(2, "lastname"), {**a_row(3), **changes}))

    assert note in made.notes[0]
    assert "Lovelace" in words(render_badge(made.template, a_badge()))


def test_colours_and_weight_are_kept() -> None:
    row = a_row(font_color="rgb(200, 16, 46)", font_weight=[{"name": "Bold", "font_weight": "bold"}])
    made = converted(a_form(row, badge_color="#fdf3d0"))

    (text,) = texts(made)
    page = pixels(render_badge(made.template, a_badge()), dpi=100)

    assert (text.rows[0].colour, text.rows[0].bold) == ("#c8102e", True)
    assert colours_at(page, 2, 2, 100) == (0xFD, 0xF3, 0xD0)


def test_a_picture_covers_the_ground() -> None:
    design = replace(a_form(a_row(), badge_color="#00ff00"), background=a_logo((40, 60)))

    page = pixels(render_badge(converted(design).template, a_badge()), dpi=100)

    assert colours_at(page, 2, 2, 100) == (255, 0, 0)


def test_a_ground_that_is_no_picture_is_said_and_left_out() -> None:
    made = converted(replace(a_form(a_row()), background=b"<html>"))

    assert made.notes[0].startswith("There is no background")


def test_more_rows_than_the_page_has_room_for_are_made_smaller() -> None:
    rows = [a_row(number, "company", font_size=72) for number in range(1, 31)]
    made = converted(a_form(*rows))

    pdf = render_badge(made.template, a_badge(company="ACME"))

    assert words(pdf).count("ACME") == 30
    assert ink_box_mm(pdf)[3] < 152.4


@pytest.mark.parametrize(
    "document",
    [
        "",
        "[]",
        "{}",
        '{"badge-fields": null}',
        '{"badge-fields": []}',
        '{"badge-fields": [{"id": 1, "field_identifier": ""}], "badge-color": "#ff0000"}',
        '{"badge-fields": [' + "{}," * 200 + "{}]}",
    ],
)
def test_what_is_no_form_is_refused_in_words(document: str) -> None:
    with pytest.raises(BadgeError, match="The badge design “x”"):
        converted(BadgeDesign(name="x", kind=DesignKind.OPEN_EVENT, document=document))


@pytest.mark.parametrize("senseless", [-5, 1e9, "NaN", "wide", None, [], True, "12"])
def test_senseless_numbers_never_spoil_a_form(senseless: object) -> None:
    for name in ("font_size", "margin_top", "margin_left", "margin_bottom", "text_rotation"):
        made = converted(a_form(a_row(1, "lastname", **{name: senseless}), a_row(2)))

        assert "Ada" in words(render_badge(made.template, a_badge()))
