"""A server that answers what a test says, and remembers what it was asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from checkin.clock import SystemClock
from checkin.connectors.sarcon.connector import SarconConnector
from checkin.practice.faults import Faults
from checkin.practice.hosting import Hosting
from checkin.settings import Connection
from tests.fakes.surroundings import surroundings

BASE = "/api/public/v1"
TOKEN = "a-client-token"  # noqa: S105 - of a server in this process


@dataclass
class Scripted:
    """Answers by method and path (and query, where a test names it); 404 to everything else."""

    answers: dict[str, tuple[int, object]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    extra: dict[str, str] = field(default_factory=dict)

    def say(self, request: str, document: object, status: int = 200) -> None:
        self.answers[request] = (status, document)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        path = request.url.path.removeprefix(BASE)
        query = f"?{request.url.query}" if request.url.query else ""
        self.asked.append(f"{request.method} {path}{query}")
        self.headers.append(dict(request.headers))
        self.bodies.append(await request.body())
        nothing = (404, {"status": 404, "message": "Not Found", "data": []})
        by_path = self.answers.get(f"{request.method} {path}", nothing)
        status, document = self.answers.get(self.asked[-1], by_path)
        await _response(status, document, self.extra)(scope, receive, send)


def _response(status: int, document: object, extra: dict[str, str]) -> Response:
    if isinstance(document, bytes):
        return Response(document, status_code=status, headers=extra, media_type="text/html")
    return JSONResponse(document, status_code=status, headers=extra)


@contextmanager
def connected(script: Scripted, mapping: str = "") -> Iterator[SarconConnector]:
    """A connector to a server that is really there; `mapping` is the file's path."""
    with Hosting(script, Faults(), SystemClock()) as hosting:
        options = {"mapping": mapping} if mapping else {}
        connection = Connection(platform="sarcon", base_url=hosting.url + BASE, options=options)
        connector = SarconConnector(connection, {"token": TOKEN}, surroundings())
        try:
            yield connector
        finally:
            connector.close()


def envelope(data: object, message: str = "", status: int = 200) -> dict[str, object]:
    return {"status": status, "message": message, "data": data}


def laravel(rows: object, following: str | None = None, total: int = 5) -> dict[str, object]:
    """A page as the documentation shows it: without from and to."""
    return envelope(
        {
            "current_page": 1,
            "data": rows,
            "first_page_url": "http://127.0.0.1/api/public/v1/events?page=1",
            "last_page": 1,
            "last_page_url": "http://127.0.0.1/api/public/v1/events?page=1",
            "links": [{"url": None, "label": "« Previous", "active": False}],
            "next_page_url": following,
            "path": "http://127.0.0.1/api/public/v1/events",
            "per_page": 20,
            "prev_page_url": None,
            "total": total,
        }
    )
