"""A practice server, and somebody who talks to it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest

from checkin.practice.open_event import PracticeServer
from checkin.practice.open_event.population import make_event
from tests.checkin.practice.open_event.visitor import Visitor
from tests.fakes.clock import FakeClock

NINE_O_CLOCK = datetime(2026, 6, 12, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with httpx.Client() as client:
        yield client


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NINE_O_CLOCK)


@pytest.fixture
def server(clock: FakeClock) -> Iterator[PracticeServer]:
    event = make_event(attendees=60, now=NINE_O_CLOCK)
    with PracticeServer(event, clock=clock) as server:
        yield server


@pytest.fixture
def visitor(server: PracticeServer, client: httpx.Client) -> Visitor:
    return Visitor(server=server, client=client)
