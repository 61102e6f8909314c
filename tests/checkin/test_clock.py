"""The only reader of the time."""

import time
from datetime import UTC, datetime, timedelta

from checkin.clock import SystemClock


def test_the_system_clock_says_the_time_in_utc() -> None:
    now = SystemClock().now()

    assert now.tzinfo is UTC
    assert abs(now - datetime.fromtimestamp(time.time(), UTC)) < timedelta(seconds=5)


def test_the_monotonic_clock_never_goes_back() -> None:
    clock = SystemClock()

    readings = [clock.monotonic() for _ in range(100)]

    assert readings == sorted(readings)
