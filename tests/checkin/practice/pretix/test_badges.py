"""The practice pretix' own badges, as a desk finds them."""

from collections.abc import Callable

import httpx
import pytest

from checkin.badges.importing import converted
from checkin.badges.render import render_badge
from checkin.connectors.registry import PLATFORMS
from checkin.practice.pretix import PretixPractice
from checkin.practice.pretix.state import Flavour
from tests.checkin.badges.examples import a_badge, decoded, page_size_mm, words
from tests.checkin.practice.pretix.desk import Desk
from tests.fakes.surroundings import surroundings


@pytest.mark.parametrize("flavour", ["pretix", "eventyay"])
def test_badges_designed_there_come_out_here(flavour: Flavour) -> None:
    with PretixPractice(attendees=5, flavour=flavour) as practice:
        connector = PLATFORMS["pretix"].connect(practice.connection, practice.secrets, surroundings())
        usual, vip = connector.badge_designs(practice.main_event)  # type: ignore[attr-defined]
        connector.close()

    badge = a_badge(code="a-code", answers={"question_1": "XL"})
    usual_pdf, vip_pdf = (render_badge(converted(one).template, badge) for one in (usual, vip))

    assert page_size_mm(usual_pdf) == pytest.approx((148, 105), abs=0.01)
    assert page_size_mm(vip_pdf) == pytest.approx((105, 148), abs=0.01)
    assert decoded(usual_pdf) == decoded(vip_pdf) == ["a-code"]
    assert "Summit 2026" in words(usual_pdf)
    assert "XL" in words(vip_pdf)
    assert vip.ticket_types == ("VIP Pass",)


def test_what_lies_under_a_badge_anybody_may_have(practice: PretixPractice, client: httpx.Client) -> None:
    there = client.get(f"{practice.url}/static/pretixplugins/badges/badge_default_a6l.pdf")
    missing = client.get(f"{practice.url}/static/pretixplugins/badges/other.pdf")

    assert there.headers["Content-Type"] == "application/pdf"
    assert there.content.startswith(b"%PDF")
    assert missing.status_code == 404


@pytest.mark.parametrize("path", ["badgelayouts/", "badgeitems/"])
def test_the_usual_profile_of_scanners_may_read_badges(at_desk: Callable[[str], Desk], path: str) -> None:
    assert at_desk("pretixscan").get(path).status_code == 200
    assert at_desk("nothing").get(path).status_code == 403
