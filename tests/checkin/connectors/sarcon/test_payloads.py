"""Every document is read or refused in our words, whatever it holds."""

import copy
import json
import os
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkin.connectors.http import Reply
from checkin.connectors.sarcon import conversion
from checkin.connectors.sarcon.asking import Listing, Sign
from checkin.connectors.sarcon.mapping_file import read_mapping
from checkin.connectors.sarcon.payloads import Answer, answer_of, demand, fits, sheet_of, words_of
from checkin.connectors.sarcon.trial import shape_of
from checkin.errors import ConnectorError, CredentialsError, UnreachableError, UnreadableReplyError
from checkin.model.attendee import TicketStatus
from checkin.model.event import WHOLE_EVENT
from checkin.model.ids import PlatformId
from checkin.model.pulled import PulledCode
from checkin.model.station import Direction
from checkin.practice.sarcon.serve import EXAMPLE
from tests.checkin.connectors.sarcon.scripted import envelope, laravel

FUZZ_EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "200"))
MAPPING = read_mapping(EXAMPLE)
LISTING = Listing(path="/x")

ROW = {
    "id": 40001,
    "first_name": "Ida",
    "last_name": "Löwe",
    "email": "ida@example.org",
    "company": "ACME",
    "job_title": "Engineer",
    "ticket": {"id": 501, "name": "Delegate"},
    "qr_code": "SRC-1",
    "status": "confirmed",
    "reference": None,
    "check_ins": [{"reference": "o", "time": "2026-11-22 08:40:00", "station": "main"}],
    "check_outs": [{"reference": "p", "time": "2026-11-22 09:40:00", "station": "main"}],
}
EVENT = {
    "id": 11,
    "title": "Summit",
    "start_date": "2026-11-22 09:00:00",
    "timezone": "Asia/Dubai",
    "venue": {},
}


def reply(document: object, status: int = 200, *, writes: bool = False) -> Reply:
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return Reply(platform="sarcon", status=status, body=body, writes=writes)


def answer(document: object, status: int = 200) -> Answer:
    return Answer(reply=reply(document, status), document=document, status=status)


def test_a_row_is_read_as_the_mapping_says() -> None:
    assert MAPPING.registrations is not None

    one = conversion.attendee(ROW, MAPPING, MAPPING.registrations)

    assert one is not None
    assert (one.given_name, one.family_name, one.email) == ("Ida", "Löwe", "ida@example.org")
    assert (one.company, one.job_title, one.ticket_type) == ("ACME", "Engineer", "501")
    assert one.codes == (PulledCode(key="SRC-1"),)
    assert one.badge_code == "SRC-1"
    assert [(said.zone, said.direction, said.station) for said in one.movements] == [
        (WHOLE_EVENT, Direction.IN, "main"),
        (WHOLE_EVENT, Direction.OUT, "main"),
    ]


def test_a_time_without_a_station_leaves_all_without_one() -> None:
    assert MAPPING.registrations is not None
    two = [{"time": "2026-11-22 08:40:00", "station": "main"}, {"time": "2026-11-22 09:40:00"}]

    one = conversion.attendee(ROW | {"check_ins": two, "check_outs": []}, MAPPING, MAPPING.registrations)

    assert one is not None
    assert [said.station for said in one.movements] == ["", ""]


@pytest.mark.parametrize(
    ("word", "status", "remark"),
    [
        ("confirmed", TicketStatus.VALID, ""),
        ("PENDING_PAYMENT", TicketStatus.UNPAID, "The platform's status: PENDING_PAYMENT"),
        ("cancelled", TicketStatus.CANCELLED, "The platform's status: cancelled"),
        ("waitlist", TicketStatus.BLOCKED, "The platform's status: waitlist"),
        (None, TicketStatus.BLOCKED, ""),
    ],
)
def test_the_status_is_translated(word: object, status: TicketStatus, remark: str) -> None:
    assert MAPPING.registrations is not None

    one = conversion.attendee(ROW | {"status": word}, MAPPING, MAPPING.registrations)

    assert one is not None
    assert (one.status, one.remark) == (status, remark)


def test_several_codes_are_ranked_and_revoked_ones_marked() -> None:
    assert MAPPING.registrations is not None
    mapped = MAPPING.registrations.model_copy(
        update={"codes": ("/qr_code", "/badge", "/more/*"), "revoked_codes": ("/old/*",)}
    )
    row = ROW | {"badge": "B-1", "more": ["M-1", "SRC-1", None], "old": ["O-1", "B-1"]}

    one = conversion.attendee(row, MAPPING, mapped)

    assert one is not None
    assert one.codes == (
        PulledCode(key="SRC-1", rank=0),
        PulledCode(key="B-1", rank=1),
        PulledCode(key="M-1", rank=2),
        PulledCode(key="O-1", revoked=True),
    )


def test_without_a_code_the_id_stands_on_the_badge() -> None:
    assert MAPPING.registrations is not None

    one = conversion.attendee(ROW | {"qr_code": None}, MAPPING, MAPPING.registrations)

    assert one is not None
    assert one.badge_code == "40001"
    assert [code.key for code in one.codes] == ["40001"]


def test_a_row_without_an_id_is_counted() -> None:
    assert MAPPING.registrations is not None

    found = conversion.people([ROW, {"id": None}, 5], MAPPING, MAPPING.registrations)

    assert [one.platform_id for one in found.attendees] == ["40001"]
    assert found.unreadable == 2
    assert found.types == (("501", "Delegate"),)


def test_an_events_fields_are_guessed() -> None:
    rows = [{"uuid": "u", "name": {"en": "Later"}, "starts_at": 1795336800}, EVENT, {"title": "no id"}]

    first, second = conversion.events(rows, MAPPING.events, MAPPING.zone())

    assert (first.platform_id, first.name, first.timezone) == ("11", "Summit", "Asia/Dubai")
    assert str(first.starts_at) == "2026-11-22 05:00:00+00:00"
    assert (second.platform_id, second.name, second.place) == ("u", "Later", "")


def test_an_events_fields_are_taken_from_the_mapping_where_it_names_them() -> None:
    listed = MAPPING.events.model_copy(
        update={"id": "/key", "name": "/called", "place": "/at", "timezone": "/tz"}
    )
    rows = [{"key": "K", "called": "C", "at": "Hall", "tz": "Nowhere/None", "id": 5, "name": "N"}]

    (one,) = conversion.events(rows, listed, MAPPING.zone())

    assert (one.platform_id, one.name, one.place, one.timezone) == (PlatformId("K"), "C", "Hall", "UTC")


def test_rows_may_come_as_phps_object_of_numbers() -> None:
    sheet = sheet_of(answer(laravel({"0": {"id": 1}, "2": {"id": 2}})), LISTING)

    assert sheet.rows == ({"id": 1}, {"id": 2})


def test_rows_may_lie_directly_in_data() -> None:
    assert sheet_of(answer(envelope([{"id": 1}])), LISTING).rows == ({"id": 1},)


@pytest.mark.parametrize("document", [None, [], 5, {"data": {}}, {"data": {"data": "rows"}}, {"data": None}])
def test_without_rows_the_document_cannot_be_read(document: object) -> None:
    with pytest.raises(UnreadableReplyError, match="no list"):
        sheet_of(answer(document), LISTING)


def test_totals_that_are_no_counts_are_none() -> None:
    for total in (-1, True, "5", None, 2.5):
        document = laravel([])
        assert isinstance(document["data"], dict)
        document["data"]["total"] = total
        assert sheet_of(answer(document), LISTING).total is None


def test_a_status_in_words_counts_and_nonsense_does_not() -> None:
    assert answer_of(reply({"status": "404"})).status == 404
    senseless: list[object] = ["ok", True, 5, 7000, None, [], "9" * 30]
    for nonsense in senseless:
        assert answer_of(reply({"status": nonsense})).is_good


def test_an_empty_answer_says_nothing_and_is_good() -> None:
    said = answer_of(reply(b"", 204))

    assert said.is_good
    assert said.document is None


def test_a_web_page_is_no_answer_but_a_missing_permission_is_believed() -> None:
    with pytest.raises(UnreadableReplyError):
        answer_of(reply(b"<html>", 404))
    with pytest.raises(CredentialsError):
        demand(answer_of(reply(b"<html>", 401)))
    with pytest.raises(CredentialsError, match="permission"):
        demand(answer_of(reply(b"<html>", 403)))


def test_a_server_that_fails_in_its_body_may_have_taken_a_write() -> None:
    with pytest.raises(UnreachableError) as caught:
        answer_of(reply(envelope([], "", 500), writes=True))

    assert caught.value.may_have_landed


def test_words_hold_no_addresses() -> None:
    document = envelope({"messages": {"email": ["ida@example.org is taken."], "n": "5", "x": []}}, "No.")

    assert words_of(document) == "No. email: … is taken. n: 5"
    assert words_of([]) == ""


@pytest.mark.parametrize(
    ("sign", "fitting"),
    [
        (None, False),
        (Sign(status=(200,)), True),
        (Sign(status=(409,)), False),
        (Sign(pointer="/data/ok", values=(True,)), True),
        (Sign(pointer="/data/ok", values=(1,)), False),
        (Sign(pointer="/data/word", values=("already in",)), True),
        (Sign(pointer="/data/list/*", values=("b",)), True),
        (Sign(pointer="/data/none", values=("b",)), False),
        (Sign(status=(409,), pointer="/data/ok", values=(True,)), False),
    ],
    ids=repr,
)
def test_signs_fit_what_they_describe(sign: Sign | None, fitting: bool) -> None:  # noqa: FBT001
    said = answer(envelope({"ok": True, "word": " Already IN ", "list": ["a", "b"]}))

    assert fits(said, sign) is fitting
    assert "Already" not in repr(said)


def test_a_shape_tells_nothing_of_people() -> None:
    shape = shape_of(reply(laravel([ROW] * 5)))

    assert "Ida" not in shape
    assert "SRC-1" not in shape
    assert "40001" not in shape
    assert '"first_name": "a text"' in shape
    assert shape_of(reply([1, "two", None])) == shape_of(reply([9, "zwei", None]))
    assert '"status": 200' in shape_of(reply(envelope([])))
    assert '"message": "a text"' not in shape_of(reply({"message": {"a": "b"}}))
    assert "<html>" in shape_of(reply(b"<html> ida@example.org"))
    assert "example.org" not in shape_of(reply(b"<html> ida@example.org"))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def places(value: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """Every place within a document."""
    found = [path] if path else []
    members = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, one in members:
        found += places(one, (*path, key))
    return found


@st.composite
def mutated(draw: Callable[..., object], document: dict[str, object]) -> object:
    """A document with some of its places replaced, or something else altogether."""
    if draw(st.integers(0, 9)) == 0:
        return draw(JSON)
    broken: object = copy.deepcopy(document)
    for _ in range(int(str(draw(st.integers(1, 3))))):
        known = places(broken)
        if not known:
            break
        where = draw(st.sampled_from(known))
        assert isinstance(where, tuple)
        inner: object = broken
        for step in where[:-1]:
            inner = inner[step]  # type: ignore[index]
        inner[where[-1]] = draw(JSON)  # type: ignore[index]
    return broken


@settings(max_examples=FUZZ_EXAMPLES, derandomize=True)
@given(mutated(laravel([ROW, EVENT])), st.sampled_from([200, 200, 200, 400, 404]))
def test_any_mutated_document_is_read_or_refused(document: object, status: int) -> None:
    assert MAPPING.registrations is not None
    assert MAPPING.ticket_types is not None
    said = reply(document, status)

    try:
        sheet = sheet_of(answer_of(said), MAPPING.registrations)
    except ConnectorError:
        return

    found = conversion.people(sheet.rows, MAPPING, MAPPING.registrations)
    assert len(found.attendees) + found.unreadable == len(sheet.rows)
    assert all(one.platform_id and one.badge_code for one in found.attendees)
    conversion.events(sheet.rows, MAPPING.events, MAPPING.zone())
    conversion.ticket_types(sheet.rows, MAPPING.ticket_types)
    shape_of(said)


@settings(max_examples=FUZZ_EXAMPLES, derandomize=True)
@given(st.binary(max_size=200), st.sampled_from([200, 401, 404, 503]))
def test_any_bytes_are_read_or_refused(body: bytes, status: int) -> None:
    try:
        assert answer_of(reply(body, status)).status >= 100
    except ConnectorError as error:
        assert error.platform == "sarcon"  # noqa: PT017
