"""What Nutickets' REST API reference says of scans, tags and sales (line 13)."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from checkin.connectors.nutickets.client import EntryScan, LiveScan
from checkin.connectors.nutickets.connector import NuticketsConnector
from checkin.connectors.nutickets.documents import ScanAnswer
from checkin.connectors.nutickets.live import refusal_of
from checkin.errors import (
    RejectedError,
    UnreadableReplyError,
)
from checkin.model.admission import Refusal
from checkin.model.ids import PlatformId
from checkin.model.operation import NotThere, Pair, Register, Settled, Turned
from checkin.model.pulled import PulledAttendee
from checkin.model.station import Direction, StationKind
from checkin.practice.nutickets import NuticketsPractice
from tests.checkin.connectors.nutickets.builders import (
    NOON,
    Witness,
    a_question,
    an_operation,
    people_of,
    read_all,
)
from tests.platforms.nutickets.event import MAIN, good, item_of


def _person(pages_of: NuticketsConnector, attendee: PlatformId) -> PulledAttendee:
    return people_of(read_all(pages_of, MAIN))[attendee]


def _scan_answer(status: str, detail: str) -> ScanAnswer:
    return ScanAnswer.model_validate({"status": status, "statusDetail": detail, "scansInMax": 2})


def _open_lounge(platform: NuticketsPractice, people: int) -> list[str]:
    """So many barcodes that open the lounge."""
    fine = {visitor.code for visitor in platform.visitors() if visitor.expected is None}
    rows = [item for item in platform.platform.tables.of_event(4201) if item.barcode in fine][:people]
    for row in rows:
        row.zones = (11, 12)
    return [row.barcode for row in rows]


def test_13_a_check_in_keeps_the_time_it_happened_and_is_counted_once(
    platform: NuticketsPractice, connector: NuticketsConnector, witness: Witness
) -> None:
    code = good(platform)
    operation = an_operation(platform, item_of(platform, code), code, at=NOON - timedelta(hours=3))

    assert [connector.push(operation) for _ in range(3)] == [
        Settled(at=operation.at.replace(microsecond=0))
    ] * 3
    assert platform.record() == {item_of(platform, code): 1}
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
    code = good(platform)

    connector.push(an_operation(platform, item_of(platform, code), code, station=None))

    assert "zoneId" not in json.dumps(witness.bodies("POST", "/entry/tickets"))
    assert _person(connector, item_of(platform, code)).movements[0].zone == "zone:11"


def test_13_who_leaves_is_scanned_out(platform: NuticketsPractice, connector: NuticketsConnector) -> None:
    code = good(platform)
    attendee = item_of(platform, code)
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


def test_13_the_platform_decides_and_records_when_it_says_yes(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    code = good(platform)
    question = a_question(platform, item_of(platform, code), code)

    answers = [connector.verify(question), connector.verify(question)]
    connector.push(replace(an_operation(platform, question.attendee, code), id=question.operation))

    assert [answer.refusal for answer in answers] == [None, None]
    assert platform.record() == {item_of(platform, code): 1}
    assert connector.verify(a_question(platform, question.attendee, code)).refusal is Refusal.ALREADY_INSIDE


def test_13_who_is_overruled_at_a_precise_zone_is_confirmed(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    [code] = _open_lounge(platform, 1)
    question = a_question(platform, item_of(platform, code), code, station="12/door")

    assert connector.verify(question).refusal is Refusal.NEEDS_CONFIRMATION
    assert connector.verify(replace(question, overruled=Refusal.NEEDS_CONFIRMATION)).refusal is None


def test_13_a_full_zone_is_ignored_when_somebody_says_so(
    platform: NuticketsPractice, connector: NuticketsConnector, witness: Witness
) -> None:
    codes = _open_lounge(platform, 3)
    asked = [a_question(platform, item_of(platform, code), code, station="12/door") for code in codes]
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
    code = good(platform)
    first = a_question(platform, item_of(platform, code), code)
    connector.verify(first)

    again = a_question(platform, first.attendee, code, overruled=Refusal.ALREADY_INSIDE)

    assert connector.verify(again).refusal is None
    assert platform.record() == {first.attendee: 2}


def test_13_a_check_records_nothing(platform: NuticketsPractice, connector: NuticketsConnector) -> None:
    code = good(platform)

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
    code = good(platform)
    attendee = item_of(platform, code)
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


def test_13_it_takes_nothing_back_and_lets_nobody_be_counted_by_a_bad_code(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    client = connector._client  # noqa: SLF001

    with pytest.raises(RejectedError, match="OrderItem"):
        client.admit([EntryScan(uuid="1", barcode="NOBODY", event="4201", zone=None, at=NOON)])
    assert isinstance(connector.read_back(an_operation(platform, "guest:304", "X")), NotThere)
