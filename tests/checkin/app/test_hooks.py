"""Callbacks over real HTTP."""

import http.client
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Condition
from urllib.parse import urlsplit

import pytest

from checkin.app.hooks import LARGEST_BODY, HookReceiver, new_path
from checkin.errors import SettingsError

PATIENCE = 10.0
PATH = "/hooks/a-path-that-nobody-guesses"


@dataclass
class Desk:
    """Is nudged, and remembers what was read."""

    concerned: bool = True
    bodies: list[bytes] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    nudges: int = 0
    told: Condition = field(default_factory=Condition)

    def read(self, headers: Mapping[str, str], body: bytes) -> bool:
        self.headers.append(headers)
        self.bodies.append(body)
        return self.concerned

    def nudge(self) -> None:
        with self.told:
            self.nudges += 1
            self.told.notify_all()

    def wait_for(self, nudges: int) -> bool:
        with self.told:
            return self.told.wait_for(lambda: self.nudges >= nudges, PATIENCE)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def receiver(desk: Desk) -> Iterator[HookReceiver]:
    with HookReceiver(desk.read, desk.nudge, PATH, seconds=0.05) as listening:
        yield listening


def ask(receiver: HookReceiver, method: str = "POST", path: str = PATH, body: bytes = b"{}") -> int:
    parts = urlsplit(receiver.url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE)
    try:
        connection.request(method, path, body, {"X-Module": "Registration"})
        answer = connection.getresponse()
        assert answer.read() == b""
        return answer.status
    finally:
        connection.close()


@contextmanager
def bare_connection(receiver: HookReceiver) -> Iterator[socket.socket]:
    parts = urlsplit(receiver.url)
    with socket.create_connection((parts.hostname, parts.port), timeout=PATIENCE) as connection:
        yield connection


def test_a_callback_is_answered_and_the_desk_is_nudged(receiver: HookReceiver, desk: Desk) -> None:
    assert ask(receiver, body=b'{"module": "Registration"}') == 204

    assert desk.wait_for(1)
    assert desk.bodies == [b'{"module": "Registration"}']
    assert desk.headers[0]["x-module"] == "Registration"


def test_what_does_not_concern_us_is_answered_but_nobody_is_nudged(
    receiver: HookReceiver, desk: Desk
) -> None:
    desk.concerned = False
    assert ask(receiver) == 204

    desk.concerned = True
    assert ask(receiver) == 204

    assert desk.wait_for(1)
    assert len(desk.bodies) == 2
    assert desk.nudges == 1


@pytest.mark.parametrize("path", ["/", "/hooks", PATH + "/", PATH[:-1], PATH.upper(), "/h%C3%A4", "/%ff"])
def test_any_other_path_is_as_if_nothing_were_there(receiver: HookReceiver, desk: Desk, path: str) -> None:
    assert ask(receiver, path=path) == 404
    assert desk.bodies == []


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_any_other_method_is_as_if_nothing_were_there(
    receiver: HookReceiver, desk: Desk, method: str
) -> None:
    assert ask(receiver, method) == 404
    assert desk.bodies == []


def test_a_body_beyond_the_limit_is_refused_before_it_is_read(receiver: HookReceiver, desk: Desk) -> None:
    assert ask(receiver, body=b"x" * LARGEST_BODY) == 204

    assert ask(receiver, body=b"x" * (LARGEST_BODY + 1)) == 413
    assert len(desk.bodies) == 1


def test_an_endless_body_without_a_length_is_refused(receiver: HookReceiver, desk: Desk) -> None:
    head = f"POST {PATH} HTTP/1.1\r\nHost: desk\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    with bare_connection(receiver) as connection:
        connection.sendall(head + b"10000\r\n" + b"x" * 0x10000 + b"\r\n1\r\nx\r\n")

        assert connection.recv(65536).startswith(b"HTTP/1.1 413")
    assert desk.bodies == []


def test_a_burst_is_one_nudge_and_one_more_for_what_came_meanwhile(desk: Desk) -> None:
    held, first = threading.Event(), threading.Event()

    def nudge() -> None:
        desk.nudge()
        first.set()
        assert held.wait(PATIENCE)

    with HookReceiver(desk.read, nudge, PATH, seconds=0.01) as receiver:
        ask(receiver)
        assert first.wait(PATIENCE)
        for _ in range(20):
            assert ask(receiver) == 204
        held.set()
        assert desk.wait_for(2)

    assert len(desk.bodies) == 21
    assert desk.nudges == 2


def test_one_call_is_one_nudge(desk: Desk) -> None:
    with HookReceiver(desk.read, desk.nudge, PATH, seconds=0.0) as receiver:
        ask(receiver)
        assert desk.wait_for(1)
        desk.concerned = False
        for _ in range(5):  # time enough for another, were there one
            ask(receiver)

    assert desk.nudges == 1


def test_nudges_keep_their_distance(desk: Desk) -> None:
    with HookReceiver(desk.read, desk.nudge, PATH, seconds=3600.0) as receiver:
        ask(receiver)
        assert desk.wait_for(1)
        ask(receiver)

    assert len(desk.bodies) == 2
    assert desk.nudges == 1


@pytest.mark.parametrize(
    "garbage",
    [b"\x00\xff" * 50 + b"\r\n\r\n", b"GET\r\n\r\n", b"POST / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\x00"],
)
def test_garbage_does_not_harm_it(receiver: HookReceiver, garbage: bytes) -> None:
    with bare_connection(receiver) as connection:
        connection.sendall(garbage)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65536):
            pass

    assert ask(receiver) == 204


def test_whoever_hangs_up_in_the_middle_does_not_harm_it(receiver: HookReceiver, desk: Desk) -> None:
    with bare_connection(receiver) as connection:
        connection.sendall(f"POST {PATH} HTTP/1.1\r\nHost: desk\r\nContent-Length: 99\r\n\r\nabc".encode())

    assert ask(receiver) == 204
    assert desk.bodies == [b"{}"]


def test_a_body_that_does_not_come_is_not_waited_for(desk: Desk) -> None:
    with (
        HookReceiver(desk.read, desk.nudge, PATH, patience=0.05) as receiver,
        bare_connection(receiver) as connection,
    ):
        connection.sendall(f"POST {PATH} HTTP/1.1\r\nHost: desk\r\nContent-Length: 9\r\n\r\nabc".encode())

        assert connection.recv(65536).startswith(b"HTTP/1.1 408")


def test_it_ends_at_once_although_somebody_still_talks(desk: Desk) -> None:
    with (
        HookReceiver(desk.read, desk.nudge, PATH) as receiver,
        bare_connection(receiver) as connection,
    ):
        connection.sendall(f"POST {PATH} HTTP/1.1\r\nHost: desk\r\nContent-Length: 9\r\n\r\nabc".encode())
        address = receiver.url

    assert {thread.name for thread in threading.enumerate()}.isdisjoint({"hooks", "hook nudges"})
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((urlsplit(address).hostname, urlsplit(address).port), timeout=PATIENCE)


def test_a_taken_port_is_said(receiver: HookReceiver, desk: Desk) -> None:
    port = urlsplit(receiver.url).port or 0

    with (
        pytest.raises(SettingsError, match="cannot be received"),
        HookReceiver(desk.read, desk.nudge, PATH, port=port),
    ):
        pass


@pytest.mark.parametrize("path", ["/short", "no-slash-but-long-enough", "/ä-path-that-is-long-enough"])
def test_a_path_that_could_be_guessed_is_refused(desk: Desk, path: str) -> None:
    with pytest.raises(SettingsError, match="path"):
        HookReceiver(desk.read, desk.nudge, path)


def test_new_paths_differ_and_are_taken(desk: Desk) -> None:
    one, another = new_path(), new_path()

    assert one != another
    assert one not in repr(HookReceiver(desk.read, desk.nudge, one))


def test_who_connects_and_asks_nothing_is_cut(desk: Desk) -> None:
    with (
        HookReceiver(desk.read, desk.nudge, PATH, patience=0.1) as receiver,
        bare_connection(receiver) as idle,
        bare_connection(receiver) as halfway,
    ):
        halfway.sendall(f"POST {PATH} HTTP/1.1\r\nHost:".encode())

        assert idle.recv(1) == b""
        assert halfway.recv(1) == b""
        assert ask(receiver) == 204
