from datetime import UTC, datetime, timedelta

import pytest

from ui.screens.moments import clock_time, day_and_time, hours, moment, span, zone_named

BERLIN = zone_named("Europe/Berlin")
AT = datetime(2026, 11, 7, 8, 12, tzinfo=UTC)


def test_times_are_those_of_the_event() -> None:
    assert clock_time(AT, BERLIN) == "09:12"
    assert day_and_time(AT, BERLIN) == "Sat 7 Nov, 09:12"


def test_today_needs_no_day() -> None:
    assert moment(AT, AT + timedelta(hours=3), BERLIN) == "09:12"
    assert moment(AT, AT + timedelta(days=1), BERLIN) == "Sat 7 Nov, 09:12"


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "../../etc/passwd"])
def test_a_time_zone_nobody_knows_is_utc(name: str) -> None:
    assert zone_named(name) is UTC


@pytest.mark.parametrize(
    ("starts", "ends", "written"),
    [
        (AT, AT, "Sat 7 Nov 2026"),
        (AT, AT + timedelta(days=2), "7to9 Nov 2026"),
        (AT, AT + timedelta(days=30), "7 Nov to 7 Dec 2026"),
        (AT, AT + timedelta(days=90), "7 Nov 2026 to 5 Feb 2027"),
        (AT, None, "Sat 7 Nov 2026"),
        (None, AT, "Sat 7 Nov 2026"),
        (None, None, ""),
    ],
)
def test_spans_say_no_more_than_needed(starts: datetime | None, ends: datetime | None, written: str) -> None:
    assert span(starts, ends, BERLIN) == written.replace("to", "\N{EN DASH}")


def test_the_hours_of_a_session() -> None:
    assert hours(AT, AT + timedelta(minutes=45), BERLIN) == "Sat 7 Nov, 09:12\N{EN DASH}09:57"
    assert hours(AT, None, BERLIN) == "Sat 7 Nov, 09:12"
    assert hours(None, AT, BERLIN) == ""
