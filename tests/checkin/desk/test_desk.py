"""Every verb of the desk, as the window calls it."""

from dataclasses import replace

import pytest

from checkin.desk.desk import Desk
from checkin.desk.post import MOVEMENTS
from checkin.mirror import outbox
from checkin.model.admission import Admitted
from checkin.model.form import FAMILY_NAME, GIVEN_NAME, NAME_ONLY
from checkin.model.operation import Pair, Register
from checkin.model.platform import Capability
from checkin.model.pulled import EventFacts
from tests.fakes.builders import CONNECTION, MORNING, Door

ABLE = MOVEMENTS | {Capability.WALK_IN, Capability.CORRECTION, Capability.PAIRING, Capability.PRINT_LOG}


@pytest.fixture
def desk(door: Door) -> Desk:
    post = replace(door.post, capabilities=ABLE, facts=EventFacts(notes=("Doors open at nine.",)))
    return Desk(post=post)


def first_told(desk: Desk) -> object:
    with desk.post.mirror.read() as connection:
        return outbox.due(connection, CONNECTION, MORNING, 1)[0].task


def test_it_says_where_it_is_and_what_it_can_do(desk: Desk) -> None:
    assert desk.station.name == "Desk 1"
    assert (desk.capabilities, desk.tells_movements) == (ABLE, True)
    assert desk.notes == ("Doors open at nine.",)
    assert desk.walk_in_form == NAME_ONLY


def test_it_lets_in_whoever_comes_by_code_by_hand_or_together(desk: Desk, door: Door) -> None:
    by_code, by_hand = desk.admit("C1"), desk.admit_attendee(door.number(2))
    (together,) = desk.admit_order(door.number(3))

    assert all(isinstance(scan.admission, Admitted) for scan in (by_code, by_hand, together))
    assert desk.counts().inside == 3
    assert [found.attendee.id for _, found in desk.recent(1)] == [door.number(3)]


def test_it_takes_back_and_remembers(desk: Desk, door: Door) -> None:
    movement = desk.admit("C1").movement
    assert movement is not None

    assert desk.undo(movement).told_platform

    assert len(desk.history(door.number(1))) == 2


def test_it_registers_mends_and_finds(desk: Desk) -> None:
    number = desk.register({GIVEN_NAME: "Mary", FAMILY_NAME: "Jakson"})
    desk.correct(number, {FAMILY_NAME: "Jackson"})

    (found,) = desk.find("jackson")

    assert found == desk.look(number)
    assert isinstance(first_told(desk), Register)


def test_it_gives_wristbands(desk: Desk, door: Door) -> None:
    assert desk.pair(door.number(1), "TAG").id == door.number(1)
    assert first_told(desk) == Pair(tag="TAG")
