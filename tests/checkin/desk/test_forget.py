"""Erasing everybody, and what stands against it."""

from pathlib import Path

import pytest

from checkin.desk import admit
from checkin.desk.forget import BadgesLeftError, StillNeededError, forget
from checkin.mirror import attendees, events, outbox, prints
from tests.fakes.builders import CONNECTION, MORNING, Door


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

    with pytest.raises(StillNeededError, match="1 check-ins still wait"):
        forget(door.mirror, door.event)


def test_what_was_refused_is_looked_at_first(door: Door) -> None:
    parked(door)

    with pytest.raises(StillNeededError, match="refused 1 check-ins"):
        forget(door.mirror, door.event)


def test_a_badge_file_that_stays_is_said_and_everything_else_is_gone(door: Door, tmp_path: Path) -> None:
    stays, goes = tmp_path / "stays.pdf", tmp_path / "goes.pdf"
    stays.mkdir()
    goes.touch()
    for file in (stays, goes):
        printed_to(door, file)

    with pytest.raises(BadgesLeftError, match="1 badge files"):
        forget(door.mirror, door.event)

    assert not goes.exists()
    with door.mirror.read() as connection:
        assert attendees.count(connection, door.event.id) == 0


def test_codes_that_were_revoked_are_erased_too(door: Door) -> None:
    with door.mirror.write() as connection:
        events.add_revoked(connection, door.event.id, ["OLD"])

    forget(door.mirror, door.event)

    with door.mirror.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM revoked_code").scalar() == 0
        assert connection.exec_driver_sql("SELECT count(*) FROM code").scalar() == 0
    assert b"Lovelace" not in door.mirror.path.read_bytes()
