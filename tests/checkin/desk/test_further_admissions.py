"""Signed and revoked codes, whole orders, questions, rules of a zone, and what the platform hears of a no."""

import base64
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from checkin.desk import admit, find
from checkin.desk.post import MOVEMENTS, Post
from checkin.desk.undo import undo
from checkin.mirror import events, outbox
from checkin.model.admission import Admitted, Refusal, Refused
from checkin.model.form import FormField
from checkin.model.ids import PlatformId, ZoneId
from checkin.model.operation import Move, Operation, OperationState, TakeBack, Turned
from checkin.model.platform import Capability
from checkin.model.pulled import EventFacts, PulledCode
from checkin.model.scan import Scan
from checkin.model.station import StationKind
from checkin.model.zone_rules import ZoneRules
from tests.fakes.builders import CONNECTION, MORNING, Door, a_pulled, a_station, stored

SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = SIGNER.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
HOUR = timedelta(hours=1)


def signed(item: int, subevent: int = 0) -> str:
    content = bytes([0x0A, 1, 0x41, 0x10, item]) + (bytes([0x20, subevent]) if subevent else b"")
    whole = b"\x01" + len(content).to_bytes(2, "big") + b"\x00\x40" + content + SIGNER.sign(content)
    return base64.b64encode(whole).decode()[::-1]


def refusal(scan: Scan) -> Refusal | None:
    return scan.admission.refusal if isinstance(scan.admission, Refused) else None


def waiting(post: Post) -> tuple[Operation, ...]:
    with post.mirror.read() as connection:
        return outbox.due(connection, CONNECTION, post.clock.now(), 50)


def facts(post: Post, **said: Any) -> Post:
    return replace(post, facts=EventFacts(**said))


def test_a_ticket_the_platform_signed_comes_in_before_any_pull_told_of_it(door: Door) -> None:
    post = facts(door.post, keys=(KEY,))

    scan = admit.admit(post, signed(4))

    assert isinstance(scan.admission, Admitted)
    assert scan.admission.attendee.ticket.type_id == "4"
    (operation,) = waiting(post)
    assert (operation.attendee, operation.code) == ("", signed(4))
    assert refusal(admit.admit(post, signed(4))) is Refusal.ALREADY_INSIDE


@pytest.mark.parametrize("code", [signed(4, subevent=3), signed(4)[:-4] + "AAAA"])
def test_what_is_for_another_date_or_not_signed_is_unknown(door: Door, code: str) -> None:
    assert refusal(admit.admit(facts(door.post, keys=(KEY,)), code)) is Refusal.UNKNOWN_CODE


def test_a_signed_code_that_was_revoked_is_refused(door: Door) -> None:
    with door.mirror.write() as connection:
        events.add_revoked(connection, door.event.id, [signed(4)])
        events.add_revoked(connection, door.event.id, [signed(4)])

    assert refusal(admit.admit(facts(door.post, keys=(KEY,)), signed(4))) is Refusal.REVOKED


def test_who_came_by_a_signed_code_that_is_revoked_since_comes_in_nowhere_else(door: Door) -> None:
    post = facts(door.post, keys=(KEY,))
    admit.admit(post, signed(4))
    with door.mirror.write() as connection:
        events.add_revoked(connection, door.event.id, [signed(4)])

    elsewhere = replace(post, station=a_station(StationKind.CHECK_IN, ZoneId("list:2")))

    assert refusal(admit.admit(elsewhere, signed(4))) is Refusal.REVOKED


def test_a_code_that_was_theirs_once_is_refused_with_their_name(door: Door) -> None:
    codes = [PulledCode(key="OLD", revoked=True), PulledCode(key="C1")]
    stored(door.mirror, door.event, a_pulled(1, codes=codes))

    scan = admit.admit(door.post, "OLD")

    assert refusal(scan) is Refusal.REVOKED
    assert scan.admission.attendee is not None
    assert isinstance(admit.admit(door.post, "C1").admission, Admitted)


def test_a_whole_order_comes_in_together(door: Door) -> None:
    stored(door.mirror, door.event, *(a_pulled(number, order="ABCDE") for number in (1, 2)))

    scans = admit.admit_order(door.post, door.number(2))

    assert [scan.admission.attendee.id for scan in scans if scan.admission.attendee] == [
        door.number(2),
        door.number(1),
    ]
    assert find.counts(door.post).inside == 2


@pytest.mark.parametrize("number", [3, 99])
def test_an_order_of_one_or_of_nobody(door: Door, number: int) -> None:
    attendee = door.people.get(PlatformId(str(number)), number)

    assert len(admit.admit_order(door.post, attendee)) == 1  # type: ignore[arg-type]


def answered(door: Door, answers: Mapping[str, str] | None) -> Scan:
    questions = (FormField(name="q1", label="Diet", required=True), FormField(name="q2", label="Shirt"))
    return admit.admit(facts(door.post, questions=questions), "C1", answers=answers)


def test_open_questions_are_asked_answered_told_and_not_asked_again(door: Door) -> None:
    asked = answered(door, None)
    assert isinstance(asked.admission, Refused)
    assert [question.name for question in asked.admission.questions] == ["q1", "q2"]
    assert refusal(answered(door, {"q1": " ", "q2": ""})) is Refusal.QUESTIONS_OPEN

    scan = answered(door, {"q1": "vegan", "q2": ""})

    assert isinstance(scan.admission, Admitted)
    (operation,) = waiting(door.post)
    assert operation.task == Move(answers={"q1": "vegan", "q2": ""})
    assert find.look(door.post, door.number(1)).attendee.extra == {"q1": "vegan", "q2": ""}
    assert refusal(answered(door, None)) is Refusal.ALREADY_INSIDE


def test_a_zone_that_is_full_lets_nobody_in_until_somebody_overrules(door: Door) -> None:
    post = replace(door.post, rules=ZoneRules(capacity=1))
    admit.admit(post, "C1")

    assert refusal(admit.admit(post, "C2")) is Refusal.ZONE_FULL
    assert isinstance(admit.admit(post, "C2", Refusal.ZONE_FULL).admission, Admitted)


def test_a_rule_of_the_zone_knows_who_came_before(door: Door) -> None:
    once = {"<": [{"var": "entries_number"}, 1]}
    post = replace(door.post, rules=ZoneRules(several_entries=True, logic=once))

    first, second = admit.admit(post, "C1"), admit.admit(post, "C1")

    assert isinstance(first.admission, Admitted)
    assert refusal(second) is Refusal.AGAINST_RULES
    assert first.movement is not None
    undo(post, first.movement)
    assert isinstance(admit.admit(post, "C1").admission, Admitted)


def test_a_no_is_told_where_the_platform_keeps_them(door: Door) -> None:
    post = replace(door.post, capabilities=MOVEMENTS | {Capability.REFUSALS})
    admit.admit(post, "C1")
    admit.admit(post, "C1")
    admit.admit(post, "NOBODY")

    (came,) = waiting(post)
    with door.mirror.write() as connection:
        outbox.settle(connection, came.id, MORNING, None)

    (told,) = waiting(post)
    assert told.task == Turned(refusal="already inside", code="C1")


def test_what_the_platform_has_it_is_told_to_take_back(door: Door) -> None:
    post = replace(door.post, capabilities=MOVEMENTS | {Capability.UNDO})
    movement = admit.admit(post, "C1").movement
    assert movement is not None
    (came,) = waiting(post)
    with door.mirror.write() as connection:
        outbox.settle(connection, came.id, MORNING, None)

    assert undo(post, movement).told_platform

    (back,) = waiting(post)
    assert back.task == TakeBack(operation=came.id, moved_at=came.at)
    assert (back.movement, back.station, back.state) == (movement, came.station, OperationState.PENDING)
    with door.mirror.read() as connection:
        assert outbox.get(connection, back.id) == back


def test_a_party_leaves_one_by_one(door: Door) -> None:
    stored(door.mirror, door.event, replace(a_pulled(1), admits=2))
    hall = ZoneId("list:1")
    way_in, way_out = (
        door.at(a_station(kind, hall)) for kind in (StationKind.CHECK_IN, StationKind.CHECK_OUT)
    )
    said = [admit.admit(post, "C1").admission for post in (way_in, way_in, way_out, way_out)]

    assert all(isinstance(admission, Admitted) for admission in said)
    assert refusal(admit.admit(way_out, "C2")) is Refusal.NOT_INSIDE


def test_where_check_ins_are_kept_here_nothing_waits(door: Door) -> None:
    post = replace(door.post, capabilities=frozenset({Capability.ROSTER}))

    assert isinstance(admit.admit(post, "C1").admission, Admitted)
    assert waiting(post) == ()
