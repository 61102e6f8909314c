import json
import logging
from datetime import UTC, datetime

import pytest

from checkin.connectors.open_event import pull
from checkin.connectors.open_event.connector import OpenEventConnector
from checkin.errors import CredentialsError, RejectedError, UnreadableReplyError
from checkin.model.attendee import TicketStatus
from checkin.model.ids import PlatformId
from checkin.model.pulled import Page
from tests.checkin.connectors.stand_ins import (
    JsonObject,
    RecordedServer,
    answer,
    recorded_answer,
)

EVENT = PlatformId("1")
ATTENDEES = "GET /v1/events/1/attendees"


def everything(connector: OpenEventConnector, resume: str | None = None) -> list[Page]:
    return list(connector.pull(EVENT, since=None, resume=resume))


def changes(connector: OpenEventConnector, since: str | None) -> list[Page]:
    return list(connector.pull(EVENT, since=since, resume=None))


def numbers(pages: list[Page]) -> list[int]:
    return [int(one.platform_id) for page in pages for one in page.attendees]


def asked(server: RecordedServer) -> list[JsonObject]:
    return [
        {key: request.url.params[key] for key in request.url.params}
        for request in server.requests
        if request.url.path.endswith("/attendees")
    ]


def test_a_whole_event_comes_in_pages(server: RecordedServer, connector: OpenEventConnector) -> None:
    for number in range(3, 1203):
        server.add_attendee(number)

    pages = everything(connector)

    assert numbers(pages) == list(range(3, 1203))
    assert [len(page.attendees) for page in pages] == [0, 500, 500, 200]
    assert [page.done for page in pages] == [0, 500, 1000, 1200]
    assert [page.total for page in pages] == [None, 1200, 1200, 1200]
    assert [page.snapshot_ends for page in pages] == [False, False, False, True]
    assert [page.cursor is None for page in pages] == [True, True, True, False]


def test_the_first_page_tells_types_zones_and_stations(connector: OpenEventConnector) -> None:
    first, last = everything(connector)

    assert first.ticket_types is not None
    assert first.zones is not None
    assert first.stations is not None
    assert (len(first.ticket_types), len(first.zones), len(first.stations)) == (2, 13, 8)
    assert (last.ticket_types, last.attendees, last.snapshot_ends) == (None, (), True)


def test_each_page_asks_for_what_comes_after_the_last(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    for number in range(1, 502):
        server.add_attendee(number)

    everything(connector)

    assert asked(server)[1] == {
        "filter": '[{"name": "id", "op": "gt", "val": 500}]',
        "sort": "id",
        "page[size]": "500",
        "include": "order",
        "fields[order]": "identifier,status",
    }


def test_nobody_is_missed_or_doubled_when_others_vanish_meanwhile(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    for number in range(1, 1101):
        server.add_attendee(number)
    vanishing = iter([None, 20, 30])

    def vanish(_query: JsonObject) -> None:
        gone = next(vanishing)
        server.attendees = [row for row in server.attendees if row["id"] != str(gone)]

    server.on_attendees = vanish

    assert numbers(everything(connector)) == list(range(1, 1101))


def test_an_interrupted_pull_goes_on_behind_the_last_stored_page(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    for number in range(1, 1201):
        server.add_attendee(number, is_registered=True, register_times=f"2026-11-22 07:00:{number % 60:02}")
    stored = connector.pull(EVENT, since=None, resume=None)
    next(stored)
    second = next(stored)

    rest = everything(connector, resume=second.resume)

    assert numbers(rest) == list(range(501, 1201))
    assert [page.done for page in rest] == [500, 1000, 1200]
    assert [page.total for page in rest] == [1200, 1200, 1200]
    assert rest[-1].snapshot_ends


@pytest.mark.parametrize("resume", ["", "500", "nonsense", "{}"])
def test_a_resume_that_is_not_ours_starts_from_the_beginning(
    server: RecordedServer, connector: OpenEventConnector, resume: str
) -> None:
    server.add_attendee(1)

    assert numbers(everything(connector, resume=resume)) == [1]


def test_a_server_that_gives_fewer_rows_than_asked_ends_no_snapshot_early(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    for number in range(1, 301):
        server.add_attendee(number)
    server.most_rows = 100

    pages = everything(connector)

    assert len(numbers(pages)) == 300
    assert [page.snapshot_ends for page in pages] == [False, False, False, True]


def test_a_server_that_tells_no_count_is_read_to_the_empty_page(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    row = server.add_attendee(1)
    without_count = {"data": [row], "included": list(server.orders.values())}
    server.script(ATTENDEES, answer(200, without_count), answer(200, {"data": []}))

    pages = everything(connector)

    assert [page.snapshot_ends for page in pages] == [False, False, True]
    assert pages[-1].total is None


def test_a_server_that_ignores_the_filter_is_found_out(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    row = server.add_attendee(1)
    same = {"data": [row], "included": list(server.orders.values()), "meta": {"count": 9}}
    server.script(ATTENDEES, *[answer(200, same) for _ in range(3)])

    with pytest.raises(UnreadableReplyError, match="again and again"):
        everything(connector)


def test_unreadable_rows_stop_nothing(
    server: RecordedServer, connector: OpenEventConnector, log_warnings: list[logging.LogRecord]
) -> None:
    for number in range(1, 601):
        server.add_attendee(number)
    server.attendees[499]["attributes"]["identifier"] = {}

    pages = everything(connector)

    assert len(numbers(pages)) == 599
    assert pages[-1].done == 600
    assert "[500]" in log_warnings.pop().getMessage()
    assert [page.present for page in pages] == [(), ("500",), ()]


def test_who_was_deleted_is_not_said_to_be_there(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    server.add_attendee(1, deleted_at="2026-11-22T07:00:00+00:00")
    server.add_attendee(2)

    pages = everything(connector)

    assert numbers(pages) == [2]
    assert [page.present for page in pages] == [(), ()]


def test_a_list_that_goes_on_is_followed_by_its_own_links(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    ticket = recorded_answer("tickets_event").json()["data"][0]
    link = "https://elsewhere.example/steal?page%5Bnumber%5D=2"
    server.script(
        "GET /v1/events/1/tickets",
        answer(200, {"data": [ticket], "links": {"next": link}}),
        answer(200, {"data": [ticket | {"id": "2"}], "links": {}}),
    )

    types = everything(connector)[0].ticket_types

    assert types is not None
    assert [one.platform_id for one in types] == ["1", "2"]
    assert {request.url.host for request in server.requests} == {"127.0.0.1"}
    assert server.requests[3].url.params["page[number]"] == "2"


def test_a_list_whose_links_go_in_circles_is_found_out(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    ticket = recorded_answer("tickets_event").json()["data"][0]
    circle = {"data": [ticket], "links": {"next": "/v1/events/1/tickets?page%5Bnumber%5D=2"}}
    server.script("GET /v1/events/1/tickets", *[answer(200, circle) for _ in range(5)])

    with pytest.raises(UnreadableReplyError, match="does not end"):
        everything(connector)


def test_an_account_without_rights_is_told_so(server: RecordedServer, connector: OpenEventConnector) -> None:
    server.script(ATTENDEES, recorded_answer("att_list_as_registrar"))

    with pytest.raises(CredentialsError, match="co-organizer"):
        everything(connector)


def test_an_event_that_is_not_there_is_rejected(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    server.script("GET /v1/events/1", recorded_answer("event_404"))

    with pytest.raises(RejectedError, match="Object Not Found"):
        everything(connector)


def test_a_refusal_without_words_is_unreadable(server: RecordedServer, connector: OpenEventConnector) -> None:
    server.script("GET /v1/events/1", recorded_answer("attendee_bad"))

    with pytest.raises(UnreadableReplyError, match="without a reason"):
        everything(connector)


def test_what_changed_are_new_attendees_and_registrations(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    for number in range(1, 6):
        server.add_attendee(number, is_registered=False, register_times=None)
    cursor = everything(connector)[-1].cursor
    server.attendees[1]["attributes"] |= {"is-registered": True, "register-times": "2026-11-22 07:05:00.5"}
    server.add_attendee(6, register_times=None)

    pages = changes(connector, cursor)

    assert numbers(pages) == [6, 2]
    assert pages[1].attendees[0].movements[0].at == datetime(2026, 11, 22, 7, 5, 0, 500000, tzinfo=UTC)
    assert pages[0].ticket_types is not None
    assert not any(page.snapshot_ends for page in pages)
    assert [page.cursor is None for page in pages] == [True, True, False]


def test_nothing_changed_costs_two_requests(server: RecordedServer, connector: OpenEventConnector) -> None:
    server.add_attendee(1, register_times=None)
    cursor = everything(connector)[-1].cursor
    server.requests.clear()

    pages = changes(connector, cursor)

    assert numbers(pages) == []
    assert server.paths() == [ATTENDEES, ATTENDEES]


def test_a_delta_begins_before_the_last_registration_and_before_the_last_read(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    server.add_attendee(1, is_registered=True, register_times="2026-11-22 06:30:00.25")
    cursor = everything(connector)[-1].cursor

    second = changes(connector, cursor)[-1].cursor
    changes(connector, second)

    since = [
        json.loads(query["filter"])[0]["val"] for query in asked(server) if "register" in query["filter"]
    ]
    assert since == ["2026-11-22 06:29:00", "2026-11-22 06:29:00"]


def test_a_registration_in_the_far_future_hides_no_other(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    server.add_attendee(1, is_registered=True, register_times="2999-01-01 00:00:00")
    server.add_attendee(2, is_registered=False, register_times=None)
    cursor = everything(connector)[-1].cursor
    server.attendees[1]["attributes"] |= {"is-registered": True, "register-times": "2026-11-22 07:05:00"}

    assert 2 in numbers(changes(connector, cursor))


def test_an_order_that_was_open_is_read_again_until_it_is_paid(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    server.add_attendee(1, "initializing", register_times=None)
    server.add_attendee(2, "completed", register_times=None)
    cursor = everything(connector)[-1].cursor

    open_still = changes(connector, cursor)
    server.orders["1"]["attributes"]["status"] = "completed"
    paid = changes(connector, open_still[-1].cursor)
    after = changes(connector, paid[-1].cursor)

    assert [one.status for one in open_still[0].attendees] == [TicketStatus.UNPAID]
    assert [one.status for one in paid[0].attendees] == [TicketStatus.VALID]
    assert numbers(after) == []


def test_only_the_newest_open_orders_are_asked_for(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    for number in range(1_000_000, 1_000_300):
        server.add_attendee(number, "pending", register_times=None)
    cursor = everything(connector)[-1].cursor

    again = numbers(changes(connector, cursor))

    assert again == list(range(1_000_100, 1_000_300))
    assert max(len(str(request.url)) for request in server.requests) < 4000


def test_somebody_new_between_two_requests_is_not_skipped(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    server.add_attendee(1, register_times=None)
    cursor = everything(connector)[-1].cursor

    def arrive(query: JsonObject) -> None:
        if "register" in query["filter"]:
            server.on_attendees = lambda _query: None
            server.add_attendee(2, register_times=None)
            server.add_attendee(3, is_registered=True, register_times="2026-11-22 07:05:00")

    server.on_attendees = arrive
    first = changes(connector, cursor)
    second = changes(connector, first[-1].cursor)

    assert numbers(first) == [3]
    assert numbers(second) == [2, 3, 3]


def test_many_registrations_come_in_pages_even_at_the_same_instant(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    for number in range(1, 1801):
        server.add_attendee(number, is_registered=False, register_times=None)
    cursor = everything(connector)[-1].cursor
    for number, row in enumerate(server.attendees):
        second = 0 if number < 1100 else number % 60
        row["attributes"] |= {"is-registered": True, "register-times": f"2026-11-22 08:00:{second:02}"}

    pages = changes(connector, cursor)

    assert set(numbers(pages)) == set(range(1, 1801))
    assert max(len(page.attendees) for page in pages) <= 2 * pull.PAGE * 2


def test_registrations_that_never_end_are_found_out(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    cursor = everything(connector)[-1].cursor
    row = server.add_attendee(1, register_times="2026-11-22 07:03:00")
    included = list(server.orders.values())
    nobody_new = answer(200, {"data": [], "meta": {"count": 0}})
    endless = [
        answer(200, {"data": [row] * pull.PAGE * pages, "included": included, "meta": {"count": 10**9}})
        for pages in (1, 2, 4, 8, 16)  # always as many as were asked for
    ]
    server.script(ATTENDEES, nobody_new, *endless)

    with pytest.raises(UnreadableReplyError, match="registrations"):
        changes(connector, cursor)


def test_a_cursor_that_is_not_ours_reads_everything(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    server.add_attendee(1)

    assert changes(connector, "yesterday")[-1].snapshot_ends
