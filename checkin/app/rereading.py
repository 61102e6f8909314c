"""What a damaged file still tells, as lines of a journal, in the order in which it happened."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from checkin.journal.lines import (
    Asked,
    BadgePrinted,
    BadgeWanted,
    Closed,
    Entry,
    Marks,
    Moved,
    Opening,
    Person,
    Told,
)
from checkin.mirror import schema
from checkin.mirror.database import Mirror
from checkin.mirror.salvage import Row, Salvage
from checkin.mirror.tasks import MOVE
from checkin.model.movement import Source
from checkin.model.operation import OperationState

Key = tuple[str, str]
"""An event: the connection it came by, and the platform's id."""

_NOWHERE = Marks()
_CLOSED = {OperationState.SETTLED, OperationState.PARKED, OperationState.WITHDRAWN}


def key_of(opening: Opening) -> Key:
    """Which event a journal is of."""
    return opening.connection, opening.event


def id_of(entry: Entry) -> str:
    """What a line is known by, whoever wrote it."""
    match entry:
        case Moved():
            return entry.id
        case Asked():
            return entry.told.id
        case Closed():
            return f"{entry.operation} {entry.state}"
        case BadgeWanted() | BadgePrinted():
            return f"{entry.kind} {entry.at.isoformat()} {entry.person.attendee or ''}"


@dataclass(slots=True)
class Reread:
    """What was read of one event, in the order it happened; `ends` is what came of operations."""

    opening: Opening
    lines: list[Entry] = field(default_factory=list)
    ends: list[Entry] = field(default_factory=list)

    def merged(self, journal: Iterable[Entry]) -> Iterator[Entry]:
        """A journal's lines with what only the file has, each where it belongs; what is left stays."""
        places = {id_of(line): place for place, line in enumerate(self.lines)}
        given = 0
        waiting, self.lines = self.lines, []
        for entry in journal:
            place = places.get(id_of(entry), -1)
            yield from waiting[given : max(place, given)]
            given = max(given, place + 1)
            yield entry
        self.lines = waiting[given:]


class Rereading:
    """Reads movements and operations out of a damaged file whose people are in the new mirror already.

    Attributes:
        events: what was read of each event.
        movements: ids of the movements that could be read.
        reported: how many of them the platform had told.
        orphans: how many rows are of somebody nobody knows any more.
    """

    def __init__(self, salvage: Salvage, new: Mirror, station: str, persons: Mapping[int, Person]) -> None:
        self._persons = persons
        self._station = station
        self.orphans = 0
        self.events: dict[Key, Reread] = {}
        self._by_number = self._openings(new)
        moved = salvage.recorded(schema.movement)
        told = salvage.recorded(schema.operation)
        self.movements = frozenset(str(row["id"]) for row in moved)
        self.reported = sum(row["source"] == Source.PLATFORM.value for row in moved)
        self._people = _people(new, {row["attendee_id"] for row in (*moved, *told)})
        for row, operation in _in_order(moved, told):
            self._take(row, operation)

    def _openings(self, new: Mirror) -> dict[int, Key]:
        with new.read() as connection:
            rows = connection.execute(schema.event.select()).all()
        for row in rows:
            opening = Opening(
                station=self._station,
                connection=row.connection,
                event=row.platform_id,
                event_name=row.name,
                timezone=row.timezone,
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                place=row.place,
            )
            self.events[key_of(opening)] = Reread(opening)
        return {row.id: (row.connection, row.platform_id) for row in rows}

    def _take(self, row: Row | None, operation: Row | None) -> None:
        either = row or operation or {}
        known = self._people.get(either["attendee_id"])
        event = known[0] if known else (operation or {}).get("event_id")
        person = known[1] if known else self._persons.get(either["attendee_id"])
        reread = self.events.get(self._by_number.get(event, ("", ""))) if event is not None else None
        if person is None or reread is None:
            self.orphans += 1
            return
        told = None if operation is None else _told(operation)
        if row is not None:
            reread.lines.append(_moved(row, person, told))
        elif told is not None:
            reread.lines.append(Asked(marks=_NOWHERE, person=person, told=told))
        if operation is not None and operation["state"] in _CLOSED:
            reread.ends.append(_closed(operation, person))


def _in_order(moved: Sequence[Row], told: Sequence[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """Each movement with what tells of it, and each other operation, as they were recorded."""
    telling = {row["movement_id"]: row for row in told if row["verb"] == MOVE}
    happened: list[tuple[int, Row | None, Row | None]] = []
    last = 0
    for row in moved:
        teller = telling.pop(row["id"], None)
        last = last if teller is None else int(teller["number"])
        happened.append((last, row, teller))
    alone = [row for row in told if row["verb"] != MOVE or row["movement_id"] in telling]
    happened += [(int(row["number"]), None, row) for row in alone]
    happened.sort(key=lambda one: one[0])
    for _, movement, operation in happened:
        yield movement, operation


def _people(new: Mirror, numbers: set[object]) -> dict[object, tuple[int, Person]]:
    table = schema.attendee
    with new.read() as connection:
        rows = connection.execute(
            table.select().with_only_columns(*table.c["id", "event_id", "platform_id", "badge_code"])
        )
        return {
            row.id: (row.event_id, Person(number=row.id, attendee=row.platform_id, code=row.badge_code))
            for row in rows
            if row.id in numbers
        }


def _told(row: Row) -> Told:
    return Told(
        id=row["id"],
        number=row["number"],
        verb=row["verb"],
        details=row["details"],
        movement=row["movement_id"],
        kind=row["kind"],
        station=row["station"],
        session=row["session"],
        at=schema.from_micros(row["at"]),
    )


def _moved(row: Row, person: Person, told: Told | None) -> Moved:
    return Moved(
        marks=_NOWHERE,
        id=row["id"],
        at=schema.from_micros(row["at"]),
        zone=row["zone"],
        direction=row["direction"],
        station=row["station"],
        source=row["source"],
        undoes=row["undoes"],
        overrode=row["overrode"],
        clock_offset_ms=row["clock_offset_ms"],
        person=person,
        told=told,
    )


def _closed(row: Row, person: Person) -> Closed:
    def when(name: str) -> object:
        return None if row[name] is None else schema.from_micros(row[name])

    return Closed.model_validate(
        {
            "marks": _NOWHERE,
            "operation": row["id"],
            "state": row["state"],
            "at": when("closed_at"),
            "first_sent_at": when("first_sent_at"),
            "platform_at": when("platform_at"),
            "theirs": bool(row["theirs"]),
            "reason": row["last_error"],
            "attendee": person.attendee,
        }
    )
