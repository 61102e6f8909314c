from dataclasses import replace
from datetime import UTC, datetime

import pytest

from checkin.badges.badge import badge_of
from checkin.model.attendee import Attendee, Ticket, TicketStatus
from checkin.model.code import badge_key, lookup_keys
from checkin.model.event import Event, PlatformEvent
from checkin.model.ids import AttendeeId, EventId, PlatformId
from checkin.model.seal import sealed
from tests.checkin.badges.examples import a_badge

EVENT = Event(
    id=EventId(1),
    connection="open_event:http://127.0.0.1",
    platform=PlatformEvent(
        platform_id=PlatformId("1"), name="Summit", starts_at=datetime(2026, 3, 1, tzinfo=UTC)
    ),
)


def an_attendee(colour: str = "#00ff00") -> Attendee:
    return Attendee(
        id=AttendeeId(7),
        event=EVENT.id,
        platform_id=PlatformId("42"),
        given_name="Ada",
        family_name="Lovelace",
        company="Engines",
        job_title="Mathematician",
        badge_code="order-42",
        ticket=Ticket(type_id=PlatformId("3"), type_name="Speaker", status=TicketStatus.VALID, colour=colour),
    )


def test_a_badge_shows_what_the_mirror_knows_of_the_attendee() -> None:
    badge = badge_of(an_attendee(), EVENT, logo=b"logo")
    assert (badge.given_name, badge.family_name) == ("Ada", "Lovelace")
    assert (badge.company, badge.job_title, badge.ticket_type) == ("Engines", "Mathematician", "Speaker")
    assert (badge.event_name, badge.code, badge.colour, badge.logo) == (
        "Summit",
        "order-42",
        "#00ff00",
        b"logo",
    )


def test_where_the_platforms_apps_read_cards_there_is_one_and_our_own_scan_finds_them_by_it() -> None:
    event = replace(EVENT, platform=replace(EVENT.platform, badge_profile="EVENTYAY"))
    assert lookup_keys(badge_of(an_attendee(), event).platform_code)[0] == badge_key("42")


def test_our_own_signed_code_shows_the_tickets_code_to_nobody() -> None:
    badge = badge_of(an_attendee(), EVENT)
    assert badge.signed_code == sealed("1", "42", "order-42")
    assert "order-42" not in badge.signed_code
    assert not badge_of(replace(an_attendee(), platform_id=None), EVENT).signed_code


def test_other_platforms_and_people_no_platform_knows_yet_have_no_card() -> None:
    event = replace(EVENT, platform=replace(EVENT.platform, badge_profile="EVENTYAY"))
    assert not badge_of(an_attendee(), EVENT).platform_code
    assert not badge_of(replace(an_attendee(), platform_id=None), event).platform_code


@pytest.mark.parametrize("colour", ["", "red", "#12345", "#1234567", "#12345g"])
def test_a_ticket_colour_that_is_none_is_left_to_the_template(colour: str) -> None:
    assert not badge_of(an_attendee(colour), EVENT).colour


def test_the_given_name_leads_and_the_family_name_follows() -> None:
    badge = a_badge(" Ada ", "Lovelace")
    assert (badge.lead_name, badge.rest_of_name) == ("Ada", "Lovelace")
    assert badge.name == "Ada  Lovelace"


@pytest.mark.parametrize(("given", "family"), [("Madonna", ""), ("", "Madonna"), ("  ", "Madonna")])
def test_an_only_name_leads_wherever_it_was_filled_in(given: str, family: str) -> None:
    badge = a_badge(given, family)
    assert (badge.lead_name, badge.rest_of_name) == ("Madonna", "")


@pytest.mark.parametrize(
    ("given", "family", "whole"),
    [
        ("小明", "欧阳", "欧阳小明"),
        ("さくら", "山田", "山田さくら"),
        ("민준", "김", "김민준"),
        ("直子", "佐々木", "佐々木直子"),
        ("さくら🌸", "直江", "直江さくら🌸"),
        ("ｻｸﾗ", "〆木", "〆木ｻｸﾗ"),
    ],
)
def test_east_asian_names_stay_whole_with_the_family_name_first(given: str, family: str, whole: str) -> None:
    badge = a_badge(given, family)
    assert (badge.name, badge.lead_name, badge.rest_of_name) == (whole, whole, "")


def test_a_given_name_without_letters_does_not_lead_alone() -> None:
    badge = a_badge("🌸", "Tamm")
    assert (badge.lead_name, badge.rest_of_name) == ("🌸 Tamm", "")


def test_a_mixed_name_is_parted_like_any_other() -> None:
    badge = a_badge("Jackie", "成")
    assert (badge.lead_name, badge.rest_of_name) == ("Jackie", "成")


def test_nobody_is_nobody() -> None:
    badge = a_badge("", "")
    assert (badge.name, badge.lead_name, badge.rest_of_name) == ("", "", "")
