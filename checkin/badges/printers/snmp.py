"""One question over SNMP: some printers print what comes over the line and say only here how they are."""

import socket

PORT = 161
_INTEGER, _TEXT, _NOTHING, _NAME, _SEQUENCE = 0x02, 0x04, 0x05, 0x06, 0x30
_GET, _RESPONSE = 0xA0, 0xA2
_COMMUNITY = b"public"
_MOST = 2048
_SHORT = 0x80


def asked(host: str, name: tuple[int, ...], *, within: float, port: int = PORT) -> bytes:
    """What the printer says of `name`, a text; empty where nobody answers, or something else.

    Args:
        host: its name or number.
        name: an object's, number by number.
        within: seconds to wait for the answer.
        port: where it listens for such questions.
    """
    try:
        family, *_, place = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0]
        with socket.socket(family, socket.SOCK_DGRAM) as line:
            line.settimeout(within)
            line.connect(place)
            line.send(_question(name))
            return _text_in(line.recv(_MOST))
    except (OSError, UnicodeError, IndexError, ValueError):
        return b""


def _question(name: tuple[int, ...]) -> bytes:
    what = _field(_SEQUENCE, _field(_NAME, _numbers(name)) + _field(_NOTHING, b""))
    zero = _field(_INTEGER, b"\x00")
    pdu = _field(_GET, _field(_INTEGER, b"\x01") + zero + zero + _field(_SEQUENCE, what))
    return _field(_SEQUENCE, zero + _field(_TEXT, _COMMUNITY) + pdu)


def _numbers(name: tuple[int, ...]) -> bytes:
    """The first two share a byte; each further one takes as many as it needs, seven bits a byte."""
    first, second, *rest = name
    written = bytes([first * 40 + second])
    for number in rest:
        sevens = [number & 0x7F]
        while number := number >> 7:
            sevens.append(number & 0x7F | _SHORT)
        written += bytes(reversed(sevens))
    return written


def _field(kind: int, content: bytes) -> bytes:
    return bytes([kind, len(content)]) + content


def _text_in(answer: bytes) -> bytes:
    """The value of the answer's only object."""
    message = _parts(_parts(answer)[0][1])
    kind, pdu = message[2]
    _, error, _, objects = _parts(pdu)
    if kind != _RESPONSE or any(error[1]):
        return b""
    _, (kind, value) = _parts(_parts(objects[1])[0][1])
    return value if kind == _TEXT else b""


def _parts(content: bytes) -> list[tuple[int, bytes]]:
    parts: list[tuple[int, bytes]] = []
    at = 0
    while at < len(content):
        kind, length = content[at], content[at + 1]
        at += 2
        if length & _SHORT:
            size = length & ~_SHORT
            length, at = int.from_bytes(content[at : at + size]), at + size
        parts.append((kind, content[at : at + length]))
        at += length
    return parts
