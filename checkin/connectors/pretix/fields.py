"""What single values of the platform's JSON become; nothing of it is trusted.

What is essential is checked and what only describes is mended: an attendee whose company is no text still
comes in, without a company.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated

from pydantic import BeforeValidator

from checkin.connectors.http.values import as_instant, as_number, as_text, clean, number

_TOKEN = re.compile(r"[!-~]{1,512}")
_SLUG = re.compile(r"[A-Za-z0-9._-]{1,64}")


def sendable(value: object) -> object:
    """What is sent, without what the platform cannot keep: NUL and lone surrogates.

    In a code it answers them with 400, in a name or an answer with 500 (pretix 2026.8, observed), which
    would be tried again for ever.
    """
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, Mapping):
        return {name: sendable(inner) for name, inner in value.items()}
    return [sendable(inner) for inner in value] if isinstance(value, list | tuple) else value


def as_words(value: object) -> str:
    """Text that may come in several languages: English where there is some, else the first."""
    if isinstance(value, Mapping):
        told = {str(language): as_text(text) for language, text in value.items()}
        return told.get("en") or next((text for text in told.values() if text), "")
    return as_text(value)


def _text(value: object) -> str:
    if isinstance(value, str) and value:
        return clean(value)
    raise ValueError("no text")


def _numbers(value: object) -> object:
    return tuple(filter(None, map(as_number, value))) if isinstance(value, list) else ()


def _token(value: object) -> object:
    if isinstance(value, str) and _TOKEN.fullmatch(value):
        return value
    raise ValueError("no token")


def _slug(value: object) -> object:
    if isinstance(value, str) and _SLUG.fullmatch(value) and value.strip("."):
        return value
    raise ValueError("no short name")


def _is_true(value: object) -> object:
    return value is True


def _code(value: object) -> object:
    """A ticket's code: kept as it is, for a barcode says exactly this."""
    text = _text(value)
    if text != value:
        raise ValueError("no code")
    return text


Text = Annotated[str, BeforeValidator(_text)]
"""Text that must be there."""

AnyText = Annotated[str, BeforeValidator(as_text)]
"""Text that only describes: what is no text is empty."""

Words = Annotated[str, BeforeValidator(as_words)]
"""Text for people, perhaps in several languages."""

Number = Annotated[str, BeforeValidator(number)]
"""An id: digits, as a number or as text."""

NumberOrNone = Annotated[str, BeforeValidator(as_number)]
"""An id, or empty."""

Numbers = Annotated[tuple[str, ...], BeforeValidator(_numbers)]
"""Ids; what is none is left out."""

Instant = Annotated[datetime | None, BeforeValidator(as_instant)]
"""A time, aware UTC; None where there is none or none that can be read."""

Token = Annotated[str, BeforeValidator(_token)]
Slug = Annotated[str, BeforeValidator(_slug)]
Code = Annotated[str, BeforeValidator(_code)]
Flag = Annotated[bool, BeforeValidator(_is_true)]


def z(at: datetime) -> str:
    """An instant as the platform takes it; a plus sign would have to be escaped in a query."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
