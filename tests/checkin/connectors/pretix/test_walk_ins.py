import re

import httpx
import pytest

from checkin.connectors.pretix.connector import PretixConnector
from checkin.connectors.pretix.walk_ins import order_code
from checkin.errors import CredentialsError, RejectedError, UnreachableError, UnreadableReplyError
from checkin.model.ids import PlatformId
from checkin.model.operation import (
    AlreadyThere,
    CannotTell,
    Correct,
    NotThere,
    Operation,
    Register,
    Rejected,
    Settled,
)
from tests.checkin.connectors.pretix.recorded import (
    CODE,
    RecordedServer,
    a_connection,
    a_connector,
    an_operation,
    answer,
    order,
    position,
    recorded_answer,
)

ORDERS = "POST EVENT/orders/"
POSITION = "EVENT/orderpositions/28/"

NAME = {"given_name": "Ada", "family_name": "Lovelace"}
ADA = Register(answers={**NAME, "email": "ada@example.org", "company": "Engines"}, ticket_type="1-2")


def walk_in(task: Register = ADA) -> Operation:
    return an_operation(task, attendee=PlatformId(""))


OUR_ORDER = order_code(walk_in().id)
READ = f"GET EVENT/orders/{OUR_ORDER}/"


def test_our_order_code_is_of_the_platforms_letters_and_always_the_same() -> None:
    codes = {order_code(f"operation {number}") for number in range(200)}

    assert len(codes) == 200
    assert all(re.fullmatch(r"[A-HJ-NP-Z][A-HJ-NP-Z0-9]{15}", code) for code in codes)
    assert order_code("operation 7") in codes


def test_a_walk_in_becomes_a_paid_order_with_the_code_of_the_badge(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script(ORDERS, answer(201, order(OUR_ORDER, position(630))))

    verdict = connector.push(walk_in())

    assert verdict == Settled(attendee=PlatformId("630"))
    assert server.body(ORDERS) == {
        "code": OUR_ORDER,
        "locale": "en",
        "status": "p",
        "sales_channel": "web",
        "payment_provider": "manual",
        "fees": [],
        "send_email": False,
        "force": True,
        "email": "ada@example.org",
        "positions": [
            {
                "positionid": 1,
                "item": 1,
                "variation": 2,
                "attendee_name_parts": {"_scheme": "given_family", **NAME},
                "attendee_email": "ada@example.org",
                "company": "Engines",
                "answers": [],
                "secret": CODE,
            }
        ],
    }


def test_a_walk_in_needs_no_address_and_no_variation(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script(ORDERS, answer(201, order(OUR_ORDER)))

    connector.push(walk_in(Register(answers={"given_name": "Ada"}, ticket_type="2")))

    body = server.body(ORDERS)
    assert "email" not in body
    assert body["positions"][0]["item"] == 2
    assert "variation" not in body["positions"][0]


def test_a_walk_in_told_twice_is_there(server: RecordedServer, connector: PretixConnector) -> None:
    server.script(ORDERS, recorded_answer("205"))
    server.script(READ, answer(200, order(OUR_ORDER, position(630))))

    verdict = connector.push(walk_in())

    assert isinstance(verdict, AlreadyThere)
    assert verdict.attendee == "630"


@pytest.mark.parametrize(
    "found",
    [recorded_answer("235"), answer(200, order(OUR_ORDER, position(7, secret="another")))],  # noqa: S106
)
def test_a_code_that_is_somebody_elses_is_said_in_words(
    server: RecordedServer, connector: PretixConnector, found: httpx.Response
) -> None:
    server.script(ORDERS, recorded_answer("206"))
    server.script(READ, found)

    verdict = connector.push(walk_in())

    assert isinstance(verdict, Rejected)
    assert "somebody else" in verdict.reason


def test_what_became_of_a_walk_in_is_looked_up_by_the_orders_code(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script(READ, answer(200, order(OUR_ORDER, position(630))), recorded_answer("235"))

    assert connector.read_back(walk_in()) == Settled(attendee=PlatformId("630"))
    assert connector.read_back(walk_in()) == NotThere()


def test_a_web_page_does_not_say_that_nobody_is_there(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script(READ, recorded_answer("237"))

    with pytest.raises(UnreadableReplyError):
        connector.read_back(walk_in())


def test_a_lost_walk_in_may_have_landed(server: RecordedServer, connector: PretixConnector) -> None:
    server.script(ORDERS, httpx.ReadTimeout("lost"))

    with pytest.raises(UnreachableError) as caught:
        connector.push(walk_in())

    assert caught.value.may_have_landed


def test_a_made_order_that_is_not_ours_is_unreadable(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script(ORDERS, answer(201, order(OUR_ORDER, position(7, secret="another"))))  # noqa: S106

    with pytest.raises(UnreadableReplyError):
        connector.push(walk_in())


@pytest.mark.parametrize(
    ("number", "words"), [("207", "does not exist"), ("208", "specify a variation"), ("252", "quota")]
)
def test_what_the_platform_has_against_a_walk_in_is_said_in_its_words(
    server: RecordedServer, connector: PretixConnector, number: str, words: str
) -> None:
    server.script(ORDERS, recorded_answer(number))

    with pytest.raises(RejectedError, match=words):
        connector.push(walk_in())


def test_a_profile_that_registers_nobody_stops_nothing_else(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script(ORDERS, recorded_answer("210"))

    verdict = connector.push(walk_in())

    assert isinstance(verdict, Rejected)
    assert "profile" in verdict.reason


def test_an_answer_that_is_none_decides_nothing(server: RecordedServer, connector: PretixConnector) -> None:
    server.script(ORDERS, answer(304, None))

    with pytest.raises(UnreadableReplyError):
        connector.push(walk_in())


def test_a_web_page_against_a_walk_in_decides_nothing(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script(ORDERS, recorded_answer("246"), answer(403, "<html></html>"))

    with pytest.raises(UnreachableError):
        connector.push(walk_in())
    with pytest.raises(UnreadableReplyError):
        connector.push(walk_in())


@pytest.mark.parametrize("task", [ADA, Correct(changes=NAME)])
def test_a_device_known_to_have_no_right_asks_for_another_profile(
    server: RecordedServer, task: Register | Correct
) -> None:
    connector = a_connector(server, connection=a_connection("pretixscan"))

    verdict = connector.push(an_operation(task))

    assert isinstance(verdict, Rejected)
    assert "full" in verdict.reason
    assert connector.read_back(an_operation(task)) == CannotTell()
    assert server.requests == []


@pytest.mark.parametrize("ticket_type", ["", "vip", "1-", "-1", "1-x"])
def test_a_walk_in_without_a_product_is_said_in_words(connector: PretixConnector, ticket_type: str) -> None:
    verdict = connector.push(walk_in(Register(answers=NAME, ticket_type=ticket_type)))

    assert isinstance(verdict, Rejected)
    assert "product" in verdict.reason


def test_a_corrected_name_keeps_its_scheme_and_its_title(
    server: RecordedServer, connector: PretixConnector
) -> None:
    before = {"_scheme": "title_given_family", "title": "Dr", "given_name": "Ada", "family_name": "Byron"}
    server.script(f"GET {POSITION}", answer(200, position(attendee_name_parts=before)))

    verdict = connector.push(an_operation(Correct(changes={"family_name": "Lovelace"})))

    assert verdict == Settled()
    assert server.body(f"PATCH {POSITION}") == {"attendee_name_parts": {**before, "family_name": "Lovelace"}}


def test_a_name_without_parts_gets_those_of_the_event(
    server: RecordedServer, connector: PretixConnector
) -> None:
    legacy = position(attendee_name="Ada Byron", attendee_name_parts={"_legacy": "Ada Byron"})
    server.script(f"GET {POSITION}", answer(200, legacy))

    connector.push(an_operation(Correct(changes=NAME)))

    parts = server.body(f"PATCH {POSITION}")["attendee_name_parts"]
    assert parts == {"_scheme": "given_family", **NAME}


def test_company_and_address_are_corrected_without_looking(
    server: RecordedServer, connector: PretixConnector
) -> None:
    verdict = connector.push(
        an_operation(Correct(changes={"company": "新会社", "email": "a@example.org", "job_title": "x"}))
    )

    assert verdict == Settled(note="pretix keeps no job_title.")
    assert server.body(f"PATCH {POSITION}") == {"company": "新会社", "attendee_email": "a@example.org"}
    assert not server.asked(f"GET {POSITION}")


def test_what_pretix_does_not_keep_cannot_be_corrected(connector: PretixConnector) -> None:
    assert isinstance(connector.push(an_operation(Correct(changes={"job_title": "x"}))), Rejected)


@pytest.mark.parametrize(("changes", "method"), [(NAME, "GET"), ({"company": "x"}, "PATCH")])
def test_a_correction_that_is_not_allowed_stops_nothing_else(
    server: RecordedServer, connector: PretixConnector, changes: dict[str, str], method: str
) -> None:
    server.script(f"{method} {POSITION}", recorded_answer("217"))

    verdict = connector.push(an_operation(Correct(changes=changes)))

    assert isinstance(verdict, Rejected)
    assert "profile" in verdict.reason


def test_whether_a_correction_is_there_is_looked_up(
    server: RecordedServer, connector: PretixConnector
) -> None:
    parts = {"_scheme": "given_family", **NAME}
    now = position(attendee_name_parts=parts, company="Engines", attendee_email="a@example.org")
    server.script(f"GET {POSITION}", *(answer(200, now) for _ in range(3)))

    def found(**changes: str) -> object:
        return connector.read_back(an_operation(Correct(changes=changes)))

    assert found(**NAME, company="Engines", email="a@example.org") == Settled()
    assert found(family_name="Byron") == NotThere()
    assert found(company="Others") == NotThere()


def test_a_wrong_token_is_no_matter_of_one_walk_in(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script(ORDERS, recorded_answer("231"))

    with pytest.raises(CredentialsError):
        connector.push(walk_in())
