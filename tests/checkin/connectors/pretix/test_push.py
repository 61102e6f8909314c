from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from checkin.connectors.pretix.connector import PretixConnector
from checkin.errors import (
    CredentialsError,
    RejectedError,
    ThrottledError,
    UnreachableError,
    UnreadableReplyError,
)
from checkin.model.admission import Refusal
from checkin.model.ids import OperationId, PlatformId
from checkin.model.operation import (
    AlreadyThere,
    CannotTell,
    Move,
    NotThere,
    Operation,
    OperationState,
    Pair,
    Printed,
    Rejected,
    Settled,
    TakeBack,
    Turned,
)
from checkin.model.station import StationKind
from tests.checkin.connectors.pretix.recorded import (
    AT,
    CODE,
    NONCE,
    JsonObject,
    RecordedServer,
    a_connector,
    an_operation,
    answer,
    checkin,
    page,
    position,
    recorded_answer,
)
from tests.fakes.surroundings import DictMemory

REDEEM = "POST /organizers/demo/checkinrpc/redeem/"
ANNUL = "POST /organizers/demo/checkinrpc/annul/"
FAILED = "POST EVENT/checkinlists/1/failed_checkins/"
ON_LIST = "GET EVENT/checkinlists/1/positions/"

TAKE_BACK = TakeBack(operation=OperationId("0f8fad5b-d9cb-469f-a165-70867728950e"), moved_at=AT)


@pytest.fixture
def memory() -> DictMemory:
    return DictMemory()


@pytest.fixture
def connector(server: RecordedServer, memory: DictMemory) -> Iterator[PretixConnector]:
    made = a_connector(server, memory=memory)
    yield made
    made.close()


def again(**changes: Any) -> Operation:
    return an_operation(attempts=2, **changes)


def take_back(**changes: Any) -> Operation:
    return an_operation(TAKE_BACK, id=OperationId("another"), at=AT + timedelta(minutes=2), **changes)


def test_a_check_in_is_told_with_its_time_its_nonce_and_that_it_has_happened(
    server: RecordedServer, connector: PretixConnector
) -> None:
    verdict = connector.push(an_operation())

    assert verdict == Settled(at=AT)
    assert server.body(REDEEM) == {
        "lists": [1],
        "secret": CODE,
        "source_type": "barcode",
        "type": "entry",
        "force": True,
        "ignore_unpaid": False,
        "questions_supported": True,
        "nonce": NONCE,
        "datetime": "2026-11-22T09:00:00.123456Z",
    }


def test_a_check_out_is_an_exit_of_the_same_list(server: RecordedServer, connector: PretixConnector) -> None:
    connector.push(an_operation(kind=StationKind.CHECK_OUT, station=PlatformId("1/out")))

    body = server.body(REDEEM)
    assert (body["lists"], body["type"]) == ([1], "exit")


def test_answers_go_along_as_the_platform_takes_them(
    server: RecordedServer, connector: PretixConnector
) -> None:
    given = {"question_1": "3", "question_2": "yes", "question_4": " ", "question_99": "x", "shoe": "9"}

    connector.push(an_operation(Move(answers=given)))

    assert server.body(REDEEM)["answers"] == {"1": "3", "2": "true"}


def test_what_is_asked_is_looked_up_once(server: RecordedServer, connector: PretixConnector) -> None:
    for _ in range(2):
        connector.push(an_operation(Move(answers={"question_1": "3"})))

    assert len(server.asked("GET EVENT/questions/")) == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("108_redeem_invalid", "no such ticket"),
        ("104_redeem_canceled_position", "no such ticket"),
        ("83_redeem_already_redeemed", "already"),
        ("95_redeem_unpaid", "not paid"),
        ("100_redeem_canceled", "cancelled"),
        ("106_redeem_blocked", "blocked"),
        ("110_redeem_product", "product"),
        ("113_redeem_rules_denied", "rules"),
        ("125_redeem_invalid_time", "only valid after 2026-12-24"),
        ("129_redeem_ambiguous", "several"),
        ("183_redeem_revoked", "revoked"),
        ("119_redeem_incomplete", "Questions"),
    ],
)
def test_a_refusal_is_told_in_words(
    server: RecordedServer, connector: PretixConnector, name: str, words: str
) -> None:
    server.script(REDEEM, recorded_answer(name.split("_", maxsplit=1)[0]))

    verdict = connector.push(an_operation())

    assert isinstance(verdict, Rejected)
    assert words in verdict.reason
    assert not server.asked(ON_LIST)


def test_a_reason_this_version_does_not_know_is_passed_on(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script(REDEEM, answer(400, {"status": "error", "reason": "full_moon"}))

    assert connector.push(an_operation()) == Rejected(reason="The platform refused (full_moon).")


def test_a_refusal_of_a_repeated_check_in_that_is_there_is_no_refusal(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script(REDEEM, recorded_answer("114"))
    server.script(ON_LIST, page(position(checkins=[checkin()])))

    assert connector.push(again()) == Settled(at=AT)
    assert server.query(ON_LIST)[0] == {"secret": CODE, "ignore_status": "true"}


def test_a_refusal_of_a_repeated_check_in_that_is_not_there_is_one(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script(REDEEM, recorded_answer("114"))
    elsewhere = checkin(AT, 1, list=2), checkin(AT + timedelta(seconds=1), 2), checkin(AT, 3, type="exit")
    server.script(ON_LIST, page(position(checkins=list(elsewhere))))

    assert isinstance(connector.push(an_operation(state=OperationState.UNCERTAIN)), Rejected)


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (recorded_answer("140"), UnreadableReplyError),
        (recorded_answer("139"), UnreadableReplyError),
        (recorded_answer("143"), UnreadableReplyError),
        (recorded_answer("231"), CredentialsError),
        (recorded_answer("232"), CredentialsError),
        (recorded_answer("245"), UnreachableError),
        (recorded_answer("246"), UnreachableError),
        (recorded_answer("237"), UnreadableReplyError),
        (answer(400, "<h1>Bad Request (400)</h1>"), UnreadableReplyError),
        (answer(403, "<html>sign in to the network</html>"), UnreadableReplyError),
        (answer(200, "<html>sign in to the network</html>"), UnreadableReplyError),
        (answer(201, {"status": "redeemed"}), UnreadableReplyError),
        (answer(429, {"detail": "slow down"}, Retry_After="7"), ThrottledError),
    ],
    ids=[
        "list",
        "lists",
        "json",
        "token",
        "right",
        "busy",
        "500",
        "404",
        "400 page",
        "403 page",
        "200 page",
        "?",
        "429",
    ],
)
def test_what_decides_nothing_keeps_the_check_in_waiting(
    server: RecordedServer, connector: PretixConnector, reply: httpx.Response, error: type[Exception]
) -> None:
    server.script(REDEEM, reply)

    with pytest.raises(error):
        connector.push(an_operation())


def test_a_busy_platform_says_how_long(server: RecordedServer, connector: PretixConnector) -> None:
    server.script(REDEEM, recorded_answer("245"))

    with pytest.raises(UnreachableError) as caught:
        connector.push(an_operation())

    assert caught.value.may_have_landed
    assert caught.value.retry_after == 5.0


@pytest.mark.parametrize(
    "operation",
    [
        an_operation(station=None),
        an_operation(station=PlatformId("door")),
        an_operation(code=""),
        an_operation(Turned(refusal="unpaid", code=""), code=""),
        an_operation(Printed(number=1), attendee=PlatformId("")),
        an_operation(Pair(tag="04A1")),
    ],
    ids=["no list", "no number", "no code", "nothing shown", "nobody", "wristband"],
)
def test_what_cannot_be_told_is_said_in_words(
    server: RecordedServer, connector: PretixConnector, operation: Operation
) -> None:
    verdict = connector.push(operation)

    assert isinstance(verdict, Rejected)
    assert verdict.reason.endswith(".")
    assert server.requests == []


def test_a_lost_answer_is_looked_up_by_code_list_and_instant(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script(ON_LIST, page(position(checkins=[checkin()])), page(position(checkins=[])))

    assert connector.read_back(an_operation()) == Settled(at=AT)
    assert connector.read_back(an_operation()) == NotThere()


def test_the_same_instant_by_another_device_is_somebody_elses(
    server: RecordedServer, connector: PretixConnector
) -> None:
    both = [checkin(AT, 1, device_id=2), checkin(AT, 2, device_id=1)]
    server.script(ON_LIST, page(position(checkins=both[:1])), page(position(checkins=both)))

    assert connector.read_back(an_operation()) == AlreadyThere(at=AT)
    assert connector.read_back(an_operation()) == Settled(at=AT)


def told(number: int, **changes: object) -> JsonObject:
    return {**checkin(AT, number), "successful": True, "position": 28, **changes}


def test_of_a_ticket_whose_code_is_gone_the_list_of_all_check_ins_is_asked(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script(ON_LIST, page(), page())
    others = told(1, successful=False), told(2, position=29), told(3, list=2)
    server.script("GET EVENT/checkins/", page(*others, told(4)), page(*others))

    assert connector.read_back(an_operation()) == Settled(at=AT)
    assert connector.read_back(an_operation()) == NotThere()
    assert server.query("GET EVENT/checkins/")[0] == {
        "created_since": "2026-11-22T08:50:02.123456Z",
        "ordering": "created",
    }


def test_where_nothing_can_be_asked_the_nonce_keeps_it_from_counting_twice(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script(ON_LIST, page(), recorded_answer("236"), page())
    server.script("GET EVENT/checkins/", recorded_answer("78"), recorded_answer("78"))

    assert connector.read_back(an_operation()) == CannotTell()
    assert connector.read_back(an_operation()) == CannotTell()
    assert connector.read_back(an_operation(attendee=PlatformId(""))) == CannotTell()
    assert connector.read_back(an_operation(station=None)) == CannotTell()


def test_a_check_in_is_taken_back_by_its_nonce_at_its_time(
    server: RecordedServer, connector: PretixConnector
) -> None:
    assert connector.push(take_back()) == Settled()
    assert server.body(ANNUL) == {
        "lists": [1],
        "nonce": NONCE,
        "datetime": "2026-11-22T09:02:00.123456Z",
    }


def test_taken_back_twice_is_taken_back(server: RecordedServer, connector: PretixConnector) -> None:
    server.script(ANNUL, recorded_answer("147"))

    assert isinstance(connector.push(take_back()), AlreadyThere)


@pytest.mark.parametrize(("number", "words"), [("269", "15 minutes"), ("149", "no such check-in")])
def test_what_cannot_be_taken_back_stays_in_words(
    server: RecordedServer, connector: PretixConnector, number: str, words: str
) -> None:
    server.script(ANNUL, recorded_answer(number))

    verdict = connector.push(take_back())

    assert isinstance(verdict, Rejected)
    assert words in verdict.reason


def test_a_check_in_that_was_taken_back_is_never_told_again(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script(ANNUL, httpx.ReadTimeout("lost"))
    with pytest.raises(UnreachableError):
        connector.push(take_back())

    verdict = connector.push(again())

    assert isinstance(verdict, Rejected)
    assert not server.asked(REDEEM)


def test_a_check_in_that_could_not_be_taken_back_may_be_told_again(
    server: RecordedServer, connector: PretixConnector, memory: DictMemory
) -> None:
    server.script(ANNUL, recorded_answer("269"))
    connector.push(take_back())

    assert connector.push(again()) == Settled(at=AT)
    assert memory.kept == {}


def test_whether_it_was_taken_back_is_looked_up(server: RecordedServer, connector: PretixConnector) -> None:
    server.script(ON_LIST, page(position(checkins=[checkin()])), page(position(checkins=[])), page())
    server.script("GET EVENT/checkins/", recorded_answer("78"))

    assert connector.read_back(take_back()) == NotThere()
    assert connector.read_back(take_back()) == Settled()
    assert connector.read_back(take_back()) == CannotTell()


def test_a_refused_scan_is_told_as_it_was_read(server: RecordedServer, connector: PretixConnector) -> None:
    turned = Turned(refusal=Refusal.UNKNOWN_CODE.value, code="what the barcode said")

    assert connector.push(an_operation(turned)) == Settled(at=AT)
    assert server.body(FAILED) == {
        "raw_barcode": "what the barcode said",
        "raw_source_type": "barcode",
        "nonce": NONCE,
        "datetime": "2026-11-22T09:00:00.123456Z",
        "type": "entry",
        "error_reason": "invalid",
        "error_explanation": "unknown code",
    }
    assert connector.read_back(an_operation(turned)) == CannotTell()


KNOWN_REASONS = {
    "already_redeemed",
    "ambiguous",
    "blocked",
    "canceled",
    "incomplete",
    "invalid",
    "invalid_time",
    "product",
    "revoked",
    "rules",
    "unpaid",
}


ONLY_ASKED = {Refusal.QUESTIONS_OPEN, Refusal.NEEDS_CONFIRMATION}


@pytest.mark.parametrize(
    "refusal", [*(one.value for one in Refusal if one not in ONLY_ASKED), "of a later version"]
)
def test_only_reasons_the_platform_knows_are_told(
    server: RecordedServer, connector: PretixConnector, refusal: str
) -> None:
    connector.push(an_operation(Turned(refusal=refusal, code="x")))

    assert server.body(FAILED)["error_reason"] in KNOWN_REASONS


@pytest.mark.parametrize("refusal", sorted(ONLY_ASKED))
def test_who_was_only_asked_something_was_not_refused_to_the_platform(
    server: RecordedServer, connector: PretixConnector, refusal: Refusal
) -> None:
    assert connector.push(an_operation(Turned(refusal=refusal.value, code="x"))) == Settled(at=AT)
    assert server.requests == []


def test_a_refused_scan_the_platform_does_not_take_is_rejected_in_its_words(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script(FAILED, recorded_answer("156"))

    with pytest.raises(RejectedError, match="not a valid choice"):
        connector.push(an_operation(Turned(refusal="unpaid", code="x")))
