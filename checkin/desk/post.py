"""Where the desk's verbs happen: one event, one station, one mirror."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from checkin.clock import Clock
from checkin.mirror.database import Mirror
from checkin.model.event import Event
from checkin.model.station import Station
from checkin.notices import NoticeBoard


def _not_measured() -> float | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What every verb needs.

    Attributes:
        clock_offset: seconds the platform's clock is ahead of ours; None while nobody knows.
    """

    mirror: Mirror
    clock: Clock
    notices: NoticeBoard
    event: Event
    station: Station
    clock_offset: Callable[[], float | None] = field(default=_not_measured)

    @property
    def zone_time(self) -> tzinfo:
        """The event's time zone; UTC when the platform names one nobody knows."""
        try:
            return ZoneInfo(self.event.platform.timezone)
        except (ZoneInfoNotFoundError, ValueError):
            return ZoneInfo("UTC")
