"""Erasing everybody, and what stands against it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typing_extensions import override

from checkin.desk import admit
from checkin.desk.begun_files import begun_files
from checkin.desk.forget import BadgesLeftError, StillNeededError, badge_files, forget
from checkin.errors import MirrorLockedError
from checkin.mirror import attendees, events, outbox, past, prints
from checkin.mirror.database import Mirror
from tests.fakes.builders import CONNECTION, MORNING, Door, a_chosen_event, a_door, a_pulled, stored
from tests.fakes.clock import FakeClock


def parked(door: Door) -> None:
    admit.admit(door.post, "C1")
    with door.mirror.write() as connection:
        (operation,) = outbox.due(connection, CONNECTION, MORNING, 1)
        outbox.park(connection, operation.id, MORNING, "no", refused=True)


def printed_to(door: Door, file: Path) -> None:
    with door.mirror.write() as connection:
        prints.add(connection, door.number(1), MORNING, str(file))


def test_what_waits_is_sent_first(door: Door) -> None:
    admit.admit(door.post, "C1")

    with pytest.raises(StillNeededError, match="1 thing still waits to be sent"):
        forget(door.mirror, door.event, MORNING)


def test_what_was_refused_is_looked_at_first(door: Door) -> None:
    parked(door)

    with pytest.raises(StillNeededError, match="refused 1 of what it was told"):
        forget(door.mirror, door.event, MORNING)


def test_a_badge_file_that_stays_is_said_and_everything_else_is_gone(door: Door, tmp_path: Path) -> None:
    stays, goes = tmp_path / "stays.pdf", tmp_path / "goes.pdf"
    stays.mkdir()
    goes.touch()
    for file in (stays, goes):
        printed_to(door, file)

    with pytest.raises(BadgesLeftError, match="1 badge file could not"):
        forget(door.mirror, door.event, MORNING)

    assert not goes.exists()
    with door.mirror.read() as connection:
        assert attendees.count(connection, door.event.id) == 0


def test_codes_that_were_revoked_are_erased_too(door: Door) -> None:
    with door.mirror.write() as connection:
        events.add_revoked(connection, door.event.id, ["OLD"])

    forget(door.mirror, door.event, MORNING)

    with door.mirror.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM revoked_code").scalar() == 0
        assert connection.exec_driver_sql("SELECT count(*) FROM code").scalar() == 0
    assert b"Lovelace" not in door.mirror.path.read_bytes()


def test_how_many_they_were_stays(door: Door) -> None:
    admit.admit(door.post, "C1")

    numbers = forget(door.mirror, door.event, MORNING, unheard=1)

    with door.mirror.read() as connection:
        (kept,) = past.everything(connection)
    assert (kept.name, kept.erased_at, kept.numbers) == ("Event 1", MORNING, numbers)
    assert (numbers.attendees, numbers.checked_in, numbers.unheard) == (3, 1, 1)
    assert numbers.hours == {MORNING: 1}


def test_what_came_meanwhile_is_not_erased_with_what_was_agreed_on(door: Door) -> None:
    admit.admit(door.post, "C1")
    admit.admit(door.post, "C2")

    with pytest.raises(StillNeededError, match="2 check-ins the platform has not taken, not 1"):
        forget(door.mirror, door.event, MORNING, unheard=1)

    with door.mirror.read() as connection:
        assert attendees.count(connection, door.event.id) == 3
        assert past.everything(connection) == ()


def test_badges_nobody_knows_any_more_go_too_and_those_of_other_events_stay(
    door: Door, tmp_path: Path
) -> None:
    badges = tmp_path / "badges"
    badges.mkdir()
    for name in ("1.pdf", ".2.pdf.part", "other.pdf"):
        (badges / name).touch()
    other = a_chosen_event(door.mirror, 2)
    (number,) = stored(door.mirror, other, a_pulled(9)).values()
    with door.mirror.write() as connection:
        prints.add(connection, number, MORNING, "elsewhere/badges/other.pdf")

    forget(door.mirror, door.event, MORNING, badges=badges)

    assert [file.name for file in badges.iterdir()] == ["other.pdf"]


def test_while_another_program_reads_traces_are_said_to_stay_and_badges_go_all_the_same(
    tmp_path: Path, clock: FakeClock
) -> None:
    mirror = Mirror(tmp_path / "mirror.sqlite", busy_seconds=0.05)
    door = a_door(mirror, clock)
    badge = tmp_path / "1.pdf"
    badge.touch()
    printed_to(door, badge)
    with closing(sqlite3.connect(mirror.path, isolation_level=None)) as other:
        other.execute("BEGIN").close()
        other.execute("SELECT count(*) FROM attendee").fetchall()
        with pytest.raises(MirrorLockedError, match="close it"):
            forget(mirror, door.event, MORNING)

    assert not badge.exists()
    mirror.compact()
    mirror.close()
    assert b"Lovelace" not in mirror.path.read_bytes()


def test_badges_are_gone_before_the_long_work_on_the_file_begins(tmp_path: Path, clock: FakeClock) -> None:
    badge = tmp_path / "1.pdf"
    badge.touch()
    there: list[bool] = []

    class Watched(Mirror):
        @override
        def compact(self) -> None:
            there.append(badge.exists())
            super().compact()

    mirror = Watched(tmp_path / "mirror.sqlite")
    door = a_door(mirror, clock)
    printed_to(door, badge)

    forget(mirror, door.event, MORNING)

    assert there == [False]
    mirror.close()


def test_which_files_of_badges_will_go_is_known_before_and_only_those_that_are_there(
    door: Door, tmp_path: Path
) -> None:
    badges, ahead = tmp_path / "badges", tmp_path / "ahead.pdf"
    badges.mkdir()
    for file in (badges / "1.pdf", badges / "other.pdf", ahead):
        file.touch()
    other = a_chosen_event(door.mirror, 2)
    (number,) = stored(door.mirror, other, a_pulled(9)).values()
    with door.mirror.write() as connection:
        prints.add(connection, number, MORNING, str(badges / "other.pdf"))
    begun_files(door.mirror, door.event).begin(ahead)
    printed_to(door, tmp_path / "thrown away.pdf")

    files = badge_files(door.mirror, door.event, badges)
    forget(door.mirror, door.event, MORNING, badges=badges)

    assert files == {badges / "1.pdf", ahead}
    assert [file for file in (badges / "1.pdf", badges / "other.pdf", ahead) if file.exists()] == [
        badges / "other.pdf"
    ]
