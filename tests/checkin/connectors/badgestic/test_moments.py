from datetime import UTC, datetime, timedelta

import pytest

from checkin.connectors.badgestic.moments import (
    composed,
    is_filled,
    is_same,
    parted,
    read_moment,
    read_offset,
    time_zone,
    write_moment,
    write_offset,
)
from tests.checkin.connectors.badgestic.builders import AT, AT_AS_TEXT

EIGHT_FORTY = datetime(2026, 11, 22, 8, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "hours"),
    [(-5, -5), (5.5, 5.5), ("2", 2), ("+2", 2), ("-05:00", -5), ("+0530", 5.5), ("5.75", 5.75), (0, 0)],
)
def test_hours_from_utc_are_read_in_every_form(value: object, hours: float) -> None:
    assert read_offset(value) == timedelta(hours=hours)


@pytest.mark.parametrize("value", [None, True, "", "soon", "99", 15, [], "1e3", float("inf")])
def test_what_is_no_offset_is_none(value: object) -> None:
    assert read_offset(value) is None


def test_an_offset_is_written_as_the_platform_takes_it() -> None:
    assert [write_offset(timedelta(hours=hours)) for hours in (-5, 5.5, 0)] == ["-5", "5.5", "0"]


@pytest.mark.parametrize(
    ("name", "hours", "zone"),
    [
        ("Europe/Berlin", 1, "Europe/Berlin"),
        ("", None, "UTC"),
        ("", 0, "UTC"),
        ("", -5, "Etc/GMT+5"),
        ("", 14, "Etc/GMT-14"),
        ("", -13, "UTC"),
        ("Eastern Time (US & Canada)", 2, "Etc/GMT-2"),
        ("../../etc/passwd", 5.5, "Asia/Kolkata"),
        ("", 1.25, "UTC"),
        ("Europe", 1, "Etc/GMT-1"),
        ("Europe/Nowhere", None, "UTC"),
    ],
)
def test_an_event_has_a_time_zone_that_exists(name: str, hours: float | None, zone: str) -> None:
    assert time_zone(name, None if hours is None else timedelta(hours=hours)) == zone


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22T08:40:00Z",
        "2026-11-22T09:40:00+01:00",
        "2026-11-22 08:40:00 UTC",
        "2026-11-22 03:40:00 -0500",
        "2026-11-22T09:40",
    ],
)
def test_a_time_is_read_in_every_usual_form(text: str) -> None:
    assert read_moment(text, timedelta(hours=1)) == EIGHT_FORTY


@pytest.mark.parametrize("text", ["", "yes", "22/11/2026", "0001-01-01T00:00:00+14:00"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert read_moment(text) is None


def test_a_time_is_written_so_that_it_is_known_again() -> None:
    assert write_moment(AT) == AT_AS_TEXT
    assert read_moment(AT_AS_TEXT) == AT


def test_a_time_is_composed_of_five_parts_and_the_offset() -> None:
    row: dict[str, object] = {
        "starts_at_year": 2026,
        "starts_at_month": "11",
        "starts_at_day": "22",
        "starts_at_hour": "03",
        "starts_at_minute": 40,
    }

    assert composed(row, "starts_at", timedelta(hours=-5)) == EIGHT_FORTY
    assert composed(row, "ends_at", None) is None
    assert composed({**row, "starts_at_month": 13}, "starts_at", None) is None
    assert composed({"starts_at": "2026-11-22T08:40:00Z"}, "starts_at", None) == EIGHT_FORTY


def test_a_time_is_parted_as_clocks_there_show_it() -> None:
    assert parted("ends_at", EIGHT_FORTY, timedelta(hours=-9)) == [
        ("ends_at_year", "2026"),
        ("ends_at_month", "11"),
        ("ends_at_day", "21"),
        ("ends_at_hour", "23"),
        ("ends_at_minute", "40"),
    ]


def test_fields_that_say_no_are_empty() -> None:
    assert not any(map(is_filled, ["", "  ", "false", "No", "0", "-"]))
    assert is_filled("yes")


def test_our_time_is_known_again_cut_off_to_seconds_or_minutes() -> None:
    assert is_same(AT, AT)
    assert is_same(AT.replace(microsecond=0), AT)
    assert is_same(EIGHT_FORTY, AT)
    assert not is_same(AT + timedelta(seconds=2), AT)
    assert not is_same(None, AT)
