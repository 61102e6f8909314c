"""Events in the mirror and what belongs to them."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from checkin.desk import admit
from checkin.mirror import events, records
from checkin.mirror.database import Mirror
from checkin.model.event import TicketType, Zone, ZoneKind
from checkin.model.ids import EventId, PlatformId, ZoneId
from checkin.model.station import PlatformStation, StationKind
from tests.fakes.builders import (
    CONNECTION,
    MORNING,
    Door,
    a_chosen_event,
    a_door,
    a_platform_event,
    a_pulled,
    stored,
)
from tests.fakes.clock import FakeClock

HALL = Zone(id=ZoneId("room:1"), platform_id=PlatformId("1"), kind=ZoneKind.ROOM, name="Hall", room=None)
TALK = Zone(
    id=ZoneId("session:5"),
    platform_id=PlatformId("5"),
    kind=ZoneKind.SESSION,
    name="Talk",
    room=ZoneId("room:1"),
    starts_at=MORNING,
    ends_at=MORNING + timedelta(hours=1),
)


def test_choosing_an_event_again_brings_it_up_to_date(mirror: Mirror) -> None:
    before = a_chosen_event(mirror)
    changed = replace(a_platform_event(), name="Renamed", starts_at=MORNING, badge_profile="CARD")

    with mirror.write() as connection:
        after = events.choose(connection, CONNECTION, changed)
        kept = events.get(connection, before.id)

    assert after.id == before.id
    assert kept == after
    assert after.platform == changed


def test_the_same_event_of_two_accounts_is_two_events(mirror: Mirror) -> None:
    assert a_chosen_event(mirror).id != a_chosen_event(mirror, connection="another account").id


def test_zones_and_stations_are_given_back_in_order_and_replaced(mirror: Mirror) -> None:
    event = a_chosen_event(mirror)
    door = PlatformStation(
        platform_id=PlatformId("7"), name="Door", kind=StationKind.CHECK_IN, room=ZoneId("room:1")
    )
    desk = PlatformStation(platform_id=PlatformId("8"), name="Desk", kind=StationKind.REGISTRATION)

    with mirror.write() as connection:
        events.store_zones(connection, event.id, [TALK, HALL])
        events.store_stations(connection, event.id, [door, desk])
        assert events.zones(connection, event.id) == (HALL, TALK)
        assert events.stations(connection, event.id) == (desk, door)

        events.store_zones(connection, event.id, [])
        events.store_stations(connection, event.id, [])
        events.store_ticket_types(connection, event.id, [])
        assert events.zones(connection, event.id) == ()
        assert events.stations(connection, event.id) == ()


def test_zones_of_other_events_stay(mirror: Mirror) -> None:
    first, second = a_chosen_event(mirror, 1), a_chosen_event(mirror, 2)

    with mirror.write() as connection:
        events.store_zones(connection, first.id, [HALL])
        events.store_zones(connection, second.id, [])
        assert events.zones(connection, first.id) == (HALL,)


def test_a_complete_pull_counts_up_and_remembers_where_it_was(mirror: Mirror) -> None:
    event = a_chosen_event(mirror)
    with mirror.write() as connection:
        generation = events.begin_snapshot(connection, event.id)
        begun = events.pull_state(connection, event.id)
        events.keep_resume(connection, event.id, "page 2")
        interrupted = events.pull_state(connection, event.id)
        events.end_snapshot(connection, event.id, "cursor", MORNING)
        ended = events.pull_state(connection, event.id)

    assert (generation, begun.resume, begun.cursor) == (1, "", None)
    assert (interrupted.resume, interrupted.pulled_at) == ("page 2", None)
    assert (ended.generation, ended.resume, ended.cursor, ended.pulled_at) == (1, None, "cursor", MORNING)


def test_a_forgotten_event_leaves_nothing_on_the_disk(tmp_path: Path, clock: FakeClock) -> None:
    mirror = Mirror(tmp_path / "mirror.sqlite")
    door = a_door(mirror, clock, a_pulled(1, "Zebedee", "Quixote", email="zebedee@example.org"))
    admit.admit(door.post, "C1")
    other = a_chosen_event(mirror, 2)
    stored(mirror, other, a_pulled(2, "Somebody", "Else"))

    with mirror.write() as connection:
        events.forget(connection, door.event.id)
    mirror.compact()
    mirror.close()

    content = b"".join(file.read_bytes() for file in tmp_path.iterdir()).lower()
    assert b"zebedee" not in content
    assert b"quixote" not in content
    assert b"somebody" in content


def test_forgetting_an_account_leaves_the_others(mirror: Mirror) -> None:
    mine, theirs = a_chosen_event(mirror), a_chosen_event(mirror, connection="another account")

    with mirror.write() as connection:
        events.forget_source(connection, CONNECTION.split("#")[0])
        assert events.get(connection, mine.id) is None
        assert events.get(connection, theirs.id) == theirs
        assert events.get(connection, EventId(99)) is None


def test_everything_recorded_is_told_as_proof(door: Door) -> None:
    with door.mirror.write() as connection:
        events.store_ticket_types(
            connection, door.event.id, [TicketType(platform_id=PlatformId("1"), name="VIP")]
        )
    scan = admit.admit(door.post, "C1")

    with door.mirror.read() as connection:
        (record,) = list(records.recorded(connection, door.event.id))

    assert (record.movement, record.given_name, record.ticket_type) == (scan.movement, "Ada", "VIP")
    assert (record.told, record.direction, record.undone_by) == ("pending", "in", "")
    assert record.at == scan.at
