"""What the platform's JSON is made of: text, ids, counts and instants, taken as they come.

Nothing here fails but for an id that must be there: what only describes is mended.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic.alias_generators import to_camel

from checkin.connectors.http.values import as_instant, as_number, as_text

_LARGEST_COUNT = 2**31 - 1
_TOKEN = re.compile(r"[!-~]{1,8000}")


def as_count(value: object) -> int | None:
    """A number that is not negative, None for what is none."""
    text = as_number(value)
    return min(int(text), _LARGEST_COUNT) if text else None


def as_token(value: object) -> str:
    """A token as it may stand in a header, whole or not at all; empty for what cannot be one."""
    text = value.strip() if isinstance(value, str) else ""
    return text if _TOKEN.fullmatch(text) else ""


def as_texts(value: object) -> tuple[str, ...]:
    """Texts of a list, or the one text there is; empty ones left out."""
    return tuple(text for text in map(as_text, value if isinstance(value, list) else [value]) if text)


def as_rows(value: object) -> list[Mapping[str, object]]:
    """The objects in a list; nothing for what is no list."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def as_mapping(value: object) -> Mapping[str, object]:
    """An object; an empty one for what is none (the platform writes ``[]`` for an empty object)."""
    return value if isinstance(value, dict) else {}


def _key(value: object) -> str:
    text = as_number(value)
    if not text:
        raise ValueError("no id")
    return text


def _joined(value: object) -> str:
    return ", ".join(as_texts(value))


def _is_true(value: object) -> bool:
    return value is True or value == 1


Text = Annotated[str, BeforeValidator(as_text)]
Joined = Annotated[str, BeforeValidator(_joined)]
"""Text, or a list of texts, as one text."""
Key = Annotated[str, BeforeValidator(_key)]
"""An id that must be there."""
KeyOrNone = Annotated[str, BeforeValidator(as_number)]
"""An id, or empty."""
Count = Annotated[int | None, BeforeValidator(as_count)]
Instant = Annotated[datetime | None, BeforeValidator(as_instant)]
Flag = Annotated[bool, BeforeValidator(_is_true)]


class Payload(BaseModel):
    """Something the platform sends; unknown fields are ignored, errors never quote what came."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", hide_input_in_errors=True, alias_generator=to_camel
    )
