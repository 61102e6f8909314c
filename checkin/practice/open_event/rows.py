"""What the practice platform keeps about an event: one value for each row of its tables.

Rows are replaced, never changed, so that a list handed out stays what it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

REGISTRATION: Final = "registration"
DAILY: Final = "daily"
CHECK_IN: Final = "check in"
CHECK_OUT: Final = "check out"
STATION_TYPES: Final = (REGISTRATION, DAILY, CHECK_IN, CHECK_OUT)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """Somebody who may sign in.

    Attributes:
        roles: what the account is in which event, by event id: ``owner``, ``organizer``,
            ``coorganizer``, ``registrar`` or any other word, which then means nothing.
    """

    id: int
    email: str
    password: str
    first_name: str
    last_name: str
    created_at: datetime
    is_admin: bool = False
    roles: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """A conference."""

    id: int
    identifier: str
    name: str
    timezone: str
    starts_at: datetime
    ends_at: datetime
    created_at: datetime
    location_name: str
    owner_name: str
    description: str | None = None
    state: str = "published"
    is_ticket_form_enabled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRow:
    """A kind of ticket."""

    id: int
    event_id: int
    name: str
    price: float
    quantity: int
    position: int
    sales_starts_at: datetime
    sales_ends_at: datetime
    badge_id: str | None = None
    form_id: str | None = None
    is_checkin_restricted: bool = True
    auto_checkin_enabled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """Tickets bought together."""

    id: int
    event_id: int
    identifier: str
    status: str
    created_at: datetime
    user_id: int | None = None
    amount: float = 0.0
    payment_mode: str | None = "free"
    completed_at: datetime | None = None
    tickets_pdf_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendeeRow:
    """A person who holds a ticket.

    Attributes:
        identifier: the last part of the ticket's code; None for attendees older than the column.
        other: attributes nothing here reads, kept as they were sent.
    """

    id: int
    event_id: int
    order_id: int
    ticket_id: int
    firstname: str
    lastname: str
    created_at: datetime
    modified_at: datetime
    email: str | None = None
    company: str | None = None
    job_title: str | None = None
    country: str | None = None
    identifier: str | None = None
    deleted_at: datetime | None = None
    complex_field_values: Mapping[str, object] | None = None
    is_checked_in: bool = False
    checkin_times: str | None = None
    device_name_checkin: str | None = None
    is_checked_out: bool = False
    checkout_times: str | None = None
    is_registered: bool = False
    register_times: str | None = None
    attendee_notes: str | None = None
    is_badge_printed: bool = False
    badge_printed_at: datetime | None = None
    other: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomRow:
    """A room, which the platform calls a microlocation."""

    id: int
    event_id: int
    name: str
    room: str
    floor: int
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackRow:
    """A thread of sessions; session types and tags are of the same make."""

    id: int
    event_id: int
    name: str
    position: int
    color: str = "#5a3fc0"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerRow:
    """Somebody who gives a session."""

    id: int
    event_id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """Something that happens in a room for a while."""

    id: int
    event_id: int
    title: str
    starts_at: datetime
    ends_at: datetime
    created_at: datetime
    room_id: int | None
    track_id: int
    type_id: int
    speaker_ids: tuple[int, ...] = ()
    state: str = "confirmed"
    short_abstract: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StationRow:
    """A post at which people are checked in; `room` is the short name of the room it stands in."""

    id: int
    event_id: int
    station_name: str
    station_type: str
    room_id: int | None = None
    room: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeFieldRow:
    """One line of a badge, as its designer left it; positions are margins in millimetres."""

    id: int
    badge_id: str
    field_identifier: str
    custom_field: str
    sample_text: str
    font_size: int = 14
    font_name: str = "Arial"
    font_weight: tuple[Mapping[str, str], ...] = ()
    font_color: str = "#000000"
    text_rotation: int = 0
    text_alignment: str = "center"
    text_type: str = "None"
    is_deleted: bool = False
    margin_top: int = 0
    margin_bottom: int = 0
    margin_left: int = 0
    margin_right: int = 0
    qr_custom_field: tuple[str, ...] = ()
    is_field_expanded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeFormRow:
    """The look of a badge, shared by every ticket that names its `badge_id`."""

    id: int
    event_id: int
    badge_id: str
    badge_size: str
    fields: tuple[BadgeFieldRow, ...]
    badge_orientation: str = "Portrait"
    badge_color: str | None = "#ffffff"


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomFormRow:
    """One question of the registration form."""

    id: int
    event_id: int
    field_identifier: str
    name: str
    type: str
    position: int
    form_id: str
    is_required: bool = False
    is_fixed: bool = False
    is_complex: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaxRow:
    """Heads counted by hand in a session."""

    id: int
    station_id: int
    session_id: int
    current_pax: int
    created_at: datetime
    modified_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInRow:
    """One check-in the platform took.

    Attributes:
        created_at: what the platform believes, which is when its process was started.
        check_in_out_at: when it was taken, known for check in and check out only.
        received_at: when it was really taken; the platform itself never tells.
    """

    id: int
    event_id: int
    attendee_id: int
    station_id: int
    session_id: int | None
    kind: str
    message: str
    created_at: datetime
    received_at: datetime
    check_in_out_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeEvent:
    """Everything a practice platform starts with: usually one big event and one small one."""

    accounts: tuple[AccountRow, ...]
    events: tuple[EventRow, ...]
    tickets: tuple[TicketRow, ...]
    orders: tuple[OrderRow, ...]
    attendees: tuple[AttendeeRow, ...]
    rooms: tuple[RoomRow, ...] = ()
    tracks: tuple[TrackRow, ...] = ()
    session_types: tuple[TrackRow, ...] = ()
    tags: tuple[TrackRow, ...] = ()
    speakers: tuple[SpeakerRow, ...] = ()
    sessions: tuple[SessionRow, ...] = ()
    stations: tuple[StationRow, ...] = ()
    badge_forms: tuple[BadgeFormRow, ...] = ()
    custom_forms: tuple[CustomFormRow, ...] = ()
