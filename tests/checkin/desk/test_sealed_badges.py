"""Badges with our own signed code, at the door."""

from contextlib import closing
from pathlib import Path

import pytest

from checkin.badges.badge import badge_of
from checkin.clock import Clock
from checkin.desk import admit, find
from checkin.desk.pair import pair
from checkin.desk.register import FormError
from checkin.desk.sealed_badges import ticket_of
from checkin.mirror.database import Mirror
from checkin.model.admission import Admitted, Refusal, Refused
from checkin.model.pulled import PulledCode
from checkin.model.seal import sealed
from tests.fakes.builders import Door, a_door, a_pulled


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
    assert ticket_of(door.post, payload) == payload
    scan = admit.admit(door.post, payload)
    assert isinstance(scan.admission, Refused)
    assert scan.admission.refusal is Refusal.UNKNOWN_CODE


def test_a_badge_made_from_a_code_that_was_revoked_since_is_refused(mirror: Mirror, clock: Clock) -> None:
    codes = (PulledCode(key="new"), PulledCode(key="C1", revoked=True))
    door = a_door(mirror, clock, a_pulled(1, codes=codes))
    scan = admit.admit(door.post, sealed("event-1", "1", "C1"))
    assert isinstance(scan.admission, Refused)
    assert scan.admission.refusal is Refusal.REVOKED


def test_a_badge_becomes_nobodys_wristband(door: Door) -> None:
    with pytest.raises(FormError):
        pair(door.post, door.number(2), on_badge(door, 1))
