"""The mirror under a passphrase: SQLCipher, on computers that have it.

A file under a passphrase looks like noise, and so may a damaged one. So that the first is never taken for the
second, a sign lies beside the file (`sign_of`) for as long as it is encrypted, whatever became of the
settings.
"""

import functools
import hashlib
import importlib
import os
import sqlite3
import sys
import unicodedata
from pathlib import Path
from types import ModuleType

from sqlalchemy.exc import DBAPIError

from checkin.errors import MirrorError, NoCipherError, PassphraseError
from checkin.paths import make_private_file

_DRIVER = "sqlcipher3.dbapi2"
_PLAIN = b"SQLite format 3\x00"
_ROUNDS = 256_000
"""SQLCipher 4's own, so that any program that speaks it opens the file with the passphrase alone."""

_QUIET = "PRAGMA cipher_log_level = NONE"
"""SQLCipher writes to the terminal by itself; what failed is said in our words."""


def driver() -> ModuleType:
    """SQLCipher's twin of `sqlite3`.

    Raises:
        NoCipherError: this computer does not have it.
    """
    try:
        return importlib.import_module(_DRIVER)
    except ImportError as error:
        raise NoCipherError(
            "This computer cannot encrypt: the package sqlcipher3 is not installed. Where there is one for "
            "this system, it comes with: pip install 'checkin[encryption]'."
        ) from error


def failures() -> tuple[type[Exception], ...]:
    """What SQLAlchemy and the drivers in use raise."""
    used = sys.modules.get(_DRIVER)
    return (DBAPIError, sqlite3.Error, *(() if used is None else (used.Error,)))


def is_encrypted(path: Path) -> bool:
    """Whether a passphrase is needed to read the file, or to make it anew where it was lost."""
    return sign_of(path).exists() and not is_plain(path)


def is_plain(path: Path) -> bool:
    """Whether the file is there and anybody could read it."""
    return _beginning(path) == _PLAIN


def refuse_plain(path: Path) -> None:
    """Never open silently what should have taken a passphrase. Raises MirrorError."""
    if is_plain(path):
        raise MirrorError(
            f"{path} is not encrypted, although it should be. To encrypt it: checkin encrypt. "
            "If it is meant to be open: checkin decrypt."
        )


def sign_of(path: Path) -> Path:
    """The empty file that says that the one beside it is encrypted."""
    return path.with_name(f"{path.name}.encrypted")


def put_sign(path: Path) -> None:
    """Say beside the file that it is encrypted."""
    make_private_file(sign_of(path))


def take_sign_away(path: Path) -> None:
    """Say it no longer."""
    sign_of(path).unlink(missing_ok=True)


def key_for(path: Path, passphrase: str) -> str:
    """What opens the file; a new file gets a salt of its own. Takes a quarter of a second, on purpose.

    Raises:
        PassphraseError: this cannot be anybody's passphrase.
    """
    salt = _beginning(path)
    return derived(passphrase, salt if len(salt) == len(_PLAIN) else os.urandom(len(_PLAIN)))


@functools.lru_cache(maxsize=4)  # whoever has a file open has its key in memory anyway
def derived(passphrase: str, salt: bytes) -> str:
    """The key and the salt as SQLCipher reads them: it derives the same from the passphrase, each time anew.

    Raises:
        PassphraseError: this cannot be anybody's passphrase.
    """
    try:
        typed = unicodedata.normalize("NFC", passphrase).encode()  # one letter, on whatever keyboard
    except UnicodeEncodeError as error:
        raise PassphraseError("The passphrase holds something that is no letter.") from error
    if not typed:
        raise PassphraseError("The passphrase is empty.")
    key = hashlib.pbkdf2_hmac("sha512", typed, salt, _ROUNDS, dklen=32)
    return f"x'{key.hex()}{salt.hex()}'"


def connect(path: Path, key: str, **arguments: object) -> sqlite3.Connection:
    """A connection to an encrypted file, or with an empty key to a plain one, by SQLCipher.

    Raises:
        NoCipherError: this computer does not have it.
    """
    connection: sqlite3.Connection = driver().connect(str(path), **arguments)
    connection.execute(_QUIET).close()
    if key:
        connection.execute(f'PRAGMA key = "{key}"').close()  # digits only: nothing to be quoted
    return connection


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(len(_PLAIN))
    except OSError:
        return b""  # whoever opens it says what is wrong with it
