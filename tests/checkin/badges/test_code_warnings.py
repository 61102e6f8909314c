from dataclasses import replace

import pytest

from checkin.badges.badge import Badge, badge_of
from checkin.badges.code_warnings import code_warnings
from checkin.badges.template import (
    Area,
    BadgeTemplate,
    Box,
    Code,
    Element,
    Row,
    Symbology,
    Text,
    default_template,
)
from checkin.model.code import reckoned_code
from checkin.model.event import Event, PlatformEvent
from checkin.model.ids import EventId, PlatformId
from tests.checkin.badges.examples import a_badge, a_page
from tests.fakes.builders import an_attendee

BOX = Box(10, 5, 30, 30)
SHORT = a_badge(code="TICKET-42")


def warned(badge: Badge, *elements: Element, dpi: float = 300, bleed: float = 0) -> tuple[str, ...]:
    return code_warnings(a_page(*elements, bleed=bleed), badge, dpi)


def a_code(side: float = 30, **changes: object) -> Code:
    return Code.model_validate({"kind": "code", "box": (10, 5, side, side), **changes})


def test_a_code_that_is_read_has_none() -> None:
    assert not code_warnings(default_template(), a_badge(), 203)
    assert not warned(SHORT, a_code())
    assert not warned(a_badge(code=""), a_code(2))


@pytest.mark.parametrize("symbology", [Symbology.QR, Symbology.AZTEC, Symbology.DATA_MATRIX])
def test_modules_too_small_for_arms_length_are_said_with_their_size_and_what_helps(
    symbology: Symbology,
) -> None:
    (warning,) = warned(SHORT, a_code(5, symbology=symbology), dpi=600)
    assert symbology.value in warning.lower()
    assert "modules of 0." in warning
    needed = float(warning.partition("Make it ")[2].partition(" mm")[0])
    assert not warned(SHORT, a_code(needed, symbology=symbology), dpi=600)


def test_the_longer_the_text_the_finer_the_code() -> None:
    assert not warned(SHORT, a_code(12))
    assert warned(a_badge(code="x" * 300), a_code(12))


def test_too_few_dots_of_the_printer_are_said() -> None:
    (warning,) = warned(SHORT, a_code(10), dpi=203)
    assert "2.8 dots of a printer with 203 dots per inch" in warning
    assert not warned(SHORT, a_code(10), dpi=300)


def test_bars_are_told_by_their_narrowest_and_their_height() -> None:
    code = Code(kind="code", symbology=Symbology.CODE_128, box=Box(0, 0, 60, 10))
    assert not warned(SHORT, code)
    assert "Code 128 has modules of" in warned(a_badge(code="x" * 30), code)[0]
    (low,) = warned(SHORT, code.model_copy(update={"box": Box(0, 0, 60, 5)}))
    assert "lower than 8 mm" in low


def test_a_small_code_without_error_correction_is_told_to_choose_more() -> None:
    (warning,) = warned(SHORT, a_code(12, error="L"))
    assert "lowest error level" in warning
    assert not warned(SHORT, a_code(30, error="L"))


def test_too_much_error_correction_is_told_where_less_would_be_read() -> None:
    badge = a_badge(code="x" * 60)
    small, advice = warned(badge, a_code(15, error="H"), dpi=600)
    assert "modules of" in small
    assert "With error level M" in advice
    assert not warned(badge, a_code(15, error="M"), dpi=600)
    assert len(warned(badge, a_code(8, error="H"), dpi=600)) == 1


def test_a_code_that_should_be_signed_and_is_not_is_said_with_what_that_means() -> None:
    signed = a_code(holds="signed")
    (warning,) = warned(SHORT, signed)
    assert warning.startswith("The QR code is not signed")
    assert "whoever photographs the badge can make the ticket" in warning
    assert not warned(a_badge(code="TICKET-42", signed_code="CI1:968:AAAABBBBCCCCDDDD"), signed)
    assert not warned(a_badge(code=""), signed)
    assert not warned(SHORT, a_code(holds="platform"))


@pytest.mark.parametrize(
    ("code", "signs"),
    [("830c97de-a3f09c", True), ("v3plus:presenter:5", False), (reckoned_code("presenter:5"), False)],
)
def test_of_an_event_whose_codes_can_be_reckoned_it_is_said_of_everybody(code: str, *, signs: bool) -> None:
    number = PlatformId("presenter:5")
    event = Event(id=EventId(1), connection="", platform=PlatformEvent(platform_id=PlatformId("1"), name="E"))
    badge = badge_of(replace(an_attendee(), platform_id=number, badge_code=code), event)
    walk_in = badge_of(replace(an_attendee(), platform_id=None, badge_code="830c97de"), event)
    assert bool(warned(badge, a_code(holds="signed"))) is not signs
    assert warned(walk_in, a_code(holds="signed"))


def test_a_code_over_the_edge_loses_its_quiet_zone() -> None:
    (warning,) = warned(SHORT, Code(kind="code", box=Box(-2, 5, 30, 30)), bleed=3)
    assert "over the edge" in warning


def test_what_is_drawn_over_a_code_is_said_and_what_is_under_it_is_not() -> None:
    area = Area(kind="area", box=Box(38, 5, 20, 30))
    assert "drawn over the QR code" in warned(SHORT, a_code(), area)[0]
    assert not warned(SHORT, area, a_code())
    assert not warned(SHORT, a_code(), area.model_copy(update={"box": Box(40, 5, 20, 30)}))
    assert warned(SHORT, a_code(), area.model_copy(update={"box": Box(40.5, 5, 15, 30), "turn": 45.0}))


def test_a_frame_around_a_code_leaves_it_alone() -> None:
    frame = Area(kind="area", box=Box(9, 4, 32, 32), fill=None, edge="#000000", thickness=0.5)
    assert not warned(SHORT, a_code(), frame)
    assert warned(SHORT, a_code(), frame.model_copy(update={"thickness": 2.0}))
    assert not warned(SHORT, a_code(), frame.model_copy(update={"thickness": 2.0, "edge": None}))


def a_caption(y: float, shows: str = "{company}") -> Text:
    row = Row(shows=(shows,), height=10, max_size=8, min_size=8)
    return Text(kind="text", box=Box(5, y, 50, 10), rows=(row,), stand="bottom")


def test_of_a_text_only_its_ink_counts() -> None:
    page_with = (a_code(20), a_caption(15))
    assert warned(SHORT, *page_with)
    assert not warned(SHORT, a_code(20), a_caption(18.5))
    assert not warned(a_badge(code="TICKET-42", company=""), *page_with)


def test_a_code_or_a_name_that_cannot_be_drawn_is_a_fault_and_told_elsewhere() -> None:
    assert not warned(a_badge(code="x" * 4000), a_code())
    assert not warned(a_badge("\ue000", code="TICKET-42"), a_code(20), a_caption(15, "{name}"))


def test_the_back_is_looked_at_too() -> None:
    page: BadgeTemplate = a_page(a_caption(2), back=(a_code(5),))
    assert code_warnings(page, SHORT, 600)
