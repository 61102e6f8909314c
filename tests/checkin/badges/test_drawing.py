import numpy as np
import pytest

from checkin.badges.preview import pixels
from checkin.badges.render import render_badge, render_badges
from checkin.badges.template import Area, Box, Code, Picture, default_template
from tests.checkin.badges.examples import (
    CODE,
    SCRIPTS,
    a_badge,
    a_logo,
    a_page,
    a_text_template,
    colours_at,
    decoded,
    ink_box_mm,
    words,
)

DPI = 254


def test_a_band_fills_its_box_to_the_tenth_of_a_millimetre() -> None:
    band = Area(kind="area", box=Box(10, 5, 30, 12), fill="#336699")
    pdf = render_badge(a_page(band), a_badge())
    assert ink_box_mm(pdf) == pytest.approx((10, 5, 40, 17), abs=0.11)
    assert colours_at(pixels(pdf, dpi=DPI), 25, 10, DPI) == (0x33, 0x66, 0x99)


def test_a_band_takes_the_colour_of_the_ticket_type() -> None:
    pdf = render_badge(a_page(Area(kind="area", box=Box(0, 0, 60, 40))), a_badge(colour="#ff8800"))
    assert colours_at(pixels(pdf, dpi=DPI), 30, 20, DPI) == (0xFF, 0x88, 0x00)


def test_a_code_on_a_coloured_ground_keeps_its_white_quiet_zone_and_scans() -> None:
    ground = Area(kind="area", box=Box(0, 0, 60, 40), fill="#101438")
    pdf = render_badge(a_page(ground, Code(kind="code", box=Box(20, 10, 20, 20))), a_badge())
    page = pixels(pdf, dpi=DPI)
    assert colours_at(page, 21, 11, DPI) == (255, 255, 255)
    assert decoded(pdf) == [CODE]
    assert decoded(pdf, dpi=203) == [CODE]


def test_without_a_code_nothing_is_drawn_in_its_place() -> None:
    pdf = render_badge(a_page(Code(kind="code", box=Box(20, 10, 20, 20))), a_badge(code=""))
    assert np.all(pixels(pdf) == 255)


@pytest.mark.parametrize(
    ("align", "expected"),
    [("start", (10, 15, 40, 25)), ("centre", (15, 15, 45, 25)), ("end", (20, 15, 50, 25))],
)
def test_a_logo_keeps_its_proportions(align: str, expected: tuple[float, ...]) -> None:
    logo = Picture.model_validate({"kind": "picture", "box": (10, 15, 40, 10), "align": align})
    pdf = render_badge(a_page(logo), a_badge(logo=a_logo((90, 30))))
    assert ink_box_mm(pdf) == pytest.approx(expected, abs=0.15)


def test_a_see_through_logo_shows_the_ground() -> None:
    band = Area(kind="area", box=Box(0, 0, 60, 40), fill="#00ff00")
    page = a_page(band, Picture(kind="picture", box=Box(0, 0, 60, 40)))
    pdf = render_badge(page, a_badge(logo=a_logo((60, 40), "RGBA", "#ff000000")))
    assert colours_at(pixels(pdf, dpi=DPI), 30, 20, DPI) == (0, 255, 0)


def test_without_a_logo_its_place_stays_white() -> None:
    pdf = render_badge(a_page(Picture(kind="picture", box=Box(0, 0, 60, 40))), a_badge())
    assert np.all(pixels(pdf) == 255)


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_name_in_any_script_is_seen_and_stays_in_its_box(script: str) -> None:
    given, family = SCRIPTS[script]
    pdf = render_badge(a_text_template(Box(10, 10, 70, 40), max_lines=2), a_badge(given, family))
    left, top, right, bottom = ink_box_mm(pdf)
    assert right - left > 20
    assert bottom - top > 4
    assert left >= 9.9
    assert right <= 80.1
    assert top >= 9.9
    assert bottom <= 50.1


LONG_NAMES = {
    "one word": "Wolfeschlegelsteinhausenbergerdorff" * 3,
    "many words": "Pablo Diego José Francisco de Paula Juan Nepomuceno María de los Remedios Crispín "
    "Cipriano Ruiz Picasso",
    "wide": "W" * 100,
    "ideographs": "欧阳小明" * 25,
    "Arabic": "عبد الرحمن بن محمد القحطاني " * 4,
    "Arabic without spaces": "عبدالرحمن" * 11,
    "Thai": "ศรีสุวรรณวัฒนา" * 7,
    "Devanagari": "श्रीवास्तव " * 10,
    "mixed": "Ada محمد 王 שלום " * 6,
}


@pytest.mark.parametrize("kind", LONG_NAMES)
def test_a_hundred_characters_stay_inside_their_box(kind: str) -> None:
    name = LONG_NAMES[kind]
    assert len(name.strip()) >= 95
    pdf = render_badge(a_text_template(Box(10, 10, 70, 20), max_lines=2), a_badge(name, ""))
    left, top, right, bottom = ink_box_mm(pdf)
    assert left >= 9.9
    assert right <= 80.1
    assert top >= 9.9
    assert bottom <= 30.1


def test_different_names_look_different() -> None:
    template = a_text_template(Box(10, 10, 70, 40))
    pages = {pixels(render_badge(template, a_badge(*name))).tobytes() for name in SCRIPTS.values()}
    assert len(pages) == len(SCRIPTS)


@pytest.mark.parametrize("script", ["Latin", "Vietnamese", "Greek", "Cyrillic", "Thai", "Chinese", "Korean"])
def test_names_stay_searchable(script: str) -> None:
    given, family = SCRIPTS[script]
    badge = a_badge(given, family)
    found = words(render_badge(a_text_template(Box(10, 10, 70, 40)), badge))
    assert badge.name in found


def test_a_name_with_pictographs_looks_like_the_name_without() -> None:
    template = a_text_template(Box(10, 10, 70, 40))
    dressed = pixels(render_badge(template, a_badge("Anna 🌸👩‍💻", "❤️ Tamm 👍🏽")))
    assert np.array_equal(dressed, pixels(render_badge(template, a_badge("Anna", "Tamm"))))


def test_names_from_the_right_are_searchable_as_they_are_typed() -> None:
    found = words(render_badge(a_text_template(Box(10, 10, 70, 40)), a_badge("محمد", "القحطاني")))
    assert "محمد القحطاني" in found


def test_lines_that_come_back_are_written_once() -> None:
    template = a_text_template(Box(10, 10, 70, 40))
    alone, twice = a_badge("Ada", "Lovelace"), [a_badge("Ada", "Lovelace")] * 40
    many = render_badges(template, twice)
    assert len(many) < 40 * len(render_badge(template, alone)) / 4
    first, last = (pixels(many, page=page) for page in (0, 39))
    assert np.all(np.abs(first.astype(int) - last.astype(int)) <= 2)


def test_a_logo_that_comes_back_is_written_once_and_a_new_one_again() -> None:
    template = a_page(Picture(kind="picture", box=Box(0, 0, 60, 40)))
    red, blue = (a_badge(logo=a_logo((600, 400), colour=colour)) for colour in ("#ff0000", "#0000ff"))
    pdf = render_badges(template, [red, blue, red])
    seen = [colours_at(pixels(pdf, dpi=DPI, page=page), 30, 20, DPI) for page in range(3)]
    assert seen == [(255, 0, 0), (0, 0, 255), (255, 0, 0)]
    assert pdf.count(b"/Subtype /Image") == 2


def test_the_bundled_badge_scans_whatever_is_on_it() -> None:
    template = default_template()
    for badge in (
        a_badge(logo=a_logo()),
        a_badge(colour="#000000"),
        a_badge(colour="#ffffff", company="", job_title=""),
        a_badge(
            LONG_NAMES["one word"], LONG_NAMES["many words"], company="Long " * 40, job_title="Job " * 60
        ),
    ):
        assert decoded(render_badge(template, badge)) == [CODE]
