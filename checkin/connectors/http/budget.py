"""So many requests in so much time, and no more: what a platform allows one account."""

import re
from collections import deque
from collections.abc import Mapping
from threading import Event

from checkin.clock import Clock
from checkin.errors import ThrottledError, UnreachableError

_LONGEST_WAIT = 90.0
_MOST_DIGITS = 9


USUAL_A_MINUTE = 60
_MOST_A_MINUTE = 1_000_000


def requests_a_minute(said: str) -> int:
    """What somebody typed about how many requests the platform allows; the usual sixty for anything else."""
    text = said.strip()
    number = int(text) if re.fullmatch("[0-9]{1,7}", text) else 0
    return number if 0 < number <= _MOST_A_MINUTE else USUAL_A_MINUTE


class Budget:
    """A rolling window of requests; `take` waits until one more fits.

    Requests come from one thread at a time; `interrupt` from any.

    Args:
        platform: the connector's name.
        clock: tells the time.
        requests: how many fit into the window.
        seconds: how long the window is.
        kept_for_writes: so many of them are left alone by reading, so that check-ins never wait for a pull.
    """

    def __init__(
        self,
        platform: str,
        clock: Clock,
        *,
        requests: int = 60,
        seconds: float = 60.0,
        kept_for_writes: int = 10,
    ) -> None:
        self._platform = platform
        self._clock = clock
        self._most = requests
        self._seconds = seconds
        self._kept = kept_for_writes
        self._sent: deque[float] = deque()
        self._closed_until = 0.0
        self._broken_off = Event()
        self._closed = False

    def take(self, *, writes: bool) -> None:
        """Wait until one more request may be sent, and count it.

        Raises:
            ThrottledError: that takes too long, or somebody interrupted; it says how long it would be.
            UnreachableError: it was closed.
        """
        self._begin()
        wait = self._wait(writes=writes)
        while wait > 0:
            self._rest(wait, wait)
            wait = self._wait(writes=writes)
        self._sent.append(self._clock.monotonic())

    def has_room(self, *, writes: bool, within: float) -> bool:
        """Whether one more request may be sent, after so many seconds at most; nothing is counted.

        For long reads: whoever would wait much longer can let others push first.

        Raises:
            ThrottledError: `take` would not wait either, or somebody interrupted.
            UnreachableError: it was closed.
        """
        self._begin()
        wait = self._wait(writes=writes)
        if wait > 0:
            self._rest(wait, min(wait, within))
        return self._wait(writes=writes) <= 0

    def _begin(self) -> None:
        if self._closed:
            raise UnreachableError(self._platform, "The connection was closed.")
        self._broken_off.clear()

    def _rest(self, wait: float, seconds: float) -> None:
        if wait > _LONGEST_WAIT or self._broken_off.wait(seconds):
            raise ThrottledError(
                self._platform,
                "The platform's limit of requests is used up for now; it goes on by itself.",
                retry_after=wait,
            )

    def _wait(self, *, writes: bool) -> float:
        now = self._clock.monotonic()
        while self._sent and self._sent[0] <= now - self._seconds:
            self._sent.popleft()
        allowed = self._most if writes else max(1, self._most - self._kept)
        full = 0.0
        if len(self._sent) >= allowed:
            full = self._sent[len(self._sent) - allowed] + self._seconds - now
        return max(full, self._closed_until - now, 0.0)

    def heed(self, headers: Mapping[str, str]) -> None:
        """Believe the platform about what is left: `X-Remaining-Requests` and `X-Available-In-Seconds`."""
        if _whole(headers.get("x-remaining-requests", "")) == 0:
            period = _whole(headers.get("x-available-in-seconds", ""))
            self.close_for(self._seconds if period is None else period)

    def close_for(self, seconds: float) -> None:
        """Nothing is sent for so long."""
        self._closed_until = max(self._closed_until, self._clock.monotonic() + seconds)

    def interrupt(self) -> None:
        """Whoever waits goes away with ThrottledError. From any thread."""
        self._broken_off.set()

    def close(self) -> None:
        """Whoever waits goes away, and nobody waits any more. From any thread."""
        self._closed = True
        self._broken_off.set()


def _whole(header: str) -> int | None:
    """The number a header holds; None for anything else, such as ``²``, which is a digit but no number."""
    text = header.strip()
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None
