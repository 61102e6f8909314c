"""Lists and single resources beyond what the recordings show."""

import json
from typing import Any

import pytest

from checkin.practice.open_event import BIG
from tests.checkin.practice.open_event.visitor import FRONT_DESK, Visitor, detail

ATTENDEES = "/v1/events/7/attendees"


def found(visitor: Visitor, *filters: dict[str, Any]) -> list[dict[str, Any]]:
    answer = visitor.get(ATTENDEES, **{"page[size]": 0, "filter": json.dumps(filters)})
    rows: list[dict[str, Any]] = answer.json()["data"]
    return [row["attributes"] for row in rows]


def filtered(visitor: Visitor, *filters: Any) -> int:
    return visitor.get(ATTENDEES, filter=json.dumps(filters)).status_code


def where(name: str, op: str, val: object) -> dict[str, Any]:
    return {"name": name, "op": op, "val": val}


def test_an_unchanged_answer_is_not_sent_twice(visitor: Visitor) -> None:
    tag = visitor.get(ATTENDEES).headers["etag"]

    again = visitor.send("GET", ATTENDEES, headers={"If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")


def test_deleted_people_are_shown_when_asked_for(visitor: Visitor) -> None:
    somebody = visitor.server.platform.attendees.of_event(BIG)[0]
    visitor.server.platform.change_attendee(somebody.id, deleted_at=somebody.created_at)

    usual, trashed = (
        visitor.get(ATTENDEES, **more).json()["meta"]["count"] for more in ({}, {"get_trashed": "true"})
    )

    assert trashed > usual


def test_an_event_can_be_named_by_its_identifier(visitor: Visitor) -> None:
    assert (
        visitor.get("/v1/events/05d42026/attendees").json()["meta"] == visitor.get(ATTENDEES).json()["meta"]
    )


def test_null_last_when_sorted_upwards(visitor: Visitor) -> None:
    rows = visitor.get(ATTENDEES, **{"sort": "company", "page[size]": 0}).json()["data"]

    companies = [row["attributes"]["company"] for row in rows]

    assert companies[-1] is None
    assert companies[0] is not None


def test_included_events_are_included_once(visitor: Visitor) -> None:
    included = visitor.get(ATTENDEES, include="order.event,ticket").json()["included"]

    assert [row["type"] for row in included].count("event") == 1


def test_an_included_list_is_linked_as_a_list(visitor: Visitor) -> None:
    order = visitor.server.platform.orders_by_status(BIG)["completed"][0]

    answer = visitor.get(f"/v1/orders/{order.identifier}", include="attendees").json()

    assert len(answer["data"]["relationships"]["attendees"]["data"]) == len(answer["included"])


def test_a_station_without_a_room_links_to_none(visitor: Visitor) -> None:
    stations = visitor.get("/v1/events/7/stations", include="microlocation").json()["data"]

    linked = [row["relationships"]["microlocation"]["data"] for row in stations]

    assert None in linked
    assert {"type": "microlocation", "id": "31"} in linked


@pytest.mark.parametrize(
    ("path", "params"),
    [
        (ATTENDEES, {"include": "user"}),
        (ATTENDEES, {"sort": "user.email"}),
        (ATTENDEES, {"filter": '[{"name": "user", "op": "has", "val": {}}]'}),
        (ATTENDEES, {"filter": "[7]"}),
        (ATTENDEES, {"filter": '[{"name": "id", "op": "in_", "val": 7}]'}),
        (ATTENDEES, {"filter": '[{"name": "id", "op": "eq", "val": "seven"}]'}),
        (ATTENDEES, {"filter": '[{"name": "email", "op": "eq", "val": 7}]'}),
        ("/v1/events/7/sessions", {"filter": '[{"name": "ends-at", "op": "ge", "val": "soon"}]'}),
    ],
)
def test_what_the_real_server_does_not_survive_is_answered_500(
    visitor: Visitor, path: str, params: Any
) -> None:
    assert visitor.get(path, **params).status_code == 500


@pytest.mark.parametrize(
    ("params", "text"),
    [
        ({"sort": "ticket.nope"}, "TicketSchemaPublic has no attribute nope"),
        ({"fields[nope]": "name"}, "Couldn't find schema for type: nope"),
    ],
)
def test_unknown_names_are_refused(visitor: Visitor, params: Any, text: str) -> None:
    assert detail(visitor.get(ATTENDEES, **params)) == text


def test_filters_find_what_they_name(visitor: Visitor) -> None:
    everybody = len(found(visitor))
    none_of_them = found(visitor, {"not": where("email", "ilike", "%@EXAMPLE.org")})
    nameless, named = found(visitor, where("lastname", "eq", "")), found(visitor, where("lastname", "ne", ""))

    assert none_of_them == []
    assert nameless
    assert len(nameless) + len(named) == everybody


def test_null_is_found_only_as_null(visitor: Visitor) -> None:
    assert all(row["company"] is None for row in found(visitor, where("company", "is_", None)))
    assert all(row["company"] for row in found(visitor, where("company", "isnot", None)))
    assert found(visitor, where("company", "gt", None)) == []


def test_lists_of_values_keep_or_drop(visitor: Visitor) -> None:
    kept = found(visitor, where("country", "in_", ["DE", "FR"]))
    dropped = found(visitor, where("country", "notin_", ["DE", "FR"]))

    assert {row["country"] for row in kept} <= {"DE", "FR"}
    assert not {row["country"] for row in dropped} & {"DE", "FR"}


def test_an_id_may_be_compared_as_text_and_a_time_without_its_zone(visitor: Visitor) -> None:
    assert filtered(visitor, where("id", "gt", "1210")) == 200
    sessions = visitor.get(
        "/v1/events/7/sessions", filter='[{"name": "ends-at", "op": "ge", "val": "2026-06-13T15:00:00"}]'
    )
    assert 0 < sessions.json()["meta"]["count"] < 10


def test_patterns_may_be_turned_round(visitor: Visitor) -> None:
    assert found(visitor, where("email", "notlike", "attendee%")) == []


def test_pages_link_to_their_neighbours(visitor: Visitor) -> None:
    links = visitor.get(ATTENDEES, **{"page[size]": 20, "page[number]": 3}).json()["links"]

    assert links["prev"].endswith("page%5Bnumber%5D=2")
    assert set(links) == {"self", "first", "last", "prev"} or "next" in links


@pytest.mark.parametrize(
    "path", ["/v1/microlocations/31", "/v1/sessions/101", "/v1/stations/61", "/v1/tickets/11"]
)
def test_single_resources_are_open_to_everybody(visitor: Visitor, path: str) -> None:
    assert visitor.client.get(visitor.server.url + path).status_code == 200


def test_the_own_id_is_told_to_nobody_else(visitor: Visitor) -> None:
    answer = visitor.client.get(visitor.server.url + "/v1/users/user-details/get-user-id")

    assert answer.status_code == 401


def test_an_attendee_leads_to_the_ticket(visitor: Visitor) -> None:
    somebody = visitor.server.platform.attendees_by_status(BIG)["completed"][0]

    answer = visitor.get(f"/v1/attendees/{somebody.id}/ticket")

    assert answer.json()["data"]["id"] == str(somebody.ticket_id)


def test_statistics_count_sessions_tracks_and_heads(visitor: Visitor) -> None:
    somebody = visitor.server.platform.attendees_by_status(BIG)["completed"][0].id
    visitor.check_in(somebody, FRONT_DESK)
    visitor.check_in(somebody, 65, 101)

    counts = visitor.get("/v1/user-check-in/stats/event/7", session_ids="101", track_ids="41,7").json()

    assert (counts["total_registered"], counts["total_track_checked_in"]) == (1, 1)
    assert (counts["session_stats"][0]["check_in"], len(counts["track_stats"])) == (1, 1)


def test_a_deleted_station_is_still_counted(visitor: Visitor) -> None:
    somebody = visitor.server.platform.attendees_by_status(BIG)["completed"][0].id
    visitor.check_in(somebody, FRONT_DESK)
    visitor.send("DELETE", f"/v1/stations/{FRONT_DESK}")

    assert visitor.get("/v1/user-check-in/stats/event/7").json()["total_registered"] == 1


def test_the_export_names_the_room_of_each_session_check_in(visitor: Visitor) -> None:
    somebody = visitor.server.platform.attendees_by_status(BIG)["completed"][0].id
    visitor.check_in(somebody, FRONT_DESK)
    visitor.check_in(somebody, 65, 101)

    rows = visitor.send("POST", "/v1/export/user-check-in/csv", json={"type": "check in & check out"}).text

    assert rows.splitlines()[1:] == [f"{somebody},2026-06-12 09:00:00,Community,Talk,Speaker 1,check in"]


def test_health_is_told(visitor: Visitor) -> None:
    assert visitor.get("/health-check").json()["status"] == "success"


@pytest.mark.parametrize(
    "body", ["[]", '{"tickets": [{}]}', '{"tickets": [7]}', '{"tickets": [{"id": "x"}]}']
)
def test_orders_nobody_understands_are_answered_500(visitor: Visitor, body: str) -> None:
    assert visitor.send("POST", "/v1/orders/create-order", content=body).status_code == 500


@pytest.mark.parametrize(("body", "status"), [({"tickets": []}, 422), ({"tickets": [{"id": 99}]}, 404)])
def test_orders_without_tickets_are_refused(visitor: Visitor, body: Any, status: int) -> None:
    assert visitor.send("POST", "/v1/orders/create-order", json=body).status_code == status
