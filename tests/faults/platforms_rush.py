"""One platform's morning: people come while requests go wrong, and at the end both sides are compared."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from checkin.model.ids import PlatformId
from checkin.practice.open_event import PracticeServer
from checkin.practice.sarcon.serve import SarconPractice
from tests.fakes.subjects import Subject
from tests.faults.line import Line
from tests.faults.platforms_faults import calm, let_loose, met
from tests.faults.platforms_station import AtWork, Passing

_MOMENT = 0.5  # seconds
_CALM_FIRST = frozenset({"badgestic"})
"""Where everybody's code is a request of its own, everybody is pulled before things go wrong."""

_TAKEN_BACK = 0.04
_ONLY_FOR_A_WHILE = "The platform takes a check-in back only within"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was counted, and every broken promise in words."""

    counts: dict[str, int]
    trouble: tuple[str, ...]


def invited(number: int) -> int:
    """So many that enough of them are let in: some are unpaid, some are blocked."""
    return number + number // 5 + 20


def make_forgetful(subject: Subject) -> None:
    """Take from a platform what it does by itself against doubles: then only we are left to prevent them."""
    rehearsal = subject.rehearsal
    if isinstance(rehearsal, PracticeServer):
        rehearsal.platform.process_started = rehearsal.platform.clock.now() - timedelta(days=2)
    elif isinstance(rehearsal, SarconPractice):
        rehearsal.platform.switches.is_idempotent = False


@contextmanager
def impatient(lose_patience: Callable[[], None], progress: Callable[[], object]) -> Iterator[None]:
    """Whoever makes no progress for a moment is interrupted: nobody here waits for a limit of requests."""
    ended = threading.Event()

    def watch() -> None:
        before: object = None
        while not ended.wait(_MOMENT):
            now = progress()
            if now == before:
                lose_patience()
            before = now

    watching = threading.Thread(target=watch, name="impatience", daemon=True)
    watching.start()
    try:
        yield
    finally:
        ended.set()
        watching.join()


class Rush:
    """Check-ins at one platform, with all that goes wrong meanwhile."""

    def __init__(self, subject: Subject, clock: Passing, number: int, seed: int) -> None:
        self._direct = subject
        self._clock = clock
        self._number = number
        self._seed = seed
        self._dice = Random(f"{subject.name} {seed}")
        self._before = subject.record()
        self._undone = 0
        self._again = 0

    def run(self) -> Outcome:
        """Until nothing waits any more."""
        with Line(self._direct.played.url, seed=self._seed, on_stuck=self._lose_patience) as line:
            self._work = AtWork(
                subject=self._direct.through(line.url),
                clock=self._clock,
                file=self._direct.folder / "mirror.sqlite",
                dice=self._dice,
            )
            with impatient(self._lose_patience, lambda: (line.dice.calls, line.carried)):
                outcome = self._live(line)
            self._work.close()
        return outcome

    def _lose_patience(self) -> None:
        self._work.connector.interrupt()

    def _live(self, line: Line) -> Outcome:
        work, faults = self._work, self._direct.faults
        if self._direct.name not in _CALM_FIRST:
            let_loose(line, faults)
        work.pull_once()
        let_loose(line, faults)
        work.work_at_entrance()
        foreign = work.reported()
        self._rush()
        work.settle()  # through what goes wrong, too: all goes well only for what is compared
        found, requests = met(line, faults), line.dice.calls
        calm(line, faults)
        work.settle()
        work.pull_once()
        return self._judged(
            {"requests": requests, "faults": found.total(), **{kind: found[kind] for kind in sorted(found)}},
            foreign=work.reported() - foreign,
        )

    def _rush(self) -> None:
        pulls = {self._number * part // 5 for part in range(1, 5)}
        deaths = {self._number * part // 8 for part in range(1, 8)}
        post, until_sync = self._work.post, 0
        for index, (platform_id, code) in enumerate(self._coming()):
            self._work.admit(post, platform_id, code)
            if self._dice.random() < _TAKEN_BACK:
                self._take_back()
            until_sync -= 1
            if until_sync < 0:
                self._work.sync(steps=self._dice.randint(1, 4))
                until_sync = self._dice.choice((0, 2, 9, 40))
            if index in pulls:
                self._work.pull_once()
            if index in deaths:
                self._work.die()
                post = self._work.post

    def _coming(self) -> list[tuple[PlatformId, str]]:
        visitors = self._direct.played.visitors()
        turned = {one.platform_id for one in visitors if one.expected is not None}
        codes = {one.platform_id: one.code for one in visitors if one.event == self._direct.event}
        people = [(one, codes[one]) for one in codes if one not in turned and not self._before[one]]
        self._dice.shuffle(people)
        if len(people) < self._number:
            self._work.trouble.append(f"only {len(people)} came")
        return people[: self._number]

    def _take_back(self) -> None:
        post = self._work.post
        one = self._work.take_back(post)
        if one is None:
            return
        self._undone += 1
        if not one.kept and self._dice.random() < 0.5:
            self._again += self._work.admit(post, one.platform_id, one.code)

    def _judged(self, counts: dict[str, int], *, foreign: int) -> Outcome:
        work = self._work
        wanted, either = work.expected()
        theirs = self._direct.record()
        theirs.subtract(self._before)
        lost = sum(max(0, times - theirs[one]) for one, times in wanted.items())
        doubled = sum(max(0, times - wanted[one] - (one in either)) for one, times in theirs.items())
        parked, unexcused = self._parked()
        others = work.settled_as_theirs()
        wrong = {
            f"{lost} were lost": lost,
            f"{doubled} were doubled": doubled,
            f"{others} of ours were held for somebody else's": others,
            f"{foreign} of ours came back as somebody else's": foreign,
            **{f"{times} were parked: {reason}": times for reason, times in unexcused.items()},
        }
        return Outcome(
            counts={
                "admitted": len(work.came),
                "undone": self._undone,
                "came again": self._again,
                "found by name": work.by_name,
                "restarts": work.deaths,
                "complete pulls": work.pulls,
                **counts,
                "settled": work.counts().settled,
                "parked": parked,
                "lost": lost,
                "doubled": doubled,
            },
            trouble=(*work.trouble, *(words for words, times in wrong.items() if times)),
        )

    def _parked(self) -> tuple[int, Counter[str]]:
        """How many were parked, and those whose reason was not made here.

        What is taken back in doubt, or too late for the platform, is a person's to look at.
        """
        undone = {one.movement for one in self._work.came if not one.stands}
        parked = self._work.parked()
        others = Counter(
            one.reason
            for one in parked
            if one.operation.movement not in undone and not one.reason.startswith(_ONLY_FOR_A_WHILE)
        )
        return len(parked), others
