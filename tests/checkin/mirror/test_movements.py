"""What happened at doors, as it is recorded and counted."""

from dataclasses import replace
from datetime import timedelta

import pytest

from checkin.desk import admit
from checkin.mirror import movements, outbox
from checkin.mirror.database import Mirror
from checkin.mirror.movements import Told
from checkin.model.event import WHOLE_EVENT
from checkin.model.ids import MovementId, ZoneId
from checkin.model.movement import NOWHERE, Movement, Presence, Source, after, presence_of
from checkin.model.operation import OperationState
from checkin.model.pulled import PulledMovement
from checkin.model.scan import Counts
from checkin.model.station import Direction
from tests.checkin.mirror.overhearing import overheard
from tests.fakes.builders import CONNECTION, MORNING, Door, a_chosen_event, a_movement, a_pulled, stored

HALL = ZoneId("session:5")
IN, OUT = Direction.IN, Direction.OUT
SECOND = timedelta(seconds=1)


def record(mirror: Mirror, *happened: Movement) -> None:
    with mirror.write() as connection:
        for one in happened:
            movements.append(connection, one)
            movements.recompute(connection, one.attendee, one.zone)


def report(mirror: Mirror, *told: Told) -> int:
    with mirror.write() as connection:
        return movements.add_reported(connection, told)


def told(door: Door, attendee: int = 1, way: Direction = IN, late: timedelta = timedelta()) -> Told:
    said = PulledMovement(zone=WHOLE_EVENT, direction=way, at=MORNING + late)
    return Told(attendee=door.number(attendee), movement=said)


def history(door: Door, attendee: int = 1) -> tuple[Movement, ...]:
    with door.mirror.read() as connection:
        return movements.history(connection, door.number(attendee))


def test_movements_are_given_back_as_they_were_recorded(door: Door) -> None:
    came = a_movement(IN, MORNING + timedelta(microseconds=123456), attendee=door.number(1))
    left = a_movement(OUT, MORNING, attendee=door.number(1), undoes=came.id)

    record(door.mirror, came, left)

    assert history(door) == (came, left)
    with door.mirror.read() as connection:
        assert movements.get(connection, came.id) == came
        assert movements.get(connection, MovementId("none")) is None
        assert movements.undo_of(connection, came.id) == left.id
        assert movements.undo_of(connection, left.id) is None


def test_the_measured_offset_is_kept_with_the_movement(door: Door) -> None:
    came = a_movement(attendee=door.number(1))

    with door.mirror.write() as connection:
        movements.append(connection, came, -1.2345)
        kept = connection.exec_driver_sql("SELECT clock_offset_ms FROM movement").scalar()

    assert kept == -1234


def test_a_presence_brought_up_to_date_step_by_step_is_the_recomputed_one(door: Door) -> None:
    attendee = door.number(1)
    happened = [a_movement(way, attendee=attendee) for way in (IN, OUT, IN)]
    presence = NOWHERE
    with door.mirror.write() as connection:
        for one in happened:
            presence = after(presence, one)
            movements.append(connection, one)
            movements.set_presence(connection, attendee, WHOLE_EVENT, presence)
        recomputed = movements.recompute(connection, attendee, WHOLE_EVENT)

    assert presence == recomputed == presence_of(happened)


def test_zones_have_presences_of_their_own(door: Door) -> None:
    came = a_movement(attendee=door.number(1), zone=HALL)

    record(door.mirror, came)

    with door.mirror.write() as connection:
        assert movements.recompute(connection, came.attendee, WHOLE_EVENT) == NOWHERE
        assert movements.recompute(connection, came.attendee, HALL) == presence_of([came])


def test_the_newest_movements_of_a_station_come_first_and_undone_ones_not_at_all(door: Door) -> None:
    first, second, third = (a_movement(attendee=door.number(n)) for n in (1, 2, 3))
    elsewhere = a_movement(attendee=door.number(1), station="Desk 2")
    theirs = a_movement(attendee=door.number(1), source=Source.PLATFORM)
    taken_back = a_movement(OUT, attendee=door.number(2), undoes=second.id)
    record(door.mirror, first, second, third, elsewhere, theirs, taken_back)

    with door.mirror.read() as connection:
        newest = movements.last_here(connection, door.event.id, "Desk 1", 10)
        assert newest == (third, first)
        assert movements.last_here(connection, door.event.id, "Desk 1", 1) == (third,)


def test_movements_of_other_events_are_not_of_this_station(door: Door) -> None:
    other = a_chosen_event(door.mirror, 2)
    somebody = next(iter(stored(door.mirror, other, a_pulled(9)).values()))
    record(door.mirror, a_movement(attendee=somebody))

    with door.mirror.read() as connection:
        assert movements.last_here(connection, door.event.id, "Desk 1", 10) == ()


def test_people_are_counted_in_event_and_zone(door: Door) -> None:
    one, two = door.number(1), door.number(2)
    undone = a_movement(attendee=door.number(3))
    record(
        door.mirror,
        a_movement(attendee=one),
        a_movement(attendee=two),
        a_movement(OUT, attendee=two),
        undone,
        a_movement(OUT, attendee=undone.attendee, undoes=undone.id),
        a_movement(attendee=one, zone=HALL),
    )
    other = a_chosen_event(door.mirror, 2)
    somebody = next(iter(stored(door.mirror, other, a_pulled(9)).values()))
    record(door.mirror, a_movement(attendee=somebody))

    with door.mirror.read() as connection:
        everywhere = movements.counts(connection, door.event.id, WHOLE_EVENT)
        in_hall = movements.counts(connection, door.event.id, HALL)

    assert everywhere == Counts(attendees=3, checked_in=2, inside=1)
    assert in_hall == Counts(attendees=3, checked_in=1, inside=1)


def test_what_others_reported_is_recorded_once(door: Door) -> None:
    assert report(door.mirror, told(door), told(door, 2)) == 2
    assert report(door.mirror, told(door), told(door, 2)) == 0

    (movement,) = history(door)
    assert (movement.source, movement.at, movement.station) == (Source.PLATFORM, MORNING, "")
    with door.mirror.write() as connection:
        assert movements.recompute(connection, door.number(1), WHOLE_EVENT) == Presence(
            inside=True, entries=1, last_in=movement
        )


def told_of(door: Door, state: OperationState, *, theirs: bool = False) -> None:
    """Our check-in of attendee 1 in this state; what is settled was taken at MORNING."""
    assert admit.admit(door.post, "C1").movement is not None
    with door.mirror.write() as connection:
        (operation,) = outbox.due(connection, CONNECTION, door.post.clock.now(), 1)
        if state is not OperationState.PENDING:
            outbox.mark_sending(connection, operation.id, MORNING)
        if state is OperationState.UNCERTAIN:
            outbox.recover(connection)
        if state is OperationState.SETTLED:
            outbox.settle(connection, operation.id, MORNING, MORNING, theirs=theirs)
        if state is OperationState.PARKED:
            outbox.park(connection, operation.id, MORNING, "no", refused=True)


@pytest.mark.parametrize("late", [-5 * SECOND, timedelta(), 5 * SECOND])
def test_our_own_check_in_is_recognised_by_when_the_platform_took_it(door: Door, late: timedelta) -> None:
    told_of(door, OperationState.SETTLED)

    assert report(door.mirror, told(door, late=late)) == 0


@pytest.mark.parametrize("late", [-6 * SECOND, 6 * SECOND])
def test_what_was_taken_at_another_time_is_somebody_elses(door: Door, late: timedelta) -> None:
    told_of(door, OperationState.SETTLED)

    assert report(door.mirror, told(door, late=late)) == 1


def test_the_other_way_or_another_attendee_is_somebody_elses(door: Door) -> None:
    told_of(door, OperationState.SETTLED)

    assert report(door.mirror, told(door, way=OUT), told(door, 2)) == 2


@pytest.mark.parametrize("state", [OperationState.SENDING, OperationState.UNCERTAIN])
def test_while_nobody_knows_a_report_is_taken_for_ours(door: Door, state: OperationState) -> None:
    told_of(door, state)

    assert report(door.mirror, told(door, late=60 * SECOND)) == 0


@pytest.mark.parametrize("state", [OperationState.PENDING, OperationState.PARKED])
def test_while_ours_is_not_there_a_report_is_somebody_elses(door: Door, state: OperationState) -> None:
    told_of(door, state)

    assert report(door.mirror, told(door)) == 1
    assert len(history(door)) == 2


def given_up(door: Door, *, withdrawn: bool) -> None:
    """Our check-in of attendee 1, sent at MORNING, given up 40 seconds later, perhaps for good."""
    assert admit.admit(door.post, "C1").movement is not None
    with door.mirror.write() as connection:
        (operation,) = outbox.due(connection, CONNECTION, door.post.clock.now(), 1)
        outbox.mark_sending(connection, operation.id, MORNING)
        outbox.park(connection, operation.id, MORNING + 40 * SECOND, "nobody knows")
        if withdrawn:
            outbox.withdraw(connection, operation.id, MORNING + 40 * SECOND, reason="settled otherwise")


@pytest.mark.parametrize("withdrawn", [False, True])
def test_what_was_given_up_is_not_counted_again_when_it_turns_out_to_have_arrived(
    door: Door, *, withdrawn: bool
) -> None:
    given_up(door, withdrawn=withdrawn)

    assert report(door.mirror, told(door, late=20 * SECOND)) == 0
    assert report(door.mirror, told(door, late=3 * 3600 * SECOND)) == 1


def test_where_the_platform_had_somebody_elses_its_report_is_shown(door: Door) -> None:
    told_of(door, OperationState.SETTLED, theirs=True)

    assert report(door.mirror, told(door)) == 1
    assert {one.source for one in history(door)} == {Source.HERE, Source.PLATFORM}


def settled(
    door: Door,
    sent: int,
    closed: int,
    taken: int | None,
    offset: float | None = None,
    measured: float | None = None,
) -> None:
    """Our check-in of attendee 1; in seconds after MORNING, by our clock and (`taken`) by the platform's.

    `offset`: as measured at the door; `measured`: at the sending, where there was somebody to ask.
    """
    assert admit.admit(replace(door.post, clock_offset=lambda: offset), "C1").movement is not None
    with door.mirror.write() as connection:
        (operation,) = outbox.due(connection, CONNECTION, door.post.clock.now(), 1)
        outbox.mark_sending(connection, operation.id, MORNING + sent * SECOND, clock_offset=measured)
        at = None if taken is None else MORNING + taken * SECOND
        outbox.settle(connection, operation.id, MORNING + closed * SECOND, at)


@pytest.mark.parametrize(("late", "others"), [(-6, 1), (-5, 0), (1, 0), (45, 0), (46, 1)])
def test_ours_is_whatever_was_stamped_while_a_slow_platform_made_up_its_answer(
    door: Door, late: int, others: int
) -> None:
    settled(door, sent=0, closed=40, taken=40)

    assert report(door.mirror, told(door, late=late * SECOND)) == others


@pytest.mark.parametrize("taken", [240, None])
@pytest.mark.parametrize(("late", "others"), [(194, 1), (195, 0), (245, 0), (246, 1)])
def test_the_time_of_sending_is_told_in_the_platforms_time(
    door: Door, taken: int | None, late: int, others: int
) -> None:
    settled(door, sent=0, closed=40, taken=taken, offset=200.0)

    assert report(door.mirror, told(door, late=late * SECOND)) == others


def test_a_clock_nobody_measured_makes_ours_nobody_elses(door: Door) -> None:
    settled(door, sent=0, closed=2, taken=-600)

    assert report(door.mirror, told(door, late=-600 * SECOND)) == 0


@pytest.mark.parametrize(("taken", "others"), [(None, 0), (7202, 1)])
def test_our_own_time_that_a_platform_wrote_down_without_saying_so_is_ours(
    door: Door, taken: int | None, others: int
) -> None:
    settled(door, sent=7200, closed=7202, taken=taken)
    came = door.post.clock.now() - MORNING

    assert report(door.mirror, told(door, late=came)) == others


def report_by(door: Door, offset: float, *told: Told) -> int:
    """How many are somebody else's, the platform's clock being so far ahead of ours now."""
    with door.mirror.write() as connection:
        return movements.add_reported(connection, told, clock_offset=offset)


@pytest.mark.parametrize(("offset", "others"), [(-300.0, 0), (0.0, 1)])
def test_what_was_measured_only_since_then_tells_the_time_of_sending(
    door: Door, offset: float, others: int
) -> None:
    settled(door, sent=0, closed=2, taken=None)

    assert report_by(door, offset, told(door, late=-300 * SECOND)) == others


def test_a_clock_put_right_between_the_door_and_the_sending_makes_ours_nobody_elses(door: Door) -> None:
    settled(door, sent=0, closed=2, taken=None, offset=-3600.0)

    assert report_by(door, 0.0, told(door, late=SECOND)) == 0
    assert report_by(door, 0.0, told(door, late=60 * SECOND)) == 1


@pytest.mark.parametrize("taken", [2, None])
def test_a_clock_set_before_the_answer_came_makes_ours_nobody_elses(door: Door, taken: int | None) -> None:
    settled(door, sent=0, closed=-3590, taken=taken, measured=0.0)

    assert report_by(door, 3600.0, told(door, late=2 * SECOND)) == 0
    assert report_by(door, 3600.0, told(door, late=60 * SECOND)) == 1


def test_what_was_known_for_ours_once_stays_ours_however_the_clock_is_set(door: Door) -> None:
    settled(door, sent=0, closed=2, taken=None, offset=-3600.0)
    report_by(door, 0.0, told(door, late=SECOND))

    assert report_by(door, 86400.0, told(door, late=SECOND)) == 0


@pytest.mark.parametrize("others_first", [False, True])
def test_of_two_that_may_be_ours_neither_is_ever_counted_again(door: Door, *, others_first: bool) -> None:
    settled(door, sent=8, closed=40, taken=None, offset=0.0)
    ours, theirs = told(door, late=door.post.clock.now() - MORNING), told(door, late=30 * SECOND)
    both = (theirs, ours) if others_first else (ours, theirs)

    assert [report_by(door, 0.0, *both) for _ in range(3)] == [0, 0, 0]


def test_when_the_platform_says_when_no_clock_of_ours_widens_it(door: Door) -> None:
    settled(door, sent=0, closed=2, taken=2, offset=0.0)

    assert report_by(door, -3600.0, told(door, late=-3500 * SECOND)) == 1


def test_what_was_settled_without_being_sent_is_ours_when_the_platform_took_it(door: Door) -> None:
    assert admit.admit(door.post, "C1").movement is not None
    with door.mirror.write() as connection:
        (operation,) = outbox.due(connection, CONNECTION, door.post.clock.now(), 1)
        outbox.settle(connection, operation.id, MORNING, MORNING)

    assert report(door.mirror, told(door)) == 0
    assert report(door.mirror, told(door, late=-6 * SECOND)) == 1


def test_what_is_told_twice_at_once_is_recorded_once(door: Door) -> None:
    assert report(door.mirror, told(door), told(door)) == 1
    assert len(history(door)) == 1


def test_what_was_reported_before_is_looked_up_for_all_at_once(door: Door) -> None:
    everything = [
        told(door, number, late=minute * 60 * SECOND) for number in (1, 2, 3) for minute in range(9)
    ]
    report(door.mirror, *everything)

    with door.mirror.write() as connection, overheard(connection) as said:
        movements.add_reported(connection, everything)

    assert len(said) == 1
