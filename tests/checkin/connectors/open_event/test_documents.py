import json
import logging

import pytest

from checkin.connectors.http import Reply
from checkin.connectors.open_event.documents import failure_of, listing, parse, single
from checkin.connectors.open_event.payloads import (
    AttendeeAttributes,
    CheckInAttributes,
    EventAttributes,
    State,
    StationAttributes,
    Stats,
    Tokens,
)
from checkin.errors import UnreadableReplyError
from tests.checkin.connectors.stand_ins import recording


def reply(body: object, status: int = 200) -> Reply:
    return Reply(platform="open_event", status=status, body=json.dumps(body).encode(), writes=True)


def recorded(name: str) -> Reply:
    said = recording(name)
    body = said["response_body"]
    raw = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    return Reply(platform="open_event", status=said["status"], body=raw)


def test_station_numbers_are_text_here_though_numbers_there() -> None:
    stations = listing(recorded("stations_list"), StationAttributes)

    assert [row.id for row in stations.rows] == [str(number) for number in range(1, 9)]
    assert stations.rows[0].attributes.microlocation_id == "1"
    assert stations.rows[2].attributes.microlocation_id == ""


def test_an_event_has_aware_times() -> None:
    event = single(recorded("event_by_id"), EventAttributes)

    assert event.attributes.name == "CheckIn Conf"
    assert event.attributes.is_ticket_form_enabled
    assert str(event.attributes.starts_at) == "2026-11-22 04:59:22+00:00"


def test_counts_are_read() -> None:
    stats = parse(recorded("stats_session_track"), Stats)

    assert (stats.total_attendee, stats.total_registered) == (255, 12)
    assert [(one.session_id, one.check_in) for one in stats.session_stats] == [("1", 1), ("2", 0), ("8", 1)]


def test_a_state_without_registration_is_read() -> None:
    assert parse(recorded("states_not"), State) == State(is_registered=False)


def test_tokens_never_show() -> None:
    assert "abc" not in repr(parse(reply({"access_token": "abc", "refresh_token": "abcd"}), Tokens))


@pytest.mark.parametrize(
    "body",
    [
        [],
        None,
        7,
        {},
        {"data": None},
        {"data": {}},
        {"data": {"id": "1"}},
        {"data": {"id": [], "attributes": {}}},
    ],
    ids=str,
)
def test_documents_of_another_form_are_unreadable(body: object) -> None:
    with pytest.raises(UnreadableReplyError) as caught:
        single(reply(body), CheckInAttributes)

    assert caught.value.may_have_landed


@pytest.mark.parametrize(
    "body", [{"access_token": "ü"}, {"access_token": "a b"}, {"access_token": None}, {"access_token": ""}]
)
def test_tokens_that_cannot_be_sent_are_unreadable(body: object) -> None:
    with pytest.raises(UnreadableReplyError):
        parse(reply(body), Tokens)


def test_what_came_is_not_quoted_in_the_error() -> None:
    with pytest.raises(UnreadableReplyError) as caught:
        parse(reply({"is_registered": "ada@example.org"}), State)

    assert "ada" not in f"{caught.value} {caught.value.body} {caught.value.__cause__}"


def test_one_bad_row_spoils_no_list_and_is_logged_by_its_number(
    log_warnings: list[logging.LogRecord],
) -> None:
    good = recording("att_include_ticket_order_underscore")["response_body"]["data"][0]
    bad = {**good, "id": "77", "attributes": {"firstname": "Secret", "identifier": ["no text"]}}
    rows = [bad, good, "no row", {"id": "../../1"}, {**good, "id": True}]

    found = listing(reply({"data": rows, "meta": {"count": 5}}), AttendeeAttributes)

    assert [row.id for row in found.rows] == ["1"]
    assert found.seen == 5
    assert found.ids == [77, 1]
    said = log_warnings.pop().getMessage()
    assert "4 unreadable" in said
    assert "77" in said
    assert "Secret" not in said


def test_orders_that_came_along_are_found_by_number() -> None:
    found = listing(recorded("att_filter_identifier_eq"), AttendeeAttributes)

    assert found.rows[0].related("order") == "2"
    assert found.orders["2"].identifier == "1f89db55-2661-4ae2-b311-edd557a874d5"


@pytest.mark.parametrize("included", [[None], ["x"], [{"type": "order"}], [{"type": "order", "id": {}}]])
def test_orders_that_cannot_be_read_are_left_out(included: list[object]) -> None:
    assert not listing(reply({"data": [], "included": included}), AttendeeAttributes).orders


@pytest.mark.parametrize(
    "relationships",
    [None, [], {}, {"order": None}, {"order": {}}, {"order": {"data": []}}, {"order": {"data": {"id": "x"}}}],
    ids=str,
)
def test_a_relationship_that_leads_nowhere_is_empty(relationships: object) -> None:
    row = {"id": 1, "attributes": {}, "relationships": relationships}

    assert listing(reply({"data": [row]}), AttendeeAttributes).rows[0].related("order") == ""


@pytest.mark.parametrize(
    ("name", "words", "is_sign_in"),
    [
        ("uci_registration_duplicate", "Attendee already registered.", False),
        ("uci_wrong_type", 'Invalid type. Expected "user_check_in".', False),
        ("patch_id_int", "Value of id does not match the resource identifier in url", False),
        ("expired_access_token", "Token has expired", True),
        ("bad_signature", "Signature verification failed", True),
        ("stats_404", "Event can not be found.", False),
        ("reset_password_2", "", False),
        ("405", "", False),
    ],
)
def test_the_platforms_words_are_found_in_every_form_of_error(
    name: str, words: str, *, is_sign_in: bool
) -> None:
    failure = failure_of(recorded(name))

    assert failure.words == words
    assert failure.is_sign_in is is_sign_in


@pytest.mark.parametrize(
    "body", [[], None, {"errors": 3}, {"errors": [None]}, {"errors": [{"detail": {}}]}], ids=str
)
def test_errors_without_words_are_no_crash(body: object) -> None:
    assert failure_of(reply(body, 422)).words == ""
