"""What the check-in screen reads before it can show anything."""

from dataclasses import dataclass

from checkin.model.event import Event
from checkin.model.movement import Movement
from checkin.model.scan import Found
from checkin.model.station import Station


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Event, station, and what was recorded here before, newest first.

    Attributes:
        tells: the platform is told of what happens here.
    """

    event: Event | None
    station: Station
    tells: bool = True
    recent: tuple[tuple[Movement, Found], ...] = ()
