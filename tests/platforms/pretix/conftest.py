import uuid
from collections.abc import Iterator

import pytest

from checkin.connectors.pretix.connector import PretixConnector
from checkin.model.ids import MovementId, OperationId, PlatformId
from checkin.model.operation import (
    Move,
    Operation,
    Task,
)
from checkin.model.station import StationKind
from checkin.practice.pretix import PretixPractice
from checkin.practice.pretix.rows import PositionRow
from tests.fakes.clock import FakeClock
from tests.platforms.pretix.station import Tell, connected


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def practice(clock: FakeClock) -> Iterator[PretixPractice]:
    with PretixPractice(attendees=120, clock=clock) as running:
        yield running


@pytest.fixture
def connector(practice: PretixPractice, clock: FakeClock) -> Iterator[PretixConnector]:
    made = connected(practice, clock)
    yield made
    made.close()


@pytest.fixture
def good(practice: PretixPractice) -> PositionRow:
    """A ticket that must be let in."""
    visitor = next(one for one in practice.visitors() if one.expected is None and one.event == "conf")
    with practice.state.lock:
        return practice.state.positions[int(visitor.platform_id)]


@pytest.fixture
def tell(practice: PretixPractice, clock: FakeClock, good: PositionRow) -> Tell:
    """Makes operations about the good ticket."""

    def make(
        task: Task | None = None, *, out: bool = False, number: int | None = None, **more: object
    ) -> Operation:
        usual: dict[str, object] = {
            "id": OperationId(str(uuid.uuid4())),
            "movement": MovementId("m"),
            "event": practice.main_event,
            "attendee": PlatformId(str(good.id)),
            "kind": StationKind.CHECK_OUT if out else StationKind.REGISTRATION,
            "station": PlatformId(f"{number or practice.list_id}{'/out' if out else ''}"),
            "session": None,
            "at": clock.now(),
            "code": good.secret,
            "task": task or Move(),
            "first_sent_at": clock.now(),
            "attempts": 1,
        }
        return Operation(**{**usual, **more})  # type: ignore[arg-type]

    return make
