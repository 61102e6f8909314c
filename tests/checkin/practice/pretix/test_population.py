import base64
from collections import Counter
from datetime import timedelta

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from checkin.model.admission import Refusal
from checkin.practice.pretix import PretixPractice
from checkin.practice.visitor import Visitor
from tests.checkin.practice.pretix.desk import Desk, outcome
from tests.fakes.clock import FakeClock

SAID = {
    None: (201, None),
    Refusal.UNPAID: (400, "unpaid"),
    Refusal.CANCELLED: (400, "canceled"),
    Refusal.BLOCKED: (400, "blocked"),
    Refusal.NOT_YET_VALID: (400, "invalid_time"),
    Refusal.NO_LONGER_VALID: (400, "invalid_time"),
    Refusal.WRONG_TICKET_TYPE: (400, "product"),
    Refusal.QUESTIONS_OPEN: (400, None),
    Refusal.REVOKED: (400, "revoked"),
    Refusal.WRONG_EVENT: (404, "invalid"),
    Refusal.UNKNOWN_CODE: (404, "invalid"),
}
ALSO_CANCELLED = {(404, "invalid"), (400, "revoked")}
"""A position that is cancelled alone, and an order with signed codes."""


def test_the_same_seed_on_the_same_day_gives_the_same_people(clock: FakeClock) -> None:
    first, same, other = (
        PretixPractice(attendees=40, clock=clock, seed=seed).visitors() for seed in (7, 7, 8)
    )

    assert first == same
    assert first != other


def test_there_are_as_many_as_were_asked_for_and_their_codes_differ(practice: PretixPractice) -> None:
    main = [one for one in practice.visitors() if one.event == practice.main_event]
    codes = [one.code for one in practice.visitors()]

    assert len(main) == 60
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("attendees", [1, 5, 60, 300])
def test_most_are_good(attendees: int) -> None:
    practice = PretixPractice(attendees=attendees)
    good = Counter(one.expected for one in practice.visitors() if one.event == practice.main_event)

    assert good[None] >= attendees / 2 or attendees < 60


def test_every_sort_of_trouble_comes(practice: PretixPractice) -> None:
    expected = {one.expected for one in practice.visitors()}

    assert expected == set(SAID) - {Refusal.REVOKED}


@pytest.mark.parametrize("codes", ["random", "signed"])
def test_the_platform_says_to_each_what_is_expected(
    codes: str, clock: FakeClock, client: httpx.Client
) -> None:
    with PretixPractice(
        attendees=80, clock=clock, codes="signed" if codes == "signed" else "random"
    ) as practice:
        desk = Desk.of(practice, client)
        said = {one: outcome(desk.redeem(one.code)) for one in practice.visitors()}
        record = practice.record()

    for one, answer in said.items():
        allowed = {SAID[one.expected]}
        if one.expected is Refusal.CANCELLED:
            allowed |= ALSO_CANCELLED
        assert answer in allowed, one.expected
    assert record == Counter(one.platform_id for one in said if one.expected is None)


def signed_by(public: bytes, code: str) -> bytes:
    """What a signed code says, when its signature is good."""
    raw = base64.b64decode(code[::-1])
    length = int.from_bytes(raw[1:3])
    payload, signature = raw[5 : 5 + length], raw[5 + length :]
    key = load_pem_public_key(public)
    assert isinstance(key, Ed25519PublicKey)
    key.verify(signature, payload)
    return payload


def test_signed_codes_are_signed_with_the_events_key_and_say_what_was_bought(
    clock: FakeClock, client: httpx.Client
) -> None:
    with PretixPractice(attendees=60, clock=clock, codes="signed") as practice:
        desk = Desk.of(practice, client)
        (key,) = desk.get("").json()["valid_keys"]["pretix_sig1"]
        early = desk.ticket(Refusal.NOT_YET_VALID)
        payload = signed_by(base64.b64decode(key), early.secret)

        (other,) = desk.send("GET", "organizers/demo/events/hackday/").json()["valid_keys"]["pretix_sig1"]

    assert other != key
    assert early.valid_from == clock.now() + timedelta(days=1)
    assert payload[11:13] == bytes([2 << 3, early.item])
    assert payload[15:].startswith(bytes([5 << 3]))
    assert payload.endswith(bytes([6 << 3, 0]))
    number = sum((byte & 0x7F) << (7 * place) for place, byte in enumerate(payload[16:-2]))
    assert number == int(early.valid_from.timestamp())


def test_a_code_without_a_variation_does_not_name_one(clock: FakeClock) -> None:
    practice = PretixPractice(attendees=20, clock=clock, codes="signed")

    raw = base64.b64decode(practice.state.codes.make("conf", 2, None)[::-1])

    assert raw[5 + 11 : 5 + 15] == bytes([2 << 3, 2, 5 << 3, 0])


def test_replaced_signed_codes_are_on_the_list_of_revoked_ones(
    clock: FakeClock, client: httpx.Client
) -> None:
    with PretixPractice(attendees=60, clock=clock, codes="signed") as practice:
        desk = Desk.of(practice, client)
        revoked: Visitor = desk.somebody(Refusal.REVOKED)
        listed = {one["secret"] for one in desk.get("revokedsecrets/").json()["results"]}

        assert revoked.code in listed
        assert outcome(desk.redeem(revoked.code, force=True)) == (201, None)


def test_orders_that_were_made_long_ago_changed_long_ago(desk: Desk, clock: FakeClock) -> None:
    since = (clock.now() - timedelta(days=50)).isoformat()

    assert desk.get("orders/", modified_since=since).json()["count"] == 0
