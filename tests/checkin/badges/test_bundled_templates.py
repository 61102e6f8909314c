"""What every template of the app promises, whoever wears it."""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from checkin.badges.badge import Badge
from checkin.badges.code_warnings import code_warnings
from checkin.badges.codes import code_path, said
from checkin.badges.colours import PAPER, contrast
from checkin.badges.faults import faults, shortened
from checkin.badges.layout import colour_of, placed_lines
from checkin.badges.preview import pixels
from checkin.badges.render import render_badge, render_badges
from checkin.badges.shelf import DEFAULT, Shelf
from checkin.badges.template import Area, BadgeTemplate, Box, Code, Element, Page, Picture, Text
from checkin.paths import resource
from tests.checkin.badges.examples import ink_box_mm
from tests.checkin.badges.people import CODE, a_person, hard_to_set, in_ten_scripts

FILES = sorted(resource("badges").glob("*.json"))
NAMES = [file.stem for file in FILES]
LABELS = [name for name in NAMES if name.startswith(("label", "roll"))]
ON_LANYARDS = [name for name in NAMES if name != "card-cr80"]

PEOPLE = {**in_ten_scripts(), **hard_to_set()}
TOO_LONG = {"long", "long, from the right"}
MARGIN_MM = 4
DPI = 203
"""Of the coarsest printers badges are printed with."""

every_template = pytest.mark.parametrize("name", NAMES)


def bundled(name: str) -> BadgeTemplate:
    return Shelf(Path("nowhere")).get(name)


def sides(template: BadgeTemplate) -> tuple[bool, ...]:
    return (False, True) if template.back else (False,)


def only(template: BadgeTemplate, *fields: str) -> BadgeTemplate:
    """The front's rows that show one of these fields, in black on white; everything else is blank."""

    def blank(element: Element) -> Element:
        if not isinstance(element, Text):
            return element
        shown = [
            any(f"{{{field}}}" in phrase for phrase in row.shows for field in fields) for row in element.rows
        ]
        rows = tuple(
            row.model_copy(update={"colour": "#000000" if is_shown else PAPER})
            for row, is_shown in zip(element.rows, shown, strict=True)
        )
        return element.model_copy(update={"rows": rows})

    front = tuple(blank(element) for element in template.front if isinstance(element, Text))
    return template.model_copy(update={"front": front, "back": (), "fold": "", "types": {}})


def test_there_are_templates_for_every_usual_printer() -> None:
    templates = [bundled(name) for name in NAMES]
    assert len(templates) >= 8
    assert len({template.name for template in templates}) == len(templates)
    assert len({template.printed for template in templates}) >= 8
    assert DEFAULT in NAMES
    assert len(LABELS) == 3


@every_template
def test_everybody_gets_a_badge(name: str) -> None:
    template = bundled(name)
    wrong = {who: faults(template, badge) for who, badge in PEOPLE.items() if faults(template, badge)}
    assert wrong == {}


@every_template
def test_nothing_is_cut_short_but_what_is_longer_than_any_badge(name: str) -> None:
    template = bundled(name)
    cut = {who for who, badge in PEOPLE.items() if shortened(template, badge)}
    assert cut <= TOO_LONG


@every_template
def test_codes_are_large_enough(name: str) -> None:
    template = bundled(name)
    warned = {who: code_warnings(template, badge, DPI) for who, badge in PEOPLE.items()}
    assert set(warned.values()) == {()}


@every_template
def test_what_a_badge_shows_never_lies_over_one_another(name: str) -> None:
    template = bundled(name)
    over = [
        (who, one.name, other.name)
        for who, badge in PEOPLE.items()
        for back in sides(template)
        for one, other in combinations(shown(template, badge, back=back), 2)
        if touch(one.box, other.box)
    ]
    assert over == []


def shown(template: BadgeTemplate, badge: Badge, *, back: bool) -> Sequence[Element]:
    """What is read or looked at, without the grounds it stands on."""
    return [
        element
        for element in template.elements(badge, back=back)
        if shows_something(element, template, badge)
    ]


def shows_something(element: Element, template: BadgeTemplate, badge: Badge) -> bool:
    if isinstance(element, Text):
        return any(placed_lines(element, template, badge))
    return isinstance(element, Picture) or (isinstance(element, Code) and bool(said(element, badge)))


def touch(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


@every_template
def test_nothing_that_is_read_comes_near_the_edge(name: str) -> None:
    template = bundled(name)
    for badge in PEOPLE.values():
        for back in sides(template):
            for element in shown(template, badge, back=back):
                left, top, right, bottom = inked(element, badge)
                assert min(left, top) >= MARGIN_MM - 0.05, element.name
                assert right <= template.width - MARGIN_MM + 0.05, element.name
                assert bottom <= template.height - MARGIN_MM + 0.05, element.name


def inked(element: Element, badge: Badge) -> tuple[float, float, float, float]:
    """The edges of what the element may put ink on; around a code there is white, which may be cut."""
    box, quiet = element.box, 0.0
    if isinstance(element, Code):
        quiet = 4 * code_path(said(element, badge), element.symbology, element.error).module(*element.lies)
    return box.x + quiet, box.y + quiet, box.x + box.width - quiet, box.y + box.height - quiet


@every_template
def test_no_ink_leaves_its_box(name: str) -> None:
    template = only(
        bundled(name), *("lead_name", "rest_of_name", "company", "job_title", "event_name", "ticket_type")
    )
    pdf = render_badges(template, PEOPLE.values())
    for page, badge in enumerate(PEOPLE.values()):
        ink = pixels(pdf, dpi=127, page=page).min(axis=2) < 200
        for element in shown(template, badge, back=False):
            left, top, right, bottom = inked(element, badge)
            ink[int(top * 5) - 1 : int(bottom * 5) + 2, int(left * 5) - 1 : int(right * 5) + 2] = False
        assert not ink.any(), page


@every_template
def test_everything_can_be_read_on_its_ground(name: str) -> None:
    template = bundled(name)
    faint = [
        (who, element.name, row.colour, ground)
        for who, badge in PEOPLE.items()
        for back in sides(template)
        for element, ground in on_grounds(template, badge, back=back)
        for row in element.rows
        if contrast(colour_of(row.colour, template, badge), ground) < 4.5
    ]
    assert faint == []


def on_grounds(template: BadgeTemplate, badge: Badge, *, back: bool) -> Iterator[tuple[Text, str]]:
    """Every text with the colour it stands on."""
    grounds: list[tuple[Box, str]] = []
    for element in template.elements(badge, back=back):
        if isinstance(element, Area) and element.fill is not None:
            grounds.append((element.box, colour_of(element.fill, template, badge)))
        elif isinstance(element, Text) and shows_something(element, template, badge):
            under = [colour for box, colour in grounds if touch(box, element.box)]
            yield element, under[-1] if under else PAPER


@every_template
@pytest.mark.parametrize("colour", ["", "#000000", "#ffffff", "#ffd23f", "#7a7a7a", "#b3261e"])
def test_the_code_is_read_from_the_dots_of_a_coarse_printer(name: str, colour: str) -> None:
    template, badge = bundled(name), a_person("Anna", "Berg", "Analytical Engines", colour=colour)
    page = Image.fromarray(pixels(render_badge(template, badge), dpi=DPI)).convert("L")
    for dots in (
        page.point(lambda value: 255 * (value >= 128)).convert("1"),
        page.convert("1"),
    ):  # the latter dithered
        read = {code.text for code in zxingcpp.read_barcodes(dots.convert("L"))}
        assert read == {CODE}


@pytest.mark.parametrize("name", LABELS)
def test_labels_are_black_and_white_whatever_the_colour_of_the_ticket(name: str) -> None:
    pages = [
        pixels(render_badge(bundled(name), a_person("Anna", "Berg", "IBM", colour=colour)), dpi=DPI)
        for colour in ("#ffd23f", "#1b1e24")
    ]
    assert np.array_equal(pages[0], pages[1])
    assert np.ptp(pages[0], axis=2).max() == 0
    assert ((pages[0] == 0) | (pages[0] == 255)).mean() > 0.9  # the others are edges, drawn smoothly


@pytest.mark.parametrize("name", ON_LANYARDS)
def test_a_short_given_name_is_read_from_two_metres(name: str) -> None:
    template = only(bundled(name), "lead_name", "name")
    _, top, _, bottom = ink_box_mm(render_badge(template, a_person("Anna", "Berg", "IBM", "CTO")))
    assert bottom - top >= 9


def test_on_a_conference_badge_even_ten_letters_are_read_from_two_metres() -> None:
    template = only(bundled("conference-4x3"), "lead_name")
    _, top, _, bottom = ink_box_mm(render_badge(template, a_person("FREDERICKA", "Berg", "IBM", "CTO")))
    assert bottom - top >= 9


@every_template
def test_the_given_name_is_what_is_read_first(name: str) -> None:
    heights = []
    for field in ("lead_name", "rest_of_name", "company", "job_title"):
        person = a_person("HHHH", "HHHH", "HHHH", "HHHH")
        _, top, _, bottom = ink_box_mm(render_badge(only(bundled(name), field), person))
        heights.append(bottom - top)
    assert all(larger >= smaller - 0.2 for larger, smaller in pairwise(heights))
    assert heights[0] >= 1.5 * heights[1]


def test_vips_have_a_star_and_others_do_not() -> None:
    template = bundled("vip-3x4")
    vip, guest = (
        [
            row.shows
            for element in template.elements(a_person("A", "B", ticket_type=kind))
            if isinstance(element, Text)
            for row in element.rows
        ]
        for kind in ("vip", "Guest")
    )
    assert ("★",) in vip
    assert ("★",) not in guest


def test_a_folded_badge_says_the_same_on_both_sides() -> None:
    template = bundled("fold-a6")
    assert template.printed == Page(size="A6").held
    page = pixels(render_badge(template, a_person("Anna", "Berg", "IBM", "CTO")), dpi=127)
    half = len(page) // 2
    upper, lower = page[:half], page[-half:]
    assert np.abs(upper[::-1, ::-1].astype(int) - lower).mean() < 2


def test_colour_that_reaches_the_edge_bleeds_over_it() -> None:
    for name in NAMES:
        template = bundled(name)
        for area in (one for one in (*template.front, *template.back) if isinstance(one, Area)):
            reaches = area.box.x <= 0 or area.box.y <= 0
            assert not reaches or min(area.box.x, area.box.y) == -template.bleed
