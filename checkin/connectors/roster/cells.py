"""What stands in a cell, as text, moment or number."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, tzinfo

from checkin.connectors.roster.table import Cell

LONGEST = 2000
"""No text taken from a cell is longer; names and codes are not."""

MOST_PEOPLE = 1000
"""No ticket admits more."""

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")
_DISARMED = re.compile(r"'(?=[=+\-@])")
_WHOLE = 10**15  # what a spreadsheet keeps exactly
_ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_PARTS = re.compile(r"(\d{1,4})[./-] ?(\d{1,2})[./-] ?(\d{2,4})")
_CLOCK = re.compile(r"(\d{1,2})[:h.](\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*([ap])?\.?m?", re.IGNORECASE)
_NOON = 12


def as_text(cell: Cell) -> str:
    """A cell as text on one line: numbers without a fraction that says nothing, moments as ISO 8601.

    The apostrophe that keeps a spreadsheet from taking a text for a formula is taken off.
    """
    match cell:
        case str():
            plain = cell if cell.isprintable() else _CONTROLS.sub(" ", cell)
            text = " ".join(plain.split())
            return _DISARMED.sub("", text[:LONGEST], count=1) if text.startswith("'") else text[:LONGEST]
        case bool():
            return "yes" if cell else "no"
        case int() | float():
            return str(int(cell)) if abs(cell) < _WHOLE and cell == int(cell) else repr(cell)
        case _:
            return _as_iso(cell)


def _as_iso(cell: date | time | timedelta) -> str:
    match cell:
        case datetime():
            return cell.isoformat(sep=" ", timespec="minutes" if not cell.second else "seconds")
        case date() | time():
            return cell.isoformat()
        case _:
            return str(cell)


def as_people(text: str) -> int | None:
    """How many people; one for an empty cell, None for what is no such number."""
    if not text:
        return 1
    plain = re.sub(r"[.,]0+$", "", text)
    if not re.fullmatch(r"[0-9]{1,4}", plain):
        return None
    return int(plain) if 1 <= int(plain) <= MOST_PEOPLE else None


def months_first(texts: Iterable[str]) -> bool | None:
    """Whether dates like 5/13/2026 show that the month comes first; None when they show nothing."""
    found = [parts for text in texts if (parts := _PARTS.match(text)) and len(parts[1]) < 3]  # noqa: PLR2004
    if any(int(parts[1]) > _NOON for parts in found):
        return False
    if any(int(parts[2]) > _NOON for parts in found):
        return True
    return None


def as_moment(cell: Cell, zone: tzinfo, *, months_lead: bool, ends: bool) -> datetime | None:
    """A moment, aware; None for what is none.

    Args:
        cell: a moment of the file's own, or text in one of the usual forms.
        zone: where a time without a zone is meant.
        months_lead: 5/6/2026 is in May.
        ends: a day alone means its end, not its beginning.
    """
    try:
        return _moment(cell, zone, months_lead=months_lead, ends=ends)
    except (ValueError, OverflowError):
        return None


def _moment(cell: Cell, zone: tzinfo, *, months_lead: bool, ends: bool) -> datetime | None:
    if isinstance(cell, datetime):
        # Spreadsheets keep a day as its midnight.
        whole = cell.time() == time(0)
        found = _of_day(cell.date(), None if whole else cell.time(), ends=ends)
        return _aware(found, cell.tzinfo or zone)
    if isinstance(cell, date):
        return _aware(_of_day(cell, None, ends=ends), zone)
    text = as_text(cell)
    if _ISO.match(text):
        read = datetime.fromisoformat(text.replace("/", "-"))
        return _aware(_of_day(read.date(), _time_of(text[10:], read), ends=ends), read.tzinfo or zone)
    parts = _PARTS.match(text)
    if parts is None:
        return None
    day = _day(parts[1], parts[2], parts[3], months_lead=months_lead)
    rest = text[parts.end() :].strip(" ,T")
    return _aware(_of_day(day, _clock(rest) if rest else None, ends=ends), zone)


def _time_of(rest: str, read: datetime) -> time | None:
    return read.time() if rest.strip() else None


def _of_day(day: date, at: time | None, *, ends: bool) -> datetime:
    if at is None:
        return datetime.combine(day + timedelta(days=1 if ends else 0), time(0))
    return datetime.combine(day, at)


def _aware(naive: datetime, zone: tzinfo) -> datetime:
    aware = naive.replace(tzinfo=zone)
    aware.timestamp()  # what cannot be told in UTC is no moment
    return aware


def _day(first: str, second: str, third: str, *, months_lead: bool) -> date:
    if len(first) > 2:  # noqa: PLR2004  (a year)
        return date(int(first), int(second), int(third))
    day, month = (int(second), int(first)) if months_lead else (int(first), int(second))
    year = int(third)
    return date(year + 2000 if year < 100 else year, month, day)  # noqa: PLR2004  (two digits)


def _clock(text: str) -> time:
    read = _CLOCK.match(text)
    if read is None:
        raise ValueError
    hour, half = int(read[1]), (read[4] or "").lower()
    if half:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    return time(hour, int(read[2]), int(read[3] or 0))
