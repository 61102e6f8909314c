"""A bus on which somebody pretends to announce printers to the network, and announces nothing.

A printer that comes with CUPS starts only where it can announce itself. This speaks as much of D-Bus as that
takes, so that it runs on a computer without such a service and nobody else in the network hears of it.
"""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_CALL, _RETURN = 1, 2
_NO_REPLY = 0x01
_RUNNING = _ESTABLISHED = 2
_MEMBER, _SERIAL, _SENDER, _SIGNATURE, _TO = 3, 5, 7, 8, 6


def _text(value: str) -> bytes:
    return struct.pack("<I", len(value)) + value.encode() + b"\0"


_ANSWERS = {
    "Hello": ("s", _text(":1.1")),
    "NameHasOwner": ("b", struct.pack("<I", 1)),
    "GetNameOwner": ("s", _text(":1.0")),
    "StartServiceByName": ("u", struct.pack("<I", 2)),
    "GetAPIVersion": ("u", struct.pack("<I", 0x0204)),
    "GetVersionString": ("s", _text("avahi 0.8")),
    "GetState": ("i", struct.pack("<i", _RUNNING)),
    "GetHostName": ("s", _text("localhost")),
    "GetHostNameFqdn": ("s", _text("localhost")),
    "GetDomainName": ("s", _text("local")),
    "EntryGroupNew": ("o", _text("/Client1/EntryGroup1")),
}
"""By what is asked; everything else is done without a word."""


@contextmanager
def a_bus(folder: Path) -> Iterator[str]:
    """The bus; its address, as programs find it in their environment."""
    path = folder / "bus"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()
        thread = threading.Thread(target=_serve, args=(listener,))
        thread.start()
        try:
            yield f"unix:path={path}"
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def _serve(listener: socket.socket) -> None:
    talks: list[threading.Thread] = []
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            break
        talks.append(threading.Thread(target=_talk, args=(connection,)))
        talks[-1].start()
    for talk in talks:
        talk.join()


def _talk(connection: socket.socket) -> None:
    with connection, connection.makefile("rb") as heard:
        heard.read(1)
        while (line := heard.readline()) and not line.startswith(b"BEGIN"):
            known = line.startswith(b"AUTH EXTERNAL")
            connection.sendall(b"OK 0123456789abcdef0123456789abcdef\r\n" if known else b"ERROR\r\n")
        serial = 0
        while head := heard.read(16):
            kind, flags, length, asked, fields = struct.unpack("<xBBxIII", head)
            named = _fields(heard.read(fields + -fields % 8))
            heard.read(length)
            if kind == _CALL and not flags & _NO_REPLY:
                serial += 1
                connection.sendall(_answer(named.get(_MEMBER, ""), serial, asked))


def _fields(block: bytes) -> dict[int, str]:
    """The texts among a message's fields."""
    found: dict[int, str] = {}
    at = 0
    while at + 8 <= len(block) and block[at]:
        code, signature = block[at], chr(block[at + 2])
        at += 4
        if signature in "so":
            (length,) = struct.unpack_from("<I", block, at)
            found[code] = block[at + 4 : at + 4 + length].decode()
            at += 4 + length + 1
        elif signature == "g":
            at += 1 + block[at] + 1
        else:
            at += 4
        at += -at % 8
    return found


def _answer(member: str, serial: int, asked: int) -> bytes:
    signature, body = _ANSWERS.get(member, ("", b""))
    told = [
        (_SERIAL, "u", struct.pack("<I", asked)),
        (_TO, "s", _text(":1.1")),
        (_SENDER, "s", _text(":1.0")),
    ]
    if signature:
        told.append((_SIGNATURE, "g", bytes([len(signature)]) + signature.encode() + b"\0"))
    fields = b""
    for code, kind, value in told:
        fields += b"\0" * (-len(fields) % 8) + bytes([code, 1]) + kind.encode() + b"\0" + value
    head = struct.pack("<cBBBIII", b"l", _RETURN, 0, 1, len(body), serial, len(fields))
    return head + fields + b"\0" * (-len(fields) % 8) + body
