"""What the platform has not heard of somebody, or never will."""

from sqlalchemy import Connection, select

from checkin.mirror import schema
from checkin.mirror.outbox import IS_WAITING
from checkin.mirror.tasks import MOVE, REGISTER, TAKE_BACK
from checkin.model.ids import AttendeeId
from checkin.model.operation import Operation, OperationState

_operation = schema.operation
_attendee = schema.attendee
_earlier = schema.operation.alias("earlier")


def is_being_taken_back(connection: Connection, operation: Operation) -> bool:
    """Whether it still waits to be told that this is taken back."""
    of = select(_operation.c.attendee_id).where(_operation.c.id == operation.id).scalar_subquery()
    found = connection.execute(
        select(_operation.c.number).where(
            IS_WAITING,
            _operation.c.attendee_id == of,
            _operation.c.movement_id == operation.movement,
            _operation.c.verb == TAKE_BACK,
        )
    )
    return found.first() is not None


def is_of_nobody(connection: Connection, operation: Operation) -> bool:
    """Whether it is about somebody whom the platform does not have and, by a person's word, never will."""
    found = connection.execute(
        select(_earlier.c.number)
        .select_from(
            _operation.join(_attendee, _attendee.c.id == _operation.c.attendee_id).join(
                _earlier, _earlier.c.attendee_id == _operation.c.attendee_id
            )
        )
        .where(
            _operation.c.id == operation.id,
            _attendee.c.platform_id.is_(None),
            _earlier.c.verb == REGISTER,
            _earlier.c.state == OperationState.WITHDRAWN.value,
        )
    )
    return found.first() is not None


def is_behind(connection: Connection, attendee: AttendeeId) -> bool:
    """Whether the platform has yet to hear that this attendee is one, came, or left: it cannot judge them."""
    found = connection.execute(
        select(_operation.c.number).where(
            IS_WAITING,
            _operation.c.attendee_id == attendee,
            _operation.c.verb.in_((REGISTER, MOVE, TAKE_BACK)),
        )
    )
    return found.first() is not None
