"""An invented event: people, posts, sessions, and what waits to be sent."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from checkin.model.attendee import Attendee, Ticket, TicketStatus
from checkin.model.doubles import DoubleEntry
from checkin.model.event import WHOLE_EVENT, PlatformEvent, Zone, ZoneKind
from checkin.model.ids import AttendeeId, EventId, MovementId, OperationId, PlatformId, ZoneId
from checkin.model.movement import Movement, Source
from checkin.model.operation import Operation, OperationState, ParkedOperation
from checkin.model.platform import Capability, PlatformForm, SetupField
from checkin.model.station import Direction, PlatformStation, StationKind

NOW = datetime(2026, 11, 7, 8, 12, tzinfo=UTC)

FORM = PlatformForm(
    platform="open_event",
    label="Open Event",
    description="The open platform behind eventyay. Sign in with the account that organises the event.",
    fields=(
        SetupField(
            name="base_url",
            label="Server",
            help="The address you use in the browser.",
            placeholder="https://api.eventyay.com",
        ),
        SetupField(name="account", label="E-mail", placeholder="you@example.org"),
        SetupField(name="password", label="Password", help="Kept in this system's keyring.", secret=True),
    ),
    capabilities=frozenset({Capability.CHECK_IN_THEIR_TIME, Capability.CHECK_OUT, Capability.STATIONS}),
    limits=("A check-in cannot be taken back there.", "People cannot be registered at the desk."),
)


def event(name: str = "PyCon", days: int = 0, **more: object) -> PlatformEvent:
    starts = NOW + timedelta(days=days)
    usual = PlatformEvent(
        platform_id=PlatformId(name.casefold()),
        name=name,
        timezone="Europe/Berlin",
        starts_at=starts,
        ends_at=starts + timedelta(days=2),
        place="Leipzig",
    )
    return replace(usual, **more)  # type: ignore[arg-type]  # the tests name real fields


def person(number: int, name: str, **ticket: object) -> Attendee:
    given, _, family = name.partition(" ")
    usual = Ticket(
        type_id=PlatformId("1"), type_name="Regular", status=TicketStatus.VALID, order=f"A{number:04}"
    )
    return Attendee(
        id=AttendeeId(number),
        event=EventId(1),
        platform_id=PlatformId(str(100 + number)),
        given_name=given,
        family_name=family,
        ticket=replace(usual, **ticket),  # type: ignore[arg-type]
        badge_code=f"CODE-{number}",
        email=f"{given.casefold()}@example.org",
        company="Analytical Engines",
        job_title="Engineer",
        extra={"dietary_restrictions": "vegan", "first_time": True, "fax": None},
    )


def session(number: int, name: str, start_hour: int, room: str | None = "room:1") -> Zone:
    starts = NOW.replace(hour=start_hour, minute=0)
    return Zone(
        id=ZoneId(f"session:{number}"),
        platform_id=PlatformId(str(number)),
        kind=ZoneKind.SESSION,
        name=name,
        room=None if room is None else ZoneId(room),
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
    )


ROOM = Zone(id=ZoneId("room:1"), platform_id=PlatformId("1"), kind=ZoneKind.ROOM, name="Great Hall")


def post(number: int, name: str, kind: StationKind, room: str | None = None) -> PlatformStation:
    return PlatformStation(
        platform_id=PlatformId(str(number)),
        name=name,
        kind=kind,
        room=None if room is None else ZoneId(room),
    )


def operation(number: int, name: str, state: OperationState, reason: str = "") -> ParkedOperation:
    told = Operation(
        id=OperationId(f"op-{number}"),
        movement=MovementId(f"move-{number}"),
        event=PlatformId("1"),
        attendee=PlatformId(str(number)),
        kind=StationKind.REGISTRATION,
        station=PlatformId("1"),
        session=None,
        at=NOW - timedelta(minutes=number),
        state=state,
    )
    return ParkedOperation(
        operation=told,
        reason=reason,
        attendee_name=name,
        station_name="Registration 1",
        attendee=AttendeeId(number),
    )


def double(
    number: int, name: str, *, minutes_apart: int = 29, told: str = "settled", seen: bool = False
) -> DoubleEntry:
    """Somebody who came in at another station first, and then here."""
    second = Movement(
        id=MovementId(f"double-{number}"),
        attendee=AttendeeId(number),
        zone=WHOLE_EVENT,
        direction=Direction.IN,
        at=NOW - timedelta(minutes=number),
        station="Registration 1",
    )
    first = replace(
        second,
        id=MovementId(f"other-{number}"),
        at=second.at - timedelta(minutes=minutes_apart),
        station="",
        source=Source.PLATFORM,
    )
    return DoubleEntry(
        attendee=AttendeeId(number),
        name=name,
        ticket_type="Regular",
        zone=WHOLE_EVENT,
        zone_name="The event",
        first=first,
        second=second,
        told=told,
        seen=seen,
    )
