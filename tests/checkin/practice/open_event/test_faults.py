"""Each switch that makes the practice platform misbehave, over real HTTP."""

from time import perf_counter

import httpx
import pytest

from checkin.practice.faults import Fault, FaultKind, Faults
from checkin.practice.open_event import PracticeServer
from tests.checkin.practice.open_event.visitor import HALL_IN, Visitor


@pytest.fixture
def somebody(server: PracticeServer) -> int:
    return server.platform.attendees_by_status(7)["completed"][0].id


def recorded(visitor: Visitor) -> int:
    return len(visitor.server.platform.check_ins())


def test_silence_closes_the_connection_and_does_nothing(visitor: Visitor, somebody: int) -> None:
    visitor.sign_in()
    visitor.server.faults.silence(times=1)

    with pytest.raises(httpx.RemoteProtocolError):
        visitor.check_in(somebody)

    assert recorded(visitor) == 0
    assert visitor.check_in(somebody).status_code == 201


def test_a_dropped_answer_leaves_the_check_in_recorded(visitor: Visitor, somebody: int) -> None:
    visitor.server.faults.drop_answers(times=1)

    with pytest.raises(httpx.RemoteProtocolError):
        visitor.check_in(somebody)

    assert recorded(visitor) == 1
    assert visitor.check_in(somebody).status_code == 422


def test_answers_of_other_requests_are_not_dropped(visitor: Visitor) -> None:
    visitor.server.faults.drop_answers()

    assert visitor.get("/v1/events/7").status_code == 200


def test_a_failure_before_records_nothing(visitor: Visitor, somebody: int) -> None:
    visitor.sign_in()
    visitor.server.faults.fail_before(status=502)

    answer = visitor.check_in(somebody)

    assert (answer.status_code, recorded(visitor)) == (502, 0)


def test_a_failure_after_has_recorded(visitor: Visitor, somebody: int) -> None:
    visitor.server.faults.fail_after()

    answer = visitor.check_in(somebody)

    assert (answer.status_code, recorded(visitor)) == (500, 1)


def test_throttling_says_how_long_or_does_not(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.server.faults.throttle(retry_after=7, times=1)
    visitor.server.faults.throttle(times=1)

    told, untold = visitor.get("/v1/events"), visitor.get("/v1/events")

    assert (told.status_code, told.headers["retry-after"]) == (429, "7")
    assert (untold.status_code, untold.headers.get("retry-after")) == (429, None)


def test_a_portal_answers_html_with_a_good_status(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.server.faults.answer_html(times=1)

    answer = visitor.get("/v1/events")

    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")


def test_truncated_json_cannot_be_read(visitor: Visitor) -> None:
    visitor.server.faults.truncate(path="^/v1/events$", times=1)

    with pytest.raises(ValueError, match=r"Unterminated|Expecting|delimiter"):
        visitor.get("/v1/events").json()


def test_slowness_ends_with_the_right_answer(visitor: Visitor) -> None:
    visitor.server.faults.slow(0.2, method="GET", path="^/info$")
    before = perf_counter()

    assert visitor.get("/info").json() == {"build": {"version": "1.19.1"}}
    assert perf_counter() - before >= 0.2


def test_expired_tokens_are_refused_even_where_none_is_needed(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.server.platform.accounts.expire_tokens()

    answer = visitor.get("/v1/events/7")

    assert (answer.status_code, answer.json()) == (401, {"error": "Token has expired"})


def test_signing_in_again_helps_against_expired_tokens(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.server.platform.accounts.expire_tokens()

    visitor.sign_in()

    assert visitor.get("/v1/events/7/attendees").status_code == 200


def test_a_demoted_account_may_no_longer_check_in(visitor: Visitor, somebody: int) -> None:
    visitor.server.platform.accounts.demote(visitor.email, "registrar")

    assert visitor.check_in(somebody).status_code == 422
    assert visitor.get("/v1/events/7/attendees").status_code == 403


def test_bad_luck_is_the_same_for_the_same_seed() -> None:
    def rolls(faults: Faults) -> list[bool]:
        faults.fail_before(0.5)
        return [bool(faults.drawn("GET", "/")) for _ in range(50)]

    assert rolls(Faults(1)) == rolls(Faults(1))
    assert rolls(Faults(1)) != rolls(Faults(2))


def test_a_fault_concerns_only_its_method_and_path() -> None:
    faults = Faults()
    faults.add(Fault(kind=FaultKind.HTML, method="POST", path="check"))

    drawn = [
        bool(faults.drawn(*request)) for request in (("POST", "/check"), ("GET", "/check"), ("POST", "/x"))
    ]

    assert drawn == [True, False, False]


def test_only_the_first_fault_of_a_kind_happens() -> None:
    faults = Faults()
    faults.throttle(retry_after=1)
    faults.throttle(retry_after=2)

    assert faults.drawn("GET", "/")[FaultKind.THROTTLE].seconds == 1


@pytest.mark.parametrize("senseless", [{"path": "("}, {"probability": 2.0}, {"seconds": -1.0}])
def test_a_senseless_fault_is_refused_and_the_others_stay(senseless: dict[str, object]) -> None:
    faults = Faults()
    faults.silence()

    with pytest.raises(ValueError, match=r"pattern|probability"):
        faults.replace_all([Fault(kind=FaultKind.SLOW, **senseless)])  # type: ignore[arg-type]

    assert [fault.kind for fault in faults.active()] == [FaultKind.SILENCE]


def test_cleared_faults_are_gone(visitor: Visitor) -> None:
    visitor.server.faults.fail_before()
    visitor.server.faults.clear()

    assert visitor.get("/v1/events").status_code == 200


def test_a_check_in_without_a_session_is_no_fault(visitor: Visitor, somebody: int) -> None:
    assert visitor.check_in(somebody, HALL_IN).status_code == 422
