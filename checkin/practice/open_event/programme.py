"""The frame around the people: accounts, events, tickets, rooms, sessions, stations, badges."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from checkin.practice.open_event.rows import (
    CHECK_IN,
    CHECK_OUT,
    DAILY,
    REGISTRATION,
    AccountRow,
    BadgeFieldRow,
    BadgeFormRow,
    CustomFormRow,
    EventRow,
    RoomRow,
    SessionRow,
    SpeakerRow,
    StationRow,
    TicketRow,
    TrackRow,
)

PRACTICE_ACCOUNT: Final = "organizer@practice.example"
"""Who signs in to practise; may do all that a desk needs, in both events."""

PRACTICE_PASSWORD: Final = "practice"  # noqa: S105 - printed in the help, guards nothing
"""The password of every practice account."""

BIG: Final = 7
"""Id of the event with many attendees."""

SMALL: Final = 8
"""Id of the second event, whose codes are wrong at the first."""

_ROLES: Final = ("admin", "owner", "organizer", "buyer", "coorganizer", "registrar", "stranger")
_POWERLESS: Final = ("admin", "buyer", "stranger")
_FORM: Final = "form-practice"
_BOLD: Final = ({"name": "Bold", "font_weight": "bold"},)
_WIDE: Final = "4 x 6 inch (101.6 x 152.4 mm)"
_SMALL_BADGE: Final = "3 x 4 inch (76.2 x 101.6mm )"

_TITLES: Final = [
    "Opening",
    "Free Software in Schools",
    "Packaging Without Tears",
    "自由ソフトウェアの未来",
    "Ask a Maintainer",
    "Typography for All",
    "Databases at the Edge",
    "Reproducible Builds",
    "Documentation That Gets Read",
    "Fonts and Scripts",
    "Offline First",
    "Lightning Talks",
    "Accessibility Clinic",
    "Hardware Hour",
    "Community Meeting",
    "Closing",
]


def make_accounts(midnight: datetime) -> tuple[AccountRow, ...]:
    """One account for each thing somebody may be, all with the practice password."""
    return tuple(
        AccountRow(
            id=number,
            email=f"{role}@practice.example",
            password=PRACTICE_PASSWORD,
            first_name=role.capitalize(),
            last_name="Practice",
            created_at=midnight.astimezone(UTC) - timedelta(days=200),
            is_admin=role == "admin",
            roles={} if role in _POWERLESS else {BIG: role, SMALL: role},
        )
        for number, role in enumerate(_ROLES, start=1)
    )


def make_events(midnight: datetime) -> tuple[EventRow, ...]:
    """Today's conference, and a meeting on the day after it."""

    def event(number: int, name: str, identifier: str, first_day: int, days: int) -> EventRow:
        return EventRow(
            id=number,
            identifier=identifier,
            name=name,
            timezone="Europe/Berlin",
            starts_at=(midnight + timedelta(days=first_day, hours=8)).astimezone(UTC),
            ends_at=(midnight + timedelta(days=first_day + days - 1, hours=19)).astimezone(UTC),
            created_at=midnight.astimezone(UTC) - timedelta(days=180),
            location_name="Kongresshalle am Zoo",
            owner_name="Owner Practice",
            description="An invented event to practise with.",
        )

    return (
        event(BIG, "Open Source Days", "05d42026", 0, 3),
        event(SMALL, "Maintainers at Breakfast", "b4ea5fa5", 3, 1),
    )


def make_tickets(midnight: datetime, *, places: int) -> tuple[TicketRow, ...]:
    """The kinds of tickets of both events; each has a badge except the small event's."""
    kinds = (
        (11, BIG, "Regular", 60.0, "badge-regular"),
        (12, BIG, "Student", 20.0, "badge-regular"),
        (13, BIG, "Speaker", 0.0, "badge-speaker"),
        (14, BIG, "Staff", 0.0, "badge-staff"),
        (15, BIG, "VIP", 250.0, "badge-speaker"),
        (21, SMALL, "Breakfast", 0.0, None),
    )
    return tuple(
        TicketRow(
            id=number,
            event_id=event_id,
            name=name,
            price=price,
            quantity=places,
            position=position,
            sales_starts_at=midnight.astimezone(UTC) - timedelta(days=90),
            sales_ends_at=midnight.astimezone(UTC) + timedelta(days=3),
            badge_id=badge_id,
            form_id=_FORM,
        )
        for position, (number, event_id, name, price, badge_id) in enumerate(kinds, start=1)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """What happens where."""

    rooms: tuple[RoomRow, ...]
    tracks: tuple[TrackRow, ...]
    session_types: tuple[TrackRow, ...]
    tags: tuple[TrackRow, ...]
    speakers: tuple[SpeakerRow, ...]
    sessions: tuple[SessionRow, ...]
    stations: tuple[StationRow, ...]


def make_programme(midnight: datetime) -> Programme:
    """Three rooms with sessions from 9 to 18 o'clock today and tomorrow, and a station of each kind."""
    places = (("Main Hall", "R1"), ("Seminar Room Ä", "R2"), ("Workshop", "R3"))
    rooms = tuple(
        RoomRow(id=31 + index, event_id=BIG, name=name, room=room, floor=index, position=index)
        for index, (name, room) in enumerate(places)
    )
    tracks = tuple(
        TrackRow(id=41 + index, event_id=BIG, name=name, position=index)
        for index, name in enumerate(("Community", "Desktop", "Hardware"))
    )
    sessions = _sessions(midnight, rooms, tracks)
    speakers = tuple(
        SpeakerRow(id=number, event_id=BIG, name=f"Speaker {number}")
        for number in sorted({speaker for session in sessions for speaker in session.speaker_ids})
    )
    return Programme(
        rooms=(*rooms, RoomRow(id=39, event_id=SMALL, name="Canteen", room="C", floor=0, position=0)),
        tracks=tracks,
        session_types=(TrackRow(id=51, event_id=BIG, name="Talk", position=0),),
        tags=(TrackRow(id=1, event_id=BIG, name="VIP", position=0),),
        speakers=speakers,
        sessions=sessions,
        stations=_stations(rooms),
    )


def _sessions(
    midnight: datetime, rooms: tuple[RoomRow, ...], tracks: tuple[TrackRow, ...]
) -> tuple[SessionRow, ...]:
    rows: list[SessionRow] = []
    slots = ((day, hour, place) for day in (0, 1) for hour in range(9, 18) for place in range(len(rooms)))
    for index, (day, hour, place) in enumerate(slots):
        start = (midnight + timedelta(days=day, hours=hour)).astimezone(UTC)
        rows.append(
            SessionRow(
                id=101 + index,
                event_id=BIG,
                title=_TITLES[index % len(_TITLES)],
                starts_at=start,
                ends_at=start + timedelta(minutes=50),
                created_at=midnight.astimezone(UTC) - timedelta(days=30),
                room_id=rooms[place].id,
                track_id=tracks[place].id,
                type_id=51,
                speaker_ids=(index % 20 + 1,),
            )
        )
    return tuple(rows)


def _stations(rooms: tuple[RoomRow, ...]) -> tuple[StationRow, ...]:
    hall = rooms[0]
    fixed = (
        (BIG, "Front Desk", REGISTRATION, hall),
        (BIG, "Side Entrance", REGISTRATION, None),
        (BIG, "Daily Gate", DAILY, hall),
        (SMALL, "Breakfast Desk", REGISTRATION, None),
    )
    doors = tuple(
        (BIG, f"{room.name} {word}", kind, room)
        for room in rooms
        for word, kind in (("in", CHECK_IN), ("out", CHECK_OUT))
    )
    return tuple(
        StationRow(
            id=61 + index,
            event_id=event_id,
            station_name=name,
            station_type=kind,
            room_id=room.id if room else None,
            room=room.room if room else None,
        )
        for index, (event_id, name, kind, room) in enumerate((*fixed, *doors))
    )


def make_badge_forms() -> tuple[BadgeFormRow, ...]:
    """Three badges: a big one, a small one and one lying on its side."""
    shapes = (
        ("badge-regular", _WIDE, "Portrait", "#ffffff"),
        ("badge-speaker", _WIDE, "Landscape", "#fdf3d0"),
        ("badge-staff", _SMALL_BADGE, "Portrait", "#d8ecff"),
    )
    return tuple(
        BadgeFormRow(
            id=71 + index,
            event_id=BIG,
            badge_id=badge_id,
            badge_size=size,
            badge_orientation=orientation,
            badge_color=color,
            fields=_fields(badge_id, first_id=201 + 10 * index),
        )
        for index, (badge_id, size, orientation, color) in enumerate(shapes)
    )


def _fields(badge_id: str, *, first_id: int) -> tuple[BadgeFieldRow, ...]:
    texts = (
        ("firstname", "First Name", "Ada", 28),
        ("lastname", "Last Name", "Lovelace", 28),
        ("company", "Organisation", "ACME", 16),
        ("jobTitle", "Job Title", "Engineer", 12),
    )
    lines = tuple(
        BadgeFieldRow(
            id=first_id + index,
            badge_id=badge_id,
            field_identifier=identifier,
            custom_field=label,
            sample_text=sample,
            font_size=size,
            font_weight=_BOLD,
            margin_top=4,
        )
        for index, (identifier, label, sample, size) in enumerate(texts)
    )
    code = BadgeFieldRow(
        id=first_id + len(texts),
        badge_id=badge_id,
        field_identifier="QR",
        custom_field="QR",
        sample_text="",
        margin_top=6,
        qr_custom_field=("email", "firstname", "lastname", "company"),
    )
    return (*lines, code)


def make_custom_forms() -> tuple[CustomFormRow, ...]:
    """What people are asked when they register."""
    questions = (
        ("firstname", "First Name", "text", True, False),
        ("lastname", "Last Name", "text", True, False),
        ("email", "Email", "email", True, False),
        ("company", "Organisation", "text", False, False),
        ("jobTitle", "Job Title", "text", False, False),
        ("dietary", "dietary", "text", False, True),
    )
    return tuple(
        CustomFormRow(
            id=81 + index,
            event_id=BIG,
            field_identifier=identifier,
            name=name,
            type=kind,
            position=index,
            form_id=_FORM,
            is_required=fixed,
            is_fixed=fixed,
            is_complex=is_complex,
        )
        for index, (identifier, name, kind, fixed, is_complex) in enumerate(questions)
    )
