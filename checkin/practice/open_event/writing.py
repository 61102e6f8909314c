"""Routes of the practice platform that write JSON:API resources."""

from dataclasses import replace
from typing import Final

from checkin.practice.open_event.accounts import is_staff
from checkin.practice.open_event.attendee_rules import attendee_of, change, may_change, read_flags
from checkin.practice.open_event.calls import Call, Endpoint, Reply, Sent, created, document
from checkin.practice.open_event.check_in_rules import take_check_in
from checkin.practice.open_event.documents import DELETED
from checkin.practice.open_event.event_schemas import ATTENDEE, ORDER
from checkin.practice.open_event.problems import (
    crash,
    database_id,
    forbidden,
    invalid,
    missing,
    missing_row,
    unprocessable,
)
from checkin.practice.open_event.programme_schemas import CHECK_IN, PAX, STATION
from checkin.practice.open_event.reading import order_of
from checkin.practice.open_event.rows import STATION_TYPES, PaxRow, RoomRow, StationRow
from checkin.practice.open_event.walk_in_rules import complete_order


def _post_check_in(call: Call) -> Reply:
    sent = call.sent("user_check_in")
    return created(call, take_check_in(call.platform, call.caller, sent.related), CHECK_IN)


def _delete_check_in(call: Call) -> Reply:
    if call.platform.taken.forget(call.parts["id"]) is None:
        raise missing_row()
    return document(call, DELETED)


def _patch_attendee(call: Call) -> Reply:
    number = call.parts["id"]
    sent = call.sent("attendee")
    sent.must_be(number)
    attributes = read_flags(sent.attributes)
    attendee = attendee_of(call.platform, number)
    may_change(call.platform, call.caller, attendee)
    changed = change(call.platform, attendee, attributes)
    return document(call, call.writer.one(changed, ATTENDEE))


def _delete_attendee(call: Call) -> Reply:
    attendee = attendee_of(call.platform, call.parts["id"])
    may_change(call.platform, call.caller, attendee)
    now = call.platform.clock.now()
    call.platform.attendees.put(replace(attendee, deleted_at=now, modified_at=now))
    return document(call, DELETED)


def _patch_order(call: Call) -> Reply:
    order = order_of(call)
    sent = call.sent("order")
    sent.must_be(order.id)
    changed = complete_order(call.platform, order, sent.attributes, call.url)
    return document(call, call.writer.one(changed, ORDER))


def _post_order(call: Call) -> Reply:
    """The documented sale at the desk, which no real server of this version carries out."""
    sent = call.sent("order")
    tickets = sent.attributes.get("on_site_tickets")
    if isinstance(tickets, list) and any("data" not in ticket for ticket in tickets):
        problem = invalid("", "/data/attributes/on-site-tickets/0/errors")
        problem.body["detail"] = {"detail": "Object must include `data` key.", "source": {"pointer": "/"}}
        raise problem
    if sent.attributes.get("amount", 0) is None:
        raise invalid("Field may not be null.", "/data/attributes/amount")
    raise unprocessable(
        "A valid relationship with event resource is required", {"pointer": "/data/relationships/event"}
    )


def _post_station(call: Call) -> Reply:
    sent = call.sent("station")
    return created(call, _store_station(call, sent, max(call.platform.stations, default=0) + 1), STATION)


def _patch_station(call: Call) -> Reply:
    if call.parts["id"] not in call.platform.stations:
        raise missing_row()
    sent = call.sent("station")
    sent.must_be(call.parts["id"])
    return document(call, call.writer.one(_store_station(call, sent, call.parts["id"]), STATION))


def _store_station(call: Call, sent: Sent, number: int) -> StationRow:
    kind = str(sent.attributes.get("station_type"))
    if kind not in STATION_TYPES:
        raise invalid("Not a valid choice.", "/data/attributes/station-type")
    event_id = sent.related.get("event", "")
    if not event_id.isdecimal() or not is_staff(call.caller, int(event_id)):
        raise missing(f"Event: {event_id} not found () {{}}", {"parameter": "event"})
    room = _room(call, sent)
    if room is None and kind.startswith("check"):
        raise missing("Microlocation: missing from your request.", {"parameter": "microlocation"})
    station = StationRow(
        id=number,
        event_id=int(event_id),
        station_name=str(sent.attributes.get("station_name")),
        station_type=kind,
        room_id=room.id if room else None,
        room=room.room if room else None,
    )
    call.platform.stations[number] = station
    return station


def _room(call: Call, sent: Sent) -> RoomRow | None:
    number = sent.related.get("microlocation", "")
    return call.platform.rooms.get(int(number)) if number.isdecimal() else None


def _delete_station(call: Call) -> Reply:
    if call.platform.stations.pop(call.parts["id"], None) is None:
        raise missing_row()
    return document(call, DELETED)


def _post_pax(call: Call) -> Reply:
    sent = call.sent("station-store-pax")
    if not call.caller.is_admin:
        raise crash()  # observed: anybody else kills the request
    return created(call, _store_pax(call, sent, max(call.platform.paxs, default=0) + 1), PAX)


def _patch_pax(call: Call) -> Reply:
    sent = call.sent("station-store-pax")
    if not call.caller.is_admin or call.parts["id"] not in call.platform.paxs:
        raise forbidden("Access Forbidden", {"source": ""})
    return document(call, call.writer.one(_store_pax(call, sent, call.parts["id"]), PAX))


def _store_pax(call: Call, sent: Sent, number: int) -> PaxRow:
    if not {"station", "session"} <= sent.related.keys():
        raise crash()
    now = call.platform.clock.now()
    before = call.platform.paxs.get(number)
    pax = PaxRow(
        id=number,
        station_id=database_id(sent.related["station"]),
        session_id=database_id(sent.related["session"]),
        current_pax=database_id(sent.attributes.get("current_pax", 0)),
        created_at=before.created_at if before else now,
        modified_at=now,
    )
    call.platform.paxs[number] = pax
    return pax


ENDPOINTS: Final = (
    Endpoint(method="POST", path="/v1/user-check-in", answer=_post_check_in),
    Endpoint(method="DELETE", path="/v1/user-check-in/{id:int}", answer=_delete_check_in),
    Endpoint(method="PATCH", path="/v1/attendees/{id:int}", answer=_patch_attendee),
    Endpoint(method="DELETE", path="/v1/attendees/{id:int}", answer=_delete_attendee),
    Endpoint(method="PATCH", path="/v1/orders/{order}", answer=_patch_order),
    Endpoint(method="POST", path="/v1/orders", answer=_post_order),
    Endpoint(method="POST", path="/v1/station", answer=_post_station),
    Endpoint(method="PATCH", path="/v1/stations/{id:int}", answer=_patch_station),
    Endpoint(method="DELETE", path="/v1/stations/{id:int}", answer=_delete_station, is_open=True),
    Endpoint(method="POST", path="/v1/station-store-paxs", answer=_post_pax),
    Endpoint(method="PATCH", path="/v1/station-store-paxs/{id:int}", answer=_patch_pax),
)
