"""Answers of Nutickets that fit its OpenAPI document and make no sense: each pull ends, nobody is lost."""

import copy
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import select

from checkin.errors import ConnectorError, UnreadableReplyError
from checkin.mirror import events, schema
from checkin.mirror.database import Mirror
from checkin.model.attendee import TicketStatus
from checkin.model.event import Event, PlatformEvent
from checkin.notices import NoticeBoard
from checkin.sync.pull import Pull
from tests.fakes.answering import Way, as_documented, filled, minimal
from tests.fakes.clock import FakeClock
from tests.fakes.documented import Documented
from tests.fakes.nutickets_by_document import EVENT, connect, operations, pages, the_api
from tests.fakes.openapi import Schema

_TICKETS = operations()["GET /entry/tickets"]
_GUESTS = operations()["POST /guestdata"]
_NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
_LINK = "http://other.example/v1/entry/tickets?event_id=1&page={}"


@pytest.fixture
def platform() -> Iterator[Documented]:
    with Documented(the_api(), as_documented, FakeClock()) as serving:
        yield serving


def _but(operation: Schema, answer: Callable[[], object]) -> Way:
    """As documented, but for one operation."""

    def way(asked: Schema) -> tuple[int, object]:
        return (200, answer()) if asked is operation else as_documented(asked)

    return way


def _shown(operation: Schema) -> dict[str, Any]:
    body: Any = as_documented(operation)[1]
    return dict(copy.deepcopy(body))


def _full(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**rows[0], "id": number} for number in range(1, 101)]


def _same_tickets(*, time_goes_on: bool, link_goes_on: bool, total: int | None) -> Callable[[], object]:
    """The same hundred whenever they are asked for."""
    calls = count(1)

    def answer() -> object:
        call, body = next(calls), _shown(_TICKETS)
        end = _NOON + timedelta(seconds=call if time_goes_on else 0)
        link = _LINK.format(call + 1 if link_goes_on else 2)
        return body | {
            "content": _full(body["content"]),
            "listEndTime": end.isoformat(),
            "total": total,
            "pagination": {"next": link},
        }

    return answer


@pytest.mark.parametrize("total", [None, 100, 1000])
@pytest.mark.parametrize("link_goes_on", [True, False])
@pytest.mark.parametrize("time_goes_on", [True, False])
def test_the_same_tickets_again_and_again_are_given_up(
    platform: Documented, *, time_goes_on: bool, link_goes_on: bool, total: int | None
) -> None:
    platform.way = _but(
        _TICKETS, _same_tickets(time_goes_on=time_goes_on, link_goes_on=link_goes_on, total=total)
    )
    connector = connect(platform, company="1")

    with pytest.raises(UnreadableReplyError, match="again and again"):
        pages(connector)
    connector.close()

    assert platform.times_asked("GET /entry/tickets") < 10
    assert platform.violations == []


@pytest.mark.parametrize("goes_on", [True, False])
def test_the_same_guests_again_and_again_are_given_up(platform: Documented, *, goes_on: bool) -> None:
    calls = count(1)

    def answer() -> object:
        body = _shown(_GUESTS)
        body["content"]["guests"] = _full(body["content"]["guests"])
        return body | {"eventsSync": [{"eventId": 1, "syncData": str(next(calls) if goes_on else 1)}]}

    platform.way = _but(_GUESTS, answer)
    connector = connect(platform, company="1")

    with pytest.raises(UnreadableReplyError, match="guest lists"):
        pages(connector)
    connector.close()

    assert platform.times_asked("POST /guestdata") < 10


@pytest.mark.parametrize("key", ["GET /companies", "GET /events", "GET /sale-items"])
def test_a_list_that_is_the_same_wherever_it_is_asked_for_is_read_once_more(
    platform: Documented, key: str
) -> None:
    connector = connect(platform)
    connector.sign_in()
    connector.events()
    pages(connector)
    connector.close()

    assert platform.times_asked(key) <= 2


_SENSELESS: Mapping[str, object] = {
    "nothing": {},
    "no list": {"content": {}},
    "an empty list of some": {"content": [], "total": 4},
    "an empty list of nobody knows how many": {"content": []},
    "one without an id of one": {"content": [{"id": "x", "const": {}}], "total": 1},
    "one of many": {"content": [{"id": 9, "const": {}}], "total": 57},
    "one of none": {"content": [{"id": 9, "const": {}}], "total": 0},
    "less than one": {"content": [], "total": -1},
}


def _event(mirror: Mirror) -> Event:
    with mirror.write() as transaction:
        return events.choose(
            transaction, "nutickets", PlatformEvent(platform_id=EVENT, name="Foo", timezone="UTC")
        )


def _pull(platform: Documented, mirror: Mirror, event: Event) -> None:
    connector = connect(platform, company="1")
    try:
        Pull(
            mirror=mirror, connector=connector, event=event, clock=FakeClock(), notices=NoticeBoard()
        ).everything()
    finally:
        connector.close()


def _welcome(mirror: Mirror) -> set[str]:
    """The codes of those who may come in."""
    columns = (schema.code.c.key, schema.attendee.c.status, schema.attendee.c.removed, schema.code.c.revoked)
    with mirror.read() as connection:
        rows = connection.execute(select(*columns).join(schema.attendee)).all()
    return {
        row.key
        for row in rows
        if not row.removed and not row.revoked and row.status == TicketStatus.VALID.value
    }


@pytest.mark.parametrize("name", _SENSELESS)
def test_nobody_is_revoked_by_a_list_that_makes_no_sense(
    platform: Documented, mirror: Mirror, name: str
) -> None:
    event = _event(mirror)
    _pull(platform, mirror, event)
    known = _welcome(mirror)

    platform.way = _but(_TICKETS, lambda: _SENSELESS[name])
    for _ in range(3):
        with pytest.raises(ConnectorError):
            _pull(platform, mirror, event)
    platform.way = as_documented

    assert len(known) == 6
    assert _welcome(mirror) >= known
    _pull(platform, mirror, event)
    assert _welcome(mirror) == known


@pytest.mark.parametrize("way", [minimal, filled])
def test_nobody_is_revoked_by_answers_a_machine_made_up(
    platform: Documented, mirror: Mirror, way: Way
) -> None:
    event = _event(mirror)
    _pull(platform, mirror, event)
    known = _welcome(mirror)

    platform.way = way
    with pytest.raises(UnreadableReplyError):
        _pull(platform, mirror, event)

    assert _welcome(mirror) == known


def test_of_whom_nothing_is_told_everything_stays(platform: Documented, mirror: Mirror) -> None:
    event = _event(mirror)
    _pull(platform, mirror, event)
    known = _welcome(mirror)

    platform.way = _but(_TICKETS, lambda: {"content": [{"id": one} for one in (1, 2, 3, 4)], "total": 4})
    _pull(platform, mirror, event)

    assert _welcome(mirror) == known


def test_a_read_that_went_on_senselessly_begins_anew(platform: Documented, mirror: Mirror) -> None:
    event = _event(mirror)
    body = _shown(_TICKETS)
    many = body | {"content": _full(body["content"]), "total": 100_000}
    answers = iter([many, body | {"content": [], "total": 0}])
    platform.way = _but(_TICKETS, lambda: next(answers))

    with pytest.raises(UnreadableReplyError):
        _pull(platform, mirror, event)
    platform.way = as_documented
    _pull(platform, mirror, event)

    assert len(_welcome(mirror)) == 6
