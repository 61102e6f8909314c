"""What is on a station's disk, read from outside: plain SQL, none of the code under test."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from checkin.mirror.schema import from_micros
from checkin.model.ids import AttendeeId, MovementId, ZoneId
from checkin.model.movement import Movement, Source
from checkin.model.station import Direction

OPEN = frozenset({"pending", "sending", "uncertain"})


@dataclass(frozen=True, slots=True)
class Kept:
    """Every row that matters."""

    movements: Sequence[sqlite3.Row]
    operations: Sequence[sqlite3.Row]
    presences: Sequence[sqlite3.Row]
    attendees: Sequence[sqlite3.Row]
    codes: Sequence[sqlite3.Row]
    closings: Sequence[sqlite3.Row]

    def histories(self) -> dict[tuple[int, str], list[Movement]]:
        """Of each attendee in each zone what happened, in the order of recording."""
        found: dict[tuple[int, str], list[Movement]] = defaultdict(list)
        for row in self.movements:
            found[row["attendee_id"], row["zone"]].append(_movement(row))
        return found

    def operation_of(self, movement: str) -> sqlite3.Row | None:
        """What tells of a movement."""
        return next(
            (one for one in self.operations if one["movement_id"] == movement and one["verb"] == "move"), None
        )

    def open_operations(self) -> list[sqlite3.Row]:
        """What is to be told and could be: of whom the platform would not register a person decides first."""
        held = {
            one["attendee_id"]
            for one in self.operations
            if (one["verb"], one["state"]) == ("register", "parked")
        }
        return [one for one in self.operations if one["state"] in OPEN and one["attendee_id"] not in held]

    def corrections(self, attendee: int) -> dict[str, str]:
        """What stands over the platform's words."""
        row = next(one for one in self.attendees if one["id"] == attendee)
        return {str(name): str(word) for name, word in json.loads(row["corrected"]).items()}


def _movement(row: sqlite3.Row) -> Movement:
    return Movement(
        id=MovementId(row["id"]),
        attendee=AttendeeId(row["attendee_id"]),
        zone=ZoneId(row["zone"]),
        direction=Direction(row["direction"]),
        at=from_micros(row["at"]),
        station=row["station"],
        source=Source(row["source"]),
        undoes=row["undoes"],
    )


def kept(outside: sqlite3.Connection) -> Kept:
    """Look."""

    def rows(query: str) -> Sequence[sqlite3.Row]:
        return outside.execute(query).fetchall()

    outside.execute("BEGIN")
    try:
        return Kept(
            movements=rows("SELECT * FROM movement ORDER BY number"),
            operations=rows("SELECT * FROM operation ORDER BY number"),
            presences=rows("SELECT * FROM presence"),
            attendees=rows("SELECT * FROM attendee"),
            codes=rows("SELECT * FROM code"),
            closings=rows("SELECT c.state, o.id FROM closing c JOIN operation o ON o.number = c.operation"),
        )
    finally:
        outside.execute("ROLLBACK")
