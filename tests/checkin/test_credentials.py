"""Secrets live in the keyring."""

from collections.abc import Iterator

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from checkin.credentials import KeyringVault, SessionVault, Vault
from checkin.errors import SettingsError
from tests.fakes.keyring_backend import MemoryKeyring


@pytest.fixture
def system() -> Iterator[MemoryKeyring]:
    before = keyring.get_keyring()
    memory = MemoryKeyring()
    keyring.set_keyring(memory)
    yield memory
    keyring.set_keyring(before)


@pytest.fixture
def none(system: MemoryKeyring) -> None:
    assert system.kept == {}
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]


@pytest.fixture(params=[KeyringVault, SessionVault])
def vault(request: pytest.FixtureRequest, system: MemoryKeyring) -> Vault:
    assert system.kept == {}
    made: Vault = request.param()
    return made


def test_a_vault_gives_back_what_it_was_given(vault: Vault) -> None:
    vault.write("one", {"refresh_token": "s3cret", "password": "ünïcödé"})

    assert vault.read("one") == {"refresh_token": "s3cret", "password": "ünïcödé"}
    assert vault.read("two") == {}


def test_writing_replaces_everything_kept_before(vault: Vault) -> None:
    vault.write("one", {"password": "old"})
    vault.write("one", {"token": "new"})

    assert vault.read("one") == {"token": "new"}


def test_erasing_forgets_and_may_be_repeated(vault: Vault) -> None:
    vault.write("one", {"token": "new"})

    vault.erase("one")
    vault.erase("one")

    assert vault.read("one") == {}


def test_changing_what_was_read_changes_nothing_in_the_vault(vault: Vault) -> None:
    vault.write("one", {"token": "new"})

    vault.read("one").clear()

    assert vault.read("one") == {"token": "new"}


@pytest.mark.parametrize("content", ["not json", "[1]", '"text"'])
def test_what_others_put_into_the_keyring_is_not_taken_for_ours(system: MemoryKeyring, content: str) -> None:
    system.kept["checkin-desk", "one"] = content

    with pytest.raises(SettingsError):
        KeyringVault().read("one")


@pytest.mark.usefixtures("none")
def test_a_computer_without_a_keyring_says_so() -> None:
    vault = KeyringVault()

    with pytest.raises(SettingsError):
        vault.read("one")
    with pytest.raises(SettingsError):
        vault.write("one", {"token": "x"})
    with pytest.raises(SettingsError):
        vault.erase("one")


def test_no_secret_is_shown_by_repr() -> None:
    vault = SessionVault()
    vault.write("open_event:https://a#b", {"token": "s3cret"})

    assert repr(vault) == "SessionVault(1 connections)"
