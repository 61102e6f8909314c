import socket
import ssl
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from checkin.clock import SystemClock
from checkin.connectors.http import Channel
from checkin.errors import CheckinError, SettingsError, ThrottledError, UnreachableError, UnreadableReplyError
from tests.checkin.connectors.stand_ins import StillClock, answering, http_answer, misbehaving
from tests.fakes.clock import FakeClock

ACCEPT = {"Accept": "*/*"}


def channel_to(url: str) -> Channel:
    return Channel("test", url, SystemClock())


def failure(url: str, method: str = "POST") -> CheckinError:
    channel = channel_to(url)
    try:
        with pytest.raises(CheckinError) as caught:
            channel.send(method, "/", headers=ACCEPT).json()
    finally:
        channel.close()
    return caught.value


def test_an_answer_comes_whole_with_the_servers_time() -> None:
    date = "Date: Sun, 22 Nov 2026 07:04:48 GMT"
    with misbehaving(answering(http_answer("200 OK", b'{"a": 1}', date))) as server:
        channel = channel_to(server.url)
        reply = channel.send("GET", "/v1/x", headers=ACCEPT, params=[("page[size]", "0")])
        channel.close()

    assert reply.json() == {"a": 1}
    assert reply.at == datetime(2026, 11, 22, 7, 4, 48, tzinfo=UTC)
    assert server.requests[0].startswith(b"GET /v1/x?page%5Bsize%5D=0 HTTP/1.1\r\n")


def test_an_answers_headers_are_known_by_their_names_in_lower_case() -> None:
    answer = http_answer("200 OK", b"[]", "X-Page-Generated: 2026-11-22T07:04:48.5Z", "LINK: </b>; rel=next")
    with misbehaving(answering(answer)) as server:
        channel = channel_to(server.url)
        reply = channel.send("GET", "/", headers=ACCEPT)
        channel.close()

    assert reply.headers["x-page-generated"] == "2026-11-22T07:04:48.5Z"
    assert reply.headers["link"] == "</b>; rel=next"


def test_what_has_not_changed_since_is_an_answer_and_no_redirect() -> None:
    with misbehaving(answering(b"HTTP/1.1 304 NOT MODIFIED\r\nConnection: close\r\n\r\n")) as server:
        channel = channel_to(server.url)
        reply = channel.send("GET", "/", headers={"If-Modified-Since": "Sun, 22 Nov 2026 07:04:48 GMT"})
        channel.close()

    assert (reply.status, reply.body) == (304, b"")
    assert b"if-modified-since: sun, 22 nov 2026" in server.requests[0].lower()


def test_a_server_that_is_not_there_was_never_told_anything() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"

    error = failure(address)

    assert isinstance(error, UnreachableError)
    assert not error.may_have_landed


@pytest.mark.parametrize(("method", "may_have_landed"), [("POST", True), ("PATCH", True), ("GET", False)])
def test_a_connection_cut_after_sending_leaves_writes_in_doubt(method: str, *, may_have_landed: bool) -> None:
    with misbehaving(lambda _connection, _request: None) as server:
        error = failure(server.url, method)

    assert isinstance(error, UnreachableError)
    assert error.may_have_landed is may_have_landed


def test_an_answer_that_breaks_off_leaves_a_write_in_doubt() -> None:
    with misbehaving(answering(b"HTTP/1.1 201 CREATED\r\nContent-Length: 900\r\n\r\n{")) as server:
        error = failure(server.url)

    assert isinstance(error, UnreachableError)
    assert error.may_have_landed


def test_json_that_breaks_off_is_unreadable_and_in_doubt() -> None:
    with misbehaving(answering(http_answer("201 CREATED", b'{"firstname": "Ada", "id'))) as server:
        error = failure(server.url)

    assert isinstance(error, UnreadableReplyError)
    assert error.may_have_landed
    assert "Ada" not in error.body


def test_a_web_page_instead_of_data_says_so() -> None:
    page = b"<html><title>Welcome to our Wi-Fi</title></html>"
    with misbehaving(answering(http_answer("200 OK", page, "Content-Type: text/html"))) as server:
        error = failure(server.url)

    assert isinstance(error, UnreadableReplyError)
    assert "web page" in str(error)
    assert "Wi-Fi" in error.body


def test_a_damaged_encoding_is_unreadable() -> None:
    with misbehaving(answering(http_answer("200 OK", b"no gzip", "Content-Encoding: gzip"))) as server:
        error = failure(server.url)

    assert isinstance(error, UnreadableReplyError)


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ([], None),
        (["Retry-After: 7"], 7.0),
        (["Retry-After: 99999"], 3600.0),
        (["X-Available-In-Seconds: 9"], 9.0),
        (["Retry-After: 7", "X-Available-In-Seconds: 9"], 7.0),
        (["Retry-After: soon"], None),
        (["Date: Sun, 22 Nov 2026 07:04:48 GMT", "Retry-After: Sun, 22 Nov 2026 07:04:58 GMT"], 10.0),
        (["Date: Sun, 22 Nov 2026 07:04:48 GMT", "Retry-After: Sun, 22 Nov 2026 07:04:38 GMT"], 0.0),
    ],
)
def test_a_server_that_asks_for_patience_says_how_long(headers: list[str], wait: float | None) -> None:
    with misbehaving(answering(http_answer("429 TOO MANY REQUESTS", b"", *headers))) as server:
        error = failure(server.url)

    assert isinstance(error, ThrottledError)
    assert error.retry_after == (wait if wait is None else pytest.approx(wait, abs=1))


@pytest.mark.parametrize(("headers", "wait"), [([], None), (["Retry-After: 7"], 7.0)])
def test_a_server_that_cannot_now_says_for_how_long(headers: list[str], wait: float | None) -> None:
    with misbehaving(answering(http_answer("503 SERVICE UNAVAILABLE", b"", *headers))) as server:
        channel = channel_to(server.url)
        reply = channel.send("POST", "/", headers=ACCEPT)
        channel.close()

    assert (reply.status, reply.retry_after) == (503, wait)


def test_a_redirect_is_told_and_credentials_go_nowhere_else() -> None:
    with misbehaving(answering(http_answer("200 OK", b"{}"))) as elsewhere:
        there = f"Location: {elsewhere.url}/login?from=secret"
        with misbehaving(answering(http_answer("302 FOUND", b"", there))) as server:
            error = failure(server.url)

    assert isinstance(error, UnreachableError)
    assert "http://127.0.0.1" in str(error)
    assert "/login" in str(error)
    assert "secret" not in str(error)
    assert not elsewhere.requests


@pytest.mark.parametrize("location", ["", "http://[", "/v2/"])
def test_a_redirect_to_nowhere_is_no_crash(location: str) -> None:
    with misbehaving(answering(http_answer("301 MOVED", b"", f"Location: {location}"))) as server:
        assert isinstance(failure(server.url, "GET"), UnreachableError)


def test_a_server_without_tls_is_told_from_one_that_is_away() -> None:
    with misbehaving(answering(http_answer("400 BAD REQUEST"))) as server:
        error = failure(server.url.replace("http:", "https:"))

    assert isinstance(error, UnreachableError)
    assert "No secure connection" in str(error)
    assert not error.may_have_landed


def test_a_server_that_cannot_prove_who_it_is_gets_nothing() -> None:
    anybody = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    anybody.load_cert_chain(Path(__file__).with_name("self_signed.pem"))
    with misbehaving(answering(http_answer("200 OK", b"{}")), tls=anybody) as server:
        error = failure(server.url.replace("http:", "https:"))

    assert isinstance(error, UnreachableError)
    assert "certificate" in str(error)
    assert not error.may_have_landed
    assert not server.requests


def test_what_proves_servers_is_read_once_and_asked_each_time() -> None:
    anybody = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    anybody.load_cert_chain(Path(__file__).with_name("self_signed.pem"))
    with misbehaving(answering(http_answer("200 OK", b"{}")), tls=anybody) as server:
        errors = [failure(server.url.replace("http:", "https:")) for _ in range(3)]

    assert all("certificate" in str(error) for error in errors)
    assert not server.requests


def drip(server_closing: threading.Event, connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
    while not server_closing.wait(0.02):
        connection.sendall(b" ")


def test_an_interrupt_breaks_off_a_slow_answer_within_a_second() -> None:
    with misbehaving(lambda connection, _request: drip(server.closing, connection)) as server:
        channel = channel_to(server.url)
        interrupter = threading.Thread(target=server.once_asked, args=[channel.interrupt])
        interrupter.start()
        with pytest.raises(UnreachableError) as caught:
            channel.send("POST", "/", headers=ACCEPT)
        took = time.monotonic() - server.asked_at
        interrupter.join()
        channel.close()

    assert took < 1.0
    assert caught.value.may_have_landed


def stay_silent(connection: socket.socket, _request: bytes) -> None:
    connection.recv(1)  # until the other side hangs up


def test_an_interrupt_breaks_off_a_server_that_stays_silent() -> None:
    with misbehaving(stay_silent) as server:
        channel = channel_to(server.url)
        interrupter = threading.Thread(target=server.once_asked, args=[channel.interrupt])
        interrupter.start()
        with pytest.raises(UnreachableError):
            channel.send("GET", "/", headers=ACCEPT)
        took = time.monotonic() - server.asked_at
        interrupter.join()
        channel.close()

    assert took < 1.0


def test_after_an_interrupt_the_channel_works_again() -> None:
    with misbehaving(answering(http_answer("200 OK", b"{}"))) as server:
        channel = channel_to(server.url)
        channel.interrupt()
        first = channel.send("GET", "/", headers=ACCEPT)
        channel.interrupt()
        second = channel.send("GET", "/", headers=ACCEPT)
        channel.close()

    assert first.is_good
    assert second.is_good


def test_closing_from_another_thread_ends_the_request_under_way() -> None:
    with misbehaving(lambda connection, _request: drip(server.closing, connection)) as server:
        channel = channel_to(server.url)
        closer = threading.Thread(target=server.once_asked, args=[channel.close])
        closer.start()
        with pytest.raises(UnreachableError):
            channel.send("GET", "/", headers=ACCEPT)
        closer.join()

    with pytest.raises(UnreachableError, match="closed"):
        channel.send("GET", "/", headers=ACCEPT)


def test_an_interrupt_while_connecting_counts_for_the_connection_that_comes() -> None:
    ours, theirs = socket.socketpair()

    class Connection:
        def get_extra_info(self, _name: str) -> socket.socket:
            return ours

    def connect_late(request: httpx.Request) -> httpx.Response:
        channel.interrupt()
        request.extensions["trace"]("connection.connect_tcp.complete", {"return_value": Connection()})
        assert theirs.recv(1) == b""
        raise httpx.ReadError("cut")

    channel = Channel("test", "http://127.0.0.1", StillClock(), transport=httpx.MockTransport(connect_late))
    with ours, theirs, pytest.raises(UnreachableError):
        channel.send("GET", "/", headers=ACCEPT)
    channel.close()


def test_an_answer_without_end_is_given_up() -> None:
    clock = StillClock()
    clock.step = timedelta(seconds=50)
    endless = httpx.MockTransport(lambda _request: httpx.Response(200, content=(b" " for _ in range(9))))
    channel = Channel("test", "http://127.0.0.1", clock, transport=endless)

    with pytest.raises(UnreachableError, match="does not end"):
        channel.send("GET", "/", headers=ACCEPT)

    channel.close()


def test_the_platforms_clock_is_measured_half_way() -> None:
    clock = StillClock()
    dates = iter(["Sun, 22 Nov 2026 07:14:48 GMT", "", "nonsense"])
    transport = httpx.MockTransport(lambda _request: httpx.Response(200, headers={"Date": next(dates)}))
    channel = Channel("test", "http://127.0.0.1", clock, transport=transport)
    unmeasured = channel.clock_offset
    clock.step = timedelta(seconds=0.5)

    channel.send("GET", "/", headers=ACCEPT)
    measured = channel.clock_offset
    channel.send("GET", "/", headers=ACCEPT)
    channel.send("GET", "/", headers=ACCEPT)
    channel.close()

    assert unmeasured is None
    assert measured == pytest.approx(600, abs=1.1)
    assert channel.clock_offset == measured


def test_a_slow_answer_does_not_spoil_the_measured_clock() -> None:
    clock = StillClock()
    dates = iter(["Sun, 22 Nov 2026 07:04:48 GMT", "Sun, 22 Nov 2026 09:04:48 GMT"])
    transport = httpx.MockTransport(lambda _request: httpx.Response(200, headers={"Date": next(dates)}))
    channel = Channel("test", "http://127.0.0.1", clock, transport=transport)
    channel.send("GET", "/", headers=ACCEPT)
    measured = channel.clock_offset

    clock.step = timedelta(seconds=3)
    channel.send("GET", "/", headers=ACCEPT)
    channel.close()
    clock.step = timedelta()

    assert channel.clock_offset == measured


def test_once_this_computers_clock_was_set_nobody_knows_how_wrong_it_is_until_the_next_answer() -> None:
    clock = FakeClock()
    transport = httpx.MockTransport(
        lambda _request: httpx.Response(200, headers={"Date": "Sun, 22 Nov 2026 08:50:00 GMT"})
    )
    channel = Channel("test", "http://127.0.0.1", clock, transport=transport)
    channel.send("GET", "/", headers=ACCEPT)

    clock.set_wall(clock.now() - timedelta(hours=3))
    unknown = channel.clock_offset
    channel.send("GET", "/", headers=ACCEPT)
    channel.close()

    assert unknown is None
    assert channel.clock_offset == pytest.approx(3 * 3600 + 600, abs=1)


def test_cookies_are_never_kept() -> None:
    cookie = "Set-Cookie: access_token_cookie=abc; Path=/"
    with misbehaving(answering(http_answer("200 OK", b"{}", cookie))) as server:
        channel = channel_to(server.url)
        channel.send("GET", "/", headers=ACCEPT)
        channel.send("GET", "/", headers=ACCEPT)
        channel.close()

    assert b"ookie" not in server.requests[1]


def test_nothing_unencrypted_leaves_this_computer_unasked() -> None:
    with pytest.raises(SettingsError, match="in the clear"):
        channel_to("http://events.example.org")


def test_it_shows_no_secrets() -> None:
    channel = channel_to("https://events.example.org/api")

    assert repr(channel) == "Channel(test, events.example.org)"
    assert channel.platform == "test"
    channel.close()
