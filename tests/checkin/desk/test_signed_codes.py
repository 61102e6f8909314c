import base64
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from checkin.desk.signed_codes import SignedTicket, read_signed
from checkin.model.code import lookup_keys
from checkin.model.ids import PlatformId

RECORDINGS = Path(__file__).parents[2] / "recordings" / "pretix"
OURS = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
SEED = b"\x0a\x09GzualiIGa"


def recorded(name: str) -> Any:
    return json.loads((RECORDINGS / f"{name}.json").read_text(encoding="utf-8"))["response"]["body"]


def pem_of(public: Any) -> str:
    return str(public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode())


KEYS: list[str] = recorded("188_event_valid_keys")["valid_keys"]["pretix_sig1"]
GENUINE: str = recorded("181_order_create_sig1")["positions"][0]["secret"]
OUR_KEYS = [pem_of(OURS.public_key())]


def turned(raw: bytes) -> str:
    return base64.b64encode(raw).decode()[::-1]


def signed(content: bytes, version: int = 1, length: int | None = None, more: bytes = b"") -> str:
    size = (len(content) if length is None else length).to_bytes(2, "big")
    return turned(bytes([version]) + size + b"\x00\x40" + content + OURS.sign(content) + more)


def number(field: int, value: int) -> bytes:
    written = bytearray([field << 3])
    value &= (1 << 64) - 1
    while value > 0x7F:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*written, value])


@pytest.mark.parametrize(
    "secret",
    [
        recorded("181_order_create_sig1")["positions"][0]["secret"],
        recorded("182_regenerate_secrets_sig1")["secret"],
        recorded("189_order_create_sig1_b")["positions"][0]["secret"],
    ],
)
def test_a_code_that_pretix_signed_is_read_with_the_keys_pretix_gives(secret: str) -> None:
    assert read_signed(secret, KEYS) == SignedTicket(
        code=secret,
        item=PlatformId("1"),
        variation=PlatformId("1"),
        subevent=None,
        valid_from=None,
        valid_until=None,
    )


def test_any_of_several_keys_will_do_in_pem_too() -> None:
    plain = base64.b64decode(KEYS[0]).decode()

    assert read_signed(GENUINE, [*OUR_KEYS, "no key", plain]) is not None


def test_everything_a_ticket_can_say_is_read() -> None:
    content = (
        SEED + number(2, 2026) + number(3, 7) + number(4, 3_000_000_000) + number(5, 1) + number(6, 1 << 31)
    )

    assert read_signed(signed(content), OUR_KEYS) == SignedTicket(
        code=signed(content),
        item=PlatformId("2026"),
        variation=PlatformId("7"),
        subevent=PlatformId("3000000000"),
        valid_from=datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC),
        valid_until=datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
    )


def test_what_later_versions_may_add_is_passed_over() -> None:
    later = b"\x39" + b"8" * 8 + b"\x42\x03abc" + b"\x4d" + b"4" * 4 + number(10, -1)

    ticket = read_signed(signed(SEED + later + number(2, 9)), OUR_KEYS)

    assert ticket is not None
    assert ticket.item == "9"


@pytest.mark.parametrize(
    "spelt",
    [
        GENUINE.lstrip("="),
        f"={GENUINE}",
        GENUINE.replace("+", "-").replace("/", "_"),
        f"==h{GENUINE[3:]}",
        f"{GENUINE[:50]}\n{GENUINE[50:]}",
    ],
)
def test_spelt_in_another_way_a_code_passes_for_nothing_lest_it_was_revoked(spelt: str) -> None:
    assert read_signed(spelt, KEYS) is None


@pytest.mark.parametrize("around", [" {}", "{}\r\n", "\u00a0{}\u2028"])
def test_its_code_is_among_the_keys_it_is_looked_up_by(around: str) -> None:
    payload = around.format(GENUINE)

    ticket = read_signed(payload, KEYS)

    assert ticket is not None
    assert ticket.code == GENUINE
    assert ticket.code in lookup_keys(payload)


def test_it_does_not_show_the_code() -> None:
    assert GENUINE not in repr(read_signed(GENUINE, KEYS))


@pytest.mark.parametrize("keys", [[], OUR_KEYS, ["", "-----BEGIN", "no key", "====", "é"], [KEYS[0][:-8]]])
def test_without_the_key_that_signed_it_no_code_is_genuine(keys: list[str]) -> None:
    assert read_signed(GENUINE, keys) is None


def test_a_key_of_another_kind_signs_nothing() -> None:
    other = pem_of(generate_private_key(SECP256R1()).public_key())

    assert read_signed(GENUINE, [other]) is None


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "=",
        "byzfzd8av25sd5bc8yv6u99z79j36rjz",
        "A" * 5000,
        "Ä" * 100,
        "\ud800",
        GENUINE[::-1],
        GENUINE[:-1],
        GENUINE.swapcase(),
        signed(SEED + number(2, 1), version=2),
        signed(SEED + number(2, 1), length=3),
        signed(SEED + number(2, 1), more=b"\x00"),
        turned(b"\x01\x00\x00\x00\x40"),
        turned(b"\x01\x00\x00\x00\x00"),
    ],
)
def test_what_is_not_of_this_form_is_no_signed_code(payload: str) -> None:
    assert read_signed(payload, [*KEYS, *OUR_KEYS]) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        SEED,
        number(2, 0),
        number(2, -5),
        number(2, 1) + b"\x0a\x09short",
        number(2, 1) + b"\x10",
        number(2, 1) + b"\x10" + b"\xff" * 10 + b"\x01",
        number(2, 1) + b"\x13",
        number(2, 1) + number(6, (1 << 63) - 1),
    ],
)
def test_a_signature_makes_no_ticket_of_content_that_is_none(content: bytes) -> None:
    assert read_signed(signed(content), OUR_KEYS) is None


@given(payload=st.text(max_size=300) | st.binary(max_size=200).map(turned))
def test_nothing_anybody_shows_to_a_scanner_breaks_anything(payload: str) -> None:
    assert read_signed(payload, KEYS) is None


@given(content=st.binary(max_size=60))
def test_no_signed_content_breaks_anything(content: bytes) -> None:
    ticket = read_signed(signed(content), OUR_KEYS)

    assert ticket is None or int(ticket.item) > 0


@given(at=st.integers(0, 87), bit=st.integers(0, 7))
def test_a_single_bit_that_was_changed_makes_it_a_forgery(at: int, bit: int) -> None:
    raw = bytearray(base64.b64decode(GENUINE[::-1]))
    raw[at] ^= 1 << bit

    assert read_signed(turned(bytes(raw)), KEYS) is None


@given(key=st.text(max_size=120) | st.binary(max_size=90).map(lambda raw: base64.b64encode(raw).decode()))
def test_no_text_that_pretends_to_be_a_key_breaks_anything(key: str) -> None:
    assert read_signed(GENUINE, [key]) is None
