"""What the platform makes of ``PATCH /v1/attendees/{id}``: appending here, replacing there."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Final

from checkin.practice.open_event.platform import Platform
from checkin.practice.open_event.problems import forbidden, invalid, missing, unprocessable
from checkin.practice.open_event.rows import AccountRow, AttendeeRow

INITIALIZING: Final = "initializing"

_NOT_INITIALIZING: Final = (
    "Attendee can't be updated because the corresponding order is not in initializing state"
)
_READ_ONLY: Final = {"id", "identifier", "deleted_at", "ticket_id", "pdf_url", "event_id", "order_id"}
_FLAGS: Final = (
    "is_checked_in",
    "is_checked_out",
    "is_registered",
    "is_badge_printed",
    "is_consent_form_field",
    "is_consent_of_refund_policy",
)
_TRUE: Final = (True, 1, "1", "t", "T", "true", "True", "TRUE")
_FALSE: Final = (False, 0, "0", "f", "F", "false", "False", "FALSE")
_KEPT: Final = (
    {field.name for field in fields(AttendeeRow)} - _READ_ONLY - {"other", "created_at", "modified_at"}
)


def attendee_of(platform: Platform, attendee_id: int, *, trashed: bool = False) -> AttendeeRow:
    """The attendee of an id.

    Raises:
        Problem: there is none, or it is soft-deleted and `trashed` is not set.
    """
    row = platform.attendees.get(attendee_id)
    if row is None or (row.deleted_at is not None and not trashed):
        raise missing(f"TicketHolder: {attendee_id} not found", {"parameter": "attendee_id"})
    return row


def may_change(platform: Platform, account: AccountRow, attendee: AttendeeRow) -> None:
    """Make sure that the caller is a site admin or bought the ticket; running the event is not enough.

    Raises:
        Problem: the caller is neither.
    """
    if not account.is_admin and platform.orders[attendee.order_id].user_id != account.id:
        raise forbidden("Only admin or that user itself can update attendee info")


def read_flags(sent: Mapping[str, object]) -> dict[str, object]:
    """What was sent, with texts such as ``"true"`` read as truth values.

    Raises:
        Problem: one of them is no truth value.
    """
    values = dict(sent)
    for name in _FLAGS:
        if name not in values:
            continue
        if values[name] in _TRUE:
            values[name] = True
        elif values[name] in _FALSE:
            values[name] = False
        else:
            raise invalid("Not a valid boolean.", f"/data/attributes/{name.replace('_', '-')}")
    return values


def change(platform: Platform, attendee: AttendeeRow, sent: Mapping[str, object]) -> AttendeeRow:
    """Store what was sent, by the platform's rules.

    Args:
        platform: whose tables are read and written.
        attendee: whom to change.
        sent: attributes with underscores; unknown ones are kept for themselves, read-only ones dropped.

    Raises:
        Problem: refused; nothing was changed.
    """
    if platform.orders[attendee.order_id].status != INITIALIZING and "checkin_times" not in sent:
        raise unprocessable(_NOT_INITIALIZING, {"pointer": "/data/id"})
    if sent.get("device_name_checkin") is not None and sent.get("checkin_times") is None:
        raise unprocessable("Check in Times missing", {"pointer": "/data/attributes/device_name_checkin"})
    values = {name: value for name, value in sent.items() if name not in _READ_ONLY}
    stored = _Stored(row=attendee, now=platform.clock.now())
    if values.get("is_checked_in") is True:
        stored.append_check_in(values)
    if values.get("is_checked_out") is True and not attendee.is_checked_out:
        stored.append_check_out(values)
    if values.get("attendee_notes") is not None:
        values["attendee_notes"] = _appended(attendee.attendee_notes, str(values["attendee_notes"]))
    if not platform.events[attendee.event_id].is_ticket_form_enabled:
        values["complex_field_values"] = None
    known = {name: value for name, value in values.items() if name in _KEPT}
    other = {name: value for name, value in values.items() if name not in _KEPT}
    changed = replace(
        attendee,
        modified_at=stored.now,
        other={**attendee.other, **other},
        **known,  # type: ignore[arg-type]  # what JSON gave is stored as it came, like a text column does
    )
    platform.attendees.put(changed)
    return changed


def _appended(stored: str | None, new: str) -> str:
    """`new` at the end of a list parted by commas; alone when it was one of the list, losing the others."""
    if stored and new not in stored.split(","):
        return f"{stored},{new}"
    return new


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stored:
    """The row before the change."""

    row: AttendeeRow
    now: datetime

    def append_check_in(self, values: dict[str, object]) -> None:
        """Add the time and the device; lists of different length are refused only when a device was sent."""
        if values.get("checkin_times") is None:
            raise unprocessable(
                "Check in time missing while trying to check in attendee",
                {"pointer": "/data/attributes/checkin_times"},
            )
        times = _appended(self.row.checkin_times, str(values["checkin_times"]))
        values["checkin_times"] = times
        device = values.get("device_name_checkin")
        before = self.row.device_name_checkin
        devices = f"{before},{device or '-'}" if before else str(device or "-")
        values["device_name_checkin"] = devices
        if device is not None and devices.count(",") != times.count(","):
            raise unprocessable(
                "Check in Time missing for the corresponding device name",
                {"pointer": "/data/attributes/device_name_checkin"},
            )

    def append_check_out(self, values: dict[str, object]) -> None:
        """Add the server's own time, whatever the client sent."""
        now = str(self.now.astimezone(UTC).replace(tzinfo=None))
        before = self.row.checkout_times
        values["checkout_times"] = f"{before},{now}" if before else now
