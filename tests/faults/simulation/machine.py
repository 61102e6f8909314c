"""What may happen, in any order: Hypothesis makes up histories, and shrinks a broken one to a short story."""

from collections.abc import Callable
from enum import StrEnum

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from typing_extensions import override

from checkin.model.attendee import TicketStatus
from checkin.model.event import WHOLE_EVENT
from checkin.model.ids import PlatformId
from checkin.model.station import Direction
from checkin.sync.pull import Pull
from tests.faults.simulation import promises
from tests.faults.simulation.computer import HALL, POSTS, Computer
from tests.faults.simulation.disk import Disks
from tests.faults.simulation.line import Fate
from tests.faults.simulation.the_platform import Manner, Platform, Stamp
from tests.faults.simulation.world import CROWD, World

_PEOPLE = st.integers(0, CROWD - 1)
_STATIONS = st.integers(0, 2)
_POSTS = st.integers(0, len(POSTS) - 1)
_FEW = st.integers(0, 2)
_FATES = st.sampled_from(Fate)
_CLOCKS = st.sampled_from([0.0, -7.0, 40.0, -3700.0, 86400.0])
_MANNERS = st.builds(
    Manner,
    recognises=st.sampled_from([False, False, True]),
    stamps=st.sampled_from(Stamp),
    one_arrival=st.sampled_from([False, False, True]),
    names_newcomers=st.booleans(),
    full=st.sampled_from([True, True, False]),
    together=st.booleans(),
    tells_changes=st.sampled_from([True, True, False]),
)


class Mishap(StrEnum):
    """What happens to a station."""

    RESTART = "starts again"
    SIGN_IN = "somebody signs in"
    FULL_DISK = "has no room for two transactions"
    NETWORK_GOES = "has no network"
    NETWORK_CUTS = "has a network that cuts each request"
    NETWORK_SWALLOWS = "has a network that brings no answer"
    NETWORK_ANSWERS = "has a network that answers everything itself"
    NETWORK_IS_BACK = "has a good network"


_LINES = {
    Mishap.NETWORK_GOES: Fate.LOST_BEFORE,
    Mishap.NETWORK_CUTS: Fate.UNCLEAR,
    Mishap.NETWORK_SWALLOWS: Fate.LOST_AFTER,
    Mishap.NETWORK_ANSWERS: Fate.UNREADABLE_BEFORE,
    Mishap.NETWORK_IS_BACK: Fate.FINE,
}


class Whim(StrEnum):
    """What a platform does with somebody."""

    ADDS = "adds"
    REMOVES = "removes"
    MERGES = "merges into the next"
    REFUSES = "refuses"
    FAILS_AT = "fails at"
    MAKES_ILLEGIBLE = "tells only the id of"
    MAKES_NAMELESS = "does not even tell the id of"
    MAKES_LEGIBLE = "tells again"


_WHIMS: dict[Whim, Callable[[Platform, PlatformId], None]] = {
    Whim.REMOVES: lambda it, one: it.remove(one),
    Whim.REFUSES: lambda it, one: it.refuses.add(one),
    Whim.FAILS_AT: lambda it, one: it.stubborn.add(one),
    Whim.MAKES_ILLEGIBLE: lambda it, one: it.smudge(one, legible=False, named=True),
    Whim.MAKES_NAMELESS: lambda it, one: it.smudge(one, legible=False, named=False),
    Whim.MAKES_LEGIBLE: lambda it, one: it.smudge(one, legible=True, named=True),
}


class History(RuleBasedStateMachine):  # noqa: PLR0904 - a method for each thing that may happen
    """One to three stations, a platform of some manner, and what may happen to them.

    Attributes:
        disks: what the stations' files are kept on.
        reads: how stations pull.
        lived: is told of each history that came to its end.
    """

    disks: Disks
    reads: type[Pull] = Pull
    lived: Callable[[], None]

    def __init__(self) -> None:
        super().__init__()
        self.world: World | None = None

    @initialize(manner=_MANNERS, ahead=st.lists(_CLOCKS, min_size=1, max_size=3))
    def doors_open(self, manner: Manner, ahead: list[float]) -> None:
        self.world = World(self.disks, manner, ahead, self.reads)

    @property
    def _world(self) -> World:
        assert self.world is not None
        return self.world

    def _at(self, station: int) -> Computer:
        return self._world.computers[station % len(self._world.computers)]

    def _act(self, station: int, verb: Callable[[Computer], None]) -> None:
        computer = self._at(station)
        self._world.act(computer, lambda: verb(computer))

    # People

    @rule(station=_STATIONS, post=_POSTS, person=_PEOPLE)
    def scan(self, station: int, post: int, person: int) -> None:
        self._act(station, lambda one: one.scan(post, f"C{person + 1}"))

    @rule(station=_STATIONS, post=_POSTS, person=_PEOPLE, meets=_FATES)
    def scan_and_tell(self, station: int, post: int, person: int, meets: Fate) -> None:
        self.scan(station, post, person)
        self._at(station).line.fates.appendleft(self._world.allowed(meets))
        self._world.let_pass(1)

    @rule(station=_STATIONS, which=_FEW)
    def take_back(self, station: int, which: int) -> None:
        self._act(station, lambda one: one.take_back(which))

    @rule(station=_STATIONS, post=_POSTS)
    def register_and_scan(self, station: int, post: int) -> None:
        name, computer = self._world.a_name(), self._at(station)
        self._act(station, lambda one: one.register(name))
        if computer.walk_ins:
            self._act(station, lambda one: one.scan(post, computer.walk_ins[-1]))

    @rule(station=_STATIONS, which=st.integers(0, CROWD), tag=st.sampled_from(["", "TAG1", "TAG2"]))
    def correct_or_pair(self, station: int, which: int, tag: str) -> None:
        name = self._world.a_name()
        self._act(station, lambda one: one.pair(which, tag) if tag else one.correct(which, name))
        if tag:
            self._act(station, lambda one: one.scan(0, tag))

    @rule(station=_STATIONS, which=_FEW, again=st.booleans())
    def lead_decides(self, station: int, which: int, *, again: bool) -> None:
        self._act(station, lambda one: one.decide(which, again=again))

    @rule(station=_STATIONS, which=_FEW, person=_PEOPLE, post=_POSTS, undoes=st.booleans())
    def people_go_on_during_the_next_request(
        self, station: int, which: int, person: int, post: int, *, undoes: bool
    ) -> None:
        computer = self._at(station)
        computer.line.meanwhile.append(
            (lambda: computer.take_back(which)) if undoes else (lambda: computer.scan(post, f"C{person + 1}"))
        )

    # Lines, disks, clocks, processes

    @rule(station=_STATIONS, fate=_FATES, after=st.integers(0, 3))
    def a_request_meets(self, station: int, fate: Fate, after: int) -> None:
        fates = self._at(station).line.fates
        fates.extend([Fate.FINE] * after)
        fates.append(self._world.allowed(fate))

    @rule(station=_STATIONS, what=st.sampled_from(Mishap))
    def the_station_meets(self, station: int, what: Mishap) -> None:
        computer = self._at(station)
        match what:
            case Mishap.RESTART:
                computer.start()
            case Mishap.SIGN_IN:
                self._world.sign_in(computer)
            case Mishap.FULL_DISK:
                computer.disk.mirror.full_for = 2
            case _:
                computer.line.down = _LINES[what]

    @rule(station=_STATIONS, after=st.integers(0, 4), keeps_it=st.booleans())
    def the_station_will_die_at_a_commit(self, station: int, after: int, *, keeps_it: bool) -> None:
        mirror = self._at(station).disk.mirror
        mirror.dies_in, mirror.keeps_it = after, keeps_it

    @rule(station=_STATIONS, ahead=_CLOCKS)
    def the_clock_is_set(self, station: int, ahead: float) -> None:
        self._world.set_clock(self._at(station), ahead)

    # Time and pulls

    @rule()
    def a_moment_passes(self) -> None:
        """The commonest of all, because Hypothesis likes best what needs nothing: what waits is told."""
        self._world.let_pass(1)

    @rule(seconds=st.sampled_from([20, 130, 400]))
    def let_pass(self, seconds: float) -> None:
        self._world.let_pass(seconds)

    @rule(station=_STATIONS, meets=_FATES, after=st.integers(0, 2))
    def a_complete_pull(self, station: int, meets: Fate, after: int) -> None:
        self._pull(station, meets, after, everything=True)

    @rule(station=_STATIONS, meets=_FATES, after=st.integers(0, 2))
    def a_delta_of_everybody(self, station: int, meets: Fate, after: int) -> None:
        for number in list(self._world.it.rows):
            self._world.it.edit(number, given_name=self._world.a_name())
        self._pull(station, meets, after, everything=False)

    def _pull(self, station: int, meets: Fate, after: int, *, everything: bool) -> None:
        computer = self._at(station)
        computer.line.fates.extendleft([self._world.allowed(meets), *[Fate.FINE] * after])
        computer.cycle.hurry(everything=everything)
        self._world.step(computer)

    @rule(station=_STATIONS)
    def a_pull_is_cancelled(self, station: int) -> None:
        computer = self._at(station)
        computer.line.meanwhile.append(computer.cancelled.set)
        computer.cycle.hurry(everything=True)
        self._world.step(computer)
        computer.start()

    # The platform

    @rule(person=_PEOPLE, status=st.sampled_from(TicketStatus))
    def the_platform_changes_a_ticket(self, person: int, status: TicketStatus) -> None:
        number = self._world.somebody(person)
        if number is not None:
            self._world.it.edit(number, status=status)

    @rule(person=_PEOPLE, what=st.sampled_from(Whim))
    def the_platform(self, what: Whim, person: int) -> None:
        number = self._world.somebody(person)
        if what is Whim.ADDS:
            self._world.add(person + 1)
        elif what is Whim.MERGES:
            self._world.merge(person, person + 1)
        elif number is not None:
            _WHIMS[what](self._world.it, number)

    @rule(person=_PEOPLE, hall=st.booleans(), direction=st.sampled_from(Direction))
    def another_station_lets_through(self, person: int, direction: Direction, *, hall: bool) -> None:
        number = self._world.somebody(person)
        if number is not None:
            self._world.it.let_in(number, HALL if hall else WHOLE_EVENT, direction)

    # What is true

    @invariant()
    def promises_hold(self) -> None:
        if self.world is not None:
            self._hold(promises.ALWAYS)

    def _hold(self, kept: tuple[promises.Promise, ...]) -> None:
        for words in promises.broken(self._world, kept):
            raise AssertionError(words)

    @override
    def teardown(self) -> None:
        """In the end the network is good, and everything comes to its end."""
        if self.world is None:
            return
        world, others_told = self.world, (promises.others_wait,)
        world.heal()
        world.rest(lambda: any(promises.broken(world, others_told)))
        self._hold(others_told)
        world.it.stubborn.clear()
        world.rest(lambda: any(one.look().open_operations() for one in world.computers))
        if world.it.manner.tells_changes:
            world.read_changes()
            self._hold(promises.AFTER_A_DELTA)
        world.read_everything()
        self._hold((*promises.ALWAYS, *promises.AT_REST))
        self.lived()
