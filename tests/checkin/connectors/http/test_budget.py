import threading
from datetime import timedelta

import pytest
from typing_extensions import override

from checkin.clock import SystemClock
from checkin.connectors.http import Budget, requests_a_minute
from checkin.errors import ThrottledError, UnreachableError
from tests.checkin.connectors.stand_ins import StillClock
from tests.fakes.clock import FakeClock


class WatchedClock(FakeClock):
    """Tells whoever waits for it that somebody looked at the time."""

    def __init__(self) -> None:
        super().__init__()
        self.looked = threading.Event()

    @override
    def monotonic(self) -> float:
        self.looked.set()
        return super().monotonic()


def used_up(clock: FakeClock, *, requests: int = 3, kept_for_writes: int = 1) -> Budget:
    """Nothing is left of it, neither for reading nor for writing, for a hundred seconds."""
    budget = Budget("test", clock, requests=requests, seconds=100, kept_for_writes=kept_for_writes)
    for _ in range(requests):
        budget.take(writes=True)
    return budget


def is_throttled(budget: Budget, *, writes: bool) -> float | None:
    """For how many seconds; None when a request may be sent, which is then counted."""
    try:
        budget.take(writes=writes)
    except ThrottledError as error:
        return error.retry_after
    return None


def test_no_more_requests_are_sent_than_fit_into_the_window() -> None:
    assert is_throttled(used_up(FakeClock()), writes=True) == 100


def test_a_request_that_left_the_window_makes_room_for_one() -> None:
    clock = FakeClock()
    budget = Budget("test", clock, requests=2, seconds=1000, kept_for_writes=0)
    budget.take(writes=False)
    clock.advance(500)
    budget.take(writes=False)
    clock.advance(500)

    assert is_throttled(budget, writes=False) is None
    assert is_throttled(budget, writes=False) == 500


def test_reading_leaves_some_requests_to_check_ins() -> None:
    budget = Budget("test", FakeClock(), requests=3, seconds=100, kept_for_writes=1)
    budget.take(writes=False)
    budget.take(writes=False)

    assert is_throttled(budget, writes=False) == 100
    assert is_throttled(budget, writes=True) is None
    assert is_throttled(budget, writes=True) == 100


def test_where_everything_is_kept_for_check_ins_one_request_may_still_read() -> None:
    budget = Budget("test", FakeClock(), requests=2, seconds=100, kept_for_writes=5)

    assert is_throttled(budget, writes=False) is None
    assert is_throttled(budget, writes=False) == 100


def test_a_short_wait_is_waited_for() -> None:
    clock = StillClock()
    clock.step = timedelta(seconds=0.02)
    budget = Budget("test", clock, requests=1, seconds=0.03)
    budget.take(writes=True)

    assert is_throttled(budget, writes=True) is None


def test_a_clock_that_really_goes_lets_the_next_request_pass() -> None:
    budget = Budget("test", SystemClock(), requests=1, seconds=0.01)
    budget.take(writes=True)

    assert is_throttled(budget, writes=True) is None


def test_whoever_waits_is_sent_away_from_another_thread() -> None:
    clock = WatchedClock()
    budget = Budget("test", clock, requests=1, seconds=60)
    budget.take(writes=True)
    clock.looked.clear()

    def interrupt() -> None:
        assert clock.looked.wait(5)
        budget.interrupt()

    other = threading.Thread(target=interrupt)
    other.start()
    with pytest.raises(ThrottledError, match="goes on by itself"):
        budget.take(writes=True)
    other.join()


def test_whoever_was_sent_away_may_ask_again() -> None:
    clock = StillClock()
    clock.step = timedelta(seconds=0.02)
    budget = Budget("test", clock, requests=1, seconds=0.03)
    budget.take(writes=True)

    budget.interrupt()

    assert is_throttled(budget, writes=True) is None


@pytest.mark.parametrize(
    ("headers", "closed_for"),
    [
        ({}, None),
        ({"x-remaining-requests": "1", "x-available-in-seconds": "500"}, None),
        ({"x-remaining-requests": "0", "x-available-in-seconds": "500"}, 500),
        ({"x-remaining-requests": " 0 ", "x-available-in-seconds": " 500 "}, 500),
        ({"x-remaining-requests": "0"}, 200),
        ({"x-remaining-requests": "0", "x-available-in-seconds": "soon"}, 200),
        ({"x-remaining-requests": "0", "x-available-in-seconds": "9" * 5000}, 200),
        ({"x-remaining-requests": "-1"}, None),
        ({"x-remaining-requests": "none"}, None),
        ({"x-remaining-requests": "\u00b2"}, None),
        ({"x-remaining-requests": "0", "x-available-in-seconds": "\u00b2"}, 200),
    ],
)
def test_the_platform_is_believed_about_what_is_left(
    headers: dict[str, str], closed_for: float | None
) -> None:
    budget = Budget("test", FakeClock(), seconds=200)

    budget.heed(headers)

    assert is_throttled(budget, writes=True) == closed_for


def test_a_pause_is_over_when_its_time_is_and_a_shorter_one_does_not_end_it() -> None:
    clock = FakeClock()
    budget = Budget("test", clock)
    budget.close_for(300)
    budget.close_for(10)
    clock.advance(100)

    assert is_throttled(budget, writes=True) == 200
    clock.advance(200)
    assert is_throttled(budget, writes=True) is None


def test_a_closed_budget_lets_nobody_wait() -> None:
    budget = used_up(FakeClock())
    budget.close()

    with pytest.raises(UnreachableError):
        budget.take(writes=False)


@pytest.mark.parametrize(
    ("typed", "allowed"), [("", 60), ("120", 120), (" 5 ", 5), ("0", 60), ("many", 60), ("99999999", 60)]
)
def test_how_many_requests_are_allowed_can_be_typed(typed: str, allowed: int) -> None:
    assert requests_a_minute(typed) == allowed


def test_whether_there_is_room_is_said_without_counting_it() -> None:
    budget = Budget("test", FakeClock(), requests=1, seconds=50, kept_for_writes=0)

    assert budget.has_room(writes=False, within=0)
    assert budget.has_room(writes=False, within=0)
    budget.take(writes=True)
    assert not budget.has_room(writes=False, within=0)


def test_there_may_be_room_for_a_check_in_and_none_for_reading() -> None:
    budget = Budget("test", FakeClock(), requests=2, seconds=50, kept_for_writes=1)
    budget.take(writes=False)

    assert budget.has_room(writes=True, within=0)
    assert not budget.has_room(writes=False, within=0)


def test_room_that_comes_soon_is_waited_for() -> None:
    budget = Budget("test", SystemClock(), requests=1, seconds=0.05, kept_for_writes=0)
    budget.take(writes=False)

    assert budget.has_room(writes=False, within=10)


def test_whoever_asks_for_room_too_early_or_too_late_is_told_so() -> None:
    budget = used_up(FakeClock())
    closed = Budget("test", FakeClock())
    closed.close()

    with pytest.raises(ThrottledError):
        budget.has_room(writes=True, within=0)
    with pytest.raises(UnreachableError):
        closed.has_room(writes=True, within=0)
