from collections.abc import Callable

import httpx
import pytest

from checkin.practice.pretix import PretixPractice
from checkin.practice.pretix.rows import Right
from tests.checkin.practice.pretix.desk import Desk
from tests.fakes.clock import FakeClock

SAID = {
    "hardware_brand": "Dell",
    "hardware_model": "Latitude",
    "software_brand": "desk",
    "software_version": "1",
}


def initialize(practice: PretixPractice, client: httpx.Client, token: str) -> httpx.Response:
    return client.post(f"{practice.url}/api/v1/device/initialize", json={"token": token, **SAID})


def test_a_one_time_token_works_once(practice: PretixPractice, client: httpx.Client) -> None:
    token = practice.secrets["code"]

    first = initialize(practice, client, token)
    second = initialize(practice, client, token)

    assert first.json()["organizer"] == "demo"
    assert second.status_code == 400
    assert second.json() == {"token": ["This initialization token has already been used."]}


def test_there_is_always_a_one_time_token_that_is_not_used_up(
    practice: PretixPractice, client: httpx.Client
) -> None:
    first = practice.secrets["code"]

    assert practice.secrets["code"] == first

    initialize(practice, client, first)

    assert initialize(practice, client, practice.secrets["code"]).status_code == 200


def test_a_rolled_token_is_worth_nothing_at_once(desk: Desk) -> None:
    old = desk.authorization
    desk.authorization = "Device " + desk.send("POST", "device/roll").json()["api_token"]

    assert desk.send("GET", "device/info").status_code == 200

    desk.authorization = old

    assert desk.send("GET", "device/info").json() == {"detail": "Invalid token."}


def test_a_revoked_device_is_told_so(desk: Desk) -> None:
    desk.send("POST", "device/revoke")

    answer = desk.get("orders/")

    assert (answer.status_code, answer.json()) == (401, {"detail": "Device access has been revoked."})


def test_a_program_is_no_device(desk: Desk) -> None:
    assert desk.as_program().send("GET", "device/info").status_code == 403


def test_what_a_device_says_of_itself_must_be_whole(desk: Desk) -> None:
    answer = desk.send("POST", "device/update", json={**SAID, "software_brand": ""})

    assert answer.json() == {"software_brand": ["This field is required."]}


@pytest.mark.parametrize(
    ("profile", "pulls_orders", "sells", "scans"),
    [
        ("full", 200, 400, 404),
        ("pretixscan", 200, 403, 404),
        ("pretixscan_online_noorders", 403, 403, 404),
        ("something else", 403, 403, 403),
    ],
)
def test_the_security_profile_decides(
    at_desk: Callable[[str], Desk], profile: str, pulls_orders: int, sells: int, scans: int
) -> None:
    desk = at_desk(profile)

    assert desk.get("orders/").status_code == pulls_orders
    assert desk.post("orders/", {}).status_code == sells
    assert desk.redeem("nobody's").status_code == scans


def test_a_program_may_be_allowed_to_check_in_only(desk: Desk) -> None:
    program = desk.as_program(Right.CHECK_IN)

    assert program.get("orders/").status_code == 403
    assert program.redeem(desk.somebody().code).status_code == 201
    assert desk.tries()[0]["device_id"] is None


def test_the_event_that_goes_on_is_proposed(desk: Desk, clock: FakeClock) -> None:
    proposed = desk.send("GET", "device/eventselection")
    again = desk.send("GET", "device/eventselection", params={"current_event": "conf"})
    clock.advance(4 * 86_400)
    later = desk.send("GET", "device/eventselection", params={"current_event": "conf"})

    assert proposed.json()["event"]["slug"] == "conf"
    assert again.status_code == 304
    assert later.json()["event"]["slug"] == "hackday"


def test_the_organiser_makes_devices(desk: Desk, client: httpx.Client) -> None:
    made = desk.as_program().send(
        "POST", "organizers/demo/devices/", json={"name": "Desk 7", "security_profile": "pretixscan"}
    )

    device = initialize(desk.practice, client, made.json()["initialization_token"]).json()

    assert (device["name"], device["security_profile"]) == ("Desk 7", "pretixscan")
