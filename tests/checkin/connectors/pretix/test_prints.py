"""Badges that were printed: told once, looked up before they are told again."""

from collections.abc import Iterator

import pytest

from checkin.connectors.pretix.connector import PretixConnector
from checkin.model.operation import (
    CannotTell,
    NotThere,
    Printed,
    Settled,
)
from tests.checkin.connectors.pretix.recorded import (
    AT,
    NONCE,
    JsonObject,
    RecordedServer,
    a_connector,
    an_operation,
    answer,
    page,
    position,
    recorded_answer,
)

ON_LIST = "GET EVENT/checkinlists/1/positions/"
PRINT = "POST EVENT/orderpositions/28/printlog/"


@pytest.fixture
def connector(server: RecordedServer) -> Iterator[PretixConnector]:
    made = a_connector(server)
    yield made
    made.close()


def test_a_print_is_told_with_its_job(server: RecordedServer, connector: PretixConnector) -> None:
    printed = an_operation(Printed(number=2))

    assert connector.push(printed) == Settled(at=AT)
    assert server.body(PRINT)["info"] == {"job": NONCE, "number": 2}
    assert server.asked(PRINT)[0].headers["X-Idempotency-Key"] == f"{NONCE}-0"
    assert len(server.requests) == 1


def test_why_it_was_another_one_is_told_too(server: RecordedServer, connector: PretixConnector) -> None:
    connector.push(an_operation(Printed(number=3, reason="lost")))

    assert server.body(PRINT)["info"] == {"job": NONCE, "number": 3, "reason": "lost"}


def logged(job: object) -> JsonObject:
    return position(print_logs=[{"type": "badge", "info": job}, {"type": "badge", "info": {"job": 7}}, 3])


def test_a_print_that_is_there_is_not_told_again(server: RecordedServer, connector: PretixConnector) -> None:
    printed = an_operation(Printed(number=2), attempts=5)
    server.script(ON_LIST, page(logged({"job": NONCE})), page(logged("other")), page(logged({"job": NONCE})))

    assert connector.push(printed) == Settled()
    assert connector.read_back(printed) == NotThere()
    assert connector.read_back(printed) == Settled()
    assert not server.asked(PRINT)


def test_a_print_is_looked_up_by_number_where_the_code_is_not_enough(
    server: RecordedServer, connector: PretixConnector
) -> None:
    printed = an_operation(Printed(number=2), station=None, attempts=5)
    by_number = "GET EVENT/orderpositions/28/"
    server.script(
        by_number, answer(200, logged({"job": NONCE})), recorded_answer("78"), recorded_answer("78")
    )

    assert connector.read_back(printed) == Settled()
    assert connector.read_back(printed) == CannotTell()
    assert connector.push(printed) == Settled(at=AT)
    assert server.asked(PRINT)[0].headers["X-Idempotency-Key"] == f"{NONCE}-1"
