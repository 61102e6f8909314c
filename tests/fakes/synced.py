"""A station with everything it needs to sync with a `FakePlatform`, in virtual time."""

import threading
from dataclasses import dataclass, field
from typing import TypeVar

from checkin.desk import admit
from checkin.desk.post import Post
from checkin.mirror import backlog, outbox
from checkin.mirror.database import Mirror
from checkin.model.ids import MovementId
from checkin.model.operation import Operation, OutboxCounts
from checkin.model.station import Station
from checkin.notices import Notice, NoticeBoard
from checkin.sync.cycle import Cycle, Schedule
from checkin.sync.pace import Pace
from checkin.sync.pull import Pull
from tests.fakes.builders import CONNECTION, a_chosen_event, a_station
from tests.fakes.clock import FakeClock
from tests.fakes.connector import FakeConnector, FakePlatform

_N = TypeVar("_N")


def _even(least: float, most: float) -> float:
    """Dice that say the usual of a spread, and nothing on top of what a platform asks for."""
    return (least + most) / 2 if least else 0.0


@dataclass(kw_only=True)
class Synced:
    """What a test of the sync holds in its hands."""

    mirror: Mirror
    clock: FakeClock
    it: FakePlatform
    connector: FakeConnector
    pull: Pull
    post: Post
    announced: list[Notice] = field(default_factory=list)

    def cycle(self, schedule: Schedule | None = None) -> Cycle:
        """A cycle as at a start of the app."""
        return Cycle(self.pull, schedule or Schedule(), Pace(dice=_even))

    def admit(self, number: int, station: Station | None = None) -> MovementId:
        """Let an attendee in."""
        post = self.post if station is None else self.at(station)
        movement = admit.admit(post, f"C{number}").movement
        assert movement is not None
        return movement

    def at(self, station: Station) -> Post:
        """The same computer as another station."""
        return Post(
            mirror=self.mirror,
            clock=self.clock,
            notices=self.post.notices,
            event=self.post.event,
            station=station,
        )

    def heard(self, kind: type[_N]) -> list[_N]:
        """The notices of one kind, in order."""
        return [notice for notice in self.announced if isinstance(notice, kind)]

    def counts(self) -> OutboxCounts:
        """What waits."""
        with self.mirror.read() as connection:
            return backlog.counts(connection)

    def operation(self, movement: MovementId) -> Operation:
        """What is to be told of a movement."""
        with self.mirror.read() as connection:
            operation = outbox.of_movement(connection, movement)
        assert operation is not None
        return operation

    def due(self) -> tuple[Operation, ...]:
        """What is to be told now."""
        with self.mirror.read() as connection:
            return outbox.due(connection, CONNECTION, self.clock.now(), 50)


def a_synced(
    mirror: Mirror, clock: FakeClock, it: FakePlatform, connector: FakeConnector | None = None
) -> Synced:
    """A station of the platform's event, with nothing pulled yet."""
    event = a_chosen_event(mirror)
    connector = connector or FakeConnector(it)
    notices = NoticeBoard()
    synced = Synced(
        mirror=mirror,
        clock=clock,
        it=it,
        connector=connector,
        pull=Pull(
            mirror=mirror,
            connector=connector,
            event=event,
            clock=clock,
            notices=notices,
            cancelled=threading.Event(),
        ),
        post=Post(mirror=mirror, clock=clock, notices=notices, event=event, station=a_station()),
    )
    notices.listen(synced.announced.append)
    return synced


def run(synced: Synced, cycle: Cycle, seconds: float) -> None:
    """Live through some time."""
    until = synced.clock.monotonic() + seconds
    while synced.clock.monotonic() < until:
        left = until - synced.clock.monotonic()
        synced.clock.advance(min(left, max(cycle.step(), 0.01)))
