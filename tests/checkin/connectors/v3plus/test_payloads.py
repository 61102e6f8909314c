import json
import os
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkin.connectors.http import Reply
from checkin.connectors.v3plus import payloads, refusals
from checkin.connectors.v3plus.answers import body_of
from checkin.connectors.v3plus.catalogue import Of
from checkin.connectors.v3plus.events import event, events_of
from checkin.connectors.v3plus.people import companies, speakers
from checkin.connectors.v3plus.resources import (
    Affiliate,
    Conference,
    Group,
    Portal,
    Presentation,
    Presenter,
    Resource,
    Townhall,
)
from checkin.connectors.v3plus.walk_in import of_conference, of_townhall
from checkin.errors import ConnectorError, UnreadableReplyError
from tests.checkin.connectors.v3plus.builders import BOB, reply

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "200"))

FORM: dict[str, Any] = {
    "id": 5,
    "name": "Sample Registration Form",
    "fields": [
        {"name": "email", "label": "Email", "type": "text", "validation": {"required": True, "email": True}},
        {"name": "password", "type": "password", "validation": {"required": True}, "order": 4},
        {
            "name": "field_10",
            "type": "select",
            "options": [{"name": "Pick", "value": None}, {"value": "red"}],
        },
        {"name": "field_11", "type": "hidden", "value": "desk", "order": 9, "validation": []},
        {"name": "field_12", "type": "checkbox", "options": []},
    ],
}
HELD: dict[str, Any] = {
    "data": {
        "id": 1,
        "portal_id": 1,
        "name": "Congress",
        "state": "live",
        "timezone": "Europe/Berlin",
        "start_date": "2026-11-22 09:00:00",
        "end_date": "2026-11-23",
        "days": [{"id": 1, "tracks": [{"id": 1, "presentations": [{"id": 1, "presenters": [{"id": 1}]}]}]}],
        "sponsors": {"data": [{"id": 3, "role": "sponsor"}]},
    }
}
ROWS: dict[str, Any] = {
    "data": [
        {
            "id": 1,
            "first_name": "Ann",
            "last_name": "Lee",
            "role": "keynote",
            "name": "ACME",
            "price": "0.00",
        },
        {"id": 2, "contact_name": "Ann Lee", "role": "exhibitor", "state": "live", "price": 12.5},
    ],
    "links": {"first": "https://a.example?page=1", "next": None},
    "meta": {"current_page": 1, "last_page": 1, "path": "http://a.example", "total": 2},
}
ERRORS: dict[str, Any] = {
    "message": "The given data was invalid.",
    "errors": {"email": ["The email has already been taken."], "field_10": ["Choose."]},
}
SIGNED_IN: dict[str, Any] = {"token": "z6eWaDASp7WX1z7ls9cj", "role": "user", "name": "Bob Smith"}


def _read_form(found: Reply) -> None:
    form = payloads.registration_form(found)
    of_townhall(form, has_event_password=False)
    of_conference([(Group(id="1"), form), (Group(id="2", price="1"), form), (Group(id="3"), None)])
    json.dumps(body_of(form, BOB))


def _read_people(found: Reply) -> None:
    json.dumps([repr(one) for one in speakers(payloads.collection(found, Presenter).rows)])
    companies(payloads.collection(found, Affiliate).rows)
    for group in payloads.collection(found, Group).rows:
        assert group.is_free in {True, False}


def _read_held(found: Reply) -> None:
    event(Of.CONFERENCE, payloads.single(found, Conference))
    events_of(payloads.collection(found, Conference).rows, payloads.collection(found, Townhall).rows)


def _read_error(found: Reply) -> None:
    for one in refusals.objections(found):
        assert one.is_known_address in {True, False}
    refusals.demand(Reply(platform="v3plus", status=422, body=found.body))


READING: tuple[tuple[Callable[[Reply], object], dict[str, Any]], ...] = (
    (_read_form, FORM),
    (_read_people, ROWS),
    (_read_held, HELD),
    (_read_held, ROWS),
    (_read_error, ERRORS),
    (payloads.signed_in, SIGNED_IN),
)

_SCRAPS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.sampled_from([10**400, "\ud800", "a\0b", "9" * 30, -1, "", "2026-13-45", "America", "..", "True"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def _mutated(document: object, data: st.DataObject) -> object:
    """The document with something else somewhere, or without it."""
    if not isinstance(document, dict | list) or not document or data.draw(st.integers(0, 4)) == 0:
        return data.draw(_SCRAPS)
    copy: Any = document.copy()
    where = data.draw(st.sampled_from(sorted(copy) if isinstance(copy, dict) else list(range(len(copy)))))
    if data.draw(st.integers(0, 6)) == 0:
        del copy[where]
    else:
        copy[where] = _mutated(copy[where], data)
    return copy


@settings(max_examples=EXAMPLES, derandomize=True)
@given(data=st.data())
def test_any_mutated_document_is_read_or_refused(data: st.DataObject) -> None:
    read, document = data.draw(st.sampled_from(READING))
    mutated: object = document
    for _ in range(data.draw(st.integers(0, 3))):
        mutated = _mutated(mutated, data)
    body = json.dumps(mutated).encode()
    if data.draw(st.integers(0, 9)) == 0:
        body = body[: data.draw(st.integers(0, len(body)))]

    try:
        read(reply(body))
    except ConnectorError as error:
        assert "Bob" not in f"{error} {getattr(error, 'body', '')}"  # noqa: PT017 - either outcome is good


def test_a_row_that_cannot_be_read_is_left_out_and_counted() -> None:
    found = payloads.collection(reply({"data": [{"id": 1}, {"id": None}, "x", {"id": True}]}), Presenter)

    assert ([one.id for one in found.rows], found.left_out) == (["1"], 3)


@pytest.mark.parametrize(
    "body",
    [
        [{"id": 1}],
        {"data": [{"id": 1}]},
        {"data": {"0": {"id": 1}}},
        {"id": 1},
        {"data": {"data": [{"id": 1}]}},
    ],
)
def test_collections_are_read_however_they_are_wrapped(body: object) -> None:
    assert [one.id for one in payloads.collection(reply(body), Presenter).rows] == ["1"]


@pytest.mark.parametrize("body", ["x", {"data": "x"}, {"data": {"a": 1}}, 5, None])
def test_what_is_no_collection_is_unreadable(body: object) -> None:
    with pytest.raises(UnreadableReplyError, match="another form"):
        payloads.collection(reply(body), Presenter)


@pytest.mark.parametrize("model", [Conference, Townhall, Presentation, Portal])
def test_a_single_thing_without_an_id_is_unreadable(model: type[Resource]) -> None:
    with pytest.raises(UnreadableReplyError, match="1 fault\\)"):
        payloads.single(reply({"data": {"name": "x"}}), model)


def test_nesting_without_end_is_unreadable() -> None:
    deep: object = {"id": 1}
    for _ in range(300):
        deep = {"id": 1, "presenters": [deep]}

    read = payloads.single(reply({**HELD["data"], "days": deep, "presenters": [deep]}), Conference)

    assert len(read.presenters) == 1


@pytest.mark.parametrize("body", [{"token": ""}, {"token": "two words"}, {"token": 5}, {}, []])
def test_a_sign_in_without_a_usable_token_is_unreadable(body: object) -> None:
    with pytest.raises(UnreadableReplyError):
        payloads.signed_in(reply(body))


@pytest.mark.parametrize("is_wrapped", [True, False])
def test_a_sign_in_names_whoever_it_is(is_wrapped: bool) -> None:  # noqa: FBT001
    townhall = {"token": "abc", "first_name": "Bob", "last_name": "Smith", "email": "b@c.example"}
    nameless = {"token": "abc", "email": "b@c.example"}

    bodies = [{"data": body} if is_wrapped else body for body in (SIGNED_IN, townhall, nameless)]

    called = [payloads.signed_in(reply(body)).called for body in bodies]
    assert called == ["Bob Smith", "Bob Smith", "b@c.example"]


@pytest.mark.parametrize(
    ("price", "free"),
    [
        (0, True),
        ("0.00", True),
        (None, True),
        ("$0", True),
        (12, False),
        ("1,50", False),
        ("\u0665", False),
        (0.5, False),
    ],
)
def test_only_what_names_no_price_is_free(price: object, free: bool) -> None:  # noqa: FBT001
    assert Group.model_validate({"id": 1, "price": price}).is_free is free


def test_ids_that_only_refer_elsewhere_may_be_anything() -> None:
    oddities: tuple[object, ...] = ([], 1.5, "a b", "..", True, None)
    for odd in oddities:
        assert Group.model_validate({"id": "a-1", "registration_form_id": odd}).registration_form_id == ""


@pytest.mark.parametrize("options", [None, "x", 5, {"a": 1}])
def test_options_that_are_none_leave_a_field_without_any(options: object) -> None:
    form = payloads.registration_form(
        reply({"fields": [{"name": "a", "options": options, "order": "first"}]})
    )

    assert [(entry.name, entry.options, entry.order) for entry in form.fields] == [("a", (), None)]


@pytest.mark.parametrize("name", [None, "", "  ", 5, "x" * 500])
def test_a_field_without_a_usable_name_is_left_out(name: object) -> None:
    form = payloads.registration_form(reply({"fields": [{"name": name}, {"name": "a"}]}))

    assert [entry.name for entry in form.fields] == ["a"]


@pytest.mark.parametrize("order", [10**400, "1e999", "nan", {}])
def test_an_order_beyond_all_numbers_does_no_harm(order: object) -> None:
    form = payloads.registration_form(
        reply({"fields": [{"name": "a", "order": order}, {"name": "b", "order": 1}]})
    )

    assert [entry.name for entry in form.fields] == ["b", "a"]


def test_nested_resources_that_are_none_are_left_out() -> None:
    odd = payloads.single(
        reply({"id": 1, "days": "none", "sponsors": None, "presenters": {"a": 1}}), Conference
    )

    assert (odd.days, odd.sponsors, odd.presenters) == ((), (), ())


def test_wrappers_without_end_are_no_collection() -> None:
    with pytest.raises(UnreadableReplyError):
        payloads.collection(reply({"data": {"data": {"data": {"data": [{"id": 1}]}}}}), Presenter)


@pytest.mark.parametrize(
    ("meta", "page"),
    [({"current_page": "2"}, 2), ({"current_page": 2.0}, 2), ({"current_page": 2.5}, None), ([], None)],
)
def test_numbers_of_pages_are_read_as_php_writes_them(meta: object, page: int | None) -> None:
    assert payloads.collection(reply({"data": [], "meta": meta}), Presenter).page == page
