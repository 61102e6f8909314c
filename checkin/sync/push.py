"""Outbox → platform, one operation at a time.

Every state is on the disk before the step that may go wrong: an operation is *sending* before the first
byte leaves, so that a process that dies in between finds it *uncertain* at its next start and reads back
before it may send again.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from checkin.clock import Clock
from checkin.connectors.protocol import Connector
from checkin.errors import ConnectorError, CredentialsError, RejectedError
from checkin.mirror import movements, only_here, outbox, unheard
from checkin.mirror.database import Mirror, Transaction
from checkin.model.operation import (
    AlreadyThere,
    CannotTell,
    Correct,
    Move,
    NotThere,
    Operation,
    OperationState,
    Register,
    Rejected,
    Settled,
    TakeBack,
    Verdict,
)
from checkin.sync import backoff

_MAY_HAVE_ARRIVED = {OperationState.SENDING, OperationState.UNCERTAIN}
"""Sending: whoever was sending it could not even note what came of it."""

_TAKEN_BACK_IN_DOUBT = (
    "It was taken back here while the platform may have it, and the platform cannot be asked. "
    "Please look there."
)


def push(mirror: Mirror, connector: Connector, clock: Clock, operation: Operation) -> Verdict | None:
    """Bring one operation to the platform and note what came of it; None when it was taken back meanwhile.

    Raises:
        ConnectorError: it is not settled; the outbox says when to try it again.
    """
    unknown = operation.state in _MAY_HAVE_ARRIVED
    try:
        found = connector.read_back(operation) if unknown else NotThere()
        if isinstance(found, NotThere | CannotTell):
            unknown = isinstance(found, CannotTell)
            verdict = _send(mirror, connector, clock, operation, unknown=unknown)
            if verdict is None:
                return None
        else:
            verdict = found
    except RejectedError as error:
        verdict = Rejected(reason=error.reason)
    except ConnectorError as error:
        rest(mirror, clock, operation, error, uncertain=unknown or error.may_have_landed)
        raise
    note(mirror, clock, operation, verdict)
    return verdict


def _send(
    mirror: Mirror, connector: Connector, clock: Clock, operation: Operation, *, unknown: bool
) -> Verdict | None:
    now, ahead = clock.now(), connector.clock_offset()
    with mirror.write() as connection:
        if is_moot(connection, operation):
            if not unknown:
                outbox.withdraw(connection, operation.id, now, never_arrived=True)
                return None
            if not unheard.is_being_taken_back(connection, operation):
                outbox.park(connection, operation.id, now, _TAKEN_BACK_IN_DOUBT)
                return None
            # It is sent once more, so that what takes it back finds something to take back.
        if not outbox.mark_sending(connection, operation.id, now, was=operation.state, clock_offset=ahead):
            return None
    return connector.push(as_sent(operation, now, ahead, unknown=unknown))


def as_sent(
    operation: Operation, now: datetime, clock_offset: float | None, *, unknown: bool = False
) -> Operation:
    """An operation as its connector gets it; `unknown` when nobody knows what came of it before."""
    is_first = operation.first_sent_at is None
    return replace(
        operation,
        state=OperationState.UNCERTAIN if unknown else OperationState.SENDING,
        attempts=operation.attempts + 1,
        first_sent_at=operation.first_sent_at or now,
        sent_offset=clock_offset if is_first else operation.sent_offset,
    )


def is_moot(connection: Transaction, operation: Operation) -> bool:
    """Whether nobody wants it told any more: it was taken back here, or there is nothing to take back.

    Also what happened to somebody whose registration a person has withdrawn.
    """
    if not operation.attendee and unheard.is_of_nobody(connection, operation):
        return True
    match operation.task:
        case Move():
            return movements.undo_of(connection, operation.movement) is not None
        case TakeBack(operation=told):
            original = outbox.get(connection, told)
            return original is None or original.is_theirs or original.has_never_arrived
        case _:
            return False


def note(mirror: Mirror, clock: Clock, operation: Operation, verdict: Verdict) -> None:
    """Write down what the platform said to an operation, and what follows from it here."""
    with mirror.write() as connection:
        match verdict:
            case Settled():
                outbox.settle(connection, operation.id, clock.now(), verdict.at)
                _heed(connection, operation, verdict)
            case AlreadyThere():
                theirs = isinstance(operation.task, Move) and _is_theirs(operation, verdict)
                outbox.settle(connection, operation.id, clock.now(), verdict.at, theirs=theirs)
                _heed(connection, operation, verdict)
            case Rejected():
                outbox.park(connection, operation.id, clock.now(), verdict.reason, refused=verdict.answered)
            case _:
                assert_never(verdict)


def _heed(connection: Transaction, operation: Operation, verdict: Settled | AlreadyThere) -> None:
    """What the platform has now need not be kept against it any longer."""
    match operation.task:
        case Register():
            whose = outbox.whose(connection, operation.id)
            only_here.registered(connection, whose, verdict.attendee, verdict.codes)
        case Correct(changes=changes) | Move(answers=changes) if changes:
            only_here.corrected(connection, outbox.whose(connection, operation.id), changes)
        case _:
            return


def _is_theirs(operation: Operation, verdict: AlreadyThere) -> bool:
    """Whether what the platform has is certainly not ours: it was there before we sent anything."""
    return operation.first_sent_at is None or verdict.at not in {None, operation.at}


def rest(
    mirror: Mirror, clock: Clock, operation: Operation, error: ConnectorError, *, uncertain: bool
) -> None:
    """Write down that it is not settled, and when to try it again."""
    signed_out = isinstance(error, CredentialsError)
    seconds = 0.0 if signed_out else backoff.rest(operation.attempts + 1, error)
    with mirror.write() as connection:
        outbox.rest(
            connection,
            operation.id,
            uncertain=uncertain,
            until=clock.now() + timedelta(seconds=seconds),
            reason=str(error),
        )
