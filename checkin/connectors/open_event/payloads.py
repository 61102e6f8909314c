"""The platform's JSON, validated: nothing of it is trusted, unknown fields are ignored.

What is essential is checked and what only describes is mended: an attendee whose company is no text still
comes in, without a company.
"""

import re
from datetime import datetime
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from checkin.connectors.http.values import as_instant, as_text, clean, number

_TOKEN = re.compile(r"[!-~]{1,8192}")


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise ValueError("no text")


def _number_or_none(value: object) -> str:
    return "" if value is None else number(value)


def _token(value: object) -> object:
    if isinstance(value, str) and _TOKEN.fullmatch(value):
        return value
    raise ValueError("no token")


def _is_true(value: object) -> object:
    return value is True


Text = Annotated[str, BeforeValidator(_text)]
"""Text that must be text; null is empty."""

AnyText = Annotated[str, BeforeValidator(as_text)]
"""Text that only describes: what is no text is empty."""

Number = Annotated[str, BeforeValidator(number)]
"""An id: digits, as a number or as text."""

NumberOrNone = Annotated[str, BeforeValidator(_number_or_none)]
"""An id, or empty."""

Instant = Annotated[datetime | None, BeforeValidator(as_instant)]
"""A time, aware UTC; None where there is none or none that can be read."""

Token = Annotated[str, BeforeValidator(_token)]
Flag = Annotated[bool, BeforeValidator(_is_true)]


class Plain(BaseModel):
    """What is not JSON:API; errors never quote what came."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class Payload(Plain):
    """JSON:API: its dashes are underscores here."""

    model_config = ConfigDict(alias_generator=lambda name: name.replace("_", "-"))


class Tokens(Plain):
    """The answer to signing in."""

    access_token: Token = Field(repr=False)
    refresh_token: Annotated[str, BeforeValidator(lambda value: "" if value is None else _token(value))] = (
        Field(default="", repr=False)
    )


class UserId(Plain):
    """The answer to who I am."""

    user_id: Number


class State(Plain):
    """Whether an attendee is registered; times are naive UTC, usually one, comma separated if several."""

    is_registered: bool = Field(strict=True)
    register_times: Text = ""


class SearchResult(Plain):
    """An attendee as a search finds them: underscores instead of dashes, no ticket identifier."""

    id: Number
    firstname: AnyText = ""
    lastname: AnyText = ""
    email: AnyText = ""
    order_id: NumberOrNone = ""
    ticket_id: NumberOrNone = ""


class SearchResults(Plain):
    """The answer to a search."""

    attendees: tuple[SearchResult, ...]


class SessionStats(Plain):
    """Scans at one session's doors."""

    session_id: AnyText = ""
    session_name: AnyText = ""
    check_in: int = 0
    check_out: int = 0


class Stats(Plain):
    """Counts as the platform makes them: of this UTC day, and none after the first day its process runs."""

    total_attendee: int = 0
    total_registered: int = 0
    total_not_checked_in: int = 0
    total_session_checked_in: int = 0
    total_session_checked_out: int = 0
    session_stats: tuple[SessionStats, ...] = ()


class UserAttributes(Payload):
    """An account."""

    email: AnyText = ""
    first_name: AnyText = ""
    last_name: AnyText = ""
    is_admin: Flag = False
    is_super_admin: Flag = False
    is_user_owner: Flag = False
    is_user_organizer: Flag = False
    is_user_coorganizer: Flag = False


class EventAttributes(Payload):
    """An event."""

    name: AnyText = ""
    timezone: AnyText = "UTC"
    starts_at: Instant = None
    ends_at: Instant = None
    location_name: AnyText = ""
    logo_url: AnyText = ""
    is_ticket_form_enabled: Flag = False


class TicketAttributes(Payload):
    """A ticket type."""

    name: AnyText = ""
    badge_id: AnyText = ""
    form_id: AnyText = ""


class StationAttributes(Payload):
    """A station; `microlocation_id` is empty where it stands in no room."""

    station_name: AnyText = ""
    station_type: Text
    microlocation_id: NumberOrNone = ""


class MicrolocationAttributes(Payload):
    """A room."""

    name: AnyText = ""
    room: AnyText = ""


class SessionAttributes(Payload):
    """A session."""

    title: AnyText = ""
    state: AnyText = ""
    starts_at: Instant = None
    ends_at: Instant = None


class OrderAttributes(Payload):
    """An order."""

    identifier: Text = ""
    status: AnyText = ""


class AttendeeAttributes(Payload):
    """An attendee; the id of the order is a relationship."""

    firstname: AnyText = ""
    lastname: AnyText = ""
    email: AnyText = ""
    company: AnyText = ""
    job_title: AnyText = ""
    ticket_id: AnyText = ""
    identifier: Text = ""
    is_registered: Flag = False
    register_times: AnyText = ""
    checkin_times: AnyText = ""
    complex_field_values: object = None
    deleted_at: Instant = None


class CheckInAttributes(Payload):
    """The answer to a check-in at a station."""

    success: bool = Field(strict=True)
    message: AnyText = ""


class FormAttributes(Payload):
    """A field of the event's registration form."""

    name: AnyText = ""
    field_identifier: AnyText = ""


class BadgeFormAttributes(Payload):
    """A badge; what is on it is kept as it came (see `checkin.badges.importing`)."""

    model_config = ConfigDict(extra="allow")

    badge_id: AnyText = ""
    badge_image_url: AnyText = ""


class HeadCountAttributes(Payload):
    """How many people somebody counted."""

    current_pax: int = Field(strict=True)


A = TypeVar("A", bound=Payload)


class Resource(Payload, Generic[A]):
    """One thing of a JSON:API document."""

    id: Number
    attributes: A
    relationships: object = None

    def related(self, name: str) -> str:
        """The id of the one thing this relationship points to, empty where it is not told."""
        links = self.relationships
        link = links.get(name) if isinstance(links, dict) else None
        target = link.get("data") if isinstance(link, dict) else None
        target_id = target.get("id") if isinstance(target, dict) else None
        try:
            return number(target_id)
        except ValueError:
            return ""
