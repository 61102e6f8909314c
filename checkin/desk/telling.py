"""What the platform is to hear, as it goes into the outbox."""

import uuid
from datetime import datetime

from checkin.desk.post import Post
from checkin.mirror import outbox
from checkin.mirror.database import Transaction
from checkin.model.attendee import Attendee
from checkin.model.ids import MovementId, OperationId, PlatformId
from checkin.model.operation import Operation, Task


def new_id() -> OperationId:
    """An id no other operation has."""
    return OperationId(str(uuid.uuid4()))


def tell(
    connection: Transaction,
    post: Post,
    attendee: Attendee,
    task: Task,
    at: datetime,
    movement: MovementId | None = None,
) -> None:
    """Enqueue something about an attendee, behind everything that waits."""
    outbox.add(connection, operation_of(post, attendee, task, at, movement), attendee.id)


def operation_of(
    post: Post,
    attendee: Attendee,
    task: Task,
    at: datetime,
    movement: MovementId | None = None,
    number: OperationId | None = None,
) -> Operation:
    """The operation that tells `task` of an attendee at this post."""
    return Operation(
        id=number or new_id(),
        movement=movement or MovementId(""),
        event=post.event.platform.platform_id,
        attendee=attendee.platform_id or PlatformId(""),
        code=attendee.badge_code,
        kind=post.station.kind,
        station=post.station.platform_id,
        session=post.station.session,
        at=at,
        task=task,
    )
