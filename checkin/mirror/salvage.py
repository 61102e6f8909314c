"""What can still be read of a damaged file, row by row.

Read is a copy, so that the damaged file stays as it was found. Pages that cannot be read are passed over: a
table with numbers is asked for ranges of them, halved at each failure; another one from both its ends. What
was read is only believed where every value is of the kind its column holds.
"""

import contextlib
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

from sqlalchemy import Column, Integer, Table

from checkin.mirror import cipher, schema
from checkin.mirror.believing import believable
from checkin.mirror.database import Mirror
from checkin.mirror.first_pages import lend_first_pages

Connect = Callable[[Path], sqlite3.Connection]
Row = dict[str, Any]

_PEOPLE = (
    schema.event,
    schema.ticket_type,
    schema.zone,
    schema.platform_station,
    schema.revoked_code,
    schema.attendee,
    schema.code,
)
"""What a pull tells, and what of people is known here alone; in the order in which each refers to others."""

_REST = (schema.double_seen, schema.past_event, schema.badge_print, schema.print_job)

_PARENTS = MappingProxyType(
    {"event_id": schema.event.name, "attendee_id": schema.attendee.name, "movement_id": schema.movement.name}
)

_AT_ONCE = 2000  # numbers in one question
_MOST_FAILURES = 20_000  # of one table; beyond it the rest is not looked for
_LEAST_ROW = 16  # bytes; so that a file's size says how many rows there can be at most


def _plain(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


class Salvage:
    """A damaged file that is being read. A context manager.

    Args:
        damaged: the file; it is only copied.
        folder: where the copy is made; erased afterwards.
        connect: opens a database file; None for a plain one.

    Attributes:
        unread: how many rows of each table could not be read, as far as numbers say; at least so many.
        unlike: how many rows were read that cannot be true.

    Raises:
        OSError: it cannot even be copied.
    """

    def __init__(self, damaged: Path, folder: Path, connect: Connect | None = None) -> None:
        self.unread: Counter[str] = Counter()
        self.unlike: Counter[str] = Counter()
        self._is_encrypted = connect is not None
        self._connect = connect or _plain
        self._copy = folder / "copy.sqlite"
        self._numbers: dict[str, set[object]] = {}
        folder.mkdir(parents=True, exist_ok=True)
        for ending in ("", "-wal"):
            with contextlib.suppress(FileNotFoundError):
                shutil.copyfile(f"{damaged}{ending}", f"{self._copy}{ending}")
        self._size = self._copy.stat().st_size if self._copy.exists() else 0
        self._file = self._opened()

    def _opened(self) -> sqlite3.Connection:
        connection = self._ready()
        if self._is_encrypted or _has_tables(connection):
            return connection
        connection.close()
        lend_first_pages(self._copy)
        return self._ready()

    def _ready(self) -> sqlite3.Connection:
        connection = self._connect(self._copy)
        connection.text_factory = _as_text
        with contextlib.suppress(*cipher.failures()):
            connection.execute("PRAGMA writable_schema = ON")  # a damaged schema is read as far as it goes
        return connection

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        shutil.rmtree(self._copy.parent, ignore_errors=True)

    @property
    def is_whole(self) -> bool:
        """Whether nothing that was asked for until now was missing."""
        return not self.unread and not self.unlike

    def people(self, new: Mirror) -> int:
        """Put the events with everybody in them into an empty mirror, numbers kept; how many people."""
        for table in _PEOPLE:
            self._pour(new, table)
        return len(self._numbers[schema.attendee.name])

    def recorded(self, table: Table) -> list[Row]:
        """The rows of movements or operations, in the order of recording; whose they are may be unknown."""
        return sorted(self._rows(table), key=lambda row: int(row["number"]))

    def rest(self, new: Mirror) -> None:
        """Put in what refers to movements that are there by now."""
        with new.read() as connection:
            ids = connection.exec_driver_sql("SELECT id FROM movement").scalars()
            self._numbers[schema.movement.name] = set(ids)
        for table in _REST:
            self._pour(new, table)

    def _pour(self, new: Mirror, table: Table) -> None:
        batch: list[Row] = []
        kept = self._numbers.setdefault(table.name, set())
        for row in self._rows(table):
            if any(row[name] not in self._numbers[of] for name, of in _PARENTS.items() if name in row):
                self.unlike[table.name] += 1
                continue
            kept.add(row.get("id"))
            batch.append(row)
            if len(batch) == _AT_ONCE:
                _write(new, table, batch)
                batch = []
        _write(new, table, batch)

    def _rows(self, table: Table) -> Iterator[Row]:
        """Every row that can be read and believed."""
        names = self._columns(table)
        read = self._by_number if table.dialect_options["sqlite"]["with_rowid"] else self._from_both_ends
        for values in read(table, names) if names else ():
            row = dict(zip(names, values, strict=True))
            if believable(table, row):
                yield row
            else:
                self.unlike[table.name] += 1

    def _columns(self, table: Table) -> list[str]:
        """Those this version knows and the file has; none when nothing of the table can be read."""
        try:
            found = {row[1] for row in self._file.execute(f"PRAGMA table_info({table.name})")}
        except cipher.failures():
            found = set()
        needed = {column.name for column in table.columns if not column.nullable and not _has_default(column)}
        if not needed <= found:
            self.unread[table.name] += 1
            return []
        return [column.name for column in table.columns if column.name in found]

    def _by_number(self, table: Table, names: Sequence[str]) -> Iterator[Sequence[Any]]:
        sql = f"SELECT {', '.join(names)} FROM {table.name} NOT INDEXED WHERE rowid BETWEEN ? AND ?"  # noqa: S608
        highest = self._highest(table)
        ranges = [(low, min(low + _AT_ONCE - 1, highest)) for low in range(1, highest + 1, _AT_ONCE)][::-1]
        failures, lost, last = 0, [], 0
        while ranges and failures < _MOST_FAILURES:
            low, high = ranges.pop()
            try:
                found = self._file.execute(sql, (low, high)).fetchall()
            except cipher.failures():
                failures += 1
                middle = (low + high) // 2
                if low == high:
                    lost.append(low)
                else:
                    ranges += [(middle + 1, high), (low, middle)]
            else:
                last = high if found else last
                yield from found
        beyond = sum(1 for number in lost if number > last)
        if beyond and not self.unread[table.name]:
            self.unread[table.name] = 1  # where it ended, nobody can say
        self.unread[table.name] += len(lost) - beyond
        self.unread += Counter()  # without what is zero

    def _highest(self, table: Table) -> int:
        try:
            found = self._file.execute(f"SELECT max(rowid) FROM {table.name}").fetchone()[0]  # noqa: S608
        except cipher.failures():
            found = self._size // _LEAST_ROW
            self.unread[table.name] += 1  # at least, whatever it was
        most = self._size // _LEAST_ROW + 1_000_000  # a number that is damaged is beyond all reason
        return min(int(found or 0), most)

    def _from_both_ends(self, table: Table, names: Sequence[str]) -> Iterator[Sequence[Any]]:
        key = [column.name for column in table.primary_key.columns]
        places = [names.index(name) for name in key]
        seen: dict[tuple[Any, ...], Sequence[Any]] = {}
        for order in ("ASC", "DESC"):
            ordered = ", ".join(f"{name} {order}" for name in key)
            sql = f"SELECT {', '.join(names)} FROM {table.name} ORDER BY {ordered}"  # noqa: S608
            try:
                for row in self._file.execute(sql):
                    seen[tuple(row[place] for place in places)] = row
            except cipher.failures():
                self.unread[table.name] += order == "ASC"
            else:
                break
        yield from seen.values()


def _as_text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _has_default(column: Column[Any]) -> bool:
    return column.server_default is not None or bool(column.primary_key and isinstance(column.type, Integer))


def _has_tables(connection: sqlite3.Connection) -> bool:
    try:
        found = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except cipher.failures():
        return False
    return {table.name for table in (*_PEOPLE, schema.movement, schema.operation)} <= found


def _write(new: Mirror, table: Table, rows: Sequence[Row]) -> None:
    if not rows:
        return
    names = list(rows[0])
    marks = ", ".join("?" * len(names))
    sql = f"INSERT OR IGNORE INTO {table.name} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608
    with new.write() as connection:
        connection.exec_driver_sql(sql, [tuple(row.values()) for row in rows])
