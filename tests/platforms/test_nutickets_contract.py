"""Nutickets' introduction and REST API reference, line by line."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from threading import Timer

import httpx
import pytest
from typing_extensions import override

from checkin.connectors.nutickets.client import EntryScan, LiveScan
from checkin.connectors.nutickets.connector import NuticketsConnector
from checkin.connectors.nutickets.documents import ScanAnswer
from checkin.connectors.nutickets.hooks import is_genuine, read_scans
from checkin.connectors.nutickets.live import refusal_of
from checkin.errors import (
    CredentialsError,
    RejectedError,
    ThrottledError,
    UnreachableError,
    UnreadableReplyError,
)
from checkin.model.admission import Refusal
from checkin.model.attendee import TicketStatus
from checkin.model.event import WHOLE_EVENT
from checkin.model.ids import PlatformId, ZoneId
from checkin.model.operation import NotThere, Pair, Register, Settled, Turned
from checkin.model.pulled import PulledAttendee, PulledCode
from checkin.model.station import Direction, StationKind
from checkin.practice.nutickets import NuticketsPractice
from checkin.practice.nutickets.platform import PASSWORD, TOKEN
from tests.checkin.connectors.nutickets.builders import (
    NOON,
    Witness,
    a_question,
    an_operation,
    connect,
    people_of,
    read_all,
)
from tests.fakes.clock import FakeClock
from tests.fakes.surroundings import DictMemory

MAIN = PlatformId("4201")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOON)


@pytest.fixture
def platform(clock: FakeClock) -> Iterator[NuticketsPractice]:
    with NuticketsPractice(attendees=20, clock=clock) as serving:
        yield serving


@pytest.fixture
def memory() -> DictMemory:
    return DictMemory()


@pytest.fixture
def witness() -> Witness:
    return Witness()


@pytest.fixture
def connector(
    platform: NuticketsPractice, clock: FakeClock, memory: DictMemory, witness: Witness
) -> Iterator[NuticketsConnector]:
    made = connect(platform, clock=clock, memory=memory, transport=witness)
    yield made
    made.close()


def _good(platform: NuticketsPractice) -> str:
    """The barcode of somebody who may come in everywhere but the gallery."""
    fine = {visitor.code for visitor in platform.visitors() if visitor.expected is None}
    return next(item.barcode for item in platform.platform.tables.of_event(4201) if item.barcode in fine)


def _item(platform: NuticketsPractice, code: str) -> PlatformId:
    items = platform.platform.tables.of_event(4201)
    return PlatformId(str(next(item.id for item in items if item.barcode == code)))


def _person(pages_of: NuticketsConnector, attendee: PlatformId) -> PulledAttendee:
    return people_of(read_all(pages_of, MAIN))[attendee]


def test_1_a_token_is_sent_as_bearer_and_a_new_one_leaves_the_old_one_good(
    platform: NuticketsPractice, connector: NuticketsConnector, witness: Witness
) -> None:
    kept: list[dict[str, str]] = []
    fresh = connect(platform, secrets={"password": PASSWORD})
    fresh._around = replace(fresh._around, on_secrets=lambda secrets: kept.append(dict(secrets)))  # noqa: SLF001

    assert fresh.sign_in().name == connector.sign_in().name
    assert kept == [{"token": "2|practice-token"}]
    assert {request.headers["authorization"] for request in witness.requests} == {f"Bearer {TOKEN}"}
    fresh.close()


def test_1_a_revoked_token_asks_for_a_person(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    platform.platform.tokens.clear()

    with pytest.raises(CredentialsError, match="token"):
        connector.sign_in()


def test_2_a_missing_permission_is_called_one(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    platform.platform.forbidden.add("/entry/tickets")

    assert any("roles" in note for note in connector.sign_in().notes)
    with pytest.raises(CredentialsError, match="permission"):
        read_all(connector, MAIN)


def test_3_every_request_names_the_company_polls_included(
    platform: NuticketsPractice, clock: FakeClock, witness: Witness
) -> None:
    connector = connect(platform, clock=clock, transport=witness, in_background=True)
    connector.sign_in()
    read_all(connector, MAIN)

    assert any("asyncUuid" in str(request.url) for request in witness.requests)
    assert {request.headers.get("x-nu-company-id") for request in witness.requests} == {"1"}
    connector.close()


def test_3_of_several_companies_one_must_be_chosen_first(
    platform: NuticketsPractice, clock: FakeClock
) -> None:
    connector = connect(platform, clock=clock, company="")

    [asked] = connector.sign_in().asks
    assert (asked.name, [value for value, _ in asked.options]) == ("company", ["1", "2"])
    with pytest.raises(RejectedError, match="several companies"):
        connector.events()
    connector.close()


def test_3_the_only_company_is_named_from_then_on(
    platform: NuticketsPractice, clock: FakeClock, witness: Witness
) -> None:
    platform.platform.companies = {1: "The only one"}
    platform.platform.last_company = 1
    connector = connect(platform, clock=clock, transport=witness, company="")

    assert connector.sign_in().answers["company"] == "1"
    connector.events()
    assert witness.requests[-1].headers["x-nu-company-id"] == "1"
    connector.close()


def test_4_the_language_goes_with_every_request_and_is_obeyed(
    platform: NuticketsPractice, clock: FakeClock, witness: Witness
) -> None:
    connector = connect(platform, clock=clock, transport=witness, language="de")

    zones = read_all(connector, MAIN)[0].zones

    assert zones is not None
    assert zones[0].name == "Eingang"
    assert {request.headers["accept-language"] for request in witness.requests} == {"de"}
    connector.close()


def test_4_another_language_than_was_asked_for_is_said(platform: NuticketsPractice, clock: FakeClock) -> None:
    connector = connect(platform, clock=clock, language="fr")

    facts = read_all(connector, MAIN)[0].facts

    assert any("“en”" in note for note in connector.sign_in().notes)
    assert facts is not None
    assert any("“en”" in note for note in facts.notes)
    connector.close()


def test_5_and_6_an_answer_is_prepared_and_fetched_from_the_same_endpoint(
    platform: NuticketsPractice, clock: FakeClock, witness: Witness
) -> None:
    platform.platform.polls = 3
    connector = connect(platform, clock=clock, transport=witness, in_background=True)

    pages = read_all(connector, MAIN)

    asked = [request.url.params for request in witness.sent("GET", "/entry/tickets")]
    assert len(people_of(pages)) == 20 + 6
    assert asked[0].get("async") == "true"
    assert [(one.get("asyncUuid") or "")[-1] for one in asked[1:5]] == ["1", "1", "1", "1"]
    connector.close()


def test_7_polls_are_not_counted(platform: NuticketsPractice, clock: FakeClock) -> None:
    platform.platform.polls = 4
    connector = connect(platform, clock=clock, in_background=True, requests_a_minute="12")

    read_all(connector, MAIN)

    assert platform.platform.left(1) == 100_000 - 6  # the structure's four, tickets and guests
    connector.close()


def test_8_what_needs_a_password_is_never_asked_in_the_background(connector: NuticketsConnector) -> None:
    session = connector._client.session  # noqa: SLF001 - nothing of the desk's could try

    with pytest.raises(ValueError, match="password"):
        session.send_in_background("POST", "/login", {"email": "", "password": ""})


class _Unlucky(httpx.BaseTransport):
    """A network that is gone when somebody looks for what was prepared."""

    def __init__(self, inner: httpx.BaseTransport) -> None:
        self._inner = inner

    @override
    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if "asyncUuid" in request.url.params:
            raise httpx.ReadError("gone", request=request)
        return self._inner.handle_request(request)

    @override
    def close(self) -> None:
        self._inner.close()


def test_9_what_is_being_prepared_is_taken_up_again_after_a_restart(
    platform: NuticketsPractice, clock: FakeClock, memory: DictMemory, witness: Witness
) -> None:
    first = connect(
        platform, clock=clock, memory=memory, transport=_Unlucky(httpx.HTTPTransport()), in_background=True
    )
    with pytest.raises(UnreachableError):
        read_all(first, MAIN)
    first.close()

    second = connect(platform, clock=clock, memory=memory, transport=witness, in_background=True)
    assert len(people_of(read_all(second, MAIN))) == 26
    assert "async" not in witness.sent("GET", "/entry/tickets")[0].url.params
    second.close()


def test_9_two_hours_later_it_is_lost_and_asked_anew(
    platform: NuticketsPractice, clock: FakeClock, memory: DictMemory, witness: Witness
) -> None:
    platform.platform.polls = 10_000
    connector = connect(
        platform, clock=clock, memory=memory, transport=_Impatient(witness, clock), in_background=True
    )

    with pytest.raises(ThrottledError):
        read_all(connector, MAIN)
    assert [key for key in memory.kept if key.startswith("async:")]

    clock.advance(2 * 3600 + 1)
    with pytest.raises(UnreachableError, match="two hours"):
        read_all(connector, MAIN)

    platform.platform.polls = 0
    assert len(people_of(read_all(connector, MAIN))) == 26
    assert [key for key in memory.kept if key.startswith("async:")] == []
    connector.close()


class _Impatient(httpx.BaseTransport):
    """A network on which every request takes half a minute."""

    def __init__(self, inner: httpx.BaseTransport, clock: FakeClock) -> None:
        self._inner = inner
        self._clock = clock

    @override
    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self._clock.advance(31)
        return self._inner.handle_request(request)

    @override
    def close(self) -> None:
        self._inner.close()


def test_10_no_more_than_sixty_requests_a_minute_are_sent(
    platform: NuticketsPractice, clock: FakeClock, witness: Witness
) -> None:
    connector = connect(platform, clock=clock, transport=witness, requests_a_minute="60")
    code = _good(platform)
    operation = an_operation(platform, _item(platform, code), code)
    for _ in range(60):
        connector.push(operation)

    Timer(0.05, connector.interrupt).start()
    with pytest.raises(ThrottledError):
        connector.push(operation)
    clock.advance(60.1)
    assert isinstance(connector.push(operation), Settled)
    assert len(witness.requests) == 61
    connector.close()


def test_10_reading_leaves_room_for_check_ins(platform: NuticketsPractice, clock: FakeClock) -> None:
    connector = connect(platform, clock=clock, requests_a_minute="60")
    code = _good(platform)
    for _ in range(50):
        connector.events()

    Timer(0.05, connector.interrupt).start()
    with pytest.raises(ThrottledError):
        connector.events()
    assert isinstance(connector.push(an_operation(platform, _item(platform, code), code)), Settled)
    connector.close()


def test_11_nothing_is_sent_while_the_platform_says_that_nothing_is_left(clock: FakeClock) -> None:
    with NuticketsPractice(attendees=5, clock=clock, a_minute=2) as platform:
        connector = connect(platform, clock=clock, requests_a_minute="60")
        connector.sign_in()

        Timer(0.05, connector.interrupt).start()
        with pytest.raises(ThrottledError) as raised:
            connector.events()

        assert raised.value.retry_after == pytest.approx(60)
        connector.close()


def test_11_a_refusal_for_too_many_requests_says_how_long_to_wait(clock: FakeClock) -> None:
    with NuticketsPractice(attendees=5, clock=clock, a_minute=0) as platform:
        connector = connect(platform, clock=clock)

        with pytest.raises(ThrottledError) as raised:
            connector.sign_in()

        assert raised.value.retry_after == 60
        connector.close()


def test_12_what_a_later_version_adds_is_tolerated(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    platform.platform.tables.of_event(4201)[0].status = "sold"
    platform.platform.tables.of_event(4201)[0].kind = "hologram"

    assert len(people_of(read_all(connector, MAIN))) == 26


def test_13_tickets_come_by_where_the_last_ones_ended_and_nobody_is_left_out(
    clock: FakeClock, witness: Witness
) -> None:
    with NuticketsPractice(attendees=340, clock=clock) as platform:
        connector = connect(platform, clock=clock, transport=witness)

        pages = read_all(connector, MAIN)

        everybody = {
            str(item.id) for item in platform.platform.tables.of_event(4201) if item.kind == "ticket"
        }
        assert {key for key in people_of(pages) if not key.startswith("guest:")} == everybody
        assert [page.snapshot_ends for page in pages] == [False] * (len(pages) - 1) + [True]
        assert witness.sent("GET", "/entry/tickets")[0].url.params.get("startTime") is None
        connector.close()


def test_13_a_delta_begins_where_the_last_complete_one_ended(
    platform: NuticketsPractice, connector: NuticketsConnector, clock: FakeClock
) -> None:
    for minutes, row in enumerate(platform.platform.tables.of_event(4201)[:-1]):
        row.modified += timedelta(minutes=minutes)
    pages = read_all(connector, MAIN)
    clock.advance(60)
    code = _good(platform)
    connector.push(an_operation(platform, _item(platform, code), code))

    told = people_of(read_all(connector, MAIN, since=pages[-1].cursor))

    assert {movement.at for movement in told[_item(platform, code)].movements} == {
        NOON.replace(microsecond=0)
    }
    assert len(told) <= 2
    assert all(page.cursor is None for page in pages[:-1])


def test_13_a_ticket_is_read_whether_or_not_anything_was_done_with_it(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    rows = platform.platform.tables.of_event(4201)
    for status, row in zip(("sold", "scanned", "refunded", "locked", "melted"), rows, strict=False):
        row.status = status

    told = people_of(read_all(connector, MAIN))

    assert [told[PlatformId(str(row.id))].status for row in rows[:5]] == [
        TicketStatus.VALID,
        TicketStatus.VALID,
        TicketStatus.CANCELLED,
        TicketStatus.BLOCKED,
        TicketStatus.UNPAID,
    ]


def test_13_a_ticket_opens_the_zones_it_names_and_the_event(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    platform.platform.tables.of_event(4201)[0].zones = (11, 12)
    platform.platform.tables.of_event(4201)[1].zones = ()

    one, other = list(people_of(read_all(connector, MAIN)).values())[:2]

    assert one.zones == frozenset([WHOLE_EVENT, ZoneId("zone:11"), ZoneId("zone:12")])
    assert other.zones == frozenset()


def test_13_a_code_that_was_passed_on_is_revoked(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    row = platform.platform.tables.of_event(4201)[0]
    row.historic = ("OLD1",)

    assert PulledCode(key="OLD1", revoked=True) in _person(connector, PlatformId(str(row.id))).codes


def test_13_a_barcode_belongs_to_the_event_it_is_told_for(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    shared = platform.platform.tables.of_event(4202)[0].barcode
    there = people_of(read_all(connector, PlatformId("4202")))
    [theirs] = [one for one in there.values() if one.badge_code == shared]
    operation = replace(
        an_operation(platform, theirs.platform_id, shared, station="21"), event=PlatformId("4202")
    )

    assert isinstance(connector.push(operation), Settled)
    assert platform.record() == {}


def test_13_the_platform_says_which_zones_and_ways_of_working_there_are(
    connector: NuticketsConnector,
) -> None:
    first = read_all(connector, MAIN)[0]

    assert first.zones is not None
    assert first.stations is not None
    assert [(zone.id, zone.rules.capacity, zone.rules.opens is not None) for zone in first.zones] == [
        ("zone:11", None, False),
        ("zone:12", 2, False),
        ("zone:13", None, True),
        ("zone:14", None, False),
    ]
    assert {(one.platform_id, one.kind, one.zone) for one in first.stations} >= {
        ("11", StationKind.REGISTRATION, "zone:11"),
        ("11/door", StationKind.CHECK_IN, "zone:11"),
        ("11/out", StationKind.CHECK_OUT, "zone:11"),
    }
    assert "13/out" not in {one.platform_id for one in first.stations}


def test_13_a_check_in_keeps_the_time_it_happened_and_is_counted_once(
    platform: NuticketsPractice, connector: NuticketsConnector, witness: Witness
) -> None:
    code = _good(platform)
    operation = an_operation(platform, _item(platform, code), code, at=NOON - timedelta(hours=3))

    assert [connector.push(operation) for _ in range(3)] == [
        Settled(at=operation.at.replace(microsecond=0))
    ] * 3
    assert platform.record() == {_item(platform, code): 1}
    told = witness.bodies("POST", "/entry/tickets")
    assert told[0] == told[1] == told[2]
    ticket = {
        "uuid": operation.id,
        "barcode": code,
        "eventId": 4201,
        "scannedOn": "2026-11-22 09:30:15",
        "status": "scanned",
        "scan": "in",
        "zoneId": 11,
    }
    assert told[0]["tickets"] == [ticket]


def test_13_without_a_zone_the_platform_takes_its_entry(
    platform: NuticketsPractice, connector: NuticketsConnector, witness: Witness
) -> None:
    code = _good(platform)

    connector.push(an_operation(platform, _item(platform, code), code, station=None))

    assert "zoneId" not in json.dumps(witness.bodies("POST", "/entry/tickets"))
    assert _person(connector, _item(platform, code)).movements[0].zone == "zone:11"


def test_13_who_leaves_is_scanned_out(platform: NuticketsPractice, connector: NuticketsConnector) -> None:
    code = _good(platform)
    attendee = _item(platform, code)
    connector.push(an_operation(platform, attendee, code))
    connector.push(
        an_operation(
            platform,
            attendee,
            code,
            kind=StationKind.CHECK_OUT,
            station="11/out",
            at=NOON + timedelta(minutes=5),
        )
    )

    assert [move.direction for move in _person(connector, attendee).movements] == [
        Direction.IN,
        Direction.OUT,
    ]


def test_13_a_refused_scan_is_told_as_failed_with_the_reason(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    verdict = connector.push(
        an_operation(platform, "", "NOBODY", Turned(refusal="unknown code", code="NOBODY"))
    )

    assert isinstance(verdict, Settled)
    assert [scan.failed for scan in platform.platform.tables.failed_scans] == ["unknown code"]
    assert platform.record() == {}


@pytest.mark.parametrize(
    ("status", "detail", "refusal"),
    [
        ("alreadyIn", "", Refusal.ALREADY_INSIDE),
        ("alreadyOut", "", Refusal.NOT_INSIDE),
        ("denied", "", Refusal.BLOCKED),
        ("denied", "historicBarcode", Refusal.REVOKED),
        ("denied", "itemDoesNotQualify", Refusal.WRONG_TICKET_TYPE),
        ("denied", "outsideOfValidityPeriod", Refusal.NO_LONGER_VALID),
        ("denied", "orderLocked", Refusal.BLOCKED),
        ("zoneClosed", "", Refusal.ZONE_CLOSED),
        ("ageUnknown", "", Refusal.NEEDS_CONFIRMATION),
        ("tooYoung", "", Refusal.BLOCKED),
        ("tooOld", "", Refusal.BLOCKED),
        ("full", "", Refusal.ZONE_FULL),
        ("scansInExceeded", "", Refusal.ENTRIES_USED_UP),
        ("requiresConfirmation", "", Refusal.NEEDS_CONFIRMATION),
    ],
)
def test_13_a_live_scan_is_refused_in_an_answer_that_looks_like_a_yes(
    status: str, detail: str, refusal: Refusal
) -> None:
    answer = _scan_answer(status, detail)

    refused = refusal_of("nutickets", answer)

    assert refused is not None
    assert refused[0] is refusal
    assert len(refused[1]) > 10


def test_13_words_that_were_not_agreed_are_no_yes() -> None:
    with pytest.raises(UnreadableReplyError):
        refusal_of("nutickets", _scan_answer("perhaps", ""))
    assert refusal_of("nutickets", _scan_answer("valid", "")) is None


def _scan_answer(status: str, detail: str) -> ScanAnswer:
    return ScanAnswer.model_validate({"status": status, "statusDetail": detail, "scansInMax": 2})


def _open_lounge(platform: NuticketsPractice, people: int) -> list[str]:
    """So many barcodes that open the lounge."""
    fine = {visitor.code for visitor in platform.visitors() if visitor.expected is None}
    rows = [item for item in platform.platform.tables.of_event(4201) if item.barcode in fine][:people]
    for row in rows:
        row.zones = (11, 12)
    return [row.barcode for row in rows]


def test_13_the_platform_decides_and_records_when_it_says_yes(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    code = _good(platform)
    question = a_question(platform, _item(platform, code), code)

    answers = [connector.verify(question), connector.verify(question)]
    connector.push(replace(an_operation(platform, question.attendee, code), id=question.operation))

    assert [answer.refusal for answer in answers] == [None, None]
    assert platform.record() == {_item(platform, code): 1}
    assert connector.verify(a_question(platform, question.attendee, code)).refusal is Refusal.ALREADY_INSIDE


def test_13_who_is_overruled_at_a_precise_zone_is_confirmed(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    [code] = _open_lounge(platform, 1)
    question = a_question(platform, _item(platform, code), code, station="12/door")

    assert connector.verify(question).refusal is Refusal.NEEDS_CONFIRMATION
    assert connector.verify(replace(question, overruled=Refusal.NEEDS_CONFIRMATION)).refusal is None


def test_13_a_full_zone_is_ignored_when_somebody_says_so(
    platform: NuticketsPractice, connector: NuticketsConnector, witness: Witness
) -> None:
    codes = _open_lounge(platform, 3)
    asked = [a_question(platform, _item(platform, code), code, station="12/door") for code in codes]
    for question in asked[:2]:
        connector.verify(replace(question, overruled=Refusal.NEEDS_CONFIRMATION))

    assert connector.verify(asked[2]).refusal is Refusal.ZONE_FULL
    assert (
        connector.verify(replace(asked[2], overruled=Refusal.ZONE_FULL)).refusal is Refusal.NEEDS_CONFIRMATION
    )
    assert witness.bodies("POST", "/zones/scan")[-1]["ignoreCapacity"] == "true"


def test_13_what_the_platform_cannot_ignore_is_told_as_it_happened(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    code = _good(platform)
    first = a_question(platform, _item(platform, code), code)
    connector.verify(first)

    again = a_question(platform, first.attendee, code, overruled=Refusal.ALREADY_INSIDE)

    assert connector.verify(again).refusal is None
    assert platform.record() == {first.attendee: 2}


def test_13_a_check_records_nothing(platform: NuticketsPractice, connector: NuticketsConnector) -> None:
    code = _good(platform)

    answer = connector._client.check(LiveScan(uuid="", barcode=code, zone="11"))  # noqa: SLF001

    assert answer.status == "valid"
    assert platform.record() == {}


def test_13_an_unknown_barcode_is_unknown_and_an_unknown_zone_a_mistake(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    assert connector.verify(a_question(platform, "1", "NOBODY")).refusal is Refusal.UNKNOWN_CODE
    with pytest.raises(RejectedError, match="Zone"):
        connector.verify(a_question(platform, "1", "NOBODY", station="99/door"))


def test_13_a_tag_is_paired_in_the_platforms_own_words(
    platform: NuticketsPractice, connector: NuticketsConnector, witness: Witness
) -> None:
    code = _good(platform)
    attendee = _item(platform, code)
    operation = an_operation(platform, attendee, code, Pair(tag="04a2b3c4d5"))

    assert isinstance(connector.push(operation), Settled)
    assert witness.bodies("POST", "/tickets/pair")[0] == {
        "barcode": code,
        "nfc-id": "0x04A2B3C4D5",
        "event-id": "4201",
        "pair-barcode-again": True,
        "uuid": operation.id,
    }
    codes = {found.key for found in _person(connector, attendee).codes}
    assert {"0x04A2B3C4D5", "04A2B3C4D5"} <= codes


def test_13_a_whole_order_is_let_in(platform: NuticketsPractice, connector: NuticketsConnector) -> None:
    row = platform.platform.tables.of_event(4201)[0]

    connector._client.admit_order(str(row.order))  # noqa: SLF001

    assert platform.record() == {PlatformId(str(row.id)): 1}


def test_13_an_entry_of_a_guest_list_admits_several_people(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    guest = platform.platform.tables.guests[304]
    attendee = PlatformId("guest:304")

    told = [connector.push(an_operation(platform, attendee, guest.barcode)) for _ in range(3)]

    assert [type(one) for one in told] == [Settled, Settled, Settled]
    assert _person(connector, attendee).admits == guest.people == 4
    assert platform.record() == {attendee: 3}


def test_13_a_walk_in_buys_a_ticket_and_their_answers_are_told(
    platform: NuticketsPractice, connector: NuticketsConnector, witness: Witness
) -> None:
    facts = read_all(connector, MAIN)[0].facts
    answers = {
        "given_name": "Ada",
        "family_name": "Adler",
        "email": "ada@example.org",
        "question:901": "ACME",
    }
    operation = an_operation(platform, "", "DESK-1", Register(answers=answers, ticket_type="sale:801"))

    verdict = connector.push(operation)

    assert facts is not None
    assert facts.walk_in is not None
    assert [key for key, _ in facts.walk_in.ticket_types] == ["sale:801", "sale:802"]
    assert isinstance(verdict, Settled)
    assert verdict.attendee is not None
    assert _person(connector, verdict.attendee).badge_code == verdict.codes[0]
    assert witness.bodies("POST", "/orders/complete")[0]["inhibitConfirmationEmail"] is True
    assert [row["answer"] for row in platform.platform.tables.responses] == ["ACME"]


def test_13_who_was_sold_a_ticket_here_is_checked_in_by_the_platforms_barcode(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    sold = connector.push(
        an_operation(platform, "", "DESK-1", Register(answers={"given_name": "Ada"}, ticket_type="sale:801"))
    )
    assert isinstance(sold, Settled)
    assert sold.attendee is not None

    connector.push(an_operation(platform, sold.attendee, "DESK-1"))

    assert platform.record() == {sold.attendee: 1}


@pytest.mark.parametrize("mode", ["secure-qr-only", "Secure QR Only"])
def test_13_codes_that_change_all_the_time_are_noticed(
    platform: NuticketsPractice, connector: NuticketsConnector, mode: str
) -> None:
    events = platform.platform.tables.events
    events[4201] = replace(events[4201], scanning_mode=mode)

    facts = read_all(connector, MAIN)[0].facts

    assert facts is not None
    assert any("Secure QR Only" in note for note in facts.notes)


def test_13_what_the_platform_sends_on_its_own_is_signed() -> None:
    body = b'{"scans": []}'
    signature = hmac.new(b"agreed", body, hashlib.sha256).hexdigest()

    assert is_genuine(body, signature, "agreed")
    assert not is_genuine(body + b" ", signature, "agreed")
    assert not is_genuine(body, "", "agreed")
    assert not is_genuine(body, hmac.new(b"", body, hashlib.sha256).hexdigest(), "")


def test_13_what_comes_twice_is_read_once_and_who_leaves_was_inside_for_some_time() -> None:
    scan = {
        "event": {"id": 4201},
        "zone": {"id": 11},
        "item": {"id": 6, "barcode": "AO5PZZGE1N"},
        "scannedAt": "2026-11-22T09:00:00.000000Z",
    }
    leaving = scan | {"scannedAt": "2026-11-22T12:00:00.000000Z", "visitDuration": 10800}

    found = read_scans(json.dumps({"scans": [scan, scan, leaving, {}, None]}).encode())

    assert [(one.attendee, one.movement.direction) for one in found] == [
        ("6", Direction.IN),
        ("6", Direction.OUT),
    ]
    assert read_scans(b"{") == read_scans(b"[]") == ()


def test_13_it_takes_nothing_back_and_lets_nobody_be_counted_by_a_bad_code(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    client = connector._client  # noqa: SLF001

    with pytest.raises(RejectedError, match="OrderItem"):
        client.admit([EntryScan(uuid="1", barcode="NOBODY", event="4201", zone=None, at=NOON)])
    assert isinstance(connector.read_back(an_operation(platform, "guest:304", "X")), NotThere)
