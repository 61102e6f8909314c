"""One of several stations on one account: a mirror, a sync and a door of its own."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from typing_extensions import override

from checkin.app.accounts import Accounts, completed
from checkin.app.doubles import DoubleWatch
from checkin.connectors.protocol import Connector
from checkin.credentials import SessionVault
from checkin.desk import admit
from checkin.desk.post import Post
from checkin.mirror import backlog, events, schema
from checkin.mirror.database import Mirror
from checkin.model.admission import Admitted, Refusal, Refused
from checkin.model.event import WHOLE_EVENT, Event, PlatformEvent
from checkin.model.ids import MovementId, PlatformId, StationId
from checkin.model.operation import OutboxCounts
from checkin.model.station import PlatformStation, Station, StationKind
from checkin.model.zone_rules import OPEN_TO_ALL
from checkin.notices import NoticeBoard
from checkin.sync.cycle import FOREVER, Cycle, Schedule
from checkin.sync.pull import Pull
from tests.fakes.fresh import fresh_mirror
from tests.fakes.subjects import Hurrying, Subject

_SELDOM = Schedule(changes=1e9, everything=1e9)  # pulls come when the script says so
_STEPS = 2000  # more says that it does not end


class Passing(Hurrying):
    """A clock by which time passes at once, on the wall and on the watch alike.

    It begins early in the morning: an Open Event server refuses a second check-in within one UTC day only.
    """

    def __init__(self) -> None:
        super().__init__()
        now = super().now()
        self._early = now.replace(hour=0, minute=5) - now

    @override
    def now(self) -> datetime:
        return super().now() + self._early + timedelta(seconds=self._ahead)

    @override
    def skip(self, seconds: float = 1.0) -> None:
        super().skip(seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A double entry as a station lists it: whose, which check-in of its own, and when the other one was."""

    attendee: PlatformId
    ours: MovementId
    other: datetime
    is_first: bool


@dataclass(kw_only=True)
class Laptop:
    """A station at the entrance.

    Attributes:
        apart: it has no network.
        trouble: what must never happen, in words.
    """

    name: str
    subject: Subject
    clock: Passing
    folder: Path
    apart: bool = False
    trouble: list[str] = field(default_factory=list)
    mirror: Mirror = field(init=False)
    event: Event = field(init=False)
    connector: Connector = field(init=False)
    cycle: Cycle = field(init=False)
    station: Station = field(init=False)
    watch: DoubleWatch = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True)
        self._sign_in()
        self.mirror = fresh_mirror(self.folder / "mirror.sqlite3")
        platform = PlatformEvent(platform_id=self.subject.event, name="Conference", timezone="Europe/Berlin")
        with self.mirror.write() as connection:
            self.event = events.choose(connection, self.subject.connection.id, platform)
        self.connector = self.subject.connector()
        notices = NoticeBoard()
        pull = Pull(
            mirror=self.mirror,
            connector=self.connector,
            event=self.event,
            clock=self.clock,
            notices=notices,
        )
        self.watch = DoubleWatch(self.mirror, notices, lambda: self.event)
        notices.listen(self.watch.heed)
        pull.everything()
        self.cycle = Cycle(pull, _SELDOM)
        self.station = self._entrance()

    def _sign_in(self) -> None:
        """By itself, as each laptop of an account does; `setting up once more` needs what is shown once."""
        played = self.subject.played
        vault = SessionVault()
        accounts = Accounts(vault, self.clock, self.folder / "memory")
        connection = completed(played.connection, accounts.sign_in(played.connection, played.secrets))
        accounts.close()
        self.subject = replace(
            self.subject,
            connection=connection,
            secrets=vault.read(connection.id),
            folder=self.folder,
            clock=self.clock,
            made=[],
        )

    def _entrance(self) -> Station:
        with self.mirror.read() as connection:
            found = [
                one
                for one in events.stations(connection, self.event.id)
                if one.kind in {StationKind.REGISTRATION, StationKind.CHECK_IN}
            ]
        main = self.subject.played.main_station
        found.sort(key=lambda one: (one.platform_id != main, one.kind is not StationKind.REGISTRATION))
        return _post(self.name, found[0] if found else None)

    def close(self) -> None:
        """The app is closed."""
        self.subject.hang_up()
        self.mirror.close()

    def _post(self, kind: StationKind) -> Post:
        with self.mirror.read() as connection:
            zones = {zone.id: zone for zone in events.zones(connection, self.event.id)}
            facts = events.facts(connection, self.event.id)
        zone = zones.get(self.station.zone)
        return Post(
            mirror=self.mirror,
            clock=self.clock,
            notices=NoticeBoard(),
            event=self.event,
            station=replace(self.station, kind=kind),
            clock_offset=self.connector.clock_offset,
            capabilities=self.connector.capabilities,
            rules=OPEN_TO_ALL if zone is None else zone.rules,
            facts=facts,
        )

    def scan(self, code: str, *, out: bool = False) -> MovementId | None:
        """Somebody shows their code; None when they are refused for having come before."""
        post = self._post(StationKind.CHECK_OUT if out else self.station.kind)
        scan = admit.admit(post, code)
        if isinstance(scan.admission, Refused) and scan.admission.refusal is Refusal.NEEDS_CONFIRMATION:
            scan = admit.admit(post, code, overruled=Refusal.NEEDS_CONFIRMATION)
        if isinstance(scan.admission, Admitted):
            return scan.movement
        if scan.admission.refusal is not Refusal.ALREADY_INSIDE:
            self.trouble.append(f"{self.name} refused a welcome one: {scan.admission.refusal}")
        return None

    def tell(self) -> None:
        """Push until nothing waits."""
        for _ in range(_STEPS):
            wait = self._step()
            if not self.counts().waiting:
                return
            self.clock.skip(wait)
        self.trouble.append(f"{self.counts().waiting} wait for ever: {self.cycle.status.reason}")

    def hear(self, *, everything: bool = False) -> None:
        """Pull."""
        self.cycle.hurry(everything=everything)
        before = self.cycle.status.last_contact
        for _ in range(_STEPS):
            wait = self._step()
            if self.cycle.status.online and self.cycle.status.last_contact != before:
                return
            self.clock.skip(wait)
        self.trouble.append(f"a pull never ended: {self.cycle.status.reason}")

    def _step(self) -> float:
        """Says how long to wait before the next."""
        wait = self.cycle.step()
        if wait == FOREVER:
            self.trouble.append(f"{self.name} asked for a person: {self.cycle.status.reason}")
        return min(max(wait, 0.01), 60.0)

    # What came of it

    def counts(self) -> OutboxCounts:
        with self.mirror.read() as connection:
            return backlog.counts(connection)

    def told(self) -> dict[MovementId, tuple[str, bool, str]]:
        """Of each movement, how far its operation came, whether the platform has another's, and why not."""
        table = schema.operation
        with self.mirror.read() as connection:
            rows = connection.execute(select(table).where(table.c.verb == "move"))
            return {
                MovementId(row.movement_id): (row.state, bool(row.theirs), row.last_error) for row in rows
            }

    def listed(self) -> set[Listed]:
        """The double entries, as the lead sees them."""
        table = schema.attendee
        with self.mirror.read() as connection:
            names = {row.id: row.platform_id for row in connection.execute(select(table))}
        return {
            Listed(
                attendee=names[one.attendee],
                ours=one.ours.id,
                other=one.other.at,
                is_first=one.ours is one.first,
            )
            for one in self.watch.listed(100_000)
        }


def _post(name: str, found: PlatformStation | None) -> Station:
    here = StationId(name)
    if found is None:
        return Station(id=here, name=name)
    return Station(
        id=here,
        name=name,
        kind=found.kind,
        zone=found.zone or WHOLE_EVENT,
        platform_id=found.platform_id,
    )
