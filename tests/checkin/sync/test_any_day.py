"""Any day at the door: people come, are taken back, the network breaks in every way, the app dies."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from typing_extensions import override

from checkin.desk import admit, find
from checkin.desk.undo import CannotUndoError, undo
from checkin.errors import CredentialsError, ThrottledError, UnreadableReplyError
from checkin.mirror import attendees, movements
from checkin.mirror.database import Mirror
from checkin.model.admission import Admitted
from checkin.model.event import WHOLE_EVENT
from checkin.model.ids import MovementId, OperationId, PlatformId, ZoneId
from checkin.model.movement import presence_of
from checkin.model.operation import Operation, OperationState, Verdict
from checkin.model.station import Station, StationKind
from checkin.sync.cycle import Cycle
from tests.fakes.builders import a_pulled, a_station
from tests.fakes.clock import FakeClock
from tests.fakes.connector import CommitThen, FakeConnector, FakePlatform, Fault, dropped, unreachable
from tests.fakes.synced import Synced, a_synced

HALL = ZoneId("session:5")
PEOPLE = (1, 2, 3)
STATIONS = (
    a_station(),
    a_station(StationKind.CHECK_IN, HALL, "Hall in"),
    a_station(StationKind.CHECK_OUT, HALL, "Hall out"),
)
CLOSED = {OperationState.SETTLED, OperationState.PARKED, OperationState.WITHDRAWN}

FAULTS: tuple[Callable[[], Fault], ...] = (
    unreachable,
    lambda: unreachable(may_have_landed=True),  # failed before it committed
    dropped,  # committed, then cut
    lambda: ThrottledError("fake", "patience", retry_after=20),
    lambda: UnreadableReplyError("fake", "html"),
    lambda: CommitThen(UnreadableReplyError("fake", "html", may_have_landed=True)),
    lambda: CredentialsError("fake", "signed out"),
)


class Died(BaseException):
    """The process ends here."""


class MortalConnector(FakeConnector):
    """The process may die before or after the platform took an operation."""

    dies: str = ""

    @override
    def push(self, operation: Operation) -> Verdict:
        when, self.dies = self.dies, ""
        if when == "before":
            raise Died
        verdict = super().push(operation)
        if when == "after":
            raise Died
        return verdict


class Day(RuleBasedStateMachine):
    """One station, three attendees, one platform, and what may happen to them."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="any-day-"))
        self.greens: dict[MovementId, OperationId] = {}
        self.never: set[OperationId] = set()

    @initialize()
    def the_doors_open(self) -> None:
        shutil.copy(self.template, self.folder / "mirror.sqlite")
        self.clock = FakeClock()
        self.it = FakePlatform(clock=self.clock)
        self.it.put(*(a_pulled(number, "Ada", f"Number {number}") for number in PEOPLE))
        self.mirror = Mirror(self.folder / "mirror.sqlite")
        self.synced: Synced = a_synced(self.mirror, self.clock, self.it, MortalConnector(self.it))
        self.connector = self.synced.connector
        self.synced.pull.everything()
        self.cycle: Cycle = self.synced.cycle()

    @rule(number=st.sampled_from(PEOPLE), station=st.sampled_from(STATIONS))
    def somebody_comes(self, number: int, station: Station) -> None:
        scan = admit.admit(self.synced.at(station), f"C{number}")
        if isinstance(scan.admission, Admitted):
            assert scan.movement is not None
            self.greens[scan.movement] = self.synced.operation(scan.movement).id

    @rule(number=st.sampled_from(PEOPLE), fault=st.sampled_from(FAULTS[:3]))
    def somebody_looks_into_the_hall_on_a_bad_line(self, number: int, fault: Callable[[], Fault]) -> None:
        for station in STATIONS[1:]:
            self.somebody_comes(number, station)
        self.connector.faults.append(fault())

    @precondition(lambda self: self.greens)
    @rule(data=st.data())
    def somebody_is_taken_back(self, data: st.DataObject) -> None:
        # By place: the ids are new in every run, and a day must be the same when it is lived again.
        which = data.draw(st.integers(0, len(self.greens) - 1))
        movement = list(self.greens)[which]
        before = self.synced.operation(movement)
        try:
            answer = undo(self.synced.post, movement)
        except CannotUndoError:
            return
        if before.state is OperationState.PENDING:
            assert answer.told_platform
            self.never.add(before.id)

    @rule(seconds=st.sampled_from([0.5, 3, 30, 130, 700]))
    def time_passes(self, seconds: float) -> None:
        self.clock.advance(seconds)
        self.step()

    @rule()
    def step(self) -> None:
        try:
            self.cycle.step()
        except Died:
            self.the_app_starts()

    @rule()
    def the_app_starts(self) -> None:
        self.cycle = self.synced.cycle()

    @rule(fault=st.sampled_from(FAULTS), after=st.integers(0, 2))
    def a_request_will_fail(self, fault: Callable[[], Fault], after: int) -> None:
        self.connector.faults.extend([None] * after)
        self.connector.faults.append(fault())

    @rule(when=st.sampled_from(["before", "after"]))
    def the_app_will_die(self, when: str) -> None:
        assert isinstance(self.connector, MortalConnector)
        self.connector.dies = when

    @rule()
    def the_network_goes(self) -> None:
        self.connector.down = unreachable()

    @rule()
    def the_network_is_back(self) -> None:
        self.connector.down = None

    @rule(number=st.sampled_from(PEOPLE))
    def the_platform_refuses_somebody(self, number: int) -> None:
        self.it.refuses[PlatformId(str(number))] = "deleted"

    @rule(number=st.sampled_from(PEOPLE))
    def another_station_lets_somebody_in(self, number: int) -> None:
        self.it.report(PlatformId(str(number)))

    @rule(everything=st.booleans())
    def a_person_is_in_a_hurry(self, *, everything: bool) -> None:
        if self.cycle.status.sign_in_needed:
            self.cycle = self.synced.cycle()
        self.cycle.hurry(everything=everything)
        self.step()


class AnyDay(Day):
    """What is true whatever happens."""

    @invariant()
    def every_green_is_on_the_disk(self) -> None:
        with self.mirror.read() as connection:
            for movement in self.greens:
                assert movements.get(connection, movement) is not None

    @invariant()
    def the_platform_took_nothing_twice_and_nothing_withdrawn(self) -> None:
        taken = [operation.id for operation in self.it.taken]
        assert len(taken) == len(set(taken))
        assert not self.never.intersection(taken)

    @invariant()
    def the_platform_heard_of_each_attendee_in_order(self) -> None:
        order = list(self.greens.values())
        for number in PEOPLE:
            heard = [order.index(one.id) for one in self.it.taken if one.attendee == str(number)]
            assert heard == sorted(heard)

    @invariant()
    def presence_is_what_follows_from_the_movements(self) -> None:
        for found in find.find(self.synced.post, ""):
            history = find.history(self.synced.post, found.attendee.id)
            for zone in (WHOLE_EVENT, HALL):
                with self.mirror.read() as connection:
                    kept = attendees.by_number(connection, found.attendee.id, zone)
                assert kept is not None
                assert kept.presence == presence_of(one for one in history if one.zone == zone)

    @invariant()
    def what_counts_as_settled_the_platform_has(self) -> None:
        for operation in map(self.synced.operation, self.greens):
            if operation.state is OperationState.SETTLED:
                assert self.it.has(operation.id)

    @override
    def teardown(self) -> None:
        """In the end the network is good, and everything comes to its end."""
        if hasattr(self, "synced"):
            self._evening()
            self.mirror.close()
        shutil.rmtree(self.folder)

    def _evening(self) -> None:
        assert isinstance(self.connector, MortalConnector)
        self.connector.dies = ""
        self.connector.down = None
        self.connector.faults.clear()
        self.the_app_starts()
        for _ in range(50):
            self.clock.advance(self.cycle.step() + 1)
        for operation in map(self.synced.operation, self.greens):
            assert operation.state in CLOSED
            assert self.it.has(operation.id) is (operation.state is OperationState.SETTLED)
            assert operation.state is not OperationState.PARKED or operation.attendee in self.it.refuses
        self.the_platform_took_nothing_twice_and_nothing_withdrawn()
        self.the_platform_heard_of_each_attendee_in_order()


def test_whatever_happens_each_check_in_is_told_once_or_somebody_knows_why(tmp_path: Path) -> None:
    Mirror(tmp_path / "template.sqlite").close()
    AnyDay.template = tmp_path / "template.sqlite"

    run_state_machine_as_test(
        AnyDay, settings=settings(max_examples=8, stateful_step_count=40, deadline=None)
    )
