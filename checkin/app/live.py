"""Asking the platform at the door, without letting the door wait for it."""

import math
from collections.abc import Callable
from concurrent.futures import CancelledError, ThreadPoolExecutor
from threading import Lock

from checkin.clock import Clock
from checkin.connectors.protocol import Connector, LiveVerifier
from checkin.errors import CheckinError, ConnectorError, CredentialsError, RejectedError
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
        self._closed = False
        self._lock = Lock()

    def ask(self, question: LiveQuestion) -> LiveAnswer | Silence:
        """What the platform says, or silence. Called by one thread at a time."""
        with self._lock:
            if self._closed or self._clock.monotonic() < self._resting_until:
                return Silence()
            work = self._thread.submit(self._ask, question)
        try:
            return work.result(self._patience)
        except TimeoutError:
            sent = not work.cancel()
            self.interrupt()
            self._rest()
            return Silence(may_have_landed=sent)
        except CancelledError:  # closed before its turn came
            return Silence()
        except CheckinError as error:
            return self._heed(error)

    def _ask(self, question: LiveQuestion) -> LiveAnswer | Silence:
        connector = self._connector
        if connector is None:
            connector = self._connected()
        return connector.verify(question) if isinstance(connector, LiveVerifier) else Silence()

    def _connected(self) -> Connector:
        """A new connection; closed where nobody may ask any more.

        A keyring may take its time, so nothing is locked meanwhile.
        """
        connector = self._connect()
        with self._lock:
            closed = self._closed
            if not closed:
                self._connector = connector
        if closed:
            connector.close()
        return connector

    def _heed(self, error: CheckinError) -> Silence:
        if isinstance(error, RejectedError):  # it is there, it only says nothing to this question
            return Silence()
        if isinstance(error, CredentialsError):
            self._hang_up()  # whoever signs in again is asked with what that brings
        self._rest()
        return Silence(may_have_landed=isinstance(error, ConnectorError) and error.may_have_landed)

    def _rest(self) -> None:
        self._resting_until = self._clock.monotonic() + _REST

    def interrupt(self) -> None:
        """Break off what is being asked. From any thread."""
        connector = self._connector
        if connector is not None:
            connector.interrupt()

    def close(self) -> None:
        """Give back connections; returns at once. From any thread; whoever asks then hears silence."""
        with self._lock:
            self._closed = True
        self._thread.shutdown(wait=False, cancel_futures=True)
        self._hang_up()

    def _hang_up(self) -> None:
        with self._lock:
            connector, self._connector = self._connector, None
        if connector is not None:
            connector.close()
