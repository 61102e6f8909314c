"""What is counted of an event before it is erased."""

from datetime import timedelta

from checkin.desk import admit, register, undo
from checkin.mirror import events, past, prints
from checkin.mirror.database import Mirror
from checkin.model.event import TicketType, Zone, ZoneKind
from checkin.model.form import GIVEN_NAME
from checkin.model.ids import PlatformId, ZoneId
from checkin.model.past import OTHER, Group, Numbers
from checkin.model.station import StationKind
from tests.fakes.builders import MORNING, Door, a_door, a_pulled, a_station
from tests.fakes.clock import FakeClock

HALL = ZoneId("hall")


def a_busy_door(mirror: Mirror, clock: FakeClock) -> Door:
    """Twelve people come, six of them also into the hall, one of them by mistake; one more walks in."""
    door = a_door(mirror, clock, *(a_pulled(number) for number in range(1, 21)))
    hall = Zone(id=HALL, platform_id=PlatformId("5"), kind=ZoneKind.SESSION, name="Great Hall")
    with mirror.write() as connection:
        events.store_ticket_types(
            connection, door.event.id, [TicketType(platform_id=PlatformId("1"), name="Standard")]
        )
        events.store_zones(connection, door.event.id, [hall])
    last = None
    for number in range(1, 13):
        clock.advance(timedelta(minutes=10).total_seconds())
        last = admit.admit(door.post, f"C{number}").movement
    assert last is not None
    undo.undo(door.post, last)
    inside = door.at(a_station(StationKind.CHECK_IN, zone=HALL))
    for number in range(1, 7):
        admit.admit(inside, f"C{number}")
    register.register(door.post, {GIVEN_NAME: "Somebody"})
    with mirror.write() as connection:
        prints.add(connection, door.number(1), MORNING, "Zebra")
        prints.add(connection, door.number(1), MORNING, "Zebra")
    return door


def test_numbers_say_how_many_came_where_and_when(mirror: Mirror, clock: FakeClock) -> None:
    door = a_busy_door(mirror, clock)

    with mirror.read() as connection:
        numbers = past.count(connection, door.event.id, unheard=3)

    assert (numbers.attendees, numbers.checked_in, numbers.walk_ins) == (21, 11, 1)
    assert (numbers.badges, numbers.unheard) == (2, 3)
    assert numbers.zones == {"Great Hall": 6}
    assert numbers.ticket_types == {OTHER: Group(people=21, came=11)}  # one walk-in alone would stand out
    assert sum(numbers.hours.values()) == 11 + 6  # into the event, and into the hall
    assert all(hour.minute == 0 for hour in numbers.hours)


def test_numbers_are_kept_as_they_were(mirror: Mirror, clock: FakeClock) -> None:
    door = a_busy_door(mirror, clock)
    with mirror.write() as connection:
        numbers = past.count(connection, door.event.id)
        past.add(connection, door.event, MORNING, numbers)
        past.add(connection, door.event, MORNING, Numbers())

    with mirror.read() as connection:
        empty, kept = past.everything(connection)

    assert kept.numbers == numbers
    assert empty.numbers == Numbers()


def test_the_last_movement_is_the_events_own(mirror: Mirror, clock: FakeClock) -> None:
    door = a_busy_door(mirror, clock)
    with mirror.read() as connection:
        assert past.last_movement(connection, door.event.id) == clock.now()


def test_whoever_came_into_any_zone_came(mirror: Mirror, clock: FakeClock) -> None:
    door = a_door(mirror, clock)
    hall = a_station(StationKind.CHECK_IN, ZoneId("list:3"))
    admit.admit(door.at(hall), "C1")

    with mirror.read() as connection:
        numbers = past.count(connection, door.event.id)

    assert (numbers.attendees, numbers.checked_in) == (3, 1)
    assert sum(numbers.hours.values()) == 1
