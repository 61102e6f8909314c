import httpx
import pytest

from checkin.practice.pretix import PretixPractice
from tests.checkin.practice.pretix.desk import ENTRANCE, Desk, outcome


def test_a_lost_answer_leaves_the_entry(desk: Desk) -> None:
    ticket = desk.somebody()
    desk.practice.faults.drop_answers(times=1)

    with pytest.raises(httpx.TransportError):
        desk.redeem(ticket.code, nonce="a")

    assert outcome(desk.redeem(ticket.code, nonce="a")) == (201, None)
    assert desk.practice.record()[ticket.platform_id] == 1


def test_only_what_tells_of_check_ins_loses_its_answer(desk: Desk) -> None:
    desk.practice.faults.drop_answers()

    assert desk.post("orders/", {}).status_code == 400
    for path in ("x/redeem/", "failed_checkins/"):
        with pytest.raises(httpx.TransportError):
            desk.post(f"checkinlists/{ENTRANCE}/{path}", {})


def test_the_connection_says_where_and_whose(practice: PretixPractice) -> None:
    connection = practice.connection

    assert connection.base_url == practice.url
    assert connection.options == {"organizer": "demo", "flavour": "pretix"}
    assert practice.list_id == ENTRANCE


def test_events_come_soonest_first(desk: Desk) -> None:
    events = desk.send("GET", "organizers/demo/events/").json()["results"]

    assert [one["slug"] for one in events] == ["conf", "hackday"]
    assert desk.send("GET", "organizers/").json()["results"][0]["slug"] == "demo"


@pytest.mark.parametrize("path", ["organizers/nope/events/", "organizers/demo/events/nope/orders/"])
def test_what_is_not_there_is_forbidden(desk: Desk, path: str) -> None:
    assert desk.send("GET", path).status_code == 403


def test_a_body_is_json_or_nothing(desk: Desk) -> None:
    path = desk.of_event("orders/")

    wrong = desk.send("POST", path, content=b"<a/>", headers={"Content-Type": "text/xml; charset=utf-8"})

    assert wrong.json() == {"detail": 'Unsupported media type "text/xml" in request.'}
    assert desk.send("POST", path).json() == {"positions": ["This field is required."]}
    assert desk.send("PUT", path).json() == {"detail": 'Method "PUT" not allowed.'}
    assert desk.send("HEAD", path).status_code == 200


def test_visitors_come_to_the_main_entrance(practice: PretixPractice) -> None:
    assert practice.main_station == str(practice.list_id)
