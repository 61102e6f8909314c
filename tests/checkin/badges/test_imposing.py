"""Sheets as pixels: what is where, to the third of a millimetre, and what is behind what."""

import gc
import io
import os
import tracemalloc
from collections.abc import Iterable
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from checkin.badges.badge import Badge
from checkin.badges.fitting import fit
from checkin.badges.imposing import Imposition
from checkin.badges.legible import plain
from checkin.badges.preview import opened, pixels
from checkin.badges.sheet import Sheet, Turned
from checkin.badges.sheets import sheet_for
from checkin.badges.template import Area, BadgeTemplate, Box, Code, default_template
from checkin.badges.text import shaped
from checkin.errors import BadgeError
from tests.benchmarks.badges import people
from tests.checkin.badges.examples import a_badge, a_page, colours_at, decoded, page_size_mm, words

DPI = 254
RED, BLUE, GREEN = "#ff0000", "#0000ff", "#00ff00"


def imposed(
    name: str, template: BadgeTemplate, badges: Iterable[Badge], turned: Turned = Turned.NOT, start: int = 1
) -> bytes:
    out = io.BytesIO()
    sheet_of = partial(sheet_for, name)
    imposition = Imposition(
        out, sheet_of, "sheets", turned=turned, has_backs=bool(template.back), start=start
    )
    for badge in badges:
        imposition.add(template, badge)
    imposition.finish()
    with opened(out.getvalue()) as document:
        assert len(document) == imposition.pages
    return out.getvalue()


def coloured(colour: str, *, width: float = 80, height: float = 50, **changes: object) -> BadgeTemplate:
    """All of it in one colour, to its bleed."""
    bleed = float(str(changes.get("bleed", 0)))
    box = Box(-bleed, -bleed, width + 2 * bleed, height + 2 * bleed)
    return a_page(Area(kind="area", box=box, fill=colour), width=width, height=height, **changes)


def spans(dark: NDArray[np.bool_]) -> list[tuple[float, float]]:
    """From and to of what is not paper along a line, in millimetres."""
    steps = np.flatnonzero(np.diff(np.concatenate(([0], dark.astype(np.int8), [0]))))
    return [
        (float(a) / DPI * 25.4, float(b) / DPI * 25.4) for a, b in zip(steps[::2], steps[1::2], strict=True)
    ]


def expected(edges: Iterable[tuple[float, float]]) -> list[object]:
    return [pytest.approx(edge, abs=0.3) for edge in edges]


@pytest.mark.parametrize("name", ["avery-5395", "avery-c32011", "herma-5028", "avery-l7414"])
def test_badges_are_on_their_labels_to_a_third_of_a_millimetre(name: str) -> None:
    sheet = sheet_for(name, coloured(RED))
    template = coloured(RED, width=sheet.place.width, height=sheet.place.height)
    page = pixels(imposed(name, template, [a_badge()] * sheet.places), dpi=DPI).min(axis=2) < 200

    across = page[int((sheet.top + sheet.place.height / 2) / 25.4 * DPI)]
    down = page[:, int((sheet.left + sheet.place.width / 2) / 25.4 * DPI)]

    boxes = [sheet.box(number) for number in range(sheet.places)]
    columns, rows = sheet.columns, sheet.columns
    if sheet.gap_x:
        assert spans(across) == expected((box.x, box.x + box.width) for box in boxes[:columns])
    if sheet.gap_y:
        assert spans(down) == expected((box.y, box.y + box.height) for box in boxes[::rows])
    assert spans(down)[0][0] == pytest.approx(sheet.top, abs=0.3)
    assert spans(down)[-1][1] == pytest.approx(boxes[-1].y + sheet.place.height, abs=0.3)


def test_the_page_is_the_papers() -> None:
    assert page_size_mm(imposed("A4", default_template(), [a_badge()])) == pytest.approx((210, 297), abs=0.01)
    assert page_size_mm(imposed("single", coloured(RED), [a_badge()])) == pytest.approx((80, 50), abs=0.01)


def test_a_badge_that_is_smaller_than_its_label_is_in_the_middle_of_it() -> None:
    page = pixels(imposed("avery-5395", coloured(RED, width=70, height=40), [a_badge()]), dpi=DPI)
    dark = page.min(axis=2) < 200
    assert spans(dark[int(38.5 / 25.4 * DPI)]) == expected([(25.33, 95.33)])
    assert spans(dark[:, int(57.5 / 25.4 * DPI)]) == expected([(24.45, 64.45)])


def test_bleed_reaches_over_the_cut_and_no_further() -> None:
    template = coloured(RED, bleed=3)
    sheet = sheet_for("A4", template)
    page = pixels(imposed("A4", template, [a_badge()]), dpi=DPI)
    reddish = (page[:, :, 0] > 200) & (page[:, :, 1] < 60)
    middle = reddish[int((sheet.top + 25) / 25.4 * DPI)]
    assert spans(middle) == expected([(sheet.left - 3, sheet.left + 83)])


def test_labels_do_not_bleed_into_their_neighbours() -> None:
    template = coloured(RED, width=101.6, height=76.2, bleed=3)
    dark = pixels(imposed("avery-5392", template, [a_badge()]), dpi=DPI).min(axis=2) < 200
    assert spans(dark[int(60 / 25.4 * DPI)]) == expected([(6.35, 107.95)])


def test_crop_marks_stand_at_the_cuts_and_outside_what_is_printed() -> None:
    template = coloured("#ffffff", width=86, height=108)
    sheet = sheet_for("A4", template)
    page = pixels(imposed("A4", template, [a_badge()]), dpi=600).min(axis=2) < 200

    def inches(length: float) -> int:
        return int(length / 25.4 * 600)

    block = page[inches(sheet.top) : inches(sheet.top + 216), inches(sheet.left) : inches(sheet.left + 172)]
    assert not block.any()
    found = np.flatnonzero(page[inches(sheet.top - 3)])
    assert {round(float(x) / 600 * 25.4) for x in found} == {19, 105, 191}


def test_codes_of_a_whole_sheet_can_be_scanned() -> None:
    codes = [f"badge-{number:05}" for number in range(8)]
    template = a_page(Code(kind="code", box=Box(5, 5, 40, 40)), width=85, height=55)
    pdf = imposed("avery-l7165", template, [a_badge(code=code) for code in codes])
    assert sorted(decoded(pdf)) == codes
    assert sorted(decoded(pdf, dpi=203)) == codes


def two_sided(width: float, height: float, **changes: object) -> BadgeTemplate:
    """A red mark in the front's upper left corner, a blue one in the back's upper right: back to back."""
    front = Area(kind="area", box=Box(0, 0, 20, 10), fill=RED)
    back = Area(kind="area", box=Box(width - 20, 0, 20, 10), fill=BLUE)
    return a_page(front, back=(back,), width=width, height=height, **changes)


def is_coloured(pdf: bytes, page: int, channel: int) -> NDArray[np.bool_]:
    seen = pixels(pdf, dpi=100, page=page).astype(np.int16)
    return np.asarray((seen[:, :, channel] > 200) & (seen.sum(axis=2) < 400))


def sheet_pages() -> list[tuple[str, BadgeTemplate]]:
    return [
        ("avery-5395", two_sided(80, 50)),
        ("avery-5392", two_sided(76.2, 101.6)),  # on its side
        ("A4", two_sided(90, 195)),  # the paper lies on its side
        ("A4", two_sided(60, 90)),
        ("single", two_sided(86, 108)),
    ]


@pytest.mark.parametrize(("name", "template"), sheet_pages())
@pytest.mark.parametrize("turned", [Turned.LONG, Turned.SHORT])
def test_each_back_is_right_behind_its_front_when_the_paper_is_turned(
    name: str, template: BadgeTemplate, turned: Turned
) -> None:
    sheet = sheet_for(name, template)
    pdf = imposed(name, template, [a_badge()] * min(3, sheet.places), turned)

    front, back = is_coloured(pdf, 0, 0), is_coloured(pdf, 1, 2)
    is_portrait = sheet.page.height >= sheet.page.width
    through = back[:, ::-1] if is_portrait == (turned is Turned.LONG) else back[::-1]

    assert front.any()
    assert (front != through).mean() < 0.002


def test_backs_are_upright_when_the_badge_is_turned_to_its_side() -> None:
    code = Code(kind="code", box=Box(5, 5, 40, 40))
    front = Area(kind="area", box=Box(0, 0, 5, 5))
    template = a_page(front, back=(code,), width=80, height=50)
    pdf = imposed("avery-5395", template, [a_badge(code="one"), a_badge(code="two")], Turned.LONG)
    assert page_size_mm(pdf, 1) == pytest.approx((215.9, 279.4), abs=0.01)
    assert sorted(decoded(pdf, page=1)) == ["one", "two"]


def test_without_turning_only_fronts_are_printed() -> None:
    pdf = imposed("avery-5395", two_sided(80, 50), [a_badge()])
    with opened(pdf) as document:
        assert len(document) == 1


def test_a_folded_badge_keeps_both_sides_on_its_front() -> None:
    template = two_sided(60, 40, fold="top")
    pdf = imposed("A4", template, [a_badge()], Turned.NOT)
    page = pixels(pdf, dpi=DPI)
    box = sheet_for("A4", template).box(0)
    assert colours_at(page, box.x + 10, box.y + 45, DPI) == (255, 0, 0)
    assert colours_at(page, box.x + 10, box.y + 35, DPI) == (0, 0, 255)


def test_a_used_sheet_goes_on_where_it_is_free() -> None:
    pdf = imposed("avery-5395", coloured(RED), [a_badge()] * 3, start=7)
    page = pixels(pdf, dpi=DPI)
    sheet = sheet_for("avery-5395", coloured(RED))
    taken = [colours_at(page, *_middle(sheet, n), DPI) == (255, 0, 0) for n in range(8)]
    assert taken == [False] * 6 + [True] * 2
    assert colours_at(pixels(pdf, dpi=DPI, page=1), *_middle(sheet, 0), DPI) == (255, 0, 0)


def _middle(sheet: Sheet, number: int) -> tuple[float, float]:
    box = sheet.box(number)
    return box.x + box.width / 2, box.y + box.height / 2


def divided(name: str) -> bytes:
    template, out = default_template() if name != "avery-5395" else coloured(RED), io.BytesIO()
    imposition = Imposition(out, partial(sheet_for, name), "sheets")
    for letter in "AB":
        imposition.divide(letter, (f"{letter}da to {letter}zur", "2 badges"), template)
        imposition.add(template, a_badge(f"{letter}da"))
        imposition.add(template, a_badge(f"{letter}zur"))
    imposition.finish()
    return out.getvalue()


@pytest.mark.parametrize("name", ["single", "A4"])
def test_a_page_with_the_letter_stands_before_each_group(name: str) -> None:
    pdf = divided(name)
    step = 3 if name == "single" else 2
    assert "Ada to Azur" in words(pdf, 0)
    assert "2 badges" in words(pdf, 0)
    assert "Bda to Bzur" in words(pdf, step)
    dark = pixels(pdf, dpi=DPI).min(axis=2) < 128
    assert spans(dark.any(axis=1))[0][1] - spans(dark.any(axis=1))[0][0] > 30


def test_on_labels_the_letter_takes_one_label_and_no_sheet() -> None:
    pdf = divided("avery-5395")
    with opened(pdf) as document:
        assert len(document) == 1
    page = pixels(pdf, dpi=DPI)
    sheet = sheet_for("avery-5395", coloured(RED))
    assert [colours_at(page, *_corner(sheet, n), DPI) == (255, 0, 0) for n in range(6)] == [
        False,
        True,
        True,
        False,
        True,
        True,
    ]


def _corner(sheet: Sheet, number: int) -> tuple[float, float]:
    box = sheet.box(number)
    return box.x + 6, box.y + 6


def test_a_page_between_groups_has_a_blank_one_behind_it_where_badges_have_backs() -> None:
    template, out = two_sided(80, 50), io.BytesIO()
    imposition = Imposition(out, partial(sheet_for, "A4"), "sheets", has_backs=True)
    imposition.divide("A", ("", ""), template)
    imposition.add(template, a_badge())
    imposition.finish()
    assert imposition.pages == 4
    assert pixels(out.getvalue(), page=1).min() == 255


def test_where_the_sheet_changes_a_new_page_begins() -> None:
    out = io.BytesIO()
    imposition = Imposition(out, partial(sheet_for, "single"), "sheets")
    imposition.add(coloured(RED), a_badge())
    imposition.add(coloured(BLUE, width=50, height=80), a_badge())
    imposition.finish()
    assert page_size_mm(out.getvalue(), 0) == pytest.approx((80, 50), abs=0.01)
    assert page_size_mm(out.getvalue(), 1) == pytest.approx((50, 80), abs=0.01)


def test_nothing_of_a_badge_that_cannot_be_drawn_is_on_the_sheet() -> None:
    ground = Area(kind="area", box=Box(0, 0, 80, 50), fill=RED)
    template = a_page(ground, Code(kind="code", box=Box(5, 5, 40, 40)), width=80, height=50)
    out = io.BytesIO()
    imposition = Imposition(out, partial(sheet_for, "avery-5395"), "sheets")
    with pytest.raises(BadgeError, match="too long"):
        imposition.add(template, a_badge(code="x" * 5000))
    imposition.add(template, a_badge(code="good"))
    imposition.finish()
    page = pixels(out.getvalue(), dpi=DPI)
    sheet = sheet_for("avery-5395", template)
    assert decoded(out.getvalue()) == ["good"]
    assert colours_at(page, *_corner(sheet, 0), DPI) == (255, 0, 0)
    assert colours_at(page, *_corner(sheet, 1), DPI) == (255, 255, 255)


def test_the_same_badges_make_the_same_bytes_and_nobodys_name_is_readable_in_them() -> None:
    one = imposed("A4", default_template(), [a_badge("Zebulon", "Quark")])
    assert one == imposed("A4", default_template(), [a_badge("Zebulon", "Quark")])
    assert b"Zebulon" not in one


def test_what_was_written_is_not_kept_in_memory() -> None:
    template, crowd = default_template(), people()
    with Path(os.devnull).open("wb") as nowhere:
        imposition = Imposition(nowhere, partial(sheet_for, "single"), "sheets")
        for badge in islice(crowd, 100):
            imposition.add(template, badge)
        tracemalloc.start()
        try:
            for badge in islice(crowd, 100):
                imposition.add(template, badge)
            shaped.cache_clear()  # what is kept to be quick is kept within bounds
            plain.cache_clear()
            fit.cache_clear()
            gc.collect()
            grown, _ = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert grown / 100 < 3_000
