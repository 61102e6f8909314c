"""The portal over ASGI."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from checkin.practice.portraits import portrait
from checkin.practice.v3plus import reading, writing
from checkin.practice.v3plus.calls import Answer, Call, Refusing, missing
from checkin.practice.v3plus.population import PHOTOS
from checkin.practice.v3plus.rows import PortalState


@dataclass(frozen=True, slots=True, kw_only=True)
class _Endpoint:
    """`for_members`: only for whoever signed in, where the portal wants that."""

    method: str
    path: str
    answer: Callable[[Call], Answer]
    for_members: bool = False


def _get(path: str, answer: Callable[[Call], Answer], *, for_members: bool = False) -> _Endpoint:
    return _Endpoint(method="GET", path=path, answer=answer, for_members=for_members)


_ENDPOINTS: Final = (
    _Endpoint(method="POST", path="auth", answer=writing.log_in),
    _Endpoint(method="DELETE", path="auth", answer=writing.log_out),
    _Endpoint(method="POST", path="groups/{id:int}/registration", answer=writing.register),
    _Endpoint(method="POST", path="townhalls/{id:int}/auth", answer=writing.enter_townhall),
    _Endpoint(method="DELETE", path="townhalls/{id:int}/auth", answer=writing.leave_townhall),
    _get("portals/{id:int}", reading.one("portals")),
    _get("groups/", reading.all_of("groups")),
    _get("groups/{id:int}", reading.one("groups")),
    _get("groups/{id:int}/registration_form", reading.group_form),
    _get("townhalls/{id:int}/registration_form", reading.townhall_form),
    _get("conferences", reading.all_of("conferences")),
    _get("conferences/{id:int}", reading.one("conferences")),
    _get("conferences/{id:int}/groups", reading.all_in("conferences", "groups")),
    _get("townhalls", reading.all_of("townhalls")),
    _get("townhalls/{id:int}", reading.one("townhalls")),
    _get("presentation/{id:int}", reading.one("presentations"), for_members=True),  # singular, as documented
    _get("presenters/{id:int}", reading.one("presenters"), for_members=True),
    _get("affiliates/{id:int}", reading.one("affiliates"), for_members=True),
    _get(
        "presentations/{id:int}/presenters", reading.all_in("presentations", "presenters"), for_members=True
    ),
    *(
        _get(f"{table}/{{id:int}}/{wanted}", reading.all_in(table, wanted), for_members=True)
        for table in ("conferences", "townhalls")
        for wanted in ("presentations", "presenters", "affiliates")
    ),
)


def make_app(portal: PortalState) -> ASGIApp:
    """The application that serves the portal."""
    by_path: dict[str, dict[str, _Endpoint]] = {}
    for endpoint in _ENDPOINTS:
        by_path.setdefault(f"/api/v1/{endpoint.path}", {})[endpoint.method] = endpoint
    routes = [
        Route(path, _handler(portal, methods), methods=list(methods)) for path, methods in by_path.items()
    ]
    routes.append(Route(f"{PHOTOS}{{number:int}}.jpg", _photo(portal)))
    app = Starlette(routes=routes, exception_handlers={HTTPException: _unknown})
    app.router.redirect_slashes = False
    return app


def _handler(portal: PortalState, methods: dict[str, _Endpoint]) -> Callable[[Request], Awaitable[Response]]:
    async def handle(request: Request) -> Response:
        content = await request.body()
        endpoint = methods.get(request.method) or methods["GET"]
        with portal.lock:
            portal.hits.append(f"{request.method} {request.url.path}?{unquote(request.url.query)}")
            return _response(_answered(portal, endpoint, request, content))

    return handle


def _photo(portal: PortalState) -> Callable[[Request], Awaitable[Response]]:
    """Pictures lie there for everybody, whether or not they say who they are."""

    async def hand_out(request: Request) -> Response:
        number = int(request.path_params["number"])
        with portal.lock:
            portal.hits.append(f"{request.method} {request.url.path}?{unquote(request.url.query)}")
            found = portal.photos.get(number)
        return Response(portrait(number) if found is None else found, media_type="image/jpeg")

    return hand_out


def _answered(portal: PortalState, endpoint: _Endpoint, request: Request, content: bytes) -> Answer:
    call = Call(
        portal=portal,
        parts=request.path_params,
        query=request.query_params,
        headers=request.headers,
        content=content,
    )
    try:
        call.must_know_portal()
        if endpoint.for_members:
            call.must_be_signed_in()
        return endpoint.answer(call)
    except Refusing as refusing:
        return refusing.answer


def _response(answer: Answer) -> Response:
    if answer.body is None:
        return Response(status_code=answer.status)
    return JSONResponse(answer.body, status_code=answer.status)


async def _unknown(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - what it is registered for
    return _response(Answer(status=error.status_code, body=missing().answer.body))
