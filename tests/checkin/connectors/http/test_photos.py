"""Photos, from servers as they are."""

import socket
import threading

import pytest

from checkin.connectors.http import Channel, PhotoFiles, Reply
from checkin.connectors.protocol import LARGEST_PHOTO
from checkin.errors import RejectedError, ThrottledError, UnreachableError
from tests.checkin.connectors.stand_ins import StillClock, answering, http_answer, misbehaving
from tests.fakes.clock import FakeClock

PHOTO = http_answer("200 OK", b"photo", "Content-Type: image/jpeg")
MINE = "Device secret"


def files_of(base_url: str, clock: StillClock | FakeClock | None = None) -> PhotoFiles:
    return PhotoFiles("test", base_url, clock or FakeClock())


def ask(channel: Channel, path: str) -> Reply:
    return channel.send("GET", path, headers={"Authorization": MINE})


def test_a_public_one_is_fetched_and_nobody_says_who_asks() -> None:
    with misbehaving(answering(PHOTO)) as server:
        assert files_of(server.url).public("/a.jpg") == b"photo"

    (request,) = server.requests
    assert b"Authorization" not in request
    assert request.startswith(b"GET /a.jpg ")


def test_one_of_the_platforms_own_is_asked_for_in_our_name_at_the_servers_root() -> None:
    with misbehaving(answering(PHOTO)) as server:
        reply = files_of(f"{server.url}/tickets").ours(f"{server.url}/tickets/api/a.jpg", ask)

    assert reply.body == b"photo"
    (request,) = server.requests
    assert request.startswith(b"GET /tickets/api/a.jpg ")
    assert f"Authorization: {MINE}".encode() in request


@pytest.mark.parametrize("address", ["https://elsewhere.example.org/a.jpg", "//elsewhere/a.jpg", "a.jpg", ""])
def test_our_name_goes_to_no_other_server(address: str) -> None:
    with misbehaving(answering(PHOTO)) as server, pytest.raises(RejectedError, match="another server"):
        files_of(server.url).ours(address, ask)

    assert not server.requests


def test_nobody_is_followed_to_another_server() -> None:
    with misbehaving(answering(PHOTO)) as other:
        moved = http_answer("302 Found", b"", f"Location: {other.url}/a.jpg")
        with misbehaving(answering(moved)) as server:
            files = files_of(server.url)
            with pytest.raises(RejectedError, match="elsewhere"):
                files.public("/a.jpg")
            with pytest.raises(RejectedError, match="elsewhere"):
                files.ours("/a.jpg", ask)

    assert not other.requests


def test_one_that_is_not_there_is_said() -> None:
    with (
        misbehaving(answering(http_answer("404 Not Found"))) as server,
        pytest.raises(RejectedError, match="404"),
    ):
        files_of(server.url).public("/a.jpg")


def test_fifty_megabytes_are_broken_off() -> None:
    sent = 0

    def endless(connection: socket.socket, _request: bytes) -> None:
        nonlocal sent
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: 50000000\r\n\r\n")
        while sent < 50_000_000:
            connection.sendall(bytes(65536))
            sent += 65536

    with misbehaving(endless) as server, pytest.raises(UnreachableError, match="does not end"):
        files_of(server.url).public("/a.jpg")

    assert sent < 3 * LARGEST_PHOTO


def test_one_that_drips_is_given_up_after_half_a_minute() -> None:
    clock, given_up = FakeClock(), threading.Event()

    def drip(connection: socket.socket, _request: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        for _ in range(10):
            clock.advance(4)  # each byte just before anybody's patience with silence is over
            connection.sendall(b"x")
            if given_up.wait(0.02):
                return

    with misbehaving(drip) as server:
        with pytest.raises(UnreachableError, match="does not end"):
            files_of(server.url, clock).public("/a.jpg")
        given_up.set()

    assert clock.monotonic() - FakeClock().monotonic() < 60


def test_a_network_that_is_lost_in_the_middle_is_no_photo() -> None:
    half = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf of it"
    with misbehaving(answering(half)) as server, pytest.raises(UnreachableError):
        files_of(server.url).public("/a.jpg")


def test_a_server_that_wants_a_pause_is_understood() -> None:
    busy = http_answer("429 Too Many Requests", b"", "Retry-After: 20")
    with misbehaving(answering(busy)) as server, pytest.raises(ThrottledError) as told:
        files_of(server.url).public("/a.jpg")

    assert told.value.retry_after == 20


def test_they_are_asked_for_evenly_and_closing_wakes_whoever_waits() -> None:
    with misbehaving(answering(PHOTO)) as server:
        files = PhotoFiles("test", server.url, FakeClock(), a_minute=2)
        files.public("/1.jpg")
        files.ours("/2.jpg", ask)
        closer = threading.Timer(0.05, files.close)
        closer.start()
        with pytest.raises((ThrottledError, UnreachableError)):
            files.public("/3.jpg")
        closer.join()

    assert len(server.requests) == 2
    with pytest.raises(UnreachableError, match="closed"):
        files.public("/4.jpg")


def test_an_interrupt_breaks_off_what_is_under_way() -> None:
    held = threading.Event()

    def hold(_connection: socket.socket, _request: bytes) -> None:
        held.wait(10)

    with misbehaving(hold) as server:
        files = files_of(server.url)
        interrupter = threading.Thread(target=server.once_asked, args=[files.interrupt])
        interrupter.start()
        with pytest.raises(UnreachableError):
            files.ours("/a.jpg", ask)
        held.set()
        interrupter.join()

    assert "127" not in repr(files)
