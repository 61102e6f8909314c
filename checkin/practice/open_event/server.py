"""The practice platform over ASGI: routes, tokens, and whatever is set to go wrong."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from checkin.practice.faults import Faults
from checkin.practice.open_event import control, plain_routes, reading, signing_in, writing
from checkin.practice.open_event.calls import (
    Call,
    Endpoint,
    Reply,
    check_headers,
    html,
    problem_reply,
)
from checkin.practice.open_event.platform import Platform
from checkin.practice.open_event.problems import PlainProblem, Problem, SignInProblem

_TEXTS: Final = {
    404: "The requested URL was not found on the server. If you entered the URL manually please check"
    " your spelling and try again.",
    405: "The method is not allowed for the requested URL.",
}


def make_app(platform: Platform, faults: Faults) -> ASGIApp:
    """The application that serves `platform`; `faults` is what a trainer may switch."""
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
    return app


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
