"""One reading of a code, whatever came of it, and what the desk shows of people."""

from dataclasses import dataclass
from datetime import datetime

from checkin.model.admission import Admission
from checkin.model.attendee import Attendee
from checkin.model.ids import MovementId
from checkin.model.movement import Presence


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """A scan and its answer.

    Attributes:
        at: aware UTC.
        movement: what was recorded; None when refused. It is on the disk by the time anybody sees this.
    """

    at: datetime
    admission: Admission
    movement: MovementId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An attendee as a search shows them.

    Attributes:
        presence: where they are in the zone of this station.
        waiting: True while something about them is still to be told to the platform.
        badge_prints: how often their badge was printed here.
    """

    attendee: Attendee
    presence: Presence
    waiting: bool = False
    badge_prints: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """People in the event and in the zone of this station."""

    attendees: int = 0
    checked_in: int = 0
    inside: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """What became of taking a movement back.

    Attributes:
        told_platform: True when the platform was never told of the movement, or is told of the undo too;
            False when it keeps what it has, and a person should know.
    """

    movement: MovementId
    attendee: Attendee
    told_platform: bool
