"""What every connector promises of telling: the same thing told twice is told once, whatever gets lost."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol, runtime_checkable
from zlib import crc32

import pytest

from checkin.connectors.protocol import Connector
from checkin.errors import ConnectorError
from checkin.model.form import COMPANY, FAMILY_NAME, GIVEN_NAME, FieldKind, Form
from checkin.model.ids import AttendeeId, MovementId, OperationId, PlatformId
from checkin.model.operation import (
    Correct,
    Move,
    Operation,
    OperationState,
    Pair,
    Printed,
    Register,
    Rejected,
    TakeBack,
    Task,
    Turned,
)
from checkin.model.platform import Capability
from checkin.model.pulled import PulledAttendee
from checkin.model.station import Direction, StationKind
from checkin.practice.faults import Fault, FaultKind
from tests.fakes.mirrored import Mirrored, mirrored
from tests.fakes.subjects import Subject, performing, with_server

SOME_TIME = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
CHECK_INS = (Capability.CHECK_IN_OUR_TIME, Capability.CHECK_IN_THEIR_TIME)


@dataclass(frozen=True, kw_only=True)
class Loss:
    """What goes wrong while something is told, and whether the app is started anew before it tells again."""

    fault: Fault
    restarted: bool


LOST = {
    "the answer is lost": Loss(fault=Fault(kind=FaultKind.DROP_ANSWER, method="*"), restarted=False),
    "the answer is lost and the app dies": Loss(
        fault=Fault(kind=FaultKind.DROP_ANSWER, method="*"), restarted=True
    ),
    "it fails after it was done": Loss(
        fault=Fault(kind=FaultKind.ERROR_AFTER, method="*", status=500), restarted=True
    ),
    "it fails before it is done": Loss(
        fault=Fault(kind=FaultKind.ERROR_BEFORE, method="*", status=503), restarted=False
    ),
    "the answer breaks off": Loss(fault=Fault(kind=FaultKind.TRUNCATED, method="*"), restarted=True),
}


@runtime_checkable
class KeepsRegistrations(Protocol):
    """A platform whose list of attendees does not grow by whoever registers."""

    def registrations(self) -> tuple[object, ...]: ...


@dataclass(kw_only=True)
class Desk:
    """A station that has pulled, and people who have not come yet."""

    subject: Subject
    station: Mirrored
    people: Iterator[PlatformId]
    connector: Connector = field(init=False)

    def next(self) -> tuple[PlatformId, AttendeeId]:
        somebody = next(self.people)
        return somebody, self.station.number(somebody)

    def lose(self, number: OperationId, loss: Loss) -> OperationState:
        """Tell of it while something goes wrong, then as the sync goes on."""
        self.connector = self.subject.connector()
        self.connector.events()  # signed in, so that only what is told gets lost
        self.subject.faults.add(loss.fault)
        with suppress(ConnectorError):
            self.station.tell(self.connector, number)
            # Where the status says it all, nobody misses the end of the document.
            assert loss.fault.kind is FaultKind.TRUNCATED
        self.subject.faults.clear()
        if loss.restarted:
            self.connector.close()
            self.connector = self.subject.connector()
        return self.station.settle(self.connector, number)

    def settle(self, number: OperationId) -> OperationState:
        return self.station.settle(self.subject.connector(), number)


@pytest.fixture(scope="module", params=with_server())
def open_desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp(request.param)
    with performing(request.param, folder, attendees=60) as subject, mirrored(subject, folder) as station:
        station.pull()
        yield Desk(subject=subject, station=station, people=iter(subject.welcome))


@pytest.fixture
def desk(open_desk: Desk) -> Iterator[Desk]:
    yield open_desk
    open_desk.subject.recover()


lost = pytest.mark.parametrize("loss", LOST.values(), ids=list(LOST))


@lost
def test_a_check_in_told_twice_is_one(desk: Desk, loss: Loss) -> None:
    if not desk.subject.can(*CHECK_INS):
        return
    somebody, number = desk.next()
    told = desk.station.enqueue(number, Move(), desk.station.entrance())

    state = desk.lose(told, loss)

    assert state is OperationState.SETTLED
    assert desk.subject.record()[somebody] == 1


@lost
def test_a_check_out_told_twice_is_one(desk: Desk, loss: Loss) -> None:
    if not desk.subject.can(Capability.CHECK_OUT):
        return
    entering, leaving = desk.station.way_in_and_out()
    (somebody, number), (other, others_number) = desk.next(), desk.next()
    for one in (number, others_number):
        assert desk.settle(desk.station.enqueue(one, Move(), entering)) is OperationState.SETTLED
    assert desk.settle(desk.station.enqueue(others_number, Move(), leaving)) is OperationState.SETTLED
    told = desk.station.enqueue(number, Move(), leaving)

    state = desk.lose(told, loss)

    assert state is OperationState.SETTLED
    assert desk.subject.record()[somebody] == desk.subject.record()[other]
    people = desk.subject.people()
    assert ways(people[somebody]) == ways(people[other])
    assert ways(people[somebody]) in ({}, {Direction.IN: 1, Direction.OUT: 1})  # some tell of no sessions


@lost
def test_what_is_taken_back_twice_is_gone_and_no_error(desk: Desk, loss: Loss) -> None:
    if not desk.subject.can(Capability.UNDO):
        return
    somebody, number = desk.next()
    entrance = desk.station.entrance()
    check_in = desk.station.enqueue(number, Move(), entrance)
    assert desk.settle(check_in) is OperationState.SETTLED
    at = desk.station.operation(check_in).at
    told = desk.station.enqueue(number, TakeBack(operation=check_in, moved_at=at), entrance)

    state = desk.lose(told, loss)

    assert state is OperationState.SETTLED
    assert desk.subject.record()[somebody] == 0


@lost
def test_a_walk_in_told_twice_is_one_person(
    desk: Desk,
    loss: Loss,
    request: pytest.FixtureRequest,
) -> None:
    if not desk.subject.can(Capability.WALK_IN):
        return
    name = a_name(request)
    answers, kind = filled_in(desk.station.walk_in_form(), name)
    told = desk.station.enqueue(
        desk.station.walk_in(name), Register(answers=answers, ticket_type=kind), desk.station.entrance()
    )

    state = desk.lose(told, loss)

    known = registered(desk.subject, name)
    assert known <= 1
    assert (state, known) == (OperationState.SETTLED, 1) or asks_a_person(desk)


@lost
def test_a_correction_told_twice_is_one_change(desk: Desk, loss: Loss) -> None:
    if not desk.subject.can(Capability.CORRECTION):
        return
    somebody, number = desk.next()
    everybody = desk.subject.people()
    told = desk.station.enqueue(
        number, Correct(changes={COMPANY: "Corrected & Sons"}), desk.station.entrance()
    )

    state = desk.lose(told, loss)

    assert state is OperationState.SETTLED
    now = desk.subject.people()
    assert now[somebody].company == "Corrected & Sons"
    changed = [one for one in now.values() if one.company != everybody[one.platform_id].company]
    assert {(one.order, one.company) for one in changed} == {(now[somebody].order, now[somebody].company)}


@lost
def test_a_wristband_told_twice_is_one(desk: Desk, loss: Loss, request: pytest.FixtureRequest) -> None:
    if not desk.subject.can(Capability.PAIRING):
        return
    somebody, number = desk.next()
    tag = f"04{crc32(request.node.nodeid.encode()):08X}"
    told = desk.station.enqueue(number, Pair(tag=tag), desk.station.entrance())

    state = desk.lose(told, loss)

    assert state is OperationState.SETTLED
    people = desk.subject.people().values()
    assert [one.platform_id for one in people if tag in {code.key for code in one.codes}] == [somebody]


@lost
@pytest.mark.parametrize(
    ("task", "needs"),
    [
        (Turned(refusal="blocked", code="NOT-A-TICKET"), Capability.REFUSALS),
        (Printed(number=1), Capability.PRINT_LOG),
    ],
    ids=["refused scan", "badge print"],
)
def test_what_is_only_noted_counts_as_nothing_else(
    desk: Desk, loss: Loss, task: Task, needs: Capability
) -> None:
    if not desk.subject.can(needs):
        return
    somebody, number = desk.next()
    before = desk.subject.record()
    told = desk.station.enqueue(number, task, desk.station.entrance())

    state = desk.lose(told, loss)

    assert state is OperationState.SETTLED
    assert desk.subject.record() == before
    assert somebody in desk.subject.people()


NEEDS: list[tuple[Task, StationKind, frozenset[Capability]]] = [
    (Move(), StationKind.REGISTRATION, frozenset(CHECK_INS)),
    (Move(), StationKind.CHECK_OUT, frozenset([Capability.CHECK_OUT])),
    (
        TakeBack(operation=OperationId("1"), moved_at=SOME_TIME),
        StationKind.REGISTRATION,
        frozenset([Capability.UNDO]),
    ),
    (Register(answers={GIVEN_NAME: "Ada"}), StationKind.REGISTRATION, frozenset([Capability.WALK_IN])),
    (Correct(changes={COMPANY: "ACME"}), StationKind.REGISTRATION, frozenset([Capability.CORRECTION])),
    (Pair(tag="04AABBCC"), StationKind.REGISTRATION, frozenset([Capability.PAIRING])),
    (Turned(refusal="blocked", code="C1"), StationKind.REGISTRATION, frozenset([Capability.REFUSALS])),
    (Printed(number=1), StationKind.REGISTRATION, frozenset([Capability.PRINT_LOG])),
]


def test_what_a_platform_cannot_be_told_is_rejected_in_words(subject: Subject) -> None:
    before = subject.record()
    connector = subject.connector()
    for task, kind, needs in NEEDS:
        if not subject.can(*needs):
            operation = Operation(
                id=OperationId("6d0f6c3a-3f1c-4f5e-9f53-6a1e3b1d8a10"),
                movement=MovementId(""),
                event=subject.event,
                attendee=next(iter(subject.known)),
                kind=kind,
                station=None,
                session=None,
                at=subject.clock.now(),
                task=task,
            )
            verdict = connector.push(operation)

            assert isinstance(verdict, Rejected), task
            assert verdict.reason.endswith("."), task
    assert subject.record() == before


def ways(one: PulledAttendee) -> Counter[Direction]:
    """How often the platform says somebody went in and out."""
    return Counter(movement.direction for movement in one.movements)


def a_name(request: pytest.FixtureRequest) -> str:
    """Nobody else's."""
    return f"W{crc32(request.node.nodeid.encode()):08x}"


def asks_a_person(desk: Desk) -> bool:
    """Whether it was given up, because nobody can know, and said in words."""
    last = desk.station.verdicts[-1]
    return isinstance(last, Rejected) and not last.answered and last.reason.endswith(".")


def filled_in(form: Form, name: str) -> tuple[dict[str, str], str]:
    """Answers to all that must be answered, and a kind of ticket."""
    assert not form.refused
    kind = form.ticket_types[0][0] if form.ticket_types else ""
    answers = {GIVEN_NAME: name, FAMILY_NAME: "Conformance"}
    for one in form.fields:
        if one.required and one.concerns(kind) and one.name not in answers:
            offered = [option.value for option in one.options if option.value]
            sample = f"{name}@example.org" if one.kind is FieldKind.EMAIL else "yes"
            answers[one.name] = offered[0] if offered else sample
    assert not form.faults(answers, kind)
    return answers, kind


def registered(subject: Subject, given_name: str) -> int:
    """How many people of this name the platform has."""
    keeper: object = subject.rehearsal
    if isinstance(keeper, KeepsRegistrations):
        return sum(given_name in repr(one) for one in keeper.registrations())
    people = subject.people().values()
    return sum(given_name in f"{one.given_name} {one.family_name}".split() for one in people)
