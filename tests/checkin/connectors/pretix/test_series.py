"""An event of several dates: each ticket is for one of them, a walk-in's, too."""

from collections.abc import Iterator

import pytest

from checkin.connectors.pretix.connector import PretixConnector
from checkin.model.form import FieldKind, Form, FormField
from checkin.model.ids import PlatformId, ZoneId
from checkin.model.operation import Operation, Register, Rejected, Settled
from tests.checkin.connectors.pretix.recorded import (
    EVENT,
    JsonObject,
    RecordedServer,
    a_connector,
    an_operation,
    page,
    recorded_answer,
    recording,
)

ORDERS = "POST EVENT/orders/"
LISTS = "GET EVENT/checkinlists/"
SECRET = recording("334")["request_body"]["positions"][0]["secret"]
DAY_1, DAY_2, ALL_DAYS = PlatformId("13"), PlatformId("14"), PlatformId("15")


@pytest.fixture
def connector(server: RecordedServer) -> Iterator[PretixConnector]:
    for request, name in (("GET EVENT/", "330"), (LISTS, "331"), ("GET EVENT/items/", "333")):
        server.script(request, recorded_answer(name))
    server.script("GET EVENT/orders/", recorded_answer("332"), page())
    server.script(ORDERS, recorded_answer("334"))
    made = a_connector(server)
    yield made
    made.close()


def walk_in(station: PlatformId, **answers: str) -> Operation:
    task = Register(answers={"given_name": "Ада", **answers}, ticket_type="13")
    return an_operation(task, attendee=PlatformId(""), station=station, code=SECRET)


def the_list(number: int) -> JsonObject:
    rows: list[JsonObject] = recording("331")["response_body"]["results"]
    return next(row for row in rows if row["id"] == number)


def form(connector: PretixConnector) -> Form:
    facts = next(iter(connector.pull(EVENT, since=None, resume=None))).facts
    assert facts is not None
    assert facts.walk_in is not None
    return facts.walk_in


def date(connector: PretixConnector) -> FormField:
    (field,) = [field for field in form(connector).fields if field.name == "subevent"]
    return field


def test_a_walk_in_comes_to_the_date_of_the_posts_list(
    server: RecordedServer, connector: PretixConnector
) -> None:
    verdict = connector.push(walk_in(DAY_1))

    assert isinstance(verdict, Settled)
    assert server.body(ORDERS)["positions"][0]["subevent"] == 1


def test_a_walk_in_comes_to_the_date_that_was_chosen(
    server: RecordedServer, connector: PretixConnector
) -> None:
    connector.push(walk_in(DAY_1, subevent="2"))

    assert server.body(ORDERS)["positions"][0]["subevent"] == 2


def test_a_walk_in_without_a_date_is_not_sent_for_no_list_of_a_date_would_know_them(
    server: RecordedServer, connector: PretixConnector
) -> None:
    assert recording("336")["status"] == 201
    assert recording("337")["status"] == 404

    verdict = connector.push(walk_in(ALL_DAYS))

    assert isinstance(verdict, Rejected)
    assert "date" in verdict.reason
    assert not server.asked(ORDERS)


def test_what_is_known_from_the_pull_is_not_asked_again(
    server: RecordedServer, connector: PretixConnector
) -> None:
    list(connector.pull(EVENT, since=None, resume=None))
    connector.push(walk_in(DAY_2))

    assert len(server.asked(LISTS)) == 1
    assert server.body(ORDERS)["positions"][0]["subevent"] == 2


def test_where_this_device_may_not_know_the_platform_decides(server: RecordedServer) -> None:
    server.script("GET EVENT/", recorded_answer("232"))
    server.script("GET EVENT/settings/", recorded_answer("232"))
    server.script(ORDERS, recorded_answer("232"))
    connector = a_connector(server)

    assert isinstance(connector.push(walk_in(DAY_1)), Rejected)
    assert len(server.asked(ORDERS)) == 1
    connector.close()


def test_the_form_asks_for_the_date_where_a_list_is_for_all_of_them(connector: PretixConnector) -> None:
    asked = date(connector)

    assert (asked.kind, asked.required) == (FieldKind.CHOICE, True)
    assert [(option.label, option.value) for option in asked.options] == [("Day 1", "1"), ("Day 2", "2")]


def test_the_form_need_not_be_told_where_each_list_is_for_one_date(server: RecordedServer) -> None:
    server.script("GET EVENT/", recorded_answer("330"))
    server.script(LISTS, page(the_list(13), the_list(14)))
    connector = a_connector(server)

    assert not date(connector).required
    connector.close()


def test_an_event_of_one_date_asks_for_none(server: RecordedServer) -> None:
    server.script("GET EVENT/", recorded_answer("39"))
    connector = a_connector(server)

    assert not [field for field in form(connector).fields if field.name == "subevent"]
    connector.close()


def test_a_ticket_opens_the_lists_of_its_date(connector: PretixConnector) -> None:
    pages = list(connector.pull(EVENT, since=None, resume=None))

    zones = {one.zones for page in pages for one in page.attendees}
    assert frozenset({ZoneId("list:13"), ZoneId("list:15")}) in zones
