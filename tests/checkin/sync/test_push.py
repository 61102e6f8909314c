"""Outbox → platform."""

import math
from datetime import timedelta

import pytest

from checkin.desk import find
from checkin.desk.undo import undo
from checkin.errors import (
    ConnectorError,
    CredentialsError,
    RejectedError,
    ThrottledError,
    UnreadableReplyError,
)
from checkin.mirror import backlog, outbox
from checkin.model.ids import MovementId, PlatformId
from checkin.model.movement import Source
from checkin.model.operation import AlreadyThere, OperationState, Rejected, Settled, Verdict
from checkin.sync.push import push
from tests.fakes.connector import dropped, unreachable
from tests.fakes.synced import Synced


@pytest.fixture
def movement(synced: Synced) -> MovementId:
    """A check-in that is still to be told."""
    synced.pull.everything()
    return synced.admit(1)


def told(synced: Synced) -> Verdict | None:
    (operation,) = synced.due()
    return push(synced.mirror, synced.connector, synced.clock, operation)


def fails(synced: Synced, error: ConnectorError) -> None:
    synced.connector.faults.append(error)
    with pytest.raises(type(error)):
        told(synced)


@pytest.mark.parametrize("already", [False, True])
def test_what_the_platform_has_is_settled(synced: Synced, movement: MovementId, *, already: bool) -> None:
    if already:
        synced.connector.answers.append(AlreadyThere(at=synced.clock.now()))

    assert isinstance(told(synced), AlreadyThere if already else Settled)

    assert synced.operation(movement).state is OperationState.SETTLED


def test_an_operation_says_when_and_how_often_it_was_sent(synced: Synced, movement: MovementId) -> None:
    first = synced.clock.now()
    fails(synced, unreachable())
    synced.clock.advance(300)

    told(synced)

    one, two = synced.connector.pushed
    assert (one.attempts, one.first_sent_at, one.state) == (1, first, OperationState.SENDING)
    assert (two.attempts, two.first_sent_at) == (2, first)
    assert synced.operation(movement).attempts == 2


def test_how_wrong_our_clock_was_at_the_first_sending_is_kept(synced: Synced, movement: MovementId) -> None:
    synced.connector.ahead = -7200.0
    sent = synced.clock.now()
    fails(synced, unreachable())
    synced.connector.ahead = 3.0  # somebody set our clock
    synced.clock.advance(300)

    told(synced)

    one, two = synced.connector.pushed
    assert (one.sent_offset, two.sent_offset) == (-7200.0, -7200.0)
    assert two.sent_there(3.0) == synced.operation(movement).sent_there(3.0) == sent - timedelta(hours=2)


@pytest.mark.parametrize("by_error", [True, False])
def test_what_the_platform_never_takes_is_parked_with_its_words(
    synced: Synced, movement: MovementId, *, by_error: bool
) -> None:
    if by_error:
        synced.connector.faults.append(RejectedError("fake", "deleted"))
    else:
        synced.it.refuses[PlatformId("1")] = "deleted"

    assert told(synced) == Rejected(reason="deleted")

    assert synced.operation(movement).state is OperationState.PARKED
    with synced.mirror.read() as connection:
        assert [one.reason for one in backlog.parked(connection)] == ["deleted"]


def test_what_the_platform_refused_itself_is_sent_again_as_if_for_the_first_time(
    synced: Synced, movement: MovementId
) -> None:
    synced.it.refuses[PlatformId("1")] = "not yet"
    told(synced)
    synced.it.refuses.clear()
    with synced.mirror.write() as connection:
        outbox.send_again(connection, synced.operation(movement).id)

    assert synced.operation(movement).state is OperationState.PENDING
    assert isinstance(told(synced), Settled)
    assert synced.connector.read == []


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (unreachable(), OperationState.PENDING),
        (unreachable(may_have_landed=True), OperationState.UNCERTAIN),
        (ThrottledError("fake", "patience", retry_after=30), OperationState.PENDING),
        (UnreadableReplyError("fake", "html"), OperationState.PENDING),
        (UnreadableReplyError("fake", "html", may_have_landed=True), OperationState.UNCERTAIN),
    ],
)
def test_after_a_failure_it_rests_pending_or_uncertain(
    synced: Synced, movement: MovementId, error: ConnectorError, state: OperationState
) -> None:
    fails(synced, error)

    assert synced.operation(movement).state is state
    assert synced.due() == ()
    synced.clock.advance(1.9)
    assert synced.due() == ()
    synced.clock.advance(120)
    assert len(synced.due()) == 1


def test_what_a_platform_asks_for_is_waited(synced: Synced, movement: MovementId) -> None:
    fails(synced, ThrottledError("fake", "patience", retry_after=600))

    synced.clock.advance(599)
    assert synced.due() == ()
    synced.clock.advance(1)
    assert [one.movement for one in synced.due()] == [movement]


def test_a_platform_may_ask_for_endless_patience(synced: Synced, movement: MovementId) -> None:
    fails(synced, ThrottledError("fake", "patience", retry_after=math.inf))

    synced.clock.advance(3600)
    assert [one.movement for one in synced.due()] == [movement]


@pytest.mark.parametrize("may_have_landed", [False, True])
def test_an_account_that_is_signed_out_keeps_everything(
    synced: Synced, movement: MovementId, *, may_have_landed: bool
) -> None:
    error = CredentialsError("fake", "signed out", may_have_landed=may_have_landed)
    fails(synced, error)

    state = OperationState.UNCERTAIN if may_have_landed else OperationState.PENDING
    assert synced.operation(movement).state is state
    assert len(synced.due()) == 1


def uncertain(synced: Synced, *, landed: bool) -> None:
    """The first push is over and nobody knows what came of it."""
    synced.connector.faults.append(dropped() if landed else unreachable(may_have_landed=True))
    with pytest.raises(ConnectorError):
        told(synced)
    synced.clock.advance(120)


def test_an_uncertain_operation_that_arrived_is_never_sent_again(
    synced: Synced, movement: MovementId
) -> None:
    uncertain(synced, landed=True)

    assert isinstance(told(synced), AlreadyThere)

    assert len(synced.it.taken) == len(synced.connector.pushed) == 1
    assert synced.operation(movement).state is OperationState.SETTLED


def test_an_uncertain_operation_that_did_not_arrive_is_sent_again(
    synced: Synced, movement: MovementId
) -> None:
    uncertain(synced, landed=False)

    assert isinstance(told(synced), Settled)

    assert len(synced.connector.read) == 1
    assert len(synced.it.taken) == 1
    assert synced.operation(movement).state is OperationState.SETTLED


@pytest.mark.parametrize(
    "error", [unreachable(), ThrottledError("fake", "patience"), CredentialsError("fake", "signed out")]
)
def test_while_it_cannot_be_read_back_it_stays_uncertain(
    synced: Synced, movement: MovementId, error: ConnectorError
) -> None:
    uncertain(synced, landed=True)

    fails(synced, error)

    assert synced.operation(movement).state is OperationState.UNCERTAIN
    assert len(synced.connector.pushed) == 1


def test_read_back_and_then_refused_it_is_certain_again(synced: Synced, movement: MovementId) -> None:
    uncertain(synced, landed=False)
    synced.connector.faults.append(None)

    fails(synced, unreachable())

    assert synced.operation(movement).state is OperationState.PENDING


def test_a_platform_that_cannot_find_the_attendee_any_more_parks_it(
    synced: Synced, movement: MovementId
) -> None:
    uncertain(synced, landed=True)
    synced.connector.recalls.append(Rejected(reason="gone"))

    assert told(synced) == Rejected(reason="gone")
    assert synced.operation(movement).state is OperationState.PARKED


def test_what_was_withdrawn_since_it_was_read_is_not_sent(synced: Synced, movement: MovementId) -> None:
    (operation,) = synced.due()
    undo(synced.post, movement)

    assert push(synced.mirror, synced.connector, synced.clock, operation) is None

    assert synced.connector.pushed == []
    assert synced.operation(movement).state is OperationState.WITHDRAWN


def test_what_was_taken_back_while_its_outcome_was_unknown_is_not_sent_again(
    synced: Synced, movement: MovementId
) -> None:
    uncertain(synced, landed=False)
    undo(synced.post, movement)
    (operation,) = synced.due()

    assert push(synced.mirror, synced.connector, synced.clock, operation) is None

    assert synced.it.taken == []
    assert synced.operation(movement).state is OperationState.WITHDRAWN


def broken(synced: Synced, new_state: str) -> None:
    """From now on the file takes no operation of this state, as a disk would not that is full."""
    with synced.mirror.write() as connection:
        connection.exec_driver_sql(
            f"CREATE TRIGGER broken BEFORE UPDATE ON operation WHEN new.state = '{new_state}' "
            "BEGIN SELECT RAISE(ABORT, 'full'); END"
        )


def mended(synced: Synced) -> None:
    with synced.mirror.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER broken")


def test_what_could_not_be_noted_is_read_back_before_anything_is_sent_again(
    synced: Synced, movement: MovementId
) -> None:
    broken(synced, "settled")
    with pytest.raises(Exception, match="full"):
        told(synced)
    assert synced.operation(movement).state is OperationState.SENDING
    mended(synced)

    told(synced)

    assert len(synced.connector.pushed) == len(synced.it.taken) == 1
    assert synced.operation(movement).state is OperationState.SETTLED


def test_nothing_is_sent_that_could_not_be_noted_before(synced: Synced, movement: MovementId) -> None:
    broken(synced, "sending")

    with pytest.raises(Exception, match="full"):
        told(synced)

    assert synced.connector.pushed == []
    assert synced.operation(movement).state is OperationState.PENDING


def test_a_check_in_somebody_else_told_first_is_shown_beside_ours(
    synced: Synced, movement: MovementId
) -> None:
    synced.it.report(PlatformId("1"))
    synced.connector.answers.append(AlreadyThere(note="already checked in"))
    told(synced)
    synced.clock.advance(60)

    synced.pull.everything()

    (ada,) = find.find(synced.post, "ada number 1")
    ours, theirs = find.history(synced.post, ada.attendee.id)
    assert (ours.id, ours.source, theirs.source) == (movement, Source.HERE, Source.PLATFORM)


def test_our_own_check_in_that_is_reported_is_not_shown_twice(synced: Synced, movement: MovementId) -> None:
    told(synced)
    synced.clock.advance(60)

    synced.pull.everything()

    (ada,) = find.find(synced.post, "ada number 1")
    assert [one.id for one in find.history(synced.post, ada.attendee.id)] == [movement]


def test_what_cannot_be_looked_up_is_sent_again_as_what_may_be_there(
    synced: Synced, movement: MovementId
) -> None:
    synced.connector.is_blind = True
    uncertain(synced, landed=True)
    synced.connector.answers.append(AlreadyThere(note="already checked in"))

    assert isinstance(told(synced), AlreadyThere)

    assert [one.state for one in synced.connector.pushed] == [
        OperationState.SENDING,
        OperationState.UNCERTAIN,
    ]
    assert synced.operation(movement).state is OperationState.SETTLED


def test_what_cannot_be_looked_up_stays_uncertain_though_the_next_try_never_leaves(
    synced: Synced, movement: MovementId
) -> None:
    synced.connector.is_blind = True
    uncertain(synced, landed=True)
    synced.connector.faults.append(None)

    fails(synced, unreachable())

    assert synced.operation(movement).state is OperationState.UNCERTAIN


def test_what_was_taken_back_and_cannot_be_looked_up_is_shown_to_a_person(
    synced: Synced, movement: MovementId
) -> None:
    synced.connector.is_blind = True
    uncertain(synced, landed=True)
    undo(synced.post, movement)
    (operation,) = synced.due()

    assert push(synced.mirror, synced.connector, synced.clock, operation) is None

    assert len(synced.connector.pushed) == 1
    assert synced.operation(movement).state is OperationState.PARKED
    with synced.mirror.read() as connection:
        (parked,) = backlog.parked(connection)
    assert "taken back here" in parked.reason


def test_what_waits_no_longer_is_not_sent(synced: Synced, movement: MovementId) -> None:
    (operation,) = synced.due()
    with synced.mirror.write() as connection:
        outbox.park(connection, operation.id, synced.clock.now(), "a person said so")

    assert push(synced.mirror, synced.connector, synced.clock, operation) is None

    assert synced.connector.pushed == []
    assert synced.operation(movement).state is OperationState.PARKED
