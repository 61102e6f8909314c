"""Somebody stands at the door."""

import sqlite3
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from checkin.desk import admit
from checkin.errors import MirrorLockedError
from checkin.mirror import attendees, backlog, movements, outbox
from checkin.mirror.database import Mirror
from checkin.model.admission import Admitted, Refusal, Refused
from checkin.model.attendee import TicketStatus
from checkin.model.code import badge_key
from checkin.model.event import WHOLE_EVENT
from checkin.model.ids import AttendeeId, ZoneId
from checkin.model.operation import OperationState, OutboxCounts
from checkin.model.pulled import PulledCode
from checkin.model.scan import Scan
from checkin.model.station import Direction, StationKind
from checkin.notices import Scanned
from tests.fakes.builders import CONNECTION, Door, a_chosen_event, a_door, a_pulled, a_station, stored
from tests.fakes.clock import FakeClock

HALL = ZoneId("session:5")
TABLES = ("movement", "operation", "presence")


def rows(mirror: Mirror) -> dict[str, int]:
    with mirror.read() as connection:
        return {
            table: connection.scalars(select(func.count()).select_from(text(table))).one() for table in TABLES
        }


def refusal(scan: Scan) -> Refusal | None:
    return scan.admission.refusal if isinstance(scan.admission, Refused) else None


def test_green_means_that_movement_presence_and_operation_are_there(door: Door) -> None:
    scan = admit.admit(door.post, "C1")

    assert isinstance(scan.admission, Admitted)
    assert scan.movement is not None
    with door.mirror.read() as connection:
        (movement,) = movements.history(connection, door.number(1))
        (operation,) = outbox.due(connection, CONNECTION, scan.at, 10)
        candidate = attendees.by_number(connection, door.number(1), WHOLE_EVENT)
    assert (movement.id, movement.at, movement.station) == (scan.movement, scan.at, "Desk 1")
    assert (operation.movement, operation.attendee, operation.event) == (scan.movement, "1", "event-1")
    assert (operation.kind, operation.station, operation.session) == (StationKind.REGISTRATION, "7", None)
    assert candidate is not None
    assert candidate.presence.last_in == movement


def test_the_platform_is_told_which_session_was_entered(door: Door) -> None:
    post = door.at(a_station(StationKind.CHECK_IN, HALL))

    admit.admit(post, "C1")

    with door.mirror.read() as connection:
        (operation,) = outbox.due(connection, CONNECTION, post.clock.now(), 10)
    assert (operation.kind, operation.session) == (StationKind.CHECK_IN, "5")


def test_the_clock_offset_is_recorded(door: Door) -> None:
    admit.admit(replace(door.post, clock_offset=lambda: 1.5), "C1")

    with door.mirror.read() as connection:
        assert connection.exec_driver_sql("SELECT clock_offset_ms FROM movement").scalar() == 1500


@pytest.mark.parametrize(
    ("payload", "why"),
    [("unknown", Refusal.UNKNOWN_CODE), ("", Refusal.UNKNOWN_CODE), ("C1", Refusal.UNPAID)],
)
def test_a_refusal_writes_nothing_and_is_announced(
    mirror: Mirror, clock: FakeClock, payload: str, why: Refusal
) -> None:
    door = a_door(mirror, clock, a_pulled(1, status=TicketStatus.UNPAID))

    scan = admit.admit(door.post, payload)

    assert refusal(scan) is why
    assert scan.movement is None
    assert rows(mirror) == {"movement": 0, "operation": 0, "presence": 0}
    assert door.announced == [Scanned(scan=scan)]


def test_the_second_scan_is_told_of_the_first(door: Door, clock: FakeClock) -> None:
    first = admit.admit(door.post, "C1")
    clock.advance(60)

    second = admit.admit(door.post, "C1")

    assert isinstance(second.admission, Refused)
    assert second.admission.refusal is Refusal.ALREADY_INSIDE
    assert second.admission.first is not None
    assert (second.admission.first.id, second.admission.first.at) == (first.movement, first.at)


def test_what_a_lead_overrules_is_recorded(mirror: Mirror, clock: FakeClock) -> None:
    door = a_door(mirror, clock, a_pulled(1, status=TicketStatus.UNPAID))

    scan = admit.admit(door.post, "C1", Refusal.UNPAID)

    assert isinstance(scan.admission, Admitted)
    with mirror.read() as connection:
        (movement,) = movements.history(connection, door.number(1))
    assert movement.overrode == "unpaid"


@pytest.mark.parametrize(
    "payload",
    [
        "AB12-1",
        " ab12-1\r\n",
        "https://tickets.example.org/check?code=AB12-1",
        "BEGIN:VCARD\nX-SOCIALPROFILE;TYPE=EVENTYAY:1\nEND:VCARD",
        "C-old",
    ],
)
def test_a_ticket_is_known_by_every_code_it_ever_had(mirror: Mirror, clock: FakeClock, payload: str) -> None:
    codes = [PulledCode(key="AB12-1"), PulledCode(key=badge_key("1")), PulledCode(key="C-old", rank=1)]
    door = a_door(mirror, clock, a_pulled(1, codes=codes), a_pulled(2))

    scan = admit.admit(door.post, payload)

    assert isinstance(scan.admission, Admitted)
    assert scan.admission.attendee.id == door.number(1)


def test_a_code_of_two_people_asks_who_it_is_and_a_hand_decides(mirror: Mirror, clock: FakeClock) -> None:
    shared = [PulledCode(key="ORDER")]
    door = a_door(mirror, clock, a_pulled(1, codes=shared), a_pulled(2, codes=shared))

    asked = admit.admit(door.post, "ORDER")
    chosen = admit.admit_attendee(door.post, door.number(2))

    assert refusal(asked) is Refusal.AMBIGUOUS
    assert isinstance(chosen.admission, Admitted)
    assert chosen.admission.attendee.id == door.number(2)


def test_a_code_of_another_event_names_it(door: Door) -> None:
    other = a_chosen_event(door.mirror, 2)
    stored(door.mirror, other, a_pulled(90))

    scan = admit.admit(door.post, "C90")

    assert isinstance(scan.admission, Refused)
    assert (scan.admission.refusal, scan.admission.other_event) == (Refusal.WRONG_EVENT, other.id)


def test_somebody_nobody_has_is_unknown(door: Door) -> None:
    assert refusal(admit.admit_attendee(door.post, AttendeeId(999))) is Refusal.UNKNOWN_CODE


def test_out_of_a_session_and_in_again(door: Door) -> None:
    way_in, way_out = (
        door.at(a_station(kind, HALL)) for kind in (StationKind.CHECK_IN, StationKind.CHECK_OUT)
    )

    ways = [admit.admit(post, "C1").admission for post in (way_in, way_out, way_in)]

    assert [one.direction for one in ways if isinstance(one, Admitted)] == [
        Direction.IN,
        Direction.OUT,
        Direction.IN,
    ]
    assert refusal(admit.admit(door.at(a_station(StationKind.CHECK_OUT)), "C1")) is Refusal.NOT_INSIDE


def test_a_daily_station_lets_in_again_after_midnight_where_the_event_is(
    door: Door, clock: FakeClock
) -> None:
    post = door.at(a_station(StationKind.DAILY, HALL))
    clock.advance((timedelta(hours=14)).total_seconds())  # 23:40 in Berlin
    assert isinstance(admit.admit(post, "C1").admission, Admitted)
    assert refusal(admit.admit(post, "C1")) is Refusal.ALREADY_INSIDE

    clock.advance(30 * 60)

    assert isinstance(admit.admit(post, "C1").admission, Admitted)


@pytest.mark.parametrize("timezone", ["", "Mars/Olympus", "../../etc/passwd", "\0"])
def test_a_time_zone_nobody_knows_is_utc(door: Door, timezone: str) -> None:
    platform = replace(door.event.platform, timezone=timezone)
    post = replace(door.post, event=replace(door.event, platform=platform))

    assert str(post.zone_time) == "UTC"


@pytest.mark.parametrize("table", ["movement", "presence", "operation"])
def test_a_failure_between_two_statements_leaves_nothing(door: Door, table: str) -> None:
    with door.mirror.write() as connection:
        connection.exec_driver_sql(
            f"CREATE TRIGGER broken AFTER INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'broken'); END"
        )

    with pytest.raises(sqlite3.IntegrityError):
        admit.admit(door.post, "C1")

    assert rows(door.mirror) == {"movement": 0, "operation": 0, "presence": 0}
    assert door.announced == []


def test_nobody_is_let_in_while_the_file_cannot_be_written(tmp_path: Path, clock: FakeClock) -> None:
    mirror = Mirror(tmp_path / "mirror.sqlite", busy_seconds=0.05)
    door = a_door(mirror, clock)
    other = sqlite3.connect(mirror.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(MirrorLockedError):
        admit.admit(door.post, "C1")

    other.close()
    assert rows(mirror)["movement"] == 0
    assert isinstance(admit.admit(door.post, "C1").admission, Admitted)
    mirror.close()


def race(*runs: Callable[[], object]) -> None:
    threads = [threading.Thread(target=run) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_of_two_threads_with_one_ticket_exactly_one_sees_green(door: Door) -> None:
    barrier = threading.Barrier(4)
    scans: list[Scan] = []

    def scan() -> None:
        barrier.wait()
        scans.extend(admit.admit(door.post, code) for code in ("C1", "C2", "C3"))

    race(*[scan] * 4)

    assert sum(isinstance(one.admission, Admitted) for one in scans) == 3
    assert [refusal(one) for one in scans].count(Refusal.ALREADY_INSIDE) == 9
    with door.mirror.read() as connection:
        assert backlog.counts(connection) == OutboxCounts(waiting=3)


def test_every_scan_is_announced_after_it_is_on_the_disk(door: Door) -> None:
    seen: list[int] = []
    door.post.notices.listen(lambda _notice: seen.append(rows(door.mirror)["movement"]))

    admit.admit(door.post, "C1")
    admit.admit(door.post, "C2")

    assert seen == [1, 2]
    assert len(door.heard(Scanned)) == 2


def test_somebody_the_platform_does_not_know_yet_waits_in_the_outbox(door: Door) -> None:
    with door.mirror.write() as connection:
        connection.exec_driver_sql("UPDATE attendee SET platform_id = NULL WHERE id = ?", (door.number(1),))

    scan = admit.admit(door.post, "C1")

    assert scan.movement is not None
    with door.mirror.read() as connection:
        operation = outbox.of_movement(connection, scan.movement)
    assert operation is not None
    assert (operation.attendee, operation.state) == ("", OperationState.PENDING)
