"""The simulated pretix over ASGI: routes, tokens, idempotency keys."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from checkin.practice.pretix import (
    access,
    badges,
    catalogue,
    check_in_routes,
    corrections,
    devices,
    eventyay,
    order_routes,
    organiser,
    photos,
    redeem_routes,
    walk_ins,
)
from checkin.practice.pretix.calls import Call, Endpoint
from checkin.practice.pretix.replies import JSON_TYPE, Crash, Problem, Reply, page
from checkin.practice.pretix.state import State

CHECK_INS: Final = r"/(?:redeem|annul|failed_checkins)/$"

_PARTS: Final = (
    devices,
    catalogue,
    badges,
    # The older address of scans has anything for a key: it comes before the lists' positions.
    redeem_routes,
    check_in_routes,
    order_routes,
    photos,
    walk_ins,
    corrections,
    organiser,
)
_WRITES: Final = frozenset({"POST", "PATCH", "DELETE"})
_KEY: Final = "x-idempotency-key"


def make_app(state: State) -> ASGIApp:
    """The application that serves `state`."""
    by_path: dict[str, dict[str, Endpoint]] = {}
    for part in _PARTS:
        for endpoint in part.endpoints(state):
            by_path.setdefault(endpoint.path, {})[endpoint.method] = endpoint
    if state.flavour == "pretix":
        by_path[_QUERY.path] = {"GET": _QUERY}
    routes = [
        Route(path, _handler(state, methods), methods=["GET", "POST", "PATCH", "PUT", "DELETE"])
        for path, methods in by_path.items()
    ]
    app = Starlette(routes=routes, exception_handlers={404: _not_found})
    app.router.redirect_slashes = False
    return app


def _stored_answer(call: Call) -> Reply:
    """What was answered under a key before.

    Raises:
        Problem: nothing was.
    """
    authorization = call.headers.get("authorization", "")
    if not call.value("key"):
        raise Problem(404, {"detail": "No idempotency key given."})
    reply = call.state.answered.before(authorization, call.value("key") or "")
    if reply is None:
        raise Problem(404, {"detail": "Idempotency key not seen before."})
    return reply


_QUERY: Final = Endpoint(
    method="GET", path="/api/v1/idempotency_query", name="idempotency.query", answer=_stored_answer
)


def _handler(state: State, methods: dict[str, Endpoint]) -> Callable[[Request], Awaitable[Response]]:
    async def handle(request: Request) -> Response:
        body = await request.body()
        with state.lock:
            return _response(_once(state, methods, request, body))

    return handle


def _once(state: State, methods: dict[str, Endpoint], request: Request, body: bytes) -> Reply:
    """Answer a request, or give the answer its idempotency key got before."""
    key = request.headers.get(_KEY)
    if key is None or request.method not in _WRITES or state.flavour == "eventyay":
        return _answered(state, methods, request, body)
    authorization = request.headers.get("authorization", "")
    try:
        before = state.answered.before(authorization, key)
    except Problem as problem:
        return problem.reply
    if before is not None:
        return before
    dies, state.answered.dies_next = state.answered.dies_next, None
    if dies is not None:
        state.answered.lock(authorization, key)
    if dies is False:
        return page(500)
    reply = _answered(state, methods, request, body)
    if dies:
        return page(500)
    state.answered.keep(authorization, key, reply)
    return reply


def _answered(state: State, methods: dict[str, Endpoint], request: Request, body: bytes) -> Reply:
    method = "GET" if request.method == "HEAD" else request.method
    endpoint = methods.get(method, next(iter(methods.values())))
    call = Call(
        state=state,
        method=method,
        base=f"{request.url.scheme}://{request.url.netloc}",
        path=request.url.path,
        parts=request.path_params,
        pairs=request.query_params.multi_items(),
        headers=request.headers,
        body=body,
    )
    try:
        return _spoken(state, _carried_out(call, endpoint, methods))
    except Problem as problem:
        return _spoken(state, problem.reply)
    except Crash:
        return page(500)


def _carried_out(call: Call, endpoint: Endpoint, methods: dict[str, Endpoint]) -> Reply:
    if not endpoint.is_open:
        authorization = call.headers.get("authorization")
        call = replace(call, caller=access.who(call.state, authorization, endpoint))
        access.let_through(call, endpoint)
    if call.method not in methods:
        raise Problem(405, {"detail": f'Method "{call.method}" not allowed.'})
    if call.state.flavour == "eventyay" and call.body:
        call = replace(call, body=json.dumps(eventyay.understood(call.json())).encode())
    return endpoint.answer(call)


def _spoken(state: State, reply: Reply) -> Reply:
    return replace(reply, body=eventyay.told(reply.body)) if state.flavour == "eventyay" else reply


def _response(reply: Reply) -> Response:
    content = b""
    if reply.type == JSON_TYPE and reply.body is not None:
        content = json.dumps(reply.body, ensure_ascii=False).encode("utf-8", "replace")
    elif isinstance(reply.body, str):
        content = reply.body.encode()
    elif isinstance(reply.body, bytes):
        content = reply.body
    response = Response(content, status_code=reply.status)
    if reply.type:
        response.headers["Content-Type"] = reply.type
    for name, value in reply.headers:
        response.headers[name] = value
    return response


async def _not_found(_request: Request, _error: Exception) -> Response:
    return _response(page(404))
