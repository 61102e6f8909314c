import json
import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkin.connectors.badgestic.envelope import RefusedInputError
from checkin.connectors.badgestic.payloads import Guest, made_event, made_guest, shown_event
from checkin.connectors.http import Reply
from checkin.errors import UnreadableReplyError
from tests.checkin.connectors.badgestic.builders import answer, success

EVENT = {
    "id": 4711,
    "name": "Summit",
    "utc_offset": -5,
    "starts_at_year": 2023,
    "starts_at_month": 10,
    "starts_at_day": 10,
    "starts_at_hour": 12,
    "starts_at_minute": 0,
    "ends_at": "2023-10-11T12:00:00",
    "location": "Hall 3",
}
GUEST = {
    "id": 1,
    "first_name": "John",
    "last_name": "Smith",
    "email": "john@example.org",
    "active": True,
    "company": "ACME",
    "checked_in_at": None,
}
DOCUMENT = {"status": "success", "data": {"event": EVENT, "guests": [GUEST, {**GUEST, "id": "2"}]}}

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "200"))


def test_an_event_is_read_with_its_guests() -> None:
    shown = shown_event(answer(DOCUMENT))

    assert shown.event.name == "Summit"
    assert shown.event.place == "Hall 3"
    assert shown.event.offset == timedelta(hours=-5)
    assert shown.event.timezone == "Etc/GMT+5"
    assert shown.event.starts_at == datetime(2023, 10, 10, 17, tzinfo=UTC)
    assert shown.event.ends_at == datetime(2023, 10, 11, 17, tzinfo=UTC)
    assert [guest.id for guest in shown.guests] == ["1", "2"]
    assert shown.guests[0].custom == {"company": "ACME", "checked_in_at": ""}
    assert shown.fields == ("company", "checked_in_at")


def test_what_is_made_has_an_id() -> None:
    assert made_event(success({"event_id": 12})) == "12"
    assert made_guest(success({"guest_id": "12"})) == "12"


@pytest.mark.parametrize("data", [None, {}, [], {"event_id": None}, {"event_id": True}, {"event_id": "../1"}])
def test_what_is_made_without_an_id_is_unreadable(data: object) -> None:
    with pytest.raises(UnreadableReplyError):
        made_event(success(data))


def test_an_event_without_any_field_still_has_guests() -> None:
    shown = shown_event(success({"event": None, "guests": [GUEST]}))

    assert shown.event.name == ""
    assert shown.event.starts_at is None
    assert len(shown.guests) == 1


@pytest.mark.parametrize(
    "data", [None, {}, {"event": EVENT}, {"guests": None}, {"guests": {}}, {"guests": "x"}]
)
def test_an_event_without_a_list_of_guests_is_unreadable(data: object) -> None:
    with pytest.raises(UnreadableReplyError):
        shown_event(success(data))


def test_a_row_that_cannot_be_read_is_told_by_its_id_or_counted() -> None:
    rows = [
        GUEST,
        {"id": 7, "first_name": []},
        {"first_name": "Nobody"},
        5,
        None,
        GUEST,
        {"id": 7, "last_name": {}},
    ]

    shown = shown_event(success({"guests": rows}))

    assert [guest.id for guest in shown.guests] == ["1"]
    assert shown.unreadable == ("7",)
    assert shown.skipped == 5


def test_the_id_may_have_its_long_name() -> None:
    (guest,) = shown_event(success({"guests": [{"guest_id": 3, "first_name": None}]})).guests

    assert guest == Guest(id="3", first_name="", last_name="")
    assert repr(guest) == "Guest(3)"


@pytest.mark.parametrize(
    ("value", "active"), [(False, False), ("false", False), (0, False), ("true", True), (None, True)]
)
def test_somebody_is_active_unless_it_says_no(value: object, active: object) -> None:
    (guest,) = shown_event(success({"guests": [{**GUEST, "active": value}]})).guests

    assert guest.active is active


def test_only_fields_that_can_be_filled_in_are_fields() -> None:
    row = {
        **GUEST,
        "tags": ["a"],
        "badge": {},
        "": "x",
        "long" * 99: "x",
        "nul\0": "x",
        "vip": True,
        "age": 7,
    }

    shown = shown_event(success({"guests": [row]}))

    assert shown.fields == ("company", "checked_in_at", "vip", "age")
    assert shown.guests[0].custom["vip"] == "true"
    assert shown.guests[0].custom["age"] == "7"


def mutated(draw: st.DrawFn, value: object) -> object:
    """The document with something else here and there."""
    if draw(st.integers(0, 12)) == 0:
        return draw(JUNK)
    if isinstance(value, dict):
        return {
            key: mutated(draw, item) for key, item in value.items() if draw(st.integers(0, 15)) > 0
        } | draw(st.dictionaries(st.text(max_size=4), JUNK, max_size=1))
    if isinstance(value, list):
        return [mutated(draw, item) for item in value] * draw(st.integers(0, 2))
    return value


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.just("\ud800"),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    text = json.dumps(mutated(draw, DOCUMENT)).encode()
    return text[: draw(st.integers(0, len(text)))] if draw(st.integers(0, 9)) == 0 else text


@settings(max_examples=EXAMPLES, derandomize=True)
@given(body=documents())
def test_any_mutated_document_is_read_or_refused(body: bytes) -> None:
    reply = Reply(platform="badgestic", status=200, body=body, content_type="application/json")

    for read in (shown_event, made_event, made_guest):
        with suppress(UnreadableReplyError, RefusedInputError):
            read(reply)
