"""The reference for admissions: bare sqlite3 writing what an admission writes, and deciding nothing."""

import sqlite3
import time
import uuid
from itertools import islice
from pathlib import Path

from tests.benchmarks.crowd import queue_of

# The mirror's columns and as many indices as the mirror has on these tables.
_TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE movement (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, attendee_id INTEGER NOT NULL, zone TEXT NOT NULL,
    direction TEXT NOT NULL, at INTEGER NOT NULL, station TEXT NOT NULL, source TEXT NOT NULL,
    undoes TEXT, overrode TEXT NOT NULL DEFAULT '', clock_offset_ms INTEGER
);
CREATE INDEX movement_attendee ON movement (attendee_id, zone);
CREATE TABLE operation (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, movement_id TEXT NOT NULL,
    attendee_id INTEGER NOT NULL, kind TEXT NOT NULL, station TEXT, session TEXT, at INTEGER NOT NULL,
    state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, first_sent_at INTEGER, next_try_at INTEGER,
    last_error TEXT NOT NULL DEFAULT '', closed_at INTEGER, platform_at INTEGER
);
CREATE INDEX operation_waiting ON operation (attendee_id, number)
    WHERE state IN ('pending', 'sending', 'uncertain');
CREATE INDEX operation_parked ON operation (number) WHERE state = 'parked';
CREATE TABLE presence (
    attendee_id INTEGER, zone TEXT, inside INTEGER NOT NULL, entries INTEGER NOT NULL, last_in TEXT,
    PRIMARY KEY (attendee_id, zone)
) WITHOUT ROWID;
"""

_MOVEMENT = """
INSERT INTO movement (id, attendee_id, zone, direction, at, station, source)
VALUES (?, ?, 'event', 'in', ?, 'Desk 1', 'here')
"""
_OPERATION = """
INSERT INTO operation (id, movement_id, attendee_id, kind, at, state)
VALUES (?, ?, ?, 'registration', ?, 'pending')
"""
_PRESENCE = """
UPDATE presence SET inside = 1, entries = entries + 1, last_in = ? WHERE attendee_id = ? AND zone = 'event'
"""


class BareSqlite:
    """Two inserts and one update a commit, durable, over as many attendees as ours has."""

    def __init__(self, path: Path, attendees: int) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.executescript(_TABLES)
        self._connection.execute("BEGIN")
        self._connection.executemany(
            "INSERT INTO presence VALUES (?, 'event', 0, 0, NULL)", ((number,) for number in range(attendees))
        )
        self._connection.execute("COMMIT")
        self._queue = queue_of(attendees)

    def admit(self, people: int) -> None:
        """Write the admission of the next `people`, a transaction each."""
        for attendee in islice(self._queue, people):
            movement, operation, now = str(uuid.uuid4()), str(uuid.uuid4()), time.time_ns() // 1000
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.execute(_MOVEMENT, (movement, attendee, now))
            self._connection.execute(_OPERATION, (operation, movement, attendee, now))
            self._connection.execute(_PRESENCE, (movement, attendee))
            self._connection.execute("COMMIT")

    def admitted(self) -> int:
        """How many are inside, from the table."""
        (inside,) = self._connection.execute("SELECT sum(inside) FROM presence").fetchone()
        return int(inside)

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()
