import socket
import threading

import httpx
import pytest

from checkin.clock import SystemClock
from checkin.connectors.http import PublicFiles
from checkin.errors import RejectedError, UnreachableError
from tests.checkin.connectors.stand_ins import answering, http_answer, misbehaving

PLATFORM = "https://tickets.example.org"
LIMIT = 8 * 1024 * 1024


class Elsewhere:
    """Every server there is; it has a file at each address but ``/gone``."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.transport = httpx.MockTransport(self._answer)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(404 if request.url.path == "/gone" else 200, content=b"file")


def files_of(base_url: str, elsewhere: Elsewhere | None = None, *, plain_http: bool = False) -> PublicFiles:
    return PublicFiles(
        "test",
        base_url,
        SystemClock(),
        plain_http=plain_http,
        transport=elsewhere.transport if elsewhere else None,
    )


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("https://cdn.example.com/a.pdf?v=1", "https://cdn.example.com/a.pdf?v=1"),
        ("/media/a.pdf", "https://tickets.example.org/media/a.pdf"),
        ("//cdn.example.com/a.pdf", "https://cdn.example.com/a.pdf"),
        ("https://cdn.example.com", "https://cdn.example.com/"),
    ],
)
def test_a_file_is_fetched_from_wherever_it_lies_and_nobody_says_who_asks(address: str, asked: str) -> None:
    elsewhere = Elsewhere()

    assert files_of(PLATFORM, elsewhere).fetch(address) == b"file"

    (request,) = elsewhere.requests
    assert str(request.url) == asked
    assert not {"authorization", "cookie", "referer"} & set(request.headers)


@pytest.mark.parametrize(
    "address",
    [
        "http://cdn.example.com/a.pdf",
        "http://tickets.example.org/a.pdf",
        "http://127.0.0.1:631/a.pdf",
        "https://localhost/a.pdf",
        "https://10.0.0.1/a.pdf",
        "https://192.168.1.1:8443/a.pdf",
        "https://169.254.169.254/latest/meta-data",
        "https://[fd00::1]/a.pdf",
        "https://[::ffff:10.0.0.1]/a.pdf",
        "https://0.0.0.0/a.pdf",
        "https://me:secret@cdn.example.com/a.pdf",
        "file:///etc/passwd",
        "ftp://cdn.example.com/a.pdf",
        "https://[::1/a.pdf",
        "https://x:port/a.pdf",
    ],
)
def test_what_must_not_be_asked_is_not(address: str) -> None:
    elsewhere = Elsewhere()

    with pytest.raises(RejectedError, match="The file's address"):
        files_of(PLATFORM, elsewhere).fetch(address)

    assert not elsewhere.requests


def test_only_the_platform_itself_may_be_asked_unencrypted_where_that_was_allowed() -> None:
    files = files_of("http://tickets.lan", Elsewhere(), plain_http=True)

    assert files.fetch("http://tickets.lan/a.pdf") == b"file"
    with pytest.raises(RejectedError):
        files.fetch("http://cdn.lan/a.pdf")


def test_a_platform_in_a_network_of_its_own_may_keep_files_beside_it() -> None:
    assert files_of("https://10.0.0.1", Elsewhere()).fetch("https://10.0.0.2/a.pdf") == b"file"


def test_a_file_that_is_not_there_is_said() -> None:
    with pytest.raises(RejectedError, match="status 404"):
        files_of(PLATFORM, Elsewhere()).fetch("/gone")


def test_a_file_that_is_too_large_is_broken_off() -> None:
    sent = 0

    def endless(connection: socket.socket, _request: bytes) -> None:
        nonlocal sent
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while sent < 8 * LIMIT:
            connection.sendall(bytes(65536))
            sent += 65536

    with misbehaving(endless) as server, pytest.raises(UnreachableError, match="does not end"):
        files_of(server.url).fetch("/a.pdf")

    assert sent < 4 * LIMIT


def test_a_redirect_is_not_followed() -> None:
    moved = answering(http_answer("302 Found", b"", "Location: https://elsewhere.example.org/"))
    with misbehaving(moved) as server, pytest.raises(UnreachableError, match="sends us on"):
        files_of(server.url).fetch("/a.pdf")


def test_an_interrupt_breaks_off_what_is_under_way() -> None:
    held = threading.Event()

    def hold(_connection: socket.socket, _request: bytes) -> None:
        held.wait(10)

    with misbehaving(hold) as server:
        files = files_of(server.url)
        interrupter = threading.Thread(target=server.once_asked, args=[files.interrupt])
        interrupter.start()
        with pytest.raises(UnreachableError):
            files.fetch("/a.pdf")
        held.set()
        interrupter.join()
    files.interrupt()


def test_nothing_is_fetched_any_more_once_it_is_closed() -> None:
    elsewhere = Elsewhere()
    files = files_of(PLATFORM, elsewhere)
    files.close()

    with pytest.raises(UnreachableError, match="closed"):
        files.fetch("/a.pdf")
    assert not elsewhere.requests
    assert "example" not in repr(files)
