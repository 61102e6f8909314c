"""Many check-ins in one request, where the platform takes that."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from checkin.desk.undo import undo
from checkin.errors import ConnectorError, RejectedError, UnreadableReplyError
from checkin.mirror.database import Mirror
from checkin.model.operation import AlreadyThere, Operation, OperationState, Verdict
from checkin.sync.cycle import Schedule
from checkin.sync.push import push
from checkin.sync.together import grouped
from tests.fakes.builders import a_pulled
from tests.fakes.clock import FakeClock
from tests.fakes.connector import FakeConnector, FakePlatform, unreachable
from tests.fakes.synced import Synced, a_synced


@dataclass
class Together(FakeConnector):
    """Takes many at once; never what is of an attendee in `alone`.

    Attributes:
        requests: how many came in each request.
        spoilt: raised by the next request for many.
        had: what is answered for each of many instead.
    """

    alone: set[str] = field(default_factory=set)
    requests: list[int] = field(default_factory=list)
    spoilt: ConnectorError | None = None
    had: Verdict | None = None

    def fits(self, operation: Operation) -> bool:
        return operation.attendee not in self.alone

    def push_together(self, operations: Sequence[Operation]) -> Sequence[Verdict]:
        self.requests.append(len(operations))
        spoilt, self.spoilt = self.spoilt, None
        if spoilt is not None:
            raise spoilt
        return [self.had or self.it.takes(operation) for operation in operations]


@pytest.fixture
def synced(mirror: Mirror, clock: FakeClock, it: FakePlatform) -> Synced:
    made = a_synced(mirror, clock, it, Together(it))
    made.pull.everything()
    return made


def together(synced: Synced) -> Together:
    assert isinstance(synced.connector, Together)
    return synced.connector


def step(synced: Synced) -> None:
    synced.cycle(Schedule(changes=1e9, everything=1e9)).step()


def taken(synced: Synced) -> list[str]:
    return sorted(operation.attendee for operation in synced.it.taken)


def test_what_waits_is_told_in_one_request(synced: Synced) -> None:
    for number in range(1, 6):
        synced.admit(number)

    step(synced)

    assert together(synced).requests == [5]
    assert synced.counts().settled == 5
    assert taken(synced) == ["1", "2", "3", "4", "5"]


def test_what_does_not_fit_or_is_uncertain_is_told_by_itself(synced: Synced) -> None:
    together(synced).alone = {"2"}
    for number in range(1, 5):
        synced.admit(number)
    first, *_ = synced.due()
    synced.connector.faults.append(unreachable(may_have_landed=True))
    with pytest.raises(ConnectorError):
        push(synced.mirror, synced.connector, synced.clock, first)
    synced.clock.advance(600)

    step(synced)

    assert together(synced).requests == [2]
    assert taken(synced) == ["1", "2", "3", "4"]


def test_one_alone_is_no_group(synced: Synced) -> None:
    synced.admit(1)

    assert [list(group) for group in grouped(synced.connector, synced.due())] == [list(synced.due())]
    step(synced)

    assert together(synced).requests == []


def test_one_that_spoils_it_for_all_is_found_by_telling_each_by_itself(synced: Synced) -> None:
    for number in range(1, 4):
        synced.admit(number)
    together(synced).spoilt = RejectedError("fake", "ticket 2 is unknown")
    synced.it.refuses = {a_pulled(2).platform_id: "unknown"}

    step(synced)

    assert taken(synced) == ["1", "3"]
    assert (synced.counts().settled, synced.counts().parked) == (2, 1)


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (unreachable(), OperationState.PENDING),
        (unreachable(may_have_landed=True), OperationState.UNCERTAIN),
        (UnreadableReplyError("fake", "a web page", may_have_landed=True), OperationState.UNCERTAIN),
    ],
    ids=["not sent", "answer lost", "unreadable"],
)
def test_a_failure_leaves_all_of_them_waiting(
    synced: Synced, error: ConnectorError, state: OperationState
) -> None:
    movements = [synced.admit(number) for number in range(1, 4)]
    together(synced).spoilt = error

    step(synced)

    assert {synced.operation(movement).state for movement in movements} == {state}
    synced.clock.advance(3600)
    step(synced)
    assert taken(synced) == ["1", "2", "3"]


def test_what_was_taken_back_is_left_out(synced: Synced) -> None:
    first, *_ = [synced.admit(number) for number in range(1, 4)]
    (operation, *_) = synced.due()
    batch = synced.due()
    undo(synced.post, first)

    groups = list(grouped(synced.connector, batch))
    step(synced)

    assert operation in groups[0]
    assert taken(synced) == ["2", "3"]


def test_verdicts_are_each_ones_own(synced: Synced) -> None:
    synced.it.refuses = {a_pulled(3).platform_id: "no such ticket"}
    for number in range(1, 4):
        synced.admit(number)

    step(synced)

    assert together(synced).requests == [3]
    assert (synced.counts().settled, synced.counts().parked) == (2, 1)


def test_what_the_platform_had_before_is_somebody_elses_here_too(synced: Synced) -> None:
    movements = [synced.admit(number) for number in (1, 2)]
    together(synced).had = AlreadyThere()

    step(synced)

    assert all(synced.operation(movement).is_theirs for movement in movements)
