"""Stations of one account that are apart for a while: nothing is lost, and who came twice is listed."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from checkin.model.ids import MovementId, PlatformId
from tests.fakes.subjects import Subject, performing
from tests.faults.figures import Figure, Scale
from tests.faults.many_stations_station import Laptop, Listed, Passing

KEEPS_ALL = frozenset({"pretix", "nutickets"})
"""Platforms that record each check-in, with the time it happened."""

KEEPS_FIRST = frozenset({"open_event", "badgestic", "sarcon"})
"""Platforms that record whose check-in arrives first, and tell the others that they have one."""

_LETS_LEAVE = frozenset({"pretix", "nutickets", "sarcon"})
"""Those that take check-outs at the entrance."""

_STAMPS_ARRIVAL = frozenset({"open_event"})
"""Of these, those whose record says when a check-in arrived."""

_TOLERANCE = timedelta(seconds=8)  # a platform's stamps may lack fractions; the script's are further apart


def prove(scale: Scale) -> list[Figure]:
    """Each platform that tells of others' check-ins, by itself."""
    stations, people = scale.times(3, 9), scale.times(16, 160)
    return [prove_apart(name, stations, people, scale.seed) for name in sorted(KEEPS_ALL | KEEPS_FIRST)]


def prove_apart(name: str, stations: int, people: int, seed: int) -> Figure:
    """So many stations of an account at one platform let so many people in, most of the time apart."""
    began = time.monotonic()
    clock = Passing()
    with TemporaryDirectory(prefix="checkin-stations-") as folder, ExitStack() as ends:
        subject = ends.enter_context(
            performing(name, Path(folder), attendees=people * 2 + 20, seed=seed, clock=clock)
        )
        hall = _Hall(
            subject=subject,
            clock=clock,
            dice=Random(f"{name} {seed}"),
            laptops=[
                Laptop(
                    name=f"Desk {place}", subject=subject, clock=clock, folder=Path(folder) / f"desk-{place}"
                )
                for place in range(1, stations + 1)
            ],
        )
        for laptop in hall.laptops:
            ends.callback(laptop.close)
        hall.live(subject.welcome[:people])
        return hall.figure(time.monotonic() - began)


@dataclass(frozen=True, slots=True, kw_only=True)
class _In:
    """A check-in of the script, admitted."""

    at: datetime
    place: int
    movement: MovementId


@dataclass(kw_only=True)
class _Hall:
    """Everybody who comes, and where they were let in."""

    subject: Subject
    clock: Passing
    dice: Random
    laptops: list[Laptop]
    came: dict[PlatformId, list[_In]] = field(default_factory=dict)
    left: dict[PlatformId, list[datetime]] = field(default_factory=dict)
    arrived: dict[MovementId, datetime] = field(default_factory=dict)
    before: Counter[PlatformId] = field(default_factory=Counter)

    def live(self, people: Sequence[PlatformId]) -> None:
        """Rounds: some lose the network, people come, everybody is back."""
        self.before = self.subject.record()
        waiting = list(people)
        while waiting:
            some, waiting = waiting[:8], waiting[8:]
            self._lose_some()
            for number, one in enumerate(some):
                self._comes(one, number)
            self._be_back()
        for laptop in self.laptops:
            laptop.hear(everything=True)

    def _lose_some(self) -> None:
        apart = self.dice.sample(range(len(self.laptops)), self.dice.randint(2, len(self.laptops)))
        for place, laptop in enumerate(self.laptops):
            laptop.apart = place in apart

    def _comes(self, one: PlatformId, number: int) -> None:
        """Every second person shows their ticket at one door, the others at more, or leave in between."""
        doors = self.dice.sample(range(len(self.laptops)), min(3, len(self.laptops)))
        if number % 2:
            self._shows(one, doors[: 2 + number % 4 // 3])
        elif number % 4 == 2 and self.subject.name in _LETS_LEAVE:
            self._shows(one, doors[:1])
            self._leaves(one, doors[0])
            self._shows(one, doors[:1])
        else:
            self._shows(one, doors[:1])

    def _shows(self, one: PlatformId, doors: Sequence[int]) -> None:
        for place in doors:
            self.clock.skip(self.dice.uniform(30, 90))
            movement = self.laptops[place].scan(self._code(one))
            if movement is not None:
                entry = _In(at=self.clock.now(), place=place, movement=movement)
                self.came.setdefault(one, []).append(entry)
            self._sync(place)

    def _leaves(self, one: PlatformId, place: int) -> None:
        self.clock.skip(self.dice.uniform(30, 90))
        if self.laptops[place].scan(self._code(one), out=True) is not None:
            self.left.setdefault(one, []).append(self.clock.now())
        self._sync(place)

    def _sync(self, place: int) -> None:
        """Who has the network tells at once, and sometimes hears of the others."""
        laptop = self.laptops[place]
        if laptop.apart:
            return
        self._tell(laptop)
        if self.dice.random() < 0.5:
            laptop.hear()

    def _tell(self, laptop: Laptop) -> None:
        laptop.tell()
        for movement in laptop.told():
            self.arrived.setdefault(movement, self.clock.now())

    def _be_back(self) -> None:
        self.clock.skip(120)
        for laptop in self.dice.sample(self.laptops, len(self.laptops)):
            laptop.apart = False
            self._tell(laptop)
        self.clock.skip(30)
        for laptop in self.laptops:
            laptop.hear()

    def _code(self, one: PlatformId) -> str:
        return min(self.subject.known[one])

    # What must come of it, by the script alone

    def expected(self, place: int) -> set[Listed]:
        """The double entries a station must list."""
        return {found for one in self.came for found in self._of(one, place)}

    def _of(self, one: PlatformId, place: int) -> Iterator[Listed]:
        if self.subject.name in KEEPS_FIRST:
            yield from self._of_later(one, place)
            return
        inside: _In | None = None
        gone = iter(sorted(self.left.get(one, [])))
        leaves = next(gone, None)
        for entry in self.came[one]:
            while leaves is not None and leaves < entry.at:
                inside, leaves = None, next(gone, None)
            if inside is None:
                inside = entry
                continue
            if inside.place == place:
                yield Listed(attendee=one, ours=inside.movement, other=entry.at, is_first=True)
            elif entry.place == place:
                yield Listed(attendee=one, ours=entry.movement, other=inside.at, is_first=False)

    def _of_later(self, one: PlatformId, place: int) -> Iterator[Listed]:
        """The platform has the one that arrived first; the stations of the others hear of it."""
        if one in self.left:
            return
        first, *others = sorted(self.came[one], key=lambda entry: self.arrived[entry.movement])
        for entry in others:
            if entry.place == place:
                at = self.arrived[first.movement] if self.subject.name in _STAMPS_ARRIVAL else first.at
                yield Listed(attendee=one, ours=entry.movement, other=at, is_first=entry.at < at)

    # What came of it

    def figure(self, seconds: float) -> Figure:
        faults = [trouble for laptop in self.laptops for trouble in laptop.trouble]
        faults += self._lost()
        faults += self._miscounted()
        listed = 0
        for place, laptop in enumerate(self.laptops):
            found = laptop.listed()
            listed += len(found)
            faults += self._compared(place, found)
        told = [how for laptop in self.laptops for how in laptop.told().values()]
        return Figure(
            name=f"{len(self.laptops)} stations of one account, apart, at {self.subject.name}",
            counts={
                "people": len(self.came),
                "check-ins": sum(map(len, self.came.values())),
                "check-outs": sum(map(len, self.left.values())),
                "settled": sum(state == "settled" and not theirs for state, theirs, _ in told),
                "settled as theirs": sum(theirs for _, theirs, _ in told),
                "parked": sum(state == "parked" for state, *_ in told),
                "double entries listed": listed,
                "seconds": round(seconds, 1),
            },
            faults=tuple(faults),
        )

    def _lost(self) -> Iterator[str]:
        """Every green light is kept at its station, and the platform knows of it or a reason is given."""
        for entries in self.came.values():
            for entry in entries:
                state, _, reason = self.laptops[entry.place].told().get(entry.movement, ("", False, ""))
                if state != "settled" and not (state == "parked" and reason):
                    yield f"a check-in is {state or 'lost'} at station {entry.place}"

    def _miscounted(self) -> Iterator[str]:
        record = self.subject.record()
        record.subtract(self.before)
        for one, entries in self.came.items():
            wanted = len(entries) if self.subject.name in KEEPS_ALL or one in self.left else 1
            if record[one] != wanted:
                yield f"the platform has {record[one]} of {wanted} check-ins"

    def _compared(self, place: int, found: set[Listed]) -> Iterator[str]:
        wanted = self.expected(place)
        missing = [one for one in wanted if not any(_same(one, other) for other in found)]
        too_many = [one for one in found if not any(_same(one, other) for other in wanted)]
        if missing:
            yield f"{len(missing)} of {len(wanted)} double entries are not listed at station {place}"
        if too_many:
            yield f"{len(too_many)} are listed at station {place} that are none"


def _same(one: Listed, other: Listed) -> bool:
    said, also = ((it.attendee, it.ours, it.is_first) for it in (one, other))
    return said == also and abs(one.other - other.other) < _TOLERANCE
