"""What the core announces, and the board it is put on."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from checkin.model.ids import AttendeeId, EventId, MovementId
from checkin.model.operation import OutboxCounts
from checkin.model.print_job import PrintJob, SpoolCounts
from checkin.model.scan import Scan


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """A code was scanned here or an attendee chosen by hand, and answered."""

    scan: Scan


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """A check-in or check-out was taken back."""

    movement: MovementId
    attendee: AttendeeId
    told_platform: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendeeChanged:
    """Somebody was registered, corrected or given a wristband at this desk."""

    attendee: AttendeeId


@dataclass(frozen=True, slots=True, kw_only=True)
class PullProgressed:
    """A page was stored."""

    event: EventId
    done: int
    total: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorRefreshed:
    """A pull ended; `attendees` are now in the mirror."""

    event: EventId
    attendees: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotosFetched:
    """So many photos for badges came from the platform; `failed` could not be fetched and are tried again."""

    fetched: int
    failed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformLost:
    """The platform cannot be reached; `reason` is for people, `kind` names the error for the log."""

    reason: str
    kind: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformReached:
    """The platform answers (again)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInNeeded:
    """The platform no longer takes our token: a person must sign in. `kind` as in `PlatformLost`."""

    reason: str
    kind: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxChanged:
    """Operations were added, settled or parked."""

    counts: OutboxCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncTroubled:
    """The sync met what is not the network's fault: an unreadable answer, a full disk; see `PlatformLost`."""

    reason: str
    kind: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorTroubled:
    """What people do here cannot be recorded, see `PlatformLost`; without a reason: it can be again."""

    reason: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalTroubled:
    """A journal cannot be written; the door goes on, and the journal catches up. Empty: it is well again."""

    folder: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoublesChanged:
    """Somebody came in twice while stations were apart, or a lead has looked at it; `open` are unseen."""

    open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgePrinted:
    """A badge came out, or a person said that it had.

    Attributes:
        where: for people: the folder, or the printer's name.
        path: the file, None when it went to a printer or nobody knows.
        confirmed: False where the printer took it and never says whether it came out.
        is_news: that it does not say so was not so before.
    """

    job: PrintJob
    where: str
    path: Path | None = None
    confirmed: bool = True
    is_news: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeTroubled:
    """A badge waits for its printer, failed, or is in doubt: the job's state and words say which and why."""

    job: PrintJob


@dataclass(frozen=True, slots=True, kw_only=True)
class SpoolChanged:
    """Badges were asked for, came further, or were moved or cancelled; `counts` are the open ones."""

    counts: SpoolCounts


Notice = (
    Scanned
    | Undone
    | AttendeeChanged
    | PullProgressed
    | MirrorRefreshed
    | PhotosFetched
    | PlatformLost
    | PlatformReached
    | SignInNeeded
    | OutboxChanged
    | SyncTroubled
    | DoorTroubled
    | JournalTroubled
    | DoublesChanged
    | BadgePrinted
    | BadgeTroubled
    | SpoolChanged
)


@dataclass(slots=True)
class NoticeBoard:
    """Hands each notice to every listener, on the thread that puts it up."""

    _listeners: list[Callable[[Notice], None]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def listen(self, listener: Callable[[Notice], None]) -> Callable[[], None]:
        """Call `listener` with every notice from now on; call the returned function to stop."""
        with self._lock:
            self._listeners.append(listener)

        def stop() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return stop

    def put_up(self, notice: Notice) -> None:
        """Announce."""
        with self._lock:
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener(notice)
