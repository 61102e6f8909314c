"""What an organiser, or a wrong clock, does to a station that is in the middle of telling."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from typing_extensions import override

from checkin.clock import Clock
from checkin.mirror import backlog
from checkin.model.ids import PlatformId
from checkin.model.operation import ParkedOperation
from checkin.practice.rehearsals import Organised
from tests.fakes.subjects import SEED, performing
from tests.faults.platforms_station import AtWork, Came, Passing

PEOPLE = 8
_ENDS = 60  # steps; more says that it does not end


class Off(Clock):
    """A clock that is off by some hours, and goes on like another."""

    def __init__(self, true: Clock, hours: float) -> None:
        self._true = true
        self._off = timedelta(hours=hours)

    @override
    def now(self) -> datetime:
        return self._true.now() + self._off

    @override
    def monotonic(self) -> float:
        return self._true.monotonic()


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A station that has pulled, its platform's organiser, and whoever may come."""

    work: AtWork
    organiser: Organised
    people: Sequence[tuple[PlatformId, str]]

    def admit(self, number: int = PEOPLE) -> list[Came]:
        """So many more come; nothing is told yet."""
        post, already = self.work.post, len(self.work.came)
        for platform_id, code in self.people[already : already + number]:
            assert self.work.admit(post, platform_id, code)
        return self.work.came[already:]

    def tell(self) -> float:
        """Go on until nothing waits or a person is wanted; says in how many seconds there is more to do."""
        wait = 0.0
        for _ in range(_ENDS):
            wait = self.work.cycle.step()
            if self.work.cycle.status.sign_in_needed or not self.work.counts().waiting:
                break
            self.work.clock.skip(min(wait, 60.0))
        return wait

    def interrupted(self, trouble: Callable[[], None]) -> tuple[list[Came], list[Came]]:
        """Some were told; then something happens while others wait, and the sync goes on."""
        before = self.admit()
        self.tell()
        waiting = self.admit()
        trouble()
        self.tell()
        return before, waiting

    def record(self, *people: Came) -> list[int]:
        """How often the platform has each of them."""
        found = self.work.subject.record()
        return [found[one.platform_id] for one in people]

    def parked(self) -> dict[str, ParkedOperation]:
        """What a person must look at, by the movement."""
        return {one.operation.movement: one for one in self.work.parked()}

    def waiting(self) -> dict[str, ParkedOperation]:
        """Who is still to be told of, by the movement."""
        with self.work.mirror.read() as connection:
            held = backlog.waiting(connection)
        return {one.operation.movement: one for one in held if one.operation.movement}


@contextmanager
def a_desk(name: str, folder: Path, *, hours: float = 0.0) -> Iterator[Desk]:
    """At one platform, whose clock may be off."""
    clock = Passing()
    theirs = Off(clock, hours)
    with performing(name, folder, attendees=34, clock=clock, theirs=theirs) as subject:
        work = AtWork(subject=subject, clock=clock, file=folder / "mirror.sqlite", dice=Random(SEED))
        work.pull_once()
        work.work_at_entrance()
        organiser: object = subject.rehearsal
        assert isinstance(organiser, Organised)
        visitors = subject.played.visitors()
        codes = {one.platform_id: one.code for one in visitors if one.admits == 1}
        people = [(one, codes[one]) for one in subject.welcome if one in codes and one.isdecimal()]
        yield Desk(work=work, organiser=organiser, people=people)
        work.close()
