"""An app in memory, for the window and the check-in screen."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import TypeVar, cast

from checkin.app import App, SyncStatus
from checkin.model.event import Event, PlatformEvent
from checkin.model.ids import EventId, PlatformId
from checkin.model.operation import OutboxCounts
from checkin.notices import NoticeBoard
from checkin.settings import Settings
from tests.fakes.clock import FakeClock
from tests.fakes.desk import FakeDesk
from tests.fakes.executor import inline
from tests.fakes.spool import FakeSpool

T = TypeVar("T")

PYCON = Event(
    id=EventId(1),
    connection="open_event:http://127.0.0.1",
    platform=PlatformEvent(platform_id=PlatformId("1"), name="PyCon Leipzig 2026", timezone="Europe/Berlin"),
)


@dataclass
class FakeApp:
    """What `checkin.app.App` is to the window, without disk, network or threads."""

    clock: FakeClock = field(default_factory=FakeClock)
    settings: Settings = field(default_factory=Settings)
    notices: NoticeBoard = field(default_factory=NoticeBoard)
    event: Event | None = PYCON
    status: SyncStatus = field(
        default_factory=lambda: SyncStatus(online=True, counts=OutboxCounts(settled=9))
    )
    ready: bool = True
    practice: object | None = None
    nudges: int = 0
    closed: bool = False

    def __post_init__(self) -> None:
        self.desk = FakeDesk(clock=self.clock, notices=self.notices)
        self.spool = FakeSpool(
            notices=self.notices,
            printed=self.desk.printed,
            name_of=lambda attendee: self.desk.look(attendee).attendee.name,
        )

    def as_app(self) -> App:
        """For whoever insists on the real type."""
        return cast("App", self)

    def at_desk(self, work: Callable[[], T]) -> Future[T]:
        """Do it now."""
        return inline(work)

    def at_printer(self, work: Callable[[], T]) -> Future[T]:
        """Do it now."""
        return inline(work)

    def sync_status(self) -> SyncStatus:
        """As the test set it."""
        return self.status

    def sync_now(self) -> None:
        """Count the nudges."""
        self.nudges += 1

    def start_sync(self) -> None:
        """There is nothing to start."""

    def close(self) -> None:
        """Remember it."""
        self.closed = True
