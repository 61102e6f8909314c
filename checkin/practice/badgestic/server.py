"""The simulated platform over ASGI."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from checkin.practice.badgestic.platform import InputError, Platform, StatusError

_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Call:
    """One request of the API, whoever sent it being known.

    Attributes:
        number: of the event or guest in the path, 0 for none.
    """

    platform: Platform
    account: str
    number: int
    form: dict[str, str]


_Answer = Callable[[_Call], object]


def _create_event(call: _Call) -> object:
    return {"event_id": call.platform.create_event(call.account, call.form)}


def _show_event(call: _Call) -> object:
    return call.platform.shown(call.account, call.number)


def _update_event(call: _Call) -> object:
    call.platform.update_event(call.account, call.number, call.form)
    return None


def _delete_event(call: _Call) -> object:
    call.platform.delete_event(call.account, call.number)
    return None


def _create_guest(call: _Call) -> object:
    return {"guest_id": call.platform.create_guest(call.account, call.number, call.form)}


def _update_guest(call: _Call) -> object:
    call.platform.update_guest(call.account, call.number, call.form)
    return None


def _delete_guest(call: _Call) -> object:
    call.platform.delete_guest(call.account, call.number)
    return None


_API: dict[str, dict[str, _Answer]] = {
    "/v1/events": {"POST": _create_event},
    "/v1/events/{number:int}": {"GET": _show_event, "PUT": _update_event, "DELETE": _delete_event},
    "/v1/events/{number:int}/guests": {"POST": _create_guest},
    "/v1/guests/{number:int}": {"PUT": _update_guest, "DELETE": _delete_guest},
}


def make_app(platform: Platform) -> ASGIApp:
    """The application that serves `platform`."""
    routes = [
        Route(path, _api(platform, answers), methods=["GET", "POST", "PUT", "DELETE"])
        for path, answers in _API.items()
    ]
    routes.append(Route("/guests/{number:int}/qr_code", _picture(platform), methods=["GET"]))
    routes.append(Route("/guests/{number:int}/qr_code_url", _picture_address(platform), methods=["GET"]))
    app = Starlette(routes=routes, exception_handlers={HTTPException: _nothing_here})
    app.router.redirect_slashes = False
    return app


def _api(platform: Platform, answers: dict[str, _Answer]) -> Callable[[Request], Awaitable[Response]]:
    async def handle(request: Request) -> Response:
        body = await request.body()
        answer = answers.get("GET" if request.method == "HEAD" else request.method)
        try:
            with platform.lock:
                account = platform.account(request.headers.get("auth-token"))
                if answer is None:
                    return _error(404)
                number = int(request.path_params.get("number", 0))
                form = _read_form(request.headers.get("content-type", ""), body)
                call = _Call(platform=platform, account=account, number=number, form=form)
                return JSONResponse({"status": "success", "data": answer(call)})
        except InputError as refused:
            return JSONResponse({"status": "fail", "data": refused.pairs})
        except StatusError as failed:
            return _error(failed.status)

    return handle


def _picture(platform: Platform) -> Callable[[Request], Awaitable[Response]]:
    async def handle(request: Request) -> Response:
        with platform.lock:
            platform.told_tokens += "auth-token" in request.headers
            try:
                picture = platform.picture(request.path_params["number"])
            except StatusError as failed:
                return _error(failed.status)
        return Response(picture, media_type="image/png")

    return handle


def _picture_address(platform: Platform) -> Callable[[Request], Awaitable[Response]]:
    async def handle(request: Request) -> Response:
        number = request.path_params["number"]
        with platform.lock:
            platform.told_tokens += "auth-token" in request.headers
            has_one = bool(platform.code(number))
        return PlainTextResponse(f"https://www.badgestic.com/guests/{number}/qr_code" if has_one else "")

    return handle


def _read_form(content_type: str, body: bytes) -> dict[str, str]:
    """The fields of a form; what is sent in another way is not seen."""
    if content_type.partition(";")[0].strip().lower() != _FORM:
        return {}
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def _error(status: int) -> Response:
    return JSONResponse({"status": "error"}, status_code=status)


async def _nothing_here(_request: Request, _error_of_framework: Exception) -> Response:
    return _error(404)
