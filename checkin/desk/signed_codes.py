"""Tickets whose code is signed, so that a door can trust one it has never heard of.

pretix calls the scheme ``pretix_sig1``: a version byte, the lengths of content and signature in two bytes
each (big-endian), the content as protobuf, its Ed25519 signature; all of it in base64, and the text back to
front, so that codes do not all begin alike.
"""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from checkin.model.ids import PlatformId


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedTicket:
    """What a genuine code says of its ticket. Times are aware UTC, None where there is no limit.

    Attributes:
        code: the code letter for letter as the platform spells it: so it stands among the codes of attendees
            and in lists of revoked and blocked codes, which the caller has to look through.
    """

    code: str = field(repr=False)
    item: PlatformId
    variation: PlatformId | None
    subevent: PlatformId | None
    valid_from: datetime | None
    valid_until: datetime | None


def read_signed(payload: str, keys: Sequence[str]) -> SignedTicket | None:
    """The ticket a code is, None for everything that none of the keys has signed.

    A genuine code may still have been revoked, and says nothing of who came in with it before.

    Args:
        payload: what a scanner read, without what scanners put in front; it is not trusted.
        keys: the event's public keys in PEM, or in base64 of it.
    """
    code = payload.strip()
    parts = _taken_apart(code)
    if parts is None or not any(_has_signed(key, *parts) for key in keys):
        return None
    try:
        return _ticket(code, dict(_numbers(parts[0])))
    except (ValueError, IndexError, OverflowError, OSError):  # signed, but by a scheme we do not know
        return None


_VERSION = 1
_HEAD = 5
_SIGNATURE = 64
_LONGEST = 1024


def _taken_apart(code: str) -> tuple[bytes, bytes] | None:
    """Content and signature of a code that is spelt as the platform spells it.

    Base64 can be spelt in several ways. In another one a code that is known, or revoked, would pass for one
    nobody has heard of.
    """
    if len(code) > _LONGEST:
        return None
    try:
        raw = base64.b64decode(code[::-1], validate=True)
    except ValueError:  # other characters, or a length that base64 never has
        return None
    content, signature = raw[_HEAD:-_SIGNATURE], raw[-_SIGNATURE:]
    head = bytes([_VERSION]) + len(content).to_bytes(2, "big") + _SIGNATURE.to_bytes(2, "big")
    spelt = base64.b64encode(head + content + signature).decode("ascii")[::-1]
    return (content, signature) if code == spelt else None


def _has_signed(key: str, content: bytes, signature: bytes) -> bool:
    public = _public_key(key)
    if public is None:
        return False
    try:
        public.verify(signature, content)
    except InvalidSignature:
        return False
    return True


@lru_cache(maxsize=64)
def _public_key(key: str) -> Ed25519PublicKey | None:
    """The key, None for what is none of this kind; parsed once, because scans come by the thousand."""
    try:
        pem = key.encode() if "-----BEGIN" in key else base64.b64decode(key)
        public = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm):
        return None
    return public if isinstance(public, Ed25519PublicKey) else None


# The content: a protobuf message of which only numbers matter here.

_ITEM, _VARIATION, _SUBEVENT, _VALID_FROM, _VALID_UNTIL = range(2, 7)
_LONGEST_NUMBER = 10


def _ticket(code: str, numbers: dict[int, int]) -> SignedTicket:
    item = _id(numbers.get(_ITEM, 0))
    if item is None:
        raise ValueError("a ticket without a product")
    return SignedTicket(
        code=code,
        item=item,
        variation=_id(numbers.get(_VARIATION, 0)),
        subevent=_id(numbers.get(_SUBEVENT, 0)),
        valid_from=_instant(numbers.get(_VALID_FROM, 0)),
        valid_until=_instant(numbers.get(_VALID_UNTIL, 0)),
    )


def _id(number: int) -> PlatformId | None:
    return PlatformId(str(number)) if number > 0 else None


def _instant(seconds: int) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds > 0 else None


def _numbers(content: bytes) -> Iterator[tuple[int, int]]:
    """Each field that is a number; raises ValueError or IndexError where the message is damaged."""
    at = 0
    while at < len(content):
        tag, at = _varint(content, at)
        match tag & 7:
            case 0:
                value, at = _varint(content, at)
                yield tag >> 3, value - (1 << 64) if value >> 63 else value
            case 1:
                at += 8
            case 2:
                length, at = _varint(content, at)
                at += length
            case 5:
                at += 4
            case _:
                raise ValueError("no such kind of field")
    if at != len(content):
        raise ValueError("the last field breaks off")


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """A number and where the next thing begins: seven bits a byte, the lowest first."""
    value = 0
    for place in range(_LONGEST_NUMBER):
        byte = content[at + place]
        value |= (byte & 0x7F) << 7 * place
        if byte < 0x80:  # noqa: PLR2004 - the highest bit says that more follows
            return value & 0xFFFF_FFFF_FFFF_FFFF, at + place + 1
    raise ValueError("a number without end")
