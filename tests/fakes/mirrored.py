"""A platform's main event in a real mirror, and what the sync does between the two."""

import contextlib
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from checkin.connectors.protocol import Connector
from checkin.errors import ConnectorError
from checkin.mirror import events, outbox, schema
from checkin.mirror.database import Mirror
from checkin.mirror.only_here import Newcomer, add
from checkin.model.event import Event, PlatformEvent, ZoneKind
from checkin.model.form import NAME_ONLY, Form
from checkin.model.ids import AttendeeId, MovementId, OperationId, PlatformId
from checkin.model.operation import Move, Operation, OperationState, Task, Verdict
from checkin.model.station import PlatformStation, StationKind
from checkin.notices import NoticeBoard
from checkin.sync.pull import Pull, PullSummary
from checkin.sync.push import push
from tests.fakes.fresh import fresh_mirror
from tests.fakes.subjects import Subject

_WAITING = {OperationState.PENDING, OperationState.SENDING, OperationState.UNCERTAIN}


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """Where something happens, as an operation names it."""

    kind: StationKind = StationKind.REGISTRATION
    station: PlatformId | None = None
    session: PlatformId | None = None


@dataclass(kw_only=True)
class Mirrored:
    """The main event of a subject, and a station that works on it."""

    subject: Subject
    mirror: Mirror
    event: Event
    verdicts: list[Verdict] = field(default_factory=list)

    def pull(
        self,
        connector: Connector | None = None,
        *,
        changes: bool = False,
        between_pages: Callable[[], None] = lambda: None,
    ) -> PullSummary:
        """What the sync does to read. Raises a ConnectorError."""
        reading = Pull(
            mirror=self.mirror,
            connector=connector or self.subject.connector(),
            event=self.event,
            clock=self.subject.clock,
            notices=NoticeBoard(),
            between_pages=between_pages,
        )
        return reading.changes() if changes else reading.everything()

    def here(self) -> set[PlatformId]:
        """Whom the mirror has and nobody took away."""
        table = schema.attendee
        known = select(table.c.platform_id).where(
            table.c.event_id == self.event.id, table.c.removed.is_(False)
        )
        with self.mirror.read() as connection:
            return {PlatformId(row.platform_id) for row in connection.execute(known) if row.platform_id}

    def cursor(self) -> str | None:
        """Where changes start."""
        with self.mirror.read() as connection:
            return events.pull_state(connection, self.event.id).cursor

    def start_anew(self) -> None:
        """The next pull reads from the beginning."""
        with self.mirror.write() as connection:
            events.begin_snapshot(connection, self.event.id)

    def stations(self) -> tuple[PlatformStation, ...]:
        with self.mirror.read() as connection:
            return events.stations(connection, self.event.id)

    def entrance(self) -> At:
        """Where whoever comes is checked in; the app's own post where the platform has none."""
        ways = {StationKind.REGISTRATION, StationKind.CHECK_IN}
        found = [one for one in self.stations() if one.kind in ways]
        main = None if self.subject.rehearsal is None else self.subject.rehearsal.main_station
        found.sort(key=lambda one: (one.platform_id != main, one.kind is not StationKind.REGISTRATION))
        return self._at(found[0]) if found else At()

    def way_in_and_out(self) -> tuple[At, At]:
        """A door of which somebody can be told to go in, and then out."""
        found = self.stations()
        ways = (
            (self._at(entering), self._at(leaving))
            for leaving in found
            for entering in found
            if leaving.kind is StationKind.CHECK_OUT and _leads_to_same(entering, leaving)
        )
        return next(ways, (At(), At(kind=StationKind.CHECK_OUT)))

    def _at(self, station: PlatformStation) -> At:
        session = None
        if station.zone is None and station.kind is not StationKind.REGISTRATION:
            with self.mirror.read() as connection:
                zones = events.zones(connection, self.event.id)
            held = (one for one in zones if one.kind is ZoneKind.SESSION and one.room == station.room)
            session = next(held).platform_id
        return At(kind=station.kind, station=station.platform_id, session=session)

    def number(self, attendee: PlatformId) -> AttendeeId:
        """The mirror's number of somebody."""
        table = schema.attendee
        whose = select(table.c.id).where(table.c.event_id == self.event.id, table.c.platform_id == attendee)
        with self.mirror.read() as connection:
            return AttendeeId(connection.execute(whose).scalar_one())

    def walk_in_form(self) -> Form:
        """What is asked of walk-ins."""
        with self.mirror.read() as connection:
            return events.facts(connection, self.event.id).walk_in or NAME_ONLY

    def walk_in(self, given_name: str) -> AttendeeId:
        """Somebody whom the platform does not know yet."""
        newcomer = Newcomer(given_name=given_name, family_name="Conformance", code=uuid.uuid4().hex)
        with self.mirror.write() as connection:
            return add(connection, self.event.id, newcomer)

    def enqueue(self, attendee: AttendeeId, task: Task, at: At) -> OperationId:
        """Put it into the outbox."""
        operation = Operation(
            id=OperationId(str(uuid.uuid4())),
            movement=MovementId(str(uuid.uuid4())) if isinstance(task, Move) else MovementId(""),
            event=self.event.platform.platform_id,
            attendee=PlatformId(""),
            kind=at.kind,
            station=at.station,
            session=at.session,
            at=self.subject.clock.now(),
            task=task,
        )
        with self.mirror.write() as connection:
            outbox.add(connection, operation, attendee)
        return operation.id

    def operation(self, number: OperationId) -> Operation:
        """As it stands."""
        with self.mirror.read() as connection:
            found = outbox.get(connection, number)
        assert found is not None
        return found

    def tell(self, connector: Connector, number: OperationId) -> OperationState:
        """What the sync does with an operation once. Raises a ConnectorError."""
        verdict = push(self.mirror, connector, self.subject.clock, self.operation(number))
        if verdict is not None:
            self.verdicts.append(verdict)
        return self.operation(number).state

    def settle(self, connector: Connector, number: OperationId) -> OperationState:
        """What the sync does with an operation until it is decided: an error only means another time."""
        for _ in range(4):
            if self.operation(number).state not in _WAITING:
                break
            with contextlib.suppress(ConnectorError):
                self.tell(connector, number)
        return self.operation(number).state


def _leads_to_same(entering: PlatformStation, leaving: PlatformStation) -> bool:
    ways = (
        {StationKind.CHECK_IN} if leaving.zone is None else {StationKind.CHECK_IN, StationKind.REGISTRATION}
    )
    return entering.kind in ways and (entering.zone, entering.room) == (leaving.zone, leaving.room)


@contextlib.contextmanager
def mirrored(subject: Subject, folder: Path) -> Iterator[Mirrored]:
    """A mirror in which nothing is, yet."""
    mirror = fresh_mirror(folder / "mirror.sqlite")
    try:
        platform = PlatformEvent(platform_id=subject.event, name="Conference")
        with mirror.write() as connection:
            event = events.choose(connection, subject.connection.id, platform)
        yield Mirrored(subject=subject, mirror=mirror, event=event)
    finally:
        mirror.close()
