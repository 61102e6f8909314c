"""Which check-ins the platform reports are our own: it does not say, so when it took them must tell."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, or_, select, update

from checkin.mirror import schema
from checkin.mirror.tasks import MOVE
from checkin.model.ids import AttendeeId, OperationId
from checkin.model.movement import Movement
from checkin.model.operation import OperationState

_movement = schema.movement
_operation = schema.operation

OURS_WITHIN = timedelta(seconds=5)
"""How much the platform's stamp may lie outside the time between our sending and its answer's `Date`."""

_MAY_BE_THERE = or_(
    _operation.c.state.in_(
        [OperationState.SENDING.value, OperationState.UNCERTAIN.value, OperationState.SETTLED.value]
    ),
    # Given up, though it was sent: nobody knows, and nobody will.
    _operation.c.state.in_([OperationState.PARKED.value, OperationState.WITHDRAWN.value])
    & _operation.c.first_sent_at.is_not(None),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """A check-in of ours that the platform may report; `since` and `until` by its clock, None for ever.

    `unsaid`: our own time of it, where the platform may have written that down without saying so.
    """

    operation: OperationId
    attendee: AttendeeId
    zone: str
    direction: str
    since: datetime | None
    until: datetime | None
    unsaid: datetime | None

    def may_be(self, reported: Movement) -> bool:
        """Whether this is what the platform reports."""
        return (self.attendee, self.zone, self.direction) == (
            reported.attendee,
            reported.zone,
            reported.direction.value,
        ) and (self._is_between(reported.at) or self._is_our_time(reported.at))

    def _is_between(self, at: datetime) -> bool:
        return (self.since is None or self.since <= at) and (self.until is None or at <= self.until)

    def _is_our_time(self, at: datetime) -> bool:
        return self.unsaid is not None and abs(at - self.unsaid) <= OURS_WITHIN


def of(connection: Connection, people: Collection[AttendeeId], clock_offset: float | None) -> list[Ours]:
    """What the platform has or may have from us about these people.

    `clock_offset`: how far the platform's clock is ahead of ours now, where somebody measured it.
    """
    if not people:
        return []
    rows = connection.execute(
        select(
            *_operation.c["id", "attendee_id", "state", "closed_at", "platform_at"],
            *_operation.c["first_sent_at", "sent_offset_ms"],
            *_movement.c["zone", "direction", "at", "clock_offset_ms"],
        )
        .join(_movement, _movement.c.id == _operation.c.movement_id)
        .where(
            _operation.c.attendee_id.in_(people),
            _operation.c.theirs.is_(False),
            _operation.c.verb == MOVE,
            _MAY_BE_THERE,
        )
    )
    return [_as_ours(row, offset) for row in rows for offset in _measured(row, clock_offset)]


def _measured(row: schema.AnyRow, now: float | None) -> set[float]:
    """How far the platform's clock was ahead of ours at the sending, as far as anybody measured it."""
    known = row.clock_offset_ms if row.sent_offset_ms is None else row.sent_offset_ms
    if known is None:
        return {now or 0.0}
    return {known / 1000} if now is None or row.platform_at is not None else {known / 1000, now}


def _as_ours(row: schema.AnyRow, seconds: float) -> Ours:
    since = until = None
    if row.closed_at is not None:
        offset = at_sending = timedelta(seconds=seconds)
        if row.sent_offset_ms is not None:  # somebody may have set our clock before the answer came
            at_sending = timedelta(milliseconds=row.sent_offset_ms)
        taken = row.platform_at or row.closed_at + offset
        sent = taken if row.first_sent_at is None else row.first_sent_at + at_sending
        # Where our clock is wrong by nobody knows what, the platform's own time is at least among them.
        since, until = min(sent, taken) - OURS_WITHIN, taken + OURS_WITHIN
    return Ours(
        operation=row.id,
        attendee=row.attendee_id,
        zone=row.zone,
        direction=row.direction,
        since=since,
        until=until,
        unsaid=row.at if row.platform_at is None else None,
    )


def learn_when(connection: Connection, found: Iterable[tuple[Movement, Ours]]) -> None:
    """Where the platform did not say when it took ours, its report says it.

    From then on no clock of this computer is asked any more, whoever sets it. Where several may be ours,
    nobody can tell which: none of them is ever shown as somebody else's.
    """
    may_be: dict[OperationId, set[datetime]] = {}
    for reported, one in found:
        if one.until is not None and one.unsaid is not None:
            may_be.setdefault(one.operation, set()).add(reported.at)
    for operation, times in may_be.items():
        if len(times) == 1:
            learnt = update(_operation).where(_operation.c.id == operation)
            connection.execute(learnt.values(platform_at=times.pop()))
