"""When to try again."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.errors import ConnectorError, ThrottledError, UnreachableError
from checkin.sync import backoff
from tests.fakes.connector import unreachable


@given(st.integers(1, 10_000))
def test_the_whole_platform_is_left_alone_for_one_to_fifteen_seconds(failures: int) -> None:
    assert min(2 ** (failures - 1), 15) <= backoff.pause(failures, unreachable()) <= 15


@given(st.integers(1, 10_000))
def test_one_operation_rests_for_two_seconds_to_two_minutes(attempts: int) -> None:
    assert min(2**attempts, 120) <= backoff.rest(attempts, unreachable()) <= 120


def test_pauses_are_not_all_alike() -> None:
    assert len({backoff.pause(1, unreachable()) for _ in range(20)}) > 10


@given(st.floats(min_value=0.001, max_value=3600))
def test_what_a_platform_asks_for_is_given(seconds: float) -> None:
    throttled = ThrottledError("fake", "patience", retry_after=seconds)

    assert backoff.pause(1, throttled) == backoff.rest(9, throttled) == seconds


@pytest.mark.parametrize("seconds", [None, 0.0, -5.0, math.nan])
def test_a_platform_that_asks_for_nothing_sensible_is_left_alone_as_usual(seconds: float | None) -> None:
    throttled: ConnectorError = ThrottledError("fake", "patience", retry_after=seconds)

    assert 1 <= backoff.pause(1, throttled) <= 15


@pytest.mark.parametrize("seconds", [1e12, math.inf])
def test_nobody_waits_longer_than_an_hour(seconds: float) -> None:
    assert backoff.pause(1, ThrottledError("fake", "patience", retry_after=seconds)) == 3600


def test_a_server_that_fails_may_ask_for_patience_too() -> None:
    failing = UnreachableError("fake", "status 503", may_have_landed=True, retry_after=40)

    assert backoff.pause(1, failing) == backoff.rest(1, failing) == 40
