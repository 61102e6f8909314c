"""The simulated platform over ASGI."""

import json
from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from checkin.practice.nutickets import reading, scanning, selling
from checkin.practice.nutickets.calls import Answer, Call, Endpoint, RefusedError, invalid
from checkin.practice.nutickets.platform import ACCOUNT, WINDOW, Platform

BASE = "/v1"
_YES = frozenset(["true", "1"])


def make_app(platform: Platform) -> ASGIApp:
    """The application that serves `platform`."""
    endpoints = {**reading.ENDPOINTS, **scanning.ENDPOINTS, **selling.ENDPOINTS}
    endpoints |= {("GET", "/"): _user(platform), ("GET", "/companies"): _companies(platform)}
    by_path: dict[str, dict[str, Endpoint]] = {}
    for (method, path), endpoint in endpoints.items():
        by_path.setdefault(path, {})[method] = endpoint
    routes = [
        Route(BASE + path, _handler(platform, methods), methods=list(methods))
        for path, methods in by_path.items()
    ]
    routes.append(Route(f"{BASE}/login", _login(platform), methods=["POST"]))
    app = Starlette(routes=routes, exception_handlers={HTTPException: _not_found})
    app.router.redirect_slashes = False
    return app


def _user(platform: Platform) -> Endpoint:
    def answer(_call: Call) -> Answer:
        return Answer(
            body={"user": {"id": 8, "name": "Desk One", "email": ACCOUNT, "of": len(platform.companies)}}
        )

    return answer


def _companies(platform: Platform) -> Endpoint:
    def answer(_call: Call) -> Answer:
        rows = [
            {"type": "companies", "id": number, "attributes": {"name": name, "alias": "practice"}}
            for number, name in platform.companies.items()
        ]
        return Answer(body={"data": rows, "links": {"next": None}, "meta": {"total": len(rows)}})

    return answer


def _handler(platform: Platform, methods: dict[str, Endpoint]) -> Callable[[Request], Awaitable[Response]]:
    async def handle(request: Request) -> Response:
        body = await request.body()
        with platform.lock:
            return _answered(platform, methods[request.method], request, body)

    return handle


def _answered(platform: Platform, endpoint: Endpoint, request: Request, body: bytes) -> Response:
    language = platform.language(request.headers.get("accept-language", ""))
    company = 0
    try:
        platform.authenticate(request.headers.get("authorization", ""))
        company = platform.company(request.headers.get("x-nu-company-id", ""))
        answer = _let_in(platform, endpoint, _call(platform, request, body, company, language))
    except RefusedError as refused:
        answer = refused.answer
    return _response(answer, language, platform.left(company))


def _let_in(platform: Platform, endpoint: Endpoint, call: Call) -> Answer:
    if call.path in platform.forbidden:
        raise RefusedError(403, "This action is unauthorized.")
    number = call.params.get("asyncUuid")
    if number is not None:  # polls are not counted
        return platform.fetch(number)
    platform.count(call.company)
    if call.params.get("async") in _YES:
        return platform.prepare(lambda: _tried(endpoint, call))
    return endpoint(call)


def _tried(endpoint: Endpoint, call: Call) -> Answer:
    try:
        return endpoint(call)
    except RefusedError as refused:
        return refused.answer


def _call(platform: Platform, request: Request, body: bytes, company: int, language: str) -> Call:
    try:
        told = json.loads(body) if body else None
    except ValueError as error:
        raise invalid(body="The body is no JSON.") from error
    return Call(
        tables=platform.tables,
        clock=platform.clock,
        params=dict(request.query_params),
        body=told,
        company=company,
        language=language,
        url=f"{request.url.scheme}://{request.url.netloc}{BASE}",
        path=request.url.path.removeprefix(BASE),
    )


def _login(platform: Platform) -> Callable[[Request], Awaitable[Response]]:
    async def handle(request: Request) -> Response:
        body = await request.body()
        with platform.lock:
            try:
                told = json.loads(body or b"null")
                answer = platform.login(told, in_background=request.query_params.get("async") in _YES)
            except (RefusedError, ValueError) as refused:
                answer = refused.answer if isinstance(refused, RefusedError) else Answer(body={}, status=400)
            return _response(answer, platform.languages[0], platform.a_minute)

    return handle


def _response(answer: Answer, language: str, left: int) -> Response:
    response = JSONResponse(answer.body, status_code=answer.status)
    response.headers["Content-Language"] = language
    response.headers["X-Remaining-Requests"] = str(left)
    response.headers["X-Available-In-Seconds"] = str(WINDOW)
    return response


async def _not_found(_request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return JSONResponse({"message": "Not found."}, status_code=status)
