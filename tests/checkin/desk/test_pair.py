"""What may become a wristband, and what is something else."""

from dataclasses import replace

import pytest

from checkin.badges.badge import badge_of
from checkin.clock import Clock
from checkin.desk import admit, find
from checkin.desk.pair import pair
from checkin.desk.register import FormError, register
from checkin.mirror import events
from checkin.mirror.database import Mirror
from checkin.model.code import badge_key
from checkin.model.form import FAMILY_NAME, GIVEN_NAME
from checkin.model.platform import Capability
from checkin.model.pulled import PulledCode
from checkin.model.seal import sealed
from tests.fakes.builders import Door, a_chosen_event, a_door, a_pulled, stored

CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada Lovelace\r\nEND:VCARD"
OF_ADA = f"{CARD[:-9]}X-SOCIALPROFILE;TYPE=EVENTYAY:1\r\nEND:VCARD"


def refused(door: Door, payload: str) -> str:
    with pytest.raises(FormError) as told:
        pair(door.post, door.number(2), payload)
    return " ".join(told.value.faults.values())


@pytest.mark.parametrize("number", [1, 2], ids=["another's", "their own"])
def test_a_badge_becomes_nobodys_wristband(door: Door, number: int) -> None:
    found = find.look(door.post, door.number(number))
    assert "a badge" in refused(door, badge_of(found.attendee, door.event).signed_code)


@pytest.mark.parametrize("garbled", [str, str.lower, str.swapcase, lambda text: f"]Q1{text}\r"])
def test_a_badge_of_another_event_does_not_either(door: Door, garbled: type[str]) -> None:
    other = garbled(sealed("event-9", "1", "C1"))
    assert "of this event or another" in refused(door, other)
    assert admit.admit(door.post, other).admission.attendee is None


@pytest.mark.parametrize("payload", [CARD, OF_ADA], ids=["a contact", "Open Event's badge"])
def test_nor_does_a_contact_on_a_badge(door: Door, payload: str) -> None:
    assert "a badge" in refused(door, payload)


@pytest.mark.parametrize(
    "code",
    [
        PulledCode(key="SECOND", rank=2),
        PulledCode(key=badge_key("1"), rank=1),
        PulledCode(key="OLD", revoked=True),
    ],
    ids=["a further code", "the badge's key", "a code it had once"],
)
def test_no_code_of_a_ticket_becomes_a_wristband(mirror: Mirror, clock: Clock, code: PulledCode) -> None:
    door = a_door(mirror, clock, a_pulled(1, codes=(PulledCode(key="C1"), code)), a_pulled(2))
    assert "somebody's ticket" in refused(door, code.key)
    assert "somebody's ticket" in refused(door, code.key.lower())


def test_nor_does_a_revoked_code_or_a_ticket_of_another_event(door: Door) -> None:
    stored(door.mirror, a_chosen_event(door.mirror, 2), a_pulled(7))
    with door.mirror.write() as connection:
        events.add_revoked(connection, door.event.id, ["GONE"])
    assert "somebody's ticket" in refused(door, "C7")
    assert "somebody's ticket" in refused(door, "GONE")


def test_nor_does_the_badge_of_somebody_registered_here(door: Door) -> None:
    walk_in = register(door.post, {GIVEN_NAME: "Mary", FAMILY_NAME: "Jackson"})
    assert "somebody's ticket" in refused(door, find.look(door.post, walk_in).attendee.badge_code)


@pytest.mark.parametrize("knows", [True, False])
def test_a_wristband_goes_from_hand_to_hand(mirror: Mirror, clock: Clock, *, knows: bool) -> None:
    known = (PulledCode(key="C1"), *[PulledCode(key="TAG", rank=1)] * knows)
    door = a_door(mirror, clock, a_pulled(1, codes=known), a_pulled(2))
    post = replace(door.post, capabilities=frozenset([Capability.PAIRING]))
    if not knows:
        pair(post, door.number(1), "TAG")

    pair(post, door.number(2), "TAG")

    found = admit.admit(post, "TAG").admission.attendee
    assert found is not None
    assert found.id == door.number(2)
