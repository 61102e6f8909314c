"""Routes of the practice platform that speak plain JSON, CSV or PDF rather than JSON:API."""

from dataclasses import fields
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Final
from uuid import UUID

from checkin.practice.open_event.accounts import is_staff
from checkin.practice.open_event.calls import Call, Endpoint, Reply, plain
from checkin.practice.open_event.event_schemas import ATTENDEE, ORDER
from checkin.practice.open_event.problems import Problem, crash, forbidden, unprocessable
from checkin.practice.open_event.programme_schemas import badge_fields
from checkin.practice.open_event.rows import AttendeeRow
from checkin.practice.open_event.statistics import export, stats
from checkin.practice.open_event.walk_in_rules import create_order

_SEARCHED: Final = {*ATTENDEE.attributes, *(field.name for field in fields(AttendeeRow))} - {
    "identifier",
    "deleted_at",
    "other",
}
"""What the search tells: no identifier, no deletion, but the order and the last change."""


def _search(call: Call) -> Reply:
    reference = str(call.parts["event"])
    event = call.platform.event_of(reference)
    if event is None and not reference.isdecimal():
        raise crash()
    name, email = call.parameter("name"), call.parameter("email")
    rows = call.platform.attendees.of_event(event.id) if event else []
    found = [
        row
        for row in rows
        if (not name or _contains(name, row.firstname, row.lastname))
        and (not email or _contains(email, row.email))
    ]
    return plain({"attendees": [_searched(row) for row in found]})


def _contains(needle: str, *texts: str | None) -> bool:
    return any(needle.casefold() in (text or "").casefold() for text in texts)


def _searched(row: AttendeeRow) -> dict[str, object]:
    values = {}
    for name in sorted(_SEARCHED):
        read = ATTENDEE.columns.get(name) or ATTENDEE.attributes.get(name)
        value = read(row) if read else getattr(row, name)
        values[name] = _http_date(value) if isinstance(value, datetime) else value
    return values


def _http_date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _states(call: Call) -> Reply:
    numbers = {}
    for name in ("event_id", "attendee_id"):
        text = call.parameter(name)
        if text is None:
            raise Problem(404, "Not Found", f"{name} is missing from your request.", {"parameter": name})
        if not text.isdecimal():
            raise unprocessable(f"{text} is not a valid id", {"parameter": text})
        numbers[name] = int(text)
    number = numbers["attendee_id"]
    attendee = call.platform.attendees.get(number)
    if attendee is None or attendee.deleted_at is not None:
        raise Problem(404, "Not Found", "Attendee not found.", {"parameter": str(number)})
    if attendee.event_id != numbers["event_id"]:
        raise unprocessable("Attendee not belong to this event.", {"parameter": "Attendee"})
    return plain({"is_registered": attendee.is_registered, "register_times": attendee.register_times})


def _stats(call: Call) -> Reply:
    if call.parts["id"] not in call.platform.events:
        return plain({"message": "Event can not be found."}, status=404)
    lists = [
        [part for part in (call.parameter(name) or "").split(",") if part]
        for name in ("session_ids", "track_ids")
    ]
    return plain(stats(call.platform, call.parts["id"], lists[0], lists[1]))


def _export(call: Call) -> Reply:
    body = call.object()
    text = export(
        call.platform,
        kinds=str(body.get("type") or ""),
        session_id=str(body.get("session_id") or ""),
        date=str(body.get("date") or ""),
        track=str(body.get("track_type") or ""),
    )
    name = f"user-check-in-{call.platform.dice.getrandbits(64):016x}.csv"
    return Reply(
        content=text.encode(),
        type="text/csv; charset=utf-8",
        headers=(("Content-Disposition", f"attachment; filename={name}"),),
    )


def _ticket_badge(call: Call) -> Reply:
    ticket = call.platform.tickets.get(call.parts["id"])
    if ticket is None:
        raise Problem(
            404, "Not Found", "This ticket holder is not associated with any ticket", {"source": ""}
        )
    forms = [form for form in call.platform.badge_forms.values() if form.badge_id == ticket.badge_id]
    wanted = ("id", "field_identifier", "custom_field")
    return plain([{name: line[name] for name in wanted} for form in forms for line in badge_fields(form)])


def _print_badge(call: Call) -> Reply:
    platform = call.platform
    for name in ("attendee_id", "list_field_show"):
        if not call.parameter(name):
            raise Problem(404, "Not Found", f"{name} is missing from your request.", {"parameter": name})
    text = call.parameter("attendee_id") or ""
    attendee = platform.attendees.get(int(text)) if text.isdecimal() else None
    if attendee is None:
        raise Problem(
            404, "Not Found", "This ticket holder is not associated with any ticket", {"source": ""}
        )
    if not is_staff(call.caller, attendee.event_id):
        raise forbidden("Unauthorized Access", {"source": ""})
    badge_id = platform.tickets[attendee.ticket_id].badge_id
    if badge_id is None:
        raise Problem(404, "Not Found", "This badge form is not associated with any ticket", {"source": ""})
    # Observed: one file for everybody with this badge form, and printed means made.
    url = f"http://localhost/static/media/badge-forms/generated-pdf/{badge_id}/practice/{badge_id}.pdf"
    platform.change_attendee(attendee.id, is_badge_printed=True, badge_printed_at=platform.clock.now())
    task = str(UUID(int=platform.dice.getrandbits(128), version=4))
    platform.tasks[task] = {"state": "SUCCESS", "result": {"download_url": url}}
    return plain({"task_url": f"/v1/tasks/{task}"})


def _task(call: Call) -> Reply:
    return plain(call.platform.tasks.get(str(call.parts["task"]), {"state": "PENDING"}))


def _create_order(call: Call) -> Reply:
    try:
        wanted = {int(one["id"]): int(one.get("quantity", 1)) for one in call.object().get("tickets", [])}
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise crash() from error
    if not wanted:
        raise unprocessable("Tickets missing in Order request", {"source": "tickets"})
    order = create_order(call.platform, call.caller, wanted)
    return plain(call.writer.one(order, ORDER, jsonapi=False))


def _info(_call: Call) -> Reply:
    return plain({"build": {"version": "1.19.1"}})


def _health(call: Call) -> Reply:
    return plain(
        {
            "hostname": "practice",
            "status": "success",
            "timestamp": call.platform.clock.now().timestamp(),
            "results": [],
        }
    )


ENDPOINTS: Final = (
    Endpoint(method="GET", path="/v1/events/{event}/attendees/search", answer=_search, is_strict=False),
    Endpoint(method="GET", path="/v1/states", answer=_states, is_strict=False),
    Endpoint(method="GET", path="/v1/user-check-in/stats/event/{id:int}", answer=_stats, is_strict=False),
    Endpoint(method="POST", path="/v1/export/user-check-in/csv", answer=_export, is_strict=False),
    Endpoint(method="GET", path="/v1/tickets/{id:int}/badge-forms", answer=_ticket_badge, is_strict=False),
    Endpoint(method="GET", path="/v1/badge-forms/print-badge-pdf", answer=_print_badge, is_strict=False),
    Endpoint(method="GET", path="/v1/tasks/{task}", answer=_task, is_open=True, is_strict=False),
    Endpoint(method="POST", path="/v1/orders/create-order", answer=_create_order, is_strict=False),
    Endpoint(method="GET", path="/info", answer=_info, is_open=True, is_strict=False),
    Endpoint(method="GET", path="/health-check", answer=_health, is_open=True, is_strict=False),
)
