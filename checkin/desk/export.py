"""What is known of an event as a file: every movement, or everybody; for spreadsheets or for programs."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from checkin.desk.tabulate import ExportError, ExportFormat, Value, draft_of, tabulate
from checkin.mirror import doubles, records, roll
from checkin.mirror.database import Mirror, Transaction
from checkin.mirror.records import Record
from checkin.mirror.roll import RollLine
from checkin.model.doubles import THEIRS, is_off_record
from checkin.model.event import WHOLE_EVENT, Event
from checkin.model.movement import Movement
from checkin.model.roster import RECORDED_HEADERS

__all__ = ("ExportError", "ExportFormat", "export", "export_people")

_COLUMNS = tuple(field.name for field in fields(Record))

_ABOUT_PEOPLE = (
    "ID",
    "First name",
    "Last name",
    "E-mail",
    "Company",
    "Job title",
    "Ticket type",
    "Order",
    "Code",
    "Status",
    "Valid from",
    "Valid until",
    "Number of people",
)
_REMOVED = "removed"


def export(mirror: Mirror, event: Event, file: Path, form: ExportFormat) -> int:
    """Write every movement of an event with what the platform knows of it; says how many there were.

    Times are ISO 8601 in UTC. A cell that a spreadsheet would take for a formula is marked as text, in CSV
    with an apostrophe.

    Raises:
        ExportError: the file cannot be written.
        MirrorError: the mirror cannot be read.
    """
    with draft_of(file) as draft, mirror.read() as connection:
        others = _doubles(connection, event)
        rows = (
            asdict(record) | {"double_of": others.get(record.movement, "")}
            for record in records.recorded(connection, event.id)
        )
        if form is ExportFormat.JSON:
            plain = ({name: _plain(value) for name, value in row.items()} for row in rows)
            return _write_json(draft, event, "movements", plain)
        return tabulate(draft, form, _COLUMNS, ([_plain(value) for value in row.values()] for row in rows))


def _doubles(connection: Transaction, event: Event) -> dict[str, str]:
    """Of each check-in of a double entry the other one."""
    around = doubles.venue(connection, event, _zone(event))
    found = doubles.judged(connection, around, doubles.suspects(connection, event.id))
    others: dict[str, str] = {}
    for entry in (one for several in found.values() for one in several):
        others.setdefault(entry.ours.id, THEIRS if is_off_record(entry.other.id) else entry.other.id)
        others.setdefault(entry.other.id, entry.ours.id)
    return others


def export_people(mirror: Mirror, event: Event, file: Path, form: ExportFormat) -> int:
    """Write one row for each attendee, also for walk-ins; says how many there were.

    Times are ISO 8601, once in the event's zone and once in UTC. The file can be read in again as a list of
    attendees (`checkin.connectors.roster`): columns are found by their names, and keys are the same. Who
    is gone from the platform is listed when something was recorded of them, with the status "removed".

    Raises:
        ExportError: the file cannot be written.
        MirrorError: the mirror cannot be read.
    """
    zone = _zone(event)
    with draft_of(file) as draft, mirror.read() as connection:
        rows = ([*_about(line, zone), *_happened(line, zone)] for line in roll.roll(connection, event.id))
        heading = (*_ABOUT_PEOPLE, *RECORDED_HEADERS)
        if form is ExportFormat.JSON:
            named = (dict(zip(heading, row, strict=True)) for row in rows)
            return _write_json(draft, event, "people", named)
        return tabulate(draft, form, heading, rows)


def _zone(event: Event) -> tzinfo:
    try:
        return ZoneInfo(event.platform.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _about(line: RollLine, zone: tzinfo) -> list[Value]:
    one, ticket = line.attendee, line.attendee.ticket
    return [
        one.platform_id,
        one.given_name,
        one.family_name,
        one.email,
        one.company,
        one.job_title,
        ticket.type_name,
        ticket.order,
        one.badge_code,
        _REMOVED if line.removed else ticket.status.value,
        _moment(ticket.valid_from, zone),
        _moment(ticket.valid_until, zone),
        ticket.admits,
    ]


def _happened(line: RollLine, zone: tzinfo) -> list[Value]:
    """In the order of `RECORDED_HEADERS`."""
    return [
        _yes(line.attendee.walk_in),
        _yes(bool(line.inside)),
        "; ".join(line.inside),
        *_times(line, zone),
        *_times(line, UTC),
        _yes(line.has_undone),
        ", ".join(line.told),
    ]


def _times(line: RollLine, zone: tzinfo) -> Iterator[Value]:
    """First and last check-in, last check-out, and all check-ins; those that stand."""
    for movements, at in ((line.check_ins, 0), (line.check_ins, -1), (line.check_outs, -1)):
        yield _moment(movements[at].at, zone) if movements else ""
    yield "; ".join(_place_and_time(one, line.zones, zone) for one in line.check_ins)


def _place_and_time(movement: Movement, zones: dict[str, str], zone: tzinfo) -> str:
    at = _moment(movement.at, zone)
    return at if movement.zone == WHOLE_EVENT else f"{at} {zones[movement.zone]}"


def _moment(instant: datetime | None, zone: tzinfo) -> str:
    return "" if instant is None else instant.astimezone(zone).isoformat()


def _yes(holds: bool) -> str:  # noqa: FBT001  (it is the value)
    return "yes" if holds else ""


def _write_json(file: Path, event: Event, what: str, rows: Iterable[dict[str, Value]]) -> int:
    """Written row by row: an event may have more than there is memory for."""
    number = 0
    about = {"event": event.name, "platform_id": event.platform.platform_id}
    with file.open("w", encoding="utf-8") as out:
        out.write(f'{json.dumps(about, ensure_ascii=False)[:-1]}, "{what}": [')
        for number, row in enumerate(rows, start=1):
            out.write(("\n" if number == 1 else ",\n") + json.dumps(row, ensure_ascii=False))
        out.write("\n]}\n")
    return number


def _plain(value: object) -> Value:
    if isinstance(value, datetime):
        return value.isoformat()
    return value if isinstance(value, str | int | None) else str(value)
