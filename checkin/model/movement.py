"""What happened at a door, and what follows from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from checkin.model.ids import AttendeeId, MovementId, ZoneId
from checkin.model.station import Direction


class Source(StrEnum):
    """Who says that it happened."""

    HERE = "here"
    PLATFORM = "platform"


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """A recorded check-in or check-out; never changed, never deleted.

    Attributes:
        at: when, aware UTC with microseconds, by the clock of whoever recorded it.
        station: the name of the station, for people to read.
        undoes: the movement this one takes back.
        overrode: the refusal a lead overrode, as its text, or empty.
    """

    id: MovementId
    attendee: AttendeeId
    zone: ZoneId
    direction: Direction
    at: datetime
    station: str
    source: Source = Source.HERE
    undoes: MovementId | None = None
    overrode: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Where the movements leave one attendee in one zone.

    Attributes:
        inside: whether the last movement led in.
        entries: check-ins that still stand.
        last_in: the check-in that still stands, None when there is none.
    """

    inside: bool = False
    entries: int = 0
    last_in: Movement | None = None


ONE_ARRIVAL = timedelta(hours=4)
"""What the platform reports within this time of a check-in is the same arrival; later it is another one, so
that at a station that lets in once a day yesterday never hides today."""

NOWHERE = Presence()
"""Somebody of whom nothing was recorded yet."""


def after(presence: Presence, movement: Movement) -> Presence:
    """Where one more movement, not itself an undo, leaves them.

    Of two check-ins without a check-out between them the one made here counts as the last. One that only
    the platform reports may be of the same arrival: then the earlier stands, so that "first checked in at"
    stays true. Of two arrivals the later one stands, in whatever order they were reported.
    """
    if movement.direction is Direction.OUT:
        return Presence(inside=False, entries=presence.entries, last_in=presence.last_in)
    last = movement
    if presence.inside and presence.last_in is not None and movement.source is Source.PLATFORM:
        earlier, later = sorted((presence.last_in, movement), key=lambda one: one.at)
        last = earlier if later.at - earlier.at < ONE_ARRIVAL else later
    return Presence(inside=True, entries=presence.entries + 1, last_in=last)


def standing(movements: Iterable[Movement]) -> tuple[Movement, ...]:
    """Those that were not taken back, in the same order; what took others back is left out, too."""
    recorded = tuple(movements)
    undone = {movement.undoes for movement in recorded if movement.undoes is not None}
    return tuple(one for one in recorded if one.undoes is None and one.id not in undone)


def presence_of(movements: Iterable[Movement]) -> Presence:
    """Where all movements of one attendee in one zone, in the order of recording, leave them."""
    presence = NOWHERE
    for movement in standing(movements):
        presence = after(presence, movement)
    return presence
