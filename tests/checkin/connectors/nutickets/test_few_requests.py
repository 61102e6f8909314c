"""Few requests are left: reading leaves some to the doors, and holds nobody up."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

from checkin.connectors.nutickets.connector import NuticketsConnector
from checkin.connectors.nutickets.waiting import Ask
from checkin.model.live import LiveAnswer
from checkin.model.operation import Settled, Verdict
from checkin.model.pulled import Page
from checkin.practice.nutickets import NuticketsPractice
from tests.checkin.connectors.nutickets.builders import (
    a_question,
    an_operation,
    connect,
    people_of,
    read_all,
)
from tests.fakes.clock import FakeClock

_SOON = 5.0


@contextmanager
def at_once(connector: NuticketsConnector) -> Iterator[None]:
    """Whoever waits in here is called away, and fails."""
    watch = Timer(_SOON, connector.interrupt)
    watch.start()
    yield
    watch.cancel()


def use_up_reading(connector: NuticketsConnector) -> None:
    session, catalogue = connector._session, connector._client.catalogue  # noqa: SLF001 - as a pull would
    while session.has_room():
        catalogue.user()


def _is_pause(page: Page) -> bool:
    return not page.attendees and page.zones is None and not page.snapshot_ends


def test_a_check_in_passes_a_pull_that_waits_for_the_limit(
    platform: NuticketsPractice, clock: FakeClock
) -> None:
    connector = connect(platform, clock=clock, requests_a_minute="6")
    row = platform.platform.tables.of_event(4201)[0]
    verdicts: list[Verdict] = []
    pages: list[Page] = []

    for page in connector.pull(platform.main_event, since=None, resume=None):
        pages.append(page)
        if _is_pause(page):
            with at_once(connector):
                verdicts.append(connector.push(an_operation(platform, str(row.id), row.barcode)))
            clock.advance(61)
    connector.close()

    assert [type(one) for one in verdicts] == [Settled]
    assert pages[-1].snapshot_ends
    assert people_of(pages)


def test_a_pull_that_is_broken_off_while_it_waits_goes_on_where_it_was(
    platform: NuticketsPractice, clock: FakeClock
) -> None:
    connector = connect(platform, clock=clock, requests_a_minute="6")
    pulling = connector.pull(platform.main_event, since=None, resume=None)
    before = [next(pulling)]
    while not _is_pause(before[-1]):
        before.append(next(pulling))
    clock.advance(61)

    after = list(connector.pull(platform.main_event, since=None, resume=before[-1].resume))
    connector.close()

    assert people_of(before).keys() & people_of(after).keys() == set()
    assert len(people_of(before + after)) == len(people_of(read_all(connect(platform), platform.main_event)))


def test_a_guest_is_counted_although_reading_has_used_up_its_share(
    platform: NuticketsPractice, clock: FakeClock
) -> None:
    connector = connect(platform, clock=clock, requests_a_minute="30")
    people = people_of(read_all(connector, platform.main_event))
    guest = next(one for one in people.values() if one.platform_id.startswith("guest:"))
    use_up_reading(connector)

    with at_once(connector):
        verdict = connector.push(an_operation(platform, guest.platform_id, guest.badge_code))
        recalled = connector.read_back(an_operation(platform, guest.platform_id, guest.badge_code))
    connector.close()

    assert isinstance(verdict, Settled)
    assert recalled is not None


def test_the_platform_is_asked_at_the_door_although_reading_has_used_up_its_share(
    platform: NuticketsPractice, clock: FakeClock
) -> None:
    connector = connect(platform, clock=clock, requests_a_minute="30")
    row = platform.platform.tables.of_event(4201)[0]
    use_up_reading(connector)

    with at_once(connector):
        answer = connector.verify(a_question(platform, str(row.id), row.barcode, station=None))
    connector.close()

    assert isinstance(answer, LiveAnswer)


def test_no_password_shows_in_what_is_asked() -> None:
    assert "secret" not in repr(Ask(method="POST", path="/login", content=b'{"password": "secret"}'))
