"""Badges that were asked for, in the file."""

from datetime import timedelta

import pytest

from checkin.desk import register
from checkin.mirror import only_here, prints, spool
from checkin.mirror.database import Mirror
from checkin.mirror.spool import Asked, Telling
from checkin.model.form import GIVEN_NAME
from checkin.model.ids import AttendeeId, PlatformId
from checkin.model.print_job import JobState, PrintJob, SpoolCounts
from checkin.model.station import StationKind
from tests.fakes.builders import MORNING, Door, a_door, a_pulled
from tests.fakes.clock import FakeClock

REGISTRATION = StationKind.REGISTRATION


@pytest.fixture
def door(mirror: Mirror, clock: FakeClock) -> Door:
    return a_door(mirror, clock, *(a_pulled(number) for number in range(1, 5)))


def asked(door: Door, number: int = 1, printer: str = "Zebra", **more: object) -> PrintJob:
    wanted = {"attendee": door.number(number), "printer": printer, "template": "default", **more}
    with door.mirror.write() as connection:
        return spool.add(
            connection,
            Asked(at=MORNING, kind=REGISTRATION, **wanted),  # type: ignore[arg-type]
        )


def printing(door: Door, number: int = 1) -> PrintJob:
    job = asked(door, number)
    with door.mirror.write() as connection:
        assert spool.begin(connection, job.id, job.printer)
    return job


def now(door: Door, job: PrintJob) -> PrintJob:
    with door.mirror.read() as connection:
        found = spool.get(connection, job.id)
    assert found is not None
    return found


def test_what_is_asked_for_waits_with_whose_it_is(door: Door) -> None:
    job = asked(door, reason="lost")

    assert (job.state, job.name, job.attempts, job.ended_at) == (JobState.WAITING, "Ada Lovelace", 0, None)
    assert (job.printer, job.template, job.reason, job.asked_at) == ("Zebra", "default", "lost", MORNING)
    assert now(door, job) == job


def test_copies_count_what_came_out_and_what_is_to_come(door: Door) -> None:
    with door.mirror.write() as connection:
        prints.add(connection, door.number(1), MORNING, "Zebra")

    assert [asked(door).copy, asked(door).copy, asked(door, 2).copy] == [2, 3, 1]


def test_one_badge_is_begun_once(door: Door) -> None:
    job = asked(door)

    with door.mirror.write() as connection:
        assert not spool.begin(connection, job.id, "Brother")  # it was moved there and back meanwhile
        assert spool.begin(connection, job.id, "Zebra")
        assert not spool.begin(connection, job.id, "Zebra")

    assert (now(door, job).state, now(door, job).attempts) == (JobState.PRINTING, 1)


def test_what_was_tried_least_is_next_and_then_what_was_asked_for_first(door: Door) -> None:
    first, second = asked(door, 1), asked(door, 2)
    asked(door, 3, "Brother")
    with door.mirror.write() as connection:
        assert spool.next_at(connection, "Zebra", untried=False) == first
        spool.begin(connection, first.id, first.printer)
        spool.wait(connection, first.id, {JobState.PRINTING}, "No paper.")
        assert spool.next_at(connection, "Zebra", untried=False) == second
        spool.begin(connection, second.id, second.printer)
        assert spool.next_at(connection, "Zebra", untried=True) is None
        again = spool.next_at(connection, "Zebra", untried=False)

    assert again is not None
    assert (again.id, again.words) == (first.id, "No paper.")


def test_printers_that_badges_wait_for_are_known(door: Door) -> None:
    asked(door, 1)
    asked(door, 2, "Brother")
    printing(door, 3)

    with door.mirror.read() as connection:
        assert sorted(spool.waiting_at(connection)) == ["Brother", "Zebra"]


def test_counts_tell_what_is_open(door: Door) -> None:
    waiting, failed = asked(door, 1), asked(door, 2)
    printing(door, 3)
    gone = asked(door, 4)
    with door.mirror.write() as connection:
        spool.wait(connection, waiting.id, {JobState.WAITING}, "No paper.")
        spool.end(connection, failed.id, {JobState.WAITING}, JobState.FAILED, MORNING, "No glyph.")
        spool.end(connection, gone.id, {JobState.WAITING}, JobState.CANCELLED, MORNING, "")

    with door.mirror.read() as connection:
        counts = spool.counts(connection)
        assert counts == SpoolCounts(waiting=1, printing=1, failed=1, stuck=1)
        assert type(counts.stuck) is int
        assert spool.open_of(connection, door.number(4)) is None
        assert spool.open_of(connection, door.number(1)) == now(door, waiting)


def test_of_what_was_being_printed_nobody_knows_and_the_rest_waits_on(door: Door) -> None:
    interrupted, waiting = printing(door, 1), asked(door, 2)

    with door.mirror.write() as connection:
        assert spool.doubt_interrupted(connection) == 1

    assert now(door, interrupted).state is JobState.DOUBTFUL
    assert "look at the printer" in now(door, interrupted).words
    assert now(door, waiting).state is JobState.WAITING


def test_after_mending_what_waits_is_in_doubt_too(door: Door) -> None:
    interrupted, waiting = printing(door, 1), asked(door, 2)

    with door.mirror.write() as connection:
        assert spool.doubt_everything(connection) == 2

    assert {now(door, job).state for job in (interrupted, waiting)} == {JobState.DOUBTFUL}


def test_another_printer_takes_what_waits_and_what_failed(door: Door) -> None:
    waiting, failed, begun = asked(door, 1), asked(door, 2), printing(door, 3)
    with door.mirror.write() as connection:
        spool.end(connection, failed.id, {JobState.WAITING}, JobState.FAILED, MORNING, "Gone.")

        assert spool.move_all(connection, "Zebra", "Brother") == 2
        assert not spool.move(connection, begun.id, "Brother")

    moved = now(door, failed)
    assert (moved.state, moved.printer, moved.words, moved.ended_at) == (
        JobState.WAITING,
        "Brother",
        "",
        None,
    )
    assert now(door, waiting).printer == "Brother"


def test_what_is_in_doubt_moves_and_stays_in_doubt(door: Door) -> None:
    job = printing(door)
    with door.mirror.write() as connection:
        assert spool.doubt(connection, job.id, "Who knows.")
        assert spool.move(connection, job.id, "Brother")

    moved = now(door, job)
    assert (moved.state, moved.printer, moved.words) == (JobState.DOUBTFUL, "Brother", "Who knows.")


def test_the_newest_come_first_and_open_ones_never_fall_off_the_list(door: Door) -> None:
    oldest, *others = [asked(door, number) for number in (1, 2, 3, 4)]
    with door.mirror.write() as connection:
        for job in others:
            spool.end(connection, job.id, {JobState.WAITING}, JobState.CANCELLED, MORNING + timedelta(1), "")

    with door.mirror.read() as connection:
        assert [job.id for job in spool.jobs(connection, 2)] == [others[2].id, others[1].id, oldest.id]


def test_how_the_platform_is_told_was_settled_when_it_was_asked_for(door: Door) -> None:
    told = asked(door, 1, told=True, station=PlatformId("7"), session=PlatformId("9"))
    untold = asked(door, 2)

    with door.mirror.read() as connection:
        assert spool.telling(connection, untold.id) is None
        assert spool.telling(connection, told.id) == Telling(
            event=door.event.id, kind=REGISTRATION, station=PlatformId("7"), session=PlatformId("9")
        )


def test_a_walk_in_whom_the_platform_knows_keeps_the_badge_asked_for(door: Door) -> None:
    walk_in = register.register(door.post, {GIVEN_NAME: "Grace"})
    with door.mirror.write() as connection:
        job = spool.add(
            connection,
            Asked(attendee=walk_in, printer="Zebra", template="default", at=MORNING, kind=REGISTRATION),
        )
        only_here.registered(connection, walk_in, PlatformId("3"), ())

    assert now(door, job).attendee == door.number(3) != AttendeeId(walk_in)
