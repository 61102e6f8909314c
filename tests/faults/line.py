"""The line between this app and a platform: a TCP proxy on which things go wrong while it runs.

One thread and one selector; whatever comes late waits in the order of its time, and nobody sleeps.
"""

import heapq
import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from tests.faults.line_flow import PATIENCE, Call, Flow, slam, spoil, written
from tests.faults.line_troubles import Bad, Dice, Trouble

_LOCALHOST = "127.0.0.1"
_CHUNK = 65536


class Line:
    """Passes connections on to a server, as long as the ``with`` block lasts.

    Attributes:
        dice: say what each connection meets, and count.
        carried: how many bytes the server was given.
    """

    def __init__(self, address: str, *, seed: int = 2026, on_stuck: Callable[[], None] | None = None) -> None:
        """Prepare; nothing listens yet.

        Args:
            address: of the server, ``http://host:port``.
            seed: of the dice.
            on_stuck: called by the line's thread when a connection waits for what will never come.
        """
        parts = urlsplit(address)
        self._to = (parts.hostname or _LOCALHOST, parts.port or 80)
        self.dice = Dice(seed)
        self._on_stuck = on_stuck or (lambda: None)
        self._wishes: deque[Callable[[], None]] = deque()
        self._calls: dict[socket.socket, Call] = {}
        self._due: list[tuple[float, int, Call, Flow]] = []
        self._order = count()
        self._selector: selectors.BaseSelector
        self._bell: socket.socket
        self._rope: socket.socket
        self._listener: socket.socket | None = None
        self._port = 0
        self._leaving = False
        self._thread = threading.Thread(target=self._run, name="line", daemon=True)
        self.carried = 0

    @property
    def url(self) -> str:
        """Where it is reached."""
        return f"http://{_LOCALHOST}:{self._port}"

    def __enter__(self) -> Self:
        self._selector = selectors.DefaultSelector()
        self._bell, self._rope = socket.socketpair()
        self._bell.setblocking(False)  # noqa: FBT003
        self._selector.register(self._bell, selectors.EVENT_READ)
        self._listen()
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ask(self._leave)
        self._thread.join(PATIENCE)
        self._selector.close()
        for end in (self._bell, self._rope):
            end.close()

    # What may be switched, from any thread

    def let(self, *troubles: Trouble) -> None:
        """Let just these go wrong from now on, each connection the first that the dice choose."""
        self.dice.let(troubles)

    def heal(self) -> None:
        """Let everything go well; connections that are under way keep what they have."""
        self.let()

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """Nobody listens: connections are refused."""
        self._ask(self._deafen)
        try:
            yield
        finally:
            self._ask(self._listen)

    def hang_up(self) -> None:
        """Reset every connection that is under way."""
        self._ask(self._reset_all)

    def _ask(self, wish: Callable[[], None]) -> None:
        done = threading.Event()
        self._wishes.extend((wish, done.set))
        self._rope.send(b".")
        done.wait(PATIENCE)

    # The line's own thread

    def _run(self) -> None:
        while not self._leaving:
            for key, _ in self._selector.select(self._until_due()):
                assert isinstance(key.fileobj, socket.socket)
                self._serve(key.fileobj)
            self._write_due()

    def _until_due(self) -> float | None:
        return None if not self._due else max(0.0, self._due[0][0] - time.monotonic())

    def _serve(self, ready: socket.socket) -> None:
        if ready is self._bell:
            self._bell.recv(_CHUNK)
            while self._wishes:
                self._wishes.popleft()()
        elif ready is self._listener:
            self._accept(ready)
        elif ready in self._calls:
            self._read(self._calls[ready], ready)

    def _listen(self) -> None:
        listener = socket.create_server((_LOCALHOST, self._port), backlog=128)
        listener.setblocking(False)  # noqa: FBT003
        self._port = listener.getsockname()[1]
        self._listener = listener
        self._selector.register(listener, selectors.EVENT_READ)

    def _deafen(self) -> None:
        if self._listener is not None:
            self._selector.unregister(self._listener)
            self._listener.close()
            self._listener = None

    def _leave(self) -> None:
        self._deafen()
        self._reset_all()
        self._leaving = True

    def _reset_all(self) -> None:
        for call in set(self._calls.values()):
            self._close(call, reset=True)

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            ours, _ = listener.accept()
            trouble = self.dice.drawn()
            call = self._connect(ours, trouble)
            if call is None:
                return
            for end in call.ends():
                end.setblocking(False)  # noqa: FBT003 - sockets have no words for it
                self._calls[end] = call
                self._selector.register(end, selectors.EVENT_READ)
            if trouble is not None and trouble.kind is Bad.RESET and trouble.octets == 0:
                self._close(call, reset=True)

    def _connect(self, ours: socket.socket, trouble: Trouble | None) -> Call | None:
        theirs = None
        if trouble is None or trouble.kind is not Bad.BLACK_HOLE:
            try:
                theirs = socket.create_connection(self._to, timeout=PATIENCE)
            except OSError:
                slam(ours)
                return None
        there = Flow(source=ours, sink=theirs)
        back = None if theirs is None else Flow(source=theirs, sink=ours)
        for flow in (there, back):
            if flow is not None and trouble is not None:
                spoil(flow, trouble, towards_us=flow is back)
        return Call(ours=ours, theirs=theirs, trouble=trouble, there=there, back=back)

    def _read(self, call: Call, end: socket.socket) -> None:
        flow = call.there if end is call.ours else call.back
        try:
            data = end.recv(_CHUNK)
        except BlockingIOError:
            return
        except OSError:
            self._close(call, reset=True)
            return
        if call.is_stuck() and (end is call.theirs or call.theirs is None):
            self._fall_silent(call, has_word=bool(data))
            return
        if flow is None:
            return
        now = time.monotonic()
        if data:
            flow.take(data, now)
        else:
            flow.ended = True
            self._selector.unregister(end)
        self._schedule(call, flow, now)

    def _fall_silent(self, call: Call, *, has_word: bool) -> None:
        """A black hole that was spoken to, or a platform that answered or went: from now on, nothing."""
        if call.theirs is not None:
            self._drop_end(call.theirs)
            call.theirs = None
        elif not has_word:
            self._close(call)
            return
        if not call.stuck:
            call.stuck = True
            self._on_stuck()

    def _schedule(self, call: Call, flow: Flow, now: float) -> None:
        at = flow.waiting[0][0] if flow.waiting else now
        heapq.heappush(self._due, (at, next(self._order), call, flow))

    def _write_due(self) -> None:
        while self._due and self._due[0][0] <= time.monotonic():
            _, _, call, flow = heapq.heappop(self._due)
            if call.ours in self._calls:
                self._write(call, flow)

    def _write(self, call: Call, flow: Flow) -> None:
        now = time.monotonic()
        while flow.waiting and flow.waiting[0][0] <= now:
            _, data = flow.waiting.popleft()
            if not self._pass(call, flow, data):
                return
        if flow.waiting:
            self._schedule(call, flow, now)
        elif flow.ended and flow is call.back:
            self._close(call)
        elif flow.ended and flow.sink is not None:
            with suppress(OSError):
                flow.sink.shutdown(socket.SHUT_WR)

    def _pass(self, call: Call, flow: Flow, data: bytes) -> bool:
        """Write; False when the connection came to its end by that."""
        is_last = flow.most is not None and flow.passed + len(data) >= flow.most
        if is_last and flow.most is not None:
            data = data[: flow.most - flow.passed]
        if flow.sink is not None and not written(flow.sink, data):
            self._close(call, reset=True)
            return False
        flow.passed += len(data)
        if flow is call.there:
            self.carried += len(data)
        if is_last:
            assert call.trouble is not None
            self._close(call, reset=call.trouble.kind is Bad.RESET)
        return not is_last

    def _close(self, call: Call, *, reset: bool = False) -> None:
        for end in call.ends():
            if end in self._calls:
                self._drop_end(end, reset=reset and end is call.ours)

    def _drop_end(self, end: socket.socket, *, reset: bool = False) -> None:
        self._calls.pop(end, None)
        with suppress(KeyError):  # its end was read to the end
            self._selector.unregister(end)
        if reset:
            slam(end)
        end.close()
