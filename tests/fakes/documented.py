"""A platform that knows its OpenAPI document and nothing else, over real HTTP.

Whatever is asked is held against the document, and answered by its schemas, without a look at what was sent.
"""

import json
from threading import Lock

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from checkin.clock import Clock
from checkin.practice.faults import Faults
from checkin.practice.hosting import Hosting
from tests.fakes.answering import Way
from tests.fakes.openapi import Api, Asked

_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
_UNPROCESSABLE = 422


class Documented(Hosting):
    """See the module.

    Attributes:
        way: how it answers what the document allows; may be changed meanwhile.
        violations: what was wrong with requests; each was answered with 422.
        asked: every request.

    Args:
        api: what the document allows.
        way: how it answers.
        clock: what the answers' `Date` says.
    """

    def __init__(self, api: Api, way: Way, clock: Clock) -> None:
        self.way = way
        self.violations: list[str] = []
        self.asked: list[Asked] = []
        self._api = api
        self._lock = Lock()
        route = Route("/{path:path}", self._serve, methods=_METHODS)
        super().__init__(Starlette(routes=[route]), Faults(1), clock)

    async def _serve(self, request: Request) -> Response:
        asked = Asked(
            method=request.method,
            path=request.url.path,
            query=request.query_params.multi_items(),
            headers={name.lower(): value for name, value in request.headers.items()},
            body=await request.body(),
        )
        with self._lock:
            self.asked.append(asked)
            faults = self._api.faults(asked)
            self.violations += faults
            if faults:
                return JSONResponse({"message": "; ".join(faults)}, status_code=_UNPROCESSABLE)
            status, body = self.way(self._api.operations[asked.key])
        # In plain ASCII: half a character is JSON, too, but nothing that could be encoded.
        told = json.dumps(body)
        return Response(
            told, status_code=status, headers={"Content-Language": "en"}, media_type="application/json"
        )

    def times_asked(self, key: str) -> int:
        """How often one operation was asked for."""
        return sum(one.key == key for one in self.asked)
