"""Taking back."""

from dataclasses import replace

import pytest

from checkin.desk import admit, find
from checkin.desk.post import MOVEMENTS
from checkin.desk.undo import CannotUndoError, undo
from checkin.mirror import backlog, movements, outbox
from checkin.mirror.movements import Told
from checkin.model.admission import Admitted
from checkin.model.event import WHOLE_EVENT
from checkin.model.ids import MovementId, ZoneId
from checkin.model.movement import NOWHERE
from checkin.model.operation import Operation, OperationState, OutboxCounts, TakeBack
from checkin.model.platform import Capability
from checkin.model.pulled import PulledMovement
from checkin.model.station import Direction, StationKind
from checkin.notices import Undone
from tests.fakes.builders import CONNECTION, MORNING, Door, a_station

HALL = ZoneId("session:5")


def came(door: Door, code: str = "C1") -> MovementId:
    movement = admit.admit(door.post, code).movement
    assert movement is not None
    return movement


def operation_of(door: Door, movement: MovementId) -> Operation:
    with door.mirror.read() as connection:
        operation = outbox.of_movement(connection, movement)
    assert operation is not None
    return operation


def bring_to(door: Door, movement: MovementId, state: OperationState) -> None:
    operation = operation_of(door, movement).id
    with door.mirror.write() as connection:
        if state is not OperationState.PENDING:
            outbox.mark_sending(connection, operation, MORNING)
        if state is OperationState.UNCERTAIN:
            outbox.recover(connection)
        if state is OperationState.SETTLED:
            outbox.settle(connection, operation, MORNING, None)
        if state is OperationState.PARKED:
            outbox.park(connection, operation, MORNING, "no", refused=True)


@pytest.mark.parametrize("state", [OperationState.PENDING, OperationState.PARKED])
def test_what_the_platform_never_took_is_never_sent(door: Door, state: OperationState) -> None:
    movement = came(door)
    bring_to(door, movement, state)

    answer = undo(door.post, movement)

    assert answer.told_platform
    assert operation_of(door, movement).state is OperationState.WITHDRAWN
    with door.mirror.read() as connection:
        assert outbox.due(connection, CONNECTION, MORNING, 10) == ()
        assert backlog.counts(connection) == OutboxCounts()


@pytest.mark.parametrize("state", [OperationState.SENDING, OperationState.UNCERTAIN, OperationState.SETTLED])
def test_what_the_platform_has_or_may_have_it_keeps_and_a_person_is_told(
    door: Door, state: OperationState
) -> None:
    movement = came(door)
    bring_to(door, movement, state)

    answer = undo(door.post, movement)

    assert not answer.told_platform
    assert operation_of(door, movement).state is state
    assert door.heard(Undone) == [Undone(movement=movement, attendee=door.number(1), told_platform=False)]


def test_what_was_parked_though_it_may_have_arrived_is_a_persons_to_look_at(door: Door) -> None:
    movement = came(door)
    bring_to(door, movement, OperationState.SENDING)
    with door.mirror.write() as connection:
        outbox.park(connection, operation_of(door, movement).id, MORNING, "nobody knows")

    assert not undo(door.post, movement).told_platform

    assert operation_of(door, movement).state is OperationState.PARKED


def test_what_was_parked_though_it_may_have_arrived_is_taken_back_where_that_is_possible(door: Door) -> None:
    post = replace(door.post, capabilities=MOVEMENTS | {Capability.UNDO})
    movement = came(door)
    bring_to(door, movement, OperationState.SENDING)
    with door.mirror.write() as connection:
        outbox.park(connection, operation_of(door, movement).id, MORNING, "nobody knows")

    assert undo(post, movement).told_platform

    assert operation_of(door, movement).state is OperationState.WITHDRAWN
    with door.mirror.read() as connection:
        (back,) = outbox.due(connection, CONNECTION, MORNING, 10)
    assert isinstance(back.task, TakeBack)


def test_what_somebody_else_had_told_the_platform_before_us_stays_there(door: Door) -> None:
    post = replace(door.post, capabilities=MOVEMENTS | {Capability.UNDO})
    movement = came(door)
    with door.mirror.write() as connection:
        outbox.settle(connection, operation_of(door, movement).id, MORNING, None, theirs=True)

    assert undo(post, movement).told_platform

    with door.mirror.read() as connection:
        assert outbox.due(connection, CONNECTION, MORNING, 10) == ()


def test_whoever_is_taken_back_is_not_inside_and_may_come_in_again(door: Door) -> None:
    answer = undo(door.post, came(door))
    assert find.look(door.post, door.number(1)).presence == NOWHERE

    again = admit.admit(door.post, "C1")

    assert answer.attendee.id == door.number(1)
    assert isinstance(again.admission, Admitted)
    with door.mirror.read() as connection:
        (waiting,) = outbox.due(connection, CONNECTION, MORNING, 10)
    assert waiting.movement == again.movement


def test_taking_back_is_recorded_and_nothing_is_deleted(door: Door) -> None:
    movement = came(door)

    answer = undo(door.post, movement)

    first, second = find.history(door.post, door.number(1))
    assert (first.id, first.direction) == (movement, Direction.IN)
    assert (second.id, second.undoes, second.direction) == (answer.movement, movement, Direction.OUT)


def test_a_check_out_taken_back_leaves_them_inside(door: Door) -> None:
    admit.admit(door.at(a_station(StationKind.CHECK_IN, HALL)), "C1")
    way_out = door.at(a_station(StationKind.CHECK_OUT, HALL))
    left = admit.admit(way_out, "C1").movement
    assert left is not None

    undo(way_out, left)

    assert find.look(way_out, door.number(1)).presence.inside
    assert find.history(way_out, door.number(1))[-1].direction is Direction.IN


def test_nothing_is_taken_back_twice(door: Door) -> None:
    movement = came(door)
    answer = undo(door.post, movement)

    for one in (movement, answer.movement):
        with pytest.raises(CannotUndoError):
            undo(door.post, one)

    assert len(find.history(door.post, door.number(1))) == 2


def test_what_never_was_cannot_be_taken_back(door: Door) -> None:
    with pytest.raises(CannotUndoError):
        undo(door.post, MovementId("none"))


def test_what_the_platform_reported_cannot_be_taken_back_here(door: Door) -> None:
    said = PulledMovement(zone=WHOLE_EVENT, direction=Direction.IN, at=MORNING)
    with door.mirror.write() as connection:
        movements.add_reported(connection, [Told(attendee=door.number(1), movement=said)])
    (reported,) = find.history(door.post, door.number(1))

    with pytest.raises(CannotUndoError):
        undo(door.post, reported.id)

    assert find.look(door.post, door.number(1)).presence.inside


def test_a_movement_without_an_operation_needs_no_word_to_the_platform(door: Door) -> None:
    movement = came(door)
    with door.mirror.write() as connection:
        connection.exec_driver_sql("DELETE FROM operation")

    assert undo(door.post, movement).told_platform
