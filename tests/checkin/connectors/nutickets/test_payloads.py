import copy
import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkin.connectors.http import Reply
from checkin.connectors.http.values import as_instant, as_text
from checkin.connectors.nutickets import conversion, payloads
from checkin.connectors.nutickets.conversion import Around
from checkin.connectors.nutickets.documents import EventRow
from checkin.connectors.nutickets.failures import ForbiddenError, demand
from checkin.connectors.nutickets.fields import as_count
from checkin.connectors.nutickets.form import walk_in_form
from checkin.connectors.nutickets.hooks import read_scans
from checkin.errors import (
    CheckinError,
    CredentialsError,
    RejectedError,
    UnreachableError,
    UnreadableReplyError,
)
from tests.checkin.connectors.nutickets.builders import a_reply
from tests.checkin.connectors.nutickets.reference import examples

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "200"))

READERS: dict[str, Callable[[Reply], object]] = {
    "POST /login": payloads.token,
    "GET /": payloads.user,
    "GET /companies": payloads.companies,
    "GET /events": payloads.events,
    "GET /event": payloads.form_questions,
    "GET /activated-events": payloads.activated_events,
    "GET /zones/all": payloads.zones,
    "GET /zones/items": payloads.zone_items,
    "GET /entry/tickets": payloads.ticket_page,
    "POST /guestdata": lambda reply: payloads.guest_page(reply, "1"),
    "GET /sale-items": payloads.sale_items,
    "POST /basket-items": payloads.basket,
    "POST /orders/complete": payloads.order,
    "GET /order-item": payloads.order_item,
    "GET /order-items": payloads.order_items,
    "POST /zones/scan": payloads.scan_answer,
    "PUT /guestdata": payloads.is_success,
}

_odd = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(max_size=30),
    st.just([]),
    st.just({}),
    st.just("2021-11-22T25:61:00Z"),
    st.just(10**40),
    st.just("\ud800"),
    st.lists(st.integers(), max_size=3),
)


def _places(value: object, here: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    found = [here]
    if isinstance(value, dict):
        found += [place for key, inner in value.items() for place in _places(inner, (*here, key))]
    if isinstance(value, list):
        found += [place for index, inner in enumerate(value) for place in _places(inner, (*here, index))]
    return found


def _changed(document: object, place: tuple[object, ...], value: object) -> object:
    if not place:
        return value
    whole: Any = copy.deepcopy(document)
    inner = whole
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    return whole


@st.composite
def _mutated(draw: st.DrawFn) -> tuple[str, object]:
    key = draw(st.sampled_from(sorted(READERS)))
    document = examples()[key]
    for _ in range(draw(st.integers(1, 3))):
        places = _places(document)
        document = _changed(document, draw(st.sampled_from(places)), draw(_odd))
    return key, document


def _used(found: object) -> None:
    """What the connector makes of it."""
    around = Around(entry="1", questions={})
    if isinstance(found, payloads.TicketPage):
        around = Around(entry="1", questions={one.id: one for one in found.questions})
        for row in found.tickets.rows:
            assert conversion.attendee(row, around).codes
    if isinstance(found, payloads.GuestPage):
        for guest in found.guests.rows:
            assert conversion.guest(guest, around, ()).admits >= 1
    if isinstance(found, tuple):
        walk_in_form(found[0].rows, found[1], ())


@given(_mutated())
@settings(max_examples=EXAMPLES, derandomize=True)
def test_any_mutated_document_is_read_or_refused(mutated: tuple[str, object]) -> None:
    key, document = mutated

    with suppress(UnreadableReplyError):
        _used(READERS[key](a_reply(document)))


@given(st.binary(max_size=60))
@settings(max_examples=EXAMPLES, derandomize=True)
def test_whatever_is_sent_to_us_is_no_bug(body: bytes) -> None:
    assert isinstance(read_scans(body), tuple)
    for read in READERS.values():
        with suppress(UnreadableReplyError):
            read(a_reply(body))


@given(st.integers(400, 599), _odd)
@settings(max_examples=EXAMPLES, derandomize=True)
def test_every_refusal_becomes_one_of_our_errors(status: int, body: object) -> None:
    with pytest.raises(CheckinError):
        demand(a_reply({"message": body, "errors": {"field": body}}, status=status))


def test_a_row_that_cannot_be_read_is_left_out_and_its_id_told() -> None:
    rows = payloads.read_rows([{"id": 1, "name": "A"}, {"id": None}, "x", {"id": 7}], EventRow)

    assert [row.id for row in rows.rows] == ["1", "7"]
    assert rows.seen == 4


def test_a_ticket_in_an_order_of_several_transactions_names_them_all() -> None:
    row = {"id": 5, "const": {"transactionId": ["A", "B"], "barcode": "C"}, "variable": [], "stable": []}
    page = payloads.ticket_page(a_reply({"content": [row], "listEndTime": None}))

    assert conversion.attendee(page.tickets.rows[0], Around()).order == "A, B"


def test_what_was_scanned_without_a_zone_came_in_by_the_entry() -> None:
    row = {"id": 5, "const": {}, "variable": {"status": "scanned", "scannedOn": "2026-11-22 09:00:00"}}
    page = payloads.ticket_page(a_reply({"content": [row]}))

    [movement] = conversion.attendee(page.tickets.rows[0], Around(entry="3")).movements
    [anywhere] = conversion.attendee(page.tickets.rows[0], Around()).movements

    assert (movement.zone, movement.at) == ("zone:3", as_instant("2026-11-22T09:00:00Z"))
    assert anywhere.zone == "event"


def test_old_barcodes_come_as_texts_or_as_objects() -> None:
    row = {
        "id": 5,
        "const": {"barcode": "NEW"},
        "variable": {"historicBarcodes": ["A", {"old_barcode": "B"}, "NEW", 3]},
    }
    page = payloads.ticket_page(a_reply({"content": [row]}))

    codes = conversion.attendee(page.tickets.rows[0], Around()).codes

    assert [code.key for code in codes if code.revoked] == ["A", "B", "3"]


def test_zones_that_are_told_in_no_list_are_not_told() -> None:
    row = {"id": 5, "const": {}, "zoneData": {"accessToZones": "all"}}
    page = payloads.ticket_page(a_reply({"content": [row]}))

    assert conversion.attendee(page.tickets.rows[0], Around(entry="1")).zones is None


def test_a_scan_in_no_known_direction_is_no_movement() -> None:
    scans = [
        {"zoneId": 1, "scan": "sideways", "scannedOn": "2026-11-22 09:00:00"},
        {"zoneId": 1, "scan": "in"},
    ]
    page = payloads.ticket_page(a_reply({"content": [{"id": 5, "const": {}, "zoneData": {"scans": scans}}]}))

    assert conversion.attendee(page.tickets.rows[0], Around(entry="1")).movements == ()


def test_answers_bear_their_questions_and_options() -> None:
    answers = [
        {"id": 1, "answer": "ACME"},
        {"id": 2, "answer": [1, 9]},
        {"id": 3, "answer": None},
        {"id": 4, "answer": "Boss"},
    ]
    questions = [
        {"id": 1, "question": "Company:"},
        {"id": 2, "question": "Meal", "availableOptions": [{"id": 1, "value": "Soup"}]},
        {"id": 4, "question": "Job title"},
    ]
    page = payloads.ticket_page(
        a_reply(
            {
                "content": [{"id": 5, "const": {}, "stable": {"dataCaptureAnswers": answers}}],
                "dataCaptureQuestions": questions,
            }
        )
    )
    around = Around(questions={one.id: one for one in page.questions})

    person = conversion.attendee(page.tickets.rows[0], around)

    assert person.extra == {"Company:": "ACME", "Meal": "Soup, 9", "Job title": "Boss"}
    assert (person.company, person.job_title) == ("ACME", "Boss")


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, CredentialsError),
        (403, ForbiddenError),
        (500, UnreachableError),
        (422, RejectedError),
        (404, RejectedError),
    ],
)
def test_each_way_of_failing_is_one_of_our_errors(status: int, error: type[Exception]) -> None:
    with pytest.raises(error):
        demand(a_reply({"message": "No.", "errors": {"a": ["b"]}}, status=status))


def test_a_refusal_is_told_in_the_platforms_words() -> None:
    reply = a_reply({"message": "The given data was invalid.", "errors": {"uuid": ["Too long."]}}, status=422)

    with pytest.raises(RejectedError, match=r"The given data was invalid\.; Too long\."):
        demand(reply)
    with pytest.raises(UnreadableReplyError):
        demand(a_reply(b"<html>", status=400))


def test_an_object_where_a_list_was_agreed_is_unreadable() -> None:
    with pytest.raises(UnreadableReplyError, match="no list"):
        payloads.zones(a_reply({"id": 1}))
    with pytest.raises(UnreadableReplyError, match="no object"):
        payloads.events(a_reply([]))
    with pytest.raises(UnreadableReplyError, match="asyncUuid"):
        payloads.async_uuid(a_reply({"asyncUuid": "ä"}))
    with pytest.raises(UnreadableReplyError, match="no status"):
        payloads.scan_answer(a_reply({}))


def test_odd_values_are_mended() -> None:
    assert as_text(True) == as_text([]) == ""  # noqa: FBT003
    assert (as_count("12"), as_count(-1), as_count(10**12)) == (12, None, 2**31 - 1)
    assert as_instant("0001-01-01T00:00:00+14:00") is None


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"title": "Invalid request", "detail": "Your body is invalid."}, "Your body is invalid."),
        ({"title": "Invalid request"}, "Invalid request"),
        ({"message": "No.", "detail": "Not that."}, "No."),
        ({"status": 422}, ""),
    ],
)
def test_a_refusal_in_the_words_of_a_gateway_has_a_reason(body: object, said: str) -> None:
    assert payloads.words(a_reply(body, status=422)) == said
