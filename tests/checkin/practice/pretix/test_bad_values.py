"""What cannot be kept is refused in the words the real server used (pretix 2026.8, observed)."""

import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from checkin.practice.pretix.access import ONLINE_KIOSK
from checkin.practice.pretix.sent import breaks_the_database, fault_of_text, is_true
from tests.checkin.practice.pretix.desk import ENTRANCE, Desk, outcome

RECORDINGS = Path(__file__).parents[3] / "recordings" / "pretix" / "connector"

VIP = 2
POSITION = {"positionid": 1, "item": VIP, "secret": "bd-0123456789"}
ORDER = {
    "code": "WALK1",
    "status": "p",
    "sales_channel": "web",
    "payment_provider": "manual",
    "positions": [POSITION],
}


def recorded(number: str) -> dict[str, Any]:
    (found,) = RECORDINGS.glob(f"{number}_*.json")
    said: dict[str, Any] = json.loads(found.read_text(encoding="utf-8"))
    return said


def an_order(**of_position: object) -> dict[str, Any]:
    return ORDER | {"positions": [POSITION | of_position]}


def sent_alike(desk: Desk, said: dict[str, Any]) -> httpx.Response:
    """The recorded request, about this platform's own rows."""
    path = said["url"].partition("/api/v1/")[2]
    path = re.sub(r"/events/\w+/", f"/events/{desk.practice.main_event}/", path)
    path = re.sub(r"/orderpositions/\d+/", f"/orderpositions/{desk.ticket().id}/", path)
    path = re.sub(r"/checkinlists/\d+/", f"/checkinlists/{ENTRANCE}/", path)
    body = dict(said["request_body"])
    if body.get("lists") not in ([], [99999], None):
        body["lists"] = [ENTRANCE]
    for position in body.get("positions", []):
        known = position["item"] == 999999
        position |= {"item": position["item"] if known else VIP}
        position.pop("variation", None)
    headers = {"Content-Type": "application/json"}
    return desk.send(said["method"], path, content=json.dumps(body).encode(), headers=headers)


@pytest.mark.parametrize(
    "number", ["307", "308", "313", "314", "320", "321", "322", "323", "324", "326", "338"]
)
def test_it_is_refused_as_the_real_server_refused_it(desk: Desk, number: str) -> None:
    said = recorded(number)

    answer = sent_alike(desk, said)

    assert (answer.status_code, answer.json()) == (said["status"], said["response_body"])


def test_a_name_no_database_takes_is_a_page_of_failure(desk: Desk) -> None:
    said = recorded("325")

    answer = sent_alike(desk, said)

    assert said["status"] == answer.status_code == 500
    assert "html" in answer.headers["content-type"]


def test_an_answer_no_database_takes_is_one_too(desk: Desk) -> None:
    body = {"lists": [ENTRANCE], "secret": desk.ticket().secret, "answers": {"4": ["\ud800"]}}
    content = json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}

    answer = desk.send("POST", "organizers/demo/checkinrpc/redeem/", content=content, headers=headers)

    assert answer.status_code == 500


def test_no_body_at_all_is_no_data(desk: Desk) -> None:
    headers = {"Content-Type": "application/json"}

    answer = desk.send("POST", "organizers/demo/checkinrpc/redeem/", content=b"null", headers=headers)

    assert answer.json() == {"non_field_errors": ["No data provided"]}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"locale": "xx"}, {"locale": ['"xx" is not a valid choice.']}),
        ({"status": "q"}, {"status": ['"q" is not a valid choice.']}),
        ({"sales_channel": "zzz"}, {"sales_channel": ["Object with identifier=zzz does not exist."]}),
        ({"payment_provider": "zzz"}, {"payment_provider": ["The given payment provider is not known."]}),
        ({"positions": []}, {"positions": ["An order cannot be empty."]}),
    ],
    ids=["locale", "status", "channel", "provider", "nobody"],
)
def test_an_order_is_made_of_what_there_is(desk: Desk, change: dict[str, Any], told: object) -> None:
    answer = desk.post("orders/", ORDER | change)

    assert (answer.status_code, answer.json()) == (400, told)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"secret": ""}, {"secret": ["This field may not be blank."]}),
        ({"company": "x\0"}, {"company": ["Null characters are not allowed."]}),
        ({"attendee_name_parts": "x"}, {"attendee_name_parts": ["Invalid data type"]}),
        ({"variation": 99}, {"variation": ['Invalid pk "99" - object does not exist.']}),
    ],
    ids=["secret", "company", "name", "variation"],
)
def test_a_position_is_made_of_what_there_is(desk: Desk, change: dict[str, object], told: object) -> None:
    answer = desk.post("orders/", an_order(**change))

    assert (answer.status_code, answer.json()) == (400, {"positions": [told]})


def test_parts_of_a_name_that_are_no_text_become_text(desk: Desk) -> None:
    path = f"orderpositions/{desk.ticket().id}/"

    assert desk.patch(path, {"attendee_name_parts": {"given_name": 5}}).json()["attendee_name"] == "5"
    assert desk.patch(path, {"attendee_name_parts": "x"}).status_code == 500


def test_a_list_may_be_named_in_letters_and_yes_in_words(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.redeem(ticket.secret)

    answer = desk.redeem(ticket.secret, at_list=str(ENTRANCE), force="yes")

    assert outcome(answer) == (201, None)


def test_a_key_has_to_be_named(desk: Desk) -> None:
    assert desk.send("GET", "idempotency_query").json() == {"detail": "No idempotency key given."}


def test_a_kiosk_checks_in_and_reads_nobody(desk: Desk) -> None:
    kiosk = Desk.of(desk.practice, desk.client, ONLINE_KIOSK)

    assert outcome(kiosk.redeem(desk.ticket().secret)) == (201, None)
    assert kiosk.get("orders/").status_code == recorded("341")["status"] == 403
    assert kiosk.get(f"checkinlists/{ENTRANCE}/positions/").status_code == 403


def test_what_is_no_text_is_found() -> None:
    assert fault_of_text(None) == fault_of_text("", empty=True) == ""
    assert fault_of_text(["x"]) == "Not a valid string."
    assert not breaks_the_database([{"a": "x"}, 5])
    assert not is_true(None)
