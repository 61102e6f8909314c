"""A mirror that was made anew from what was left of another one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, text, update

from checkin.mirror import badge_past, events, schema
from checkin.model.ids import EventId
from checkin.model.movement import Source
from checkin.model.operation import OperationState

_movement = schema.movement
_operation = schema.operation
_event = schema.event

_BADGE = "badge "
"""What the kinds of lines about badges begin with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """How much is in a mirror; `movements` are the ids of those made here, `reported` counts the others."""

    attendees: int
    movements: frozenset[str]
    waiting: int
    reported: int = 0


NOTHING = Contents(attendees=0, movements=frozenset(), waiting=0)


def contents(connection: Connection) -> Contents:
    """How much is in the mirror."""
    here = select(_movement.c.id).where(_movement.c.source == Source.HERE.value)
    others = select(func.count()).select_from(_movement).where(_movement.c.source != Source.HERE.value)
    waits = text("state IN ('pending', 'sending', 'uncertain')")
    return Contents(
        attendees=connection.execute(select(func.count()).select_from(schema.attendee)).scalar_one(),
        movements=frozenset(connection.execute(here).scalars()),
        waiting=connection.execute(select(func.count()).select_from(_operation).where(waits)).scalar_one(),
        reported=connection.execute(others).scalar_one(),
    )


def numbers(connection: Connection) -> dict[tuple[str, str], EventId]:
    """The number of each event, by its connection and the platform's id."""
    return {
        (event.connection, event.platform.platform_id): event.id for event in events.everything(connection)
    }


def pull_anew(connection: Connection, *, first: bool) -> None:
    """Have every event read completely by its next pull; `first`, before the desk may open."""
    for event in events.everything(connection):
        events.begin_snapshot(connection, event.id)
    connection.execute(update(_event).values(cursor=None, **({"pulled_at": None} if first else {})))


def doubt_waiting(connection: Connection) -> None:
    """Of nothing that waits it is known whether it was sent: each is looked up before it is sent."""
    waits = {OperationState.PENDING.value, OperationState.SENDING.value}
    connection.execute(
        update(_operation)
        .where(_operation.c.state.in_(waits))
        .values(
            state=OperationState.UNCERTAIN.value,
            first_sent_at=func.coalesce(_operation.c.first_sent_at, _operation.c.at),
            next_try_at=None,
        )
    )


def known(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Of these movements and operations, the ones that are here; likewise of ends (an id and a state).

    And of badges: their kind, when they were asked for or came out, and the platform's id of whose they were;
    those of somebody who is gone are not missed.
    """
    found: set[str] = set()
    for one in ids:
        if one.startswith(_BADGE):
            found |= {one} if _knows_badge(connection, one) else set()
            continue
        name, _, state = one.partition(" ")
        wanted = schema.closing.join(_operation, schema.closing.c.operation == _operation.c.number)
        if state:
            ended = select(_operation.c.id).select_from(wanted).where(_operation.c.id == name)
            asked = [ended.where(schema.closing.c.state == state)]
        else:
            asked = [select(table.c.id).where(table.c.id == name) for table in (_movement, _operation)]
        if any(connection.execute(question).first() is not None for question in asked):
            found.add(one)
    return found


def _knows_badge(connection: Connection, one: str) -> bool:
    said, _, whose = one.removeprefix(_BADGE).partition(" ")[2].partition(" ")
    at = datetime.fromisoformat(said)
    knows = badge_past.knows_print if one.startswith(f"{_BADGE}printed") else badge_past.knows_job
    if knows(connection, at):
        return True
    theirs = select(schema.attendee.c.id).where(schema.attendee.c.platform_id == whose)
    return bool(whose) and connection.execute(theirs).first() is None
