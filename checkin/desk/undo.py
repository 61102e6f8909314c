"""Taking a check-in or check-out back: a movement that compensates it, never a deletion."""

import uuid
from dataclasses import replace

from checkin.desk.post import Post
from checkin.desk.telling import operation_of
from checkin.errors import CheckinError
from checkin.mirror import attendees, movements, outbox
from checkin.mirror.database import Transaction
from checkin.model.attendee import Attendee
from checkin.model.ids import MovementId
from checkin.model.movement import Movement, Source
from checkin.model.operation import OperationState, TakeBack
from checkin.model.platform import Capability
from checkin.model.scan import Undo
from checkin.model.station import Direction
from checkin.notices import Undone


class CannotUndoError(CheckinError):
    """There is nothing to take back: unknown, reported by the platform, or taken back before."""


def undo(post: Post, movement: MovementId) -> Undo:
    """Take a movement of this station back.

    What never arrived is never sent. What the platform has or may have, it is told to take back where it
    can; where it cannot, it keeps it, and the answer says so.

    Raises:
        CannotUndoError: the movement is unknown, an undo itself, was reported by the platform, or was taken
            back before.
        MirrorError: it could not be recorded; nothing was taken back.
    """
    with post.mirror.write() as connection:
        recorded = movements.get(connection, movement)
        if recorded is None or recorded.undoes is not None:
            raise CannotUndoError("There is no such check-in to take back.")
        if recorded.source is Source.PLATFORM:
            raise CannotUndoError("This was not recorded here; only the platform can take it back.")
        if movements.undo_of(connection, movement) is not None:
            raise CannotUndoError("This was taken back before.")
        candidate = attendees.by_number(connection, recorded.attendee, recorded.zone)
        if candidate is None:
            raise CannotUndoError("The attendee is no longer on this computer.")
        compensation = _compensation(post, recorded)
        movements.append(connection, compensation, post.clock_offset())
        movements.recompute(connection, recorded.attendee, recorded.zone)
        told = _keep_from_platform(connection, post, candidate.attendee, recorded)
    answer = Undo(movement=compensation.id, attendee=candidate.attendee, told_platform=told)
    post.notices.put_up(Undone(movement=movement, attendee=recorded.attendee, told_platform=told))
    return answer


def _compensation(post: Post, recorded: Movement) -> Movement:
    return Movement(
        id=MovementId(str(uuid.uuid4())),
        attendee=recorded.attendee,
        zone=recorded.zone,
        direction=Direction.OUT if recorded.direction is Direction.IN else Direction.IN,
        at=post.clock.now(),
        station=post.station.name,
        undoes=recorded.id,
    )


def _keep_from_platform(connection: Transaction, post: Post, attendee: Attendee, recorded: Movement) -> bool:
    """Withdraw the operation if it certainly never arrived, else have it taken back where that is possible.

    Says whether the platform is, or will be, right. What somebody else told it before us stays there.
    """
    operation = outbox.of_movement(connection, recorded.id)
    if operation is None or operation.is_theirs:
        return True
    if operation.has_never_arrived:
        outbox.withdraw(connection, operation.id, post.clock.now())
        return True
    if Capability.UNDO not in post.capabilities:
        return False
    outbox.withdraw(connection, operation.id, post.clock.now(), was={OperationState.PARKED})
    task = TakeBack(operation=operation.id, moved_at=recorded.at)
    again = replace(
        operation_of(post, attendee, task, post.clock.now(), recorded.id),
        kind=operation.kind,
        station=operation.station,
        session=operation.session,
    )
    outbox.add(connection, again, attendee.id)
    return True
