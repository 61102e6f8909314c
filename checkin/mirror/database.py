"""The SQLite file: opening it, transactions, and SQLite's failures in our words."""

import contextlib
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, RootTransaction, create_engine
from sqlalchemy import event as sqlalchemy_events
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from checkin.errors import (
    MirrorDamagedError,
    MirrorError,
    MirrorFullError,
    MirrorLockedError,
    PassphraseError,
)
from checkin.mirror import cipher, migrate
from checkin.mirror.doubting import doubt
from checkin.mirror.turns import Turns
from checkin.paths import make_private_file, make_private_folder

_NOT_A_TEXT = "Could not decode to UTF-8"
"""What Python says by itself of a text that was damaged within its page, where SQLite does not see it."""

Transaction = Connection
"""What the mirror's functions work on; callers hand it around and need not know SQLAlchemy."""

_LEAST_ROOM = 65_536  # bytes
_EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # a green light is on the disk before anybody sees it
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # forgotten people leave no trace in free pages
    "PRAGMA cache_size = -4000",  # of each connection; more gains nothing beside the system's own
)


class Mirror:
    """The mirror's file. Any number of threads may use it; each transaction belongs to one.

    Nobody but this user can read it, nor what SQLite puts beside it, from the moment it is there.

    Raises:
        PassphraseError: a passphrase is needed, or another one; the file stays as it is.
        NoCipherError: a passphrase was said, and this computer cannot make use of it.
        MirrorError: see `translated`; `MirrorTooNewError` when a later version wrote the file.
    """

    def __init__(self, path: Path, *, passphrase: str | None = None, busy_seconds: float = 10.0) -> None:
        """Open the file, making and migrating it where needed.

        Args:
            path: the file.
            passphrase: what protects it, None for a plain file; a plain one is never opened with one.
            busy_seconds: the patience with others.
        """
        self.path = path
        self._turns = Turns()
        self._closed = threading.Event()
        self._looking = 0  # readers, of whom the last gives the file back when it is closed meanwhile
        self._counting = threading.Lock()
        key = _key(path, passphrase)
        _make_private(path)
        self._engine = _engine(path, busy_seconds, key)
        try:
            with translated(path), _asked_for_passphrase(path, key):
                self._writer = self._engine.connect()
            self._migrate()
        except BaseException:
            self._engine.dispose()
            raise

    def _migrate(self) -> None:
        try:
            with self.write() as connection:
                migrate.upgrade(connection)
        except BaseException:
            self._writer.close()  # whoever mends the file may have to move it
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
            self._counted(),
            translated(self.path),
            self._engine.connect() as connection,
            self._transaction(connection),
        ):
            connection.exec_driver_sql("BEGIN")
            yield connection

    @contextlib.contextmanager
    def _counted(self) -> Iterator[None]:
        with self._counting:
            self._require_open()  # a look at a file that was moved would leave an empty one in its place
            self._looking += 1
        try:
            yield
        finally:
            with self._counting:
                self._looking -= 1
                self._give_back()

    def _give_back(self) -> None:
        if self._closed.is_set() and not self._looking:
            self._engine.dispose()

    def _transaction(self, connection: Connection) -> RootTransaction:
        self._require_open()
        return connection.begin()

    def _require_open(self) -> None:
        if self._closed.is_set():
            raise MirrorError("The app is closing.")

    def fault(self) -> str:
        """What SQLite finds wrong with the file; empty when it is sound. Reads all of it."""
        try:
            with self.read() as connection:
                found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        except MirrorDamagedError as error:
            return str(error)
        if found == "ok":
            return ""
        doubt(self.path)
        return f"{self.path} is damaged: {found}"

    def compact(self) -> None:
        """Give back the room of what was erased, so that nothing of it stays in the file or beside it.

        Raises:
            MirrorLockedError: another program reads; what was erased is gone from the tables, but traces stay
                until this has been done once.
        """
        with (
            self._turns.mine(),
            self._counted(),
            translated(self.path),
            self._engine.connect() as connection,
        ):
            # Zeros over what was erased first: what the file then gives back, it gives back empty.
            connection.exec_driver_sql(_EMPTY_LOG)
            connection.exec_driver_sql("PRAGMA temp_store = MEMORY")  # no copy in the system's own folder
            connection.exec_driver_sql("VACUUM")
            connection.exec_driver_sql("PRAGMA temp_store = DEFAULT")
            busy = connection.exec_driver_sql(_EMPTY_LOG).one()[0]
        if busy:
            raise MirrorLockedError(f"Another program reads {self.path}; close it, and do this once more.")

    def close(self) -> None:
        """Give the file back; where somebody is still reading, once they have done so."""
        self._closed.set()  # a thread that comes late is told so
        with self._turns.mine():
            self._writer.close()
        with self._counting:
            self._give_back()


def _key(path: Path, passphrase: str | None) -> str | None:
    if passphrase is None:
        return None
    cipher.refuse_plain(path)
    cipher.driver()
    return cipher.key_for(path, passphrase)


def _make_private(path: Path) -> None:
    try:
        make_private_folder(path.parent)
    except OSError as error:
        raise MirrorError(f"The folder {path.parent} cannot be made: {error.strerror}.") from error
    make_private_file(path)  # what SQLite puts beside it gets the same mode


def _engine(path: Path, busy_seconds: float, key: str | None) -> Engine:
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(path)),  # a path may hold what an address may not
        isolation_level="AUTOCOMMIT",  # BEGIN is ours to say
        pool_size=8,
        hide_parameters=True,  # an error's text ends in a log, and people's names must not
        **_driver(path, key, {"timeout": busy_seconds, "check_same_thread": False}),
    )

    @sqlalchemy_events.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        for pragma in _PRAGMAS:
            connection.execute(pragma)

    return engine


def _driver(path: Path, key: str | None, arguments: dict[str, Any]) -> dict[str, Any]:
    if key is None:
        return {"connect_args": arguments}
    return {"module": cipher.driver(), "creator": lambda: cipher.connect(path, key, **arguments)}


@contextlib.contextmanager
def _asked_for_passphrase(path: Path, key: str | None) -> Iterator[None]:
    """At opening, what is no database is one that wants another passphrase, if one is expected at all."""
    try:
        yield
    except cipher.failures() as error:
        if _code(error) != sqlite3.SQLITE_NOTADB or (key is None and not cipher.is_encrypted(path)):
            raise
        said = "is protected by a passphrase." if key is None else "is not opened by this passphrase."
        raise PassphraseError(f"{path} {said}") from error
    if key is not None:
        cipher.put_sign(path)


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
    except cipher.failures() as error:
        ours = _in_our_words(_code(error), path)
        if ours is None:
            raise
        if isinstance(ours, MirrorDamagedError):
            doubt(path)
        raise ours from error


def _code(error: Exception) -> int | None:
    """SQLite's own word for it, whichever driver brought it; None when it is not SQLite's."""
    first = error.orig if isinstance(error, DBAPIError) else error
    extended = getattr(first, "sqlite_errorcode", None)
    if extended is None and _NOT_A_TEXT in str(first):
        return sqlite3.SQLITE_CORRUPT
    return extended & 0xFF if isinstance(extended, int) else None


def _is_full(path: Path) -> bool:
    """Whether there is no room even for what SQLite puts beside the file; it has no word for that."""
    try:
        return shutil.disk_usage(path.parent).free < _LEAST_ROOM
    except OSError:
        return False


def _in_our_words(code: int | None, path: Path) -> MirrorError | None:
    match code:
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_CANTOPEN if _is_full(path):
            return MirrorFullError(f"The disk that holds {path} is full.")
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
