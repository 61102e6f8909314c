"""Receives platforms' callbacks, which say that something changed, so that a pull need not wait its turn.

What a callback says is believed so far as to look sooner: the pull tells what is true. It is reachable from
outside, so it knows one secret address, takes one kind of request, and keeps nothing.
"""

import asyncio
import hmac
import secrets
import socket
import threading
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Final, Self

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from typing_extensions import override
from uvicorn.protocols.http.h11_impl import H11Protocol

from checkin.errors import SettingsError
from checkin.serving import PromptServer

LARGEST_BODY: Final = 65_536
"""A longer callback is refused with 413."""

_PATIENCE: Final = 10.0
_MOST_AT_ONCE: Final = 64
_SHORTEST_PATH: Final = 16

Reader = Callable[[Mapping[str, str], bytes], bool]
"""Headers (names in lower case) and body to whether the call is genuine and concerns us; never raises."""


def new_path() -> str:
    """An address nobody guesses."""
    return f"/hooks/{secrets.token_urlsafe(24)}"


class HookReceiver:
    """Listens for callbacks while the ``with`` block lasts.

    Every other path, and every method but POST, is answered 404 as if nothing were there. Callbacks are
    answered 204 whatever they say; `nudge` is called afterwards on a thread of its own, once for a burst.

    Args:
        read: whether a call is genuine and concerns us.
        nudge: what to do then.
        path: the secret path, such as `new_path` gives; at least 16 characters.
        host: the address to listen on.
        port: 0 for any that is free.
        seconds: between two nudges at least.
        patience: how many seconds a body may take; then 408. Who asks nothing is cut after twice as long.
    """

    def __init__(  # noqa: PLR0913 - the last four have a default
        self,
        read: Reader,
        nudge: Callable[[], None],
        path: str,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        seconds: float = 1.0,
        patience: float = 10.0,
    ) -> None:
        """Nothing listens yet. Raises SettingsError for a path that could be guessed."""
        if len(path) < _SHORTEST_PATH or not path.startswith("/") or not path.isascii():
            raise SettingsError(
                "The path of callbacks must begin with / and be long enough not to be guessed."
            )
        self._calls = _Calls(read, path, patience)
        self._patience = patience
        self._nudge = nudge
        self._path = path
        self._host = host
        self._port = port
        self._seconds = seconds
        self._leaving = threading.Event()
        self._threads: tuple[threading.Thread, ...] = ()
        self._server: _Server | None = None

    @override
    def __repr__(self) -> str:
        return f"HookReceiver({self._host}:{self._port})"

    @property
    def url(self) -> str:
        """Where callbacks are to be sent as seen from this computer; secret, for it holds the path."""
        return f"http://{self._host}:{self._port}{self._path}"

    def __enter__(self) -> Self:
        """Listen. Raises SettingsError when the address is taken or not this computer's."""
        listener = _listen(self._host, self._port)
        self._port = listener.getsockname()[1]
        server = self._server = _Server(self._calls, self._patience)
        self._leaving.clear()
        self._threads = (
            threading.Thread(target=self._pass_on, name="hook nudges", daemon=True),
            threading.Thread(target=server.run_on, args=[listener], name="hooks", daemon=True),
        )
        for thread in self._threads:
            thread.start()
        server.running.wait(_PATIENCE)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop within a moment; what was not passed on yet is forgotten."""
        self._leaving.set()
        self._calls.came.set()
        if self._server is not None:
            self._server.leave()
        for thread in self._threads:
            thread.join(_PATIENCE)

    def _pass_on(self) -> None:
        while True:
            self._calls.came.wait()
            if self._leaving.is_set():
                return
            self._calls.came.clear()
            self._nudge()
            if self._leaving.wait(self._seconds):
                return


class _Calls:
    """Answers requests; what came and counts is kept as one flag.

    Attributes:
        came: set when a genuine call came.
    """

    def __init__(self, read: Reader, path: str, patience: float) -> None:
        self.came = threading.Event()
        self._read = read
        self._path = path.encode()
        self._patience = patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            async with asyncio.timeout(self._patience):
                response = await self._answer(request)
        except TimeoutError:
            response = Response(status_code=408)
        except ClientDisconnect:
            return
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        path = str(request.scope["path"]).encode("utf-8", "replace")
        if not hmac.compare_digest(path, self._path) or request.method != "POST":
            return Response(status_code=404)
        body = bytearray()
        async for piece in request.stream():
            body += piece
            if len(body) > LARGEST_BODY:
                return Response(status_code=413, headers={"Connection": "close"})
        if self._read(request.headers, bytes(body)):
            self.came.set()
        return Response(status_code=204)


class _Server(PromptServer):
    """Cuts whoever connects and asks nothing."""

    def __init__(self, app: ASGIApp, patience: float) -> None:
        super().__init__(app, http="h11", proxy_headers=False, limit_concurrency=_MOST_AT_ONCE)
        self._patience = patience

    @override
    async def stay(self) -> None:
        silent: set[object] = set()
        while not await self._is_left():
            silent = self._cut(silent)

    async def _is_left(self) -> bool:
        try:
            async with asyncio.timeout(self._patience):
                return await self.leaving.wait()
        except TimeoutError:
            return False

    def _cut(self, silent: set[object]) -> set[object]:
        """Cut who was silent already a while ago; say who has not begun to ask anything yet.

        Nobody else does, and whoever opened enough such connections would keep the platform out.
        """
        open_now = [one for one in self.server_state.connections if isinstance(one, H11Protocol)]
        without_request = [one for one in open_now if one.cycle is None]
        for one in without_request:
            if one in silent and one.transport is not None:
                one.transport.abort()
        return set(without_request)


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise SettingsError(f"Callbacks cannot be received at {host}:{port}: {error.strerror}.") from error
