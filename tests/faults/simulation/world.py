"""Stations, a platform, lines and time: everything a history happens in.

One thing is left out, because it is not promised: clocks that are set where the platform does not say when it
took a check-in, or was given up on. Set between the sending of a check-in and the first pull that reports it,
they may have it shown twice here, once as somebody else's; the platform has it once. That a clock put right
before the sending does no harm, and none that is set after that pull, is proved beside `checkin.mirror.ours`.
"""

from collections.abc import Callable, Sequence

from checkin.mirror.database import Mirror
from checkin.model.event import Event
from checkin.model.ids import PlatformId
from checkin.notices import NoticeBoard
from checkin.sync.pull import Pull
from tests.fakes.builders import a_chosen_event, a_pulled
from tests.faults.simulation.computer import Computer
from tests.faults.simulation.disk import Disks
from tests.faults.simulation.line import Died, Fate, Line, TogetherLine
from tests.faults.simulation.the_platform import Manner, Platform, Stamp
from tests.faults.simulation.virtual_time import StationClock, WorldTime

CROWD = 5
_MOST_STEPS = 400
_PATIENCE = 900.0  # seconds within which everything is told once the network is good
_MOST_REST = 30.0


def prepared(mirror: Mirror) -> Event:
    """What every history begins with: the event, and a crowd that has been pulled."""
    time = WorldTime()
    it = Platform(time=time, manner=Manner())
    _fill(it)
    clock, event = StationClock(time), a_chosen_event(mirror)
    Pull(
        mirror=mirror,
        connector=Line(it=it, clock=clock),
        event=event,
        clock=clock,
        notices=NoticeBoard(),
    ).everything()
    return event


def _fill(it: Platform) -> None:
    for number in range(1, CROWD + 1):
        it.put(a_pulled(number, "Ada", f"Number {number}"))


class World:
    """One history's.

    Attributes:
        broken: promises that were seen broken while something happened, in words.
    """

    def __init__(
        self, disks: Disks, manner: Manner, ahead: Sequence[float], reads: type[Pull] = Pull
    ) -> None:
        """`ahead`: for each station, how much its clock is; `reads`: how it pulls."""
        self.time = WorldTime()
        self.it = Platform(time=self.time, manner=manner)
        _fill(self.it)
        self.names = 0
        self._is_silent = manner.stamps is Stamp.UNSAID
        self._clocks_are_set = False
        self.broken: list[str] = []
        self.computers = [self._computer(disks, number, one, reads) for number, one in enumerate(ahead)]

    def _computer(self, disks: Disks, number: int, ahead: float, reads: type[Pull]) -> Computer:
        disk = disks.fresh(number)
        if not self.it.manner.tells_changes:
            disk.outside.execute("UPDATE event SET cursor = NULL")
        clock = StationClock(self.time, ahead)
        kind = TogetherLine if self.it.manner.together else Line
        line = kind(it=self.it, clock=clock)
        line.told = {number: self.it.as_told(number) for number in self.it.rows}
        return Computer(disk=disk, clock=clock, line=line, event=disks.event, reads=reads)

    def a_name(self) -> str:
        """One nobody has yet."""
        self.names += 1
        return f"Grace {self.names}"

    def somebody(self, which: int) -> PlatformId | None:
        """An attendee the platform has."""
        people = list(self.it.rows)
        return people[which % len(people)] if people else None

    def add(self, number: int) -> None:
        """Somebody the platform does not have comes to it, perhaps once more."""
        one = a_pulled(number, self.a_name(), f"Number {number}")
        if one.platform_id not in self.it.rows:
            self.it.put(one)

    def merge(self, which: int, into: int) -> None:
        """Two attendees turn out to be one."""
        one, other = self.somebody(which), self.somebody(into)
        if one is not None and other is not None and one != other:
            self.it.merge(one, other)

    def act(self, computer: Computer, verb: Callable[[], None]) -> None:
        """People do something; the process may die of it."""
        try:
            verb()
        except Died:
            computer.start()

    def step(self, computer: Computer) -> None:
        """A station's sync does what is due."""
        try:
            wait = computer.cycle.step()
        except Died:
            computer.start()
            wait = 0.0
        computer.due = self.time.elapsed + max(wait, 0.01)

    def let_pass(self, seconds: float) -> None:
        """Time goes by, and the syncs do what becomes due."""
        until = self.time.elapsed + seconds
        for _ in range(_MOST_STEPS):
            first = min(self.computers, key=lambda one: one.due)
            if first.due > until:
                self.time.elapsed = until
                return
            self.time.elapsed = max(self.time.elapsed, first.due)
            self.step(first)
        self.broken.append(f"a sync span {_MOST_STEPS} times in {seconds} seconds")

    # Where the platform never says when it took something, a station's clock alone tells what is its own
    # among what the platform reports. So a history has one or the other: clocks that are set, or silence
    # (see the docstring of the module).

    def set_clock(self, computer: Computer, ahead: float) -> None:
        """Somebody sets a station's clock."""
        if not self._is_silent:
            self._clocks_are_set = True
            computer.clock.ahead = ahead

    def allowed(self, fate: Fate) -> Fate:
        """What happens to a request instead, should it leave nothing but a clock to go by."""
        if fate is not Fate.GIVEN_UP_AFTER:
            return fate
        if self._clocks_are_set:
            return Fate.LOST_AFTER
        self._is_silent = True
        return fate

    def sign_in(self, computer: Computer) -> None:
        """A person signs in again."""
        if computer.cycle.status.sign_in_needed:
            computer.start()

    # The end of the day

    def heal(self) -> None:
        """The network is good from now on, disks have room, and everybody is signed in."""
        for computer in self.computers:
            computer.line.down = Fate.FINE
            computer.line.fates.clear()
            computer.line.meanwhile.clear()
            computer.disk.mirror.live_on()
            self.sign_in(computer)
            computer.nudge()

    def rest(self, still_wait: Callable[[], bool]) -> None:
        """Let time pass until nothing waits that could be told, or patience ends."""
        until = self.time.elapsed + _PATIENCE
        while still_wait() and self.time.elapsed < until:
            next_due = min(one.due for one in self.computers) - self.time.elapsed
            self.let_pass(min(max(next_due, 1.0), _MOST_REST))

    def read_changes(self) -> None:
        """Every station reads what changed."""
        self._read(everything=False)

    def read_everything(self) -> None:
        """Every station reads the whole event, to its end."""
        self._read(everything=True)

    def _read(self, *, everything: bool) -> None:
        for computer in self.computers:
            for _ in range(2 if computer.reads_on else 1):  # the first only ends an interrupted one
                computer.cycle.hurry(everything=everything)
                self.step(computer)
