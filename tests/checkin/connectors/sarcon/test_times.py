from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.connectors.sarcon.times import checked_format, read_time, write_time, zone_named

DUBAI = ZoneInfo("Asia/Dubai")
AT = datetime(2026, 11, 22, 8, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-22T08:40:00Z",
        "2026-11-22T08:40:00.000000Z",
        "2026-11-22T12:40:00+04:00",
        "2026-11-22 12:40:00",
        "2026-11-22T12:40",
        "2026/11/22 12:40:00",
        "22.11.2026 12:40",
        "22-11-2026 12:40:00",
        " 2026-11-22 12:40:00 ",
        1795336800,
        1795336800.0,
        1795336800000,
        "1795336800",
        "1795336800000",
        {"date": "2026-11-22 12:40:00.000000", "timezone_type": 3, "timezone": "Asia/Dubai"},
        {"date": "2026-11-22 08:40:00.000000", "timezone": "UTC"},
        {"date": "2026-11-22 12:40:00.000000", "timezone": "Nowhere"},
        {"date": "2026-11-22 12:40:00.000000"},
    ],
    ids=repr,
)
def test_one_instant_is_read_in_every_form(written: object) -> None:
    assert read_time(written, DUBAI) == AT


def test_a_day_begins_at_midnight_of_its_zone() -> None:
    assert read_time("2026-11-22", DUBAI) == datetime(2026, 11, 21, 20, tzinfo=UTC)
    assert read_time("2.1.2026", DUBAI) == datetime(2026, 1, 1, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        None,
        True,
        False,
        "",
        "soon",
        "2026-13-01",
        "99.99.2026",
        0,
        -5,
        1e300,
        [],
        {},
        {"date": 5},
        "0001-01-01",
    ],
)
def test_what_is_no_time_is_none(written: object) -> None:
    assert read_time(written, DUBAI) is None


@given(st.text() | st.integers() | st.floats() | st.dictionaries(st.text(), st.text()))
def test_nothing_makes_reading_fail(written: object) -> None:
    read = read_time(written, DUBAI)

    assert read is None or read.utcoffset() == timedelta()


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("iso", "2026-11-22T12:40:00+04:00"),
        ("iso_utc", "2026-11-22T08:40:00Z"),
        ("sql", "2026-11-22 12:40:00"),
        ("unix", "1795336800"),
        ("unix_ms", "1795336800000"),
        ("%d.%m.%Y %H:%M", "22.11.2026 12:40"),
    ],
)
def test_times_are_written_as_the_mapping_says(form: str, written: str) -> None:
    assert checked_format(form) == form
    assert write_time(AT, form, DUBAI) == written
    assert read_time(written, DUBAI) == AT


def test_zones_are_known_by_name_only() -> None:
    assert zone_named("UTC") is UTC
    assert zone_named("Europe/Berlin") == ZoneInfo("Europe/Berlin")
    for name in ("Nowhere", "", "../etc", "/etc/passwd", "America", "a\0b"):
        assert zone_named(name) is None


def test_a_time_of_another_zone_is_the_same_instant() -> None:
    local = AT.astimezone(timezone(timedelta(hours=-3)))

    assert write_time(local, "iso_utc", DUBAI) == "2026-11-22T08:40:00Z"
