import json
from datetime import UTC, datetime

import httpx
import pytest

from checkin.connectors.pretix.connector import PretixConnector
from checkin.errors import CredentialsError, RejectedError, UnreachableError, UnreadableReplyError
from checkin.model.attendee import TicketStatus
from checkin.model.form import FieldKind
from checkin.model.pulled import Page
from checkin.model.station import StationKind
from tests.checkin.connectors.pretix.recorded import (
    EVENT,
    JsonObject,
    RecordedServer,
    a_connection,
    a_connector,
    answer,
    order,
    page,
    position,
    recorded_answer,
)
from tests.fakes.clock import FakeClock

ORDERS = "GET EVENT/orders/"
HERE = "http://127.0.0.1:8099/api/v1/organizers/demo/events/conf26/orders/"


def pulled(connector: PretixConnector, since: str | None = None, resume: str | None = None) -> list[Page]:
    return list(connector.pull(EVENT, since=since, resume=resume))


def ids(pages: list[Page]) -> list[str]:
    return [one.platform_id for page in pages for one in page.attendees]


def test_lists_are_zones_with_their_rules(connector: PretixConnector) -> None:
    first = pulled(connector)[0]

    exhibition, main, workshops = first.zones or ()

    assert (main.id, main.name) == ("list:1", "Main entrance")
    assert sorted(main.rules.ticket_types or ()) == ["1", "1-1", "1-2", "1-3", "2"]
    assert (main.rules.several_entries, main.rules.again_after_leaving, main.rules.lets_unpaid) == (
        False,
        True,
        True,
    )
    assert exhibition.rules.ticket_types is None
    assert exhibition.rules.several_entries
    assert exhibition.rules.logic["and"]
    assert not workshops.rules.again_after_leaving


def test_each_list_has_a_way_in_and_a_way_out(connector: PretixConnector) -> None:
    stations = pulled(connector)[0].stations or ()

    assert {one.platform_id: (one.kind, one.zone) for one in stations if one.zone == "list:1"} == {
        "1": (StationKind.REGISTRATION, "list:1"),
        "1/out": (StationKind.CHECK_OUT, "list:1"),
    }


def test_items_and_what_may_be_chosen_of_each_are_ticket_types(connector: PretixConnector) -> None:
    types = {str(one.platform_id): one.name for one in pulled(connector)[0].ticket_types or ()}

    assert types["1"] == "Conference Ticket"
    assert types["1-2"] == "Conference Ticket, Student"
    assert types["2"] == "VIP Pass"


def test_questions_of_the_door_are_asked_of_those_they_concern(connector: PretixConnector) -> None:
    facts = pulled(connector)[0].facts
    assert facts is not None

    shirt, waiver = facts.questions

    assert (shirt.name, shirt.label, shirt.kind, shirt.required) == (
        "question_1",
        "T-shirt size",
        FieldKind.CHOICE,
        True,
    )
    assert [(one.label, one.value) for one in shirt.options][:2] == [("S", "1"), ("M", "2")]
    assert waiver.kind is FieldKind.TICK
    assert shirt.concerns("2")
    assert not shirt.concerns("1")


def test_the_keys_of_signed_codes_and_the_revoked_codes_come_along(connector: PretixConnector) -> None:
    first = pulled(connector)[0]
    assert first.facts is not None

    assert first.facts.keys[0].startswith("-----BEGIN PUBLIC KEY-----")
    assert first.revoked[0].startswith("==gChrUZiuTUrvMbG5P2")


def test_walk_ins_are_offered_what_is_sold_at_the_door(connector: PretixConnector) -> None:
    facts = pulled(connector)[0].facts
    assert facts is not None
    assert facts.walk_in is not None

    assert [name for name, _ in facts.walk_in.ticket_types] == ["1-1", "1-2", "1-3", "2"]
    assert [one.name for one in facts.walk_in.fields] == ["given_name", "family_name", "company", "email"]
    assert not facts.walk_in.refused


def test_a_device_that_registers_nobody_gets_no_form(server: RecordedServer) -> None:
    facts = pulled(a_connector(server, connection=a_connection("pretixscan")))[0].facts

    assert facts is not None
    assert facts.walk_in is None


def test_a_list_that_takes_main_tickets_for_add_ons_is_spoken_of(connector: PretixConnector) -> None:
    facts = pulled(connector)[0].facts

    assert facts is not None
    assert any("Workshops" in note for note in facts.notes)


def test_canceled_positions_come_and_are_cancelled(connector: PretixConnector) -> None:
    status = {one.platform_id: one.status for page in pulled(connector) for one in page.attendees}

    assert status == {"502": TicketStatus.VALID, "503": TicketStatus.CANCELLED}


def test_a_complete_read_of_one_page_ends_with_it(server: RecordedServer, connector: PretixConnector) -> None:
    server.script(ORDERS, page(order()))

    pages = pulled(connector)

    assert len(server.asked(ORDERS)) == 1
    assert pages[-1].snapshot_ends
    assert pages[-1].cursor is not None
    assert "2026-11-22T08:00:00.5" in pages[-1].cursor


def test_what_changed_while_all_was_read_is_read_before_anybody_is_gone(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script(
        ORDERS,
        page(order("A", position(1)), next=f"{HERE}?page=2&page_size=50", count=2),
        page(order("B", position(2)), count=2),
        page(order("C", position(3)), next=f"{HERE}?page=2&modified_since=x", count=2),
        page(order("A", position(1)), count=2),
        page(),
    )

    pages = pulled(connector)

    assert ids(pages) == ["1", "2", "3", "1"]
    assert [one.snapshot_ends for one in pages[1:]] == [False, False, False, False, True]
    since = [query.get("modified_since") for query in server.query(ORDERS)]
    assert since == [None, None, "2026-11-22T07:57:00.500000Z", "x", "2026-11-22T07:59:50.500000Z"]


def test_where_changes_never_end_nobody_is_said_to_be_gone(
    server: RecordedServer, connector: PretixConnector
) -> None:
    for number in range(1, 30):
        server.script(ORDERS, page(order("A", position(number)), next=f"{HERE}?page=2"), page(order()))

    pages = pulled(connector)

    assert (pages[-1].snapshot_ends, pages[-1].blind) == (True, True)
    assert pages[-1].cursor
    assert len(pages) < 20


def test_an_interrupted_read_goes_on_at_the_next_page(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script(
        ORDERS,
        page(order("A", position(1)), next=f"{HERE}?page=2&ordering=-last_modified", count=2),
        UnreachableError("pretix", "gone"),
        page(order("B", position(2)), count=2),
        page(),
    )
    reading = connector.pull(EVENT, since=None, resume=None)
    stored = [next(reading), next(reading)]
    with pytest.raises(UnreachableError):
        next(reading)

    rest = pulled(connector, resume=stored[-1].resume)

    assert ids(rest) == ["2"]
    assert server.query(ORDERS)[2] == {"page": "2", "ordering": "-last_modified"}
    assert rest[-1].snapshot_ends


def test_a_page_that_is_no_longer_there_begins_the_read_anew(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script(
        ORDERS,
        page(order("A", position(1)), next=f"{HERE}?page=2"),
        recorded_answer("62"),
        page(order("B", position(2))),
    )

    assert ids(pulled(connector)) == ["1", "2"]


def test_a_page_that_is_missing_again_and_again_is_an_error(
    server: RecordedServer, connector: PretixConnector
) -> None:
    first = page(order("A", position(1)), next=f"{HERE}?page=2")
    server.script(ORDERS, first, recorded_answer("62"), first, recorded_answer("62"))

    with pytest.raises(RejectedError):
        pulled(connector)


def test_a_delta_begins_three_minutes_before_the_last_read(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script(ORDERS, page(order()), page())
    cursor = pulled(connector)[-1].cursor

    pages = pulled(connector, since=cursor)

    assert server.query(ORDERS)[1]["modified_since"] == "2026-11-22T07:57:00.500000Z"
    assert server.query(ORDERS)[1]["ordering"] == "-last_modified"
    assert server.query(ORDERS)[1]["include_canceled_positions"] == "true"
    assert not any(one.snapshot_ends for one in pages)
    assert pages[-1].cursor


def test_a_delta_reads_all_its_pages_once(server: RecordedServer, connector: PretixConnector) -> None:
    server.script(
        ORDERS,
        page(),
        page(order("A", position(1)), next=f"{HERE}?page=2&modified_since=y"),
        page(order("B", position(2))),
    )
    cursor = pulled(connector)[-1].cursor

    assert ids(pulled(connector, since=cursor)) == ["1", "2"]
    assert len(server.asked(ORDERS)) == 3


def test_a_cursor_of_somebody_else_reads_everything(
    server: RecordedServer, connector: PretixConnector
) -> None:
    pages = pulled(connector, since='{"began": "yesterday"}', resume="[]")

    assert pages[-1].snapshot_ends
    assert "modified_since" not in server.query(ORDERS)[0]


def test_lists_are_read_again_when_they_were_not_for_a_while(server: RecordedServer) -> None:
    clock = FakeClock()
    connector = a_connector(server, clock=clock)
    cursor = pulled(connector)[-1].cursor

    pulled(connector, since=cursor)
    assert len(server.asked("GET EVENT/checkinlists/")) == 1
    clock.advance(121)
    pages = pulled(connector, since=cursor)

    assert len(server.asked("GET EVENT/checkinlists/")) == 2
    assert pages[0].zones is not None


def test_products_that_did_not_change_are_not_sent_again(
    server: RecordedServer, connector: PretixConnector
) -> None:
    pulled(connector)
    server.script("GET EVENT/items/", recorded_answer("43"))

    first = pulled(connector)[0]

    assert server.asked("GET EVENT/items/")[1].headers["If-Modified-Since"] == "Sun, 22 Nov 2026 07:01:59 GMT"
    assert first.ticket_types


def test_a_next_page_on_another_server_is_never_asked_for(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script(ORDERS, page(order(), next="https://elsewhere.example/api/v1/?page=2"))

    with pytest.raises(UnreadableReplyError, match="another server"):
        pulled(connector)


def test_an_endless_list_of_orders_is_an_error(server: RecordedServer, connector: PretixConnector) -> None:
    server.script(ORDERS, page(next=f"{HERE}?page=2"))

    with pytest.raises(UnreadableReplyError, match="does not end"):
        pulled(connector)


def test_an_endless_list_of_lists_is_an_error(server: RecordedServer, connector: PretixConnector) -> None:
    server.script("GET EVENT/checkinlists/", *(page(next=f"{HERE}?page=2") for _ in range(3)))

    with pytest.raises(UnreadableReplyError, match="does not end"):
        pulled(connector)


def test_many_attendees_in_one_order_are_stored_in_pieces(
    server: RecordedServer, connector: PretixConnector
) -> None:
    crowd = [position(number) for number in range(1, 1102)]
    server.script(ORDERS, page(order("A", *crowd)))

    pages = pulled(connector)

    assert [len(one.attendees) for one in pages[1:]] == [500, 500, 101]
    assert pages[1].resume == pages[2].resume == pages[0].resume
    assert pages[-1].done == 1101


def test_who_cannot_be_read_is_still_there(
    server: RecordedServer, connector: PretixConnector, log_warnings: list[object]
) -> None:
    odd = [position(1, secret=7), position(2)]
    server.script(ORDERS, page(order("A", *odd), {"code": 5, "positions": [{"id": 3}]}))

    last = pulled(connector)[-1]

    assert ids([last]) == ["2"]
    assert set(last.present) == {"1", "3"}
    assert last.snapshot_ends
    assert log_warnings
    log_warnings.clear()


@pytest.mark.parametrize(
    "row", [{"code": 5}, 7, {"code": "A", "positions": [{"secret": "x"}]}, {"code": "A", "positions": 7}]
)
def test_where_somebody_cannot_even_be_counted_nobody_is_said_to_be_gone(
    server: RecordedServer, connector: PretixConnector, log_warnings: list[object], row: JsonObject
) -> None:
    server.script(ORDERS, page(row))

    assert pulled(connector)[-1].blind
    log_warnings.clear()


def test_the_total_is_estimated_from_the_orders_read(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script(
        ORDERS,
        page(order("A", position(1), position(2)), next=f"{HERE}?page=2", count=10),
        page(order("B", position(3))),
        page(),
    )

    pages = pulled(connector)

    assert (pages[1].done, pages[1].total) == (2, 20)
    assert (pages[-1].done, pages[-1].total) == (3, 3)


def test_without_the_time_a_page_was_made_the_date_of_the_answer_counts(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script(ORDERS, answer(200, {"results": [], "next": None}))

    cursor = pulled(connector)[-1].cursor

    assert cursor is not None
    assert datetime.fromisoformat(json.loads(cursor)["began"]) == datetime(2026, 11, 22, 8, 40, tzinfo=UTC)


def test_a_profile_without_orders_is_a_matter_of_permissions(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script(ORDERS, recorded_answer("78"))

    with pytest.raises(CredentialsError, match="profile"):
        pulled(connector)


def test_what_a_device_may_not_know_besides_does_not_stop_the_read(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script("GET EVENT/settings/", recorded_answer("78"))
    server.script("GET EVENT/revokedsecrets/", recorded_answer("78"))

    pages = pulled(connector)

    assert pages[0].revoked == ()
    assert pages[-1].snapshot_ends


def test_without_any_date_the_own_clock_counts(server: RecordedServer) -> None:
    clock = FakeClock()
    for path in ("", "settings/", "items/", "questions/", "checkinlists/", "revokedsecrets/", "orders/"):
        server.script(f"GET EVENT/{path}", httpx.Response(200, json={"slug": "conf26", "results": []}))

    cursor = pulled(a_connector(server, clock=clock))[-1].cursor

    assert cursor is not None
    assert datetime.fromisoformat(json.loads(cursor)["began"]) == clock.now()
