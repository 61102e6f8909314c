"""Routes of the practice platform that read JSON:API resources."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from checkin.practice.open_event.accounts import is_staff
from checkin.practice.open_event.attendee_rules import attendee_of
from checkin.practice.open_event.calls import Call, Endpoint, Reply, document
from checkin.practice.open_event.event_schemas import ATTENDEE, EVENT, EVENT_PUBLIC, ORDER, TICKET
from checkin.practice.open_event.problems import Problem, crash, forbidden, missing, missing_row
from checkin.practice.open_event.programme_schemas import (
    BADGE_FORM,
    BADGE_FORM_ALONE,
    CHECK_IN,
    CUSTOM_FORM,
    PAX,
    ROOM,
    SESSION,
    SESSION_TYPE,
    STATION,
    TAG,
    TRACK,
    USER,
)
from checkin.practice.open_event.rows import EventRow, OrderRow
from checkin.practice.open_event.schemas import Schema


def event_of(call: Call, parameter: str = "event_id") -> EventRow:
    """The event the path names by id or identifier.

    Raises:
        Problem: there is none.
    """
    reference = str(call.parts["event"])
    event = call.platform.event_of(reference)
    if event is None:
        raise missing(f"Event: {reference} not found", {"parameter": parameter})
    return event


def staffed_event(call: Call) -> EventRow:
    """The event the path names, when the caller may run it.

    Raises:
        Problem: there is none, or the caller may not.
    """
    event = event_of(call)
    if not is_staff(call.caller, event.id):
        raise forbidden(f"You don't have access to event {event.id}", {"parameter": "event_id"})
    return event


def order_of(call: Call) -> OrderRow:
    """The order the path names, when the caller runs its event or bought it.

    Raises:
        Problem: there is none, or the caller did neither.
    """
    identifier = str(call.parts["order"])
    order = call.platform.order_of(identifier)
    if order is None:
        raise missing(f"Order: {identifier} not found", {"parameter": "order_identifier"})
    if not is_staff(call.caller, order.event_id) and order.user_id != call.caller.id:
        raise forbidden("Access Forbidden", {"source": ""})
    return order


def _many(call: Call, rows: Iterable[Any], schema: Schema) -> Reply:
    return document(call, call.writer.many(rows, schema))


def _one(call: Call, row: object, schema: Schema) -> Reply:
    if row is None:
        raise missing_row()
    return document(call, call.writer.one(row, schema))


def _of_event(table: str, schema: Schema) -> Callable[[Call], Reply]:
    """Everything of one kind an event has."""

    def answer(call: Call) -> Reply:
        event = event_of(call)
        rows = getattr(call.platform, table).values()
        return _many(call, [row for row in rows if row.event_id == event.id], schema)

    return answer


def _by_id(table: str, schema: Schema) -> Callable[[Call], Reply]:
    return lambda call: _one(call, getattr(call.platform, table).get(call.parts["id"]), schema)


def _of_room(table: str, schema: Schema) -> Callable[[Call], Reply]:
    return lambda call: _many(
        call,
        [row for row in getattr(call.platform, table).values() if row.room_id == call.parts["id"]],
        schema,
    )


def _event_schema(call: Call, event: EventRow) -> Schema:
    """Event staff, registrars included, see more."""
    known = call.account is not None and (call.account.is_admin or event.id in call.account.roles)
    return EVENT if known else EVENT_PUBLIC


def _event(call: Call) -> Reply:
    reference = str(call.parts["event"])
    event = call.platform.event_of(reference)
    if event is None:
        raise (
            missing_row()
            if reference.isdecimal()
            else missing(f"Event: {reference} not found", {"parameter": "identifier"})
        )
    schema = _event_schema(call, event)
    if event.state == "draft" and schema is EVENT_PUBLIC:
        raise missing("Event: not found", {"parameter": "{id}"})
    return _one(call, event, schema)


def _events(call: Call) -> Reply:
    return _many(call, [row for row in call.platform.events.values() if row.state != "draft"], EVENT_PUBLIC)


def _user(call: Call) -> Reply:
    if call.parts["id"] != call.caller.id and not call.caller.is_admin:
        raise forbidden("Access Forbidden", {"source": ""})
    return _one(call, call.platform.accounts.by_id(call.parts["id"]), USER)


def _user_events(role: str | None, schema: Schema) -> Callable[[Call], Reply]:
    def answer(call: Call) -> Reply:
        user = call.platform.accounts.by_id(call.parts["id"])
        roles = user.roles if user else {}
        rows = [
            row for row in call.platform.events.values() if row.id in roles and role in {None, roles[row.id]}
        ]
        return _many(call, rows, schema)

    return answer


def _attendees(call: Call) -> Reply:
    return _many(call, call.platform.attendees.of_event(staffed_event(call).id), ATTENDEE)


def _ticket_attendees(call: Call) -> Reply:
    return _many(
        call, [row for row in call.platform.attendees if row.ticket_id == call.parts["id"]], ATTENDEE
    )


def _order_attendees(call: Call) -> Reply:
    return _many(call, call.platform.attendees.of_order(order_of(call).id), ATTENDEE)


def _attendee(call: Call) -> Reply:
    trashed = call.writer.trashed()
    return _one(call, attendee_of(call.platform, call.parts["id"], trashed=trashed), ATTENDEE)


def _attendee_order(call: Call) -> Reply:
    return _one(call, call.platform.orders[attendee_of(call.platform, call.parts["id"]).order_id], ORDER)


def _attendee_ticket(call: Call) -> Reply:
    return _one(call, call.platform.tickets[attendee_of(call.platform, call.parts["id"]).ticket_id], TICKET)


def _orders(call: Call) -> Reply:
    event = staffed_event(call)
    return _many(call, [row for row in call.platform.orders.values() if row.event_id == event.id], ORDER)


def _order(call: Call) -> Reply:
    return _one(call, order_of(call), ORDER)


def _badge_forms(call: Call) -> Reply:
    event = event_of(call)
    badge_id = call.parts.get("badge")
    forms = [row for row in call.platform.badge_forms.values() if row.event_id == event.id]
    return _many(call, [row for row in forms if badge_id in {None, row.badge_id}], BADGE_FORM)


def _paxs(call: Call) -> Reply:
    station, session = call.parts.get("station"), call.parts.get("session")
    rows = [
        row
        for row in call.platform.paxs.values()
        if station in {None, row.station_id} and session in {None, row.session_id}
    ]
    return _many(call, rows, PAX)


def _check_in(call: Call) -> Reply:
    return _one(call, call.platform.taken.get(call.parts["id"]), CHECK_IN)


def _broken(_call: Call) -> Reply:
    raise crash()


def _broken_relationship(call: Call) -> Reply:
    raise Problem(500, "Relation not found", f"StationSchema has no attribute {call.parts['name']}", "")


def _get(path: str, answer: Callable[[Call], Reply], *, is_open: bool = False) -> Endpoint:
    return Endpoint(method="GET", path=path, answer=answer, is_open=is_open)


ENDPOINTS: Final = (
    _get("/v1/events", _events, is_open=True),
    _get("/v1/events/{event}", _event, is_open=True),
    _get("/v1/events/{event}/attendees", _attendees),
    _get("/v1/events/{event}/orders", _orders),
    _get("/v1/events/{event}/tickets", _of_event("tickets", TICKET), is_open=True),
    _get("/v1/events/{event}/sessions", _of_event("sessions", SESSION), is_open=True),
    _get("/v1/events/{event}/microlocations", _of_event("rooms", ROOM), is_open=True),
    _get("/v1/events/{event}/tracks", _of_event("tracks", TRACK), is_open=True),
    _get("/v1/events/{event}/session-types", _of_event("session_types", SESSION_TYPE), is_open=True),
    _get("/v1/events/{event}/tags", _of_event("tags", TAG), is_open=True),
    _get("/v1/events/{event}/stations", _of_event("stations", STATION), is_open=True),
    _get("/v1/events/{event}/custom-forms", _of_event("custom_forms", CUSTOM_FORM), is_open=True),
    _get("/v1/events/{event}/badge-forms", _badge_forms),
    _get("/v1/events/{event}/badge-forms/{badge}", _badge_forms),
    _get("/v1/events/{event}/user-check-in", _broken, is_open=True),
    _get("/v1/microlocations/{id:int}", _by_id("rooms", ROOM), is_open=True),
    _get("/v1/microlocations/{id:int}/stations", _of_room("stations", STATION), is_open=True),
    _get("/v1/microlocations/{id:int}/sessions", _of_room("sessions", SESSION), is_open=True),
    _get("/v1/microlocations/{id:int}/user-check-in", _broken, is_open=True),
    _get("/v1/sessions/{id:int}", _by_id("sessions", SESSION), is_open=True),
    _get("/v1/sessions/{session:int}/station-store-paxs", _paxs),
    _get("/v1/stations/{id:int}", _by_id("stations", STATION), is_open=True),
    _get("/v1/stations/{station:int}/station-store-paxs", _paxs),
    _get("/v1/stations/{station:int}/sessions/{session:int}/station-store-paxs", _paxs),
    _get("/v1/badge-forms/{id:int}", _by_id("badge_forms", BADGE_FORM_ALONE)),
    _get("/v1/badge-forms/{id:int}/badge-field-forms", _broken),
    _get("/v1/badge-field-forms/{id:int}", _broken),
    _get("/v1/tickets/{id:int}", _by_id("tickets", TICKET), is_open=True),
    _get("/v1/tickets/{id:int}/attendees", _ticket_attendees),
    _get("/v1/attendees/{id:int}", _attendee),
    _get("/v1/attendees/{id:int}/order", _attendee_order),
    _get("/v1/attendees/{id:int}/ticket", _attendee_ticket),
    _get("/v1/orders/{order}", _order),
    _get("/v1/orders/{order}/attendees", _order_attendees),
    _get("/v1/user-check-in/{id:int}", _check_in),
    _get("/v1/user-check-in/{id:int}/relationships/{name}", _broken_relationship),
    _get("/v1/users/{id:int}", _user),
    _get("/v1/users/{id:int}/events", _user_events(None, EVENT)),
    *(
        _get(f"/v1/users/{{id:int}}/{role}-events", _user_events(role, EVENT_PUBLIC))
        for role in (
            "owner",
            "organizer",
            "coorganizer",
            "registrar",
            "marketer",
            "track-organizer",
            "moderator",
        )
    ),
)
