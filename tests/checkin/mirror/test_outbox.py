"""What the platform has yet to be told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from checkin.desk import admit
from checkin.mirror import backlog, outbox
from checkin.mirror.database import Mirror
from checkin.model.event import Event
from checkin.model.ids import AttendeeId, MovementId, OperationId
from checkin.model.operation import Operation, OperationState, OutboxCounts
from tests.fakes.builders import CONNECTION, MORNING, Door, a_chosen_event, a_pulled, enqueued, stored

MINUTE = timedelta(minutes=1)


def enqueue(door: Door, attendee: int = 1) -> OperationId:
    return enqueued(door.mirror, door.event, door.number(attendee)).id


def due(mirror: Mirror, after: timedelta = timedelta(), limit: int = 50) -> list[Operation]:
    with mirror.read() as connection:
        return list(outbox.due(connection, CONNECTION, MORNING + after, limit))


def ids(operations: list[Operation]) -> list[OperationId]:
    return [operation.id for operation in operations]


def counts(door: Door, event: Event | None = None) -> OutboxCounts:
    with door.mirror.read() as connection:
        return backlog.counts(connection, None if event is None else event.id)


def rest(door: Door, operation: OperationId, *, uncertain: bool = False, minutes: int = 1) -> None:
    with door.mirror.write() as connection:
        outbox.rest(
            connection, operation, uncertain=uncertain, until=MORNING + minutes * MINUTE, reason="no network"
        )


def next_due(door: Door) -> object:
    with door.mirror.read() as connection:
        found = outbox.next_due_at(connection, CONNECTION)
    return found if found is None or found >= MORNING else "now"


def test_an_operation_is_given_with_the_platforms_names(door: Door) -> None:
    enqueue(door, 2)

    (operation,) = due(door.mirror)

    assert (operation.event, operation.attendee, operation.station) == ("event-1", "2", "7")
    assert (operation.state, operation.attempts, operation.first_sent_at) == (OperationState.PENDING, 0, None)
    assert operation.at == MORNING


def test_of_each_attendee_the_oldest_comes_first_and_alone(door: Door) -> None:
    first, second, later = enqueue(door, 1), enqueue(door, 2), enqueue(door, 1)
    assert ids(due(door.mirror)) == [first, second]

    with door.mirror.write() as connection:
        outbox.settle(connection, first, MORNING, None)

    assert ids(due(door.mirror)) == [second, later]


@pytest.mark.parametrize("uncertain", [True, False])
def test_what_rests_holds_up_its_attendee_but_nobody_else(door: Door, *, uncertain: bool) -> None:
    bad, other, _later = enqueue(door, 1), enqueue(door, 2), enqueue(door, 1)

    rest(door, bad, uncertain=uncertain)

    assert ids(due(door.mirror)) == [other]
    assert ids(due(door.mirror, MINUTE)) == [bad, other]


def test_a_parked_operation_holds_up_nobody(door: Door) -> None:
    bad, later = enqueue(door), enqueue(door)

    with door.mirror.write() as connection:
        outbox.park(connection, bad, MORNING, "no")

    assert ids(due(door.mirror)) == [later]


def test_no_more_than_the_limit_is_given(door: Door) -> None:
    first = enqueue(door, 1)
    enqueue(door, 2)

    assert ids(due(door.mirror, limit=1)) == [first]


def test_another_accounts_operations_stay_where_they_are(door: Door) -> None:
    other = a_chosen_event(door.mirror, 2, "another account")
    somebody = next(iter(stored(door.mirror, other, a_pulled(9)).values()))
    theirs = enqueued(door.mirror, other, somebody)

    assert due(door.mirror) == []
    assert next_due(door) is None
    assert counts(door).waiting == 1
    assert counts(door, door.event).waiting == 0
    with door.mirror.read() as connection:
        assert ids(list(outbox.due(connection, "another account", MORNING, 50))) == [theirs.id]


def test_somebody_the_platform_does_not_know_yet_is_told_of_without_an_id(door: Door) -> None:
    enqueue(door)
    with door.mirror.write() as connection:
        connection.exec_driver_sql("UPDATE attendee SET platform_id = NULL")

    (operation,) = due(door.mirror)

    assert (operation.attendee, operation.code) == ("", "C1")


def test_sending_is_noted_with_when_and_how_often(door: Door) -> None:
    operation = enqueue(door)

    for minutes in (1, 2):
        with door.mirror.write() as connection:
            assert outbox.mark_sending(connection, operation, MORNING + minutes * MINUTE)

    (sent,) = due(door.mirror)
    assert (sent.state, sent.attempts, sent.first_sent_at) == (OperationState.SENDING, 2, MORNING + MINUTE)


def test_what_was_withdrawn_is_not_sent(door: Door) -> None:
    operation = enqueue(door)

    with door.mirror.write() as connection:
        outbox.withdraw(connection, operation, MORNING)
        assert not outbox.mark_sending(connection, operation, MORNING)

    assert due(door.mirror) == []
    assert counts(door) == OutboxCounts()


@pytest.mark.parametrize("was", [OperationState.PENDING, OperationState.UNCERTAIN])
def test_what_another_process_is_sending_is_not_taken_from_it(door: Door, was: OperationState) -> None:
    operation = enqueue(door)
    rest(door, operation, uncertain=was is OperationState.UNCERTAIN)

    with door.mirror.write() as connection:
        assert outbox.mark_sending(connection, operation, MORNING, was=was)
        assert not outbox.mark_sending(connection, operation, MORNING, was=was)

    (sent,) = due(door.mirror, MINUTE)
    assert (sent.state, sent.attempts) == (OperationState.SENDING, 1)


def test_what_was_left_in_sending_is_sent_by_whoever_read_it_so(door: Door) -> None:
    operation = enqueue(door)

    with door.mirror.write() as connection:
        assert outbox.mark_sending(connection, operation, MORNING)
        assert outbox.mark_sending(connection, operation, MORNING, was=OperationState.SENDING)


def closed(door: Door, state: OperationState) -> OperationId:
    operation = enqueue(door)
    with door.mirror.write() as connection:
        if state is OperationState.SETTLED:
            outbox.settle(connection, operation, MORNING, None)
        elif state is OperationState.PARKED:
            outbox.park(connection, operation, MORNING, "no")
        else:
            outbox.withdraw(connection, operation, MORNING)
    return operation


@pytest.mark.parametrize("was", [None, tuple(OperationState)])
def test_what_the_platform_has_is_never_withdrawn(door: Door, was: tuple[OperationState, ...] | None) -> None:
    operation = closed(door, OperationState.SETTLED)

    with door.mirror.write() as connection:
        if was is None:
            assert not outbox.withdraw(connection, operation, MORNING)
        else:
            assert not outbox.withdraw(connection, operation, MORNING, was=was)

    assert counts(door) == OutboxCounts(settled=1)


def test_a_person_withdraws_only_what_is_parked(door: Door) -> None:
    parked, waits = closed(door, OperationState.PARKED), enqueue(door)

    with door.mirror.write() as connection:
        assert outbox.withdraw(connection, parked, MORNING, was={OperationState.PARKED})
        assert not outbox.withdraw(connection, waits, MORNING, was={OperationState.PARKED})

    assert counts(door) == OutboxCounts(waiting=1)


@pytest.mark.parametrize("state", [OperationState.SETTLED, OperationState.PARKED, OperationState.WITHDRAWN])
def test_what_is_closed_does_not_wait_again_because_a_failure_is_noted_late(
    door: Door, state: OperationState
) -> None:
    before = closed(door, state)

    rest(door, before)

    assert counts(door).waiting == 0


def test_operations_are_counted_by_state(door: Door) -> None:
    waits, unsure, bad, done = (enqueue(door, n) for n in (1, 2, 3, 1))
    rest(door, unsure, uncertain=True)
    with door.mirror.write() as connection:
        outbox.park(connection, bad, MORNING, "no")
        outbox.settle(connection, done, MORNING, None)
        outbox.mark_sending(connection, waits, MORNING)

    assert counts(door) == OutboxCounts(waiting=2, uncertain=1, parked=1, settled=1)
    assert counts(door, door.event) == counts(door)


def test_each_account_counts_and_lists_its_own(door: Door) -> None:
    _recorded(door, 1)
    other = a_chosen_event(door.mirror, 2, "another account")
    numbers = stored(door.mirror, other, a_pulled(8, "Mary"), a_pulled(9, "Joan"))
    post = replace(door.post, event=other)
    for number in numbers.values():
        admit.admit_attendee(post, number)
    with door.mirror.write() as connection:
        (first, _) = outbox.due(connection, "another account", MORNING, 50)
        outbox.park(connection, first.id, MORNING, "no")

    with door.mirror.read() as connection:
        ours = backlog.counts(connection, source=CONNECTION)
        theirs = backlog.counts(connection, source="another account")
        mixed = backlog.counts(connection, door.event.id, source="another account")
        parked, waiting = (
            [one.attendee_name for one in listed(connection, source="another account")]
            for listed in (backlog.parked, backlog.waiting)
        )
        assert backlog.parked(connection, source=CONNECTION) == ()
        assert len(backlog.waiting(connection, source=CONNECTION)) == 1
        assert (len(backlog.parked(connection)), len(backlog.waiting(connection, 10))) == (1, 2)

    assert (ours, theirs) == (OutboxCounts(waiting=1), OutboxCounts(waiting=1, parked=1))
    assert mixed == OutboxCounts()
    assert (parked, waiting) == (["Mary Lovelace"], ["Joan Lovelace"])


def test_check_ins_are_counted_apart_from_what_else_waits(door: Door) -> None:
    first = enqueue(door, 1)
    enqueue(door, 2)
    with door.mirror.write() as connection:
        outbox.settle(connection, first, MORNING, None)

    with door.mirror.read() as connection:
        counted = [backlog.waiting_moves(connection, source=one) for one in (None, CONNECTION, "another")]

    assert counted == [1, 1, 0]


def test_what_was_being_sent_when_the_process_ended_is_uncertain(door: Door) -> None:
    sending = enqueue(door, 1)
    enqueue(door, 2)
    with door.mirror.write() as connection:
        outbox.mark_sending(connection, sending, MORNING)
        assert outbox.recover(connection) == 1

    assert [one.state for one in due(door.mirror)] == [OperationState.UNCERTAIN, OperationState.PENDING]


def test_a_parked_operation_that_was_sent_is_read_back_when_tried_again(door: Door) -> None:
    never, sent = enqueue(door, 1), enqueue(door, 2)
    with door.mirror.write() as connection:
        outbox.mark_sending(connection, sent, MORNING)
        for operation in (never, sent):
            outbox.park(connection, operation, MORNING, "no")
            outbox.send_again(connection, operation)

    assert [(one.state, one.attempts) for one in due(door.mirror)] == [
        (OperationState.PENDING, 0),
        (OperationState.UNCERTAIN, 0),
    ]


def test_only_what_is_parked_is_tried_again(door: Door) -> None:
    done = enqueue(door)
    with door.mirror.write() as connection:
        outbox.settle(connection, done, MORNING, None)
        outbox.send_again(connection, done)

    assert counts(door) == OutboxCounts(settled=1)


def test_nothing_rests_when_it_is_woken(door: Door) -> None:
    first, second = enqueue(door, 1), enqueue(door, 2)
    rest(door, first)
    rest(door, second, uncertain=True)

    with door.mirror.write() as connection:
        outbox.wake(connection)

    assert ids(due(door.mirror)) == [first, second]


def test_the_next_is_due_when_the_first_of_some_attendee_is(door: Door) -> None:
    assert next_due(door) is None
    first, second = enqueue(door, 1), enqueue(door, 2)
    assert next_due(door) == "now"
    rest(door, first, minutes=3)
    assert next_due(door) == "now"
    rest(door, second, minutes=5)
    assert next_due(door) == MORNING + 3 * MINUTE


def test_what_stands_behind_another_is_not_due_before_it(door: Door) -> None:
    first, behind = enqueue(door), enqueue(door)
    rest(door, behind, minutes=1)
    rest(door, first, minutes=9)

    assert next_due(door) == MORNING + 9 * MINUTE
    assert due(door.mirror, 2 * MINUTE) == []


def test_the_operation_of_a_movement_is_found(door: Door) -> None:
    scan = admit.admit(door.post, "C2")
    assert scan.movement is not None

    with door.mirror.read() as connection:
        operation = outbox.of_movement(connection, scan.movement)
        assert outbox.of_movement(connection, MovementId("none")) is None

    assert operation is not None
    assert (operation.movement, operation.attendee) == (scan.movement, "2")


def test_people_are_listed_with_what_keeps_their_operations(door: Door) -> None:
    bad = _recorded(door, 1)
    waits = _recorded(door, 2)
    with door.mirror.write() as connection:
        outbox.park(connection, bad, MORNING, "The ticket was deleted.")
    rest(door, waits)

    with door.mirror.read() as connection:
        (parked,) = backlog.parked(connection)
        (waiting,) = backlog.waiting(connection)

    assert (parked.attendee_name, parked.station_name) == ("Ada Lovelace", "Desk 1")
    assert (parked.reason, parked.operation.id) == ("The ticket was deleted.", bad)
    assert (waiting.reason, waiting.operation.id) == ("no network", waits)


def _recorded(door: Door, attendee: int) -> OperationId:
    """An operation with its movement."""
    movement = admit.admit(door.post, f"C{attendee}").movement
    assert movement is not None
    with door.mirror.read() as connection:
        operation = outbox.of_movement(connection, movement)
    assert operation is not None
    return operation.id


def test_it_is_known_about_whom_something_is_still_to_be_told(door: Door) -> None:
    everybody: list[AttendeeId] = [door.number(n) for n in (1, 2, 3)]
    enqueue(door, 1)
    settled = enqueue(door, 2)
    with door.mirror.write() as connection:
        outbox.settle(connection, settled, MORNING, None)

    with door.mirror.read() as connection:
        assert backlog.waiting_attendees(connection, everybody) == {door.number(1)}
