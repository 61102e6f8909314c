"""Lets requests through to a simulated platform, or not, or late, or loses their answers."""

import asyncio
from collections.abc import Callable
from datetime import UTC
from email.utils import format_datetime
from typing import Final

from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from checkin.clock import Clock
from checkin.practice.faults import Fault, FaultKind, Faults

Cut = Callable[[Scope], None]
"""Closes a request's connection on the spot."""

ALWAYS_BEHAVES: Final = "/practice"
"""Paths that begin so are a trainer's own and never misbehave."""

_PORTAL: Final = (
    b"<!DOCTYPE html>\n<title>Welcome</title>\n<h1>Please accept the terms of this network</h1>\n"
)
_HTML: Final = "text/html; charset=utf-8"


class Misbehaving:
    """An application as it is reached over a bad line.

    Args:
        app: what answers when nothing goes wrong.
        faults: what goes wrong at present.
        clock: what the answers' `Date` says.
        cut: closes a connection without an answer.
        leaving: set when the server stops; whoever is slow then stops waiting.
    """

    def __init__(
        self, app: ASGIApp, faults: Faults, clock: Clock, *, cut: Cut, leaving: asyncio.Event
    ) -> None:
        self._app = app
        self._faults = faults
        self._clock = clock
        self._cut = cut
        self._leaving = leaving

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or do to it what the dice say."""
        drawn: dict[FaultKind, Fault] = {}
        if not scope["path"].startswith(ALWAYS_BEHAVES):
            drawn = self._faults.drawn(scope["method"], scope["path"])
        if FaultKind.SLOW in drawn and not await self._stayed(drawn[FaultKind.SLOW].seconds):
            await self._hang_up(scope, receive)
            return
        if FaultKind.SILENCE in drawn:
            await self._hang_up(scope, receive)
            return
        instead = _instead(drawn)
        if instead is not None:
            await instead(scope, receive, self._dated(send))
            return
        await self._carry_out(scope, receive, send, drawn)

    async def _carry_out(
        self, scope: Scope, receive: Receive, send: Send, drawn: dict[FaultKind, Fault]
    ) -> None:
        if not drawn.keys() & {FaultKind.DROP_ANSWER, FaultKind.ERROR_AFTER, FaultKind.TRUNCATED}:
            await self._app(scope, receive, self._dated(send))
            return
        kept: list[Message] = []

        async def keep(message: Message) -> None:
            kept.append(message)

        await self._app(scope, receive, keep)
        if FaultKind.DROP_ANSWER in drawn:
            await self._hang_up(scope, receive)
        elif FaultKind.ERROR_AFTER in drawn:
            failed = _page(drawn[FaultKind.ERROR_AFTER].status, "Internal error")
            await failed(scope, receive, self._dated(send))
        else:
            await _half(kept)(scope, receive, self._dated(send))

    async def _stayed(self, seconds: float) -> bool:
        """Wait; False when the server stops meanwhile."""
        try:
            await asyncio.wait_for(self._leaving.wait(), seconds)
        except TimeoutError:
            return True
        return False

    async def _hang_up(self, scope: Scope, receive: Receive) -> None:
        self._cut(scope)
        message = await receive()
        while message["type"] != "http.disconnect":  # the body, which nobody reads any more, comes first
            message = await receive()

    def _dated(self, send: Send) -> Send:
        async def dated(message: Message) -> None:
            if message["type"] == "http.response.start":
                now = format_datetime(self._clock.now().astimezone(UTC), usegmt=True)
                extra = {
                    b"date": now.encode(),
                    b"server": b"practice",
                    b"connection": b"close",
                    b"access-control-allow-origin": b"*",
                }
                message = {**message, "headers": [*message["headers"], *extra.items()]}
            await send(message)

        return dated


def _instead(drawn: dict[FaultKind, Fault]) -> Response | None:
    """The answer of somebody in between, before the platform hears of the request."""
    if FaultKind.THROTTLE in drawn:
        seconds = drawn[FaultKind.THROTTLE].seconds
        headers = {"Retry-After": f"{seconds:g}"} if seconds else {}
        told = {"status": 429, "title": "Request Limit Exceeded"}
        return JSONResponse(told, status_code=429, headers=headers)
    if FaultKind.ERROR_BEFORE in drawn:
        status = drawn[FaultKind.ERROR_BEFORE].status
        return _page(status, "The server is temporarily unable to service your request.")
    if FaultKind.HTML in drawn:
        return Response(_PORTAL, media_type=_HTML)
    return None


def _page(status: int, text: str) -> Response:
    page = f"<!DOCTYPE html>\n<title>{status}</title>\n<h1>{status}</h1>\n<p>{text}</p>\n"
    return Response(page.encode(), status_code=status, media_type=_HTML)


def _half(messages: list[Message]) -> Response:
    """An answer whose body breaks off halfway, well framed, so that only a JSON parser notices."""
    start, content = messages[0], b"".join(message.get("body", b"") for message in messages[1:])
    headers = dict(start["headers"])
    response = Response(content[: len(content) // 2], status_code=start["status"])
    if b"content-type" in headers:
        response.headers["Content-Type"] = headers[b"content-type"].decode()
    return response
