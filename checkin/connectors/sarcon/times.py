"""Times as platforms write them, whose documentation does not say how."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

_FIRST_MILLISECONDS: Final = 100_000_000_000
"""What is greater counts milliseconds since 1970: as seconds it would lie in the year 5138."""

_COUNTED = re.compile(r"\d{10}|\d{13}")
_DAY_FIRST = re.compile(r"(\d{1,2})[-.](\d{1,2})[-.](\d{4})(.*)", re.DOTALL)

_NAMED: Final[Mapping[str, Callable[[datetime], str]]] = {
    "iso": lambda at: at.isoformat(timespec="seconds"),
    "iso_utc": lambda at: at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    "sql": lambda at: at.strftime("%Y-%m-%d %H:%M:%S"),
    "unix": lambda at: str(int(at.timestamp())),
    "unix_ms": lambda at: str(int(at.timestamp() * 1000)),
}


def zone_named(name: str) -> tzinfo | None:
    """The time zone of this name, None when there is none."""
    if name == "UTC":  # known even where the computer has no list of time zones
        return UTC
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def read_time(value: object, zone: tzinfo) -> datetime | None:
    """The instant in UTC, None when it cannot be read.

    Args:
        value: ISO 8601 or SQL text, day-first text with dots or dashes, seconds or milliseconds since 1970,
            or PHP's object of ``date`` and ``timezone``.
        zone: of times that name none.
    """
    if isinstance(value, dict):
        own = value.get("timezone")
        return read_time(
            value.get("date") if isinstance(value.get("date"), str) else None,
            (zone_named(own) if isinstance(own, str) else None) or zone,
        )
    try:
        if isinstance(value, str):
            return _of_text(value.strip(), zone)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return _of_number(value)
    except (ValueError, OverflowError, OSError):
        return None
    return None


def _of_text(text: str, zone: tzinfo) -> datetime:
    if _COUNTED.fullmatch(text):
        return _of_number(int(text))
    day_first = _DAY_FIRST.fullmatch(text)
    if day_first:
        day, month, year, rest = day_first.groups()
        text = f"{year}-{month:0>2}-{day:0>2}{rest}"
    at = datetime.fromisoformat(text.replace("/", "-"))
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


def _of_number(number: float) -> datetime:
    seconds = number / 1000 if abs(number) > _FIRST_MILLISECONDS else number
    if seconds <= 0:
        raise ValueError("not a time")
    return datetime.fromtimestamp(seconds, UTC)


def checked_format(name: str) -> str:
    """The format itself. Raises ValueError when it is none."""
    if name not in _NAMED and "%" not in name:
        known = ", ".join(_NAMED)
        raise ValueError(f"no format of times: it is one of {known}, or a pattern such as %d.%m.%Y %H:%M:%S")
    return name


def write_time(at: datetime, form: str, zone: tzinfo) -> str:
    """The instant in a format of the mapping file."""
    local = at.astimezone(zone)
    return _NAMED[form](local) if form in _NAMED else local.strftime(form)
