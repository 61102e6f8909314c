"""Reading an event, over real HTTP."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from checkin.connectors.sarcon.connector import SarconConnector
from checkin.errors import RejectedError, UnreachableError, UnreadableReplyError
from checkin.model.admission import Refusal
from checkin.model.attendee import TicketStatus
from checkin.model.ids import PlatformId
from checkin.model.pulled import Page
from checkin.model.station import StationKind
from checkin.practice.faults import Fault, FaultKind
from checkin.practice.sarcon import SarconPractice
from tests.checkin.connectors.sarcon.builders import (
    SMALL,
    connector_to,
    example_with,
    mapping_file,
    operation,
    without_parts,
)
from tests.checkin.connectors.sarcon.scripted import Scripted, connected, envelope, laravel
from tests.fakes.clock import FakeClock
from tests.fakes.surroundings import DictMemory

MAIN = PlatformId("11")
STATUSES = {
    None: TicketStatus.VALID,
    Refusal.UNPAID: TicketStatus.UNPAID,
    Refusal.CANCELLED: TicketStatus.CANCELLED,
    Refusal.BLOCKED: TicketStatus.BLOCKED,
}


def read(connector: SarconConnector, *, since: str | None = None, resume: str | None = None) -> list[Page]:
    return list(connector.pull(MAIN, since=since, resume=resume))


def ids(pages: list[Page]) -> list[str]:
    return [one.platform_id for page in pages for one in page.attendees]


def test_everybody_is_read_once_with_status_and_code(
    practice: SarconPractice, connector: SarconConnector
) -> None:
    pages = read(connector)

    people = {one.platform_id: one for page in pages for one in page.attendees}
    expected = [one for one in practice.visitors() if one.event == MAIN]
    assert len(people) == len(ids(pages)) == len(expected) == 130
    for visitor in expected:
        assert people[visitor.platform_id].badge_code == visitor.code
        assert people[visitor.platform_id].status is STATUSES[visitor.expected]


def test_the_first_page_tells_types_posts_and_what_is_asked_of_walk_ins(connector: SarconConnector) -> None:
    first = read(connector)[0]

    assert [one.name for one in first.ticket_types or ()] == ["Delegate", "Speaker", "Exhibitor"]
    assert [(one.platform_id, one.kind) for one in first.stations or ()] == [
        ("main", StationKind.REGISTRATION),
        ("main/out", StationKind.CHECK_OUT),
    ]
    assert first.facts is not None
    assert first.facts.walk_in is not None
    assert len(first.facts.walk_in.ticket_types) == 3
    assert first.facts.notes == ()


def test_only_the_last_page_of_all_ends_the_snapshot_and_moves_the_cursor(connector: SarconConnector) -> None:
    *earlier, last = read(connector)

    assert not any(page.snapshot_ends or page.cursor for page in earlier)
    assert last.snapshot_ends
    assert last.cursor
    assert (last.done, last.total) == (130, 130)


def test_an_interrupted_read_goes_on_behind_the_last_stored_page(
    practice: SarconPractice, connector: SarconConnector
) -> None:
    stored = list(islice(connector.pull(MAIN, since=None, resume=None), 2))
    before = practice.platform.requests

    rest = read(connector_to(practice), resume=stored[-1].resume)

    assert sorted(ids(stored) + ids(rest)) == sorted(ids(read(connector)))
    assert rest[-1].snapshot_ends
    assert rest[-1].done == 130
    assert before == 2


def test_parameters_that_next_page_addresses_drop_are_asked_again(
    practice: SarconPractice, connector: SarconConnector
) -> None:
    assert [len(page.attendees) for page in read(connector)] == [0, 100, 30]
    assert practice.platform.requests == 3


def test_only_what_changed_is_read_behind_a_cursor() -> None:
    clock = FakeClock()
    with SarconPractice(attendees=130, clock=clock) as running:
        connector = connector_to(running, clock=clock)
        cursor = read(connector)[-1].cursor
        clock.advance(600)
        visitor = next(one for one in running.visitors() if one.expected is None)
        connector.push(operation(visitor.platform_id, at=clock.now()))

        pages = read(connector, since=cursor)

        assert ids(pages) == [visitor.platform_id]
        assert pages[0].attendees[0].movements[0].at == clock.now()
        assert not any(page.snapshot_ends for page in pages)
        clock.advance(600)
        later = read(connector, since=pages[-1].cursor)  # overlaps, for clocks differ
        assert ids(later) == [visitor.platform_id]
        assert ids(read(connector, since=later[-1].cursor)) == []


@pytest.mark.parametrize("text", ["nonsense", "{}", '{"began": "soon"}', '{"onward": "//evil.example"}'])
def test_a_cursor_or_resume_that_is_not_ours_reads_all_again(connector: SarconConnector, text: str) -> None:
    assert len(ids(read(connector, since=text))) == 130
    assert len(ids(read(connector, resume=text))) == 130


def test_another_mapping_reads_all_again(
    practice: SarconPractice, connector: SarconConnector, tmp_path: Path
) -> None:
    pages = read(connector)
    changed = example_with(tmp_path, {'company = "/company"': ""})

    again = read(connector_to(practice, mapping=changed), resume=pages[1].resume)

    assert len(ids(again)) == 130
    assert not any(one.company for page in again for one in page.attendees)


def test_without_changed_since_there_is_no_cursor(practice: SarconPractice, tmp_path: Path) -> None:
    line = 'changed_since = { parameter = "updated_since", format = "sql" }'
    connector = connector_to(practice, mapping=example_with(tmp_path, {line: ""}))

    pages = read(connector)

    assert pages[-1].cursor is None
    assert pages[-1].snapshot_ends


def test_a_cursor_from_before_changed_since_was_taken_out_reads_all_again(
    practice: SarconPractice, connector: SarconConnector, tmp_path: Path
) -> None:
    cursor = read(connector)[-1].cursor
    line = 'changed_since = { parameter = "updated_since", format = "sql" }'

    pages = read(connector_to(practice, mapping=example_with(tmp_path, {line: ""})), since=cursor)

    assert len(ids(pages)) == 130


def test_who_is_deleted_during_a_read_makes_nobody_else_vanish(
    practice: SarconPractice, connector: SarconConnector
) -> None:
    pages: list[Page] = []
    for page in connector.pull(MAIN, since=None, resume=None):
        pages.append(page)
        if len(pages) == 2:  # whoever comes first behind the page moves up onto it
            practice.platform.registrations.pop(int(page.attendees[0].platform_id))

    assert len(ids(pages)) == 129
    assert not any(page.snapshot_ends for page in pages)
    assert pages[-1].resume == ""
    assert read(connector)[-1].snapshot_ends


def test_totals_that_lie_do_not_matter(practice: SarconPractice, connector: SarconConnector) -> None:
    practice.platform.switches.lies_about_totals = True

    pages = read(connector)

    assert len(ids(pages)) == 130
    assert pages[-1].snapshot_ends


def test_without_a_mapping_nobody_is_read_and_nobody_is_gone(practice: SarconPractice) -> None:
    (page,) = read(connector_to(practice, mapping=""))

    assert page.attendees == ()
    assert not page.snapshot_ends
    assert page.stations == ()
    assert page.facts is not None
    assert any("[registrations]" in note for note in page.facts.notes)
    assert practice.platform.requests == 0


def test_kinds_of_tickets_are_learned_from_people_where_no_list_tells_them(
    practice: SarconPractice, tmp_path: Path
) -> None:
    memory = DictMemory()
    mapping = mapping_file(tmp_path, without_parts("ticket_types"))

    pages = read(connector_to(practice, mapping=mapping, memory=memory))
    again = read(connector_to(practice, mapping=mapping, memory=memory))

    names = {"Delegate", "Speaker", "Exhibitor"}
    assert pages[0].ticket_types is None
    assert {one.name for one in pages[1].ticket_types or ()} == names
    assert pages[-1].facts is not None
    assert pages[-1].facts.walk_in is not None
    assert {name for _, name in pages[-1].facts.walk_in.ticket_types} == names
    assert {one.name for one in again[0].ticket_types or ()} == names
    assert all(page.ticket_types is None for page in again[1:])


def test_what_was_kept_of_kinds_and_is_damaged_is_forgotten(practice: SarconPractice) -> None:
    for damaged in ("{", "[]", "5"):
        memory = DictMemory({"ticket types of 11": damaged})

        assert len(read(connector_to(practice, memory=memory))[0].ticket_types or ()) == 3


def test_a_list_without_pages_is_cut_into_pieces(tmp_path: Path) -> None:
    script = Scripted()
    rows = [{"id": number, "name": "N", "code": f"C{number}"} for number in range(1, 1203)]
    script.say("GET /events/11/people", envelope(rows))

    with connected(script, mapping_file(tmp_path, SMALL)) as connector:
        pages = read(connector)

    assert [len(page.attendees) for page in pages] == [0, 500, 500, 202]
    assert [page.snapshot_ends for page in pages] == [False, False, False, True]
    assert pages[2].resume == pages[0].resume


def test_a_wrong_pointer_to_ids_removes_nobody(tmp_path: Path) -> None:
    script = Scripted()
    script.say("GET /events/11/people", laravel([{"number": 1, "code": "C"}]))

    with (
        connected(script, mapping_file(tmp_path, SMALL)) as connector,
        pytest.raises(UnreadableReplyError, match="No registration has an id at /id"),
    ):
        read(connector)


def test_a_page_that_leads_back_to_itself_is_not_read_for_ever(tmp_path: Path) -> None:
    script = Scripted()
    again = "/api/public/v1/events/11/people?page=2"
    script.say("GET /events/11/people", laravel([{"id": 1, "code": "C"}], again))

    with (
        connected(script, mapping_file(tmp_path, SMALL)) as connector,
        pytest.raises(UnreadableReplyError, match="again and again"),
    ):
        read(connector)

    assert len(script.asked) == 2


def test_a_page_that_cannot_be_read_stores_nothing_beyond_the_earlier_ones(
    practice: SarconPractice, connector: SarconConnector
) -> None:
    pages: Iterator[Page] = connector.pull(MAIN, since=None, resume=None)
    assert len(next(pages).attendees) + len(next(pages).attendees) == 100
    practice.faults.truncate(path="registrations")

    with pytest.raises(UnreadableReplyError):
        next(pages)


def test_an_outage_during_a_read_is_an_outage(practice: SarconPractice, connector: SarconConnector) -> None:
    practice.faults.add(Fault(kind=FaultKind.ERROR_BEFORE, path="registrations"))

    with pytest.raises(UnreachableError):
        read(connector)


def test_an_event_that_cannot_stand_in_a_path_is_refused(connector: SarconConnector) -> None:
    with pytest.raises(RejectedError, match="event"):
        list(connector.pull(PlatformId(".."), since=None, resume=None))


def test_without_check_outs_and_doors_there_is_no_post_to_choose(
    practice: SarconPractice, tmp_path: Path
) -> None:
    plain = mapping_file(tmp_path, without_parts("check_out", "stations"), "plain.toml")
    door = mapping_file(tmp_path, without_parts("stations"), "door.toml")
    local = mapping_file(tmp_path, without_parts("check_in"), "local.toml")

    found = [read(connector_to(practice, mapping=one))[0].stations for one in (plain, door, local)]

    assert [[one.platform_id for one in posts or ()] for posts in found] == [[], ["event", "event/out"], []]
