import json
import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, example, given, seed, settings
from hypothesis import strategies as st

from checkin.connectors.http import Reply
from checkin.connectors.pretix import conversion, questions
from checkin.connectors.pretix.looking_back import registered
from checkin.connectors.pretix.payloads import demand, listing, redeemed, single, words_of
from checkin.connectors.pretix.people import Surrounded, people
from checkin.connectors.pretix.rows import (
    BlockedSecret,
    CheckinList,
    DeviceInfo,
    EventCheckin,
    EventRow,
    EventSettings,
    Item,
    ListStatus,
    NewDevice,
    Order,
    Organizer,
    Position,
    Question,
    RevokedSecret,
    Version,
)
from checkin.errors import ConnectorError, UnreadableReplyError
from tests.checkin.connectors.pretix.recorded import answer, recorded_reply, recording, reply

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "200"))

JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=2),
    st.just("\ud800"),
    st.just("9" * 5000),
    st.just(10**400),
    st.just("2026-11-22T08:00:00Z"),
    st.just("0001-01-01T00:00:00+23:59"),
    st.just({"en": {"en": []}}),
)


def _people(said: Reply) -> object:
    return people(listing(said, Order), Surrounded(series=True))


def _structure(said: Reply) -> object:
    items = listing(said, Item).rows
    known = {item.id: item for item in items}
    return conversion.ticket_types(items), conversion.walk_in(items, EventSettings()), known


def _lists(said: Reply) -> object:
    lists = listing(said, CheckinList).rows
    return conversion.zones(lists, {}), conversion.stations(lists)


def _questions(said: Reply) -> object:
    asked = listing(said, Question).rows
    return questions.fields(asked, {}), questions.unasked(asked)


def _event(said: Reply) -> object:
    event = single(said, EventRow)
    return conversion.platform_event(event), conversion.keys(event), conversion.notes(event, ())


READERS: tuple[tuple[str, Callable[[Reply], object]], ...] = (
    ("54", _people),
    ("274", _people),
    ("222", _people),
    ("41", _structure),
    ("47", _lists),
    ("45", _questions),
    ("188", _event),
    ("40", lambda said: single(said, EventSettings)),
    ("25", lambda said: single(said, NewDevice)),
    ("30", lambda said: single(said, DeviceInfo)),
    ("36", lambda said: single(said, Version)),
    ("37", lambda said: listing(said, Organizer)),
    ("48", lambda said: single(said, ListStatus)),
    ("53", lambda said: listing(said, BlockedSecret)),
    ("186", lambda said: listing(said, RevokedSecret)),
    ("92", lambda said: listing(said, Position)),
    ("158", lambda said: listing(said, EventCheckin)),
    ("203", lambda said: registered(said, "x")),
    ("80", redeemed),
    ("119", redeemed),
    ("205", words_of),
    ("205", demand),
    ("246", words_of),
)


def _mutate(value: Any, draw: Callable[[Any], Any], depth: int = 0) -> Any:
    """The same document with something of it replaced, left out or repeated."""
    if depth == 0 and draw(st.integers(0, 20)) == 0:
        return draw(JUNK)
    if isinstance(value, dict) and value:
        name = draw(st.sampled_from(sorted(value)))
        what = draw(st.integers(0, 4))
        rest = {key: inner for key, inner in value.items() if key != name}
        if what == 0:
            return rest
        if what == 1:
            return {**rest, name: draw(JUNK)}
        return {**value, name: _mutate(value[name], draw, depth + 1)}
    if isinstance(value, list) and value:
        place = draw(st.integers(0, len(value) - 1))
        return [*value[:place], _mutate(value[place], draw, depth + 1), *value[place + 1 :]]
    return draw(JUNK)


@seed(2026)
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.data())
def test_any_mutated_document_is_read_or_refused(log_warnings: list[object], data: st.DataObject) -> None:
    number, read = data.draw(st.sampled_from(READERS))
    document = recording(number)["response_body"]
    for _ in range(data.draw(st.integers(1, 4))):
        document = _mutate(document, data.draw)
    said = reply(httpx.Response(recording(number)["status"], content=json.dumps(document)))

    with suppress(UnreadableReplyError if said.is_good else ConnectorError):
        read(said)
    log_warnings.clear()


@seed(2026)
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.binary(max_size=200), st.sampled_from(READERS))
@example(b"[" * 100_000, READERS[0])
@example(b'{"results": [' + b"[" * 50_000, READERS[0])
@example(b'{"results": [NaN]}', READERS[0])
@example(b"9" * 10_000, READERS[0])
def test_any_bytes_are_read_or_refused(
    log_warnings: list[object], body: bytes, reader: tuple[str, Callable[[Reply], object]]
) -> None:
    said = Reply(platform="pretix", status=200, body=body)

    with suppress(UnreadableReplyError):
        reader[1](said)
    log_warnings.clear()


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("235", "No Order matches the given query."),
        ("28", "hardware_model: This field is required."),
        ("139", "Selecting two check-in lists from the same event is unsupported."),
        ("269", "Annulment is not allowed more than 15 minutes after check-in"),
        ("205", "code: This order code is already in use.; secret: You cannot assign"),
        ("207", 'item: Invalid pk "999" - object does not exist.'),
        ("237", ""),
    ],
)
def test_the_platforms_words_are_found_in_every_form(number: str, words: str) -> None:
    assert words_of(recorded_reply(number)).startswith(words)


def test_the_platforms_words_come_to_an_end() -> None:
    deep: object = "x"
    for _ in range(50):
        deep = {"a": deep}
    many = {str(number): [f"words {number}"] for number in range(50)}

    assert not words_of(reply(answer(400, deep)))
    assert words_of(reply(answer(400, many))).count(";") == 3
    assert words_of(reply(answer(400, {"a": ["same"], "b": {"a": ["same"]}}))) == "a: same"


def test_a_row_that_cannot_be_read_is_left_out_and_logged_by_its_id(log_warnings: list[Any]) -> None:
    page = listing(reply(answer(200, {"results": [{"id": 7}, {"id": 8, "secret": "x"}, 9]})), RevokedSecret)

    assert [row.secret for row in page.rows] == ["x"]
    assert len(page.left_out) == 2
    assert "['7']" in log_warnings.pop().getMessage()


def test_a_negative_count_is_none() -> None:
    assert listing(reply(answer(200, {"results": [], "count": -1})), RevokedSecret).count is None
