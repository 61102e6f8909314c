"""Serves a simulated platform on this computer: reachable while wanted, misbehaving on request."""

import socket
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from checkin.clock import Clock
from checkin.model.ids import PlatformId
from checkin.practice.faults import Faults
from checkin.practice.misbehaving import Misbehaving
from checkin.serving import PromptServer

LOCALHOST: Final = "127.0.0.1"
_PATIENCE: Final = 10.0
_BACKLOG: Final = 128


class Hosting:
    """An application, reachable while the ``with`` block lasts or between `come_back` and `go_offline`.

    Attributes:
        faults: what goes wrong.
    """

    def __init__(
        self, app: ASGIApp, faults: Faults, clock: Clock, *, host: str = LOCALHOST, port: int = 0
    ) -> None:
        """Prepare; nothing listens yet. Port 0 is any that is free."""
        self.faults = faults
        self._app = app
        self._clock = clock
        self._host = host
        self._port = port
        self._listening: _Listening | None = None

    @property
    def url(self) -> str:
        """Where it is, without a slash at the end; the same after `come_back`."""
        return f"http://{self._host}:{self._port}"

    def __enter__(self) -> Self:
        self.come_back()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.go_offline()

    @property
    def main_station(self) -> PlatformId | None:
        """The platform's station the visitors come to; None where any will do."""
        return None

    def lay_out(self, folder: Path) -> None:
        """Put into a folder what a person would have on their computer, such as a list of attendees."""

    def go_offline(self) -> None:
        """Close the socket, so that connections are refused, and cut those that are open.

        Returns when it is done, within a second even when slow requests are under way.
        """
        if self._listening is not None:
            self._listening.stop()
            self._listening = None

    def come_back(self) -> None:
        """Listen again, on the same port as before; the platform's state is what it was.

        Raises:
            OSError: somebody else has taken the port.
        """
        if self._listening is None:
            self._listening = _Listening(self._served, self._host, self._port)
            self._port = self._listening.port

    def _served(self, server: "_Server") -> ASGIApp:
        return Misbehaving(self._app, self.faults, self._clock, cut=server.cut, leaving=server.leaving)


class _Listening:
    """One period of being reachable: a socket, and a thread that serves it."""

    def __init__(self, serve: Callable[["_Server"], ASGIApp], host: str, port: int) -> None:
        self._socket = _listen(host, port)
        self.port: int = self._socket.getsockname()[1]
        self._server = _Server(serve)
        self._thread = threading.Thread(target=self._run, name="practice platform", daemon=True)
        self._thread.start()
        self._server.running.wait(_PATIENCE)

    def stop(self) -> None:
        """Cut everything and wait until the thread has ended."""
        self._server.leave()
        self._thread.join(_PATIENCE)

    def _run(self) -> None:
        self._server.run_on(self._socket)


class _Server(PromptServer):
    """Serves what is made for it; can close a single connection."""

    def __init__(self, serve: Callable[["_Server"], ASGIApp]) -> None:
        super().__init__(self._answer, http=H11Protocol, date_header=False)
        self._served = serve(self)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._served(scope, receive, send)

    def cut(self, scope: Scope) -> None:
        """Close a request's connection on the spot."""
        theirs = [
            connection
            for connection in self.server_state.connections
            if isinstance(connection, H11Protocol) and connection.client == scope["client"]
        ]
        for connection in theirs:
            connection.transport.abort()


def _listen(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener
