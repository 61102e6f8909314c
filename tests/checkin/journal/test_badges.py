"""Badges in the journal: what was asked for and what came out, told on and put back."""

from datetime import timedelta
from pathlib import Path

import pytest

from checkin.desk import print_badge
from checkin.journal.follow import Author, Follower
from checkin.journal.lines import LINE, BadgePrinted, BadgeWanted, Entry, Moved
from checkin.journal.reading import Reading, files_in
from checkin.journal.restore import Restored, rebuild, restore
from checkin.mirror import badge_past, prints, spool
from checkin.mirror.database import Mirror
from checkin.model.ids import AttendeeId
from checkin.model.print_job import JobState, PrintJob
from checkin.settings import Settings
from tests.checkin.journal.told import OPENING, moved, person
from tests.fakes.builders import MORNING, Door, a_chosen_event, a_pulled, stored
from tests.fakes.clock import FakeClock

US = Author(station="1b671a64-40d5-491e", station_name="Desk 1", computer="here")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


def asked(door: Door, number: int = 1, reason: str = "") -> PrintJob:
    return print_badge.ask(door.post, Settings(), door.number(number), reason)


def came_out(door: Door, job: PrintJob) -> None:
    waits = {JobState.WAITING}
    assert print_badge.came_out(door.mirror, job, waits, door.post.clock.now(), "Zebra") is not None


def lines_in(folder: Path) -> list[Entry]:
    return [line for _, line in Reading(files_in([folder])).pairs()]


def jobs(mirror: Mirror) -> list[PrintJob]:
    with mirror.read() as connection:
        return list(spool.jobs(connection, 100))


def printed(mirror: Mirror) -> dict[AttendeeId, int]:
    with mirror.read() as connection:
        numbers = connection.exec_driver_sql("SELECT id FROM attendee").scalars().all()
        return prints.how_often(connection, [AttendeeId(number) for number in numbers])


def wanted(number: int = 1, **more: object) -> BadgeWanted:
    line = {"at": MORNING, "printer": "Zebra", "template": "default", "station_kind": "registration"}
    return BadgeWanted.model_validate({**line, "person": person(number), **more})


def out(number: int = 1, **more: object) -> BadgePrinted:
    at = MORNING + timedelta(minutes=1)
    return BadgePrinted.model_validate({"at": at, "to": "Zebra", "person": person(number), **more})


def test_what_was_asked_for_and_what_came_out_stand_in_the_file(
    door: Door, clock: FakeClock, folder: Path
) -> None:
    follower = Follower(door.mirror, clock, folder)
    job = asked(door, reason="lost")
    follower.step(US)
    came_out(door, job)
    follower.step(US)
    follower.step(US)

    first, second = lines_in(folder)

    assert isinstance(first, BadgeWanted)
    assert (first.reason, first.which, first.person.code) == ("lost", 1, "C1")
    assert isinstance(second, BadgePrinted)
    assert (second.to, second.reason, second.at) == ("Zebra", "lost", clock.now())
    assert tuple(second.marks) == (0, 0, 0, 1, 1)


def test_a_journal_from_before_badges_goes_on_with_all_that_came_out_since(
    door: Door, clock: FakeClock, folder: Path
) -> None:
    came_out(door, asked(door))
    old = '{"kind":"movement","marks":[2,1,1],"anchor":"abc","id":"m1","at":"2026-11-22T08:00:00Z",'
    old += '"zone":"event","direction":"in","station":"1","source":"here","person":{"number":1}}'

    line = LINE.validate_json(old)
    Follower(door.mirror, clock, folder).step(US)

    assert isinstance(line, Moved)
    assert tuple(line.marks) == (2, 1, 1, 0, 0)
    assert [type(one) for one in lines_in(folder)] == [BadgeWanted, BadgePrinted]


def test_a_number_that_is_given_anew_is_told_of_too(door: Door, clock: FakeClock, folder: Path) -> None:
    follower = Follower(door.mirror, clock, folder)
    asked(door, 1)
    asked(door, 2)
    follower.step(US)
    with door.mirror.write() as connection:  # as when a pull finds that they are gone
        connection.exec_driver_sql("DELETE FROM attendee WHERE platform_id = '2'")
    follower.step(US)

    asked(door, 3)
    follower.step(US)

    assert [one.person.code for one in lines_in(folder) if isinstance(one, BadgeWanted)] == ["C1", "C2", "C3"]


def test_more_than_one_look_takes_is_told_of_in_several(
    mirror: Mirror, clock: FakeClock, folder: Path
) -> None:
    people = stored(mirror, a_chosen_event(mirror), *(a_pulled(number) for number in range(1, 1202)))
    with mirror.write() as connection:
        for who in people.values():
            prints.add(connection, who, MORNING, "Zebra")
    follower = Follower(mirror, clock, folder)

    steps = [follower.step(US) for _ in range(3)]

    assert steps == [True, True, False]
    assert len(lines_in(folder)) == len(people)


def test_what_came_out_is_known_again_and_what_waited_is_asked_about(mirror: Mirror) -> None:
    done = restore(mirror, OPENING, [wanted(1), wanted(2), out(1)])
    with mirror.write() as connection:
        in_doubt = badge_past.settle(connection)

    assert done == Restored(badges=3, people=2)
    assert list(printed(mirror).values()) == [1]
    assert in_doubt == 1
    assert [(job.state, job.printer) for job in jobs(mirror)] == [
        (JobState.DOUBTFUL, "Zebra"),
        (JobState.PRINTED, "Zebra"),
    ]


def test_putting_back_twice_and_in_any_order_is_putting_back_once(mirror: Mirror) -> None:
    lines: list[Entry] = [out(1), moved(1), wanted(1)]
    restore(mirror, OPENING, lines)

    again = restore(mirror, OPENING, reversed(lines))

    assert again == Restored(known=3)
    assert (len(jobs(mirror)), list(printed(mirror).values())) == (1, [1])


def test_nobody_is_asked_about_a_badge_that_is_here_and_known(
    door: Door, clock: FakeClock, folder: Path
) -> None:
    job, _ = asked(door, 1), asked(door, 2)
    came_out(door, job)
    Follower(door.mirror, clock, folder).step(US)

    done = rebuild(door.mirror, [folder])

    assert done.restored == Restored(known=3)
    assert [job.state for job in jobs(door.mirror)] == [JobState.WAITING, JobState.PRINTED]


def test_a_further_copy_is_asked_about_until_it_is_known_that_it_came_out(mirror: Mirror) -> None:
    later = MORNING + timedelta(minutes=5)
    restore(mirror, OPENING, [wanted(1), out(1), wanted(1, at=later, which=2, reason="lost")])

    with mirror.write() as connection:
        assert badge_past.settle(connection) == 1
    restore(mirror, OPENING, [out(1, at=later, reason="lost")])
    with mirror.write() as connection:
        assert badge_past.settle(connection) == 0


def test_a_badge_alone_brings_nobody_back_who_is_gone(mirror: Mirror) -> None:
    done = restore(mirror, OPENING, [wanted(1), out(1)], knows_people=True)

    assert done == Restored(known=2)
    assert jobs(mirror) == []


def test_a_badge_from_a_station_of_a_kind_nobody_knows_is_passed_over(mirror: Mirror) -> None:
    assert restore(mirror, OPENING, [wanted(1, station_kind="moon")]) == Restored(unreadable=1)
