"""The practice platform over ASGI: routes, tokens, and whatever is set to go wrong."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC
from email.utils import format_datetime
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from checkin.practice import control, plain_routes, reading, signing_in, writing
from checkin.practice.calls import (
    HTML_TYPE,
    Call,
    Endpoint,
    Reply,
    check_headers,
    html,
    plain,
    problem_reply,
)
from checkin.practice.faults import Fault, FaultKind, Faults
from checkin.practice.platform import Platform
from checkin.practice.problems import PlainProblem, Problem, SignInProblem

Cut = Callable[[Scope], None]
"""Closes a request's connection on the spot."""

_TEXTS: Final = {
    404: "The requested URL was not found on the server. If you entered the URL manually please check"
    " your spelling and try again.",
    405: "The method is not allowed for the requested URL.",
}
_PORTAL: Final = (
    b"<!DOCTYPE html>\n<title>Welcome</title>\n<h1>Please accept the terms of this network</h1>\n"
)


def make_app(
    platform: Platform, faults: Faults, *, cut: Cut, leaving: asyncio.Event | None = None
) -> ASGIApp:
    """The application.

    Args:
        platform: what it serves.
        faults: what goes wrong at present.
        cut: closes a connection without an answer.
        leaving: set when the server stops; whoever is slow then stops waiting.
    """
    endpoints = (
        *signing_in.ENDPOINTS,
        *signing_in.OWN_TOKENS,
        *plain_routes.ENDPOINTS,
        *reading.ENDPOINTS,
        *writing.ENDPOINTS,
        *control.endpoints(faults),
    )
    app = Starlette(routes=_routes(platform, endpoints), exception_handlers={HTTPException: _framework_page})
    app.router.redirect_slashes = False
    return _Misbehaving(app, platform, faults, cut, leaving or asyncio.Event())


def _routes(platform: Platform, endpoints: Iterable[Endpoint]) -> list[Route]:
    by_path: dict[str, dict[str, Endpoint]] = {}
    for endpoint in endpoints:
        by_path.setdefault(endpoint.path, {})[endpoint.method] = endpoint
    return [
        Route(path, _handler(platform, methods), methods=list(methods)) for path, methods in by_path.items()
    ]


def _handler(platform: Platform, methods: dict[str, Endpoint]) -> Callable[[Request], Awaitable[Response]]:
    async def handle(request: Request) -> Response:
        endpoint = methods.get(request.method) or methods["GET"]
        body = await request.body()
        with platform.lock:
            reply = _answered(platform, endpoint, request, body)
        return _response(reply)

    return handle


def _answered(platform: Platform, endpoint: Endpoint, request: Request, body: bytes) -> Reply:
    try:
        authorization = request.headers.get("authorization")
        account = None
        if endpoint not in signing_in.OWN_TOKENS and (authorization is not None or not endpoint.is_open):
            account = platform.accounts.whose(authorization)
        call = Call(
            platform=platform,
            method=request.method,
            path=request.url.path,
            url=f"{request.url.scheme}://{request.url.netloc}",
            parts=request.path_params,
            pairs=request.query_params.multi_items(),
            headers=request.headers,
            body=body,
            account=account,
        )
        if endpoint.is_strict:
            check_headers(call)
        return endpoint.answer(call)
    except (Problem, SignInProblem, PlainProblem) as problem:
        return problem_reply(problem)


def _response(reply: Reply) -> Response:
    response = Response(reply.content, status_code=reply.status)
    if reply.type:
        response.headers["Content-Type"] = reply.type
    for name, value in reply.headers:
        response.headers.append(name, value)
    return response


async def _framework_page(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - what it is registered for
    allowed = tuple((name, value) for name, value in (error.headers or {}).items())
    return _response(html(error.status_code, _TEXTS.get(error.status_code, error.detail), allowed))


class _Misbehaving:
    """Lets requests through to the application, or not, or late, or loses their answers."""

    def __init__(
        self, app: ASGIApp, platform: Platform, faults: Faults, cut: Cut, leaving: asyncio.Event
    ) -> None:
        self._app = app
        self._platform = platform
        self._faults = faults
        self._cut = cut
        self._leaving = leaving

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        drawn: dict[FaultKind, Fault] = {}
        if not scope["path"].startswith(control.PREFIX):
            drawn = self._faults.drawn(scope["method"], scope["path"])
        if FaultKind.SLOW in drawn and not await self._stayed(drawn[FaultKind.SLOW].seconds):
            await self._hang_up(scope, receive)
            return
        if FaultKind.SILENCE in drawn:
            await self._hang_up(scope, receive)
            return
        reply = _instead(drawn)
        if reply is not None:
            await _response(reply)(scope, receive, self._dated(send))
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
            reply = problem_reply(
                Problem(drawn[FaultKind.ERROR_AFTER].status, "Unknown error", "Unknown error")
            )
            await _response(reply)(scope, receive, self._dated(send))
        else:
            await _response(_half(kept))(scope, receive, self._dated(send))

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
                now = format_datetime(self._platform.clock.now().astimezone(UTC), usegmt=True)
                extra = {
                    b"date": now.encode(),
                    b"server": b"practice",
                    b"connection": b"close",
                    b"access-control-allow-origin": b"*",
                }
                message = {**message, "headers": [*message["headers"], *extra.items()]}
            await send(message)

        return dated


def _instead(drawn: dict[FaultKind, Fault]) -> Reply | None:
    """The answer of somebody in between, before the platform hears of the request."""
    if FaultKind.THROTTLE in drawn:
        seconds = drawn[FaultKind.THROTTLE].seconds
        headers = (("Retry-After", f"{seconds:g}"),) if seconds else ()
        return plain({"status": 429, "title": "Request Limit Exceeded"}, status=429, headers=headers)
    if FaultKind.ERROR_BEFORE in drawn:
        status = drawn[FaultKind.ERROR_BEFORE].status
        return html(status, "The server is temporarily unable to service your request.")
    if FaultKind.HTML in drawn:
        return Reply(content=_PORTAL, type=HTML_TYPE)
    return None


def _half(messages: list[Message]) -> Reply:
    """An answer whose body breaks off halfway, well framed, so that only a JSON parser notices."""
    start, content = messages[0], b"".join(message.get("body", b"") for message in messages[1:])
    headers = dict(start["headers"])
    return Reply(
        status=start["status"],
        content=content[: len(content) // 2],
        type=headers.get(b"content-type", b"").decode(),
    )
