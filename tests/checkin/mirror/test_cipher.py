"""A passphrase protects the file; a wrong one is no damage; without a cipher there is no encrypted mirror."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from checkin.errors import MirrorDamagedError, MirrorError, NoCipherError, PassphraseError
from checkin.mirror import cipher
from checkin.mirror.database import Mirror
from checkin.mirror.doubting import is_doubted
from tests.fakes.builders import a_chosen_event, a_pulled, stored
from tests.fakes.open_umask import everybody_may_read, open_to_others

NAME = "Quetzalina"
ODD = "it's \"odd\" \\ ; 💡 é x'00'"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk" / "mirror.sqlite"


@pytest.fixture
def locked(path: Path) -> Iterator[Mirror]:
    """An encrypted mirror with somebody in it."""
    mirror = Mirror(path, passphrase=ODD)
    stored(mirror, a_chosen_event(mirror), a_pulled(1, NAME))
    yield mirror
    mirror.close()


def test_without_the_passphrase_nobody_reads_anything(locked: Mirror, path: Path) -> None:
    written = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert NAME.encode() not in written
    assert NAME.lower().encode() not in written
    assert b"SQLite" not in written

    locked.close()
    with (
        closing(sqlite3.connect(path)) as plain,
        pytest.raises(sqlite3.DatabaseError, match="not a database"),
    ):
        plain.execute("SELECT * FROM attendee")


def test_any_program_that_speaks_sqlcipher_opens_it_with_the_passphrase(locked: Mirror, path: Path) -> None:
    locked.close()
    with closing(cipher.driver().connect(str(path))) as other:
        other.execute("PRAGMA key = '" + ODD.replace("'", "''") + "'")
        assert other.execute("SELECT given_name FROM attendee").fetchone() == (NAME,)


@pytest.mark.parametrize("said", ["wrong", None])
def test_a_wrong_passphrase_or_none_is_no_damage(locked: Mirror, path: Path, said: str | None) -> None:
    locked.close()
    before = path.read_bytes()

    with pytest.raises(PassphraseError):
        Mirror(path, passphrase=said)

    assert path.read_bytes() == before
    assert not is_doubted(path)


@pytest.mark.parametrize("said", ["", "\udc80"])
def test_what_cannot_be_a_passphrase_is_said_so(path: Path, said: str) -> None:
    with pytest.raises(PassphraseError):
        Mirror(path, passphrase=said)

    assert not path.exists()


def test_one_letter_is_one_letter_on_whatever_keyboard() -> None:
    salt = bytes(16)

    assert cipher.derived("Zoe\u0308", salt) == cipher.derived("Zo\u00eb", salt)


def test_damage_under_the_right_passphrase_is_damage(locked: Mirror, path: Path) -> None:
    locked.close()
    content = path.read_bytes()
    path.write_bytes(content[: 3 * 4096] + b"\x5a" * (len(content) - 3 * 4096))

    with pytest.raises(MirrorDamagedError):
        a_chosen_event(Mirror(path, passphrase=ODD), 2)


def test_a_file_that_should_be_encrypted_and_is_not_is_refused(path: Path) -> None:
    Mirror(path).close()

    with pytest.raises(MirrorError, match="not encrypted, although it should be"):
        Mirror(path, passphrase=ODD)


def test_without_a_cipher_nothing_is_made(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)  # as where it is not installed
    monkeypatch.delitem(sys.modules, "sqlcipher3.dbapi2", raising=False)

    with pytest.raises(NoCipherError, match="pip install"):
        Mirror(path, passphrase=ODD)

    assert not path.exists()


@pytest.mark.parametrize("passphrase", [None, ODD])
def test_nobody_else_may_read_the_file_or_what_lies_beside_it(path: Path, passphrase: str | None) -> None:
    with everybody_may_read():
        mirror = Mirror(path, passphrase=passphrase)
        a_chosen_event(mirror)

    assert path.with_name("mirror.sqlite-wal").exists()
    assert open_to_others(path.parent) == {}
    mirror.close()


def test_an_older_file_that_others_could_read_is_closed_to_them(path: Path) -> None:
    Mirror(path).close()
    path.chmod(0o666)

    mirror = Mirror(path)
    a_chosen_event(mirror)

    assert open_to_others(path.parent) == {}
    mirror.close()
