"""The simulated Sarcon itself, asked as a stranger would."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from checkin.model.admission import Refusal
from checkin.practice.sarcon import PRACTICE_TOKEN, SarconPractice
from checkin.practice.sarcon.routes import BASE
from checkin.practice.sarcon.serve import READING_TOKEN
from tests.fakes.clock import FakeClock

Answer = tuple[int, Any]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def practice(clock: FakeClock) -> Iterator[SarconPractice]:
    with SarconPractice(attendees=45, clock=clock) as running:
        yield running


def ask(
    practice: SarconPractice,
    path: str,
    body: object = None,
    *,
    method: str | None = None,
    scheme: str = f"Bearer {PRACTICE_TOKEN}",
) -> Answer:
    data = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(  # noqa: S310 - this computer
        practice.url + BASE + path, data=data, method=method, headers={"Authorization": scheme}
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def somebody(practice: SarconPractice) -> str:
    return next(one.platform_id for one in practice.visitors() if one.expected is None)


CHECK_IN = {"checked_in_at": "2026-11-22 08:40:00", "reference": "o-1", "station": "main"}
CHECK_OUT = {"checked_out_at": "2026-11-22 09:40:00", "reference": "o-2", "station": "main"}


def test_events_come_in_the_documented_envelope_and_page(practice: SarconPractice) -> None:
    status, said = ask(practice, "/events")

    assert (status, said["status"], said["message"]) == (200, 200, "")
    assert set(said["data"]) == {
        "current_page",
        "data",
        "first_page_url",
        "last_page",
        "last_page_url",
        "links",
        "next_page_url",
        "path",
        "per_page",
        "prev_page_url",
        "total",
    }
    assert said["data"]["per_page"] == 20
    assert said["data"]["next_page_url"] is None
    assert [link["label"] for link in said["data"]["links"]] == ["« Previous", "1", "Next »"]


def test_pages_name_the_next_one_and_drop_other_parameters(practice: SarconPractice) -> None:
    _, first = ask(practice, "/events/11/registrations?per_page=30")
    _, second = ask(practice, "/events/11/registrations?page=2&per_page=30")
    _, usual = ask(practice, "/events/11/registrations?page=x&per_page=-1")

    assert len(first["data"]["data"]) == 30
    assert first["data"]["next_page_url"] == f"{practice.url}{BASE}/events/11/registrations?page=2"
    assert len(second["data"]["data"]) == 15
    assert second["data"]["prev_page_url"].endswith("?page=1")
    assert usual["data"]["per_page"] == 20


@pytest.mark.parametrize("scheme", ["", f"Basic {PRACTICE_TOKEN}", "Bearer another", PRACTICE_TOKEN])
def test_without_a_bearer_token_nothing_is_told(practice: SarconPractice, scheme: str) -> None:
    assert ask(practice, "/events", scheme=scheme) == (
        401,
        {"status": 401, "message": "Unauthenticated.", "data": []},
    )


def test_a_reading_token_may_not_write(practice: SarconPractice) -> None:
    path = f"/registrations/{somebody(practice)}/check-ins"

    assert ask(practice, path, CHECK_IN, scheme=f"Bearer {READING_TOKEN}")[0] == 403
    assert ask(practice, "/events", scheme=f"Bearer {READING_TOKEN}")[0] == 200


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/events/99", "Event not found"),
        ("/events/99/registrations", "Event not found"),
        ("/events/99/tickets", "Event not found"),
        ("/registrations/1", "Registration not found"),
        ("/nowhere", "Not Found"),
        ("/events/", "Not Found"),
    ],
)
def test_what_is_not_there_is_404_with_an_empty_list(
    practice: SarconPractice, path: str, message: str
) -> None:
    assert ask(practice, path) == (404, {"status": 404, "message": message, "data": []})


def test_a_wrong_method_is_405(practice: SarconPractice) -> None:
    status, said = ask(practice, "/events", method="DELETE")

    assert (status, said["status"], said["data"]) == (405, 405, [])


def test_one_event_and_its_tickets_are_told(practice: SarconPractice) -> None:
    assert ask(practice, "/events/11")[1]["data"]["title"] == "Sarcon Practice Summit"
    tickets = ask(practice, "/events/11/tickets")[1]["data"]["data"]
    assert [one["name"] for one in tickets] == ["Delegate", "Speaker", "Exhibitor"]


def test_more_than_sixty_requests_a_minute_are_429_when_switched_on(
    practice: SarconPractice, clock: FakeClock
) -> None:
    practice.platform.switches.is_limited = True

    statuses = [ask(practice, "/events")[0] for _ in range(61)]

    assert statuses == [200] * 60 + [429]
    clock.advance(60)
    assert ask(practice, "/events")[0] == 200


def test_closed_it_says_503_and_it_may_hide_failures(practice: SarconPractice) -> None:
    practice.platform.switches.is_closed = True
    assert ask(practice, "/events") == (503, {"status": 503, "message": "Service Unavailable", "data": []})

    practice.platform.switches.hides_failures = True
    assert ask(practice, "/events")[0] == 200
    assert ask(practice, "/events")[1]["status"] == 503


def test_totals_may_lie(practice: SarconPractice) -> None:
    practice.platform.switches.lies_about_totals = True

    assert ask(practice, "/events")[1]["data"]["total"] == 5


def test_a_check_in_is_recorded_once_while_idempotent(practice: SarconPractice) -> None:
    path = f"/registrations/{somebody(practice)}/check-ins"

    assert ask(practice, path, CHECK_IN)[1]["data"] == {"recorded": True}
    assert ask(practice, path, CHECK_IN)[1]["data"] == {"recorded": False}
    assert ask(practice, path, CHECK_IN | {"reference": "o-9"})[1]["data"] == {"recorded": False}
    assert list(practice.record().values()) == [1]


def test_a_check_in_is_recorded_each_time_when_not(practice: SarconPractice) -> None:
    practice.platform.switches.is_idempotent = False
    path = f"/registrations/{somebody(practice)}/check-ins"

    ask(practice, path, CHECK_IN)
    ask(practice, path, CHECK_IN)

    assert list(practice.record().values()) == [2]


def test_a_check_out_needs_a_check_in_and_lets_in_again(practice: SarconPractice) -> None:
    path = f"/registrations/{somebody(practice)}"

    assert ask(practice, f"{path}/check-outs", CHECK_OUT)[0] == 400
    ask(practice, f"{path}/check-ins", CHECK_IN)
    assert ask(practice, f"{path}/check-outs", CHECK_OUT)[1]["data"] == {"recorded": True}
    assert ask(practice, f"{path}/check-outs", CHECK_OUT)[1]["data"] == {"recorded": False}
    assert ask(practice, f"{path}/check-ins", CHECK_IN | {"reference": "o-3"})[1]["data"] == {
        "recorded": True
    }
    row = ask(practice, path)[1]["data"]
    assert [one["time"] for one in row["check_ins"]] == ["2026-11-22 08:40:00"] * 2


def test_a_check_in_can_be_taken_back_once(practice: SarconPractice) -> None:
    path = f"/registrations/{somebody(practice)}/check-ins"
    ask(practice, path, CHECK_IN)

    assert ask(practice, f"{path}/o-1", method="DELETE")[0] == 200
    assert ask(practice, f"{path}/o-1", method="DELETE")[0] == 404
    assert practice.record() == {}


def test_who_is_not_confirmed_is_refused_unless_overruled(practice: SarconPractice) -> None:
    refused = next(row for row in practice.platform.of_event(11) if row.status != "confirmed")
    path = f"/registrations/{refused.id}/check-ins"

    status, said = ask(practice, path, CHECK_IN)

    assert (status, said["message"]) == (400, "")
    assert said["data"] == {"messages": {"registration": ["The registration is not confirmed."]}}
    assert ask(practice, path, CHECK_IN | {"override": "unpaid"})[0] == 200


@pytest.mark.parametrize("body", [b"{", b"[]", {"checked_in_at": "soon"}], ids=repr)
def test_what_cannot_be_read_is_a_bad_request(practice: SarconPractice, body: object) -> None:
    assert ask(practice, f"/registrations/{somebody(practice)}/check-ins", body)[0] == 400


def test_a_walk_in_is_registered_or_refused_by_field(practice: SarconPractice) -> None:
    good = {"first_name": "Ida", "ticket_id": 501, "reference": "o-7", "email": None}

    first = ask(practice, "/events/11/registrations", good)[1]["data"]
    again = ask(practice, "/events/11/registrations", good)[1]["data"]
    status, said = ask(practice, "/events/11/registrations", {"email": "x"})
    wrong = ask(practice, "/events/11/registrations", good | {"ticket_id": 511})[1]

    assert first["id"] == again["id"]
    assert first["qr_code"].endswith(str(first["id"]))
    assert status == 400
    assert said["data"]["messages"]["ticket_id"] == ["The ticket field is required."]
    assert set(said["data"]["messages"]) == {"ticket_id", "first_name", "email"}
    assert wrong["data"]["messages"] == {"ticket_id": ["The selected ticket is invalid."]}
    found = ask(practice, "/events/11/registrations?reference=o-7")[1]["data"]["data"]
    assert [one["id"] for one in found] == [first["id"]]


def test_only_what_changed_is_listed(practice: SarconPractice, clock: FakeClock) -> None:
    clock.advance(60)
    attendee = somebody(practice)
    ask(practice, f"/registrations/{attendee}/check-ins", CHECK_IN)

    found = ask(practice, "/events/11/registrations?updated_since=2026-11-22%2008:41:00")[1]["data"]["data"]

    assert [str(one["id"]) for one in found] == [attendee]
    assert ask(practice, "/events/11/registrations?updated_since=soon")[0] == 400


def test_the_same_seed_invents_the_same_people_and_most_may_come_in() -> None:
    one, same, other = SarconPractice(), SarconPractice(), SarconPractice(seed=7)

    assert one.visitors() == same.visitors()
    assert one.visitors() != other.visitors()
    expected = [visitor.expected for visitor in one.visitors()]
    assert len(expected) == 300 + 12 + 1
    assert expected.count(None) > 240
    assert {Refusal.UNPAID, Refusal.CANCELLED, Refusal.BLOCKED, Refusal.WRONG_EVENT} < set(expected)
    assert len({visitor.code for visitor in one.visitors()}) == 313
    assert one.main_event == "11"
