"""What single values of any platform's JSON become; nothing of them is trusted.

What only describes is mended instead of refused: an attendee whose company is no text still comes in,
without a company.
"""

import re
from datetime import UTC, datetime

_LONGEST_TEXT = 2000
_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)


def clean(text: str) -> str:
    """Text that every file and database takes: no lone surrogates, no NUL, not endless."""
    return text[:_LONGEST_TEXT].replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def as_text(value: object) -> str:
    """Text; empty for what is neither text nor a number."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _written(value)
    return ""


def _written(number: float) -> str:
    try:
        return str(number)
    except ValueError:  # too many digits for Python, and for any field
        return ""


def as_number(value: object) -> str:
    """A platform's numeric id as text; empty for what is none."""
    text = _written(value) if isinstance(value, int) and not isinstance(value, bool) else value
    return text if isinstance(text, str) and _NUMBER.fullmatch(text) else ""


def number(value: object) -> str:
    """A platform's numeric id as text. Raises ValueError when it is none."""
    text = as_number(value)
    if not text:
        raise ValueError("no id")
    return text


def as_instant(value: object) -> datetime | None:
    """A time in ISO 8601, aware UTC; one without a zone is taken for UTC. None for what is no time."""
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
        return at and (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
