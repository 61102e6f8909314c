"""Changes beyond what the recordings show."""

from dataclasses import replace
from typing import Any

import pytest

from checkin.practice.open_event import BIG
from tests.checkin.practice.open_event.visitor import FRONT_DESK, Visitor, detail

T1, T2 = "2026-06-12T09:00:00+00:00", "2026-06-12T10:00:00+00:00"


@pytest.fixture
def admin(visitor: Visitor) -> Visitor:
    visitor.email = "admin@practice.example"
    return visitor


@pytest.fixture
def somebody(visitor: Visitor) -> int:
    return visitor.server.platform.attendees_by_status(BIG)["completed"][0].id


def of(visitor: Visitor, attendee_id: int) -> Any:
    row = visitor.server.platform.attendees.get(attendee_id)
    assert row is not None
    return row


def test_resending_an_older_time_loses_the_newer_one(admin: Visitor, somebody: int) -> None:
    for time in (T1, T2, T1):
        admin.patch(somebody, is_checked_in=True, checkin_times=time)

    assert of(admin, somebody).checkin_times == T1
    assert of(admin, somebody).device_name_checkin == "-,-,-"


def test_a_device_without_a_time_is_refused(admin: Visitor, somebody: int) -> None:
    answer = admin.patch(somebody, checkin_times=None, device_name_checkin="desk")

    assert detail(answer) == "Check in Times missing"


def test_a_check_in_wipes_answers_when_the_form_is_off(admin: Visitor, somebody: int) -> None:
    events = admin.server.platform.events
    events[BIG] = replace(events[BIG], is_ticket_form_enabled=False)

    admin.patch(somebody, is_checked_in=True, checkin_times=T1)

    assert of(admin, somebody).complex_field_values is None


def test_what_was_sent_is_shown_again(admin: Visitor, somebody: int) -> None:
    answer = admin.patch(somebody, checkin_times=T1, city="Leipzig", identifier="ffffff")

    attributes = answer.json()["data"]["attributes"]

    assert attributes["city"] == "Leipzig"
    assert attributes["identifier"] != "ffffff"


def test_an_admin_deletes_an_attendee_softly(admin: Visitor, somebody: int) -> None:
    answer = admin.send("DELETE", f"/v1/attendees/{somebody}")

    assert answer.json()["meta"] == {"message": "Object successfully deleted"}
    assert of(admin, somebody).deleted_at is not None


def test_a_body_that_is_no_resource_is_refused(visitor: Visitor) -> None:
    assert visitor.send("POST", "/v1/user-check-in", json=[]).status_code == 422


def test_an_empty_relationship_is_as_good_as_none(visitor: Visitor, somebody: int) -> None:
    data = {
        "type": "user_check_in",
        "relationships": {
            "station": {"data": {"type": "station", "id": str(FRONT_DESK)}},
            "ticket_holder": {"data": {"type": "attendee", "id": str(somebody)}},
            "session": None,
        },
    }

    assert visitor.send("POST", "/v1/user-check-in", json={"data": data}).status_code == 201


@pytest.mark.parametrize(
    ("method", "path", "data"),
    [
        ("DELETE", "/v1/user-check-in/99", None),
        ("DELETE", "/v1/stations/99", None),
        ("PATCH", "/v1/stations/99", {"type": "station", "id": "99"}),
    ],
)
def test_what_is_not_there_cannot_be_changed(visitor: Visitor, method: str, path: str, data: Any) -> None:
    assert visitor.send(method, path, json={"data": data}).status_code == 404


def test_heads_are_counted_by_admins_only(visitor: Visitor) -> None:
    data = {"type": "station-store-pax", "id": "1", "attributes": {"current-pax": 4}}

    assert visitor.send("PATCH", "/v1/station-store-paxs/1", json={"data": data}).status_code == 403


def test_a_deleted_station_takes_no_more_check_ins(visitor: Visitor, somebody: int) -> None:
    visitor.send("DELETE", f"/v1/stations/{FRONT_DESK}")

    assert detail(visitor.check_in(somebody)) == "Station: not found"


def test_a_check_in_taken_back_may_be_repeated(visitor: Visitor, somebody: int) -> None:
    visitor.check_in(somebody)
    visitor.send("DELETE", "/v1/user-check-in/1")

    assert visitor.check_in(somebody).status_code == 201
    assert len(visitor.server.platform.check_ins()) == 1
