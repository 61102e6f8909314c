"""What may go wrong on a line, and the dice that say when."""

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random


class Bad(StrEnum):
    """What goes wrong on a line."""

    LATENCY = "latency"
    """Everything comes `seconds` later, both ways."""

    BANDWIDTH = "bandwidth"
    """At most `octets` bytes pass in each hundredth of a second, each way."""

    DRIP = "drip"
    """The answer comes `octets` bytes at a time, one such drop each `seconds`."""

    CUT_THERE = "cut there"
    """Both ends are closed once `octets` bytes have passed towards the platform."""

    CUT_BACK = "cut back"
    """Both ends are closed once `octets` bytes have passed towards us."""

    RESET = "reset"
    """As cut there, but our end is reset instead of closed."""

    BLACK_HOLE = "black hole"
    """The connection is taken, and nothing of it ever passes in either direction."""

    HALF_OPEN = "half open"
    """The platform gets the request; then its end is gone, and ours stays open without a word."""


STUCK = frozenset({Bad.BLACK_HOLE, Bad.HALF_OPEN})
"""What ends only when somebody loses patience."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One thing that goes wrong on connections; see `Bad` for what the numbers mean.

    Attributes:
        probability: how often, by the line's dice.
        times: how often at most; without end when None.
    """

    kind: Bad
    seconds: float = 0.0
    octets: int = 0
    probability: float = 1.0
    times: int | None = None


class Dice:
    """Says which trouble a connection meets. Safe to use from any thread.

    Attributes:
        calls: how many connections came.
        met: how many of them met which trouble.
    """

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._lock = threading.Condition()
        self._troubles: list[Trouble] = []
        self.calls = 0
        self.met: Counter[Bad] = Counter()

    def let(self, troubles: Iterable[Trouble]) -> None:
        """Let just these go wrong from now on."""
        with self._lock:
            self._troubles = list(troubles)

    def drawn(self) -> Trouble | None:
        """What one more connection meets: the first trouble that is drawn, at most."""
        with self._lock:
            self.calls += 1
            found = next((index for index, one in enumerate(self._troubles) if self._meets(one)), None)
            self._lock.notify_all()
            if found is None:
                return None
            one = self._troubles[found]
            if one.times is not None:
                self._troubles[found] = replace(one, times=one.times - 1)
            self.met[one.kind] += 1
            return one

    def _meets(self, one: Trouble) -> bool:
        return one.times != 0 and self._random.random() < one.probability

    def wait_for(self, wanted: Callable[["Dice"], bool], timeout: float) -> bool:
        """Wait until the counts say so."""
        with self._lock:
            return self._lock.wait_for(lambda: wanted(self), timeout)


def mixed(share: float, *kinds: Trouble) -> Iterable[Trouble]:
    """These troubles, so that together they meet this share of all connections, each as often."""
    left = 1.0
    for one in kinds:
        probability = share / len(kinds) / left  # of those that none before has met
        left -= share / len(kinds)
        yield replace(one, probability=probability)
