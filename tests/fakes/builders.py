"""Values for tests, each with everything that does not matter filled in, and a door with people before it."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

from checkin.clock import Clock
from checkin.desk.post import Post
from checkin.mirror import events, outbox, storing
from checkin.mirror.database import Mirror
from checkin.model.attendee import Attendee, Ticket, TicketStatus
from checkin.model.event import WHOLE_EVENT, Event, PlatformEvent
from checkin.model.ids import (
    AttendeeId,
    EventId,
    MovementId,
    OperationId,
    PlatformId,
    PrintJobId,
    StationId,
    ZoneId,
)
from checkin.model.movement import Movement, Source
from checkin.model.operation import Operation
from checkin.model.print_job import JobState, PrintJob
from checkin.model.pulled import PulledAttendee, PulledCode, PulledMovement
from checkin.model.station import Direction, Station, StationKind
from checkin.notices import Notice, NoticeBoard

MORNING = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
CONNECTION = "fake:http://127.0.0.1#desk@example.org"

_numbers = itertools.count(1)
_N = TypeVar("_N")


def an_attendee(number: int = 1, *, event: int = 1, **ticket: object) -> Attendee:
    """Somebody of event 1 with a valid ticket; `ticket` replaces fields of it."""
    wanted = {"type_id": PlatformId("1"), "type_name": "Standard", "status": TicketStatus.VALID, **ticket}
    return Attendee(
        id=AttendeeId(number),
        event=EventId(event),
        platform_id=PlatformId(str(number)),
        given_name="Ada",
        family_name="Lovelace",
        badge_code=f"C{number}",
        ticket=Ticket(**wanted),  # type: ignore[arg-type]
    )


def a_print_job(number: int = 1, state: JobState = JobState.WAITING, **fields: object) -> PrintJob:
    """A badge that was asked for; `fields` replaces some of its fields."""
    wanted = {
        "attendee": AttendeeId(number),
        "name": "Ada Lovelace",
        "ticket_type": "Standard",
        "printer": "Zebra",
        "template": "default",
        "asked_at": MORNING,
        **fields,
    }
    return PrintJob(id=PrintJobId(number), state=state, **wanted)  # type: ignore[arg-type]


def a_pulled(
    number: int,
    given_name: str = "Ada",
    family_name: str = "Lovelace",
    *,
    status: TicketStatus = TicketStatus.VALID,
    codes: Sequence[PulledCode] | None = None,
    movements: Sequence[PulledMovement] = (),
    company: str = "",
    email: str = "",
    order: str = "",
    valid_from: datetime | None = None,
    valid_until: datetime | None = None,
) -> PulledAttendee:
    """Somebody as the platform tells; their code is ``C`` and their number."""
    return PulledAttendee(
        platform_id=PlatformId(str(number)),
        given_name=given_name,
        family_name=family_name,
        ticket_type=PlatformId("1"),
        status=status,
        badge_code=f"C{number}",
        codes=(PulledCode(key=f"C{number}"),) if codes is None else tuple(codes),
        movements=tuple(movements),
        company=company,
        email=email,
        order=order,
        valid_from=valid_from,
        valid_until=valid_until,
    )


def a_movement(
    direction: Direction = Direction.IN,
    at: datetime = MORNING,
    *,
    attendee: int = 1,
    zone: ZoneId = WHOLE_EVENT,
    station: str = "Desk 1",
    source: Source = Source.HERE,
    undoes: MovementId | None = None,
) -> Movement:
    """A movement with an id of its own."""
    return Movement(
        id=MovementId(f"movement-{next(_numbers)}"),
        attendee=AttendeeId(attendee),
        zone=zone,
        direction=direction,
        at=at,
        station=station,
        source=source,
        undoes=undoes,
    )


def a_station(
    kind: StationKind = StationKind.REGISTRATION, zone: ZoneId = WHOLE_EVENT, name: str = "Desk 1"
) -> Station:
    """A post that speaks for the platform's station 7; away from registration, for its session 5."""
    session = None if kind is StationKind.REGISTRATION else PlatformId("5")
    return Station(
        id=StationId("here"), name=name, kind=kind, zone=zone, platform_id=PlatformId("7"), session=session
    )


def a_platform_event(number: int = 1, timezone: str = "Europe/Berlin") -> PlatformEvent:
    """An event as a platform lists it."""
    return PlatformEvent(platform_id=PlatformId(f"event-{number}"), name=f"Event {number}", timezone=timezone)


def a_chosen_event(mirror: Mirror, number: int = 1, connection: str = CONNECTION) -> Event:
    """An event that is in the mirror, with nobody in it."""
    with mirror.write() as transaction:
        return events.choose(transaction, connection, a_platform_event(number))


def stored(mirror: Mirror, event: Event, *people: PulledAttendee) -> dict[PlatformId, AttendeeId]:
    """Let a pull store people; say who is who."""
    with mirror.write() as transaction:
        generation = events.pull_state(transaction, event.id).generation
        return storing.store(transaction, event.id, generation, people)


def enqueued(mirror: Mirror, event: Event, attendee: AttendeeId, at: datetime = MORNING) -> Operation:
    """Put an operation into the outbox that tells of a movement nobody recorded."""
    number = next(_numbers)
    operation = Operation(
        id=OperationId(f"operation-{number}"),
        movement=MovementId(f"told-{number}"),
        event=event.platform.platform_id,
        attendee=PlatformId(""),
        kind=StationKind.REGISTRATION,
        station=PlatformId("7"),
        session=None,
        at=at,
    )
    with mirror.write() as transaction:
        outbox.add(transaction, operation, attendee)
    return operation


@dataclass(frozen=True, kw_only=True)
class Door:
    """A post, who stands before it, and what was announced."""

    post: Post
    people: dict[PlatformId, AttendeeId]
    announced: list[Notice] = field(default_factory=list)

    @property
    def mirror(self) -> Mirror:
        return self.post.mirror

    @property
    def event(self) -> Event:
        return self.post.event

    def heard(self, kind: type[_N]) -> list[_N]:
        """The notices of one kind, in order."""
        return [notice for notice in self.announced if isinstance(notice, kind)]

    def number(self, platform_id: int) -> AttendeeId:
        """The mirror's number of somebody."""
        return self.people[PlatformId(str(platform_id))]

    def at(self, station: Station) -> Post:
        """The same door worked by another station of this computer."""
        return Post(
            mirror=self.mirror,
            clock=self.post.clock,
            notices=self.post.notices,
            event=self.event,
            station=station,
        )


def a_door(mirror: Mirror, clock: Clock, *people: PulledAttendee) -> Door:
    """A registration station of an event; without `people`, Ada (1), Grace (2) and Katherine (3) come."""
    event = a_chosen_event(mirror)
    crowd = people or (
        a_pulled(1, "Ada", "Lovelace"),
        a_pulled(2, "Grace", "Hopper"),
        a_pulled(3, "Katherine", "Johnson"),
    )
    numbers = stored(mirror, event, *crowd)
    notices = NoticeBoard()
    door = Door(
        post=Post(mirror=mirror, clock=clock, notices=notices, event=event, station=a_station()),
        people=numbers,
    )
    notices.listen(door.announced.append)
    return door
