"""One station: its clock, its disk, its line, its sync, and what people do at it."""

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from checkin.desk import admit
from checkin.desk.correct import correct
from checkin.desk.pair import pair
from checkin.desk.post import Post
from checkin.desk.register import FormError, register
from checkin.desk.undo import CannotUndoError, undo
from checkin.errors import MirrorError
from checkin.mirror import outbox
from checkin.model.admission import Admitted
from checkin.model.event import WHOLE_EVENT, Event
from checkin.model.form import FAMILY_NAME, GIVEN_NAME
from checkin.model.ids import AttendeeId, MovementId, OperationId, ZoneId
from checkin.model.operation import OperationState
from checkin.model.station import StationKind
from checkin.notices import NoticeBoard
from checkin.sync.cycle import Cycle, Schedule
from checkin.sync.pull import Pull
from tests.fakes.builders import a_station
from tests.faults.simulation.disk import Disk
from tests.faults.simulation.kept import Kept, kept
from tests.faults.simulation.line import Line
from tests.faults.simulation.virtual_time import StationClock

HALL = ZoneId("session:5")
ZONES = (WHOLE_EVENT, HALL)
POSTS = (
    a_station(),
    a_station(StationKind.CHECK_IN, HALL, "Hall in"),
    a_station(StationKind.CHECK_OUT, HALL, "Hall out"),
)
SCHEDULE = Schedule(changes=120, everything=900)


@dataclass(kw_only=True)
class Computer:
    """A station of the event; it survives its own deaths, as its disk does.

    Attributes:
        due: when its sync has something to do, in the world's seconds.
        greens: the movements for which a light was green, in order.
        walk_ins: the codes on the badges of those registered here.
        tags: wristbands given out here.
        lead: the operations a lead has decided about.
        seen: every movement that was ever on this disk.
    """

    disk: Disk
    clock: StationClock
    line: Line
    event: Event
    reads: type[Pull] = Pull
    due: float = 0.0
    greens: list[MovementId] = field(default_factory=list)
    walk_ins: list[str] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    lead: set[OperationId] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    notices: NoticeBoard = field(default_factory=NoticeBoard)

    def __post_init__(self) -> None:
        self.disk.mirror.committed = self.line.stored
        self.disk.mirror.refused = self.line.lost
        self._version: int | None = None
        self._kept: Kept | None = None
        self.start()

    def start(self) -> None:
        """The process begins, perhaps after it died."""
        self.disk.mirror.live_on()
        self.line.forget()
        pull = self.reads(
            mirror=self.disk.mirror,
            connector=self.line,
            event=self.event,
            clock=self.clock,
            notices=self.notices,
            cancelled=threading.Event(),
        )
        self.cancelled = pull.cancelled
        self.cycle = Cycle(pull, SCHEDULE)
        self.nudge()

    def nudge(self) -> None:
        """Something was put into the outbox."""
        if not self.cycle.status.sign_in_needed:
            self.due = -math.inf

    def post(self, number: int) -> Post:
        """Where a verb happens."""
        return Post(
            mirror=self.disk.mirror,
            clock=self.clock,
            notices=self.notices,
            event=self.event,
            station=POSTS[number],
            clock_offset=self.line.clock_offset,
            capabilities=self.line.capabilities,
        )

    def look(self) -> Kept:
        """What is on the disk now."""
        version = self.disk.outside.execute("PRAGMA data_version").fetchone()[0]
        if self._kept is None or version != self._version:
            self._kept, self._version = kept(self.disk.outside), version
        return self._kept

    @property
    def kept(self) -> Kept:
        """What was on the disk at the last look."""
        return self.look() if self._kept is None else self._kept

    @property
    def reads_on(self) -> bool:
        """Whether a complete pull was interrupted, so that the next only ends it."""
        return self.disk.outside.execute("SELECT resume FROM event").fetchone()[0] is not None

    # What people do; a full disk is said to them, and they go on

    def scan(self, post: int, code: str) -> None:
        """Somebody shows a code."""

        def verb() -> None:
            scan = admit.admit(self.post(post), code)
            if isinstance(scan.admission, Admitted):
                assert scan.movement is not None
                self.greens.append(scan.movement)

        self._do(verb)

    def take_back(self, which: int) -> None:
        """The check-in that was made `which` lights ago was a mistake."""
        if not self.greens:
            return
        movement = self.greens[-1 - which % len(self.greens)]
        told = self.look().operation_of(movement)

        def verb() -> None:
            try:
                undo(self.post(0), movement)
            except CannotUndoError:
                return
            if told is not None and _never_arrived(told["state"], told["first_sent_at"]):
                self.line.never.add(OperationId(told["id"]))

        self._do(verb)

    def register(self, name: str) -> None:
        """Somebody without a ticket."""

        def verb() -> None:
            number = register(self.post(0), {GIVEN_NAME: name, FAMILY_NAME: "Walker"})
            code = "SELECT badge_code FROM attendee WHERE id = ?"
            self.walk_ins.append(self.disk.outside.execute(code, (number,)).fetchone()[0])

        self._do(verb)

    def correct(self, which: int, name: str) -> None:
        """Somebody's name was wrong."""
        self._do(lambda: correct(self.post(0), self._somebody(which), {GIVEN_NAME: name}))

    def pair(self, which: int, tag: str) -> None:
        """Somebody gets a wristband."""

        def verb() -> None:
            try:
                pair(self.post(0), self._somebody(which), tag)
            except FormError:
                return
            self.tags.add(tag)

        self._do(verb)

    def decide(self, which: int, *, again: bool) -> None:
        """The lead looks at what is parked: it is sent again, or never."""
        parked = [one["id"] for one in self.look().operations if one["state"] == "parked"]
        if not parked:
            return
        operation = OperationId(parked[which % len(parked)])
        self.lead.add(operation)

        def verb() -> None:
            with self.disk.mirror.write() as connection:
                if again:
                    outbox.send_again(connection, operation)
                else:
                    was = {OperationState.PARKED}
                    outbox.withdraw(connection, operation, self.clock.now(), was=was, reason="It is settled.")

        self._do(verb)

    def _somebody(self, which: int) -> AttendeeId:
        people = self.look().attendees
        return AttendeeId(people[which % len(people)]["id"])

    def _do(self, verb: Callable[[], object]) -> None:
        try:
            verb()
        except MirrorError:
            return
        self.nudge()


def _never_arrived(state: str, first_sent_at: int | None) -> bool:
    return state == "pending" or (state == "parked" and first_sent_at is None)
