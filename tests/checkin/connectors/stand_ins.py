"""A clock that stands still, servers that misbehave, and a server that answers from recordings."""

import base64
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit

import httpx

RECORDINGS = Path(__file__).parents[2] / "recordings" / "open_event"

TLS_HANDSHAKE = b"\x16"

JsonObject = dict[str, Any]


class StillClock:
    """Stands still until somebody moves it."""

    def __init__(self, at: datetime = datetime(2026, 11, 22, 7, 4, 48, tzinfo=UTC)) -> None:
        self.at = at
        self.step = timedelta()

    def now(self) -> datetime:
        self.at += self.step
        return self.at

    def monotonic(self) -> float:
        return self.now().timestamp()


class Misbehaving:
    """A real server on this computer; `behave` gets each connection and the request's bytes."""

    def __init__(
        self, behave: Callable[[socket.socket, bytes], None], tls: ssl.SSLContext | None = None
    ) -> None:
        self._behave = behave
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.requests: list[bytes] = []
        self.asked = threading.Event()
        self.asked_at = 0.0
        self.closing = threading.Event()
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def _accept(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            if self.closing.is_set():
                connection.close()
                return
            worker = threading.Thread(target=self._serve, args=[connection])
            self._threads.append(worker)
            worker.start()

    def _serve(self, connection: socket.socket) -> None:
        if self._tls is not None:
            try:
                connection = self._tls.wrap_socket(connection, server_side=True)
            except OSError:  # they do not trust us
                connection.close()
                return
        with connection:
            request = b""
            while b"\r\n\r\n" not in request and not request.startswith(TLS_HANDSHAKE):
                piece = connection.recv(65536)
                if not piece:
                    return
                request += piece
            self.requests.append(request)
            self.asked_at = time.monotonic()
            self.asked.set()
            try:
                self._behave(connection, request)
            except OSError:
                return

    def once_asked(self, do: Callable[[], None]) -> None:
        assert self.asked.wait(5)
        do()

    def close(self) -> None:
        self.closing.set()
        # Closing the listener would not wake the thread that waits for a connection.
        with socket.create_connection(self._listener.getsockname()):
            self._threads[0].join(5)
        self._listener.close()
        for thread in self._threads:
            thread.join(5)


@contextmanager
def misbehaving(
    behave: Callable[[socket.socket, bytes], None], tls: ssl.SSLContext | None = None
) -> Iterator[Misbehaving]:
    server = Misbehaving(behave, tls)
    try:
        yield server
    finally:
        server.close()


def answering(raw: bytes) -> Callable[[socket.socket, bytes], None]:
    """A behaviour: these bytes, then the connection ends."""
    return lambda connection, _request: connection.sendall(raw)


def http_answer(status: str, body: bytes = b"", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


@cache
def _files() -> Mapping[str, Path]:
    return {path.name.split("_", 1)[1].removesuffix(".json"): path for path in RECORDINGS.glob("*.json")}


def recording(name: str) -> JsonObject:
    """A request and its answer, as a real server was seen to give it."""
    return cast("JsonObject", json.loads(_files()[name].read_text(encoding="utf-8")))


def recordings() -> Iterator[JsonObject]:
    for path in sorted(RECORDINGS.glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(content, dict) and "method" in content:
            yield content


def forget(_secrets: Mapping[str, str]) -> None:
    """For connectors whose new secrets nobody keeps."""


def token(**claims: object) -> str:
    """A token of the usual form; recordings have none, for tokens are secrets."""
    middle = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"eyJhbGciOiJIUzI1NiJ9.{middle}.c2lnbmF0dXJl"


def answer(status: int, body: object, **headers: str) -> httpx.Response:
    content = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    kept = {
        "Date": "Sun, 22 Nov 2026 07:04:48 GMT",
        **{key.replace("_", "-"): headers[key] for key in headers},
    }
    return httpx.Response(status, content=content, headers=kept)


def recorded_answer(name: str) -> httpx.Response:
    said = recording(name)
    headers = {key: said["response_headers"].get(key, "") for key in ("Date", "Content-Type")}
    return answer(said["status"], said["response_body"], **headers)


class RecordedServer:
    """Answers from recordings; attendees are as many copies of a recorded one as a test wants.

    Attributes:
        attendees: rows of the attendee list; orders: included orders.
        answers: by method and path, what to answer instead; a list is used up, one by one.
        requests: all that came.
    """

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.attendees: list[JsonObject] = []
        self.orders: dict[str, JsonObject] = {}
        self.answers: dict[str, list[httpx.Response | Exception]] = {}
        self.on_attendees: Callable[[JsonObject], None] = lambda _query: None
        self.most_rows = 10_000
        self.transport = httpx.MockTransport(self._answer)

    def add_attendee(self, number: int, status: object = "completed", **attributes: object) -> JsonObject:
        listed = recording("att_include_ticket_order_underscore")["response_body"]
        row, order = listed["data"][0], next(one for one in listed["included"] if one["type"] == "order")
        row["id"] = str(number)
        row["relationships"]["order"]["data"]["id"] = str(number)
        row["attributes"] |= {"identifier": f"{number:06x}"}
        row["attributes"] |= {key.replace("_", "-"): value for key, value in attributes.items()}
        order["id"] = str(number)
        order["attributes"] = {"identifier": f"order-{number}", "status": status}
        self.attendees.append(row)
        self.orders[str(number)] = order
        return cast("JsonObject", row)

    def script(self, request: str, *answers: httpx.Response | Exception) -> None:
        self.answers[request] = list(answers)

    def paths(self) -> list[str]:
        return [f"{request.method} {request.url.path}" for request in self.requests]

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        key = f"{request.method} {request.url.path}"
        if self.answers.get(key):
            scripted = self.answers[key].pop(0)
            if isinstance(scripted, Exception):
                raise scripted
            return scripted
        if key == "GET /v1/events/1/attendees":
            return self._attendees(dict(parse_qsl(urlsplit(str(request.url)).query)))
        return self._usual(key)

    def _usual(self, key: str) -> httpx.Response:
        if key == "POST /v1/auth/login":
            tokens = {"access_token": token(identity=3), "refresh_token": "refresh-token"}
            return answer(200, recording("login_remember_include")["response_body"] | tokens)
        if key == "POST /v1/auth/token/refresh":
            return answer(200, {"access_token": token(identity=3)})
        return recorded_answer(_USUAL[key])

    def _attendees(self, query: JsonObject) -> httpx.Response:
        self.on_attendees(query)
        (criterion,) = json.loads(query["filter"])
        name, wanted = criterion["name"], criterion["val"]
        fits: Callable[[JsonObject], bool] = {
            "gt": lambda row: int(row["id"]) > wanted,
            "in_": lambda row: int(row["id"]) in wanted,
            "ge": lambda row: (row["attributes"][name] or "") >= wanted,
        }[criterion["op"]]
        order: Callable[[JsonObject], Any] = (
            (lambda row: row["attributes"]["register-times"])
            if query.get("sort") == "register_times"
            else (lambda row: int(row["id"]))
        )
        found = sorted(filter(fits, self.attendees), key=order)
        page = found[: min(int(query["page[size]"]) or self.most_rows, self.most_rows)]
        included = [self.orders[row["id"]] for row in page if row["id"] in self.orders]
        return answer(200, {"data": page, "included": included, "links": {}, "meta": {"count": len(found)}})


_USUAL = {
    "GET /v1/users/3": "me",
    "GET /v1/users/3/events": "events_of_user",
    "GET /v1/events/1": "event_by_id",
    "GET /v1/events/1/tickets": "tickets_event",
    "GET /v1/events/1/stations": "stations_list",
    "GET /v1/events/1/microlocations": "microlocations",
    "GET /v1/events/1/sessions": "sessions_sparse",
    "GET /v1/events/1/custom-forms": "custom_forms",
    "GET /v1/events/1/badge-forms": "badge_forms_event",
    "GET /v1/events/1/orders": "attendees_order_list_organizer",
    "GET /v1/events/1/attendees/search": "search_name",
    "GET /v1/orders/d59f0453-39e4-457e-bb03-d56374a3357b/attendees": "att_order_by_ordid",
    "GET /v1/attendees/1": "attendee_one",
    "PATCH /v1/attendees/1": "patch_checkin_admin_first",
    "POST /v1/user-check-in": "uci_registration_first",
    "GET /v1/states": "states_ok",
    "GET /v1/user-check-in/stats/event/1": "stats_session_track",
    "POST /v1/station-store-paxs": "pax_create_admin",
    "GET /v1/stations/5/sessions/1/station-store-paxs": "pax_list_station_session",
    "POST /v1/export/user-check-in/csv": "export_uci_csv_stranger",
}
