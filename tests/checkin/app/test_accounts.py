"""Signing in, and what is kept of it."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from checkin.app.accounts import Accounts, completed
from checkin.clock import SystemClock
from checkin.credentials import SessionVault
from checkin.errors import CredentialsError, SettingsError
from checkin.practice.pretix.serve import PretixPractice
from checkin.settings import Connection

SECRETS = {"password": "practice"}


class NoVault:
    """A computer without a keyring."""

    def read(self, _connection: str) -> dict[str, str]:
        raise SettingsError("No keyring.")

    def write(self, _connection: str, _secrets: Mapping[str, str]) -> None:
        raise SettingsError("No keyring.")

    def erase(self, _connection: str) -> None:
        raise SettingsError("No keyring.")


def test_a_sign_in_is_kept_for_the_next_start(connection: Connection, tmp_path: Path) -> None:
    vault = SessionVault()
    first = Accounts(vault, SystemClock(), tmp_path)
    first.sign_in(connection, SECRETS)
    first.hang_up()

    later = Accounts(vault, SystemClock(), tmp_path)

    assert later.clock_offset() is None
    assert later.at_hand(connection).sign_in().name
    assert later.clock_offset() is not None
    later.hang_up()


def test_without_a_keyring_it_is_kept_for_this_run_and_said(connection: Connection, tmp_path: Path) -> None:
    accounts = Accounts(NoVault(), SystemClock(), tmp_path)

    account = accounts.sign_in(connection, SECRETS)

    assert account.notes[-1] == "No keyring."
    assert accounts.has_secrets(connection)
    accounts.forget(connection)
    assert not accounts.has_secrets(connection)


def test_a_failed_sign_in_keeps_nothing(connection: Connection, tmp_path: Path) -> None:
    accounts = Accounts(SessionVault(), SystemClock(), tmp_path)

    with pytest.raises(CredentialsError):
        accounts.sign_in(connection, {"password": "wrong"})

    with pytest.raises(CredentialsError, match="Nobody is signed in"):
        accounts.another(connection)


def test_what_a_refresh_brings_is_kept(connection: Connection, tmp_path: Path) -> None:
    vault = SessionVault()
    accounts = Accounts(vault, SystemClock(), tmp_path)

    accounts.sign_in(connection, SECRETS)
    accounts.hang_up()

    assert vault.read(connection.id)["refresh_token"]


def test_an_unknown_platform_is_said(tmp_path: Path) -> None:
    accounts = Accounts(SessionVault(), SystemClock(), tmp_path)
    strange = Connection(platform="nowhere", base_url="https://example.org", account="x")

    with pytest.raises(SettingsError, match="nowhere"):
        accounts.sign_in(strange, SECRETS)


def test_what_the_platform_says_of_the_account_is_kept_under_its_new_name(tmp_path: Path) -> None:
    vault = SessionVault()
    with PretixPractice(attendees=20) as platform:
        accounts = Accounts(vault, SystemClock(), tmp_path)
        asked = platform.connection.model_copy(update={"account": "", "options": {}})

        connection = completed(asked, accounts.sign_in(asked, platform.secrets))

        assert connection.account
        assert (vault.read(asked.id), accounts.has_secrets(asked)) == ({}, False)
        assert accounts.another(connection).sign_in().answers["account"] == connection.account
        accounts.close()


def test_a_sign_in_for_this_run_only_stays_so_under_its_new_name(tmp_path: Path) -> None:
    vault = SessionVault()
    with PretixPractice(attendees=20) as platform:
        accounts = Accounts(vault, SystemClock(), tmp_path)
        asked = platform.connection.model_copy(update={"account": ""})

        connection = completed(asked, accounts.sign_in(asked, platform.secrets, for_good=False))
        accounts.sign_in(connection, {}, again=True)

        assert vault.read(connection.id) == {}
        assert accounts.has_secrets(connection)
        accounts.close()


def test_signing_in_again_must_be_to_the_same_account(tmp_path: Path) -> None:
    vault = SessionVault()
    with PretixPractice(attendees=20) as platform, PretixPractice(attendees=20) as another:
        accounts = Accounts(vault, SystemClock(), tmp_path)
        connection = completed(platform.connection, accounts.sign_in(platform.connection, platform.secrets))
        kept = vault.read(connection.id)
        moved = connection.model_copy(update={"account": "somebody-else", "base_url": another.url})
        vault.write(moved.id, kept)

        with pytest.raises(CredentialsError, match="another account"):
            accounts.sign_in(moved, another.secrets, again=True)

        assert vault.read(moved.id) == kept
        accounts.close()


def test_without_new_secrets_those_that_were_kept_are_tried(connection: Connection, tmp_path: Path) -> None:
    accounts = Accounts(SessionVault(), SystemClock(), tmp_path)
    accounts.sign_in(connection, SECRETS)

    assert accounts.sign_in(connection, {}).name
    accounts.hang_up()


def test_a_sign_in_for_this_run_may_be_kept_later(connection: Connection, tmp_path: Path) -> None:
    vault = SessionVault()
    accounts = Accounts(vault, SystemClock(), tmp_path)

    accounts.sign_in(connection, SECRETS, for_good=False)
    assert vault.read(connection.id) == {}
    accounts.sign_in(connection, SECRETS)

    assert vault.read(connection.id)
    accounts.hang_up()


def test_an_address_that_must_not_be_spoken_to_leaves_what_was_kept(tmp_path: Path) -> None:
    accounts = Accounts(SessionVault(), SystemClock(), tmp_path)
    open_line = Connection(platform="open_event", base_url="http://example.org", account="a")

    with pytest.raises(SettingsError, match="http://"):
        accounts.sign_in(open_line, SECRETS)

    assert not accounts.has_secrets(open_line)


def test_a_platform_without_secrets_needs_none_to_be_kept(tmp_path: Path) -> None:
    accounts = Accounts(SessionVault(), SystemClock(), tmp_path)
    file = tmp_path / "list.csv"
    file.write_text("First name,Last name\nAda,Lovelace\n", encoding="utf-8")
    connection = Connection(platform="spreadsheet", account="Party", options={"roster": str(file)})

    assert accounts.has_secrets(connection)
    assert accounts.another(connection).events()[0].name == "Party"


def test_only_a_platform_with_a_mapping_file_can_be_tried(connection: Connection, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no mapping"):
        Accounts(SessionVault(), SystemClock(), tmp_path).try_mapping(connection, SECRETS, None, write=False)
