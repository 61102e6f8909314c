"""Instants as people at a desk write them; the same on every computer, whatever its locale."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def zone_named(name: str) -> tzinfo:
    """The time zone of this name; UTC when nobody knows it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def clock_time(at: datetime, zone: tzinfo) -> str:
    """Such as ``"09:12"``."""
    return at.astimezone(zone).strftime("%H:%M")


def day(at: datetime, zone: tzinfo) -> str:
    """Such as ``"Sat 7 Nov"``."""
    local = at.astimezone(zone)
    return f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]}"


def day_and_time(at: datetime, zone: tzinfo) -> str:
    """Such as ``"Sat 7 Nov, 09:12"``."""
    return f"{day(at, zone)}, {clock_time(at, zone)}"


def moment(at: datetime, now: datetime, zone: tzinfo) -> str:
    """The time alone when it was on the same day as `now`, with the day otherwise."""
    if at.astimezone(zone).date() == now.astimezone(zone).date():
        return clock_time(at, zone)
    return day_and_time(at, zone)


def span(starts: datetime | None, ends: datetime | None, zone: tzinfo) -> str:
    """First to last day with the year, such as ``"7-9 Nov 2026"``; empty when nothing is known."""
    first, last = starts or ends, ends or starts
    if first is None or last is None:
        return ""
    here, there = first.astimezone(zone), last.astimezone(zone)
    until = f"{there.day} {_MONTHS[there.month - 1]} {there.year}"
    if here.date() == there.date():
        return f"{_DAYS[here.weekday()]} {until}"
    if (here.year, here.month) == (there.year, there.month):
        return f"{here.day}\N{EN DASH}{until}"
    year = "" if here.year == there.year else f" {here.year}"
    return f"{here.day} {_MONTHS[here.month - 1]}{year} \N{EN DASH} {until}"


def hours(starts: datetime | None, ends: datetime | None, zone: tzinfo) -> str:
    """When a session is, such as ``"Sat 7 Nov, 09:30-10:15"``; empty when nothing is known."""
    if starts is None:
        return ""
    begin = day_and_time(starts, zone)
    return begin if ends is None else f"{begin}\N{EN DASH}{clock_time(ends, zone)}"
