"""The simulated platform itself, asked by a plain client."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest

from checkin.model.admission import Refusal
from checkin.practice.nutickets import NuticketsPractice
from checkin.practice.nutickets.calls import read_time
from checkin.practice.nutickets.rows import Scan
from tests.fakes.clock import FakeClock

HEADERS = {"Authorization": "Bearer 1|practice-token", "X-NU-COMPANY-ID": "1"}


@pytest.fixture
def platform(clock: FakeClock) -> Iterator[NuticketsPractice]:
    with NuticketsPractice(attendees=12, clock=clock) as serving:
        yield serving


@pytest.fixture
def ask(platform: NuticketsPractice) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=platform.connection.base_url, headers=HEADERS) as client:
        yield client


def _codes(platform: NuticketsPractice) -> list[str]:
    return [one.code for one in platform.visitors() if one.expected is None and one.event == "4201"]


def _scan(ask: httpx.Client, code: str, zone: int = 11, **more: object) -> dict[str, Any]:
    told = {"uuid": f"{code}-{zone}-{more}", "barcodes": [code], "zoneId": str(zone), "scan": "in"} | more
    answer: dict[str, Any] = ask.post("/zones/scan", json=told).json()
    return answer


def test_the_same_seed_invents_the_same_people(clock: FakeClock) -> None:
    again = [NuticketsPractice(attendees=40, seed=seed, clock=clock).visitors() for seed in (1, 1, 2)]

    assert again[0] == again[1] != again[2]


def test_most_visitors_are_welcome_and_every_reason_not_to_be_is_there(clock: FakeClock) -> None:
    visitors = NuticketsPractice(attendees=300, clock=clock).visitors()

    counted = Counter(one.expected for one in visitors)
    assert counted[None] > 200
    assert {
        Refusal.CANCELLED,
        Refusal.BLOCKED,
        Refusal.REVOKED,
        Refusal.NOT_YET_VALID,
        Refusal.NO_LONGER_VALID,
        Refusal.WRONG_EVENT,
        Refusal.UNKNOWN_CODE,
    } < set(counted)
    assert len({one.code for one in visitors}) == len(visitors)


@pytest.mark.parametrize("token", ["", "Bearer 9|other", "1|practice-token"])
def test_without_a_good_token_nothing_is_told(ask: httpx.Client, token: str) -> None:
    answer = ask.get("/", headers={"Authorization": token})

    assert (answer.status_code, answer.json()) == (401, {"message": "Unauthenticated."})


def test_a_request_that_names_no_company_is_for_the_one_last_chosen(ask: httpx.Client) -> None:
    del ask.headers["X-NU-COMPANY-ID"]

    assert [event["id"] for event in ask.get("/events").json()["events"]] == [5301]
    assert ask.get("/events", headers={"X-NU-COMPANY-ID": "77"}).status_code == 403


def test_what_belongs_to_another_company_is_not_there(ask: httpx.Client) -> None:
    answer = ask.get("/zones/all", params={"eventId": 5301})

    assert (answer.status_code, answer.json()) == (404, {"message": "No query results for model [Event]."})


def test_unknown_paths_and_methods_are_not_found(ask: httpx.Client) -> None:
    assert ask.get("/tickets").status_code == 404
    assert ask.put("/events").status_code == 405


def test_what_is_not_as_agreed_is_refused_in_words(ask: httpx.Client) -> None:
    refused = [
        ask.get("/entry/tickets"),
        ask.post("/entry/tickets", json=[]),
        ask.post("/entry/tickets", json={"tickets": []}),
        ask.post("/entry/tickets", content=b"{"),
        ask.post("/zones/scan", json={"zoneId": 11, "barcodes": ["A"]}),
        ask.post("/guestdata", json={"events": [{"id": 4201, "syncData": "x", "limit": 5}]}),
        ask.get("/order-item"),
        ask.get("/report", params={"id": 1, "limit": 1000}),
        ask.post("/basket-items", json={"items": [{"id": 804, "quantity": 1}]}),
        ask.post("/data-capture-responses", json=[{"answer": "A"}]),
    ]

    assert [answer.status_code for answer in refused] == [422] * len(refused)
    assert all(answer.json()["message"] for answer in refused)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"barcode": "NOBODY"}, 404),
        ({"zoneId": 99}, 404),
        ({"status": "maybe"}, 422),
        ({"statusDetail": "x" * 256}, 422),
        ({"scannedOn": "yesterday"}, 422),
        ({"scannedOn": "2030-01-01 00:00:00"}, 422),
        ({"barcode": "NOBODY", "status": "failed"}, 200),
        ({}, 200),
    ],
)
def test_scans_that_happened_are_looked_at(
    platform: NuticketsPractice, ask: httpx.Client, changes: dict[str, object], status: int
) -> None:
    ticket = {
        "barcode": _codes(platform)[0],
        "eventId": 4201,
        "scannedOn": "2026-11-22 08:00:00",
        "status": "scanned",
    }

    answer = ask.post("/entry/tickets", json={"tickets": [ticket | changes]})

    assert answer.status_code == status


def test_a_whole_party_is_refused_for_one_of_them(platform: NuticketsPractice, ask: httpx.Client) -> None:
    one, other = _codes(platform)[:2]
    _scan(ask, one)

    answer = _scan(ask, other, barcodes=[other, one])

    assert answer["status"] == "alreadyIn"
    assert sum(platform.record().values()) == 1


def test_a_zone_that_decides_itself_lets_in_and_out(platform: NuticketsPractice, ask: httpx.Client) -> None:
    row = platform.platform.tables.of_event(4201)[0]
    row.status, row.zones, row.age, row.valid_from, row.valid_to = "sold", (11, 14), 30, None, None

    answers = [_scan(ask, row.barcode, 14, scan="auto", uuid=str(number))["status"] for number in range(3)]

    assert answers == ["valid", "valid", "scansInExceeded"]


@pytest.mark.parametrize(
    ("changes", "zone", "status"),
    [
        ({"age": 12}, 14, "tooYoung"),
        ({"age": 120}, 14, "tooOld"),
        ({"age": None}, 14, "ageUnknown"),
        ({"status": "locked"}, 11, "denied"),
        ({"status": "refunded"}, 11, "denied"),
        ({"zones": ()}, 11, "denied"),
        ({"valid_to": read_time("2026-11-22 08:00:00")}, 11, "denied"),
        ({"barcode": "NEW", "historic": ("OLD",)}, 11, "denied"),
        ({}, 13, "zoneClosed"),
    ],
)
def test_a_live_scan_is_refused_for_what_speaks_against_it(
    platform: NuticketsPractice,
    ask: httpx.Client,
    clock: FakeClock,
    changes: dict[str, object],
    zone: int,
    status: str,
) -> None:
    row = platform.platform.tables.of_event(4201)[0]
    row.status, row.zones, row.valid_from, row.valid_to = "sold", (11, 13, 14), None, None
    for name, value in changes.items():
        setattr(row, name, value)
    zones = platform.platform.tables.zones
    zones[13] = replace(zones[13], closes=clock.now() - timedelta(hours=1))

    answer = _scan(ask, "OLD" if "historic" in changes else row.barcode, zone)

    assert answer["status"] == status
    assert platform.record() == {}


def test_a_tag_serves_as_well_as_a_barcode(platform: NuticketsPractice, ask: httpx.Client) -> None:
    code = _codes(platform)[0]
    told = {"barcode": code, "nfc-id": "0xAA", "event-id": "4201"}

    paired = [
        ask.post("/tickets/pair", json=told | changes).status_code for changes in ({}, {"nfc-id": "0xBB"})
    ]

    assert paired == [200, 422]
    assert ask.post("/tickets/pair", json=told | {"nfc-id": ""}).status_code == 422
    assert ask.post("/tickets/pair", json=told | {"barcode": "X"}).status_code == 404
    assert ask.get("/order-item", params={"nfcId": "0xAA"}).json()["data"]["attributes"]["barcode"] == code
    assert ask.get("/order-item", params={"nfcId": "0xCC"}).status_code == 404
    assert _scan(ask, code, nfcIds=["0xAA"])["status"] == "valid"


def test_an_order_is_let_in_once(platform: NuticketsPractice, ask: httpx.Client) -> None:
    order = platform.platform.tables.of_event(4201)[0].order

    answers = [
        ask.post("/orders/admit-tickets", json={"orderId": number}).status_code
        for number in (order, order, 1)
    ]

    assert answers == [200, 200, 404]
    assert sum(platform.record().values()) == 1


def test_no_more_guests_come_than_were_invited(ask: httpx.Client) -> None:
    told = {"id": 301, "attended": 2, "attendedModification": "2026-11-22T08:00:00.000Z"}

    answers = [
        ask.put("/guestdata", json={"guests": [told | changes]})
        for changes in ({}, {"id": 1}, {"attended": 1})
    ]

    assert [answer.status_code for answer in answers] == [422, 404, 200]


def test_a_whole_order_leaves_products_out(platform: NuticketsPractice, ask: httpx.Client) -> None:
    [parking] = [item for item in platform.platform.tables.of_event(4201) if item.kind == "product"]

    ask.post("/orders/admit-tickets", json={"orderId": parking.order})

    assert platform.record() == {}


def test_an_event_of_nobody_has_no_barcode_to_share(clock: FakeClock) -> None:
    alone = NuticketsPractice(attendees=0, clock=clock)

    assert {one.platform_id[:5] for one in alone.visitors() if one.expected is None} == {"guest"}


def test_a_basket_can_be_filled_twice_thrown_away_and_forgotten(ask: httpx.Client, clock: FakeClock) -> None:
    put = {"items": [{"id": 801, "quantity": 1}]}
    first = ask.post("/basket-items", json=put)
    number = first.json()["id"]
    again = ask.post("/basket-items", json=put | {"basketId": number})
    fresh = ask.post("/basket-items", json=put | {"basketId": number, "cancelExistingBasket": True})

    assert [answer.status_code for answer in (first, again, fresh)] == [201, 200, 201]
    assert [answer.json()["count"] for answer in (first, again, fresh)] == [1, 2, 1]
    paid = {"basketId": fresh.json()["id"], "paymentMethod": "cash", "customerName": "Ada"}
    assert ask.post("/orders/complete", json=paid | {"paymentMethod": "shells"}).status_code == 422
    assert ask.post("/orders/complete", json=paid | {"basketId": 1}).status_code == 404
    assert [ask.post("/orders/complete", json=paid).status_code for _ in range(2)] == [200, 422]
    clock.advance(3600)
    left = ask.post("/basket-items", json=put).json()["id"]
    clock.advance(3600)
    assert ask.post("/orders/complete", json=paid | {"basketId": left}).status_code == 422


def test_prepared_answers_can_be_fetched_again_for_two_hours(ask: httpx.Client, clock: FakeClock) -> None:
    begun = ask.get("/events", params={"async": "true"})
    number = begun.json()["asyncUuid"]
    polls = [ask.get("/events", params={"asyncUuid": number}).status_code for _ in range(3)]
    clock.advance(2 * 3600 + 1)

    assert begun.status_code == 202
    assert polls == [202, 200, 200]
    assert ask.get("/events", params={"asyncUuid": number}).status_code == 404
    assert ask.get("/events", params={"asyncUuid": number}).status_code == 404


def test_a_refusal_can_be_prepared_too(ask: httpx.Client) -> None:
    number = ask.get("/event", params={"async": "true", "id": 1}).json()["asyncUuid"]

    assert [ask.get("/event", params={"asyncUuid": number, "id": 1}).status_code for _ in range(2)] == [
        202,
        404,
    ]


def test_signing_in_with_a_password_gives_a_further_token(ask: httpx.Client) -> None:
    told = {"email": "desk@example.org", "password": "practice", "device_name": "test"}

    answers = [
        ask.post("/login", json=told),
        ask.post("/login", json=told | {"password": "wrong"}),
        ask.post("/login", json=told, params={"async": "true"}),
        ask.post("/login", json=[]),
        ask.post("/login", content=b"{"),
    ]

    assert [answer.status_code for answer in answers] == [200, 422, 422, 422, 400]
    assert ask.get("/", headers={"Authorization": f"Bearer {answers[0].json()['token']}"}).status_code == 200


def test_the_window_of_requests_rolls_on(clock: FakeClock) -> None:
    small = NuticketsPractice(attendees=1, clock=clock, a_minute=2)
    with small, httpx.Client(base_url=small.connection.base_url, headers=HEADERS) as ask:
        answers = [ask.get("/") for _ in range(3)]
        clock.advance(60)
        later = ask.get("/")

    assert [answer.status_code for answer in (*answers, later)] == [200, 200, 429, 200]
    assert [answer.headers["X-Remaining-Requests"] for answer in answers] == ["1", "0", "0"]


def test_the_language_of_an_answer_is_said(ask: httpx.Client) -> None:
    spoken = [
        ask.get("/zones/all", params={"eventId": 4201}, headers={"Accept-Language": wanted})
        for wanted in ("de-AT,de;q=0.9", "fr", "en")
    ]

    assert [answer.headers["Content-Language"] for answer in spoken] == ["de", "en", "en"]
    assert [answer.json()[0]["name"] for answer in spoken] == ["Eingang", "Entry", "Entry"]


def test_what_may_not_be_asked_is_forbidden(platform: NuticketsPractice, ask: httpx.Client) -> None:
    platform.platform.forbidden.add("/events")

    answer = ask.get("/events")

    assert (answer.status_code, answer.json()) == (403, {"message": "This action is unauthorized."})


def test_a_ticket_that_rotates_its_code_shows_its_seed(
    platform: NuticketsPractice, ask: httpx.Client, clock: FakeClock
) -> None:
    row = platform.platform.tables.of_event(4201)[0]
    row.seed = "77" * 32
    row.scans.append(Scan(uuid="1", zone=11, way="in", at=clock.now()))

    with_zones = ask.get("/entry/tickets", params={"eventId": 4201, "includeZones": "true"}).json()["content"]
    without = ask.get("/entry/tickets", params={"eventId": 4201}).json()["content"]

    assert with_zones[0]["const"]["secureBarcodeSeed"] == "77" * 32
    assert with_zones[0]["zoneData"]["scans"][0]["uuid"] == "1"
    assert "zoneData" not in without[0]
