"""Signing in, and what is kept of it."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from checkin.app.accounts import Accounts
from checkin.clock import SystemClock
from checkin.credentials import SessionVault
from checkin.errors import CredentialsError, SettingsError
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
