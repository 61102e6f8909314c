"""Whatever a platform calls its tickets, however long: each of our designs prints it so that it is read."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from checkin.badges.badge import Badge
from checkin.badges.code_warnings import code_warnings
from checkin.badges.codes import said
from checkin.badges.preview import pixels
from checkin.badges.render import render_badges
from checkin.badges.shelf import Shelf
from checkin.badges.template import BadgeTemplate, Code, Element, Holds
from checkin.badges.vcard import profile_card
from checkin.model.code import lookup_keys
from checkin.model.seal import sealed
from checkin.paths import resource
from tests.checkin.badges.people import a_person

NAMES = sorted(file.stem for file in resource("badges").glob("*.json"))
FINENESS = (203, 300)

UUID = "830c97de-8ac2-43e0-8582-e94edaab3d8d"
TICKETS = (
    f"{UUID}-a3f09c",  # Open Event
    "qvahdhnb4afz968p6uj6c77sfyzsuzpn",  # pretix, at random
    "=" + "EgWJtNPdXy9Ar7qM2hZs" * 6,  # pretix, signed
    "97WG2VGJK2GL",  # Nutickets
    "v3plus:presenter:18446744073709551615",  # V3Plus
    f"badgestic:{UUID}",
)
PEOPLE = (
    a_person("Ada", "Lovelace", "Analytical Engines", "Mathematician"),
    a_person(
        "Maximiliana-Konstanze",
        "Brzęczyszczykiewicz-Schmidt",
        "Rheinisch-Westfälische Elektrizitätswerke AG",
        "Senior Principal Engineer for Distributed Databases",
    ),
    a_person("محمد", "عبد الرحمن القحطاني", "شركة النور للتجارة", "مهندس أول"),
)
ATTENDEE = "1234567"
BADGES: Mapping[Holds, Sequence[Badge]] = {
    Holds.TICKET: [replace(PEOPLE[0], code=code) for code in TICKETS],
    Holds.PLATFORM: [replace(one, platform_code=profile_card(one, "EVENTYAY", ATTENDEE)) for one in PEOPLE],
    Holds.SIGNED: [replace(PEOPLE[0], signed_code=sealed("12", UUID, TICKETS[0]))],
}


def holding(name: str, holds: Holds) -> BadgeTemplate:
    """One of ours whose codes say this."""

    def changed(elements: Sequence[Element]) -> tuple[Element, ...]:
        return tuple(
            one.model_copy(update={"holds": holds}) if isinstance(one, Code) else one for one in elements
        )

    template = Shelf(Path("nowhere")).get(name)
    return template.model_copy(update={"front": changed(template.front), "back": changed(template.back)})


def codes_of(template: BadgeTemplate, badge: Badge) -> set[str]:
    return {
        said(element, badge)
        for back in (False, True)
        for element in template.elements(badge, back=back)
        if isinstance(element, Code)
    }


def read(pdf: bytes, page: int, dpi: int) -> set[str]:
    """What is read of the page as a printer that knows black and white prints it."""
    dots = Image.fromarray(pixels(pdf, dpi=dpi, page=page)).convert("L").point(lambda dot: 255 * (dot >= 128))
    return {code.text for code in zxingcpp.read_barcodes(dots)}


@pytest.mark.parametrize("holds", BADGES)
@pytest.mark.parametrize("name", NAMES)
def test_the_longest_codes_of_every_platform_are_read_and_not_warned_of(name: str, holds: Holds) -> None:
    template = holding(name, holds)
    assert [code_warnings(template, badge, dpi) for badge in BADGES[holds] for dpi in FINENESS] == [()] * (
        2 * len(BADGES[holds])
    )
    pages = 2 if template.back and not template.fold else 1
    pdf = render_badges(template, BADGES[holds])
    for number, badge in enumerate(BADGES[holds]):
        for dpi in FINENESS:
            found = set().union(*(read(pdf, number * pages + side, dpi) for side in range(pages)))
            assert found == codes_of(template, badge), (badge.name, dpi)


@pytest.mark.parametrize("name", NAMES)
def test_the_platforms_own_apps_find_whoever_wears_it(name: str) -> None:
    template = holding(name, Holds.PLATFORM)
    for badge in BADGES[Holds.PLATFORM]:
        for card in codes_of(template, badge):
            assert f"\nX-SOCIALPROFILE;TYPE=EVENTYAY:{ATTENDEE}\n" in card
            assert lookup_keys(card)[0] == f"eventyay:{ATTENDEE}"
