"""A simulated pretix, and a desk that talks to it."""

from collections.abc import Callable, Iterator

import httpx
import pytest

from checkin.practice.pretix import PretixPractice
from tests.checkin.practice.pretix.desk import Desk
from tests.fakes.clock import FakeClock


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with httpx.Client() as client:
        yield client


@pytest.fixture
def practice(clock: FakeClock) -> Iterator[PretixPractice]:
    with PretixPractice(attendees=60, clock=clock) as practice:
        yield practice


@pytest.fixture
def at_desk(practice: PretixPractice, client: httpx.Client) -> Callable[[str], Desk]:
    """Makes a desk whose device has a certain security profile."""
    return lambda profile: Desk.of(practice, client, profile)


@pytest.fixture
def desk(at_desk: Callable[[str], Desk]) -> Desk:
    return at_desk("full")
