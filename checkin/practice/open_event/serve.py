"""Serves the simulated Open Event platform on this computer."""

import contextlib
import threading
from collections.abc import Callable

from checkin.clock import Clock, SystemClock
from checkin.practice.faults import Faults
from checkin.practice.hosting import LOCALHOST, Hosting
from checkin.practice.open_event.platform import Platform
from checkin.practice.open_event.population import make_event
from checkin.practice.open_event.rows import PracticeEvent
from checkin.practice.open_event.server import make_app


class PracticeServer(Hosting):
    """A practice platform, reachable while the ``with`` block lasts.

    ::

        with PracticeServer() as server:
            connect(server.url)
            server.faults.drop_answers(0.5)

    Attributes:
        platform: its state, to look into and to change.
        faults: what goes wrong.
    """

    def __init__(
        self,
        event: PracticeEvent | None = None,
        *,
        attendees: int = 500,
        seed: int = 2026,
        host: str = LOCALHOST,
        port: int = 0,
        clock: Clock | None = None,
    ) -> None:
        """Prepare; nothing listens yet.

        Args:
            event: what to serve; an invented event of today when left out.
            attendees: how many the invented event has.
            seed: of the invented event and of the dice for what goes wrong.
            host: the address to listen on.
            port: 0 for any that is free.
            clock: the true time.
        """
        clock = clock or SystemClock()
        event = event or make_event(seed, attendees, now=clock.now())
        self.platform = Platform(event, clock=clock)
        faults = Faults(seed)
        super().__init__(make_app(self.platform, faults), faults, self.platform.clock, host=host, port=port)


def run(
    host: str = LOCALHOST,
    port: int = 8088,
    seed: int = 2026,
    attendees: int = 500,
    *,
    started: Callable[[PracticeServer], object] | None = None,
    until: threading.Event | None = None,
) -> None:
    """Serve an invented event until interrupted from the keyboard.

    Args:
        host: the address to listen on.
        port: 0 for any that is free.
        seed: of the invented event and of the dice.
        attendees: how many come.
        started: called once the server can be reached.
        until: ends it, too, when set.

    Raises:
        OSError: the port is taken.
    """
    with PracticeServer(host=host, port=port, seed=seed, attendees=attendees) as server:
        if started is not None:
            started(server)
        with contextlib.suppress(KeyboardInterrupt):
            (until or threading.Event()).wait()
