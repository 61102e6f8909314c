"""Photos in the mirror."""

from dataclasses import replace

import pytest

from checkin.mirror import events, photos, storing
from checkin.mirror.database import Mirror
from checkin.mirror.photos import Missing
from checkin.model.event import Event
from checkin.model.ids import AttendeeId
from tests.fakes.builders import a_chosen_event, a_pulled

FIRST, SECOND = "https://example.org/1.jpg", "https://example.org/2.jpg"


@pytest.fixture
def event(mirror: Mirror) -> Event:
    return a_chosen_event(mirror)


def told(mirror: Mirror, event: Event, *addresses: str) -> list[AttendeeId]:
    """A complete pull of so many people with photos there; their numbers."""
    pulled = [replace(a_pulled(number), photo=one) for number, one in enumerate(addresses, start=1)]
    with mirror.write() as connection:
        generation = events.begin_snapshot(connection, event.id)
        numbers = storing.store(connection, event.id, generation, pulled)
        photos.store(connection, numbers, pulled)
        storing.remove_unseen(connection, event.id, generation)
        photos.drop_of_removed(connection, event.id)
    return list(numbers.values())


def missing(mirror: Mirror, event: Event, behind: int = 0, limit: int = 50) -> list[Missing]:
    with mirror.read() as connection:
        found = photos.missing(connection, event.id, behind, limit)
        assert limit < 50 or behind or photos.how_many_missing(connection, event.id) == len(found)
    return found


def keep(mirror: Mirror, attendee: AttendeeId, address: str, picture: bytes = b"picture") -> None:
    with mirror.write() as connection:
        photos.keep(connection, Missing(attendee=attendee, address=address), picture)


def picture(mirror: Mirror, attendee: AttendeeId) -> bytes | None:
    with mirror.read() as connection:
        return photos.picture_of(connection, attendee)


def test_who_has_one_is_missing_it_until_it_is_kept(mirror: Mirror, event: Event) -> None:
    ada, grace = told(mirror, event, FIRST, "")

    assert missing(mirror, event) == [Missing(attendee=ada, address=FIRST)]
    keep(mirror, ada, FIRST)

    assert missing(mirror, event) == []
    assert (picture(mirror, ada), picture(mirror, grace)) == (b"picture", None)


def test_the_next_pull_leaves_it_as_it_is(mirror: Mirror, event: Event) -> None:
    (ada,) = told(mirror, event, FIRST)
    keep(mirror, ada, FIRST)

    told(mirror, event, FIRST)

    assert picture(mirror, ada) == b"picture"


def test_another_address_is_another_photo(mirror: Mirror, event: Event) -> None:
    (ada,) = told(mirror, event, FIRST)
    keep(mirror, ada, FIRST)

    told(mirror, event, SECOND)

    assert picture(mirror, ada) is None
    assert missing(mirror, event) == [Missing(attendee=ada, address=SECOND)]
    keep(mirror, ada, FIRST, b"late")  # was under way
    assert picture(mirror, ada) is None


def test_one_that_is_gone_is_erased(mirror: Mirror, event: Event) -> None:
    (ada,) = told(mirror, event, FIRST)
    keep(mirror, ada, FIRST)

    told(mirror, event, "")

    assert (picture(mirror, ada), missing(mirror, event)) == (None, [])


def test_whoever_is_gone_takes_it_along(mirror: Mirror, event: Event) -> None:
    ada, grace = told(mirror, event, FIRST, SECOND)
    keep(mirror, ada, FIRST)
    keep(mirror, grace, SECOND)

    told(mirror, event, FIRST)

    assert (picture(mirror, ada), picture(mirror, grace)) == (b"picture", None)


def test_they_come_in_small_steps(mirror: Mirror, event: Event) -> None:
    people = told(mirror, event, *(f"https://example.org/{n}" for n in range(5)))

    assert [one.attendee for one in missing(mirror, event, limit=2)] == people[:2]
    assert [one.attendee for one in missing(mirror, event, behind=people[1], limit=2)] == people[2:4]


def test_forgetting_the_event_leaves_nothing_of_them(mirror: Mirror, event: Event) -> None:
    (ada,) = told(mirror, event, FIRST)
    keep(mirror, ada, FIRST, b"a-picture-of-somebody" * 100)

    with mirror.write() as connection:
        events.forget(connection, event.id)
    mirror.compact()

    assert picture(mirror, ada) is None
    assert b"a-picture-of-somebody" not in mirror.path.read_bytes()
