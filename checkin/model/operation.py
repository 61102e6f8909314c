"""What waits in the outbox."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from checkin.model.ids import MovementId, OperationId, PlatformId
from checkin.model.station import StationKind


class OperationState(StrEnum):
    """How far an operation has come.

    ::

        pending → sending → settled
                          → pending    certainly not arrived: try again later
                          → uncertain  nobody knows: read back before sending again
                          → parked     the platform will never take it: a person must look
        pending → withdrawn            undone here before it was ever sent
    """

    PENDING = "pending"
    SENDING = "sending"
    UNCERTAIN = "uncertain"
    SETTLED = "settled"
    PARKED = "parked"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One movement to tell the platform.

    Attributes:
        event: the platform's id of the event.
        attendee: the platform's id of the attendee.
        kind: of the station where it happened; the platform files it by this.
        station: the platform's id of that station.
        session: the platform's id of the session, where the kind needs one.
        at: when it happened, aware UTC, by this station's clock.
        first_sent_at: when it was first sent, by this station's clock; None when it never was.
        attempts: how often it was sent.
    """

    id: OperationId
    movement: MovementId
    event: PlatformId
    attendee: PlatformId
    kind: StationKind
    station: PlatformId | None
    session: PlatformId | None
    at: datetime
    first_sent_at: datetime | None = None
    attempts: int = 0
    state: OperationState = OperationState.PENDING


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The platform took it, at `at` by its own clock where it says."""

    at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadyThere:
    """The platform had it before: ours that was sent twice, or somebody else's."""

    at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """The platform will never take it, in its own words.

    Attributes:
        answered: it said so; False where it only failed at it so often that we give up.
    """

    reason: str
    answered: bool = True


Verdict = Settled | AlreadyThere | Rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class NotThere:
    """It was looked up: the platform certainly does not have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CannotTell:
    """The platform offers no way to look it up: it may be there or not."""


Recollection = Verdict | NotThere | CannotTell
"""What a platform has of an operation whose outcome is unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedOperation:
    """An operation a person must look at."""

    operation: Operation
    reason: str
    attendee_name: str
    station_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxCounts:
    """How many operations are in which state; `waiting` is pending, sending and uncertain together."""

    waiting: int = 0
    uncertain: int = 0
    parked: int = 0
    settled: int = 0
