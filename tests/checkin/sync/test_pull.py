"""Platform → mirror."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import cast

import pytest
from sqlalchemy.exc import IntegrityError
from typing_extensions import override

from checkin.desk import find
from checkin.errors import UnreachableError
from checkin.mirror import attendees, events
from checkin.mirror.database import Mirror
from checkin.mirror.events import PullState
from checkin.model.event import WHOLE_EVENT, TicketType, Zone, ZoneKind
from checkin.model.ids import PlatformId
from checkin.model.movement import Source
from checkin.model.pulled import Page
from checkin.model.station import PlatformStation, StationKind
from checkin.notices import MirrorRefreshed, PullProgressed
from checkin.sync.pull import PullSummary
from tests.fakes.builders import a_pulled
from tests.fakes.clock import FakeClock
from tests.fakes.connector import FakeConnector, FakePlatform, unreachable
from tests.fakes.synced import Synced


class _Scripted(FakeConnector):
    """Pulls give these pages, whatever is asked for."""

    def __init__(self, it: FakePlatform, pages: list[Page]) -> None:
        super().__init__(it)
        self._pages = pages

    @override
    def pull(self, event: PlatformId, *, since: str | None, resume: str | None) -> Iterator[Page]:
        yield from self._pages


def state(synced: Synced) -> PullState:
    with synced.mirror.read() as connection:
        return events.pull_state(connection, synced.post.event.id)


def known(synced: Synced) -> set[str]:
    return {str(one.attendee.platform_id) for one in find.find(synced.post, "")}


def breaks_after(synced: Synced, pages: int) -> None:
    synced.connector.faults.extend([None] * pages)
    synced.connector.faults.append(unreachable())


def test_a_complete_pull_has_everybody_and_says_how_far_it_is(synced: Synced) -> None:
    assert synced.pull.everything() == PullSummary(attendees=5)

    assert known(synced) == {"1", "2", "3", "4", "5"}
    progress = synced.heard(PullProgressed)
    assert [(one.done, one.total) for one in progress] == [(2, 5), (4, 5), (5, 5)]
    assert synced.announced[-1] == MirrorRefreshed(
        event=synced.post.event.id, attendees=5, at=synced.clock.now()
    )
    assert state(synced) == PullState(generation=1, resume=None, cursor="5", pulled_at=synced.clock.now())


@pytest.mark.parametrize("pages", [0, 1, 2])
def test_an_interrupted_pull_goes_on_where_it_was(synced: Synced, pages: int) -> None:
    breaks_after(synced, pages)
    with pytest.raises(UnreachableError):
        synced.pull.everything()
    assert len(known(synced)) == 2 * pages
    assert state(synced).cursor is None
    assert synced.heard(MirrorRefreshed) == []

    assert synced.pull.everything() == PullSummary(attendees=5)

    assert synced.connector.pulls == [(None, None), (None, str(2 * pages) if pages else None)]
    assert state(synced).generation == 1


def test_an_interrupted_pull_of_changes_moves_no_cursor(synced: Synced, it: FakePlatform) -> None:
    synced.pull.everything()
    it.put(*(a_pulled(number) for number in (6, 7, 8)))
    breaks_after(synced, 1)

    with pytest.raises(UnreachableError):
        synced.pull.changes()
    assert state(synced).cursor == "5"

    assert synced.pull.changes() == PullSummary(attendees=8)
    assert state(synced).cursor == "8"
    assert synced.connector.pulls[-2:] == [("5", None), ("5", None)]


def test_the_first_pull_of_changes_is_a_complete_one(synced: Synced) -> None:
    assert synced.pull.changes().attendees == 5

    assert synced.connector.pulls == [(None, None)]


def test_a_pull_of_changes_first_ends_an_interrupted_complete_one(synced: Synced) -> None:
    synced.pull.everything()
    breaks_after(synced, 1)
    with pytest.raises(UnreachableError):
        synced.pull.everything()

    synced.pull.changes()

    assert synced.connector.pulls[-1] == (None, "2")
    assert state(synced).resume is None


def test_nobody_is_removed_before_a_complete_pull_ends(synced: Synced, it: FakePlatform) -> None:
    synced.pull.everything()
    it.remove(PlatformId("3"))
    synced.pull.changes()
    breaks_after(synced, 1)
    with pytest.raises(UnreachableError):
        synced.pull.everything()
    assert "3" in known(synced)

    assert synced.pull.everything() == PullSummary(attendees=4, removed=1)

    assert known(synced) == {"1", "2", "4", "5"}


def test_people_registered_here_and_what_waits_survive_every_pull(synced: Synced, it: FakePlatform) -> None:
    synced.pull.everything()
    movement = synced.admit(3)
    with synced.mirror.write() as connection:
        connection.exec_driver_sql("UPDATE attendee SET platform_id = NULL WHERE platform_id = '5'")
    it.remove(PlatformId("3"))
    it.remove(PlatformId("5"))

    synced.pull.everything()

    assert synced.operation(movement).movement == movement
    assert known(synced) == {"1", "2", "4", "None"}


def test_a_cancelled_pull_stops_after_the_page_at_hand_and_goes_on_later(synced: Synced) -> None:
    synced.pull.cancelled.set()

    assert synced.pull.everything() == PullSummary(attendees=2, cancelled=True)
    assert synced.heard(MirrorRefreshed) == []

    synced.pull.cancelled.clear()
    assert synced.pull.everything() == PullSummary(attendees=5)
    assert synced.connector.pulls[-1] == (None, "2")


def test_a_pull_cancelled_at_its_last_page_is_complete(synced: Synced) -> None:
    synced.connector.page_size = 10
    synced.pull.cancelled.set()

    assert not synced.pull.everything().cancelled
    assert state(synced).cursor == "5"


def test_what_is_to_happen_between_pages_happens_after_each(synced: Synced) -> None:
    seen: list[int] = []

    replace(synced.pull, between_pages=lambda: seen.append(len(known(synced)))).everything()

    assert seen == [2, 4, 5]


def test_zones_stations_and_ticket_types_are_replaced_only_where_a_page_has_them(
    synced: Synced, mirror: Mirror
) -> None:
    event = synced.post.event.id
    hall = Zone(id=WHOLE_EVENT, platform_id=PlatformId("1"), kind=ZoneKind.EVENT, name="All")
    desk = PlatformStation(platform_id=PlatformId("7"), name="Desk", kind=StationKind.REGISTRATION)
    page = Page(
        attendees=(a_pulled(1),),
        ticket_types=(TicketType(platform_id=PlatformId("1"), name="VIP"),),
        zones=(hall,),
        stations=(desk,),
    )
    pages = [page, Page(snapshot_ends=True, cursor="c")]

    replace(synced.pull, connector=_Scripted(synced.it, pages)).everything()

    with mirror.read() as connection:
        assert events.zones(connection, event) == (hall,)
        assert events.stations(connection, event) == (desk,)
        assert attendees.count(connection, event) == 1
    assert find.find(synced.post, "")[0].attendee.ticket.type_name == "VIP"


def test_what_others_did_is_recorded_once_however_often_it_is_told(
    synced: Synced, it: FakePlatform, clock: FakeClock
) -> None:
    it.report(PlatformId("1"))
    came_at = clock.now()
    clock.advance(600)

    for _ in range(3):
        synced.pull.everything()
        synced.pull.changes()

    (ada,) = find.find(synced.post, "ada number 1")
    (movement,) = find.history(synced.post, ada.attendee.id)
    assert (movement.source, movement.at) == (Source.PLATFORM, came_at)
    assert ada.presence.inside


def test_a_pull_while_nobody_knows_whether_ours_arrived_records_nothing_twice(
    synced: Synced, it: FakePlatform
) -> None:
    synced.pull.everything()
    movement = synced.admit(1)
    it.takes(synced.operation(movement))
    with synced.mirror.write() as connection:
        connection.exec_driver_sql("UPDATE operation SET state = 'uncertain'")

    synced.pull.everything()

    (ada,) = find.find(synced.post, "ada number 1")
    assert [one.id for one in find.history(synced.post, ada.attendee.id)] == [movement]


def test_whoever_is_there_but_cannot_be_read_stays(synced: Synced) -> None:
    synced.pull.everything()
    rest = tuple(a_pulled(number) for number in (1, 2, 3))
    page = Page(attendees=rest, present=(PlatformId("4"),), snapshot_ends=True, cursor="c")

    summary = replace(synced.pull, connector=_Scripted(synced.it, [page])).everything()

    assert summary == PullSummary(attendees=4, removed=1)
    assert known(synced) == {"1", "2", "3", "4"}


def test_where_a_row_has_not_even_an_id_nobody_is_taken_for_gone(synced: Synced) -> None:
    synced.pull.everything()
    pages = [
        Page(attendees=(a_pulled(1),), blind=True, resume="2"),
        Page(attendees=(a_pulled(2),), snapshot_ends=True, cursor="c"),
    ]

    summary = replace(synced.pull, connector=_Scripted(synced.it, pages)).everything()

    assert summary.removed == 0
    assert known(synced) == {"1", "2", "3", "4", "5"}


def transactions(mirror: Mirror, happens: Callable[[], object]) -> list[list[str]]:
    """What is written meanwhile, by transactions."""
    said: list[str] = []
    with mirror.write() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
    driver.set_trace_callback(said.append)
    happens()
    driver.set_trace_callback(None)
    together = "\n".join(said).split("BEGIN IMMEDIATE")
    return [one.splitlines() for one in together if "INSERT INTO attendee" in one]


def test_a_page_is_written_in_slices_and_only_the_last_moves_the_pull_on(
    synced: Synced, it: FakePlatform, mirror: Mirror
) -> None:
    it.put(*(a_pulled(number) for number in range(1, 121)))
    synced.connector.page_size = 120

    written = transactions(mirror, synced.pull.everything)

    people = [sum(line.startswith("INSERT INTO code ") for line in one) for one in written]
    moves = [any(line.startswith("UPDATE event") for line in one) for one in written]
    assert people == [50, 50, 20]
    assert moves == [False, False, True]
    assert all("COMMIT" in one for one in written)


def test_what_broke_off_within_a_page_repeats_the_page(synced: Synced) -> None:
    crowd = [a_pulled(number) for number in range(1, 61)]
    broken = replace(crowd[55], order=cast(str, None))
    first = Page(attendees=tuple(crowd[:2]), resume="2")
    half = Page(attendees=(*crowd[2:55], broken), resume="56")
    pull = replace(synced.pull, connector=_Scripted(synced.it, [first, half]))

    with pytest.raises(IntegrityError):
        pull.everything()

    assert state(synced).resume == "2"
    with synced.mirror.read() as connection:
        assert attendees.count(connection, synced.post.event.id) == 52
    rest = Page(attendees=tuple(crowd[2:]), snapshot_ends=True, cursor="c")
    again = replace(synced.pull, connector=_Scripted(synced.it, [rest])).everything()
    assert again == PullSummary(attendees=60)
