from datetime import datetime, timedelta
from typing import Any

import pytest

from checkin.model.admission import Refusal
from checkin.practice.pretix.rows import Right
from tests.checkin.practice.pretix.desk import ENTRANCE, WORKSHOPS, Desk
from tests.fakes.clock import FakeClock


def all_pages(desk: Desk, path: str, **params: Any) -> list[dict[str, Any]]:
    answer = desk.get(path, **params)
    rows: list[dict[str, Any]] = answer.json()["results"]
    while address := answer.json()["next"]:
        answer = desk.client.get(address, headers={"Authorization": desk.authorization})
        rows += answer.json()["results"]
    return rows


def test_every_order_is_on_some_page(desk: Desk) -> None:
    codes = [one["code"] for one in all_pages(desk, "orders/", page_size=7)]

    assert sorted(codes) == sorted(
        code for code, one in desk.practice.state.orders.items() if one.event == "conf"
    )
    assert len(set(codes)) == len(codes)


def test_a_page_has_fifty_rows_at_most_and_says_where_the_others_are(desk: Desk) -> None:
    page = desk.get("orderpositions/", page_size=500).json()
    second = desk.get("orderpositions/", page_size=500, page="last").json()

    assert len(page["results"]) == 50
    assert page["next"].endswith("/orderpositions/?page=2&page_size=500")
    assert second["previous"].endswith("/orderpositions/?page_size=500")


@pytest.mark.parametrize("page", ["99", "0", "x"])
def test_there_is_no_such_page(desk: Desk, page: str) -> None:
    assert desk.get("orders/", page=page).json() == {"detail": "Invalid page."}


def test_a_delta_begins_with_the_very_moment(desk: Desk, clock: FakeClock) -> None:
    clock.advance(60)
    order = desk.practice.state.order_of(desk.ticket())
    desk.as_program().patch(f"orders/{order.code}/", {"comment": "touched"})
    moment = clock.now()

    def delta(since: datetime) -> list[str]:
        text = since.isoformat().replace("+00:00", "Z")
        return [one["code"] for one in all_pages(desk, "orders/", modified_since=text)]

    assert delta(moment) == [order.code]
    assert delta(moment + timedelta(microseconds=1)) == []


def test_pages_by_ascending_change_lose_what_changes_meanwhile(desk: Desk, clock: FakeClock) -> None:
    def pull(ordering: str) -> set[str]:
        first = desk.get("orders/", ordering=ordering, page_size=10).json()["results"]
        clock.advance(5)
        for order in first[:3]:
            desk.as_program().patch(f"orders/{order['code']}/", {})
        rest = [
            one
            for page in range(2, 9)
            for one in desk.get("orders/", ordering=ordering, page_size=10, page=page)
            .json()
            .get("results", [])
        ]
        return {one["code"] for one in [*first, *rest]}

    everything = {one["code"] for one in all_pages(desk, "orders/")}

    assert len(everything - pull("last_modified")) == 3
    for safe in ("-last_modified", "datetime", "code", "status"):
        assert pull(safe) == everything


@pytest.mark.parametrize(
    ("filters", "statuses"),
    [
        ({"status": "c"}, {"c"}),
        ({"status": "n"}, {"n"}),
        ({"status": "e"}, {"e"}),
        ({"testmode": "true"}, set()),
    ],
)
def test_orders_are_filtered(desk: Desk, filters: dict[str, str], statuses: set[str]) -> None:
    assert {one["status"] for one in all_pages(desk, "orders/", **filters)} == statuses


def test_one_order_is_found_by_its_code(desk: Desk) -> None:
    code = desk.ticket().order

    assert [one["code"] for one in all_pages(desk, "orders/", code=code)] == [code]
    assert desk.get(f"orders/{code}/").json()["code"] == code


def test_cancelled_positions_come_only_when_they_are_asked_for(desk: Desk) -> None:
    cancelled = {one.id for one in desk.practice.state.positions.values() if one.cancelled}

    def seen(**params: str) -> set[int]:
        return {one["id"] for order in all_pages(desk, "orders/", **params) for one in order["positions"]}

    assert cancelled
    assert not cancelled & seen()
    assert cancelled <= seen(include_canceled_positions="true")
    assert cancelled <= {
        one["id"] for one in all_pages(desk, "orderpositions/", include_canceled_positions="true")
    }


def test_fields_are_left_out_when_nobody_wants_them(desk: Desk) -> None:
    order = desk.get("orders/", exclude=["payments", "positions.answers"]).json()["results"][0]

    assert "payments" not in order
    assert "answers" not in order["positions"][0]


def test_badge_texts_come_when_they_are_asked_for(desk: Desk) -> None:
    ticket = desk.ticket()
    texts = desk.get(f"orderpositions/{ticket.id}/", pdf_data="true").json()["pdf_data"]

    assert texts["attendee_name"] == ticket.name
    assert texts["secret"] == ticket.secret


def test_the_catalogue_is_not_sent_twice(desk: Desk) -> None:
    for path in ("items/", "categories/", "questions/", "quotas/"):
        stamp = desk.get(path).headers["Last-Modified"]
        again = desk.send("GET", desk.of_event(path), headers={"If-Modified-Since": stamp})

        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["", "settings/", "badgelayouts/", "badgeitems/", "checkinlists/1/"])
def test_what_belongs_to_an_event_is_told(desk: Desk, path: str) -> None:
    assert desk.get(path).status_code == 200


def test_a_list_counts_who_came(desk: Desk, clock: FakeClock) -> None:
    desk.redeem(desk.somebody().code)
    clock.advance(60)
    desk.redeem(desk.somebody().code, type="exit")

    counted = desk.get("checkinlists/1/").json()
    status = desk.get("checkinlists/1/status/").json()

    assert counted["checkin_count"] == status["checkin_count"] == 1
    assert status["inside_count"] == 0
    assert sum(one["position_count"] for one in status["items"]) == status["position_count"]


def test_a_list_shows_who_came_and_who_did_not(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.redeem(ticket.secret)
    path = f"checkinlists/{ENTRANCE}/positions/"

    came = [one["id"] for one in all_pages(desk, path, has_checkin="true")]
    absent = [one["id"] for one in all_pages(desk, path, has_checkin="false")]
    found = [one["id"] for one in all_pages(desk, path, secret=ticket.secret)]

    assert came == found == [ticket.id]
    assert ticket.id not in absent


def test_bad_orders_are_listed_only_when_their_status_is_ignored(desk: Desk) -> None:
    path, unpaid = f"checkinlists/{ENTRANCE}/positions/", desk.ticket(Refusal.UNPAID).id

    assert unpaid not in {one["id"] for one in all_pages(desk, path)}
    assert unpaid in {one["id"] for one in all_pages(desk, path, ignore_status="true")}


def test_an_add_on_has_the_name_of_its_ticket(desk: Desk) -> None:
    state = desk.practice.state
    listed = all_pages(desk, f"checkinlists/{WORKSHOPS}/positions/", ignore_status="true")
    add_on = next(one for one in listed if one["addon_to"])

    assert add_on["attendee_name"] == state.positions[add_on["addon_to"]].name


def test_somebody_is_searched_by_name(desk: Desk) -> None:
    ticket = desk.ticket()
    assert ticket.name is not None

    def search(text: str, who: Desk = desk) -> list[int]:
        answer = who.send("GET", "organizers/demo/checkinrpc/search/", params={"list": 1, "search": text})
        return [one["id"] for one in answer.json()["results"]]

    program = desk.as_program(Right.CHECK_IN)

    assert ticket.id in search(ticket.name)
    assert search("ab", program) == []
    assert ticket.id in search(ticket.secret[:3], program)


def test_lists_that_are_not_there_are_not_searched(desk: Desk) -> None:
    for wrong, status in (({"list": "99"}, 403), ({"list": "x"}, 400), ({}, 400)):
        answer = desk.send("GET", "organizers/demo/checkinrpc/search/", params=wrong)

        assert answer.status_code == status


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("orders/", "modified_since"),
        ("checkins/", "created_since"),
        ("revokedsecrets/", "created_since"),
        ("blockedsecrets/", "updated_since"),
    ],
)
@pytest.mark.parametrize("moment", ["yesterday", "2026-11-22T07:00:00 00:00", "2026-13-45T99:00:00Z"])
def test_what_is_no_moment_is_refused(desk: Desk, path: str, parameter: str, moment: str) -> None:
    answer = desk.get(path, **{parameter: moment})

    assert (answer.status_code, answer.json()) == (400, {parameter: ["Enter a valid date/time."]})


def test_blocks_are_told_newest_first_and_since_a_moment(desk: Desk, clock: FakeClock) -> None:
    before = desk.get("blockedsecrets/").json()["count"]
    ticket, organiser = desk.ticket(), desk.as_program()
    clock.advance(60)
    organiser.post(f"orderpositions/{ticket.id}/add_block/", {"name": "api:lost"})
    since = clock.now().isoformat()
    organiser.post(f"orderpositions/{ticket.id}/remove_block/", {"name": "api:lost"})

    told = desk.get("blockedsecrets/", updated_since=since).json()["results"]

    assert [(one["secret"], one["blocked"]) for one in told] == [
        (ticket.secret, False),
        (ticket.secret, True),
    ]
    assert desk.get("blockedsecrets/").json()["count"] == before + 2


def test_a_row_that_is_not_there_is_missing(desk: Desk) -> None:
    missing = {
        "orders/ZZZZZ/": "No Order matches the given query.",
        "orderpositions/1/": "No OrderPosition matches the given query.",
        "orderpositions/x/": "Not found.",
        "checkinlists/99/status/": "No CheckinList matches the given query.",
        "checkinlists/x/status/": "Not found.",
    }

    assert {path: desk.get(path).json()["detail"] for path in missing} == missing


def test_a_quota_says_how_many_are_left(desk: Desk) -> None:
    sold = len([one for one in desk.practice.state.orders.values() if one.event == "hackday"])
    path = "organizers/demo/events/hackday/quotas/"

    quota = desk.send("GET", path, params={"with_availability": "true"}).json()["results"][0]

    assert quota["available_number"] <= 200 - sold
    assert quota["available"] is True
    assert "available" not in desk.send("GET", path).json()["results"][0]
