"""How long a badge is waited for."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

from checkin.clock import Clock, SystemClock


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait for a printer, in seconds.

    Attributes:
        silence: without a word that the badge is out.
        trouble: while the printer says what it lacks; long enough to load paper, short enough to be told.
        answer: to a question a printer can answer at once.
        every: between two looks.
        closing: set when the app closes; nobody waits any longer then.
    """

    silence: float = 30.0
    trouble: float = 8.0
    answer: float = 1.0
    every: float = 0.25
    closing: threading.Event = field(default_factory=threading.Event)
    clock: Clock = field(default_factory=SystemClock)

    def looks(self) -> Iterator[float]:
        """One turn a look, the first at once, until patience ends; how many seconds have gone by."""
        begin = self.clock.monotonic()
        while (gone := self.clock.monotonic() - begin) <= self.silence:
            yield gone
            if self.closing.is_set():
                return

    def pause(self) -> None:
        """Wait until the next look."""
        self.closing.wait(self.every)
