from collections.abc import Iterator

import pytest

from checkin.connectors.badgestic.connector import BadgesticConnector
from checkin.practice.badgestic import BadgesticPractice
from tests.checkin.connectors.badgestic.builders import connected
from tests.fakes.clock import FakeClock
from tests.fakes.surroundings import DictMemory


@pytest.fixture
def practice(clock: FakeClock) -> Iterator[BadgesticPractice]:
    with BadgesticPractice(attendees=40, clock=clock) as running:
        yield running


@pytest.fixture
def memory() -> DictMemory:
    return DictMemory()


@pytest.fixture
def connector(
    practice: BadgesticPractice, clock: FakeClock, memory: DictMemory
) -> Iterator[BadgesticConnector]:
    made = connected(practice, clock=clock, memory=memory)
    yield made
    made.close()
