"""What must be true of a mirror's file at every instant, whatever happened to who wrote it."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from checkin.mirror.schema import from_micros
from checkin.model.ids import AttendeeId, MovementId, ZoneId
from checkin.model.movement import Movement, Source, presence_of
from checkin.model.station import Direction

_WHOLE = 'SELECT * FROM pragma_integrity_check UNION ALL SELECT "table" FROM pragma_foreign_key_check'
_MOVES = "SELECT count(*), movement_id FROM operation WHERE verb = 'move' GROUP BY movement_id"
_CLOSED = "('settled', 'parked', 'withdrawn')"
_LAST_CLOSING = f"""SELECT operation.id FROM operation LEFT JOIN closing ON closing.number =
(SELECT max(number) FROM closing WHERE operation = operation.number)
WHERE operation.state IN {_CLOSED} AND closing.state IS NOT operation.state"""  # noqa: S608 - our own words


def unsound(file: Path, *, tells: bool = True) -> list[str]:
    """Every way in which the file is not whole or does not agree with itself, in words.

    `tells`: the platform is told of movements, so that each has its operation.
    """
    with closing(sqlite3.connect(file)) as connection:
        whole = [row[0] for row in connection.execute(_WHOLE)]
        if whole != ["ok"]:
            return [f"not whole: {whole[:3]}"]
        return list(_disagreements(connection, tells=tells))


def _disagreements(connection: sqlite3.Connection, *, tells: bool) -> Iterator[str]:
    try:
        connection.execute("INSERT INTO attendee_search(attendee_search, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        yield f"the search's index disagrees: {error}"
    yield from _presences(connection)
    moves = {movement: times for times, movement in connection.execute(_MOVES)}
    for number, undoes in connection.execute("SELECT id, undoes FROM movement WHERE source = 'here'"):
        told = moves.pop(number, 0)
        if undoes is None and told != int(tells):
            yield f"movement {number} is told {told} times"
    if moves:
        yield f"{len(moves)} operations tell of nothing"
    if unclosed := connection.execute(_LAST_CLOSING).fetchall():
        yield f"{len(unclosed)} operations are closed, which is not on record"


def _presences(connection: sqlite3.Connection) -> Iterator[str]:
    movements: dict[tuple[int, str], list[Movement]] = defaultdict(list)
    rows = connection.execute(
        "SELECT id, attendee_id, zone, direction, at, station, source, undoes FROM movement ORDER BY number"
    )
    for number, attendee, zone, direction, at, station, source, undoes in rows:
        movements[attendee, zone].append(
            Movement(
                id=MovementId(number),
                attendee=AttendeeId(attendee),
                zone=ZoneId(zone),
                direction=Direction(direction),
                at=from_micros(at),
                station=station,
                source=Source(source),
                undoes=undoes,
            )
        )
    kept = {
        (attendee, zone): (bool(inside), entries, last)
        for attendee, zone, inside, entries, last in connection.execute(
            "SELECT attendee_id, zone, inside, entries, last_in FROM presence"
        )
    }
    follows = {}
    for where, recorded in movements.items():
        presence = presence_of(recorded)
        last = None if presence.last_in is None else presence.last_in.id
        follows[where] = (presence.inside, presence.entries, last)
    if kept != follows:
        wrong = [where for where in kept.keys() | follows.keys() if kept.get(where) != follows.get(where)]
        yield f"presence and movements of {wrong[:3]} disagree"
