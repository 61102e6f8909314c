"""Badgestic's JSON, validated: nothing of it is trusted.

The names of an event's and of a guest's fields are written down nowhere but in the requests, so what is not
there has a fallback; what is in a form nobody can use is counted, and the rest comes in.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from typing_extensions import override

from checkin.connectors.badgestic.envelope import data_of
from checkin.connectors.badgestic.moments import composed, read_offset, time_zone
from checkin.connectors.http import Reply
from checkin.connectors.http.values import clean

_LONGEST_TEXT = 2000
_LONGEST_FIELD = 100
_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_FALSE = frozenset({"false", "0", "no", "f", "n", "off"})
_NAMES = ("name", "title", "event_name")
_PLACES = ("place", "location", "venue")
_ZONES = ("time_zone", "timezone")
_OWN_FIELDS = frozenset(
    {
        "id",
        "guest_id",
        "event_id",
        "account_id",
        "first_name",
        "last_name",
        "email",
        "active",
        "created_at",
        "updated_at",
        "qr_code",
        "qr_code_url",
    }
)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, int | float):
        return str(value)[:_LONGEST_TEXT]
    raise ValueError("no text")


def as_text(value: object) -> str:
    """Text, empty for what is none."""
    try:
        return _text(value)
    except ValueError:  # neither text, nor a number short enough to be written
        return ""


def identifier(value: object) -> str:
    """An id as text. Raises ValueError when it is none."""
    text = as_text(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if isinstance(text, str) and _ID.fullmatch(text):
        return text
    raise ValueError("no id")


def _is_active(value: object) -> object:
    return as_text(value).strip().casefold() not in _FALSE


Text = Annotated[str, BeforeValidator(_text)]
AnyText = Annotated[str, BeforeValidator(as_text)]
Identifier = Annotated[str, BeforeValidator(identifier)]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


R = TypeVar("R", bound=_Row)


class _GuestRow(_Row):
    id: Identifier
    first_name: Text = ""
    last_name: Text = ""
    email: AnyText = ""
    active: Annotated[bool, BeforeValidator(_is_active)] = True


class _MadeEvent(_Row):
    event_id: Identifier


class _MadeGuest(_Row):
    guest_id: Identifier


class _Shown(_Row):
    event: object = None
    guests: list[object] = Field(strict=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """A guest, as Badgestic calls attendees; `custom` holds the account's own fields by their names."""

    id: str
    first_name: str
    last_name: str
    email: str = ""
    active: bool = True
    custom: Mapping[str, str] = field(default_factory=dict)

    @override
    def __repr__(self) -> str:
        return f"Guest({self.id})"

    def having(self, name: str, value: str) -> "Guest":
        """The same with one custom field changed."""
        return replace(self, custom={**self.custom, name: value})


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWords:
    """An event's own fields; `offset` is how far it is from UTC, None where that is not told."""

    name: str = ""
    place: str = ""
    timezone: str = "UTC"
    offset: timedelta | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEvent:
    """An event and everybody who is invited.

    Attributes:
        fields: the names of the guests' custom fields, in the order they were met.
        unreadable: ids of guests of whom nothing else can be read.
        skipped: how many rows had not even an id, or one that was there before.
    """

    event: EventWords
    guests: tuple[Guest, ...]
    fields: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    skipped: int = 0


def made_event(reply: Reply) -> str:
    """The id of an event that was made."""
    return _validated(reply, _MadeEvent).event_id


def made_guest(reply: Reply) -> str:
    """The id of a guest that was made."""
    return _validated(reply, _MadeGuest).guest_id


def shown_event(reply: Reply) -> ShownEvent:
    """An event with its guests.

    Raises:
        UnreadableReplyError: there is no list of guests, or one in which nobody has an id: nobody can say
            who is gone.
    """
    shown = _validated(reply, _Shown)
    guests: dict[str, Guest] = {}
    unreadable: dict[str, None] = {}
    fields: dict[str, None] = {}
    for row in shown.guests:
        found = _guest(row)
        if isinstance(found, Guest):
            guests.setdefault(found.id, found)
            fields.update(dict.fromkeys(found.custom))
        elif found:
            unreadable[found] = None
    lost = [one for one in unreadable if one not in guests]
    if shown.guests and not guests and not lost:
        raise reply.unreadable("There is nobody in the list of guests whose id can be read.")
    return ShownEvent(
        event=_event_words(shown.event),
        guests=tuple(guests.values()),
        fields=tuple(fields),
        unreadable=tuple(lost),
        skipped=len(shown.guests) - len(guests) - len(lost),
    )


def _validated(reply: Reply, model: type[R]) -> R:
    data = data_of(reply)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise reply.unreadable("The answer lacks what was asked for.") from error


def _guest(row: object) -> Guest | str:
    """The guest of a row; else their id, empty where there is not even that."""
    if not isinstance(row, dict):
        return ""
    known = {**row, "id": row.get("id", row.get("guest_id"))}
    try:
        read = _GuestRow.model_validate(
            {name: known[name] for name in _GuestRow.model_fields if name in known}
        )
    except ValidationError:
        return _id_or_nothing(known["id"])
    return Guest(
        id=read.id,
        first_name=read.first_name.strip(),
        last_name=read.last_name.strip(),
        email=read.email.strip(),
        active=read.active,
        custom=_custom(row),
    )


def _id_or_nothing(value: object) -> str:
    try:
        return identifier(value)
    except ValueError:
        return ""


def _custom(row: Mapping[str, object]) -> dict[str, str]:
    """Everything that is not a guest's own field and is no list or object."""
    return {
        name: as_text(value)
        for name, value in row.items()
        if name not in _OWN_FIELDS and _is_field_name(name) and not isinstance(value, list | dict)
    }


def _is_field_name(name: str) -> bool:
    return bool(name.strip()) and len(name) <= _LONGEST_FIELD and clean(name) == name


def _event_words(row: object) -> EventWords:
    if not isinstance(row, dict):
        return EventWords()
    offset = read_offset(row.get("utc_offset"))
    return EventWords(
        name=_first(row, _NAMES),
        place=_first(row, _PLACES),
        timezone=time_zone(_first(row, _ZONES), offset),
        offset=offset,
        starts_at=composed(row, "starts_at", offset),
        ends_at=composed(row, "ends_at", offset),
    )


def _first(row: Mapping[str, object], names: tuple[str, ...]) -> str:
    return next((text for text in (as_text(row.get(name)).strip() for name in names) if text), "")
