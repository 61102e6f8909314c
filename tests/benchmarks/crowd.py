"""A mirror with as many attendees as a benchmark wants, all of them allowed in."""

import random
from collections.abc import Iterator

from checkin.mirror import events, storing
from checkin.mirror.database import Mirror
from checkin.model.attendee import TicketStatus
from checkin.model.event import Event, PlatformEvent
from checkin.model.ids import PlatformId
from checkin.model.pulled import PulledAttendee, PulledCode

_PAGE = 5000


def fill(mirror: Mirror, people: int) -> Event:
    """Store an event of so many `people`; the code of number n is ``code-n``."""
    with mirror.write() as connection:
        event = events.choose(
            connection,
            "benchmark",
            PlatformEvent(
                platform_id=PlatformId("1"), name="Crowd", timezone="UTC", starts_at=None, ends_at=None
            ),
        )
        generation = events.begin_snapshot(connection, event.id)
    for page in _pages(people):
        with mirror.write() as connection:
            storing.store(connection, event.id, generation, page)
    return event


def code_of(number: int) -> str:
    """What the barcode of this attendee says."""
    return f"code-{number}"


def queue_of(people: int) -> Iterator[int]:
    """Everybody once, in the order they happen to come: the same at each run, not that of the list."""
    order = list(range(people))
    random.Random(people).shuffle(order)
    return iter(order)


def _pages(people: int) -> Iterator[list[PulledAttendee]]:
    for start in range(0, people, _PAGE):
        yield [_attendee(number) for number in range(start, min(start + _PAGE, people))]


def _attendee(number: int) -> PulledAttendee:
    return PulledAttendee(
        platform_id=PlatformId(str(number)),
        given_name=f"Given{number % 997}",
        family_name=f"Family{number}",
        ticket_type=PlatformId("1"),
        status=TicketStatus.VALID,
        badge_code=code_of(number),
        codes=(PulledCode(key=code_of(number)),),
    )
