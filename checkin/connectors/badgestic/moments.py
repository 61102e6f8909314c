"""Times as Badgestic has them: five parts and hours from UTC, or text in a field somebody made."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

PARTS = ("year", "month", "day", "hour", "minute")
"""What follows ``starts_at_`` and ``ends_at_``."""

_HOURS = re.compile(r"[+-]?[0-9]{1,2}(\.[0-9]{1,2})?")
_CLOCK = re.compile(r"([+-])([0-9]{1,2}):?([0-9]{2})")
_PART = re.compile(r"[0-9]{1,4}")
_ZONE = re.compile(r"[A-Za-z_]{1,20}(/[A-Za-z0-9_+-]{1,30}){0,2}")
_GAP = re.compile(r"\s+(?=[+-][0-9]{2}:?[0-9]{2}$)")
_NO = frozenset({"", "false", "no", "0", "null", "none", "nil", "-"})
_FARTHEST = timedelta(hours=14)
_WESTERNMOST, _EASTERNMOST = -12, 14
_CUT_OFF = timedelta(seconds=1)

# Places that are so far from UTC all the year.
_UNEVEN = {
    3.5: "Asia/Tehran",
    4.5: "Asia/Kabul",
    5.5: "Asia/Kolkata",
    5.75: "Asia/Kathmandu",
    6.5: "Asia/Yangon",
    8.75: "Australia/Eucla",
    9.5: "Australia/Darwin",
}


def read_offset(value: object) -> timedelta | None:
    """Hours from UTC, as a number, as ``"-5"`` or as ``"-05:00"``; None for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    text = str(value).strip()[:10]
    clock = _CLOCK.fullmatch(text)
    if clock:
        size = timedelta(hours=int(clock[2]), minutes=int(clock[3]))
        found = -size if clock[1] == "-" else size
    elif _HOURS.fullmatch(text):
        found = timedelta(hours=float(text))
    else:
        return None
    return found if abs(found) <= _FARTHEST else None


def write_offset(offset: timedelta) -> str:
    """Hours from UTC as the platform takes them."""
    return f"{offset / timedelta(hours=1):g}"


def time_zone(name: str, offset: timedelta | None) -> str:
    """The IANA name of a time zone: the given one if it is one, else one that far from UTC, else UTC."""
    if _is_zone(name):
        return name
    hours = 0.0 if offset is None else offset / timedelta(hours=1)
    if hours.is_integer() and _WESTERNMOST <= hours <= _EASTERNMOST:
        return f"Etc/GMT{-int(hours):+d}" if hours else "UTC"  # the sign is the other way round there
    return _UNEVEN.get(hours, "UTC")


def _is_zone(name: str) -> bool:
    if not _ZONE.fullmatch(name):
        return False
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no such zone, or a folder of zones
        return False
    return True


def read_moment(text: str, offset: timedelta | None = None) -> datetime | None:
    """An instant, aware UTC; None where none can be read.

    Args:
        text: ISO 8601, or the same with spaces and ``UTC`` in it.
        offset: how far from UTC a time is that does not say so itself.
    """
    tidy = text.strip()[:40]
    if tidy.upper().endswith(" UTC"):
        tidy = f"{tidy[:-4]}Z"
    return _utc_or_none(_GAP.sub("", tidy), offset)


def _utc_or_none(text: str, offset: timedelta | None) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
        return (at if at.tzinfo else at.replace(tzinfo=timezone(offset or timedelta()))).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def write_moment(at: datetime) -> str:
    """An instant in ISO 8601 with the offset Z, to the microsecond so that it is known again."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def composed(row: Mapping[str, object], name: str, offset: timedelta | None) -> datetime | None:
    """The instant ``name`` out of an event's fields: text, or five parts; None where there is none."""
    whole = row.get(name)
    if isinstance(whole, str):
        return read_moment(whole, offset)
    parts = [str(row.get(f"{name}_{part}", "")).strip() for part in PARTS]
    if not all(_PART.fullmatch(part) for part in parts):
        return None
    year, month, day, hour, minute = map(int, parts)
    zone = timezone(offset or timedelta())
    try:
        return datetime(year, month, day, hour, minute, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def parted(name: str, at: datetime, offset: timedelta) -> list[tuple[str, str]]:
    """An instant as five form fields, as clocks show it that far from UTC."""
    local = at.astimezone(timezone(offset))
    return [(f"{name}_{part}", f"{getattr(local, part):02d}") for part in PARTS]


def is_filled(text: str) -> bool:
    """Whether a field that takes check-ins says that somebody is checked in."""
    return text.strip().casefold() not in _NO


def is_same(theirs: datetime | None, ours: datetime) -> bool:
    """Whether a time that was read back is the one we wrote, to what the platform may have cut it off."""
    if theirs is None:
        return False
    return abs(theirs - ours) < _CUT_OFF or theirs == ours.replace(second=0, microsecond=0)
