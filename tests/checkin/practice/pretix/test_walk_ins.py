from typing import Any

import pytest

from tests.checkin.practice.pretix.desk import Desk, outcome

SOMEBODY = {
    "positionid": 1,
    "item": 1,
    "variation": 1,
    "secret": "bd-0123456789",
    "attendee_name_parts": {"given_name": "Grace", "family_name": "Hopper"},
    "company": "Navy",
}


def an_order(**more: Any) -> dict[str, Any]:
    return {"code": "WALK1", "status": "p", "payment_provider": "manual", "positions": [SOMEBODY], **more}


def test_somebody_who_walks_in_is_let_in_with_a_code_of_ours(desk: Desk) -> None:
    made = desk.post("orders/", an_order())
    position = made.json()["positions"][0]

    assert made.status_code == 201
    assert made.headers["Location"] == made.json()["url"]
    assert position["attendee_name"] == "Grace Hopper"
    assert position["attendee_name_parts"]["_scheme"] == "given_family"
    assert outcome(desk.redeem("bd-0123456789")) == (201, None)


def test_a_second_time_it_is_there_already(desk: Desk) -> None:
    desk.post("orders/", an_order())

    answer = desk.post("orders/", an_order())

    assert answer.status_code == 400
    assert answer.json() == {
        "code": ["This order code is already in use."],
        "positions": [{"secret": ["You cannot assign a position secret that already exists."]}],
    }


def test_a_trial_keeps_nothing(desk: Desk) -> None:
    before = desk.get("orders/").json()["count"]

    preview = desk.post("orders/", an_order(simulate=True)).json()

    assert (preview["code"], preview["positions"][0]["id"]) == ("PREVIEW", 0)
    assert desk.get("orders/").json()["count"] == before
    assert desk.get("orders/PREVIEW/").status_code == 404


@pytest.mark.parametrize("code", ["WALKIN", "WALKO", "ABC", "A" * 17, "walk1"])
def test_an_order_code_has_some_letters_only(desk: Desk, code: str) -> None:
    assert list(desk.post("orders/", an_order(code=code)).json()) == ["code"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"item": None}, "item"),
        ({"item": 999}, "item"),
        ({"variation": None}, "variation"),
        ({"variation": 4}, "variation"),
        ({"item": 2}, "variation"),
        ({"addon_to": 7}, "addon_to"),
    ],
)
def test_what_is_not_sold_is_refused(desk: Desk, change: dict[str, object], field: str) -> None:
    answer = desk.post("orders/", an_order(positions=[SOMEBODY | change]))

    assert answer.status_code == 400
    assert list(answer.json()["positions"][0]) == [field]


def test_an_order_has_positions_and_positions_have_items(desk: Desk) -> None:
    assert desk.post("orders/", {}).json() == {"positions": ["This field is required."]}
    assert "Expected a dictionary" in desk.post("orders/", {"positions": ["x"]}).text
    assert desk.post("orders/", {"positions": [{}]}).json() == {
        "positions": [{"item": ["This field is required."]}]
    }


def test_a_quota_that_is_full_lets_in_by_force_only(desk: Desk) -> None:
    desk.as_program().patch("quotas/1/", {"size": 1})

    assert "not enough quota" in desk.post("orders/", an_order()).text
    assert desk.post("orders/", an_order(force=True)).status_code == 201
    assert desk.as_program().patch("quotas/9/", {}).status_code == 404


def test_what_costs_nothing_comes_back_paid(desk: Desk) -> None:
    speaker = SOMEBODY | {"variation": 3}

    assert desk.post("orders/", an_order(status=None, positions=[speaker])).json()["status"] == "p"
    assert (
        desk.post(
            "orders/", an_order(code="WALK2", status="n", positions=[SOMEBODY | {"secret": "x"}])
        ).json()["payments"][0]["state"]
        == "created"
    )


def test_a_test_order_can_be_deleted_and_a_real_one_not(desk: Desk) -> None:
    organiser = desk.as_program()
    desk.post("orders/", an_order(testmode=True))

    assert [one["code"] for one in desk.get("orders/", testmode="true").json()["results"]] == ["WALK1"]
    assert organiser.send("DELETE", desk.of_event("orders/WALK1/")).status_code == 204
    assert outcome(desk.redeem("bd-0123456789")) == (404, "invalid")
    assert organiser.send("DELETE", desk.of_event(f"orders/{desk.ticket().order}/")).status_code == 403


def test_answers_come_with_the_order(desk: Desk) -> None:
    answers = [
        {"question": 3, "options": [5, 6], "answer": ""},
        {"question": 4, "answer": "Admiral", "options": []},
        {"question": 1, "answer": "XXL"},
    ]

    made = desk.post("orders/", an_order(positions=[SOMEBODY | {"answers": answers}])).json()

    assert [one["answer"] for one in made["positions"][0]["answers"]] == ["Vegan, Halal", "Admiral"]
    assert (
        desk.patch(f"orderpositions/{desk.ticket().id}/", {"answers": [{"question": 99}]}).status_code == 400
    )


def test_a_name_is_corrected(desk: Desk) -> None:
    path = f"orderpositions/{desk.ticket().id}/"

    parts = desk.patch(path, {"attendee_name_parts": {"given_name": "Ada", "family_name": "L"}}).json()
    whole = desk.patch(
        path, {"attendee_name": "Ada L", "city": "London", "attendee_email": "a@example.org"}
    ).json()
    none = desk.patch(path, {"attendee_name_parts": {}}).json()

    assert parts["attendee_name_parts"]["_scheme"] == "given_family"
    assert whole["attendee_name_parts"] == {"_legacy": "Ada L"}
    assert (whole["city"], whole["attendee_email"]) == ("London", "a@example.org")
    assert none["attendee_name"] is None


def test_a_print_is_kept_as_often_as_it_is_told(desk: Desk) -> None:
    path = f"orderpositions/{desk.ticket().id}/printlog/"
    told = {"source": "desk", "type": "badge", "info": {"job": "1"}}

    for _ in range(2):
        assert desk.post(path, told).status_code == 201
    logs = desk.get(f"orderpositions/{desk.ticket().id}/").json()["print_logs"]

    assert [one["info"] for one in logs] == [{"job": "1"}] * 2
    assert desk.post(path, {"type": "badge"}).json() == {"source": ["This field is required."]}


def test_the_organiser_blocks_only_in_the_apis_name(desk: Desk) -> None:
    organiser, path = desk.as_program(), f"orderpositions/{desk.ticket().id}/"

    assert organiser.post(path + "add_block/", {"name": "mine"}).status_code == 400
    assert organiser.post(path + "remove_block/", {"name": "api:none"}).status_code == 400


def test_a_replaced_code_is_nobodys(desk: Desk) -> None:
    ticket = desk.ticket()
    old = ticket.secret

    desk.as_program().send("POST", desk.of_event(f"orderpositions/{ticket.id}/regenerate_secrets/"))

    assert outcome(desk.redeem(old)) == (404, "invalid")
    assert outcome(desk.redeem(ticket.secret)) == (201, None)
    assert desk.get("revokedsecrets/").json()["count"] == 0
