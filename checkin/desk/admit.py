"""Somebody stands at the door: yes or no, and if yes, it is on the disk before anybody sees it.

One `BEGIN IMMEDIATE` transaction looks the code up, decides, appends the movement, brings the presence up
to date and enqueues the operation. If the process dies at any instant, all of it happened or none.
"""

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime

from checkin.desk.post import Post
from checkin.mirror import attendees, movements, outbox
from checkin.mirror.database import Transaction
from checkin.model.admission import Admission, Admitted, Candidate, Refusal, decide
from checkin.model.code import lookup_keys
from checkin.model.ids import AttendeeId, MovementId, OperationId, PlatformId
from checkin.model.movement import Movement, Presence, after
from checkin.model.operation import Operation
from checkin.model.scan import Scan
from checkin.notices import Scanned


def admit(post: Post, payload: str, overruled: Refusal | None = None) -> Scan:
    """Answer a scanned code.

    Args:
        post: where.
        payload: what the barcode said, as it was read.
        overruled: the refusal of the scan before, if a lead overruled it.

    Raises:
        MirrorError: it could not be recorded; nobody was checked in.
    """
    keys = lookup_keys(payload)
    return _answer(post, lambda c: attendees.by_code(c, keys, post.station.zone), overruled)


def admit_attendee(post: Post, attendee: AttendeeId, overruled: Refusal | None = None) -> Scan:
    """Answer for an attendee who was chosen by hand.

    Raises:
        MirrorError: it could not be recorded; nobody was checked in.
    """

    def chosen(connection: Transaction) -> list[Candidate]:
        one = attendees.by_number(connection, attendee, post.station.zone)
        return [] if one is None else [one]

    return _answer(post, chosen, overruled)


def _answer(
    post: Post, lookup: Callable[[Transaction], Sequence[Candidate]], overruled: Refusal | None
) -> Scan:
    movement = None
    with post.mirror.write() as connection:
        now = post.clock.now()
        candidates = lookup(connection)
        admission: Admission = decide(candidates, post.station, post.event.id, now, post.zone_time, overruled)
        if isinstance(admission, Admitted):
            presence = next(c.presence for c in candidates if c.attendee.id == admission.attendee.id)
            movement = _record(connection, post, admission, presence, now)
    scan = Scan(at=now, admission=admission, movement=movement)
    post.notices.put_up(Scanned(scan=scan))
    return scan


def _record(
    connection: Transaction, post: Post, admitted: Admitted, presence: Presence, now: datetime
) -> MovementId:
    attendee, station = admitted.attendee, post.station
    movement = Movement(
        id=MovementId(str(uuid.uuid4())),
        attendee=attendee.id,
        zone=station.zone,
        direction=admitted.direction,
        at=now,
        station=station.name,
        overrode="" if admitted.overrode is None else admitted.overrode.value,
    )
    movements.append(connection, movement, post.clock_offset())
    movements.set_presence(connection, attendee.id, station.zone, after(presence, movement))
    operation = Operation(
        id=OperationId(str(uuid.uuid4())),
        movement=movement.id,
        event=post.event.platform.platform_id,
        attendee=attendee.platform_id or PlatformId(""),
        kind=station.kind,
        station=station.platform_id,
        session=station.session,
        at=now,
    )
    outbox.add(connection, operation, attendee.id)
    return movement.id
