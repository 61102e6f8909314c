"""Messages of the Internet Printing Protocol, as RFC 8010 writes them."""

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from checkin.errors import BadgeError


class Tag(IntEnum):
    """What stands where."""

    OPERATION = 0x01
    JOB = 0x02
    END = 0x03
    PRINTER = 0x04
    UNSUPPORTED = 0x05
    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    BEGIN = 0x34
    FINISH = 0x37
    TEXT = 0x41
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME = 0x49
    MEMBER = 0x4A


_FIRST_VALUE = 0x10
_TEXTS = range(0x40, 0x60)
_VERSION = b"\x02\x00"

Plain = int | bool | str
Value = Plain | bytes | dict[str, "Value"]
Given = Plain | Mapping[str, tuple[Tag, "Given"]] | Sequence["Given"]
Attributes = Mapping[str, tuple[Tag, Given]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a printer answered.

    Attributes:
        status: below 256 it was done.
        groups: of attributes, each with what it is about.
    """

    status: int
    groups: tuple[tuple[int, dict[str, list[Value]]], ...]

    def group(self, tag: Tag) -> dict[str, list[Value]]:
        """All attributes about one thing."""
        return {
            name: values for about, named in self.groups if about == tag for name, values in named.items()
        }

    def texts(self, tag: Tag, name: str) -> tuple[str, ...]:
        """An attribute's texts; none when it is not there."""
        return tuple(value for value in self.group(tag).get(name, ()) if isinstance(value, str))

    def number(self, tag: Tag, name: str) -> int | None:
        """An attribute's number; None when it is not there."""
        return next((value for value in self.group(tag).get(name, ()) if isinstance(value, int)), None)


def request(operation: int, uri: str, more: Attributes, *, job: Attributes | None = None) -> bytes:
    """A message to the printer at `uri`; a document follows it as it is."""
    always: Attributes = {
        "attributes-charset": (Tag.CHARSET, "utf-8"),
        "attributes-natural-language": (Tag.LANGUAGE, "en"),
        "printer-uri": (Tag.URI, uri),
    }
    parts = [_VERSION, struct.pack(">HI", operation, 1), bytes([Tag.OPERATION])]
    parts += _written({**always, **more})
    if job:
        parts += [bytes([Tag.JOB]), *_written(job)]
    return b"".join([*parts, bytes([Tag.END])])


def reply(message: bytes) -> Reply:
    """What an answer says.

    Raises:
        BadgeError: it is none.
    """
    try:
        (status,) = struct.unpack_from(">H", message, 2)
        return Reply(status=status, groups=tuple(_groups(message)))
    except (struct.error, IndexError, UnicodeDecodeError, RecursionError) as error:
        raise BadgeError("What answered is no printer, or says what no printer says.") from error


def _written(attributes: Attributes) -> Iterator[bytes]:
    for name, (tag, given) in attributes.items():
        several = given if isinstance(given, Sequence) and not isinstance(given, str) else [given]
        for number, one in enumerate(several):
            yield from _value(tag, "" if number else name, one)


def _value(tag: Tag, name: str, given: Given) -> Iterator[bytes]:
    if isinstance(given, Mapping):
        yield _field(Tag.BEGIN, name, b"")
        for member, (kind, content) in given.items():
            yield _field(Tag.MEMBER, "", member.encode())
            yield from _value(kind, "", content)
        yield _field(Tag.FINISH, "", b"")
    elif isinstance(given, bool):
        yield _field(tag, name, bytes([given]))
    elif isinstance(given, int):
        yield _field(tag, name, struct.pack(">i", given))
    else:
        yield _field(tag, name, str(given).encode())


def _field(tag: Tag, name: str, content: bytes) -> bytes:
    title = name.encode()
    return struct.pack(">BH", tag, len(title)) + title + struct.pack(">H", len(content)) + content


def _groups(message: bytes) -> Iterator[tuple[int, dict[str, list[Value]]]]:
    fields = _fields(message, 8)
    about, last = 0, ""
    named: dict[str, list[Value]] = {}
    for tag, name, content in fields:
        if tag < _FIRST_VALUE:
            if named:
                yield about, named
            about, named = tag, {}
            continue
        last = name or last
        value = _collection(fields) if tag == Tag.BEGIN else _read(tag, content)
        named.setdefault(last, []).append(value)


def _fields(message: bytes, at: int) -> Iterator[tuple[int, str, bytes]]:
    """Every field; a group's beginning has neither name nor content, and the last one is the end."""
    while True:
        tag = message[at]
        at += 1
        if tag < _FIRST_VALUE:
            yield tag, "", b""
            if tag == Tag.END:
                return
            continue
        name, at = _counted(message, at)
        content, at = _counted(message, at)
        yield tag, name.decode(), content


def _counted(message: bytes, at: int) -> tuple[bytes, int]:
    (length,) = struct.unpack_from(">H", message, at)
    end = at + 2 + length
    if end > len(message):
        raise IndexError(end)
    return message[at + 2 : end], end


def _collection(fields: Iterator[tuple[int, str, bytes]]) -> dict[str, Value]:
    members: dict[str, Value] = {}
    member = ""
    for tag, _, content in fields:
        if tag == Tag.FINISH:
            break
        if tag == Tag.MEMBER:
            member = content.decode()
        else:
            members[member] = _collection(fields) if tag == Tag.BEGIN else _read(tag, content)
    return members


def _read(tag: int, content: bytes) -> Value:
    if tag in {Tag.INTEGER, Tag.ENUM}:
        (number,) = struct.unpack(">i", content)
        return int(number)
    if tag == Tag.BOOLEAN:
        return content != b"\x00"
    return content.decode() if tag in _TEXTS else content


def words(texts: Iterable[str]) -> str:
    """A printer's own words, as part of a sentence."""
    return "; ".join(text.strip().rstrip(".") for text in texts if text.strip())
