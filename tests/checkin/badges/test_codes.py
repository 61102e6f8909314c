import pytest

from checkin.badges.codes import code_path, said
from checkin.badges.render import render_badge
from checkin.badges.template import Box, Code, Holds, Symbology
from checkin.badges.vcard import profile_card
from checkin.errors import BadgeError
from tests.checkin.badges.examples import CODE, a_badge, a_page, decoded

QUIET_ZONE = 4


def test_a_code_is_one_path_with_a_quiet_zone_around() -> None:
    drawn = code_path(CODE, Symbology.QR, "M")
    assert drawn.path.endswith(" f")
    assert drawn.path.count("f") == 1
    numbers = [tuple(map(int, part.split())) for part in drawn.path.removesuffix(" f").split(" 1 re") if part]
    assert min(x for x, _, _ in numbers) == min(y for _, y, _ in numbers) == QUIET_ZONE
    assert max(x + width for x, _, width in numbers) == drawn.columns - QUIET_ZONE
    assert max(y + 1 for _, y, _ in numbers) == (drawn.rows or 0) - QUIET_ZONE


def test_the_same_code_is_worked_out_once() -> None:
    assert code_path("again", Symbology.QR, "M") is code_path("again", Symbology.QR, "M")


def test_more_of_a_code_that_may_be_damaged_makes_it_larger() -> None:
    sizes = [code_path(CODE, Symbology.QR, error).columns for error in "LMQH"]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1]


@pytest.mark.parametrize("symbology", list(Symbology))
def test_what_no_such_code_can_say_is_refused(symbology: Symbology) -> None:
    with pytest.raises(BadgeError, match="A code of 4000 characters is too long"):
        code_path("x" * 4000, symbology, "M")


@pytest.mark.parametrize("symbology", list(Symbology))
def test_every_kind_of_code_is_read_from_the_page(symbology: Symbology) -> None:
    page = a_page(Code(kind="code", symbology=symbology, box=Box(5, 5, 50, 30)))
    assert decoded(render_badge(page, a_badge(code="TICKET-42")), dpi=203) == ["TICKET-42"]


def test_what_a_code_says_is_a_choice() -> None:
    badge = a_badge(code="T", platform_code="P", signed_code="S")
    box = Box(0, 0, 20, 20)
    of = [said(Code(kind="code", box=box, holds=holds), badge) for holds in Holds]
    assert of[:3] == ["T", "P", "S"]
    assert of[3].startswith("BEGIN:VCARD")
    assert said(Code(kind="code", box=box, holds=Holds.PLATFORM), a_badge(code="T")) == "T"


def test_of_a_platforms_card_so_much_is_said_as_can_be_read() -> None:
    badge = a_badge(platform_code=profile_card(a_badge(), "EVENTYAY", "968"))
    sizes = {
        side: len(said(Code(kind="code", box=Box(0, 0, side, side), holds=Holds.PLATFORM), badge))
        for side in (5, 18, 20, 40)
    }
    assert sizes[40] == len(badge.platform_code)
    assert sizes[5] < sizes[18] < sizes[20] < sizes[40]


def test_bars_that_cannot_hold_a_card_say_the_shortest() -> None:
    badge = a_badge(platform_code=profile_card(a_badge("Ж" * 50), "EVENTYAY", "968"))
    bars = Code(kind="code", box=Box(0, 0, 60, 10), holds=Holds.PLATFORM, symbology=Symbology.CODE_128)
    assert said(bars, badge).count("\n") == 3
