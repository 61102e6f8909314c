"""Whether a row that was read out of a damaged file can be true."""

import uuid
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Integer, Table

from checkin.errors import MirrorError
from checkin.mirror import schema
from checkin.mirror.tasks import unpacked
from checkin.model.attendee import TicketStatus
from checkin.model.movement import Source
from checkin.model.operation import OperationState
from checkin.model.print_job import JobState
from checkin.model.station import Direction, StationKind

_LAST = 4_102_444_800_000_000  # the year 2100, in microseconds


def believable(table: Table, row: Mapping[str, Any]) -> bool:
    """Whether every value is of the kind its column holds, and what this table says beyond that is kept."""
    columns = table.columns
    if not all(_fits(columns[name], value) for name, value in row.items()):
        return False
    further = _FURTHER.get(table.name)
    return further is None or further(row)


def _fits(column: Column[Any], value: object) -> bool:
    if value is None:
        return bool(column.nullable)
    match column.type:
        case schema.Instant():
            return isinstance(value, int) and -_LAST < value < _LAST
        case Boolean():
            return value in {0, 1}
        case Integer() | BigInteger():
            return isinstance(value, int)
        case _:
            return isinstance(value, str) and "\x00" not in value and "�" not in value


def _is_id(value: object) -> bool:
    try:
        return str(uuid.UUID(str(value))) == value
    except ValueError:
        return False


def _movement(row: Mapping[str, Any]) -> bool:
    return (
        _is_id(row["id"])
        and (row["undoes"] is None or _is_id(row["undoes"]))
        and row["direction"] in set(Direction)
        and row["source"] in set(Source)
        and row["at"] > 0
    )


def _operation(row: Mapping[str, Any]) -> bool:
    try:
        unpacked(row["verb"], row["details"])
    except (MirrorError, KeyError):
        return False
    return (
        _is_id(row["id"])
        and (not row["movement_id"] or _is_id(row["movement_id"]))
        and row["state"] in set(OperationState)
        and row["kind"] in set(StationKind)
        and row["at"] > 0
    )


def _print_job(row: Mapping[str, Any]) -> bool:
    return row["state"] in set(JobState) and row["kind"] in set(StationKind) and row["copy"] > 0


def _attendee(row: Mapping[str, Any]) -> bool:
    return row["status"] in set(TicketStatus) and row["platform_id"] != ""


_FURTHER: Mapping[str, Callable[[Mapping[str, Any]], bool]] = MappingProxyType(
    {"movement": _movement, "operation": _operation, "attendee": _attendee, "print_job": _print_job}
)
