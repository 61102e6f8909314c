import numpy as np
import pytest

from checkin.badges.label_sheets import LABELS
from checkin.badges.sheet import Sheet
from checkin.badges.sheets import names, sheet_for, single
from checkin.badges.sizes import SIZES
from checkin.badges.template import Area, BadgeTemplate, Box, default_template
from checkin.errors import BadgeError
from tests.checkin.badges.examples import a_page


def a_blank(width: float, height: float, **changes: object) -> BadgeTemplate:
    return a_page(Area(kind="area", box=Box(0, 0, width, height)), width=width, height=height, **changes)


def test_a_single_badge_fills_its_page() -> None:
    sheet = single(default_template())
    assert sheet.places == 1
    assert sheet.box(0) == (0, 0, *sheet.page)
    assert not sheet.marks()


@pytest.mark.parametrize(
    ("paper", "size", "fitting"),
    [("A4", (86, 108), 4), ("A4", (54, 86), 10), ("A4", (86, 54), 10), ("letter", (101.6, 76.2), 6)],
)
def test_as_many_fit_on_paper_as_there_is_room_for(
    paper: str, size: tuple[float, float], fitting: int
) -> None:
    sheet = sheet_for(paper, a_blank(*size))
    assert sheet.places == fitting
    assert sheet.to_cut
    assert not sheet.is_labels


def test_paper_lies_on_its_side_where_more_fit_so() -> None:
    assert sheet_for("A4", a_blank(90, 195)).page == SIZES["A4"].turned
    assert sheet_for("A4", a_blank(90, 195)).places == 3


def test_the_places_are_in_the_middle_of_the_paper_and_bleed_keeps_them_apart() -> None:
    sheet = sheet_for("A4", a_blank(80, 100, bleed=3))
    first, last = sheet.box(0), sheet.box(sheet.places - 1)
    assert first.x == pytest.approx(sheet.page.width - last.x - last.width)
    assert first.y == pytest.approx(sheet.page.height - last.y - last.height)
    assert sheet.box(1).x - first.x - first.width == pytest.approx(6)
    assert sheet.spill(3) == (3, 3)


def test_a_narrower_margin_makes_room_for_more() -> None:
    assert sheet_for("A4", a_blank(105, 148)).places == 2
    assert sheet_for("A4", a_blank(105, 148), margin=0).places == 4


def test_no_mark_touches_a_badge_or_what_bleeds_from_it() -> None:
    sheet = sheet_for("A4", a_blank(80, 100, bleed=3))
    assert len(sheet.marks(3)) == 2 * 2 * sheet.columns + 2 * 2 * sheet.rows
    for mark in sheet.marks(3):
        for number in range(sheet.places):
            x, y, width, height = sheet.box(number)
            is_beside = max(mark.x1, mark.x2) < x - 3 or min(mark.x1, mark.x2) > x + width + 3
            is_above = max(mark.y1, mark.y2) < y - 3 or min(mark.y1, mark.y2) > y + height + 3
            assert is_beside or is_above


def test_where_the_paper_has_no_room_for_marks_there_are_none() -> None:
    assert sheet_for("A4", a_blank(105, 148.5), margin=0).marks() == ()


@pytest.mark.parametrize("sheet", LABELS.values(), ids=LABELS)
def test_every_label_is_on_its_sheet_and_on_no_other_label(sheet: Sheet) -> None:
    paper = np.zeros((int(sheet.page.height * 10) + 1, int(sheet.page.width * 10) + 1), dtype=np.uint8)
    for number in range(sheet.places):
        x, y, width, height = sheet.box(number)
        assert x + width <= sheet.page.width + 0.01
        assert y + height <= sheet.page.height + 0.01
        paper[
            round(y * 10) + 1 : round((y + height) * 10) - 1, round(x * 10) + 1 : round((x + width) * 10) - 1
        ] += 1
    assert paper.max() == 1
    assert sheet.is_labels
    assert not sheet.marks()


@pytest.mark.parametrize("sheet", LABELS.values(), ids=LABELS)
def test_sheets_of_labels_are_even_on_both_sides_so_that_backs_can_be_printed(sheet: Sheet) -> None:
    last = sheet.box(sheet.places - 1)
    assert sheet.left == pytest.approx(sheet.page.width - last.x - last.width, abs=1)
    assert sheet.top == pytest.approx(sheet.page.height - last.y - last.height, abs=1.6)


def test_a_badge_goes_onto_a_label_on_its_side_where_only_that_fits() -> None:
    assert not sheet_for("avery-5392", a_blank(101.6, 76.2)).turned
    assert sheet_for("AVERY-5392", a_blank(76.2, 101.6)).turned


def test_labels_without_gaps_lose_the_bleed() -> None:
    assert sheet_for("avery-5392", a_blank(101.6, 76.2)).spill(3) == (0, 0)
    assert sheet_for("avery-5395", a_blank(85, 59)).spill(3) == pytest.approx((3, 2.1165))


def test_what_does_not_fit_is_said_with_its_measures() -> None:
    with pytest.raises(
        BadgeError, match=r"86 x 108 mm does not fit on the labels of Avery 5390.*88.9 x 56.35"
    ):
        sheet_for("avery-5390", default_template())
    with pytest.raises(BadgeError, match=r"215 x 300 mm does not fit on A4 \(210 x 297 mm\)"):
        sheet_for("A4", a_blank(215, 300))


def test_a_sheet_nobody_knows_is_answered_with_those_there_are() -> None:
    with pytest.raises(
        BadgeError, match="no sheet called 'avery-1'; there are single, A4, Letter, avery-5392"
    ):
        sheet_for("avery-1", default_template())
    assert {"single", "A4", "avery-l7165", "herma-5028"} < set(names())
