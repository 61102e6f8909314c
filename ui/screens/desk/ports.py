"""What the check-in screen needs of the app; `checkin.app.App` has it, tests bring a fake."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import Protocol, TypeVar

from checkin.clock import Clock
from checkin.model.admission import Refusal
from checkin.model.event import Event
from checkin.model.form import Form
from checkin.model.ids import AttendeeId, MovementId, PrintJobId
from checkin.model.movement import Movement
from checkin.model.platform import Capability
from checkin.model.print_job import PrintJob
from checkin.model.scan import Counts, Found, Scan, Undo
from checkin.model.station import Station
from checkin.settings import Settings

T = TypeVar("T")


class Spool(Protocol):
    """Badges that were asked for; see `checkin.app.spooling`."""

    def print_first(self, attendee: AttendeeId) -> PrintJob | None:
        """Have somebody's first badge printed; None when one came out before."""
        ...

    def print_badge(self, attendee: AttendeeId, *, reason: str = "") -> PrintJob:
        """Have a badge printed."""
        ...

    def jobs(self, limit: int = 100) -> tuple[PrintJob, ...]:
        """The open ones and the last ones."""
        ...

    def retry(self, job: PrintJobId) -> PrintJob:
        """Try at once what waits or failed."""
        ...

    def print_again(self, job: PrintJobId) -> PrintJob:
        """What was in doubt did not come out."""
        ...

    def came_out(self, job: PrintJobId) -> PrintJob:
        """What was in doubt did come out."""
        ...


class Desk(Protocol):
    """What people do at this station; see `checkin.desk`."""

    @property
    def station(self) -> Station:
        """This post."""
        ...

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What the platform can be told from here."""
        ...

    @property
    def tells_movements(self) -> bool:
        """Whether the platform is told of what happens here."""
        ...

    def admit(
        self, payload: str, overruled: Refusal | None = None, answers: Mapping[str, str] | None = None
    ) -> Scan:
        """Answer a scanned code."""
        ...

    def admit_attendee(
        self,
        attendee: AttendeeId,
        overruled: Refusal | None = None,
        answers: Mapping[str, str] | None = None,
    ) -> Scan:
        """Answer for somebody chosen by hand."""
        ...

    @property
    def walk_in_form(self) -> Form:
        """What to ask of a walk-in."""
        ...

    def register(self, answers: Mapping[str, str], ticket_type: str = "") -> AttendeeId:
        """Register a walk-in."""
        ...

    def look(self, attendee: AttendeeId) -> Found:
        """One attendee."""
        ...

    def find(self, words: str, limit: int = 50) -> tuple[Found, ...]:
        """Search people."""
        ...

    def undo(self, movement: MovementId) -> Undo:
        """Take a check-in or check-out back."""
        ...

    def recent(self, limit: int = 20) -> tuple[tuple[Movement, Found], ...]:
        """The newest movements of this station that stand, newest first."""
        ...

    def counts(self) -> Counts:
        """How many people there are, and how many came in."""
        ...


class DeskApp(Protocol):
    """The app as this screen sees it."""

    @property
    def desk(self) -> Desk:
        """The desk of the chosen event and station."""
        ...

    @property
    def settings(self) -> Settings:
        """As they are now."""
        ...

    @property
    def event(self) -> Event | None:
        """The chosen one."""
        ...

    @property
    def clock(self) -> Clock:
        """What tells the time."""
        ...

    def at_desk(self, work: Callable[[], T]) -> Future[T]:
        """Run `work` on the desk's thread."""
        ...

    @property
    def spool(self) -> Spool:
        """The badges."""
        ...
