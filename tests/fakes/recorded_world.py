"""The event a real server held when it was recorded, as far as the recordings tell."""

from datetime import UTC, datetime, timedelta

from checkin.practice.open_event.rows import (
    CHECK_IN,
    CHECK_OUT,
    DAILY,
    REGISTRATION,
    AccountRow,
    AttendeeRow,
    BadgeFieldRow,
    BadgeFormRow,
    CustomFormRow,
    EventRow,
    OrderRow,
    PracticeEvent,
    RoomRow,
    SessionRow,
    SpeakerRow,
    StationRow,
    TicketRow,
    TrackRow,
)

RECORDED_AT = datetime(2026, 11, 22, 7, 10, 48, 834695, tzinfo=UTC)
STARTED_AT = datetime(2026, 11, 22, 6, 59, 22, 163779, tzinfo=UTC)
ROLES = ("admin", "owner", "organizer", "coorganizer", "registrar", "trackorg", "stranger", "buyer")
IDENTIFIERS = {1: "d59f0453-39e4-457e-bb03-d56374a3357b", 2: "1f89db55-2661-4ae2-b311-edd557a874d5"}
STATUSES = {251: "initializing", 252: "pending", 253: "cancelled", 254: "expired", 1: "placed"}
FIRST_NAMES = ("Donald", "محمد", "Grace", "Ada", "Łukasz", "Frances")
LAST_NAMES = ("الأمين", "Knuth", "张", "Lovelace", "Hopper", "O'Brien", "Żółć")


def account(number: int, role: str) -> AccountRow:
    powerless = role in {"admin", "stranger", "buyer"}
    return AccountRow(
        id=number,
        email=f"{role}@example.org",
        password="***",  # noqa: S106 - so the recordings have it
        first_name=role,
        last_name="Test",
        created_at=STARTED_AT,
        is_admin=role == "admin",
        roles={} if powerless else {1: role, 3: role} if role == "owner" else {1: role},
    )


def event(number: int, identifier: str, name: str, state: str, description: str | None) -> EventRow:
    return EventRow(
        id=number,
        identifier=identifier,
        name=name,
        timezone="Europe/Berlin",
        starts_at=STARTED_AT - timedelta(hours=2),
        ends_at=STARTED_AT + timedelta(days=3),
        created_at=STARTED_AT,
        location_name="Hall 1",
        owner_name="Owner",
        state=state,
        description=description,
    )


def ticket(number: int, event_id: int, name: str, badge_id: str | None) -> TicketRow:
    return TicketRow(
        id=number,
        event_id=event_id,
        name=name,
        price=0.0 if number == 1 else 50.0,
        quantity=500,
        position=1,
        sales_starts_at=STARTED_AT - timedelta(days=30),
        sales_ends_at=STARTED_AT + timedelta(days=2),
        badge_id=badge_id,
        form_id="form-0001",
    )


def order(number: int) -> OrderRow:
    return OrderRow(
        id=number,
        event_id=2 if number == 123 else 1,
        identifier=IDENTIFIERS.get(number, f"00000000-0000-4000-8000-{number:012d}"),
        status={118: "initializing", 119: "pending", 120: "cancelled", 121: "expired"}.get(
            number, "placed" if number % 9 == 1 else "completed"
        ),
        created_at=STARTED_AT,
        user_id=8,
    )


def order_id_of(attendee_id: int) -> int:
    special = {1: 1, 2: 2, 251: 118, 252: 119, 253: 120, 254: 121, 255: 122, 256: 123}
    return special.get(attendee_id, 3 + attendee_id % 115)


def attendee(number: int) -> AttendeeRow:
    return AttendeeRow(
        id=number,
        event_id=2 if number == 256 else 1,
        order_id=order_id_of(number),
        ticket_id=3 if number == 256 else 2 if number % 4 == 0 else 1,
        firstname="Del" if number == 255 else FIRST_NAMES[number % len(FIRST_NAMES)],
        lastname=LAST_NAMES[number % len(LAST_NAMES)],
        created_at=STARTED_AT,
        modified_at=STARTED_AT,
        email="deleted@example.org" if number == 255 else f"attendee{number:04d}@example.org",
        company="ACME",
        job_title="Engineer",
        country="DE",
        identifier={1: "c3b679", 2: "6bc0b1"}.get(number, f"a{number:05x}"),
        deleted_at=STARTED_AT if number == 255 else None,
        complex_field_values={"dietary": "vegan"},
    )


def session(number: int) -> SessionRow:
    start = STARTED_AT.replace(microsecond=0) + timedelta(hours=number - 2)
    return SessionRow(
        id=number,
        event_id=2 if number == 10 else 1,
        title=f"Session {number}",
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        created_at=STARTED_AT,
        room_id=4 if number == 10 else (number - 1) % 3 + 1,
        track_id=(number - 1) % 3 + 1,
        type_id=1,
        speaker_ids=(number,),
        state="pending" if number in {8, 9} else "confirmed",
    )


def stations() -> tuple[StationRow, ...]:
    posts = (
        ("Front Desk", REGISTRATION, 1),
        ("Back Desk", REGISTRATION, 1),
        ("Kiosk (no location)", REGISTRATION, None),
        ("Daily Gate", DAILY, 1),
        ("Main Hall in", CHECK_IN, 1),
        ("Main Hall out", CHECK_OUT, 1),
        ("Room A in", CHECK_IN, 2),
        ("Room A out", CHECK_OUT, 2),
        ("Elsewhere", REGISTRATION, 4),
    )
    return tuple(
        StationRow(
            id=number,
            event_id=2 if room == 4 else 1,
            station_name=name,
            station_type=kind,
            room_id=room,
            room=f"R{room}" if room else None,
        )
        for number, (name, kind, room) in enumerate(posts, start=1)
    )


def badge_form() -> BadgeFormRow:
    lines = tuple(
        BadgeFieldRow(
            id=number,
            badge_id="badge-0001",
            field_identifier=name,
            custom_field=name,
            sample_text=name,
        )
        for number, name in enumerate(("firstname", "lastname", "company", "dietary", "qr"), start=1)
    )
    return BadgeFormRow(id=1, event_id=1, badge_id="badge-0001", badge_size="3x4", fields=lines)


def question(number: int, name: str) -> CustomFormRow:
    return CustomFormRow(
        id=number,
        event_id=1,
        field_identifier=name,
        name=name,
        type="text",
        position=number,
        form_id="form-0001",
    )


def recorded_world(*, description: str | None = "A conference") -> PracticeEvent:
    """The world before the first recording."""
    names = ("firstname", "lastname", "email", "company", "jobTitle", "dietary")
    return PracticeEvent(
        accounts=tuple(account(number, role) for number, role in enumerate(ROLES, start=1)),
        events=(
            event(1, "65dc373a", "CheckIn Conf", "published", description),
            event(2, "0ther001", "Other Conf", "published", description),
            event(3, "a4bcfb5e", "Draft Conf", "draft", description),
        ),
        tickets=(
            ticket(1, 1, "Regular", "badge-0001"),
            ticket(2, 1, "Workshop", None),
            ticket(3, 2, "Other", None),
        ),
        orders=tuple(order(number) for number in range(1, 124)),
        attendees=tuple(attendee(number) for number in range(1, 257)),
        rooms=tuple(
            RoomRow(
                id=number,
                event_id=2 if number == 4 else 1,
                name=f"Room {number}",
                room=f"R{number}",
                floor=0,
                position=0,
            )
            for number in range(1, 5)
        ),
        tracks=tuple(TrackRow(id=number, event_id=1, name=f"T{number}", position=0) for number in (1, 2, 3)),
        session_types=(TrackRow(id=1, event_id=1, name="Talk", position=0),),
        tags=(TrackRow(id=1, event_id=1, name="VIP", position=0),),
        speakers=tuple(
            SpeakerRow(id=number, event_id=1, name=f"Speaker {number}") for number in range(1, 11)
        ),
        sessions=tuple(session(number) for number in range(1, 11)),
        stations=stations(),
        badge_forms=(badge_form(),),
        custom_forms=tuple(question(number, name) for number, name in enumerate(names, start=1)),
    )
