"""A platform in memory: what it does with what it is told, in each of the manners platforms have.

It remembers everything it ever did, in order and with every repetition, so that a promise can be held
against it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from checkin.model.attendee import TicketStatus
from checkin.model.event import WHOLE_EVENT
from checkin.model.form import FAMILY_NAME, GIVEN_NAME
from checkin.model.ids import OperationId, PlatformId, ZoneId
from checkin.model.operation import (
    AlreadyThere,
    CannotTell,
    Correct,
    Move,
    NotThere,
    Operation,
    Pair,
    Recollection,
    Register,
    Rejected,
    Settled,
    TakeBack,
    Verdict,
)
from checkin.model.platform import Capability
from checkin.model.pulled import PulledAttendee, PulledCode, PulledMovement
from checkin.model.station import Direction, StationKind
from tests.faults.simulation.virtual_time import WorldTime

GONE = "They are not in our list."


class Stamp(StrEnum):
    """Which time a platform writes to a check-in."""

    THEIRS = "its own"
    OURS = "the station's"
    UNSAID = "its own, and does not say so when it answers"
    OURS_UNSAID = "the station's, and does not say so when it answers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a platform behaves.

    Attributes:
        recognises: it knows an operation by its id, and cannot be asked; else it takes twice what is sent
            twice, and can be asked.
        stamps: which time it writes down and reports.
        one_arrival: whoever is inside already is only said to be there.
        names_newcomers: a walk-in's new id is in the answer; else only the next pull tells it.
        full: it takes back, registers, corrects and pairs; else it takes check-ins and check-outs alone.
        together: it takes many check-ins in one request.
        tells_changes: it can tell what changed since the last pull.
    """

    recognises: bool = False
    stamps: Stamp = Stamp.THEIRS
    one_arrival: bool = False
    names_newcomers: bool = True
    full: bool = True
    together: bool = False
    tells_changes: bool = True

    @property
    def capabilities(self) -> frozenset[Capability]:
        """As its connector says."""
        can = {Capability.CHECK_IN_OUR_TIME, Capability.CHECK_OUT}
        if self.full:
            can |= {Capability.UNDO, Capability.WALK_IN, Capability.CORRECTION, Capability.PAIRING}
        if self.tells_changes:
            can |= {Capability.DELTA_PULL}
        return frozenset(can)


@dataclass(kw_only=True)
class Entry:
    """A check-in or check-out it has; `operation` is None for one that no station of ours told of."""

    attendee: PlatformId
    zone: ZoneId
    direction: Direction
    at: datetime
    operation: OperationId | None = None
    taken_back: bool = False


@dataclass(kw_only=True)
class Row:
    """An attendee as the platform has them.

    Attributes:
        serial: their place in its list.
        legible: their row can be read.
        named: at least their id can be read.
    """

    serial: int
    told: PulledAttendee
    legible: bool = True
    named: bool = True


@dataclass
class Platform:
    """One event at a platform.

    Attributes:
        applied: the operations that took effect, in order, with every repetition.
        was_there: those it only said to be there already.
        changed: whose row changed, in order; a delta's cursor is a place in it.
        ever_gone: whoever was not in its list at any time.
        bore: who ever had each code.
        refuses: attendees it takes nothing of.
        stubborn: attendees at whom its server fails.
    """

    time: WorldTime
    manner: Manner
    rows: dict[PlatformId, Row] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    applied: list[Operation] = field(default_factory=list)
    was_there: set[OperationId] = field(default_factory=set)
    changed: list[PlatformId] = field(default_factory=list)
    ever_gone: set[PlatformId] = field(default_factory=set)
    bore: dict[str, set[PlatformId]] = field(default_factory=dict)
    refuses: set[PlatformId] = field(default_factory=set)
    stubborn: set[PlatformId] = field(default_factory=set)
    _serial: int = 0
    _newcomers: dict[OperationId, PlatformId] = field(default_factory=dict)

    # What it is told

    def take(self, operation: Operation) -> Verdict:
        """Do what an operation says."""
        if self.manner.recognises and self.has(operation.id):
            return self._as_taken(operation)
        operation = self._of_somebody(operation)
        refused = self.objection(operation)
        if refused is not None:
            return refused
        return self._do(operation)

    def _do(self, operation: Operation) -> Verdict:
        match operation.task:
            case Move():
                return self._move(operation)
            case TakeBack(operation=told):
                return self._take_back(operation, told)
            case Register(answers=answers):
                return self._register(operation, answers)
            case Correct(changes=changes):
                self._change(operation.attendee, **changes)
            case Pair(tag=tag):
                self._change(operation.attendee, codes=self._codes_with(operation.attendee, tag))
            case _:
                return Rejected(reason="We do not do that.")
        self.applied.append(operation)
        return Settled()

    def objection(self, operation: Operation) -> Rejected | None:
        """Why it will not take it, if so."""
        if isinstance(operation.task, Register):
            return None
        attendee = self._of_somebody(operation).attendee
        if attendee not in self.rows:
            return Rejected(reason=GONE)
        if attendee in self.refuses:
            return Rejected(reason="Not theirs to use.")
        return None

    def _of_somebody(self, operation: Operation) -> Operation:
        """Of a newcomer whose id nobody here knows, the code tells who it is."""
        if operation.attendee or isinstance(operation.task, Register):
            return operation
        borne = [number for number, row in self.rows.items() if row.told.badge_code == operation.code]
        return replace(operation, attendee=borne[0]) if borne else operation

    def recall(self, operation: Operation) -> Recollection:
        """What it has of an operation."""
        if self.manner.recognises:
            return CannotTell()
        return self._as_taken(operation) if self.has(operation.id) else NotThere()

    def has(self, operation: OperationId) -> bool:
        """Whether it took effect."""
        return any(one.id == operation for one in self.applied)

    def entry_of(self, operation: OperationId) -> Entry | None:
        """What it has of a check-in."""
        return next((one for one in self.entries if one.operation == operation), None)

    def _as_taken(self, operation: Operation) -> Settled:
        entry = self.entry_of(operation.id)
        newcomer = self._newcomers.get(operation.id) if self.manner.names_newcomers else None
        return Settled(at=None if entry is None else self._said(entry), attendee=newcomer)

    def _said(self, entry: Entry) -> datetime | None:
        return None if self.manner.stamps in {Stamp.UNSAID, Stamp.OURS_UNSAID} else entry.at

    def _move(self, operation: Operation) -> Verdict:
        zone = WHOLE_EVENT if operation.session is None else ZoneId(f"session:{operation.session}")
        out = operation.kind is StationKind.CHECK_OUT
        if self.manner.one_arrival and not out:
            inside = self._inside(operation.attendee, zone)
            if inside is not None:
                self.was_there.add(operation.id)
                return AlreadyThere(at=self._said(inside))
        entry = Entry(
            attendee=operation.attendee,
            zone=zone,
            direction=Direction.OUT if out else Direction.IN,
            at=operation.at if self.manner.stamps in {Stamp.OURS, Stamp.OURS_UNSAID} else self.time.now(),
            operation=operation.id,
        )
        self.applied.append(operation)
        self._enter(entry)
        return Settled(at=self._said(entry))

    def _inside(self, attendee: PlatformId, zone: ZoneId) -> Entry | None:
        there = [
            one for one in self.entries if (one.attendee, one.zone) == (attendee, zone) and not one.taken_back
        ]
        return there[-1] if there and there[-1].direction is Direction.IN else None

    def _take_back(self, operation: Operation, told: OperationId) -> Verdict:
        entry = self.entry_of(told)
        if entry is None or entry.taken_back:
            self.was_there.add(operation.id)
            return AlreadyThere()
        entry.taken_back = True
        self.applied.append(operation)
        self._change(operation.attendee)
        return Settled()

    def _register(self, operation: Operation, answers: Mapping[str, str]) -> Verdict:
        number = PlatformId(f"w{self._serial + 1}")
        self.put(
            PulledAttendee(
                platform_id=number,
                given_name=answers.get(GIVEN_NAME, ""),
                family_name=answers.get(FAMILY_NAME, ""),
                ticket_type=PlatformId("1"),
                status=TicketStatus.VALID,
                badge_code=operation.code,
                codes=(PulledCode(key=operation.code),),
            )
        )
        self._newcomers[operation.id] = number
        self.applied.append(operation)
        return self._as_taken(operation)

    def _codes_with(self, attendee: PlatformId, tag: str) -> tuple[PulledCode, ...]:
        for other in [one for one in self.rows if one != attendee]:
            kept = tuple(code for code in self.rows[other].told.codes if code.key != tag)
            if kept != self.rows[other].told.codes:
                self._change(other, codes=kept)
        codes = self.rows[attendee].told.codes
        return codes if any(code.key == tag for code in codes) else (*codes, PulledCode(key=tag))

    def _enter(self, entry: Entry) -> None:
        self.entries.append(entry)
        self._change(entry.attendee)

    # What happens there by itself

    def put(self, one: PulledAttendee) -> None:
        """Somebody new."""
        self._serial += 1
        self.rows[one.platform_id] = Row(serial=self._serial, told=one)
        self._change(one.platform_id)

    def edit(self, attendee: PlatformId, **words: object) -> None:
        """Somebody's row is changed there."""
        self._change(attendee, **words)

    def remove(self, attendee: PlatformId) -> None:
        """Somebody is deleted; put back, they are as they were."""
        del self.rows[attendee]
        self.ever_gone.add(attendee)

    def merge(self, attendee: PlatformId, into: PlatformId) -> None:
        """Two rows were one person: everything of the first is the second's."""
        codes = self.rows[attendee].told.codes
        self.remove(attendee)
        for entry in self.entries:
            if entry.attendee == attendee:
                entry.attendee = into
        kept = self.rows[into].told.codes
        added = tuple(code for code in codes if code.key not in {one.key for one in kept})
        self._change(into, codes=(*kept, *added))

    def let_in(self, attendee: PlatformId, zone: ZoneId, direction: Direction) -> None:
        """A station that is none of ours lets somebody through."""
        self._enter(Entry(attendee=attendee, zone=zone, direction=direction, at=self.time.now()))

    def smudge(self, attendee: PlatformId, *, legible: bool, named: bool) -> None:
        """Somebody's row can be read from now on, or cannot."""
        row = self.rows[attendee]
        row.legible, row.named = legible, named
        self.changed.append(attendee)

    def _change(self, attendee: PlatformId, **words: object) -> None:
        if attendee in self.rows:
            self.rows[attendee].told = replace(self.rows[attendee].told, **words)  # type: ignore[arg-type]
            self.changed.append(attendee)
            for code in self.rows[attendee].told.codes:
                self.bore.setdefault(code.key, set()).add(attendee)

    # What it tells

    def as_told(self, attendee: PlatformId) -> PulledAttendee:
        """Somebody as a pull has them, with what they did."""
        moves = tuple(
            PulledMovement(zone=one.zone, direction=one.direction, at=one.at)
            for one in self.entries
            if one.attendee == attendee and not one.taken_back
        )
        return replace(self.rows[attendee].told, movements=moves)
