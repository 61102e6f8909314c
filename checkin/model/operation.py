"""What waits in the outbox."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from checkin.model.ids import AttendeeId, MovementId, OperationId, PlatformId
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
class Move:
    """A check-in or check-out, by the operation's kind of station.

    Attributes:
        overrode: the refusal that was overruled at the door, empty in the usual case.
        answers: what was answered at the door, by the questions' names.
    """

    overrode: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBack:
    """A check-in or check-out that the platform has, taken back here.

    Attributes:
        operation: the one that told of it.
        moved_at: when it had happened, aware UTC, by this station's clock.
    """

    operation: OperationId
    moved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A walk-in. The operation's `code` is printed on their badge already.

    Attributes:
        answers: by the form's names; `checkin.model.form` names what every attendee has.
        ticket_type: the platform's id, empty when there is no choice.
    """

    answers: Mapping[str, str]
    ticket_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct:
    """Changed words about an attendee, by the names of `checkin.model.form`; only what changed."""

    changes: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A wristband or card that is the attendee's from now on."""

    tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """A scan that was refused; `code` is what the barcode said, for the attendee may be unknown."""

    refusal: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A badge that came out of a printer.

    Attributes:
        number: which of the attendee's badges from this computer it is, from 1.
        reason: why it was another one, see `checkin.model.print_job`; empty for the first.
    """

    number: int
    reason: str = ""


Task = Move | TakeBack | Register | Correct | Pair | Turned | Printed
"""What an operation tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing to tell the platform.

    Attributes:
        movement: the movement it tells of or takes back; empty when there is none.
        event: the platform's id of the event.
        attendee: the platform's id of the attendee; empty for a walk-in and for somebody let in by a signed
            code alone.
        code: what the attendee's ticket says, as it is to be printed.
        task: what is told; a platform is only told what its capabilities name.
        kind: of the station where it happened; the platform files it by this.
        station: the platform's id of that station.
        session: the platform's id of the session, where the kind needs one.
        at: when it happened, aware UTC, by this station's clock.
        first_sent_at: when it was first sent, by this station's clock; None when it never was.
        sent_offset: seconds the platform's clock was ahead of this station's then; None where nobody knew.
        attempts: how often it was sent.
        is_theirs: settled, because the platform had somebody else's before.
    """

    id: OperationId
    movement: MovementId
    event: PlatformId
    attendee: PlatformId
    kind: StationKind
    station: PlatformId | None
    session: PlatformId | None
    at: datetime
    code: str = ""
    task: Task = field(default_factory=Move)
    first_sent_at: datetime | None = None
    sent_offset: float | None = None
    attempts: int = 0
    state: OperationState = OperationState.PENDING
    is_theirs: bool = False

    @property
    def has_never_arrived(self) -> bool:
        """Whether the platform certainly has nothing of it, as far as it came until now."""
        if self.state in {OperationState.PARKED, OperationState.WITHDRAWN}:
            return self.first_sent_at is None
        return self.state is OperationState.PENDING

    def sent_there(self, clock_offset: float | None) -> datetime | None:
        """When it was first sent by the platform's clock; None when it never was.

        `clock_offset`: how far that clock is ahead now, which holds unless somebody has set ours since.
        """
        if self.first_sent_at is None:
            return None
        then = clock_offset if self.sent_offset is None else self.sent_offset
        return self.first_sent_at + timedelta(seconds=then or 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The platform took it, at `at` by its own clock where it says.

    Attributes:
        attendee: of a walk-in, the platform's id from now on.
        codes: of a walk-in, further codes the platform gave them.
    """

    at: datetime | None = None
    note: str = ""
    attendee: PlatformId | None = None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadyThere:
    """The platform had it before: ours that was sent twice, or somebody else's; see `Settled`."""

    at: datetime | None = None
    note: str = ""
    attendee: PlatformId | None = None
    codes: tuple[str, ...] = ()


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
    """An operation that waits, or that a person must look at.

    Attributes:
        reason: what kept it, in the platform's own words where it said something.
        attendee: whom it is about, None where nobody asked for it.
        next_try: when it is tried again at the earliest; None when nothing holds it back.
    """

    operation: Operation
    reason: str
    attendee_name: str
    station_name: str
    attendee: AttendeeId | None = None
    next_try: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxCounts:
    """How many operations are in which state; `waiting` is pending, sending and uncertain together.

    Attributes:
        since: when that happened which waits longest, aware UTC; None when nothing waits.
    """

    waiting: int = 0
    uncertain: int = 0
    parked: int = 0
    settled: int = 0
    since: datetime | None = field(default=None, compare=False)
