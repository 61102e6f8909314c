"""What the platform cannot read: cleaned before it is sent, and not sent for ever where that is no help."""

import contextlib
from collections.abc import Iterator

import pytest

from checkin.connectors.pretix.connector import PretixConnector
from checkin.errors import ConnectorError, RejectedError, UnreadableReplyError
from checkin.model.ids import OperationId
from checkin.model.operation import Correct, Move, Operation, Register, Rejected, Settled, TakeBack, Turned
from tests.checkin.connectors.pretix.recorded import (
    AT,
    RecordedServer,
    a_connector,
    an_operation,
    recorded_answer,
)
from tests.fakes.surroundings import DictMemory

REDEEM = "POST /organizers/demo/checkinrpc/redeem/"
ANNUL = "POST /organizers/demo/checkinrpc/annul/"
ODD = "a\0b\ud800c"
TAKE_BACK = an_operation(
    TakeBack(operation=OperationId("0f8fad5b-d9cb-469f-a165-70867728950e"), moved_at=AT),
    id=OperationId("another"),
)


@pytest.fixture
def memory() -> DictMemory:
    return DictMemory()


@pytest.fixture
def connector(server: RecordedServer, memory: DictMemory) -> Iterator[PretixConnector]:
    made = a_connector(server, memory=memory)
    yield made
    made.close()


@pytest.mark.parametrize(
    "operation",
    [
        an_operation(Turned(refusal="unknown code", code=ODD)),
        an_operation(Correct(changes={"company": ODD})),
        an_operation(Register(answers={"given_name": ODD}, ticket_type="2")),
        an_operation(Move(answers={"question_1": ODD})),
    ],
    ids=["refused scan", "correction", "walk-in", "answer"],
)
def test_what_the_platform_would_fail_at_is_left_out(
    server: RecordedServer, connector: PretixConnector, operation: Operation
) -> None:
    server.script("POST EVENT/orders/", recorded_answer("314"))

    with contextlib.suppress(RejectedError):
        connector.push(operation)

    (told,) = [one for one in server.requests if one.method != "GET"]
    assert '"ab?c"' in told.content.decode()


@pytest.mark.parametrize("number", ["320", "321", "322"])
def test_a_check_in_the_platform_cannot_read_is_not_sent_for_ever(
    server: RecordedServer, connector: PretixConnector, number: str
) -> None:
    server.script(REDEEM, recorded_answer(number))

    verdict = connector.push(an_operation())

    assert isinstance(verdict, Rejected)
    assert "cannot read" in verdict.reason


@pytest.mark.parametrize(
    "operation",
    [an_operation(code=" "), an_operation(Turned(refusal="unpaid", code=" "), code=" ")],
    ids=["check-in", "refused scan"],
)
def test_a_blank_code_is_none(
    server: RecordedServer, connector: PretixConnector, operation: Operation
) -> None:
    assert isinstance(connector.push(operation), Rejected)
    assert server.requests == []


def test_where_the_list_is_gone_taking_back_waits_as_checking_in_does(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script(ANNUL, recorded_answer("326"))

    with pytest.raises(UnreadableReplyError, match="list is gone"):
        connector.push(TAKE_BACK)


@pytest.mark.parametrize("number", ["326", "231", "232"])
def test_what_was_certainly_not_taken_back_may_be_told_again(
    server: RecordedServer, connector: PretixConnector, memory: DictMemory, number: str
) -> None:
    server.script(ANNUL, recorded_answer(number))
    with contextlib.suppress(ConnectorError):
        connector.push(TAKE_BACK)

    assert memory.kept == {}
    assert connector.push(an_operation(attempts=2)) == Settled(at=AT)


@pytest.mark.parametrize("number", ["245", "246"])
def test_what_may_have_been_taken_back_is_not_told_again(
    server: RecordedServer, connector: PretixConnector, number: str
) -> None:
    server.script(ANNUL, recorded_answer(number))
    with contextlib.suppress(ConnectorError):
        connector.push(TAKE_BACK)

    assert isinstance(connector.push(an_operation(attempts=2)), Rejected)
    assert not server.asked(REDEEM)
