"""A station at work on a bad line: people come, some are taken back, the app dies, and the sync goes on."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import select, text
from typing_extensions import override

from checkin.connectors.protocol import Connector
from checkin.desk import admit, undo
from checkin.desk.post import Post
from checkin.errors import ConnectorError
from checkin.mirror import backlog, events, outbox, schema
from checkin.mirror.database import Mirror
from checkin.model.admission import Refusal, Refused
from checkin.model.event import WHOLE_EVENT, Event, PlatformEvent
from checkin.model.ids import AttendeeId, MovementId, PlatformId, StationId
from checkin.model.operation import OperationState, OutboxCounts, ParkedOperation
from checkin.model.scan import Scan
from checkin.model.station import PlatformStation, Station, StationKind
from checkin.model.zone_rules import OPEN_TO_ALL
from checkin.notices import NoticeBoard
from checkin.sync.cycle import FOREVER, Cycle, Schedule
from checkin.sync.pull import Pull
from checkin.sync.push import as_sent
from tests.fakes.subjects import Hurrying, Subject

_A_WHILE = 900.0  # seconds a step asks for at most, before we look again
_SCHEDULE = Schedule(changes=300.0, everything=20_000.0)
_LATELY = 12  # people: who is taken back was let in a moment ago, before or after the platform heard
_ENDS = 40_000  # steps: more says that it does not end


class Passing(Hurrying):
    """The computer's clock, by which time passes at once, on the wall and on the watch alike."""

    @override
    def now(self) -> datetime:
        return super().now() + timedelta(seconds=self._ahead)

    @override
    def skip(self, seconds: float = 20.0) -> None:
        super().skip(seconds)


@dataclass(kw_only=True)
class Came:
    """Somebody who was let in; `kept` when they were taken back and the platform keeps it all the same."""

    platform_id: PlatformId
    code: str
    movement: MovementId
    stands: bool = True
    kept: bool = False


@dataclass(kw_only=True)
class AtWork:
    """The station.

    Attributes:
        came: everybody who was let in, in order.
        by_name: how many of them had a code nobody knows here yet.
        trouble: what must never happen, in words.
    """

    subject: Subject
    clock: Passing
    file: Path
    dice: Random
    came: list[Came] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    deaths: int = 0
    pulls: int = 0
    by_name: int = 0
    mirror: Mirror = field(init=False)
    event: Event = field(init=False)
    connector: Connector = field(init=False)
    cycle: Cycle = field(init=False)
    station: Station | None = None

    def __post_init__(self) -> None:
        self._open()

    def _open(self) -> None:
        self.mirror = Mirror(self.file)
        platform = PlatformEvent(platform_id=self.subject.event, name="Conference")
        with self.mirror.write() as connection:
            self.event = events.choose(connection, self.subject.connection.id, platform)
        self.connector = self.subject.connector()
        pull = Pull(
            mirror=self.mirror,
            connector=self.connector,
            event=self.event,
            clock=self.clock,
            notices=NoticeBoard(),
        )
        self.cycle = Cycle(pull, _SCHEDULE)

    def close(self) -> None:
        """The app is closed."""
        self.subject.hang_up()
        self.mirror.close()

    def die(self) -> None:
        """The app dies while something is under way, and is started anew."""
        with self.mirror.write() as connection:
            due = outbox.due(connection, self.subject.connection.id, self.clock.now(), 50)
            fresh = [one for one in due if one.state is OperationState.PENDING][:1]
            for one in fresh:
                outbox.mark_sending(connection, one.id, self.clock.now(), was=one.state)
        for one in fresh:
            with suppress(ConnectorError):
                self.connector.push(as_sent(one, self.clock.now(), None))
        self.close()
        self.deaths += 1
        self._open()

    # What happens at the door

    def work_at_entrance(self) -> None:
        """Choose the post."""
        with self.mirror.read() as connection:
            found = [
                one
                for one in events.stations(connection, self.event.id)
                if one.kind in {StationKind.REGISTRATION, StationKind.CHECK_IN}
            ]
        main = None if self.subject.rehearsal is None else self.subject.rehearsal.main_station
        found.sort(key=lambda one: (one.platform_id != main, one.kind is not StationKind.REGISTRATION))
        self.station = _post(found[0] if found else None)

    @property
    def post(self) -> Post:
        assert self.station is not None
        with self.mirror.read() as connection:
            zones = {zone.id: zone for zone in events.zones(connection, self.event.id)}
            facts = events.facts(connection, self.event.id)
        zone = zones.get(self.station.zone)
        return Post(
            mirror=self.mirror,
            clock=self.clock,
            notices=NoticeBoard(),
            event=self.event,
            station=self.station,
            clock_offset=self.connector.clock_offset,
            capabilities=self.connector.capabilities,
            rules=OPEN_TO_ALL if zone is None else zone.rules,
            facts=facts,
        )

    def admit(self, post: Post, platform_id: PlatformId, code: str) -> bool:
        """Somebody shows their code; whether they were let in."""
        self.clock.skip(self.dice.random() / 2)
        scan = admit.admit(post, code)
        if _refusal(scan) is Refusal.NEEDS_CONFIRMATION:
            scan = admit.admit(post, code, overruled=Refusal.NEEDS_CONFIRMATION)
        if _refusal(scan) is Refusal.UNKNOWN_CODE:  # its picture could not be had: they are found by name
            scan = admit.admit_attendee(post, self._number(platform_id))
            self.by_name += 1
        if scan.movement is None:
            self.trouble.append(f"a welcome one was refused: {_refusal(scan)}")
            return False
        self.came.append(Came(platform_id=platform_id, code=code, movement=scan.movement))
        return True

    def _number(self, platform_id: PlatformId) -> AttendeeId:
        table = schema.attendee
        with self.mirror.read() as connection:
            whose = select(table.c.id).where(table.c.platform_id == platform_id)
            return AttendeeId(connection.execute(whose).scalar_one())

    def take_back(self, post: Post) -> Came | None:
        """One of those who came is taken back; None when there is nobody."""
        one = self.dice.choice(self.came[-_LATELY:]) if self.came else None
        if one is None or not one.stands:
            return None
        answer = undo.undo(post, one.movement)
        one.stands, one.kept = False, not answer.told_platform
        return one

    # What the sync does

    def sync(self, steps: int = 1) -> None:
        """Some steps; time passes as they say."""
        for _ in range(steps):
            wait = self.cycle.step()
            if wait == FOREVER:
                self.trouble.append(f"it asked for a person: {self.cycle.status.reason}")
                self.die()
            else:
                self.clock.skip(min(max(wait, 0.01), _A_WHILE))

    def pull_once(self) -> None:
        """Go on until everybody was pulled."""
        self.cycle.hurry(everything=True)
        before, self.pulls = self.cycle.status.last_pull, self.pulls + 1
        for _ in range(_ENDS):
            self.sync()
            if self.cycle.status.last_pull != before:
                return
        self.trouble.append(f"a pull never ended: {self.cycle.status.reason}")

    def settle(self) -> None:
        """Go on until nothing waits."""
        for _ in range(_ENDS):
            if not self.counts().waiting:
                return
            self.sync()
        self.trouble.append(f"{self.counts().waiting} wait for ever: {self.cycle.status.reason}")

    # What came of it

    def counts(self) -> OutboxCounts:
        with self.mirror.read() as connection:
            return backlog.counts(connection)

    def parked(self) -> Sequence[ParkedOperation]:
        with self.mirror.read() as connection:
            return backlog.parked(connection, 1000)

    def settled_as_theirs(self) -> int:
        """How many check-ins we hold for somebody else's."""
        return self._count("SELECT count(*) FROM operation WHERE theirs")

    def reported(self) -> int:
        """How many movements we believe that others have recorded."""
        return self._count("SELECT count(*) FROM movement WHERE source = 'platform'")

    def _count(self, sql: str) -> int:
        with self.mirror.read() as connection:
            return int(connection.execute(text(sql)).scalar_one())

    def states(self, verb: str = "move") -> dict[MovementId, str]:
        """How far the operation of each movement came."""
        table = schema.operation
        with self.mirror.read() as connection:
            rows = connection.execute(select(table.c.movement_id, table.c.state).where(table.c.verb == verb))
            return {MovementId(row.movement_id): row.state for row in rows}

    def expected(self) -> tuple[Counter[PlatformId], set[PlatformId]]:
        """How often the platform must have everybody, and of whom nobody can know (a person was asked)."""
        told, back = self.states(), self.states("take back")
        wanted, either = Counter[PlatformId](), set[PlatformId]()
        for one in self.came:
            stays = back.get(one.movement) == "parked" or (one.kept and told.get(one.movement) == "settled")
            if one.stands or stays:
                wanted[one.platform_id] += 1
            elif one.kept and told.get(one.movement) == "parked":
                either.add(one.platform_id)
        return wanted, either


def _refusal(scan: Scan) -> Refusal | None:
    return scan.admission.refusal if isinstance(scan.admission, Refused) else None


def _post(found: PlatformStation | None) -> Station:
    here = StationId("here")
    if found is None:
        return Station(id=here, name="Registration")
    return Station(
        id=here,
        name=found.name,
        kind=found.kind,
        zone=found.zone or WHOLE_EVENT,
        platform_id=found.platform_id,
    )
