from collections.abc import Iterator

import pytest

from checkin.connectors.nutickets.connector import NuticketsConnector
from checkin.practice.nutickets import NuticketsPractice
from tests.checkin.connectors.nutickets.builders import NOON, Witness, connect
from tests.fakes.clock import FakeClock
from tests.fakes.surroundings import DictMemory


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOON)


@pytest.fixture
def platform(clock: FakeClock) -> Iterator[NuticketsPractice]:
    with NuticketsPractice(attendees=20, clock=clock) as serving:
        yield serving


@pytest.fixture
def memory() -> DictMemory:
    return DictMemory()


@pytest.fixture
def witness() -> Witness:
    return Witness()


@pytest.fixture
def connector(
    platform: NuticketsPractice, clock: FakeClock, memory: DictMemory, witness: Witness
) -> Iterator[NuticketsConnector]:
    made = connect(platform, clock=clock, memory=memory, transport=witness)
    yield made
    made.close()
