from datetime import UTC, datetime
from typing import Any

import pytest

from checkin.connectors.pretix.payloads import listing
from checkin.connectors.pretix.people import Surrounded, people
from checkin.connectors.pretix.rows import CheckinList, Item, Order
from checkin.model.attendee import TicketStatus
from checkin.model.pulled import PulledAttendee, PulledCode
from checkin.model.station import Direction
from tests.checkin.connectors.pretix.recorded import (
    JsonObject,
    order,
    page,
    position,
    recorded_reply,
    recording,
    reply,
)

ITEMS = {str(row["id"]): Item.model_validate(row) for row in recording("41")["response_body"]["results"]}
AROUND = Surrounded(items=ITEMS)


def attendees(*orders: JsonObject, around: Surrounded = AROUND) -> list[PulledAttendee]:
    return list(people(listing(reply(page(*orders)), Order), around).attendees)


def attendee(around: Surrounded = AROUND, **changes: Any) -> PulledAttendee:
    return attendees(order("CQCPU", position(**changes)), around=around)[0]


def of_order(**changes: object) -> PulledAttendee:
    return attendees(order("CQCPU", position(), **changes))[0]


def test_a_position_is_an_attendee() -> None:
    found = people(listing(recorded_reply("54"), Order), AROUND).attendees[0]

    assert (found.platform_id, found.given_name, found.family_name) == ("28", "Þórunn", "Ægisdóttir")
    assert (found.order, found.ticket_type, found.company) == ("CQCPU", "1", "टाटा")
    assert found.email == "a846581@example.org"
    assert found.badge_code == "fv3mtefwbz7n48bfz7h87y28hrpbfn62"
    assert found.codes == (PulledCode(key="fv3mtefwbz7n48bfz7h87y28hrpbfn62"),)
    assert found.extra == {"variation": "1", "variation_name": "Regular", "question_4": "разработчик"}
    assert found.zones is None


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"status": "p"}, TicketStatus.VALID),
        ({"status": "n"}, TicketStatus.UNPAID),
        ({"status": "n", "valid_if_pending": True}, TicketStatus.VALID),
        ({"status": "n", "valid_if_pending": True, "require_approval": True}, TicketStatus.UNPAID),
        ({"status": "e"}, TicketStatus.CANCELLED),
        ({"status": "c"}, TicketStatus.CANCELLED),
        ({"status": "of a later version"}, TicketStatus.UNPAID),
    ],
)
def test_the_orders_status_is_the_tickets(changes: dict[str, object], status: TicketStatus) -> None:
    assert of_order(**changes).status is status


def test_a_blocked_or_canceled_position_admits_nobody() -> None:
    assert attendee(blocked=["api:x"]).status is TicketStatus.BLOCKED
    assert attendee(blocked=["api:x"], canceled=True).status is TicketStatus.CANCELLED
    assert attendee(blocked=None).status is TicketStatus.VALID


def test_what_has_to_be_looked_at_is_said() -> None:
    student = attendee(variation=2)

    assert student.needs_confirmation
    assert student.remark == "Check student ID"
    assert not attendee().needs_confirmation


def test_all_that_was_written_for_the_door_is_said_once() -> None:
    row = order("A", position(item=2, variation=None), checkin_text="Call the manager", testmode=True)
    pending = {"status": "n", "require_approval": True, "checkin_attention": True}

    assert attendees(row)[0].remark == "Test order.\nCall the manager\nHand over gold lanyard"
    assert attendees(row)[0].needs_confirmation
    assert of_order(**pending).remark == "Waits for approval."
    assert of_order(**pending).needs_confirmation


def test_an_add_on_without_a_name_is_the_person_of_its_ticket() -> None:
    nameless: JsonObject = {
        "attendee_name": None,
        "attendee_name_parts": {},
        "attendee_email": None,
        "company": None,
    }
    rows = attendees(order("A", position(28), position(30, addon_to=28, secret="s30", **nameless)))  # noqa: S106

    assert [(one.given_name, one.company, one.email) for one in rows] == [
        ("Þórunn", "टाटा", "a846581@example.org")
    ] * 2
    assert rows[1].extra["addon_to"] == "28"


def test_an_add_on_with_a_name_is_somebody_else() -> None:
    guest = position(30, addon_to=28, attendee_name="Guest", attendee_name_parts={"full_name": "A Guest"})

    assert attendees(order("A", position(28), guest))[1].given_name == "A Guest"


def test_somebody_without_an_address_is_found_by_whoever_ordered() -> None:
    assert attendee(attendee_email=None).email == "o4355236@example.org"


def test_check_ins_of_all_lists_are_movements_in_order() -> None:
    found = people(listing(recorded_reply("274"), Order), AROUND).attendees[0]

    directions = [movement.direction for movement in found.movements]
    times = [movement.at for movement in found.movements]
    assert {movement.zone for movement in found.movements} == {"list:1"}
    assert directions.count(Direction.IN) == 5
    assert directions.count(Direction.OUT) == 2
    assert times == sorted(times)


def test_a_check_in_that_cannot_be_read_is_left_out() -> None:
    odd = [
        7,
        {"id": 1},
        {"id": 2, "list": 1, "type": "entry", "datetime": "soon"},
        {"id": 3, "list": 1, "type": "leap", "datetime": "2026-11-22T08:00:00Z"},
        {"id": 4, "list": 1, "type": "entry", "datetime": "2026-11-22T08:00:00"},
    ]

    (movement,) = attendee(checkins=odd).movements

    assert movement.at == datetime(2026, 11, 22, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("made_by", "station"),
    [
        ({"device_id": 5, "gate": None}, "Device 5"),
        ({"device_id": 5, "gate": 2}, "Gate 2, Device 5"),
        ({"device_id": None, "auto_checked_in": True}, "automatic"),
        ({"device_id": None}, ""),
    ],
)
def test_who_made_a_check_in_is_told_as_a_station(made_by: dict[str, object], station: str) -> None:
    said = {"id": 1, "list": 1, "type": "entry", "datetime": "2026-11-22T08:00:00Z", **made_by}

    (movement,) = attendee(checkins=[said]).movements

    assert movement.station == station


def test_validity_comes_along() -> None:
    found = attendee(valid_from="2026-11-22T08:00:00+01:00", valid_until="never")

    assert found.valid_from == datetime(2026, 11, 22, 7, tzinfo=UTC)
    assert found.valid_until is None


def test_in_a_series_a_ticket_opens_the_lists_of_its_date() -> None:
    lists = tuple(
        CheckinList.model_validate({"id": number, "subevent": subevent})
        for number, subevent in ((1, None), (2, 7), (3, 8))
    )
    series = Surrounded(lists=lists, series=True)

    assert attendee(series, subevent=7).zones == frozenset(["list:1", "list:2"])


def test_answers_and_titles_come_along() -> None:
    parts = {"_scheme": "title_given_family", "title": "Dr", "given_name": "Ada", "family_name": "L", "x": 7}
    answers = [{"question": 2, "answer": "True"}, {"question": 3, "answer": "False"}, {"question": None}]

    found = attendee(attendee_name_parts=parts, answers=answers, variation=None, item=99)

    assert found.extra == {"title": "Dr", "question_2": "yes", "question_3": "no"}


def test_eventyay_calls_an_item_a_product() -> None:
    row = position()
    row["product"] = row.pop("item")

    assert attendees(order("A", row))[0].ticket_type == "1"
