import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from checkin.model.admission import Refusal
from checkin.practice.v3plus import V3PlusPractice
from checkin.practice.v3plus.population import ACCOUNT, EVENT_PASSWORD, PASSWORD, PORTAL_TOKEN

WHO = {"first_name": "Bob", "last_name": "Smith", "email": "bob@c.example"}
GUEST = {**WHO, "password": "x", "field_10": "red"}


@pytest.fixture
def portal() -> Iterator[V3PlusPractice]:
    with V3PlusPractice(attendees=30) as running:
        yield running


@pytest.fixture
def browser(portal: V3PlusPractice) -> Iterator[httpx.Client]:
    headers = {"X-Portal-Token": PORTAL_TOKEN}
    with httpx.Client(base_url=f"{portal.url}/api/v1", headers=headers, trust_env=False) as client:
        yield client


@pytest.fixture
def token(browser: httpx.Client) -> str:
    answer = browser.post("auth", json={"email": ACCOUNT, "password": PASSWORD})
    return str(answer.json()["token"])


def rows(answer: httpx.Response) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = answer.json()["data"]
    return found


def test_nothing_is_told_without_the_portals_token(portal: V3PlusPractice, browser: httpx.Client) -> None:
    with httpx.Client(trust_env=False) as stranger:
        assert stranger.get(f"{portal.url}/api/v1/conferences").status_code == 401
    assert browser.get("conferences").status_code == 200


def test_signing_in_answers_201_and_signing_out_204(browser: httpx.Client, token: str) -> None:
    out = browser.delete("auth", params={"token": token})
    again = browser.delete("auth", params={"token": token})

    assert (len(token), out.status_code, out.content, again.status_code) == (40, 204, b"", 401)


def test_a_wrong_password_signs_nobody_in(browser: httpx.Client) -> None:
    for body in ('{"email": "x"}', "[]", "no json", ""):
        assert browser.post("auth", content=body).status_code == 401


def test_the_programme_wants_the_token_in_the_query_and_nowhere_else(
    browser: httpx.Client, token: str
) -> None:
    for path in ("conferences/1/presenters", "presentation/1", "affiliates/1"):
        assert browser.get(path, headers={"Authorization": f"Bearer {token}"}).status_code == 401
        assert browser.get(path, params={"token": token}).status_code == 200


def test_a_collection_comes_in_pages_whose_links_lead_elsewhere(browser: httpx.Client) -> None:
    page = browser.get("conferences", params={"pageSize": "2", "page": "2"}).json()

    assert [row["id"] for row in page["data"]] == [3]
    assert page["links"]["prev"] == "https://v3plusportal.com/api/v1/conferences?page=1"
    assert page["links"]["next"] is None
    assert page["meta"]["path"].startswith("http://")
    assert (page["meta"]["from"], page["meta"]["to"], page["meta"]["last_page"]) == (3, 3, 2)


def test_a_page_behind_the_last_is_empty(browser: httpx.Client) -> None:
    page = browser.get("townhalls", params={"page": "9", "pageSize": "many"}).json()

    assert (page["data"], page["meta"]["from"], page["meta"]["per_page"]) == ([], None, 15)


def test_collections_hear_nothing_of_nested_resources(browser: httpx.Client) -> None:
    assert "presenters" not in rows(browser.get("conferences", params={"with": "presenters"}))[0]


def test_collections_under_something_have_no_pages(browser: httpx.Client, token: str) -> None:
    answer = browser.get("conferences/1/presenters", params={"token": token, "pageSize": "2"})

    assert answer.json().keys() == {"data"}
    assert [row["role"] for row in rows(answer)][:3] == ["keynote", "cochair", "presenter"]


def test_roles_are_told_within_an_event_only(browser: httpx.Client, token: str) -> None:
    sponsors = browser.get("conferences/1/affiliates", params={"token": token, "filters[role]": "sponsor"})
    alone = browser.get("affiliates/1", params={"token": token})

    assert [row["role"] for row in rows(sponsors)] == ["sponsor", "sponsor"]
    assert "role" not in alone.json()["data"]


def test_the_hierarchy_of_nested_resources_is_kept(browser: httpx.Client) -> None:
    one = browser.get("conferences/1", params={"with": "days.tracks.presentations,cochairs,days"}).json()[
        "data"
    ]
    deep = browser.get("conferences/1", params={"with": "days.tracks.presentations"}).json()["data"]
    group = browser.get("groups/1", params={"with": "registration_form"}).json()["data"]

    assert "tracks" not in one["days"][0]
    assert [row["id"] for row in deep["days"][0]["tracks"][0]["presentations"]] == [1, 2, 3]
    assert [row["role"] for row in one["cochairs"]] == ["cochair"]
    assert group["registration_form"]["id"] == 1


def test_days_come_with_tracks_alone_when_no_more_is_asked(browser: httpx.Client) -> None:
    one = browser.get("conferences/1", params={"with": "days.tracks"}).json()["data"]

    assert "presentations" not in one["days"][0]["tracks"][0]


def test_a_price_adds_card_fields(browser: httpx.Client) -> None:
    free = [field["name"] for field in browser.get("groups/1/registration_form").json()["fields"]]
    paid = [field["name"] for field in browser.get("groups/3/registration_form").json()["fields"]]

    assert paid[len(free) :] == ["cc_number", "cc_exp_month", "cc_exp_year", "cc_cvc"]


def test_a_registration_is_checked_against_the_form(browser: httpx.Client, portal: V3PlusPractice) -> None:
    wrong = browser.post(
        "groups/1/registration", json={**GUEST, "email": "bob", "field_10": "green", "last_name": None}
    )
    good = browser.post("groups/1/registration", json=GUEST)
    twice = browser.post("groups/2/registration", json={**GUEST, "field_12": True})

    assert (wrong.status_code, wrong.json()["errors"].keys()) == (422, {"last_name", "email", "field_10"})
    assert good.status_code == 201
    assert twice.json()["errors"] == {"email": ["The email has already been taken."]}
    assert [one.answers for one in portal.registrations()] == [{**WHO, "field_10": "red"}]


def test_a_card_that_is_sent_is_noticed(browser: httpx.Client, portal: V3PlusPractice) -> None:
    answer = browser.post("groups/3/registration", json={**GUEST, "cc_number": "4242"})

    assert (answer.status_code, portal.portal.card_fields) == (422, 1)


def test_a_townhall_registers_and_signs_in_and_out(browser: httpx.Client, portal: V3PlusPractice) -> None:
    first = browser.post("townhalls/1/auth", json=WHO)
    again = browser.post("townhalls/1/auth", json=WHO).json()
    elsewhere = browser.delete("townhalls/2/auth", params={"token": again["token"]})
    out = browser.delete("townhalls/1/auth", params={"token": again["token"]})

    assert (first.status_code, elsewhere.status_code, out.status_code) == (201, 401, 204)
    assert again.keys() == {"token", "role", "first_name", "last_name", "email"}
    assert len(portal.registrations()) == 1


def test_a_townhall_with_a_password_wants_it(browser: httpx.Client) -> None:
    without = browser.post("townhalls/2/auth", json=WHO)
    wrong = browser.post("townhalls/2/auth", json={**WHO, "password": "x"})
    right = browser.post("townhalls/2/auth", json={**WHO, "password": EVENT_PASSWORD})

    assert [without.status_code, wrong.status_code, right.status_code] == [422, 422, 201]
    assert wrong.json()["errors"] == {"password": ["The event password is wrong."]}


@pytest.mark.parametrize("path", ["presentations/1", "conferences/9", "check-ins", "groups", "conferences/"])
def test_paths_that_are_not_in_the_reference_are_not_there(browser: httpx.Client, path: str) -> None:
    assert browser.get(path).status_code == 404


def test_the_list_of_attendees_is_a_file_of_the_organiser(portal: V3PlusPractice, tmp_path: Path) -> None:
    assert "roster" not in portal.connection.options

    file = portal.roster_file(tmp_path)

    with file.open(encoding="utf-8", newline="") as text:
        people = list(csv.DictReader(text))
    assert portal.connection.options["roster"] == str(file)
    assert [row["Ticket code"] for row in people] == [visitor.code for visitor in portal.visitors()[:30]]


def test_visitors_are_of_every_kind(portal: V3PlusPractice) -> None:
    visitors = portal.visitors()

    kinds = {visitor.expected for visitor in visitors}
    assert kinds == {
        None,
        Refusal.UNPAID,
        Refusal.CANCELLED,
        Refusal.BLOCKED,
        Refusal.WRONG_EVENT,
        Refusal.UNKNOWN_CODE,
    }
    assert len({visitor.code for visitor in visitors}) == len(visitors)
    assert {visitor.event for visitor in visitors} == {portal.main_event, "conference:2", ""}


def test_no_check_in_is_ever_on_record(portal: V3PlusPractice) -> None:
    assert portal.record() == Counter()


def test_the_same_seed_invents_the_same_people() -> None:
    one, other = V3PlusPractice(attendees=50), V3PlusPractice(attendees=50)

    assert one.visitors() == other.visitors()
    assert one.visitors() != V3PlusPractice(attendees=50, seed=1).visitors()


def test_a_portal_for_everybody_asks_for_no_account() -> None:
    portal = V3PlusPractice(needs_login=False)

    assert (portal.connection.account, sorted(portal.secrets)) == ("", ["event_password", "portal_token"])
    assert "password" in V3PlusPractice().secrets
