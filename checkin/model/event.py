"""The conference and what belongs to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from checkin.model.ids import EventId, PlatformId, ZoneId
from checkin.model.zone_rules import OPEN_TO_ALL, ZoneRules

WHOLE_EVENT = ZoneId("event")
"""The zone one enters at registration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformEvent:
    """An event as its platform lists it. Times are aware; None when the platform does not say.

    Attributes:
        badge_profile: where the platform's own apps read a vCard on badges, under which profile it says the
            attendee's id, such as ``"EVENTYAY"``; empty where they read the ticket's code.
    """

    platform_id: PlatformId
    name: str
    timezone: str = "UTC"
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str = ""
    logo_url: str = ""
    badge_profile: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event in the mirror.

    Attributes:
        connection: which platform account it came from, such as ``"open_event:http://127.0.0.1:8000"``.
    """

    id: EventId
    connection: str
    platform: PlatformEvent

    @property
    def name(self) -> str:
        """What the event is called."""
        return self.platform.name


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketType:
    """A kind of ticket; `colour` is ``"#rrggbb"`` or empty."""

    platform_id: PlatformId
    name: str
    colour: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)


class ZoneKind(StrEnum):
    """What sort of thing one enters."""

    EVENT = "event"
    ROOM = "room"
    SESSION = "session"
    AREA = "area"
    """A part of the venue with a door of its own, or a list of who may come in there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """Anything one enters: the event, a room, a session.

    Attributes:
        room: for a session, the zone of the room it is held in, where the platform says.
        rules: who may enter.
    """

    id: ZoneId
    platform_id: PlatformId
    kind: ZoneKind
    name: str
    room: ZoneId | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    rules: ZoneRules = OPEN_TO_ALL
