"""What Nutickets' REST API reference says of reading an event (line 13)."""

import hashlib
import hmac
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from checkin.connectors.nutickets.connector import NuticketsConnector
from checkin.connectors.nutickets.hooks import is_genuine, read_scans
from checkin.model.attendee import TicketStatus
from checkin.model.event import WHOLE_EVENT
from checkin.model.ids import PlatformId, ZoneId
from checkin.model.operation import Settled
from checkin.model.pulled import PulledAttendee, PulledCode
from checkin.model.station import Direction, StationKind
from checkin.practice.nutickets import NuticketsPractice
from tests.checkin.connectors.nutickets.builders import (
    NOON,
    Witness,
    an_operation,
    connect,
    people_of,
    read_all,
)
from tests.fakes.clock import FakeClock
from tests.platforms.nutickets.event import MAIN, good, item_of


def _person(pages_of: NuticketsConnector, attendee: PlatformId) -> PulledAttendee:
    return people_of(read_all(pages_of, MAIN))[attendee]


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
    code = good(platform)
    connector.push(an_operation(platform, item_of(platform, code), code))

    told = people_of(read_all(connector, MAIN, since=pages[-1].cursor))

    assert {movement.at for movement in told[item_of(platform, code)].movements} == {
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


def test_13_an_entry_of_a_guest_list_admits_several_people(
    platform: NuticketsPractice, connector: NuticketsConnector
) -> None:
    guest = platform.platform.tables.guests[304]
    attendee = PlatformId("guest:304")

    told = [connector.push(an_operation(platform, attendee, guest.barcode)) for _ in range(3)]

    assert [type(one) for one in told] == [Settled, Settled, Settled]
    assert _person(connector, attendee).admits == guest.people == 4
    assert platform.record() == {attendee: 3}


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
