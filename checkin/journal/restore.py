"""From journals back into a mirror: who came, and what the platform is still to be told.

Restoring changes nothing that is there: it may be done twice, with overlapping copies, and with the journals
of several stations. Whatever the journal does not know to be settled is uncertain afterwards, so that the
platform is asked before it is told once more.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeVar

from checkin.journal.badges import can_be_read, put_back
from checkin.journal.lines import (
    Asked,
    BadgePrinted,
    BadgeWanted,
    Closed,
    Entry,
    Moved,
    OfBadge,
    Opening,
    Person,
    Told,
)
from checkin.journal.reading import files_in
from checkin.journal.together import Together
from checkin.mirror import badge_past, events, movements, rebuilding
from checkin.mirror.chronicle import Outcome, Somebody
from checkin.mirror.database import Mirror, Transaction
from checkin.model.event import Event, PlatformEvent
from checkin.model.ids import AttendeeId, MovementId, OperationId, PlatformId, ZoneId
from checkin.model.movement import Movement, Source
from checkin.model.operation import Operation, OperationState
from checkin.model.station import Direction, StationKind

_AT_ONCE = 500  # lines in a transaction

_T = TypeVar("_T")
_Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What came of restoring.

    Attributes:
        movements, operations: that were not there before.
        people: whom nobody knew, made anew from what the journal says of them.
        closed: operations of which the journal knew the end.
        badges: lines of what came out, or was asked for, and nobody knew that here.
        known: lines that told nothing new.
        unreadable: lines that are damaged, or tell what this version does not know.
    """

    movements: int = 0
    operations: int = 0
    people: int = 0
    closed: int = 0
    badges: int = 0
    known: int = 0
    unreadable: int = 0

    def __add__(self, other: "Restored") -> "Restored":
        return Restored(
            movements=self.movements + other.movements,
            operations=self.operations + other.operations,
            people=self.people + other.people,
            closed=self.closed + other.closed,
            badges=self.badges + other.badges,
            known=self.known + other.known,
            unreadable=self.unreadable + other.unreadable,
        )


NOTHING = Restored()
_KNOWN = Restored(known=1)
_UNREADABLE = Restored(unreadable=1)


def restore(
    mirror: Mirror, opening: Opening, lines: Iterable[Entry], *, knows_people: bool = False
) -> Restored:
    """Put into the mirror what one journal tells of its event, in transactions of some hundred lines.

    Args:
        mirror: where to.
        opening: whose journal it is.
        lines: its lines.
        knows_people: whoever is not in the mirror is gone, and a badge alone brings nobody back.

    Raises:
        MirrorError: the mirror cannot be written; what was restored until then stays, and may be restored
            again.
    """
    with mirror.write() as connection:
        _event(connection, opening)  # also where nothing happened yet
    return _restore(mirror, ((opening, line) for line in lines), knows_people=knows_people)


def _restore(
    mirror: Mirror, pairs: Iterable[tuple[Opening, Entry]], *, knows_people: bool = False
) -> Restored:
    done = NOTHING
    for some in _batches(pairs, _AT_ONCE):
        with mirror.write() as connection:
            done += _put_back(connection, some, knows_people=knows_people)
    return done


def _put_back(
    connection: Transaction, pairs: Iterable[tuple[Opening, Entry]], *, knows_people: bool
) -> Restored:
    done = NOTHING
    events_here: dict[_Key, _Restoring] = {}
    for opening, line in pairs:
        key = (opening.connection, opening.event)
        if key not in events_here:
            event = _event(connection, opening)
            events_here[key] = _Restoring(connection, event, knows_people=knows_people)
        done += events_here[key].put_back(line)
    for one in events_here.values():
        one.finish()
    return done


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """What came of rebuilding from files; `openings` says of which events, the last opening of each."""

    restored: Restored
    files: int
    openings: tuple[Opening, ...]


def rebuild(mirror: Mirror, places: Iterable[Path]) -> Rebuilt:
    """Put into the mirror what the journals tell that lie in these folders or files.

    Raises:
        NoJournalError: there is none, or it cannot be read.
        MirrorError: see `restore`.
    """
    files = files_in(places)
    openings: dict[_Key, Opening] = {}
    stations: defaultdict[_Key, set[str]] = defaultdict(set)

    def noted(pairs: Iterable[tuple[Opening, Entry]]) -> Iterator[tuple[Opening, Entry]]:
        for opening, line in pairs:
            openings[opening.connection, opening.event] = opening
            stations[opening.connection, opening.event].add(opening.station)
            yield opening, line

    together = Together(files)
    done = _restore(mirror, noted(together))
    done += Restored(unreadable=together.unreadable)
    with mirror.write() as connection:
        badge_past.settle(connection)
    for key, found in stations.items():
        if len(found) > 1:
            done += Restored(movements=-_drop_reports(mirror, openings[key]))
    return Rebuilt(restored=done, files=len(files), openings=tuple(openings.values()))


def _drop_reports(mirror: Mirror, opening: Opening) -> int:
    """What one station wrote itself, the platform told to the others."""
    with mirror.write() as connection:
        return movements.drop_reported_of_ours(connection, _event(connection, opening).id)


def _batches(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    left = iter(items)
    while some := list(islice(left, size)):
        yield some


def _event(connection: Transaction, opening: Opening) -> Event:
    """The event as it is here, else as the journal tells: a pull may have brought newer words since."""
    wanted = (opening.connection, opening.event)
    for known in events.everything(connection):
        if (known.connection, known.platform.platform_id) == wanted:
            return known
    told = PlatformEvent(
        platform_id=PlatformId(opening.event),
        name=opening.event_name,
        timezone=opening.timezone,
        starts_at=opening.starts_at,
        ends_at=opening.ends_at,
        place=opening.place,
    )
    return events.choose(connection, opening.connection, told)


class _Whom(NamedTuple):
    attendee: AttendeeId
    is_new: bool


class _Restoring:
    """One transaction's worth of lines."""

    def __init__(self, connection: Transaction, event: Event, *, knows_people: bool) -> None:
        self._connection = connection
        self._knows_people = knows_people
        self._event = event
        self._moved: dict[tuple[AttendeeId, ZoneId], None] = {}

    def put_back(self, line: Entry) -> Restored:
        match line:
            case Moved():
                return self._move(line)
            case Asked():
                return self._ask(line)
            case Closed():
                return self._close(line)
            case BadgeWanted() | BadgePrinted():
                return self._badge(line)

    def finish(self) -> None:
        """All lines of this transaction are put back."""
        rebuilding.bring_presences_up_to_date(self._connection, self._moved)

    def _move(self, line: Moved) -> Restored:
        directions, sources = set(Direction), set(Source)
        if line.direction not in directions or line.source not in sources or not _is_readable(line.told):
            return _UNREADABLE
        whom = self._whom(line.person)
        movement = _as_movement(line, whom.attendee)
        moved = rebuilding.add_movement(self._connection, movement, line.clock_offset_ms)
        if moved:
            self._moved[movement.attendee, movement.zone] = None
        told = line.told is not None and self._tell(line.told, whom.attendee)
        return self._done(line.person, whom, Restored(movements=int(moved), operations=int(told)))

    def _ask(self, line: Asked) -> Restored:
        if not _is_readable(line.told):
            return _UNREADABLE
        whom = self._whom(line.person)
        told = self._tell(line.told, whom.attendee)
        return self._done(line.person, whom, Restored(operations=int(told)))

    def _done(self, person: Person, whom: _Whom, done: Restored) -> Restored:
        if done == NOTHING:
            return _KNOWN
        rebuilding.add_what_is_only_here(self._connection, whom.attendee, _somebody(person))
        return done + Restored(people=int(whom.is_new))

    def _badge(self, line: OfBadge) -> Restored:
        if not can_be_read(line):
            return _UNREADABLE
        somebody = _somebody(line.person)
        if self._knows_people and rebuilding.find(self._connection, self._event.id, somebody) is None:
            return _KNOWN
        whom = self._whom(line.person)
        done = put_back(self._connection, whom.attendee, line)
        return self._done(line.person, whom, Restored(badges=int(done)))

    def _close(self, line: Closed) -> Restored:
        outcome = Outcome(
            state=OperationState(line.state),
            at=line.at,
            first_sent_at=line.first_sent_at,
            platform_at=line.platform_at,
            theirs=line.theirs,
            reason=line.reason,
            attendee=None if not line.attendee else PlatformId(line.attendee),
        )
        match rebuilding.close_operation(self._connection, OperationId(line.operation), outcome):
            case True:
                return Restored(closed=1)
            case False:
                return _KNOWN
            case None:
                return _UNREADABLE  # the line that told of the operation is lost

    def _whom(self, person: Person) -> _Whom:
        somebody = _somebody(person)
        found = rebuilding.find(self._connection, self._event.id, somebody)
        if found is not None:
            return _Whom(found, is_new=False)
        return _Whom(rebuilding.add_person(self._connection, self._event.id, somebody), is_new=True)

    def _tell(self, told: Told, attendee: AttendeeId) -> bool:
        task = rebuilding.task_of(told.verb, told.details)
        if task is None:  # asked before
            return False
        operation = Operation(
            id=OperationId(told.id),
            movement=MovementId(told.movement),
            event=self._event.platform.platform_id,
            attendee=PlatformId(""),
            kind=StationKind(told.kind),
            station=None if told.station is None else PlatformId(told.station),
            session=None if told.session is None else PlatformId(told.session),
            at=told.at,
            task=task,
        )
        return rebuilding.add_operation(self._connection, operation, attendee)


def _is_readable(told: Told | None) -> bool:
    if told is None:
        return True
    return told.kind in set(StationKind) and rebuilding.task_of(told.verb, told.details) is not None


def _somebody(person: Person) -> Somebody:
    return Somebody(
        platform_id=PlatformId(person.attendee) if person.attendee else None,
        code=person.code,
        codes=person.codes,
        given_name=person.given_name,
        family_name=person.family_name,
        email=person.email,
        company=person.company,
        order=person.order,
        ticket_type=person.ticket_type,
        walk_in=person.walk_in,
        corrections=person.corrections,
    )


def _as_movement(line: Moved, attendee: AttendeeId) -> Movement:
    return Movement(
        id=MovementId(line.id),
        attendee=attendee,
        zone=ZoneId(line.zone),
        direction=Direction(line.direction),
        at=line.at,
        station=line.station,
        source=Source(line.source),
        undoes=None if line.undoes is None else MovementId(line.undoes),
        overrode=line.overrode,
    )
