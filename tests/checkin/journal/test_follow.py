import os
import stat
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from checkin.desk import admit, undo
from checkin.journal.book import folder_of
from checkin.journal.follow import Author, Follower
from checkin.journal.lines import Asked, Closed, Entry, Marks, Moved
from checkin.journal.reading import Reading, files_in
from checkin.journal.restore import rebuild
from checkin.mirror import events, outbox
from checkin.mirror.database import Mirror
from checkin.model.ids import MovementId
from tests.fakes.builders import CONNECTION, Door, a_chosen_event, a_pulled, enqueued, stored
from tests.fakes.clock import FakeClock

US = Author(station="1b671a64-40d5-491e", station_name="Desk 1", computer="here")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def follower(mirror: Mirror, clock: FakeClock, stick: Path) -> Follower:
    return Follower(mirror, clock, stick)


def test_each_check_in_stands_in_the_file_with_who_it_was(
    door: Door, follower: Follower, stick: Path
) -> None:
    let_in(door, 2)
    follower.step(US)

    (line,) = lines_in(stick)
    assert isinstance(line, Moved)
    assert (line.person.given_name, line.person.family_name, line.person.attendee) == ("Grace", "Hopper", "2")
    assert (line.zone, line.direction, line.station, line.at) == (
        "event",
        "in",
        "Desk 1",
        door.post.clock.now(),
    )
    assert line.told is not None


def test_what_came_of_it_follows(door: Door, follower: Follower, stick: Path) -> None:
    movement = let_in(door, 1)
    follower.step(US)
    settle(door, movement)
    follower.step(US)

    told, ended = lines_in(stick)
    assert isinstance(told, Moved)
    assert isinstance(ended, Closed)
    assert told.told is not None
    assert (ended.operation, ended.state, ended.attendee) == (told.told.id, "settled", "1")
    assert ended.marks == Marks(1, 1, 1)


def test_a_check_in_taken_back_and_what_was_asked_for_besides(
    door: Door, follower: Follower, stick: Path
) -> None:
    movement = let_in(door, 1)
    undo.undo(door.post, movement)
    enqueued(door.mirror, door.event, door.number(2))
    follower.step(US)

    lines = lines_in(stick)
    assert [type(line) for line in lines] == [Moved, Asked, Moved, Closed]
    assert [line.marks for line in lines] == [Marks(1, 1), Marks(1, 2), Marks(2, 2), Marks(2, 2, 1)]


def test_nothing_is_written_twice_and_nothing_left_out(door: Door, follower: Follower, stick: Path) -> None:
    for number in (1, 2, 3):
        let_in(door, number)
        enqueued(door.mirror, door.event, door.number(1))
        follower.step(US)
        follower.step(US)

    assert [line.marks.operation for line in lines_in(stick)] == [1, 2, 3, 4, 5, 6]
    assert [line.marks.movement for line in lines_in(stick)] == [1, 1, 2, 2, 3, 3]


def test_a_folder_that_comes_later_gets_everything(door: Door, mirror: Mirror, tmp_path: Path) -> None:
    for number in (1, 2, 3):
        let_in(door, number)
    catch_up(Follower(mirror, door.post.clock, tmp_path / "own", is_own=True))

    assert len(lines_in(tmp_path / "own")) == 3


def test_a_start_goes_on_where_the_last_line_was(door: Door, mirror: Mirror, stick: Path) -> None:
    let_in(door, 1)
    Follower(mirror, door.post.clock, stick).step(US)
    let_in(door, 2)
    Follower(mirror, door.post.clock, stick).step(US)

    assert [line.marks.movement for line in lines_in(stick)] == [1, 2]
    assert len(files_in([stick])) == 1


def test_a_day_has_a_file_of_its_own_in_the_events_time_zone(
    door: Door, clock: FakeClock, follower: Follower, stick: Path
) -> None:
    clock.set_wall(datetime(2026, 11, 22, 23, 59, tzinfo=ZoneInfo("Europe/Berlin")))
    let_in(door, 1)
    follower.step(US)
    clock.advance(120)
    let_in(door, 2)
    follower.step(US)

    assert [file.name for file in files_in([stick])] == [
        "2026-11-22-1b671a64.jsonl",
        "2026-11-23-1b671a64.jsonl",
    ]
    assert len(lines_in(stick)) == 2


def test_a_clock_that_is_set_back_leaves_nothing_out_and_tells_nothing_twice(
    door: Door, mirror: Mirror, clock: FakeClock, stick: Path
) -> None:
    for days in (0, 3, 0, -2):
        clock.set_wall(datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("UTC")) + timedelta(days=days))
        enqueued(door.mirror, door.event, door.number(1))
        Follower(mirror, clock, stick).step(US)

    assert sorted(line.marks.operation for line in lines_in(stick)) == [1, 2, 3, 4]


def test_what_is_written_is_for_this_users_eyes_only(door: Door, follower: Follower, stick: Path) -> None:
    let_in(door, 1)
    follower.step(US)

    (file,) = files_in([stick])
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_each_event_has_a_folder_of_its_own(
    door: Door, mirror: Mirror, follower: Follower, stick: Path
) -> None:
    other = a_chosen_event(mirror, 2)
    (number,) = stored(mirror, other, a_pulled(7)).values()
    enqueued(mirror, other, number)
    let_in(door, 1)
    follower.step(US)

    assert len(list(folder_of(stick, CONNECTION, "event-1").iterdir())) == 1
    assert len(list(folder_of(stick, CONNECTION, "event-2").iterdir())) == 1
    assert len({folder_of(stick, CONNECTION, one).name for one in ("event-1", "Event 1", "event_1")}) == 3


def test_practice_leaves_no_journal(mirror: Mirror, follower: Follower, stick: Path) -> None:
    event = a_chosen_event(mirror, connection=f"practice:{CONNECTION}")
    (number,) = stored(mirror, event, a_pulled(7)).values()
    enqueued(mirror, event, number)

    follower.step(US)

    assert not list(stick.iterdir())


def test_a_torn_line_is_left_behind_and_told_again(door: Door, mirror: Mirror, stick: Path) -> None:
    for number in (1, 2):
        let_in(door, number)
    catch_up(Follower(mirror, door.post.clock, stick))
    (file,) = files_in([stick])
    os.truncate(file, file.stat().st_size - 7)
    catch_up(Follower(mirror, door.post.clock, stick))
    let_in(door, 3)
    catch_up(Follower(mirror, door.post.clock, stick))

    assert [line.marks.movement for line in lines_in(stick)] == [1, 2, 3]
    assert unreadable_in(stick) == 1


def test_a_hole_that_a_power_cut_left_is_filled(door: Door, mirror: Mirror, stick: Path) -> None:
    for number in (1, 2, 3):
        let_in(door, number)
    catch_up(Follower(mirror, door.post.clock, stick))
    (file,) = files_in([stick])
    first, second, third, fourth = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(first + second + b"\0" * (len(third) - 1) + b"\n" + fourth)
    catch_up(Follower(mirror, door.post.clock, stick))
    catch_up(Follower(mirror, door.post.clock, stick))

    assert [line.marks.movement for line in lines_in(stick)] == [1, 3, 2, 3]


def test_a_file_that_is_taken_away_is_written_anew(door: Door, follower: Follower, stick: Path) -> None:
    let_in(door, 1)
    follower.step(US)
    (file,) = files_in([stick])
    file.unlink()
    catch_up(follower)

    assert len(lines_in(stick)) == 1


def test_two_computers_set_up_alike_keep_apart(door: Door, mirror: Mirror, stick: Path) -> None:
    twin = Author(station=US.station, station_name="Desk 2", computer="there")
    let_in(door, 1)
    for author in (US, twin, US, twin):
        Follower(mirror, door.post.clock, stick).step(author)

    assert len(files_in([stick])) == 2
    assert len(lines_in(stick)) == 2


def test_a_mirror_that_was_made_anew_loses_nothing(
    door: Door, mirror: Mirror, stick: Path, tmp_path: Path
) -> None:
    for number in (1, 2):
        let_in(door, number)
    catch_up(Follower(mirror, door.post.clock, stick))
    anew = Mirror(tmp_path / "anew.sqlite")
    (number,) = stored(anew, a_chosen_event(anew), a_pulled(9)).values()
    for _ in range(3):
        enqueued(anew, a_chosen_event(anew), number)
    catch_up(Follower(anew, door.post.clock, stick))
    anew.close()

    assert sorted(line.marks.operation for line in lines_in(stick)) == [1, 1, 2, 2, 3]
    assert len(files_in([stick])) == 2


def test_a_mirror_rebuilt_from_its_journal_goes_on_with_it(
    door: Door, mirror: Mirror, stick: Path, tmp_path: Path
) -> None:
    settle(door, let_in(door, 1))
    let_in(door, 2)
    catch_up(Follower(mirror, door.post.clock, stick))
    anew = Mirror(tmp_path / "anew.sqlite")
    rebuild(anew, [stick])
    catch_up(Follower(anew, door.post.clock, stick))
    anew.close()

    assert len(lines_in(stick)) == 3


def test_numbers_that_a_forgotten_event_gave_back_are_followed(
    door: Door, mirror: Mirror, follower: Follower, stick: Path
) -> None:
    let_in(door, 1)
    other = a_chosen_event(mirror, 2)
    (number,) = stored(mirror, other, a_pulled(7)).values()
    enqueued(mirror, other, number)
    catch_up(follower)
    with mirror.write() as connection:
        events.forget(connection, other.id)
    enqueued(mirror, door.event, door.number(1))
    catch_up(follower)

    assert [line.marks.operation for line in lines_in(folder_of(stick, CONNECTION, "event-1"))] == [1, 2]


def test_a_folder_that_is_away_is_said_so_and_catches_up_when_it_is_back(
    door: Door, follower: Follower, stick: Path
) -> None:
    let_in(door, 1)
    catch_up(follower)
    away = stick.rename(stick.with_name("away"))
    let_in(door, 2)
    with pytest.raises(FileNotFoundError):
        follower.step(US)
    assert not stick.exists()
    away.rename(stick)
    catch_up(follower)

    assert [line.marks.movement for line in lines_in(stick)] == [1, 2]


def test_a_long_morning_is_written_in_many_steps(door: Door, follower: Follower, stick: Path) -> None:
    for _ in range(1201):
        enqueued(door.mirror, door.event, door.number(1))
    let_in(door, 1)
    steps = catch_up(follower)

    assert steps > 2
    assert [line.marks.operation for line in lines_in(stick)] == list(range(1, 1203))


def catch_up(follower: Follower) -> int:
    steps = 1
    while follower.step(US):
        steps += 1
    return steps


def let_in(door: Door, number: int) -> MovementId:
    movement = admit.admit(door.post, f"C{number}").movement
    assert movement is not None
    return movement


def settle(door: Door, movement: MovementId) -> None:
    with door.mirror.write() as connection:
        operation = outbox.of_movement(connection, movement)
        assert operation is not None
        outbox.settle(connection, operation.id, door.post.clock.now(), None)


def lines_in(folder: Path) -> list[Entry]:
    return [line for _, line in Reading(files_in([folder])).pairs()]


def unreadable_in(folder: Path) -> int:
    reading = Reading(files_in([folder]))
    assert list(reading.pairs())
    return reading.unreadable
