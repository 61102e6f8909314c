"""Badges with our own signed code, at the door."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest

from checkin.badges.badge import badge_of
from checkin.clock import Clock
from checkin.desk import admit, find
from checkin.desk.sealed_badges import bearer_of
from checkin.mirror.database import Mirror
from checkin.model.admission import Admitted, Refusal, Refused
from checkin.model.ids import PlatformId
from checkin.model.pulled import PulledCode
from checkin.model.seal import sealed
from tests.fakes.builders import Door, a_chosen_event, a_door, a_pulled, stored


def on_badge(door: Door, number: int) -> str:
    found = find.look(door.post, door.number(number))
    return badge_of(found.attendee, door.event).signed_code


def test_who_shows_their_badge_is_let_in(door: Door) -> None:
    scan = admit.admit(door.post, on_badge(door, 1))
    assert isinstance(scan.admission, Admitted)
    assert scan.admission.attendee.name == "Ada Lovelace"


def test_a_badge_and_its_ticket_are_the_same_person(door: Door) -> None:
    admit.admit(door.post, "C1")
    again = admit.admit(door.post, on_badge(door, 1))
    assert isinstance(again.admission, Refused)
    assert again.admission.refusal is Refusal.ALREADY_INSIDE


def test_of_a_group_with_one_code_a_badge_says_who_it_is(mirror: Mirror, clock: Clock) -> None:
    shared = (PulledCode(key="GROUP"),)
    door = a_door(mirror, clock, a_pulled(1, codes=shared), a_pulled(2, "Grace", "Hopper", codes=shared))
    ambiguous = admit.admit(door.post, "GROUP").admission
    assert isinstance(ambiguous, Refused)
    assert ambiguous.refusal is Refusal.AMBIGUOUS

    scan = admit.admit(door.post, sealed("event-1", "2", "GROUP"))

    assert isinstance(scan.admission, Admitted)
    assert scan.admission.attendee.name == "Grace Hopper"


def test_another_station_reads_a_badge_without_having_been_told_of_any_key(
    door: Door, tmp_path: Path, clock: Clock
) -> None:
    with closing(Mirror(tmp_path / "other.sqlite")) as mirror:
        other = a_door(mirror, clock)
        assert isinstance(admit.admit(other.post, on_badge(door, 2)).admission, Admitted)


@pytest.mark.parametrize(
    "payload",
    [
        sealed("event-1", "1", "guessed"),
        sealed("event-2", "1", "C1"),
        sealed("event-1", "77", "C77"),
        "CI1:1:",
    ],
    ids=["made of another ticket's code", "another event's", "nobody's", "not signed"],
)
def test_a_badge_that_was_not_made_here_is_unknown(door: Door, payload: str) -> None:
    assert bearer_of(door.post, payload) == (payload, None)
    scan = admit.admit(door.post, payload)
    assert isinstance(scan.admission, Refused)
    assert scan.admission.refusal is Refusal.UNKNOWN_CODE


def test_a_badge_made_from_a_code_that_was_revoked_since_is_refused(mirror: Mirror, clock: Clock) -> None:
    codes = (PulledCode(key="new"), PulledCode(key="C1", revoked=True))
    door = a_door(mirror, clock, a_pulled(1, codes=codes))
    scan = admit.admit(door.post, sealed("event-1", "1", "C1"))
    assert isinstance(scan.admission, Refused)
    assert scan.admission.refusal is Refusal.REVOKED


def test_a_badge_from_before_the_ticket_got_another_code_is_unknown(mirror: Mirror, clock: Clock) -> None:
    door = a_door(mirror, clock, a_pulled(1, codes=(PulledCode(key="new"),)))
    assert refusal(door, sealed("event-1", "1", "C1")) is Refusal.UNKNOWN_CODE


def refusal(door: Door, payload: str) -> Refusal:
    admission = admit.admit(door.post, payload).admission
    assert isinstance(admission, Refused)
    return admission.refusal


@pytest.mark.parametrize("code", ["C1", "OTHER"])
def test_a_badge_of_another_event_on_this_computer_is_of_another_event(door: Door, code: str) -> None:
    """Even where both events have a ticket of the same code: whoever has it here stays outside."""
    other = a_chosen_event(door.mirror, 2)
    stored(door.mirror, other, a_pulled(1, "Mary", codes=(PulledCode(key=code),)))
    assert refusal(door, sealed("event-2", "1", code)) is Refusal.WRONG_EVENT


@pytest.mark.parametrize(
    "around",
    ["{}\r\n", "\x02{}\x03", "]Q1{}", "]Q3{}\t", "]d1{}\n", "]z0{}", "\ufeff{} "],
    ids=["return", "STX ETX", "QR", "QR with tab", "Data Matrix", "Aztec", "mark"],
)
def test_what_hand_scanners_put_around_a_badge_changes_nothing(door: Door, around: str) -> None:
    assert isinstance(admit.admit(door.post, around.format(on_badge(door, 1))).admission, Admitted)


@pytest.mark.parametrize("garble", [str.lower, str.swapcase], ids=["lower case", "Caps Lock"])
def test_a_scanner_that_turns_capitals_round_lets_them_in_all_the_same(
    mirror: Mirror, clock: Clock, garble: Callable[[str], str]
) -> None:
    mixed = replace(a_pulled(1), platform_id=PlatformId("guest-aF3"))
    door = a_door(mirror, clock, replace(a_pulled(2), platform_id=PlatformId("row-4f")), mixed)
    assert isinstance(admit.admit(door.post, garble(sealed("event-1", "row-4f", "C2"))).admission, Admitted)
    assert isinstance(
        admit.admit(door.post, sealed("event-1", "guest-aF3", "C1").swapcase()).admission, Admitted
    )


@pytest.mark.parametrize("length", range(4, 22))
def test_of_a_badge_that_was_read_in_part_nobody_comes_in(door: Door, length: int) -> None:
    whole = on_badge(door, 1)
    assert refusal(door, whole[:length]) is Refusal.UNKNOWN_CODE
    assert refusal(door, whole[-length:]) is Refusal.UNKNOWN_CODE


@pytest.mark.parametrize(
    "attendee", ["1", "x" * 480, "x" * 10_000, "1:1", "\0", "%", "' OR 1=1 --", "\ud800"]
)
def test_whatever_a_badge_claims_to_be_is_answered_at_once(door: Door, attendee: str) -> None:
    before = perf_counter()
    for mark in ("", "A" * 16, "Ä" * 16, "\0"):
        assert refusal(door, f"CI1:{attendee}:{mark}") is Refusal.UNKNOWN_CODE
    assert perf_counter() - before < 2
