"""What a trainer switches over HTTP."""

import pytest

from tests.checkin.practice.open_event.visitor import Visitor


def test_faults_are_set_and_shown_and_cleared(visitor: Visitor) -> None:
    wanted = [{"kind": "error_before", "method": "POST", "path": "check", "status": 502}]

    shown = visitor.send("PUT", "/practice/faults", json=wanted).json()

    assert {**shown[0], **wanted[0]} == shown[0]
    assert visitor.get("/practice/faults").json() == shown
    assert visitor.send("DELETE", "/practice/faults").json() == []


def test_the_switches_work_while_nothing_else_does(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.send("PUT", "/practice/faults", json=[{"kind": "silence"}])

    visitor.send("DELETE", "/practice/faults")

    assert visitor.get("/v1/events").status_code == 200


@pytest.mark.parametrize("senseless", [[{"kind": "flood"}], [{"kind": "slow", "times": 1, "when": "now"}], 7])
def test_a_senseless_fault_is_refused(visitor: Visitor, senseless: object) -> None:
    assert visitor.send("PUT", "/practice/faults", json=senseless).status_code == 400


def test_tokens_expire_on_demand(visitor: Visitor) -> None:
    visitor.sign_in()

    visitor.client.post(visitor.server.url + "/practice/expire-tokens")

    assert visitor.get("/v1/events/7/attendees").status_code == 401


def test_an_account_is_demoted(visitor: Visitor) -> None:
    visitor.send("POST", "/practice/demote", json={"role": "registrar"})

    assert visitor.get("/v1/events/7/attendees").status_code == 403
    assert visitor.send("POST", "/practice/demote", json={"email": "nobody"}).status_code == 404


def test_the_clock_is_put_forward(visitor: Visitor) -> None:
    overview = visitor.send("POST", "/practice/clock", json={"seconds": 90}).json()

    assert overview["now"] == "2026-06-12T09:01:30+00:00"
    assert visitor.send("POST", "/practice/clock", json={"seconds": "soon"}).status_code == 400


def test_the_process_is_restarted(visitor: Visitor) -> None:
    visitor.send("POST", "/practice/clock", json={"seconds": 90})

    assert visitor.send("POST", "/practice/restart").json()["process_started"] == "2026-06-12T09:01:30+00:00"


def test_the_overview_says_how_to_sign_in(visitor: Visitor) -> None:
    overview = visitor.get("/practice").json()

    assert overview["account"] == visitor.email
    assert overview["events"]["7"] == "Open Source Days"


def test_check_ins_are_listed_with_their_true_times(visitor: Visitor) -> None:
    somebody = visitor.server.platform.attendees_by_status(7)["completed"][0].id
    visitor.check_in(somebody)

    (row,) = visitor.get("/practice/check-ins").json()

    assert (row["attendee_id"], row["received_at"]) == (somebody, "2026-06-12T09:00:00+00:00")


def test_codes_are_listed_by_status(visitor: Visitor) -> None:
    platform = visitor.server.platform
    somebody = platform.attendees_by_status(7)["completed"][0].id

    codes = visitor.get("/practice/codes/7").json()

    assert codes["completed"][0] == platform.attendee_code(somebody)
