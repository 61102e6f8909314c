"""The one sync thread."""

import collections
import threading
from collections.abc import Callable
from functools import partial

from checkin.connectors.protocol import Connector
from checkin.sync.cycle import FOREVER, Cycle, SyncStatus

_CLOSES_WITHIN = 1.0


class SyncLoop:
    """Runs a cycle until closed, and closes its connector then. Any thread may call any method."""

    def __init__(self, cycle: Cycle, connector: Connector, stopped: threading.Event) -> None:
        self._cycle = cycle
        self._connector = connector
        self._stopped = stopped
        self._wake = threading.Event()
        self._wishes: collections.deque[Callable[[], None]] = collections.deque()
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def nudge(self) -> None:
        """Something was put into the outbox."""
        self._wake.set()

    def hurry(self, *, everything: bool = False) -> None:
        """A person wants a sync now; `everything` asks for a complete pull."""
        self._wishes.append(partial(self._cycle.hurry, everything=everything))
        self._wake.set()

    def look(self) -> None:
        """The platform says that something changed."""
        self._wishes.append(self._cycle.look)
        self._wake.set()

    @property
    def status(self) -> SyncStatus:
        """How the sync stands."""
        return self._cycle.status

    def clock_offset(self) -> float | None:
        """Seconds the platform's clock is ahead of ours; None while nobody knows."""
        return self._connector.clock_offset()

    @property
    def closed(self) -> bool:
        """Whether it was told to stop."""
        return self._stopped.is_set()

    def close(self) -> None:
        """Stop within a second. What was under way is uncertain and read back at the next start."""
        self._stopped.set()
        self._wake.set()
        self._connector.interrupt()
        self._connector.close()
        if self._thread.is_alive():
            self._thread.join(_CLOSES_WITHIN)

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._wake.clear()
            self._grant()
            wait = self._cycle.step()
            self._wake.wait(None if wait == FOREVER else wait)

    def _grant(self) -> None:
        while self._wishes:
            self._wishes.popleft()()
