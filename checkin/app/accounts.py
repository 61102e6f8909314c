"""Signing in to platforms, and keeping what signing in again needs."""

import contextlib
from collections.abc import Mapping
from dataclasses import replace

from checkin.clock import Clock
from checkin.connectors import registry
from checkin.connectors.protocol import Connector
from checkin.credentials import SessionVault, Vault
from checkin.errors import CredentialsError, SettingsError
from checkin.model.platform import Account, PlatformForm
from checkin.settings import Connection


class Accounts:
    """Builds connectors; keeps secrets in the vault, and for this run in memory where there is no vault."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._session = SessionVault()
        self._clock = clock

    @staticmethod
    def platforms() -> tuple[PlatformForm, ...]:
        """What to ask for each platform there is a connector for."""
        return tuple(platform.form for platform in registry.PLATFORMS.values())

    def sign_in(self, connection: Connection, secrets: Mapping[str, str]) -> tuple[Connector, Account]:
        """Prove that the secrets are good and keep what the next start needs.

        A computer without a keyring is told of in the account's notes.

        Raises:
            ConnectorError: signing in failed; what was kept before stays.
        """
        self._session.write(connection.id, secrets)
        connector = self._build(connection, secrets)
        try:
            account = connector.sign_in()
        except BaseException:
            self._session.erase(connection.id)
            connector.close()
            raise
        try:
            self._vault.write(connection.id, self._session.read(connection.id))
        except SettingsError as error:
            account = replace(account, notes=(*account.notes, str(error)))
        return connector, account

    def connector(self, connection: Connection) -> Connector:
        """A connector with the secrets that were kept.

        Raises:
            CredentialsError: none were kept; a person must sign in.
        """
        secrets = self._kept(connection)
        if not secrets:
            raise CredentialsError(connection.platform, "Nobody is signed in on this computer.")
        return self._build(connection, secrets)

    def has_secrets(self, connection: Connection) -> bool:
        """Whether something to sign in with was kept."""
        return bool(self._kept(connection))

    def forget(self, connection: Connection) -> None:
        """Erase a connection's secrets."""
        self._session.erase(connection.id)
        with contextlib.suppress(SettingsError):
            self._vault.erase(connection.id)

    def _kept(self, connection: Connection) -> dict[str, str]:
        secrets = self._session.read(connection.id)
        if not secrets:
            with contextlib.suppress(SettingsError):
                secrets = self._vault.read(connection.id)
        return secrets

    def _build(self, connection: Connection, secrets: Mapping[str, str]) -> Connector:
        def keep(renewed: Mapping[str, str]) -> None:
            self._session.write(connection.id, renewed)
            with contextlib.suppress(SettingsError):
                self._vault.write(connection.id, renewed)

        return registry.platform_of(connection).connect(connection, secrets, keep, self._clock)
