"""Whose turn it is to write."""

import contextlib
import threading
from collections import deque
from collections.abc import Iterator


class Turns:
    """A lock that is given in the order of asking.

    An ordinary lock goes to whoever is quick: a pull, which asks again as soon as it gave the lock back,
    would keep a scan waiting until its last page.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Lock] = deque()

    @property
    def waiting(self) -> int:
        """How many wait for their turn now."""
        return len(self._waiting)

    @contextlib.contextmanager
    def mine(self) -> Iterator[None]:
        """Wait for one's turn and have it."""
        self._take()
        try:
            yield
        finally:
            self._pass_on()

    def _take(self) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            called = threading.Lock()
            called.acquire()
            self._waiting.append(called)
        try:
            called.acquire()
        except BaseException:  # interrupted by a signal: nobody must wait for whoever went away
            self._leave(called)
            raise

    def _leave(self, called: threading.Lock) -> None:
        with self._guard:
            waits = called in self._waiting
            if waits:
                self._waiting.remove(called)
        if not waits:
            self._pass_on()

    def _pass_on(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False
