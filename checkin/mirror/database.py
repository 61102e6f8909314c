"""The SQLite file: opening it, transactions, and SQLite's failures in our words."""

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, RootTransaction, create_engine
from sqlalchemy import event as sqlalchemy_events
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from checkin.errors import MirrorDamagedError, MirrorError, MirrorFullError, MirrorLockedError
from checkin.mirror import migrate
from checkin.mirror.turns import Turns

Transaction = Connection
"""What the mirror's functions work on; callers hand it around and need not know SQLAlchemy."""

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # a green light is on the disk before anybody sees it
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # forgotten people leave no trace in free pages
    "PRAGMA cache_size = -32000",
)


class Mirror:
    """The mirror's file. Any number of threads may use it; each transaction belongs to one.

    Raises:
        MirrorError: see `translated`; `MirrorTooNewError` when a later version wrote the file.
    """

    def __init__(self, path: Path, *, busy_seconds: float = 10.0) -> None:
        """Open the file, making and migrating it where needed; `busy_seconds` is the patience with others."""
        self.path = path
        self._turns = Turns()
        self._closed = threading.Event()
        _make_folder(path.parent)
        self._engine = _engine(path, busy_seconds)
        try:
            with translated(path):
                self._writer = self._engine.connect()
            with self.write() as connection:
                migrate.upgrade(connection)
        except BaseException:
            self._engine.dispose()
            raise

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """One writing transaction (`BEGIN IMMEDIATE`): all of it happens, or none.

        This process's writers take turns here, in the order they come: SQLite's own waiting naps would
        make a scan wait longer.
        """
        with self._turns.mine(), translated(self.path), self._transaction(self._writer):
            self._writer.exec_driver_sql("BEGIN IMMEDIATE")
            yield self._writer

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent look."""
        with (
            translated(self.path),
            self._engine.connect() as connection,
            self._transaction(connection),
        ):
            connection.exec_driver_sql("BEGIN")
            yield connection

    def _transaction(self, connection: Connection) -> RootTransaction:
        if self._closed.is_set():
            raise MirrorError("The app is closing.")
        return connection.begin()

    def fault(self) -> str:
        """What SQLite finds wrong with the file; empty when it is sound. Reads all of it."""
        try:
            with self.read() as connection:
                found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        except MirrorDamagedError as error:
            return str(error)
        return "" if found == "ok" else f"{self.path} is damaged: {found}"

    def compact(self) -> None:
        """Give back the room of what was erased, so that nothing of it stays in the file."""
        with self._turns.mine(), translated(self.path), self._engine.connect() as connection:
            connection.exec_driver_sql("VACUUM")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Give the file back."""
        self._closed.set()  # a thread that comes late is told so
        with self._turns.mine():
            self._writer.close()
            self._engine.dispose()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MirrorError(f"The folder {folder} cannot be made: {error.strerror}.") from error


def _engine(path: Path, busy_seconds: float) -> Engine:
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(path)),  # a path may hold what an address may not
        connect_args={"timeout": busy_seconds, "check_same_thread": False},
        isolation_level="AUTOCOMMIT",  # BEGIN is ours to say
        pool_size=8,
        hide_parameters=True,  # an error's text ends in a log, and people's names must not
    )

    @sqlalchemy_events.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        for pragma in _PRAGMAS:
            connection.execute(pragma)

    return engine


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's failures that are not our bugs into ours; everything else passes through.

    Raises:
        MirrorFullError: no room left on the disk.
        MirrorLockedError: another program held the file for ten seconds.
        MirrorDamagedError: the file is not a sound database.
        MirrorError: the file or its folder cannot be read or written.
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        ours = _in_our_words(error.orig if isinstance(error, DBAPIError) else error, path)
        if ours is None:
            raise
        raise ours from error


def _in_our_words(error: BaseException | None, path: Path) -> MirrorError | None:
    extended = getattr(error, "sqlite_errorcode", None)
    if not isinstance(extended, int):
        return None
    match extended & 0xFF:
        case sqlite3.SQLITE_FULL:
            return MirrorFullError(f"The disk that holds {path} is full.")
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return MirrorLockedError(f"Another program holds {path}.")
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return MirrorDamagedError(f"{path} is damaged.")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_IOERR | sqlite3.SQLITE_PERM:
            return MirrorError(f"{path} cannot be read or written.")
        case _:
            return None
