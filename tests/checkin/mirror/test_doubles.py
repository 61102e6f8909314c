"""Double entries in the mirror."""

from datetime import timedelta

import pytest

from checkin.app.doubles import DoubleWatch
from checkin.desk import admit
from checkin.mirror import doubles, movements, outbox
from checkin.mirror.database import Mirror
from checkin.model.doubles import THEIRS, DoubleEntry
from checkin.model.event import WHOLE_EVENT
from checkin.model.ids import MovementId
from checkin.model.movement import Source
from checkin.model.pulled import PulledMovement
from checkin.model.station import Direction
from checkin.notices import DoublesChanged, MirrorRefreshed
from tests.checkin.mirror.test_plans import plan
from tests.fakes.builders import MORNING, Door, a_movement
from tests.fakes.clock import FakeClock

MINUTE = timedelta(minutes=1)


def watching(door: Door) -> DoubleWatch:
    return DoubleWatch(door.mirror, door.post.notices, lambda: door.event)


def admitted(door: Door, number: int = 1) -> MovementId:
    movement = admit.admit(door.post, f"C{number}").movement
    assert movement is not None
    return movement


def reported(door: Door, number: int = 1, *, late: timedelta = MINUTE, station: str = "Gate 2") -> None:
    """A pull tells of another station's check-in."""
    said = PulledMovement(
        zone=WHOLE_EVENT, direction=Direction.IN, at=door.post.clock.now() + late, station=station
    )
    with door.mirror.write() as connection:
        movements.add_reported(connection, [movements.Told(attendee=door.number(number), movement=said)])


def settled(door: Door, movement: MovementId, *, theirs: bool) -> None:
    with door.mirror.write() as connection:
        told = outbox.of_movement(connection, movement)
        assert told is not None
        now = door.post.clock.now()
        outbox.settle(connection, told.id, now, now - MINUTE, theirs=theirs)


def refreshed(door: Door) -> MirrorRefreshed:
    return MirrorRefreshed(event=door.event.id, attendees=3, at=MORNING)


def test_a_double_entry_says_who_where_when_and_at_which_station(door: Door) -> None:
    ours = admitted(door)
    reported(door)

    (found,) = watching(door).listed(10)

    assert isinstance(found, DoubleEntry)
    assert (found.name, found.zone_name, found.told, found.seen) == (
        "Ada Lovelace",
        door.event.platform.name,
        "pending",
        False,
    )
    assert (found.first.id, found.first.station, found.second.station) == (ours, "Desk 1", "Gate 2")
    assert (found.ours, found.other) == (found.first, found.second)


def test_the_platforms_answer_alone_is_enough(door: Door) -> None:
    settled(door, admitted(door), theirs=True)

    (found,) = watching(door).listed(10)

    assert (found.told, found.first.source) == (THEIRS, Source.PLATFORM)


def test_what_was_looked_at_stays_so_when_a_pull_brings_the_others(door: Door) -> None:
    settled(door, admitted(door), theirs=True)
    watch = watching(door)
    watch.seen(watch.listed(10)[0].second.id, MORNING)

    reported(door, late=-MINUTE)

    assert [one.seen for one in watch.listed(10)] == [True]
    assert [one.seen for one in watching(door).listed(10)] == [True]


def test_the_unseen_come_first_and_of_these_the_newest(door: Door, clock: FakeClock) -> None:
    for number in (1, 2, 3):
        admitted(door, number)
        reported(door, number)
        clock.advance(3600)
    watch = watching(door)
    newest = watch.listed(10)[0]

    watch.seen(newest.second.id, MORNING)

    assert [(one.attendee, one.seen) for one in watch.listed(10)] == [
        (door.number(2), False),
        (door.number(1), False),
        (door.number(3), True),
    ]
    assert len(watch.listed(2)) == 2


def test_it_is_announced_when_there_are_others_and_only_then(door: Door) -> None:
    watch = watching(door)
    admitted(door)
    watch.heed(refreshed(door))
    reported(door)
    watch.heed(refreshed(door))
    watch.heed(refreshed(door))

    watch.seen(watch.listed(1)[0].second.id, MORNING)

    assert [one.open for one in door.heard(DoublesChanged)] == [1, 0]


def test_what_was_taken_back_is_no_double_entry_any_more(door: Door) -> None:
    watch = watching(door)
    ours = admitted(door)
    reported(door)
    assert len(watch.listed(10)) == 1

    with door.mirror.write() as connection:
        movements.append(connection, a_movement(attendee=door.number(1), undoes=ours))
        movements.recompute(connection, door.number(1), WHOLE_EVENT)

    assert watch.listed(10) == ()


@pytest.mark.parametrize(("refused", "listed"), [(False, 0), (True, 1)])
def test_what_was_given_up_in_doubt_may_be_what_the_platform_reports(
    door: Door, clock: FakeClock, *, refused: bool, listed: int
) -> None:
    ours = admitted(door)
    with door.mirror.write() as connection:
        told = outbox.of_movement(connection, ours)
        assert told is not None
        outbox.mark_sending(connection, told.id, clock.now())
        clock.advance(120)
        outbox.park(connection, told.id, clock.now(), "failed again and again", refused=refused)

    reported(door, late=-MINUTE)

    assert len(watching(door).listed(10)) == listed


def test_what_is_not_on_record_cannot_have_been_seen(door: Door) -> None:
    watching(door).seen(MovementId("nobody's"), MORNING)

    assert watching(door).listed(10) == ()


def test_nothing_is_looked_through_after_each_push(door: Door) -> None:
    marks = doubles.Marks(movement=5, closing=5)

    for step in plan(door.mirror, lambda c: doubles.touched(c, door.event.id, marks, ())):
        assert "SCAN" not in step
    for step in plan(door.mirror, doubles.latest):
        assert "SCAN" not in step or "CONSTANT" in step


def test_whoever_came_twice_is_found_by_an_index(door: Door, mirror: Mirror) -> None:
    admitted(door)
    steps = plan(mirror, lambda c: doubles.suspects(c, door.event.id))

    assert any("event_id=? AND zone=? AND inside=? AND entries>?" in step for step in steps)
    assert not [step for step in steps if step.startswith("SCAN") and "CONSTANT" not in step]
