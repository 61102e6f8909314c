"""Asking the platform itself at the door, where a person wants that and there is a network."""

from dataclasses import dataclass
from datetime import datetime

from checkin.model.admission import Refusal
from checkin.model.ids import OperationId, PlatformId
from checkin.model.station import Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveQuestion:
    """May they come in, or go out? When the platform says yes it has recorded it, too.

    Attributes:
        operation: the id the movement's operation will have, so that it is never counted twice.
        event, attendee: the platform's ids.
        code: what the attendee's ticket says.
        station: the platform's id of the station.
        overruled: the refusal that was overruled, None in the usual case.
    """

    operation: OperationId
    event: PlatformId
    attendee: PlatformId
    code: str
    station: PlatformId | None
    direction: Direction
    overruled: Refusal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveAnswer:
    """What the platform says.

    Attributes:
        refusal: why not, None for yes.
        words: the platform's own, for people; may be empty.
        at: when it recorded it, by its own clock where it says.
    """

    refusal: Refusal | None = None
    words: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """The platform was not asked, or did not say: the decision is ours.

    Attributes:
        may_have_landed: it may have recorded a yes all the same.
    """

    may_have_landed: bool = False
