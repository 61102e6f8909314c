"""A platform in memory, and a connector to it over a line that breaks when the test says so."""

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from checkin.clock import Clock
from checkin.errors import ConnectorError, SettingsError, UnreachableError
from checkin.model.event import WHOLE_EVENT, PlatformEvent, TicketType
from checkin.model.ids import OperationId, PlatformId, ZoneId
from checkin.model.operation import (
    AlreadyThere,
    CannotTell,
    NotThere,
    Operation,
    Recollection,
    Rejected,
    Settled,
    Verdict,
)
from checkin.model.platform import Account, Capability
from checkin.model.pulled import Page, PulledAttendee, PulledMovement
from checkin.model.station import Direction, StationKind
from tests.fakes.builders import a_platform_event


@dataclass(frozen=True, slots=True)
class CommitThen:
    """The platform does what it is asked, and its answer gets lost."""

    error: ConnectorError


Fault = ConnectorError | CommitThen | None
"""What happens to one request: refused before it has an effect, answered into the void, or nothing."""


def dropped() -> CommitThen:
    """The request took effect, the connection was cut before the answer."""
    return CommitThen(unreachable(may_have_landed=True))


def unreachable(*, may_have_landed: bool = False) -> UnreachableError:
    """No answer."""
    return UnreachableError("fake", "no answer", may_have_landed=may_have_landed)


@dataclass
class FakePlatform:
    """Knows attendees and takes each operation as often as it is sent.

    Attributes:
        taken: what took effect, in order, with every repetition.
        refuses: attendees it will never take anything of, with its words.
    """

    clock: Clock
    attendees: dict[PlatformId, PulledAttendee] = field(default_factory=dict)
    changed: list[PlatformId] = field(default_factory=list)
    taken: list[Operation] = field(default_factory=list)
    refuses: dict[PlatformId, str] = field(default_factory=dict)

    def put(self, *people: PulledAttendee) -> None:
        """New or changed attendees."""
        for one in people:
            self.attendees[one.platform_id] = one
            self.changed.append(one.platform_id)

    def remove(self, platform_id: PlatformId) -> None:
        """An attendee is deleted."""
        del self.attendees[platform_id]

    def takes(self, operation: Operation) -> Verdict:
        """Do what an operation says."""
        if operation.attendee in self.refuses:
            return Rejected(reason=self.refuses[operation.attendee])
        self.taken.append(operation)
        self.report(operation.attendee, _zone(operation), _direction(operation))
        return Settled(at=self.clock.now())

    def has(self, operation: OperationId) -> bool:
        """Whether it took effect."""
        return any(one.id == operation for one in self.taken)

    def report(self, attendee: PlatformId, zone: ZoneId = WHOLE_EVENT, way: Direction = Direction.IN) -> None:
        """From now on pulls tell of a movement that happens now."""
        said = PulledMovement(zone=zone, direction=way, at=self.clock.now())
        known = self.attendees[attendee]
        self.put(replace(known, movements=(*known.movements, said)))


def _zone(operation: Operation) -> ZoneId:
    return WHOLE_EVENT if operation.session is None else ZoneId(f"session:{operation.session}")


def _direction(operation: Operation) -> Direction:
    return Direction.OUT if operation.kind is StationKind.CHECK_OUT else Direction.IN


@dataclass
class FakeConnector:
    """Speaks to a `FakePlatform`.

    Attributes:
        page_size: attendees a page.
        down: raised by every request while it is set.
        forgetful: raised by every push while it is set.
        faults: what happens to the next requests (pages, pushes, read-backs), in order.
        ahead: seconds the platform's clock is said to be ahead of ours; None while nobody measured it.
        answers: what the next pushes are answered instead of asking the platform.
        recalls: what the next read-backs are answered.
        is_blind: nothing can be looked up.
        pushed, read, pulls: what was asked: operations, operations, (since, resume).
        blocks: a push waits until `interrupt`; `blocking` is set when one does.
    """

    it: FakePlatform
    platform: str = "fake"
    capabilities: frozenset[Capability] = frozenset({Capability.DELTA_PULL})
    page_size: int = 2
    down: ConnectorError | None = None
    forgetful: SettingsError | None = None
    ahead: float | None = None
    faults: deque[Fault] = field(default_factory=deque)
    answers: deque[Verdict] = field(default_factory=deque)
    recalls: deque[Recollection] = field(default_factory=deque)
    pushed: list[Operation] = field(default_factory=list)
    read: list[Operation] = field(default_factory=list)
    pulls: list[tuple[str | None, str | None]] = field(default_factory=list)
    is_blind: bool = False
    blocks: bool = False
    blocking: threading.Event = field(default_factory=threading.Event)
    interrupted: threading.Event = field(default_factory=threading.Event)

    def sign_in(self) -> Account:
        return Account(name="Desk", platform_id=PlatformId("1"))

    def events(self) -> Sequence[PlatformEvent]:
        return (a_platform_event(),)

    def pull(self, event: PlatformId, *, since: str | None, resume: str | None) -> Iterator[Page]:
        assert event == "event-1"
        self.pulls.append((since, resume))
        yield from self._snapshot(int(resume or 0)) if since is None else self._delta(int(since))

    def _snapshot(self, start: int) -> Iterator[Page]:
        cursor = str(len(self.it.changed))
        everybody = list(self.it.attendees.values())
        while True:
            self._meet(lambda: None)
            end = start + self.page_size
            is_last = end >= len(everybody)
            yield Page(
                attendees=tuple(everybody[start:end]),
                ticket_types=(TicketType(platform_id=PlatformId("1"), name="Standard"),)
                if not start
                else None,
                resume=str(end),
                done=min(end, len(everybody)),
                total=len(everybody),
                snapshot_ends=is_last,
                cursor=cursor if is_last else None,
            )
            if is_last:
                return
            start = end

    def _delta(self, since: int) -> Iterator[Page]:
        changed = list(dict.fromkeys(self.it.changed[since:]))
        people = [self.it.attendees[one] for one in changed if one in self.it.attendees]
        cursor = str(len(self.it.changed))
        for start in range(0, len(people), self.page_size):
            self._meet(lambda: None)
            yield Page(attendees=tuple(people[start : start + self.page_size]))
        self._meet(lambda: None)
        yield Page(cursor=cursor)

    def push(self, operation: Operation) -> Verdict:
        self.pushed.append(operation)
        if self.forgetful is not None:
            raise self.forgetful
        if self.blocks:
            self.blocking.set()
            assert self.interrupted.wait(30)
            raise unreachable(may_have_landed=True)
        verdict: list[Verdict] = []
        self._meet(lambda: verdict.append(self._answer(operation)))
        return verdict[0]

    def _answer(self, operation: Operation) -> Verdict:
        return self.answers.popleft() if self.answers else self.it.takes(operation)

    def read_back(self, operation: Operation) -> Recollection:
        self.read.append(operation)
        self._meet(lambda: None)
        if self.recalls:
            return self.recalls.popleft()
        if self.is_blind:
            return CannotTell()
        return AlreadyThere() if self.it.has(operation.id) else NotThere()

    def clock_offset(self) -> float | None:
        return self.ahead

    def interrupt(self) -> None:
        self.interrupted.set()

    def close(self) -> None:
        self.interrupt()

    def _meet(self, effect: Callable[[], None]) -> None:
        """Let a request happen, or what is to happen instead."""
        if self.down is not None:
            raise self.down
        fault = self.faults.popleft() if self.faults else None
        if isinstance(fault, ConnectorError):
            raise fault
        effect()
        if fault is not None:
            raise fault.error
