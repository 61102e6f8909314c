import base64
import json
from itertools import pairwise

import numpy as np
import pytest

from checkin.badges.importing import Converted, converted
from checkin.badges.preview import pixels
from checkin.badges.render import render_badge
from checkin.badges.template import Code, Holds, Picture, Text, template_from, template_text
from checkin.errors import BadgeError
from checkin.model.badge_design import BadgeDesign, DesignKind
from tests.checkin.badges.examples import a_badge, decoded, ink_box_mm, page_size_mm, words
from tests.checkin.badges.importing.designs import (
    A6_LANDSCAPE,
    A6_PORTRAIT,
    Json,
    a_layout,
    a_pdf,
    a_textarea,
    as_pretix_prints,
    recorded_layouts,
)

TICKET = "tdmruoekvkpbv1o2mv8xccvqcikvr58u"
DEFAULT, VIP = recorded_layouts()


def recorded(layout: Json, page: tuple[float, float]) -> Converted:
    design = BadgeDesign(
        name=layout["name"],
        kind=DesignKind.PRETIX,
        document=json.dumps(layout),
        background=a_pdf(page),
    )
    return converted(design)


def boxes(made: Converted) -> list[tuple[str, tuple[float, ...]]]:
    return [(element.kind, tuple(element.box)) for element in made.template.front]


def test_the_recorded_vip_badge_comes_out_with_all_it_says() -> None:
    made = recorded(VIP, A6_PORTRAIT)
    badge = a_badge(company="ACME", ticket_type="VIP Pass", code=TICKET, answers={"variation_name": "Gold"})

    pdf = render_badge(made.template, badge)

    assert made.template.name == "VIP badge"
    assert made.notes == ("The mark of pretix is written in words.",)
    assert page_size_mm(pdf) == pytest.approx(A6_PORTRAIT, abs=0.01)
    for said in ("Ada Lovelace", "ACME", "VIP Pass / Gold", "powered by", "pretix"):
        assert said in words(pdf)
    assert decoded(pdf) == [TICKET]


def test_what_stands_between_two_variables_does_not_dangle() -> None:
    pdf = render_badge(recorded(VIP, A6_PORTRAIT).template, a_badge(ticket_type="VIP Pass"))

    assert "VIP Pass" in words(pdf)
    assert "/" not in words(pdf)


PLACED = {
    **{f"recorded {n}": piece for n, piece in enumerate([*DEFAULT["layout"], *VIP["layout"][:2]])},
    "upward": a_textarea(),
    "downward": a_textarea(downward=True),
    "high lines": a_textarea(lineheight="1.5"),
    "as the first editor left it": a_textarea(lineheight=None, bold=True),
    "right": a_textarea(align="right"),
    "upside down": a_textarea(rotation=180, left="120.00"),
    "falling": a_textarea(rotation=90, bottom="95.00", width="80.00"),
    "rising, downward": a_textarea(rotation=-90, bottom="10.00", width="80.00", downward=True),
    "aslant": a_textarea(rotation=30, align="center", width="60.00", bottom="70.00"),
    **{
        f"at the {stand} of a box": a_textarea(type="textcontainer", height="40.00", verticalalign=stand)
        for stand in ("top", "middle", "bottom")
    },
}


@pytest.mark.parametrize("text", ["Ada Lovelace", "Günter Großkopf"])
@pytest.mark.parametrize("piece", PLACED.values(), ids=PLACED)
def test_a_text_is_where_pretix_prints_it(piece: Json, text: str) -> None:
    page = (150.0, 150.0)
    given, family = text.split()
    badge = a_badge(given, family, company=text)

    ours = render_badge(converted(a_layout(piece, page=page)).template, badge)

    assert ink_box_mm(ours) == pytest.approx(ink_box_mm(as_pretix_prints(piece, text, page)), abs=0.5)


def test_lines_of_a_text_are_as_far_apart_as_at_pretix() -> None:
    piece = a_textarea(content="other", text="one line\nand another\n{attendee_company}")
    page = (150.0, 150.0)

    ours = render_badge(converted(a_layout(piece, page=page)).template, a_badge(company="ACME"))

    theirs = as_pretix_prints(piece, "one line\nand another\nACME", page)
    assert ink_box_mm(ours) == pytest.approx(ink_box_mm(theirs), abs=0.8)


def test_a_long_name_takes_more_lines_where_there_is_room_and_keeps_clear_of_its_neighbours() -> None:
    above, below = a_textarea(bottom="70.00"), a_textarea(bottom="30.00", content="attendee_company")
    made = converted(a_layout(above, below))
    long_name = a_badge("Wolfeschlegelsteinhausen", "von und zu Bergerdorff-Hohenlohe", company="A" * 60)

    texts = [element for element in made.template.front if isinstance(element, Text)]
    pdf = render_badge(made.template, long_name)

    assert [text.rows[0].max_lines for text in texts] == [3, 3]
    spans = sorted((text.box.y, text.box.y + text.box.height) for text in texts)
    assert all(upper[1] <= lower[0] for upper, lower in pairwise(spans))
    assert "Bergerdorff" in words(pdf)


def test_a_long_text_between_two_others_is_set_in_two_lines_rather_than_cut() -> None:
    piece = {"left": "5.00", "width": "72.00", "fontsize": "18.0"}
    made = converted(
        a_layout(
            a_textarea(**piece, bottom="60.00"),
            a_textarea(**piece, bottom="52.00", content="attendee_company"),
            a_textarea(**piece, bottom="44.00", content="item"),
        )
    )
    company = "Österreichische Gesellschaft für Datenverarbeitung"

    said = words(render_badge(made.template, a_badge(company=company)))

    assert said.split()[2:6] == company.split()


def test_a_text_that_goes_downwards_grows_downwards() -> None:
    (text,) = converted(a_layout(a_textarea(downward=True))).template.front

    assert isinstance(text, Text)
    assert text.stand == "top"
    assert text.box.y + text.box.height > 105 - 50


def test_the_page_is_as_large_as_the_background() -> None:
    made = converted(a_layout(a_textarea(), page=(82, 203)))

    assert (made.template.width, made.template.height) == (82, 203)
    assert made.notes == ()


def test_a_blank_background_is_no_picture_and_any_other_is_drawn() -> None:
    plain = converted(a_layout(a_textarea()))
    banded = converted(a_layout(a_textarea(), background=a_pdf(A6_LANDSCAPE, colour=(1, 0, 0))))

    page = pixels(render_badge(banded.template, a_badge()), dpi=100)

    assert [kind for kind, _ in boxes(plain)] == ["text"]
    assert boxes(banded)[0] == ("picture", (0, 0, 148, 105))
    assert tuple(page[-5, 100]) == (255, 0, 0)
    assert tuple(page[-60, 100]) == (255, 255, 255)


def test_a_second_page_is_the_back() -> None:
    front, back = a_textarea(), a_textarea(page=2, content="attendee_company")
    third = a_textarea(page=3, content="order")
    made = converted(a_layout(front, back, third, background=a_pdf(*[A6_LANDSCAPE] * 3)))

    pdf = render_badge(made.template, a_badge(company="ACME"))

    assert "Ada" in words(pdf, 0)
    assert "ACME" in words(pdf, 1)
    assert "two pages" in made.notes[0]


def test_without_a_background_eventyay_says_how_large_the_page_is() -> None:
    made = converted(a_layout(a_textarea(), background=b"", size=[{"width": 82, "height": 120}]))

    assert (made.template.width, made.template.height) == (82, 120)
    assert made.notes == ()


@pytest.mark.parametrize("size", [None, [], ["?"], [{"width": "wide", "height": 9}], [{"width": 1e9}]])
def test_without_any_size_the_first_page_that_has_room_is_taken_and_that_is_said(size: object) -> None:
    wide = converted(a_layout(a_textarea(), background=b"", size=size))
    high = converted(a_layout(a_textarea(bottom="140.00", width="80.00"), background=b"", size=size))

    assert (wide.template.width, wide.template.height) == A6_LANDSCAPE
    assert (high.template.width, high.template.height) == A6_PORTRAIT
    assert "105 by 148 mm" in high.notes[0]


def test_a_background_that_is_none_is_said_and_left_out() -> None:
    made = converted(a_layout(a_textarea(), background=b"<html>"))

    assert made.notes[0].startswith("There is no background")


@pytest.mark.parametrize(
    ("piece", "note"),
    [
        (a_textarea(fontfamily="Comic Neue"), "“Comic Neue”"),
        (a_textarea(italic=True), "Italics"),
        (a_textarea(content="seat_zone"), "“seat_zone”"),
        (a_textarea(content="other", text="{item} and {meta:colour}"), "“meta:colour”"),
        (a_textarea(left="900.00"), "beside the page"),
        (a_textarea(left="wide"), "without a sound place"),
        ({"type": "hologram"}, "“hologram”"),
        ("?", "kind this app does not know"),
        ({"type": "imagearea", "left": 1, "bottom": 1, "width": 9, "height": 9, "content": "map"}, "“map”"),
        ({"type": "barcodearea", "left": 400, "bottom": 1, "size": 9}, "beside the page"),
    ],
)
def test_what_cannot_be_carried_over_is_said(piece: Json, note: str) -> None:
    made = converted(a_layout(a_textarea(content="order"), piece))

    assert note in made.notes[0]


def test_pictures_are_the_attendees_photo_or_the_events_logo() -> None:
    area = {"type": "imagearea", "left": 1, "bottom": 80, "width": 20, "height": 20}
    made = converted(a_layout({**area, "content": "question_PHOTO"}, {**area, "content": "event_logo"}))

    shown = [element.shows for element in made.template.front if isinstance(element, Picture)]

    assert shown == ["photo", "logo"]
    assert len(made.notes) == 2


@pytest.mark.parametrize(
    ("content", "text", "holds", "noted"),
    [
        ("secret", "", Holds.TICKET, False),
        ("pseudonymization_id", "", Holds.TICKET, True),
        ("other", "BEGIN:VCARD\nFN:{attendee_name}\nEND:VCARD", Holds.VCARD, True),
    ],
)
def test_a_code_says_what_our_badges_can_say(content: str, text: str, holds: Holds, *, noted: bool) -> None:
    piece = {"type": "barcodearea", "left": 5, "bottom": 5, "size": 30, "content": content, "text": text}
    made = converted(a_layout(piece))

    (code,) = made.template.front

    assert isinstance(code, Code)
    assert code.holds is holds
    assert tuple(code.box) == (5, 70, 30, 30)
    assert bool(made.notes) is noted


def test_a_code_without_white_around_it_keeps_ours() -> None:
    piece = {"type": "barcodearea", "left": 5, "bottom": 5, "size": 30, "nowhitespace": True}
    made = converted(a_layout(piece))

    assert "white around it" in made.notes[0]
    assert decoded(render_badge(made.template, a_badge(code=TICKET))) == [TICKET]


def test_colours_and_weight_are_kept() -> None:
    made = converted(a_layout(a_textarea(color=[200, 16, 46, 1], bold=True), a_textarea(color="red")))

    rows = [element.rows[0] for element in made.template.front if isinstance(element, Text)]

    assert [(row.colour, row.bold) for row in rows] == [("#c8102e", True), ("#000000", False)]


def test_a_text_in_several_languages_is_in_its_own_or_in_english() -> None:
    texts = {"de": "Gast", "en": "Guest"}
    several = [
        a_textarea(content="other_i18n", text_i18n=texts, locale="de", bottom="20.00"),
        a_textarea(content="other_i18n", text_i18n=texts, bottom="40.00"),
        a_textarea(content="other_i18n", text_i18n={"fr": "Invité"}, bottom="60.00"),
        a_textarea(content="other_i18n", text="plain", bottom="80.00"),
    ]

    said = words(render_badge(converted(a_layout(*several)).template, a_badge()))

    assert [word in said for word in ("Gast", "Guest", "Invité", "plain")] == [True] * 4


def test_where_and_when_the_event_is_stays_as_it_is_now_and_that_is_said() -> None:
    piece = a_textarea(content="other", text="{event_location}, {event_date}")
    made = converted(a_layout(piece, texts={"event_location": "Hall {1}", "event_date": "2026-11-22"}))

    assert "Hall (1), 2026-11-22" in words(render_badge(made.template, a_badge()))
    assert made.notes == ("Where and when the event is, is written into the template as it is now.",)


@pytest.mark.parametrize(
    "document",
    [
        "",
        "[]",
        "null",
        '{"layout": "?"}',
        '{"layout": []}',
        '{"layout": [{"type": "textarea"}]}',
        '{"layout": ' + "[" * 100_000,
        '{"layout": [' + "{}," * 201 + "{}]}",
        '{"layout": [], "x": "' + "x" * 2_000_000 + '"}',
    ],
)
def test_what_is_no_layout_is_refused_in_words(document: str) -> None:
    design = BadgeDesign(name="Bad\n“one”", kind=DesignKind.PRETIX, document=document)

    with pytest.raises(BadgeError, match="The badge design “Bad “one””"):
        converted(design)


@pytest.mark.parametrize("number", ["1e400", "NaN", "-1", "0", '"x"', "null", "[]", "1e30"])
def test_senseless_numbers_never_spoil_the_rest(number: str) -> None:
    piece = json.dumps(a_textarea(content="attendee_company"))
    for name in ("left", "bottom", "width", "fontsize", "rotation", "lineheight", "page"):
        spoiled = piece.replace(json.dumps(name) + ": ", json.dumps(name) + f": {number}, " + '"was": ', 1)
        document = f'{{"layout": [{spoiled}, {json.dumps(a_textarea())}]}}'
        if number in {"NaN", "1e400"}:
            document = document.replace("NaN", "null")

        made = converted(BadgeDesign(name="x", kind=DesignKind.PRETIX, document=document))

        assert "Lovelace" in words(render_badge(made.template, a_badge()))


def test_what_comes_of_it_is_a_template_like_any_other() -> None:
    made = converted(a_layout(*VIP["layout"], background=a_pdf(A6_PORTRAIT, colour=(0, 0.5, 0))))

    again = template_from(template_text(made.template), "again")

    assert again == made.template
    picture = next(element for element in again.front if isinstance(element, Picture))
    assert base64.b64decode(picture.shows).startswith(b"\x89PNG")


def test_nothing_is_drawn_outside_the_page_whatever_is_asked() -> None:
    pieces = [
        a_textarea(left=str(left), bottom=str(bottom), width="90.00", rotation=turn, align=align)
        for left in (-40, 60, 120)
        for bottom in (-4, 50, 103)
        for turn in (0, 45, 90, 180)
        for align in ("left", "center", "right")
    ]
    made = converted(a_layout(*pieces))

    page = np.array([[element.box.x, element.box.y] for element in made.template.front])

    assert page.min() >= 0
    assert len(page) > 60
