from collections import Counter
from collections.abc import Iterator

import httpx
import pytest

from checkin.model.admission import Refusal
from checkin.practice.pretix import PretixPractice
from tests.checkin.practice.pretix.desk import ENTRANCE, Desk, outcome
from tests.fakes.clock import FakeClock


@pytest.fixture
def practice(clock: FakeClock) -> Iterator[PretixPractice]:
    with PretixPractice(attendees=60, clock=clock, flavour="eventyay") as practice:
        yield practice


def scan(desk: Desk, code: str, **more: object) -> httpx.Response:
    return desk.post(f"checkinlists/{ENTRANCE}/positions/{code}/redeem/", {"nonce": code, **more})


def test_items_are_called_products(desk: Desk) -> None:
    order = desk.get("orders/", page_size=1).json()["results"][0]

    assert desk.get("products/").json()["count"] == 3
    assert desk.get("items/").status_code == 404
    assert "product" in order["positions"][0]
    assert "products" in desk.get("questions/").json()["results"][0]
    assert desk.get(f"checkinlists/{ENTRANCE}/status/").json()["products"]


def test_what_is_new_in_pretix_is_missing(desk: Desk) -> None:
    position = desk.get("orders/", page_size=1).json()["results"][0]["positions"][0]
    check_in_list = desk.get("checkinlists/").json()["results"][0]

    assert not {"blocked", "valid_from", "valid_until", "print_logs"} & position.keys()
    assert "job_title" in position
    assert "addon_match" not in check_in_list
    assert check_in_list["rules"]["and"][0]["inList"][0] == {"var": "product"}
    for path in ("blockedsecrets/", "checkins/", f"checkinlists/{ENTRANCE}/failed_checkins/"):
        assert desk.get(path).status_code == 404
    assert desk.annul("a").status_code == 404
    assert desk.redeem("x").status_code == 404
    assert desk.send("GET", "device/info").status_code == 404
    assert desk.send("GET", "device/session").json()["ok"] is True
    assert "eventyay" in desk.send("GET", "version").json()


def test_a_scan_on_the_older_address_is_answered_as_of_old(desk: Desk) -> None:
    good, unpaid = desk.somebody(), desk.somebody(Refusal.UNPAID)

    assert set(scan(desk, good.code).json()) == {"status", "require_attention", "position"}
    assert scan(desk, unpaid.code).json()["reason"] == "unpaid"
    assert "reason_explanation" not in scan(desk, unpaid.code).json()
    assert scan(desk, "nobody's").json() == {"detail": "Not found."}
    assert set(scan(desk, good.code).json()["position"]["checkins"][0]) == {
        "id",
        "list",
        "datetime",
        "type",
        "auto_checked_in",
    }


def test_the_platform_says_to_each_what_is_expected(desk: Desk) -> None:
    said = Counter(
        (one.expected, scan(desk, one.code).status_code == 201) for one in desk.practice.visitors()
    )

    assert {expected for expected, is_in in said if is_in} == {None}
    assert (None, False) not in said


def test_its_own_address_says_201_to_almost_everything(desk: Desk) -> None:
    unpaid = desk.somebody(Refusal.UNPAID)

    def own(code: str) -> httpx.Response:
        body = {"lists": [ENTRANCE], "secret": code}
        return desk.send("POST", "organizers/demo/checkin/redeem/", json=body)

    answer = own(unpaid.code)

    assert outcome(answer) == (201, "Already checked in")
    assert answer.json()["status"] == "redeemed"
    assert desk.practice.record()[unpaid.platform_id] == 1
    assert own(desk.somebody().code).json()["status"] == "ok"
    assert outcome(own("nobody's")) == (404, "invalid")


def test_force_does_not_open_a_list_to_another_product(desk: Desk) -> None:
    other = desk.somebody(Refusal.WRONG_TICKET_TYPE)

    assert outcome(scan(desk, other.code, force=True)) == (400, "product")
    assert scan(desk, desk.somebody(Refusal.UNPAID).code, force=True).status_code == 201


def test_idempotency_keys_mean_nothing(desk: Desk) -> None:
    one, other = desk.somebody().code, desk.somebody(Refusal.UNPAID).code
    path = f"checkinlists/{ENTRANCE}/positions/"

    first = desk.post(f"{path}{one}/redeem/", {}, key="k")
    second = desk.post(f"{path}{other}/redeem/", {}, key="k")

    assert (first.status_code, second.status_code) == (201, 400)


def test_products_are_bought_at_the_desk(desk: Desk) -> None:
    body = {"status": "p", "positions": [{"product": 1, "variation": 1}]}

    assert desk.post("orders/", body).json()["positions"][0]["product"] == 1


def test_a_device_may_be_for_check_in_only(practice: PretixPractice, client: httpx.Client) -> None:
    kiosk = Desk.of(practice, client, "eventyay_checkin_online_kiosk")
    staff = Desk.of(practice, client, "eventyay_checkin")

    assert scan(kiosk, kiosk.somebody().code).status_code == 201
    assert kiosk.get("orders/").status_code == staff.get("orders/").status_code == 403
    assert kiosk.get("products/").status_code == 403
    assert staff.get("products/").status_code == 200
