"""Stations that share what a platform allows one account."""

import math
import random
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from checkin.errors import ConnectorError, ThrottledError
from checkin.model.ids import PlatformId
from checkin.model.operation import Operation, OperationState, Verdict
from checkin.sync.cycle import Cycle, Schedule
from checkin.sync.pace import Pace
from tests.fakes.builders import a_pulled
from tests.fakes.clock import FakeClock
from tests.fakes.connector import FakeConnector, FakePlatform, unreachable
from tests.fakes.fresh import fresh_mirror
from tests.fakes.synced import Synced, a_synced, run

SEED = 2026
STATIONS = 9
WINDOW = 60.0
VISITORS = 60  # a station


def seeded(seed: int = SEED) -> Pace:
    return Pace(dice=random.Random(seed).uniform)


def test_nine_stations_that_start_together_do_not_ask_together_for_ever() -> None:
    asked = [sum(pace.until_pull(30) for _ in range(5)) for pace in map(seeded, range(STATIONS))]

    assert len({round(at) for at in asked}) >= STATIONS - 2
    assert all(5 * 24 <= at <= 5 * 36 for at in asked)


def test_pulls_are_stretched_to_eight_times_and_come_back_little_by_little() -> None:
    pace = seeded()
    for _ in range(9):
        pace.pull_throttled()

    assert 0.8 * 240 <= pace.until_pull(30) <= 1.2 * 240
    pace.pulled()
    assert pace.until_pull(30) > 0.8 * 200
    for _ in range(30):
        pace.pulled()
    assert pace.until_pull(30) <= 36


@pytest.mark.parametrize(("usual", "longest"), [(600, 900), (3600, 3600)])
def test_what_is_pulled_seldom_anyway_is_pulled_within_a_quarter_of_an_hour_or_as_ever(
    usual: float, longest: float
) -> None:
    pace = seeded()
    for _ in range(9):
        pace.push_throttled()

    assert 0.8 * longest <= pace.until_pull(usual) <= 1.2 * longest


def test_after_an_hour_in_which_everything_was_too_much_it_is_soon_as_before(pulled: Synced) -> None:
    pulled.connector.capabilities = frozenset()
    cycle = pulled.cycle()
    movement = pulled.admit(1)
    pulled.connector.down = ThrottledError("fake", "too many")
    run(pulled, cycle, 3600)
    pulled.connector.down = None

    run(pulled, cycle, 150)
    assert pulled.operation(movement).state is OperationState.SETTLED
    asked = len(pulled.connector.pulls)
    run(pulled, cycle, 4 * 900)
    assert len(pulled.connector.pulls) >= asked + 3


def test_only_an_answer_makes_pushes_come_sooner(pulled: Synced) -> None:
    pace = Pace(dice=lambda least, most: (least + most) / 2)
    cycle = Cycle(pulled.pull, Schedule(), pace)
    pace.push_throttled()
    pulled.admit(1)

    pulled.connector.faults.append(unreachable(may_have_landed=True))
    cycle.step()
    assert pace.until_push() == pytest.approx(0.5)
    cycle.hurry()
    cycle.step()

    assert not pulled.due()
    assert pace.until_push() == pytest.approx(0.45)


@given(st.floats(0.001, 3600), st.integers())
def test_nobody_comes_back_sooner_than_asked_nor_much_later(asked: float, seed: int) -> None:
    assert asked <= seeded(seed).not_before(asked) <= asked + min(5.0, asked)


def test_pushes_go_out_one_after_the_other_once_they_were_too_many() -> None:
    pace = seeded()
    assert pace.until_push() == 0

    pace.push_throttled()
    assert 0.4 <= pace.until_push() <= 0.6
    for _ in range(9):
        pace.push_throttled()
    assert pace.until_push() <= 4.8
    for _ in range(60):
        pace.pushed()
    assert pace.until_push() == 0


def test_a_pull_that_was_too_much_leaves_the_way_to_the_pushes(pulled: Synced) -> None:
    cycle = pulled.cycle()
    pulled.connector.faults.append(ThrottledError("fake", "patience", retry_after=300))
    run(pulled, cycle, 31)
    asked = len(pulled.connector.pulls)

    movement = pulled.admit(1)
    run(pulled, cycle, 5)

    assert pulled.operation(movement).state is OperationState.SETTLED
    run(pulled, cycle, 250)
    assert len(pulled.connector.pulls) == asked
    run(pulled, cycle, 60)
    assert len(pulled.connector.pulls) == asked + 1


def test_a_person_who_wants_it_now_does_not_wait_for_a_stretched_pull(pulled: Synced) -> None:
    cycle = pulled.cycle()
    pulled.connector.faults.append(ThrottledError("fake", "patience", retry_after=300))
    run(pulled, cycle, 31)
    asked = len(pulled.connector.pulls)

    cycle.hurry()
    cycle.step()

    assert len(pulled.connector.pulls) == asked + 1


# Nine stations and a limit.


@dataclass
class Limited(FakePlatform):
    """Allows its account so many requests a minute; who comes too often is told when to come again.

    Attributes:
        refused: when a request was too much, on the clock that never jumps.
        arrived: when each attendee's check-in came.
    """

    requests: int = 100
    sent: deque[float] = field(default_factory=deque)
    refused: list[float] = field(default_factory=list)
    arrived: dict[PlatformId, float] = field(default_factory=dict)

    def ask(self) -> None:
        now = self.clock.monotonic()
        while self.sent and self.sent[0] <= now - WINDOW:
            self.sent.popleft()
        if len(self.sent) >= self.requests:
            self.refused.append(now)
            raise ThrottledError("fake", "too many", retry_after=self.sent[0] + WINDOW - now)
        self.sent.append(now)

    @override
    def takes(self, operation: Operation) -> Verdict:
        assert operation.attendee not in self.arrived
        self.arrived[operation.attendee] = self.clock.monotonic()
        return super().takes(operation)


@dataclass
class Asking(FakeConnector):
    """A connector whose every request counts."""

    @override
    def _meet(self, effect: Callable[[], None]) -> None:
        assert isinstance(self.it, Limited)
        if self.down is None:
            self.it.ask()
        super()._meet(effect)


@dataclass
class Hall:
    """Stations with a mirror each, in one virtual time.

    Attributes:
        scanned: when each attendee was let in, by station.
    """

    clock: FakeClock
    it: Limited
    stations: list[Synced]
    cycles: list[Cycle]
    scanned: list[dict[PlatformId, float]]
    due: list[float]

    def live(self, seconds: float, *, every: float = math.inf) -> None:
        """So long; to each station somebody comes every so many seconds."""
        now = self.clock.monotonic()
        until = now + seconds
        coming = [
            now + every * place / STATIONS if every < math.inf else math.inf for place in range(STATIONS)
        ]
        while (now := self.clock.monotonic()) < until:
            for place, synced in enumerate(self.stations):
                if coming[place] <= now:
                    coming[place] += every
                    number = place * VISITORS + len(self.scanned[place]) + 1
                    self.scanned[place][PlatformId(str(number))] = now
                    synced.admit(number)
                    self.due[place] = now
                if self.due[place] <= now:
                    self.due[place] = now + max(self.cycles[place].step(), 0.05)
            self.clock.advance(0.2)

    def down(self, error: ConnectorError | None) -> None:
        for synced in self.stations:
            synced.connector.down = error

    def delays(self) -> list[float]:
        """How long a station's check-ins took to arrive, on average."""
        return [
            sum(self.it.arrived[one] - at for one, at in scanned.items()) / len(scanned)
            for scanned in self.scanned
        ]


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    clock = FakeClock()
    it = Limited(clock, requests=10_000)
    it.put(*(a_pulled(number) for number in range(1, STATIONS * VISITORS + 1)))
    mirrors = [fresh_mirror(tmp_path / f"{place}.sqlite3") for place in range(STATIONS)]
    stations = [a_synced(mirror, clock, it, Asking(it, page_size=1000)) for mirror in mirrors]
    for synced in stations:
        synced.pull.everything()
    it.sent.clear()
    it.requests = 100
    yield Hall(
        clock=clock,
        it=it,
        stations=stations,
        cycles=[Cycle(one.pull, Schedule(), seeded(SEED + place)) for place, one in enumerate(stations)],
        scanned=[{} for _ in stations],
        due=[0.0] * STATIONS,
    )
    for mirror in mirrors:
        mirror.close()


def test_with_a_limit_of_the_account_every_check_in_arrives_and_nobody_starves(hall: Hall) -> None:
    hall.live(60, every=8)
    hall.down(unreachable())
    hall.live(60, every=8)
    hall.down(None)
    hall.live(180, every=8)
    settled_in = hall.clock.monotonic()
    hall.live(120, every=8)
    hits = [at for at in hall.it.refused if at > settled_in]
    hall.live(60)

    assert set(hall.it.arrived) == {one for scanned in hall.scanned for one in scanned}
    assert max(hall.delays()) <= 3 * min(hall.delays())
    assert len(hits) <= 0.1 * 2 * hall.it.requests
