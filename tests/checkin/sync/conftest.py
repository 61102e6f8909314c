"""A platform, the line to it, and a station that pulls and pushes."""

import pytest

from checkin.mirror.database import Mirror
from tests.fakes.builders import a_pulled
from tests.fakes.clock import FakeClock
from tests.fakes.connector import FakePlatform
from tests.fakes.synced import Synced, a_synced


@pytest.fixture
def it(clock: FakeClock) -> FakePlatform:
    """A platform with five attendees."""
    platform = FakePlatform(clock=clock)
    platform.put(*(a_pulled(number, "Ada", f"Number {number}") for number in range(1, 6)))
    return platform


@pytest.fixture
def synced(mirror: Mirror, clock: FakeClock, it: FakePlatform) -> Synced:
    """A station of its event, with nothing pulled yet."""
    return a_synced(mirror, clock, it)


@pytest.fixture
def pulled(synced: Synced) -> Synced:
    """A station that has everybody."""
    synced.pull.everything()
    synced.connector.pulls.clear()
    synced.announced.clear()
    return synced
