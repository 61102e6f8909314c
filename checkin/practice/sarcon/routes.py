"""The simulated platform over ASGI."""

import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from checkin.practice.sarcon import documents
from checkin.practice.sarcon.documents import JsonObject
from checkin.practice.sarcon.platform import Platform, Problem

BASE: Final = "/api/public/v1"
_MOST: Final = 100
_MESSAGES: Final = {404: "Not Found", 405: "Method Not Allowed"}

Told = Mapping[str, str]
Endpoint = Callable[[Platform, Request, Told], JsonObject]


def make_app(platform: Platform) -> ASGIApp:
    """The application that serves `platform`."""
    registration = "/registrations/{registration:int}"
    table: tuple[tuple[str, str, Endpoint], ...] = (
        ("GET", "/events", _events),
        ("GET", "/events/{event:int}", _event),
        ("GET", "/events/{event:int}/tickets", _tickets),
        ("GET", "/events/{event:int}/registrations", _registrations),
        ("POST", "/events/{event:int}/registrations", _register),
        ("GET", registration, _registration),
        ("POST", f"{registration}/check-ins", _check_in),
        ("POST", f"{registration}/check-outs", _check_out),
        ("DELETE", f"{registration}/check-ins/{{reference}}", _take_back),
    )
    paths: dict[str, dict[str, Endpoint]] = {}
    for method, path, endpoint in table:
        paths.setdefault(BASE + path, {})[method] = endpoint
    routes = [Route(path, _handler(platform, ways), methods=list(ways)) for path, ways in paths.items()]

    async def unknown(_request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101 - what it is registered for
        told = Problem(error.status_code, _MESSAGES.get(error.status_code, error.detail))
        return _answer(platform, documents.problem(told), error.status_code)

    app = Starlette(routes=routes, exception_handlers={HTTPException: unknown})
    app.router.redirect_slashes = False
    return app


def _handler(platform: Platform, ways: Mapping[str, Endpoint]) -> Callable[[Request], Awaitable[Response]]:
    async def handle(request: Request) -> Response:
        body = await request.body()
        with platform.lock:
            try:
                _admit(platform, request)
                endpoint = ways.get(request.method) or ways["GET"]
                return _answer(platform, endpoint(platform, request, _told(body)), 200)
            except Problem as problem:
                return _answer(platform, documents.problem(problem), problem.status)

    return handle


def _admit(platform: Platform, request: Request) -> None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    may = platform.admit_request(token if scheme == "Bearer" else "")
    if request.method not in {"GET", "HEAD"} and may != "all":
        raise Problem(403, "Forbidden")


def _answer(platform: Platform, document: JsonObject, status: int) -> Response:
    return JSONResponse(document, status_code=200 if platform.switches.hides_failures else status)


def _told(body: bytes) -> Told:
    if not body:
        return {}
    try:
        document = json.loads(body)
    except ValueError as error:
        raise Problem(400, "Bad request format") from error
    if not isinstance(document, dict):
        raise Problem(400, "Bad request format")
    return {name: "" if value is None else str(value) for name, value in document.items()}


def _listed(platform: Platform, request: Request, rows: list[JsonObject], *, most: int) -> JsonObject:
    number = _whole(request.query_params.get("page", ""), 1)
    size = min(most, _whole(request.query_params.get("per_page", ""), documents.PAGE_SIZE))
    address = f"{request.url.scheme}://{request.url.netloc}{request.url.path}"
    total = 5 if platform.switches.lies_about_totals else None
    return documents.envelope(documents.page(rows, address=address, number=number, size=size, total=total))


def _whole(text: str, otherwise: int) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() else otherwise


def _events(platform: Platform, request: Request, _told: Told) -> JsonObject:
    rows = [documents.event(row) for row in platform.events.values()]
    return _listed(platform, request, rows, most=documents.PAGE_SIZE)


def _event(platform: Platform, request: Request, _told: Told) -> JsonObject:
    return documents.envelope(documents.event(platform.event(request.path_params["event"])))


def _tickets(platform: Platform, request: Request, _told: Told) -> JsonObject:
    event = platform.event(request.path_params["event"])
    rows = [documents.ticket(row) for row in platform.tickets if row.event == event.id]
    return _listed(platform, request, rows, most=documents.PAGE_SIZE)


def _registrations(platform: Platform, request: Request, _told: Told) -> JsonObject:
    rows = platform.of_event(request.path_params["event"])
    since, reference = request.query_params.get("updated_since"), request.query_params.get("reference")
    if since:
        rows = [row for row in rows if row.updated_at >= _instant(since)]
    if reference:
        rows = [row for row in rows if row.reference == reference]
    found = [documents.registration(row, platform.tickets) for row in rows]
    return _listed(platform, request, found, most=_MOST)


def _instant(text: str) -> datetime:
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError as error:
        raise Problem(400, messages={"updated_since": ["This is no date."]}) from error


def _registration(platform: Platform, request: Request, _told: Told) -> JsonObject:
    row = platform.registration(request.path_params["registration"])
    return documents.envelope(documents.registration(row, platform.tickets))


def _register(platform: Platform, request: Request, told: Told) -> JsonObject:
    row = platform.register(request.path_params["event"], told)
    return documents.envelope(documents.registration(row, platform.tickets), message="Registered.")


def _check_in(platform: Platform, request: Request, told: Told) -> JsonObject:
    row = platform.registration(request.path_params["registration"])
    recorded = platform.check_in(row, told)
    return documents.envelope({"recorded": recorded}, message="" if recorded else "Already checked in.")


def _check_out(platform: Platform, request: Request, told: Told) -> JsonObject:
    row = platform.registration(request.path_params["registration"])
    recorded = platform.check_out(row, told)
    return documents.envelope({"recorded": recorded}, message="" if recorded else "Already checked out.")


def _take_back(platform: Platform, request: Request, _told: Told) -> JsonObject:
    row = platform.registration(request.path_params["registration"])
    platform.take_back(row, request.path_params["reference"])
    return documents.envelope([], message="Deleted.")
