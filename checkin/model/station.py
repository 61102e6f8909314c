"""This computer's post."""

from dataclasses import dataclass
from enum import StrEnum

from checkin.model.event import WHOLE_EVENT
from checkin.model.ids import PlatformId, StationId, ZoneId


class Direction(StrEnum):
    """Which way people go."""

    IN = "in"
    OUT = "out"


class StationKind(StrEnum):
    """What the post is for."""

    REGISTRATION = "registration"
    """Once for the whole event; badges are handed out here."""

    DAILY = "daily"
    """Once a day for one session."""

    CHECK_IN = "check in"
    """Into a session; again after each check-out."""

    CHECK_OUT = "check out"
    """Out of a session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformStation:
    """A station as the platform lists it.

    Attributes:
        room: the zone it stands in, where it stands in one.
        zone: the zone that is entered or left here, whatever the kind; None for the whole event at a
            registration, and for a session of the room to be chosen at the other kinds.
    """

    platform_id: PlatformId
    name: str
    kind: StationKind
    room: ZoneId | None = None
    zone: ZoneId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """What this computer does: kind, zone, and which of the platform's stations it speaks for.

    Attributes:
        zone: what is entered or left here.
        platform_id: the platform's station, None when the platform has none to choose.
        session: the platform's session, where the kind needs one.
    """

    id: StationId
    name: str
    kind: StationKind = StationKind.REGISTRATION
    zone: ZoneId = WHOLE_EVENT
    platform_id: PlatformId | None = None
    session: PlatformId | None = None

    @property
    def direction(self) -> Direction:
        """Which way people go here."""
        return Direction.OUT if self.kind is StationKind.CHECK_OUT else Direction.IN
