"""Being reachable, and not."""

import socket
from concurrent.futures import ThreadPoolExecutor
from threading import enumerate as running_threads
from time import perf_counter

import httpx
import pytest

from checkin.practice.faults import Fault, FaultKind
from checkin.practice.open_event import PracticeServer
from tests.checkin.practice.open_event.visitor import Visitor


def test_offline_connections_are_refused(visitor: Visitor) -> None:
    visitor.server.go_offline()

    with pytest.raises(httpx.ConnectError):
        visitor.client.get(visitor.server.url + "/info")


def test_it_comes_back_at_the_same_address_with_the_same_state(visitor: Visitor) -> None:
    somebody = visitor.server.platform.attendees_by_status(7)["completed"][0].id
    url = visitor.server.url
    visitor.check_in(somebody)

    visitor.server.go_offline()
    visitor.server.come_back()

    assert visitor.server.url == url
    assert visitor.check_in(somebody).status_code == 422


def test_going_offline_twice_and_coming_back_twice_is_no_matter(visitor: Visitor) -> None:
    server = visitor.server
    for step in (server.go_offline, server.go_offline, server.come_back, server.come_back):
        step()

    assert visitor.get("/info").status_code == 200


def test_it_stops_at_once_although_somebody_waits_for_a_slow_answer(visitor: Visitor) -> None:
    server = visitor.server
    visitor.sign_in()
    server.faults.slow(60)
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(visitor.get, "/info")
        server.faults.wait_for_trouble(5)
        before = perf_counter()

        server.go_offline()

        assert perf_counter() - before < 1
        assert isinstance(waiting.exception(), httpx.TransportError)


def test_it_leaves_no_thread_behind() -> None:
    with PracticeServer(attendees=1):
        pass

    assert not [thread for thread in running_threads() if thread.name == "practice platform"]


def test_a_taken_port_is_reported() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        with pytest.raises(OSError, match="in use"), PracticeServer(port=taken.getsockname()[1], attendees=1):
            pass


def test_connections_close_after_each_answer(visitor: Visitor) -> None:
    assert visitor.get("/info").headers["connection"] == "close"


def test_only_the_silenced_connection_is_cut(visitor: Visitor) -> None:
    faults = visitor.server.faults
    visitor.sign_in()
    faults.slow(0.3, path="^/info$")
    with ThreadPoolExecutor() as pool:
        slow = pool.submit(visitor.get, "/info")
        faults.wait_for_trouble(5)
        faults.add(Fault(kind=FaultKind.SILENCE, path="^/v1/events$"))

        with pytest.raises(httpx.RemoteProtocolError):
            visitor.get("/v1/events")

        assert slow.result().status_code == 200
