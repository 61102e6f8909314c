import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from checkin.badges.printers.line import Line, host_and_port
from checkin.errors import BadgeError, PrintUncertainError


@contextmanager
def a_line(closing: threading.Event | None = None) -> Iterator[tuple[Line, socket.socket]]:
    """A line, and its other end."""
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        Line(f"127.0.0.1:{listener.getsockname()[1]}", "Front desk", closing) as line,
    ):
        other, _ = listener.accept()
        with other:
            yield line, other


def cut(other: socket.socket) -> None:
    other.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    other.close()


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("printer", ("printer", 9100)),
        ("printer:9101", ("printer", 9101)),
        (" socket://192.0.2.9:9100/ ", ("192.0.2.9", 9100)),
        ("[2001:db8::9]:9100", ("2001:db8::9", 9100)),
        ("2001:db8::9", ("2001:db8::9", 9100)),
    ],
)
def test_an_address_names_a_place(address: str, place: tuple[str, int]) -> None:
    assert host_and_port(address) == place


def test_a_line_that_is_cut_before_anything_was_sent_is_no_doubt() -> None:
    with a_line() as (line, other):
        cut(other)
        with pytest.raises(BadgeError, match="off, or out of reach") as caught:
            line.ask(b"?", bool, 1)
    assert not isinstance(caught.value, PrintUncertainError)


def test_a_line_that_is_cut_while_a_badge_is_sent_is_doubt() -> None:
    with a_line() as (line, other):
        cut(other)
        with pytest.raises(PrintUncertainError):
            line.send(bytes(10_000_000))


def test_a_line_that_is_cut_when_a_badge_was_sent_is_doubt() -> None:
    with a_line() as (line, other):
        line.send(b"badge")
        cut(other)
        with pytest.raises(PrintUncertainError):
            line.finish()


def test_a_printer_that_never_hangs_up_is_given_time_and_believed() -> None:
    closing = threading.Event()
    with a_line(closing) as (line, other):
        line.send(b"badge")
        closing.set()
        line.finish()
        assert other.recv(100) == b"badge"


def test_nobody_waits_for_an_answer_when_the_app_closes() -> None:
    closing = threading.Event()
    closing.set()
    with a_line(closing) as (line, _):
        assert line.ask(b"?", bool, 30) == b""


def test_a_line_nobody_entered_is_a_bug() -> None:
    with pytest.raises(AssertionError, match="entered before"):
        Line("127.0.0.1", "Front desk").send(b"badge")
