"""Answers one question over SNMP, as printers in the network do."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def _long(kind: int, content: bytes) -> bytes:
    """A field whose length is written the long way, as some agents do."""
    return bytes([kind, 0x82]) + len(content).to_bytes(2) + content


def reply(question: bytes, value: bytes, *, error: int = 0) -> bytes:
    """The answer to a question whose object's name is found in it."""
    begin = question.index(b"\x06", question.index(b"\xa0"))
    name = question[begin : begin + 2 + question[begin + 1]]
    objects = _long(0x30, _long(0x30, name + _long(0x04, value)))
    pdu = _long(0xA2, b"\x02\x01\x01" + bytes([2, 1, error]) + b"\x02\x01\x00" + objects)
    return _long(0x30, b"\x02\x01\x00\x04\x06public" + pdu)


@contextmanager
def an_agent(says: Callable[[bytes], bytes]) -> Iterator[int]:
    """Somebody who answers each question; the port to ask at."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.bind(("127.0.0.1", 0))
        line.settimeout(0.05)
        done = threading.Event()
        thread = threading.Thread(target=_serve, args=(line, says, done))
        thread.start()
        try:
            yield int(line.getsockname()[1])
        finally:
            done.set()
            thread.join()


def _serve(line: socket.socket, says: Callable[[bytes], bytes], done: threading.Event) -> None:
    while not done.is_set():
        try:
            question, place = line.recvfrom(2048)
        except TimeoutError:
            continue
        line.sendto(says(question), place)
