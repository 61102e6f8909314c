"""First name, family name, company, job title: none is set larger than the one before, however long."""

from collections.abc import Iterator
from itertools import pairwise, product
from pathlib import Path

import pytest

from checkin.badges.badge import Badge
from checkin.badges.fields import fields_in
from checkin.badges.layout import POINTS_PER_MM, fitted_row, placed_lines
from checkin.badges.shelf import Shelf
from checkin.badges.template import BadgeTemplate, Box, Code, Row, Rule, Text
from checkin.paths import resource
from tests.checkin.badges.examples import a_badge, a_page
from tests.checkin.badges.people import LONG_COMPANY, LONG_FAMILY, LONG_GIVEN, LONG_JOB, a_person

NAMES = sorted(file.stem for file in resource("badges").glob("*.json"))
RANK = ("lead_name", "rest_of_name", "company", "job_title")
GIVEN = ("Bo", "FREDERICKA", LONG_GIVEN, "ณัฐพล")
FAMILY = ("", "Li", "Featherstonehaugh", LONG_FAMILY, "श्रीवास्तव")
COMPANIES = ("", "IBM", "International Business Machines Corporation", LONG_COMPANY, "จุฬาลงกรณ์มหาวิทยาลัย")
JOBS = ("CEO", "Student", LONG_JOB, "वैज्ञानिक")
PEOPLE = [
    a_person(*said, ticket_type=kind, photo=None)
    for said, kind in zip(product(GIVEN, FAMILY, COMPANIES, JOBS), ("VIP", "Guest") * 200, strict=True)
]
HANGING = ("conference-4x3", "default", "fold-a6", "minimal-a7", "photo-a6", "two-sides-4x6", "vip-3x4")

every_template = pytest.mark.parametrize("name", NAMES)


def bundled(name: str) -> BadgeTemplate:
    return Shelf(Path("nowhere")).get(name)


def sizes(template: BadgeTemplate, badge: Badge, *, back: bool = False) -> list[tuple[str, float]]:
    """What one side tells of somebody, in the order of its rank, with its size in points."""
    found = {
        field: fitted.size
        for text in template.elements(badge, back=back)
        if isinstance(text, Text)
        for row in text.rows
        for field in fields_in(row.shows[0])
        if (fitted := fitted_row(row, text, template, badge)) is not None
    }
    return [(field, found[field]) for field in RANK if field in found]


def upside_down(template: BadgeTemplate, badge: Badge) -> Iterator[tuple[str, str]]:
    for back in (False, True):
        for (first, large), (second, small) in pairwise(sizes(template, badge, back=back)):
            if small > large + 1e-6:
                yield first, second


@every_template
def test_no_length_of_anything_turns_the_ranks_upside_down(name: str) -> None:
    template = bundled(name)
    assert [(one, ranks) for one in PEOPLE for ranks in upside_down(template, one)] == []


@every_template
def test_nor_where_there_is_a_photo_or_no_logo(name: str) -> None:
    template = bundled(name)
    others = [
        a_person(*said, logo=logo)
        for said in product((GIVEN[0], LONG_GIVEN), (FAMILY[1], LONG_FAMILY), COMPANIES[1:4], JOBS[1:3])
        for logo in (None, b"a logo")
    ]
    assert [(one, ranks) for one in others for ranks in upside_down(template, one)] == []


def test_a_job_is_no_larger_than_a_long_company_on_the_conference_badge() -> None:
    badge = a_person("Ada", "Li", LONG_COMPANY, "Student")
    found = dict(sizes(bundled("conference-4x3"), badge))
    assert found["job_title"] <= found["company"] < 12


def row(field: str, max_size: float, height: float = 10) -> Row:
    return Row(shows=(f"{{{field}}}",), height=height, max_size=max_size, min_size=8)


def text(x: float, width: float, *rows: Row) -> Text:
    return Text(kind="text", box=Box(x, 0, width, 40), rows=rows)


def test_what_is_in_another_element_minds_it_as_well() -> None:
    job = text(30, 30, row("job_title", 12))
    words = text(0, 20, row("company", 20))
    page = a_page(words, job)
    badge = a_badge(company="A company of several words", job_title="Chair")
    (company,) = {line.size for line in placed_lines(words, page, badge)}
    assert [line.size for line in placed_lines(job, page, badge)] == [min(company, 12)]
    assert company < 12


def test_an_element_that_two_templates_share_is_set_anew_in_each() -> None:
    job = text(30, 30, row("job_title", 12))
    badge = a_badge(company="A company of several words", job_title="Chair")
    beside = a_page(text(0, 20, row("company", 20)), job)
    (held_back,) = placed_lines(job, beside, badge)
    (alone,) = placed_lines(job, a_page(job), badge)
    assert held_back.size < alone.size == 12


def test_what_is_meant_to_be_larger_or_as_large_stays_so() -> None:
    long = "A company of several words"
    for meant in (20.0, 30.0):
        job = text(30, 30, row("job_title", meant))
        page = a_page(text(0, 20, row("company", 20)), job)
        (line,) = placed_lines(job, page, a_badge(company=long, job_title="Chair"))
        assert line.size == pytest.approx(min(meant, 10 * 72 / 25.4 / 0.92), rel=0.05)


def test_a_name_minds_no_company_and_no_small_copy_of_itself() -> None:
    main = text(0, 60, row("lead_name", 30, 16), row("company", 18))
    stub = Text(kind="text", box=Box(50, 30, 10, 5), rows=(row("lead_name", 20, 5),))
    page = a_page(main, stub)
    badge = a_badge("Maximiliane", company="IBM")
    name, company = placed_lines(main, page, badge)
    (copy, *_) = placed_lines(stub, page, badge)
    assert copy.size < company.size == 18 < name.size


def test_a_name_that_cannot_be_drawn_is_told_of_only_where_it_stands() -> None:
    work = text(30, 30, row("company", 18))
    page = a_page(text(0, 30, row("lead_name", 30)), work)
    (line,) = placed_lines(work, page, a_badge("Anna\ue000", company="IBM"))
    assert line.size == 18


@pytest.mark.parametrize("name", HANGING)
def test_who_has_no_name_gets_a_line_to_write_it_on(name: str) -> None:
    template = bundled(name)

    def lines(badge: Badge) -> list[Rule]:
        return [one for one in template.elements(badge) if isinstance(one, Rule)]

    for changes in ({}, {"photo": None}, {"logo": None}, {"ticket_type": "VIP"}):
        nameless = a_person("", "", LONG_COMPANY, LONG_JOB, **changes)
        (line,) = lines(nameless)
        assert line.box.width >= 60
        assert not any(low > line.box.y > high for high, low in text_lines(template, nameless))
        assert lines(a_person("Anna", "", **changes)) == []


def text_lines(template: BadgeTemplate, badge: Badge) -> Iterator[tuple[float, float]]:
    """Top and bottom of every line of the front that is not turned, with some space, in millimetres."""
    for element in template.elements(badge):
        if isinstance(element, Text) and not element.turn:
            for placed in placed_lines(element, template, badge):
                baseline = element.box.y + placed.baseline / POINTS_PER_MM
                em = placed.size / POINTS_PER_MM
                yield baseline - em - 2, baseline + 0.3 * em


def test_the_code_is_at_one_place_with_a_photo_and_without() -> None:
    template = bundled("photo-a6")
    places = {
        element.box
        for photo in (None, b"a photo")
        for element in template.elements(a_person("Anna", "Berg", photo=photo))
        if isinstance(element, Code)
    }
    assert len(places) == 1
