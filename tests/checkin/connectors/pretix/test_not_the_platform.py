"""A network's own page, with status 200, or an answer that breaks off: nothing was told yet."""

import httpx
import pytest

from checkin.errors import UnreadableReplyError
from checkin.model.ids import OperationId
from checkin.model.operation import Correct, Move, Printed, Register, TakeBack, Task, Turned
from tests.checkin.connectors.pretix.recorded import AT, RecordedServer, a_connector, an_operation, answer

TASKS: list[tuple[Task, str]] = [
    (Move(), "POST /organizers/demo/checkinrpc/redeem/"),
    (TakeBack(operation=OperationId("another"), moved_at=AT), "POST /organizers/demo/checkinrpc/annul/"),
    (Turned(refusal="unpaid", code="x"), "POST EVENT/checkinlists/1/failed_checkins/"),
    (Printed(number=1), "POST EVENT/orderpositions/28/printlog/"),
    (Register(answers={"given_name": "Ada"}, ticket_type="2"), "POST EVENT/orders/"),
    (Correct(changes={"company": "Engines"}), "PATCH EVENT/orderpositions/28/"),
]


@pytest.mark.parametrize(("task", "request_"), TASKS, ids=[type(task).__name__ for task, _ in TASKS])
@pytest.mark.parametrize(
    "said",
    [answer(200, "<h1>Please accept the terms</h1>"), answer(201, []), httpx.Response(201, content=b'{"id"')],
    ids=["page", "list", "broken off"],
)
def test_what_is_not_the_platforms_own_word_settles_nothing(
    server: RecordedServer, task: Task, request_: str, said: httpx.Response
) -> None:
    server.script(request_, said)
    connector = a_connector(server)

    with pytest.raises(UnreadableReplyError) as caught:
        connector.push(an_operation(task))

    assert caught.value.may_have_landed
    connector.close()
