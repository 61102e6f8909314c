"""The mirror written anew: under a passphrase, under another one, or under none.

The new file is made beside the old one, compared with it, and put in its place in one step. Until then the
old one is held so that nobody can write to it, and nobody who still has it open goes unnoticed. A process
that dies on the way leaves the old mirror or the new one, whole.
"""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from checkin.errors import MirrorDamagedError, MirrorError
from checkin.mirror import cipher
from checkin.mirror.database import Mirror, translated
from checkin.paths import make_private_file, settle

_PATIENCE = 2.0  # seconds another program may hold the file
_BLOCK = bytes(1 << 20)


def recode(path: Path, before: str | None, after: str | None) -> None:
    """Let `after` protect the mirror from now on instead of `before`; None for no passphrase.

    Raises:
        PassphraseError: `before` is not what protects it, or `after` cannot be anybody's passphrase.
        MirrorLockedError: another program has it open; nothing changed.
        NoCipherError: this computer cannot encrypt.
        MirrorError: it is damaged, or there is no room for the new one; nothing changed.
    """
    cipher.driver()
    Mirror(path, passphrase=before).close()  # of today's form, and nothing left to be recovered
    fresh = fresh_of(path)
    key = "" if after is None else cipher.derived(after, os.urandom(16))
    sweep(path)
    with translated(path), _old_content(path, erase=before is None), _held(path, before) as old:
        _copy(old, fresh, key)
        _compare(old, fresh, key)
        if after is not None:
            cipher.put_sign(path)
        _swap(old, fresh, path)
    if after is None:
        cipher.take_sign_away(path)


def fresh_of(path: Path) -> Path:
    """Where the new file is made."""
    return path.with_name(f"{path.name}.new")


def sweep(path: Path) -> None:
    """Erase what a process left that died over it; only by whoever has the mirror open, or holds it."""
    fresh = fresh_of(path)
    for file in (fresh, fresh.with_name(f"{fresh.name}-journal")):
        with _in_our_words(path):
            file.unlink(missing_ok=True)


@contextlib.contextmanager
def _held(path: Path, passphrase: str | None) -> Iterator[sqlite3.Connection]:
    """The old file for this connection alone: whoever else has it open makes this fail.

    It leaves the write-ahead log for good, too. Somebody who opened the file just before it was replaced
    would have to take that up again, and SQLite refuses to write to a file that has lost its name.
    """
    key = "" if passphrase is None else cipher.key_for(path, passphrase)
    with contextlib.closing(cipher.connect(path, key, isolation_level=None, timeout=_PATIENCE)) as connection:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE").close()
        connection.execute("PRAGMA journal_mode = DELETE").close()
        connection.execute("BEGIN EXCLUSIVE").close()
        connection.execute("COMMIT").close()
        yield connection


def _copy(old: sqlite3.Connection, fresh: Path, key: str) -> None:
    make_private_file(fresh)
    old.execute("ATTACH DATABASE ? AS fresh KEY ?", (str(fresh), key)).close()
    old.execute("SELECT sqlcipher_export('fresh')").fetchall()
    old.execute("DETACH DATABASE fresh").close()
    with _in_our_words(fresh), fresh.open("rb+") as file:
        os.fsync(file.fileno())


def _compare(old: sqlite3.Connection, fresh: Path, key: str) -> None:
    with contextlib.closing(cipher.connect(fresh, key)) as new:
        sound = new.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
        if not sound or _tally(old) != _tally(new):
            raise MirrorDamagedError(f"{fresh} did not become what it should; nothing changed.")


def _tally(connection: sqlite3.Connection) -> dict[str, int]:
    """Everything there is by its name; of tables the number of rows."""
    there = connection.execute("SELECT name, type FROM sqlite_master ORDER BY name").fetchall()
    count = 'SELECT count(*) FROM "{}"'  # of names that are our own
    return {
        name: connection.execute(count.format(name)).fetchone()[0] if kind == "table" else 0
        for name, kind in there
    }


def _swap(old: sqlite3.Connection, fresh: Path, path: Path) -> None:
    with _in_our_words(path):
        try:
            fresh.replace(path)
        except PermissionError:  # Windows moves nothing over a file that is open, whoever opened it
            old.close()
            fresh.replace(path)
        settle(path.parent)


@contextlib.contextmanager
def _old_content(path: Path, *, erase: bool) -> Iterator[None]:
    """Write zeros over what the old file held, once it has lost its name and everybody left it.

    An SSD, or a file system that copies on writing, may keep the old blocks all the same.
    """
    if not erase or os.name == "nt":
        yield
        return
    with _in_our_words(path):
        file = path.open("rb+", buffering=0)
    with file:
        yield
        with _in_our_words(path):
            left = os.fstat(
                file.fileno()
            ).st_size  # no less: who opened it just before would begin an empty one
            while left > 0:
                left -= file.write(_BLOCK[:left])
            os.fsync(file.fileno())


@contextlib.contextmanager
def _in_our_words(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise MirrorError(f"{path} cannot be written: {error.strerror or error}.") from error
