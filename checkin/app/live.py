"""Asking the platform at the door, without letting the door wait for it."""

import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

from checkin.clock import Clock
from checkin.connectors.protocol import Connector, LiveVerifier
from checkin.errors import ConnectorError
from checkin.model.live import LiveAnswer, LiveQuestion, Silence

_PATIENCE = 1.5  # seconds the person at the door is kept waiting at most
_REST = 20.0  # seconds it is not asked again after it did not answer


class LiveAsking:
    """Asks with a connector of its own; whoever does not answer in time is left alone for a while.

    Args:
        connect: makes the connector when it is first needed. Raises ConnectorError without a sign-in.
        clock: tells the time.
        patience: seconds to wait for an answer.
    """

    def __init__(
        self, connect: Callable[[], Connector], clock: Clock, *, patience: float = _PATIENCE
    ) -> None:
        self._connect = connect
        self._clock = clock
        self._patience = patience
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="live")
        self._connector: Connector | None = None
        self._resting_until = -math.inf
        self._lock = Lock()

    def ask(self, question: LiveQuestion) -> LiveAnswer | Silence:
        """What the platform says, or silence. Called by one thread at a time."""
        if self._clock.monotonic() < self._resting_until:
            return Silence()
        work = self._thread.submit(self._ask, question)
        try:
            answer = work.result(self._patience)
        except TimeoutError:
            sent = not work.cancel()
            self.interrupt()
            self._rest()
            return Silence(may_have_landed=sent)
        except ConnectorError as error:
            self._rest()
            return Silence(may_have_landed=error.may_have_landed)
        return answer

    def _ask(self, question: LiveQuestion) -> LiveAnswer | Silence:
        with self._lock:
            if self._connector is None:
                self._connector = self._connect()
            connector = self._connector
        return connector.verify(question) if isinstance(connector, LiveVerifier) else Silence()

    def _rest(self) -> None:
        self._resting_until = self._clock.monotonic() + _REST

    def interrupt(self) -> None:
        """Break off what is being asked. From any thread."""
        connector = self._connector
        if connector is not None:
            connector.interrupt()

    def close(self) -> None:
        """Give back connections; returns at once."""
        self._resting_until = math.inf
        self._thread.shutdown(wait=False, cancel_futures=True)
        connector = self._connector
        if connector is not None:
            connector.close()
