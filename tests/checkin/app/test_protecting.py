"""A passphrase for the mirror: set, changed, taken away, asked for; by commands and without."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from checkin.__main__ import cli
from checkin.app import open_app
from checkin.app.protecting import VARIABLE, change_passphrase, decrypt, encrypt
from checkin.app.sole import AnotherProcessError, SoleSender
from checkin.credentials import SessionVault
from checkin.desk.forget import StillNeededError
from checkin.errors import MirrorError, MirrorLockedError, NoCipherError, PassphraseError, SettingsError
from checkin.journal.lines import Opening, written
from checkin.mirror import attendees, cipher, events
from checkin.mirror.database import Mirror
from checkin.mirror.recoding import fresh_of
from checkin.model.ids import AttendeeId, EventId
from checkin.paths import Folders, folders_under
from checkin.settings import load, save
from tests.fakes.builders import a_chosen_event, a_pulled, enqueued, stored

NAME = "Quetzalina"
RIGHT, OTHER = "the right one", "another one"


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """A plain mirror with somebody in it."""
    made = folders_under(tmp_path).create()
    mirror = Mirror(made.mirror)
    stored(mirror, a_chosen_event(mirror), a_pulled(1, NAME))
    mirror.close()
    return made


@pytest.fixture
def protected(folders: Folders) -> Folders:
    encrypt(folders, lambda: RIGHT)
    return folders


def people(folders: Folders, passphrase: str | None) -> int:
    with open_app(folders, vault=SessionVault(), passphrase=passphrase) as app:
        assert app.mended is None
        assert not app.mirror_fault()
    mirror = Mirror(folders.mirror, passphrase=passphrase)
    with mirror.read() as connection:
        found = attendees.count(connection, EventId(1))
        sought = "SELECT count(*) FROM attendee_search WHERE attendee_search MATCH 'quetz*'"
        assert connection.exec_driver_sql(sought).scalar() == found
    mirror.close()
    return found


def test_what_is_encrypted_opens_with_the_passphrase_alone(protected: Folders) -> None:
    assert load(protected.settings).encrypted
    assert NAME.encode() not in protected.mirror.read_bytes()
    for wrong in (None, OTHER):
        with pytest.raises(PassphraseError):
            open_app(protected, vault=SessionVault(), passphrase=wrong)

    assert people(protected, RIGHT) == 1
    assert not [one.name for one in protected.data.iterdir() if one.name.startswith("damaged")]


def test_another_passphrase_replaces_the_first(protected: Folders) -> None:
    change_passphrase(protected, lambda: RIGHT, lambda: OTHER)

    with pytest.raises(PassphraseError):
        change_passphrase(protected, lambda: RIGHT, lambda: RIGHT)
    assert people(protected, OTHER) == 1


def test_what_is_decrypted_opens_without(protected: Folders) -> None:
    with pytest.raises(PassphraseError):
        decrypt(protected, lambda: OTHER)

    decrypt(protected, lambda: RIGHT)

    assert not load(protected.settings).encrypted
    assert people(protected, None) == 1


def test_a_decryption_that_did_not_work_leaves_everything_as_it_was(protected: Folders) -> None:
    before = protected.mirror.read_bytes()

    with pytest.raises(PassphraseError):
        decrypt(protected, lambda: "not the one at all")

    assert load(protected.settings).encrypted
    assert protected.mirror.read_bytes() == before


def test_each_is_refused_where_there_is_nothing_to_do(folders: Folders) -> None:
    with pytest.raises(SettingsError, match="not encrypted"):
        decrypt(folders, lambda: RIGHT)
    with pytest.raises(SettingsError, match="checkin encrypt"):
        change_passphrase(folders, lambda: RIGHT, lambda: OTHER)
    encrypt(folders, lambda: RIGHT)
    with pytest.raises(SettingsError, match="already"):
        encrypt(folders, lambda: OTHER)


def test_settings_that_forgot_are_put_right_and_nothing_is_taken_for_damaged(protected: Folders) -> None:
    save(load(protected.settings).with_changes(encrypted=False), protected.settings)

    with pytest.raises(PassphraseError):
        open_app(protected, vault=SessionVault())

    assert people(protected, RIGHT) == 1
    assert load(protected.settings).encrypted


def test_a_mirror_that_should_be_encrypted_is_never_opened_plain(folders: Folders) -> None:
    save(load(folders.settings).with_changes(encrypted=True), folders.settings)

    with pytest.raises(MirrorError, match="although it should be"):
        open_app(folders, vault=SessionVault(), passphrase=RIGHT)
    decrypt(folders, lambda: RIGHT)  # somebody says that it is meant so

    assert people(folders, None) == 1


def test_where_an_encrypted_mirror_was_lost_no_plain_one_takes_its_place(protected: Folders) -> None:
    save(load(protected.settings).with_changes(encrypted=False), protected.settings)
    protected.mirror.unlink()

    with pytest.raises(PassphraseError):
        open_app(protected, vault=SessionVault())

    with open_app(protected, vault=SessionVault(), passphrase=OTHER):
        assert not cipher.is_plain(protected.mirror)


def test_without_a_cipher_everything_says_so_and_nothing_is_done(
    protected: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)  # as where it is not installed
    monkeypatch.delitem(sys.modules, "sqlcipher3.dbapi2", raising=False)
    before = protected.mirror.read_bytes()

    with pytest.raises(NoCipherError):
        open_app(protected, vault=SessionVault(), passphrase=RIGHT)
    with pytest.raises(NoCipherError):
        decrypt(protected, lambda: RIGHT)
    with pytest.raises(NoCipherError):
        encrypt(folders_under(tmp_path / "new"), lambda: RIGHT)

    assert protected.mirror.read_bytes() == before


@contextmanager
def another_process(code: str, path: Path) -> Iterator["subprocess.Popen[str]"]:
    """Somebody else's Python, which says when it has begun and goes on when it is told to."""
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process
        if process.poll() is None:
            process.communicate("\n", timeout=60)


def test_while_another_program_has_the_mirror_open_nothing_is_done(folders: Folders) -> None:
    reads = "c.execute('SELECT count(*) FROM event').fetchall()"
    code = f"import sqlite3, sys\nc = sqlite3.connect(sys.argv[1])\n{reads}\nprint(1, flush=True)\ninput()"

    with another_process(code, folders.mirror), pytest.raises(MirrorLockedError):
        encrypt(folders, lambda: RIGHT)

    assert not fresh_of(folders.mirror).exists()
    assert people(folders, None) == 1


def test_who_opened_the_old_file_too_early_cannot_write_to_it_any_more(folders: Folders) -> None:
    """The connection is there, nothing was read: no lock tells of it."""
    code = (
        "import sqlite3, sys\nc = sqlite3.connect(sys.argv[1], isolation_level=None)\nprint(1, flush=True)\n"
        "input()\ntry:\n    c.execute('PRAGMA journal_mode = WAL')\n    c.execute('CREATE TABLE t(a)')\n"
        "except sqlite3.Error:\n    print('refused')\n"
    )

    with another_process(code, folders.mirror) as late:
        encrypt(folders, lambda: RIGHT)
        said, _ = late.communicate("\n", timeout=60)

    assert said == "refused\n"
    assert people(folders, RIGHT) == 1


def test_an_open_window_stands_against_it(folders: Folders) -> None:
    window = SoleSender(folders.data)
    window.claim()
    with pytest.raises(AnotherProcessError):
        encrypt(folders, lambda: RIGHT)
    window.give_back()


def test_another_window_that_does_not_send_stands_against_it_too(folders: Folders) -> None:
    with (
        open_app(folders, vault=SessionVault()),
        pytest.raises(MirrorLockedError, match="Close it"),
    ):
        encrypt(folders, lambda: RIGHT)


def test_the_old_content_is_overwritten(folders: Folders) -> None:
    second = folders.data / "second name"
    os.link(folders.mirror, second)

    encrypt(folders, lambda: RIGHT)

    assert set(second.read_bytes()) == {0}


def run(folders: Folders, *words: str, answers: str = "", **said: str) -> Result:
    env = {VARIABLE: None, "CHECKIN_NEW_PASSPHRASE": None, **said}
    root = str(folders.data.parent)
    return CliRunner().invoke(cli, ["--data", root, *words], input=answers, env=env)


def test_the_commands_ask_and_say_what_stays_open(folders: Folders) -> None:
    (folders.data / "damaged-1").mkdir()

    encrypted = run(folders, "encrypt", answers=f"{RIGHT}\n{RIGHT}\n")

    assert encrypted.exit_code == 0, encrypted.output
    assert f"put aside, in {folders.data / 'damaged-1'}" in encrypted.output
    assert f"journal in {folders.journal}" in encrypted.output
    assert "SSD" in encrypted.output
    assert RIGHT not in encrypted.output
    asked = run(folders, "status", answers=f"{OTHER}\n{RIGHT}\n")
    assert asked.exit_code == 0
    assert "is not opened by this passphrase" in asked.output


def test_the_environment_may_answer(protected: Folders) -> None:
    changed = run(protected, "passphrase", CHECKIN_PASSPHRASE=RIGHT, CHECKIN_NEW_PASSPHRASE=OTHER)
    wrong = run(protected, "status", CHECKIN_PASSPHRASE=RIGHT)
    opened = run(protected, "decrypt", CHECKIN_PASSPHRASE=OTHER)

    assert (changed.exit_code, opened.exit_code) == (0, 0)
    assert isinstance(wrong.exception, PassphraseError)
    with closing(sqlite3.connect(protected.mirror)) as plain:
        assert plain.execute("SELECT given_name FROM attendee").fetchone() == (NAME,)


def test_who_never_says_the_right_one_is_told_so(protected: Folders) -> None:
    ended = run(protected, "status", answers=f"{OTHER}\n" * 3)

    assert isinstance(ended.exception, PassphraseError)
    assert cipher.is_encrypted(protected.mirror)


def test_an_event_is_forgotten_by_its_name_and_another_one_is_not_known(folders: Folders) -> None:
    unknown = run(folders, "forget", "Nothing", "--yes")
    gone = run(folders, "forget", "event 1", "--journal", "--yes")

    assert "event-1 (Event 1)" in str(unknown.exception)
    assert gone.exit_code == 0
    assert "0 of 1 came" in gone.output
    assert NAME.encode() not in folders.mirror.read_bytes()


@pytest.fixture
def unheard(folders: Folders) -> Folders:
    """Somebody came in whom the platform has not heard of."""
    mirror = Mirror(folders.mirror)
    with mirror.read() as connection:
        event = events.get(connection, EventId(1))
    assert event is not None
    enqueued(mirror, event, AttendeeId(1))
    mirror.close()
    return folders


def test_what_the_platform_never_heard_of_is_asked_for_twice(unheard: Folders, tmp_path: Path) -> None:
    file = tmp_path / "kept.csv"
    refused = run(unheard, "forget", "event-1", "--yes")
    changed_mind = run(unheard, "forget", "event-1", "--anyway", str(file), answers="y\nn\n")
    assert isinstance(refused.exception, StillNeededError)
    assert changed_mind.exit_code == 1
    assert not file.exists()

    gone = run(unheard, "forget", "event-1", "--anyway", str(file), answers="y\ny\n")

    assert gone.exit_code == 0
    assert "Of 1 things the platform has not heard and never will" in gone.output
    assert file.exists()
    assert "Event 1: 0 of 1 came" in run(unheard, "status").output


def test_one_file_keeps_one_event(unheard: Folders, tmp_path: Path) -> None:
    mirror = Mirror(unheard.mirror)
    a_chosen_event(mirror, 2)
    mirror.close()

    both = run(unheard, "forget", "--all", "--anyway", str(tmp_path / "kept.csv"), "--yes")

    assert "Name one event" in str(both.exception)


def test_where_the_journal_and_what_was_put_aside_lie_is_said(folders: Folders) -> None:
    aside = folders.data / "damaged-1"
    aside.mkdir()
    mirror = Mirror(folders.mirror)
    event = a_chosen_event(mirror)
    a_chosen_event(mirror, 2)
    mirror.close()
    journal = folders.journal / "event-1"
    journal.mkdir(parents=True, exist_ok=True)
    opening = Opening(
        station="here",
        connection=event.connection,
        event=event.platform.platform_id,
        event_name=event.name,
        timezone="UTC",
    )
    (journal / "day.jsonl").write_bytes(written(opening))

    gone = run(folders, "forget", "event-1", "--yes")

    assert f"still lies in {journal}" in gone.output
    assert f"A damaged list in {aside}" in gone.output
    assert "Still here: Event 2" in gone.output


def test_a_passphrase_that_is_guessed_at_once_is_refused(folders: Folders) -> None:
    refused = run(folders, "encrypt", answers="1234567\n1234567\n")

    assert isinstance(refused.exception, SettingsError)
    assert "at least 8" in str(refused.exception)
    assert not cipher.is_encrypted(folders.mirror)
