"""eventyay speaks an older form; from its stored sources, not observed."""

from collections.abc import Iterator

import httpx
import pytest

from checkin.connectors.pretix.connector import PretixConnector
from checkin.errors import CredentialsError, UnreadableReplyError
from checkin.model.ids import OperationId, PlatformId
from checkin.model.operation import CannotTell, Printed, Rejected, Settled, TakeBack, Turned
from checkin.settings import Connection
from tests.checkin.connectors.pretix.recorded import (
    AT,
    CODE,
    EVENT,
    NONCE,
    RecordedServer,
    a_connection,
    a_connector,
    an_operation,
    answer,
    page,
    recorded_answer,
)

ON_LIST = f"POST EVENT/checkinlists/1/positions/{CODE}/redeem/"


@pytest.fixture
def connector(server: RecordedServer) -> Iterator[PretixConnector]:
    made = a_connector(server, connection=a_connection(flavour="eventyay"))
    yield made
    made.close()


def test_setting_up_leaves_out_what_it_does_not_know(server: RecordedServer) -> None:
    new = Connection(platform="pretix", base_url="http://127.0.0.1:8099", options={"flavour": "eventyay"})

    account = a_connector(server, connection=new, secrets={"code": "set-up-code"}).sign_in()

    assert not {"os_name", "os_version", "info"} & server.body("POST /device/initialize").keys()
    assert account.answers["organizer"] == "demo"
    assert "eventyay" in account.notes[0]


def test_a_key_is_proved_by_asking_for_organizers(server: RecordedServer, connector: PretixConnector) -> None:
    account = connector.sign_in()

    assert account.answers == {"organizer": "demo"}
    assert not server.asked("GET /device/info")


def test_the_first_organizer_is_taken_where_none_is_known(server: RecordedServer) -> None:
    unknown = a_connection(flavour="eventyay", organizer="")
    server.script("GET /organizers/", page({"slug": "fossasia"}), page())
    connector = a_connector(server, connection=unknown)

    assert connector.sign_in().answers == {"organizer": "fossasia"}
    with pytest.raises(CredentialsError, match="no organizer"):
        connector.sign_in()


def test_its_items_are_products(server: RecordedServer, connector: PretixConnector) -> None:
    server.script("GET EVENT/settings/", recorded_answer("237"))

    first = next(iter(connector.pull(EVENT, since=None, resume=None)))

    assert server.asked("GET EVENT/products/")
    assert not server.asked("GET EVENT/items/")
    assert not server.asked("GET EVENT/revokedsecrets/")
    assert first.facts is not None
    assert first.facts.keys == ()


def test_a_check_in_is_told_on_its_list(server: RecordedServer, connector: PretixConnector) -> None:
    assert connector.push(an_operation()) == Settled(at=AT)
    assert server.body(ON_LIST) == {
        "type": "entry",
        "force": True,
        "ignore_unpaid": False,
        "questions_supported": True,
        "nonce": NONCE,
        "datetime": "2026-11-22T09:00:00.123456Z",
    }


def test_a_code_with_a_slash_is_told_by_the_tickets_number(
    server: RecordedServer, connector: PretixConnector
) -> None:
    connector.push(an_operation(code="==a/b"))

    assert server.asked("POST EVENT/checkinlists/1/positions/28/redeem/")


@pytest.mark.parametrize(
    "reply",
    [
        answer(201, {"status": "redeemed", "reason": "Already checked in"}),
        answer(400, {"status": "error", "reason": "product"}),
    ],
    ids=["201", "400"],
)
def test_a_created_row_is_no_yes(
    server: RecordedServer, connector: PretixConnector, reply: httpx.Response
) -> None:
    server.script(ON_LIST, reply)

    assert isinstance(connector.push(an_operation()), Rejected)


def test_an_answer_without_any_status_is_no_yes(server: RecordedServer, connector: PretixConnector) -> None:
    server.script(ON_LIST, answer(201, {}))

    with pytest.raises(UnreadableReplyError):
        connector.push(an_operation())


@pytest.mark.parametrize(
    "task",
    [
        TakeBack(operation=OperationId("another"), moved_at=AT),
        Turned(refusal="unpaid", code="x"),
        Printed(number=1),
    ],
    ids=["undo", "refusal", "print"],
)
def test_what_it_does_not_have_is_rejected_in_words(
    server: RecordedServer, connector: PretixConnector, task: TakeBack | Turned | Printed
) -> None:
    verdict = connector.push(an_operation(task))

    assert isinstance(verdict, Rejected)
    assert connector.read_back(an_operation(task)) == CannotTell()
    assert server.requests == []


def test_it_has_no_list_of_all_check_ins(server: RecordedServer, connector: PretixConnector) -> None:
    server.script("GET EVENT/checkinlists/1/positions/", page())

    assert connector.read_back(an_operation(attendee=PlatformId("28"))) == CannotTell()
    assert not server.asked("GET EVENT/checkins/")
