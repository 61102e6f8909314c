from collections.abc import Iterator

import pytest

from checkin.practice.badgestic import BadgesticPractice
from tests.fakes.clock import FakeClock


@pytest.fixture
def practice(clock: FakeClock) -> Iterator[BadgesticPractice]:
    with BadgesticPractice(attendees=60, clock=clock) as running:
        yield running
