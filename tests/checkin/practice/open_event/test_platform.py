"""The platform's own record, to compare ours with."""

from collections import Counter

import pytest

from checkin.practice.open_event import BIG, PracticeServer
from checkin.practice.open_event.rows import AttendeeRow
from tests.checkin.practice.open_event.visitor import FRONT_DESK, HALL_IN, IN_THE_HALL, Visitor
from tests.fakes.clock import FakeClock


@pytest.fixture
def paid(server: PracticeServer) -> list[AttendeeRow]:
    return server.platform.attendees_by_status(BIG)["completed"]


def test_every_check_in_is_kept_with_where_and_when(visitor: Visitor, paid: list[AttendeeRow]) -> None:
    visitor.check_in(paid[0].id)
    visitor.check_in(paid[0].id, HALL_IN, IN_THE_HALL)

    kept = [
        (row.attendee_id, row.station_id, row.session_id, row.kind)
        for row in visitor.server.platform.check_ins()
    ]

    assert kept == [
        (paid[0].id, FRONT_DESK, None, "registration"),
        (paid[0].id, HALL_IN, IN_THE_HALL, "check in"),
    ]
    assert visitor.server.platform.check_in_counts() == Counter({paid[0].id: 2})


def test_a_ticket_code_ends_in_the_identifier_or_in_the_id(
    server: PracticeServer, paid: list[AttendeeRow]
) -> None:
    platform = server.platform
    known = next(row for row in paid if row.identifier)
    old = platform.change_attendee(paid[-1].id, identifier=None)

    assert platform.attendee_code(known.id).rpartition("-")[2] == known.identifier
    assert platform.attendee_code(old.id) == f"{platform.orders[old.order_id].identifier}-{old.id}"


def test_a_badge_code_is_a_vcard_with_the_id(server: PracticeServer, paid: list[AttendeeRow]) -> None:
    lines = server.platform.badge_vcard(paid[0].id).split("\n\n")

    assert lines[:3] == ["BEGIN:VCARD", "VERSION:3.0", f"X-SOCIALPROFILE;TYPE=EVENTYAY:{paid[0].id}"]


def test_there_is_no_code_of_nobody(server: PracticeServer) -> None:
    with pytest.raises(KeyError):
        server.platform.attendee_code(1)


def test_the_clock_measures_spans_like_the_true_one(server: PracticeServer, clock: FakeClock) -> None:
    assert server.platform.clock.monotonic() == clock.monotonic()


def test_people_who_are_deleted_have_no_status(server: PracticeServer, paid: list[AttendeeRow]) -> None:
    server.platform.change_attendee(paid[0].id, deleted_at=paid[0].created_at)

    assert paid[0].id not in {row.id for row in server.platform.attendees_by_status(BIG)["completed"]}


def test_orders_are_known_by_status(server: PracticeServer) -> None:
    orders = server.platform.orders_by_status(BIG)

    assert {row.status for row in orders["completed"]} == {"completed"}
    assert all(row.event_id == BIG for rows in orders.values() for row in rows)


def test_a_changed_attendee_moves_to_the_end_of_an_unsorted_list(visitor: Visitor) -> None:
    before = [row["id"] for row in visitor.get("/v1/events/7/attendees").json()["data"]]
    visitor.server.platform.change_attendee(int(before[0]), company="Moved")

    after = [row["id"] for row in visitor.get("/v1/events/7/attendees").json()["data"]]

    assert after[:-1] == before[1:]


def test_paging_while_rows_change_misses_somebody_unless_sorted_by_id(visitor: Visitor) -> None:
    def ids(**params: str) -> set[str]:
        found: set[str] = set()
        for number in range(1, 5):
            rows = visitor.get(
                "/v1/events/7/attendees", **{"page[number]": number, "page[size]": 20, **params}
            )
            found |= {row["id"] for row in rows.json()["data"]}
            first = min(map(int, found))
            visitor.server.platform.change_attendee(first, company=f"Moved {number}")
        return found

    everybody = {
        str(row.id) for row in visitor.server.platform.attendees.of_event(7) if row.deleted_at is None
    }
    assert ids(sort="id") == everybody
    assert ids() < everybody


def test_an_order_changed_behind_our_back_is_shown_changed(visitor: Visitor, paid: list[AttendeeRow]) -> None:
    order = visitor.server.platform.change_order(paid[0].order_id, status="cancelled")

    answer = visitor.get(f"/v1/orders/{order.identifier}")

    assert answer.json()["data"]["attributes"]["status"] == "cancelled"
