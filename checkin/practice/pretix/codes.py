"""What tickets say: drawn by lot, or signed by the platform (pretix_sig1)."""

import base64
import struct
from datetime import datetime
from random import Random
from typing import Final, Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_SEED_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_LENGTH: Final = 32
_SEED_LENGTH: Final = 9
_VERSION: Final = 1
_MORE: Final = 0x80


class Codes(Protocol):
    """How events make what their tickets say."""

    def keys(self, event: str) -> list[str]:
        """The public keys an event's codes are signed with."""
        ...

    @property
    def revokes(self) -> bool:
        """Whether replaced codes are kept in a list of revoked ones."""
        ...

    def make(
        self,
        event: str,
        item: int,
        variation: int | None,
        valid_from: datetime | None = None,
        valid_until: datetime | None = None,
    ) -> str:
        """A new code."""
        ...


class RandomCodes:
    """Codes that mean nothing."""

    revokes: Final = False

    def __init__(self, dice: Random) -> None:
        self._dice = dice

    def keys(self, event: str) -> list[str]:  # noqa: ARG002 - of whatever event
        """None: nothing is signed."""
        return []

    def make(
        self,
        event: str,  # noqa: ARG002 - only signed codes say what was bought, and where
        item: int,  # noqa: ARG002
        variation: int | None,  # noqa: ARG002
        valid_from: datetime | None = None,  # noqa: ARG002
        valid_until: datetime | None = None,  # noqa: ARG002
    ) -> str:
        """A new code."""
        return "".join(self._dice.choices(_LETTERS, k=_LENGTH))


class SignedCodes:
    """Codes that say what was bought, signed with Ed25519."""

    revokes: Final = True

    def __init__(self, dice: Random) -> None:
        self._dice = dice
        self._keys: dict[str, Ed25519PrivateKey] = {}

    def keys(self, event: str) -> list[str]:
        """The public key: PEM in Base64."""
        public = self._key(event).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        return [base64.b64encode(public).decode()]

    def make(
        self,
        event: str,
        item: int,
        variation: int | None,
        valid_from: datetime | None = None,
        valid_until: datetime | None = None,
    ) -> str:
        """A new code: version, lengths, a protobuf and its signature, in Base64 written backwards."""
        seed = "".join(self._dice.choices(_SEED_LETTERS, k=_SEED_LENGTH)).encode()
        payload = b"\x0a" + bytes([len(seed)]) + seed
        # As observed: the times are written in any case, no variation is not.
        numbers = {2: item, 3: variation, 5: _unix(valid_from), 6: _unix(valid_until)}
        for field, number in numbers.items():
            if number is not None:
                payload += bytes([field << 3]) + _varint(number)
        signature = self._key(event).sign(payload)
        raw = struct.pack(">BHH", _VERSION, len(payload), len(signature)) + payload + signature
        return base64.b64encode(raw).decode()[::-1]

    def _key(self, event: str) -> Ed25519PrivateKey:
        """Each event has its own."""
        if event not in self._keys:
            self._keys[event] = Ed25519PrivateKey.from_private_bytes(self._dice.randbytes(32))
        return self._keys[event]


def _unix(moment: datetime | None) -> int:
    return 0 if moment is None else int(moment.timestamp())


def _varint(number: int) -> bytes:
    """A number as protobuf writes it."""
    written = b""
    while number >= _MORE:
        written += bytes([number % _MORE + _MORE])
        number //= _MORE
    return written + bytes([number])
