"""A desk whose day is made up step by step, and what is known of it, whatever mirror it stands in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from checkin.desk import admit, correct, pair, register
from checkin.desk.find import NoSuchAttendeeError
from checkin.desk.post import MOVEMENTS, Post
from checkin.desk.register import FormError
from checkin.desk.undo import CannotUndoError, undo
from checkin.mirror import backlog, movements, outbox, schema
from checkin.mirror.database import Mirror, Transaction
from checkin.mirror.movements import Told
from checkin.model.event import WHOLE_EVENT, Event
from checkin.model.form import COMPANY, FAMILY_NAME, GIVEN_NAME
from checkin.model.ids import AttendeeId, MovementId, PlatformId, ZoneId
from checkin.model.operation import AlreadyThere, Operation, Register, Rejected, Settled
from checkin.model.platform import Capability
from checkin.model.pulled import PulledAttendee, PulledCode, PulledMovement
from checkin.model.station import Direction, StationKind
from checkin.notices import NoticeBoard
from checkin.sync.push import note
from tests.fakes.builders import a_chosen_event, a_pulled, a_station, stored
from tests.fakes.clock import FakeClock

HALL = ZoneId("session:5")
PEOPLE = (1, 2, 3)
STATIONS = (
    a_station(),
    a_station(StationKind.CHECK_IN, HALL, "Hall in"),
    a_station(StationKind.CHECK_OUT, HALL, "Hall out"),
)
EVERYTHING = MOVEMENTS | {
    Capability.UNDO,
    Capability.WALK_IN,
    Capability.CORRECTION,
    Capability.PAIRING,
    Capability.REFUSALS,
}


@dataclass
class Desk:
    """One computer at the door; everything happens to somebody by their place in the order they came."""

    mirror: Mirror
    clock: FakeClock
    capabilities: frozenset[Capability]
    moved: list[MovementId] = field(default_factory=list)
    told: dict[PlatformId, PulledAttendee] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.event: Event = a_chosen_event(self.mirror)
        self.pull(*(a_pulled(number, "Ada", f"Number {number}") for number in PEOPLE))

    def post(self, station: int = 0) -> Post:
        return Post(
            mirror=self.mirror,
            clock=self.clock,
            notices=NoticeBoard(),
            event=self.event,
            station=STATIONS[station],
            capabilities=self.capabilities,
        )

    def people(self) -> list[AttendeeId]:
        with self.mirror.read() as connection:
            rows = connection.execute(select(schema.attendee.c.id).order_by(schema.attendee.c.id))
            return [AttendeeId(number) for number in rows.scalars()]

    def somebody(self, which: int) -> AttendeeId:
        here = self.people()
        return here[which % len(here)]

    # What people do

    def come(self, which: int, station: int) -> None:
        scan = admit.admit_attendee(self.post(station), self.somebody(which))
        if scan.movement is not None:
            self.moved.append(scan.movement)

    def take_back(self, which: int) -> None:
        if self.moved:
            try:
                undo(self.post(), self.moved[which % len(self.moved)])
            except CannotUndoError:
                return

    def register(self) -> None:
        number = len(self.people())
        register.register(self.post(), {GIVEN_NAME: "Walk", FAMILY_NAME: f"In {number}"})

    def correct(self, which: int, word: str) -> None:
        correct.correct(self.post(), self.somebody(which), {COMPANY: word})

    def pair(self, which: int, band: str) -> None:
        try:
            pair.pair(self.post(), self.somebody(which), band)
        except (FormError, NoSuchAttendeeError):
            return

    # What the platform does

    def push(self, outcome: str) -> None:
        """What is due next is sent, and something comes of it."""
        with self.mirror.read() as connection:
            due = outbox.due(connection, self.event.connection, self.clock.now(), 1)
        for operation in due:
            with self.mirror.write() as connection:
                outbox.mark_sending(connection, operation.id, self.clock.now())
            self.clock.advance(2)
            self._comes_of(replace(operation, first_sent_at=self.clock.now()), outcome)

    def _comes_of(self, operation: Operation, outcome: str) -> None:
        now = self.clock.now()
        whom = PlatformId(f"w{operation.code[:6]}") if isinstance(operation.task, Register) else None
        match outcome:
            case "settled":
                note(self.mirror, self.clock, operation, Settled(at=now, attendee=whom))
            case "there":
                note(self.mirror, self.clock, operation, AlreadyThere(at=now, attendee=whom))
            case "refused":
                note(self.mirror, self.clock, operation, Rejected(reason="No."))
            case "given up":
                note(self.mirror, self.clock, operation, Rejected(reason="Failed.", answered=False))
            case _:
                with self.mirror.write() as connection:
                    uncertain = outcome == "lost"
                    outbox.rest(connection, operation.id, uncertain=uncertain, until=now, reason=outcome)

    def decide(self, *, again: bool) -> None:
        """A person looks at what is parked."""
        with self.mirror.write() as connection:
            for parked in backlog.parked(connection, 1):
                if again:
                    outbox.send_again(connection, parked.operation.id)
                else:
                    outbox.withdraw(connection, parked.operation.id, self.clock.now(), reason="Enough.")

    def pull(self, *people: PulledAttendee) -> None:
        self.told |= {one.platform_id: one for one in people}
        stored(self.mirror, self.event, *people)

    def pull_walk_ins(self) -> None:
        """The platform got hold of everybody who was registered here, and tells their codes."""
        with self.mirror.read() as connection:
            rows = connection.execute(
                select(schema.attendee.c.badge_code).where(
                    schema.attendee.c.walk_in, schema.attendee.c.platform_id.is_(None)
                )
            )
            codes = list(rows.scalars())
        self.pull(*(as_pulled(code) for code in codes))

    def report(self, which: int, direction: Direction) -> None:
        """A pull tells of a check-in that was made elsewhere."""
        said = PulledMovement(zone=WHOLE_EVENT, direction=direction, at=self.clock.now(), station="Gate")
        with self.mirror.write() as connection:
            told = Told(attendee=self.somebody(which), movement=said)
            movements.add_reported(connection, [told])


def as_pulled(code: str) -> PulledAttendee:
    """A walk-in as the platform has them, with a code of its own besides."""
    number = PlatformId(f"w{code[:6]}")
    codes = (PulledCode(key=f"P{code}"), PulledCode(key=code))
    return replace(a_pulled(0, "Walk", "In"), platform_id=number, badge_code=f"P{code}", codes=codes)


# What is known


@dataclass(frozen=True)
class Known:
    """What a mirror knows of an event, without the numbers that are its own.

    Attributes:
        outcomes: of operations by their ids; just `WAITS` while they wait.
        doubted: those that wait, but were parked before.
    """

    movements: Mapping[str, list[tuple[object, ...]]]
    presences: Mapping[tuple[str, str], tuple[object, ...]]
    operations: Mapping[str, list[tuple[object, ...]]]
    outcomes: Mapping[str, tuple[object, ...]]
    doubted: frozenset[str]
    words: Mapping[str, tuple[object, ...]]


WAITS = ("waits",)


def known(mirror: Mirror) -> Known:
    """Everything of everybody who moved or is told of."""
    with mirror.read() as connection:
        keys = _keys(connection)
        operations = connection.execute(select(schema.operation).order_by(schema.operation.c.number)).all()
        outcomes = {row.id: _outcome(row) for row in operations}
        parked = select(schema.closing.c.operation).where(schema.closing.c.state == "parked")
        doubted = set(connection.execute(parked).scalars())
        return Known(
            movements=_movements(connection, keys),
            presences=_presences(connection, keys),
            operations=_by_person(keys, operations),
            outcomes=outcomes,
            doubted=frozenset(
                row.id for row in operations if row.number in doubted and outcomes[row.id] == WAITS
            ),
            words=_words(connection, keys),
        )


def _keys(connection: Transaction) -> dict[int, str]:
    """A name for each: the code they got here, else the platform's id."""
    code, attendee = schema.code, schema.attendee
    everybody = connection.execute(select(attendee.c.id, attendee.c.platform_id)).all()
    rows = connection.execute(
        select(code.c.attendee_id, code.c.key).where(code.c.ours, code.c.key.not_like("BAND%"))
    )
    ours = {row.attendee_id: row.key for row in rows}
    return {row.id: ours.get(row.id) or str(row.platform_id) for row in everybody}


def _movement_names(connection: Transaction, keys: Mapping[int, str]) -> dict[str, object]:
    rows = connection.execute(select(schema.movement))
    return {row.id: row.id if row.source == "here" else (keys[row.attendee_id], row.at) for row in rows}


def _movements(connection: Transaction, keys: Mapping[int, str]) -> dict[str, list[tuple[object, ...]]]:
    names = _movement_names(connection, keys)
    found: dict[str, list[tuple[object, ...]]] = {}
    for row in connection.execute(select(schema.movement).order_by(schema.movement.c.number)):
        what = (row.zone, row.direction, row.at, row.station, row.source, row.undoes, row.overrode)
        found.setdefault(keys[row.attendee_id], []).append((names[row.id], *what))
    return found


def _presences(connection: Transaction, keys: Mapping[int, str]) -> dict[tuple[str, str], tuple[object, ...]]:
    names = _movement_names(connection, keys)
    return {
        (keys[row.attendee_id], row.zone): (row.inside, row.entries, names.get(row.last_in))
        for row in connection.execute(select(schema.presence))
    }


def _by_person(
    keys: Mapping[int, str], operations: Sequence[schema.AnyRow]
) -> dict[str, list[tuple[object, ...]]]:
    found: dict[str, list[tuple[object, ...]]] = {}
    for row in operations:
        told = (row.id, row.verb, row.details, row.movement_id, row.kind, row.station, row.session, row.at)
        found.setdefault(keys[row.attendee_id], []).append(told)
    return found


def _outcome(row: schema.AnyRow) -> tuple[object, ...]:
    if row.state in {"pending", "sending", "uncertain"}:
        return WAITS
    settled = (row.platform_at, row.theirs, row.first_sent_at) if row.state == "settled" else ()
    return (row.state, row.closed_at, row.last_error, *settled)


def _words(connection: Transaction, keys: Mapping[int, str]) -> dict[str, tuple[object, ...]]:
    attendee, code, operation = schema.attendee, schema.code, schema.operation
    bands = connection.execute(select(code).where(code.c.key.like("BAND%"))).all()
    concerned = set(connection.execute(select(schema.movement.c.attendee_id)).scalars())
    concerned |= set(connection.execute(select(operation.c.attendee_id)).scalars())
    return {
        keys[row.id]: (
            row.given_name,
            row.family_name,
            row.company,
            row.walk_in,
            tuple(sorted(band.key for band in bands if band.attendee_id == row.id)),
        )
        for row in connection.execute(select(attendee))
        if row.id in concerned
    }
