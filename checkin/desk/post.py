"""Where the desk's verbs happen: one event, one station, one mirror."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from checkin.clock import Clock
from checkin.mirror.database import Mirror
from checkin.model.admission import Door
from checkin.model.event import Event
from checkin.model.live import LiveAnswer, LiveQuestion, Silence
from checkin.model.platform import Capability
from checkin.model.pulled import EventFacts
from checkin.model.station import Direction, Station
from checkin.model.zone_rules import OPEN_TO_ALL, ZoneRules
from checkin.notices import NoticeBoard


def _not_measured() -> float | None:
    return None


MOVEMENTS = frozenset({Capability.CHECK_IN_OUR_TIME, Capability.CHECK_OUT})
"""What a platform can do that is told of what happens at doors, and of nothing else."""

_CHECK_INS = frozenset({Capability.CHECK_IN_OUR_TIME, Capability.CHECK_IN_THEIR_TIME})


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What every verb needs.

    Attributes:
        clock_offset: seconds the platform's clock is ahead of ours; None while nobody knows.
        capabilities: what the platform can be told; the rest is kept here.
        rules: the zone's, as they were last pulled.
        facts: the event's, as they were last pulled.
        ask_platform: asks the platform itself at the door; None where that is not wanted or not possible.
    """

    mirror: Mirror
    clock: Clock
    notices: NoticeBoard
    event: Event
    station: Station
    clock_offset: Callable[[], float | None] = field(default=_not_measured)
    capabilities: frozenset[Capability] = MOVEMENTS
    rules: ZoneRules = OPEN_TO_ALL
    facts: EventFacts = field(default_factory=EventFacts)
    ask_platform: Callable[[LiveQuestion], LiveAnswer | Silence] | None = None

    @property
    def door(self) -> Door:
        """What holds here whoever comes."""
        about = self.event.platform
        return Door(
            station=self.station,
            event=self.event.id,
            zone_time=self.zone_time,
            rules=self.rules,
            questions=self.facts.questions,
            starts=about.starts_at,
            ends=about.ends_at,
            admission=self.facts.admission,
        )

    @property
    def tells_movements(self) -> bool:
        """Whether the platform is told of what happens at this post."""
        if self.station.direction is Direction.OUT:
            return Capability.CHECK_OUT in self.capabilities
        return not _CHECK_INS.isdisjoint(self.capabilities)

    @property
    def zone_time(self) -> tzinfo:
        """The event's time zone; UTC when the platform names one nobody knows."""
        try:
            return ZoneInfo(self.event.platform.timezone)
        except (ZoneInfoNotFoundError, ValueError):
            return ZoneInfo("UTC")
