import json
import logging
from datetime import UTC, datetime, timedelta

import pytest

from checkin.connectors.http import Reply
from checkin.connectors.open_event import conversion
from checkin.connectors.open_event.documents import listing, single
from checkin.connectors.open_event.payloads import (
    AttendeeAttributes,
    EventAttributes,
    MicrolocationAttributes,
    SessionAttributes,
    StationAttributes,
    TicketAttributes,
)
from checkin.model.attendee import TicketStatus
from checkin.model.code import lookup_keys
from checkin.model.event import WHOLE_EVENT, ZoneKind
from checkin.model.pulled import PulledAttendee
from checkin.model.station import Direction, StationKind
from tests.checkin.connectors.stand_ins import JsonObject, RecordedServer, recording

ORDER = "1f89db55-2661-4ae2-b311-edd557a874d5"


def reply(body: object) -> Reply:
    return Reply(platform="open_event", status=200, body=json.dumps(body).encode())


def recorded(name: str) -> Reply:
    return reply(recording(name)["response_body"])


def attendee(order: object = ORDER, status: object = "completed", **attributes: object) -> PulledAttendee:
    server = RecordedServer()
    row = server.add_attendee(968, "completed", **attributes)
    included = server.orders["968"]
    included["attributes"] = {"identifier": order, "status": status}
    (found,) = conversion.attendees(
        listing(reply({"data": [row], "included": [included]}), AttendeeAttributes)
    )
    return found


def found_by(payload: str, *people: PulledAttendee) -> list[str]:
    """Whom a scan finds: the lowest rank of the first key that anybody has."""
    for key in lookup_keys(payload):
        ranked = [(code.rank, one.platform_id) for one in people for code in one.codes if code.key == key]
        if ranked:
            return [number for rank, number in ranked if rank == min(ranked)[0]]
    return []


def test_a_recorded_page_becomes_attendees() -> None:
    found = conversion.attendees(listing(recorded("att_include_ticket_order_underscore"), AttendeeAttributes))

    assert found[0].given_name == "Donald"
    assert found[0].family_name == "الأمين"
    assert found[0].email == "attendee0001@example.org"
    assert (found[0].company, found[0].job_title) == ("ACME", "Engineer")
    assert found[0].ticket_type == "1"
    assert found[0].status is TicketStatus.VALID
    assert found[0].badge_code == f"{found[0].order}-c3b679"
    assert found[0].extra == {"country": "DE", "dietary": "vegan"}


def test_arabic_names_stay_as_they_are() -> None:
    found = conversion.attendees(listing(recorded("att_filter_identifier_eq"), AttendeeAttributes))

    assert found[0].given_name == "محمد"
    assert found[0].badge_code == f"{ORDER}-6bc0b1"


def test_the_ticket_of_today_finds_its_attendee() -> None:
    assert found_by(f"{ORDER}-6bc0b1", attendee(identifier="6bc0b1")) == ["968"]


def test_the_ticket_of_before_identifiers_finds_its_attendee() -> None:
    before = attendee(identifier=None)

    assert before.badge_code == f"{ORDER}-968"
    assert found_by(f"{ORDER}-968", before) == ["968"]


def test_an_identifier_of_digits_is_never_taken_for_a_number() -> None:
    digits = attendee(identifier="491207")

    assert found_by(f"{ORDER}-491207", digits) == ["968"]
    assert found_by(f"{ORDER}-968", digits) == []


def test_the_order_alone_finds_its_only_attendee_after_everything_else() -> None:
    found = attendee(identifier="6bc0b1")

    assert found_by(ORDER, found) == ["968"]
    assert max(found.codes, key=lambda code: code.rank).key == ORDER


def test_orders_with_short_identifiers_work_alike() -> None:
    assert found_by("7201904e-968", attendee(order="7201904e", identifier=None)) == ["968"]


def test_the_vcard_on_a_badge_finds_its_attendee() -> None:
    card = (
        "BEGIN:VCARD\n\nVERSION:3.0\n\nX-SOCIALPROFILE;TYPE=EVENTYAY:968\n\nEMAIL:a@example.org\n\nEND:VCARD"
    )

    assert found_by(card, attendee()) == ["968"]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("completed", TicketStatus.VALID),
        ("placed", TicketStatus.VALID),
        ("pending", TicketStatus.UNPAID),
        ("initializing", TicketStatus.UNPAID),
        ("cancelled", TicketStatus.CANCELLED),
        ("expired", TicketStatus.CANCELLED),
        ("something new", TicketStatus.UNPAID),
        (None, TicketStatus.UNPAID),
        ({}, TicketStatus.UNPAID),
    ],
)
def test_an_orders_status_says_whether_the_ticket_is_good(said: object, status: TicketStatus) -> None:
    assert attendee(status=said).status is status


def test_an_attendee_without_an_order_is_kept_but_not_valid(log_warnings: list[logging.LogRecord]) -> None:
    row = RecordedServer().add_attendee(7)

    (found,) = conversion.attendees(listing(reply({"data": [row]}), AttendeeAttributes))

    assert found.status is TicketStatus.UNPAID
    assert found.badge_code == "eventyay:7"
    assert [code.key for code in found.codes] == ["eventyay:7"]
    said = log_warnings.pop().getMessage()
    assert "7" in said
    assert "Donald" not in said


def test_registrations_are_movements_into_the_event() -> None:
    found = attendee(is_registered=True, register_times="2026-11-22 07:04:48.834695")

    (movement,) = found.movements
    assert (movement.zone, movement.direction) == (WHOLE_EVENT, Direction.IN)
    assert movement.at == datetime(2026, 11, 22, 7, 4, 48, 834695, tzinfo=UTC)


def test_times_that_were_taken_back_are_no_movements() -> None:
    assert attendee(is_registered=False, register_times="2026-11-22 07:04:48").movements == ()


@pytest.mark.parametrize(
    ("times", "count"),
    [
        ("2026-11-22 07:04:48.834695,2026-11-23 08:00:00", 2),
        ("2026-11-22T09:00:00.123456+02:00", 1),
        ("2026-11-22 07:04:48, soon ,", 1),
        ("0001-01-01T00:00:00+23:00", 0),
        ("", 0),
        (None, 0),
        (["2026-11-22 07:04:48"], 0),
    ],
)
def test_times_that_cannot_be_read_are_left_out(times: object, count: int) -> None:
    assert len(attendee(is_registered=True, register_times=times).movements) == count


def test_descriptions_that_are_no_text_are_empty() -> None:
    found = attendee(company={"a": 1}, firstname=None, lastname=["x"], email=7, job_title=True)

    assert (found.company, found.given_name, found.family_name) == ("", "", "")
    assert (found.email, found.job_title) == ("7", "")


def test_text_no_file_takes_is_mended() -> None:
    found = attendee(firstname="A\ud800da\0", company="x" * 100_000)

    assert found.given_name == "A?da"
    assert len(found.company) == 2000


def test_answers_are_kept_as_plain_values() -> None:
    answers = {
        "dietary": "vegan",
        "photo": True,
        "size": 41,
        "days": ["Mon", "Tue", 3],
        "empty": "",
        "nested": {"a": 1},
        "endless": 10**300,
        "checkin-times": "spoofed",
    }

    found = attendee(complex_field_values=answers, checkin_times="2026-11-22T09:00:00+00:00")

    assert found.extra == {
        "dietary": "vegan",
        "photo": True,
        "size": 41,
        "days": "Mon, Tue",
        "checkin-times": "2026-11-22T09:00:00+00:00",
        "country": "DE",
    }


def test_private_fields_stay_at_the_platform() -> None:
    found = attendee(birth_date="1815-12-10", phone="030 123", home_address="St James's Square 12")

    assert set(found.extra) == {"country", "dietary"}


def test_deleted_attendees_are_absent() -> None:
    row = RecordedServer().add_attendee(7, **{"deleted-at": "2026-11-22T07:04:48+00:00"})

    assert conversion.attendees(listing(reply({"data": [row]}), AttendeeAttributes)) == ()


def test_an_event_has_its_name_place_and_zone() -> None:
    event = conversion.platform_event(single(recorded("event_by_id"), EventAttributes))

    assert (event.platform_id, event.name, event.place) == ("1", "CheckIn Conf", "Hall 1")
    assert event.timezone == "Europe/Berlin"
    assert event.badge_profile == "EVENTYAY"


@pytest.mark.parametrize("zone", [None, "", "../../etc/passwd", "x" * 999, 7])
def test_an_event_with_an_odd_time_zone_is_in_utc(zone: object) -> None:
    body: JsonObject = recording("event_by_id")["response_body"]
    body["data"]["attributes"] |= {"timezone": zone, "name": None, "starts-at": "soon"}

    event = conversion.platform_event(single(reply(body), EventAttributes))

    assert (event.timezone, event.name, event.starts_at) == ("7" if zone == 7 else "UTC", "Event 1", None)


def test_ticket_types_remember_their_badge() -> None:
    regular, workshop = conversion.ticket_types(listing(recorded("tickets_event"), TicketAttributes).rows)

    assert (regular.platform_id, regular.name) == ("1", "Regular")
    assert regular.extra == {"badge-id": "badge-0001", "form-id": "form-0001"}
    assert workshop.extra == {}


def test_zones_are_the_event_its_rooms_and_its_sessions() -> None:
    sessions = recording("sessions_sparse")["response_body"]
    sessions["data"][1]["attributes"]["state"] = "rejected"

    zones = conversion.zones(
        single(recorded("event_by_id"), EventAttributes),
        listing(recorded("microlocations"), MicrolocationAttributes).rows,
        listing(reply(sessions), SessionAttributes).rows,
    )

    assert [zone.id for zone in zones[:5]] == ["event", "room:1", "room:2", "room:3", "session:1"]
    assert "session:2" not in {zone.id for zone in zones}
    assert (zones[4].kind, zones[4].room, zones[4].name) == (ZoneKind.SESSION, "room:1", "Session 1")
    assert zones[4].ends_at is not None
    assert zones[4].starts_at == zones[4].ends_at - timedelta(hours=1)


def test_a_session_whose_room_is_not_told_has_none() -> None:
    zones = conversion.zones(
        single(recorded("event_by_id"), EventAttributes),
        [],
        listing(recorded("sessions_event"), SessionAttributes).rows,
    )

    assert zones[1].room is None


def test_stations_know_their_kind_and_room() -> None:
    stations = conversion.stations(listing(recorded("stations_list"), StationAttributes).rows)

    assert [one.kind for one in stations[2:6]] == [
        StationKind.REGISTRATION,
        StationKind.DAILY,
        StationKind.CHECK_IN,
        StationKind.CHECK_OUT,
    ]
    assert stations[0].room == "room:1"
    assert stations[2].room is None


def test_stations_of_an_unknown_kind_are_left_out() -> None:
    body = recording("stations_list")["response_body"]
    body["data"][0]["attributes"]["station-type"] = "teleport"

    assert len(conversion.stations(listing(reply(body), StationAttributes).rows)) == 7
