"""Signing in to platforms, and keeping what signing in again needs."""

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from checkin.app.memory import Memories
from checkin.clock import Clock
from checkin.connectors import registry, roster
from checkin.connectors.protocol import Connector, Surroundings
from checkin.credentials import SessionVault, Vault
from checkin.errors import CredentialsError, SettingsError, UnreachableError
from checkin.model.ids import PlatformId
from checkin.model.platform import Account, Capability, PlatformForm
from checkin.model.roster import RosterPreview
from checkin.model.trial import Trial
from checkin.scanner.picture import codes_in
from checkin.settings import Connection


def completed(connection: Connection, account: Account) -> Connection:
    """The connection with what the platform said of it."""
    answers = dict(account.answers)
    name = answers.pop("account", connection.account)
    return connection.model_copy(update={"account": name, "options": {**connection.options, **answers}})


_ANOTHER = (
    "This is another account ({}). What waits here is for the one before. "
    "To work with another account, choose the platform anew."
)


def _asks_for_secrets(connection: Connection) -> bool:
    return any(field.secret for field in registry.platform_of(connection).form.fields)


class Accounts:
    """Builds connectors; keeps secrets in the vault, and in memory for this run.

    Args:
        vault: where secrets are kept.
        clock: tells the time.
        folder: where connectors keep what they must not forget.

    Attributes:
        memories: what they keep there.
    """

    def __init__(self, vault: Vault, clock: Clock, folder: Path) -> None:
        self._vault = vault
        self.memories = Memories(folder)
        self._session = SessionVault()
        self._clock = clock
        self._for_this_run: set[str] = set()
        self._at_hand: Connector | None = None
        self._closed = False

    @staticmethod
    def platforms() -> tuple[PlatformForm, ...]:
        """What to ask for each platform there is a connector for."""
        return tuple(platform.form for platform in registry.PLATFORMS.values())

    def sign_in(
        self,
        connection: Connection,
        secrets: Mapping[str, str],
        *,
        for_good: bool = True,
        again: bool = False,
    ) -> Account:
        """Prove that the secrets are good and keep what the next start needs, or for this run only.

        A computer without a keyring is told of in the account's notes. What of the connection only the
        platform could say is in its answers: `completed` is the connection from then on.

        Args:
            connection: platform, server and account.
            secrets: what the platform's form asked for; those that were kept when empty.
            for_good: keep them for the next start, too.
            again: it has to be the account it was: what waits in the outbox is for that one.

        Raises:
            CredentialsError: it is another account; what was kept before stays.
            ConnectorError: signing in failed; what was kept before stays.
        """
        before, kept = self._session.read(connection.id), self._kept(connection)
        if not again:
            (self._for_this_run.discard if for_good else self._for_this_run.add)(connection.id)
        secrets = secrets or kept
        self._session.write(connection.id, secrets)
        self.hang_up()
        try:
            connector = self._at_hand = self._build(connection, secrets)
            account = connector.sign_in()
            if again:
                self._refuse_another(connection, account, kept)
        except BaseException:
            self._session.write(connection.id, before)
            self.hang_up()
            raise
        try:
            self._move(connection, completed(connection, account))
        except SettingsError as error:
            account = replace(account, notes=(*account.notes, str(error)))
        return account

    def _refuse_another(self, connection: Connection, account: Account, kept: Mapping[str, str]) -> None:
        if completed(connection, account).id == connection.id:
            return
        # Its connector may have had secrets of its own kept under this name.
        self._session.write(connection.id, kept)
        with contextlib.suppress(SettingsError):
            self._keep(connection)
        raise CredentialsError(connection.platform, _ANOTHER.format(account.name))

    def _move(self, asked: Connection, connection: Connection) -> None:
        """Keep what was asked for under the name the connection has from now on."""
        if connection != asked:
            self.hang_up()  # it knows only half of the connection
        if connection.id != asked.id:
            self._session.write(connection.id, self._session.read(asked.id))
            if asked.id in self._for_this_run:
                self._for_this_run.add(connection.id)
            self.forget(asked)
        self._keep(connection)

    @staticmethod
    def read_code(payload: str) -> tuple[str, Mapping[str, str]] | None:
        """The platform a code belongs to that is shown for setting up, and the form's answers in it."""
        for name, platform in registry.PLATFORMS.items():
            answers = platform.read_code(payload)
            if answers is not None:
                return name, answers
        return None

    @staticmethod
    def preview_roster(file: Path, columns: Mapping[str, str]) -> RosterPreview:
        """What a list of attendees would give. Raises CheckinError when it cannot be read."""
        return roster.preview_roster("spreadsheet", file, columns)

    def try_mapping(
        self, connection: Connection, secrets: Mapping[str, str], event: PlatformId | None, *, write: bool
    ) -> Trial:
        """Try out what a mapping file says. Raises SettingsError where it cannot be tried."""
        attempt = registry.platform_of(connection).attempt
        if attempt is None:
            raise SettingsError("This platform needs no mapping file.")
        known = secrets or self._kept(connection)
        return attempt(connection, known, self._around(connection, secrets_kept=False), event, write=write)

    def hook_reader(self, connection: Connection) -> Callable[[Mapping[str, str], bytes], bool]:
        """Says of a callback, by its headers and body, whether it is genuine and concerns us."""
        reader = registry.platform_of(connection).hook
        secrets = self._kept(connection)
        return lambda headers, body: reader(secrets, headers, body)

    def at_hand(self, connection: Connection) -> Connector:
        """The connector that setting up uses; one thread at a time. Raises CredentialsError as `another`."""
        if self._at_hand is None:
            self._at_hand = self.another(connection)
        return self._at_hand

    def another(self, connection: Connection) -> Connector:
        """A connector of the caller's own, with the secrets that were kept.

        Raises:
            CredentialsError: none were kept; a person must sign in.
        """
        secrets = self._kept(connection)
        if not secrets and _asks_for_secrets(connection):
            raise CredentialsError(connection.platform, "Nobody is signed in on this computer.")
        return self._build(connection, secrets)

    def hang_up(self) -> None:
        """Close the connector that setting up uses; what it was doing breaks off. From any thread."""
        connector, self._at_hand = self._at_hand, None
        if connector is not None:
            connector.close()

    def close(self) -> None:
        """Hang up for good: nothing is connected any more from now on. From any thread."""
        self._closed = True
        self.hang_up()

    def clock_offset(self) -> float | None:
        """Seconds the platform's clock is ahead of ours, from setting up; None while nobody knows."""
        connector = self._at_hand
        return None if connector is None else connector.clock_offset()

    def has_secrets(self, connection: Connection) -> bool:
        """Whether something to sign in with was kept, or nothing is needed."""
        return bool(self._kept(connection)) or not _asks_for_secrets(connection)

    @staticmethod
    def capabilities(connection: Connection) -> frozenset[Capability]:
        """What a connection can do; nothing is sent. Raises SettingsError for an unknown platform."""
        return registry.platform_of(connection).capabilities(connection)

    def forget(self, connection: Connection) -> None:
        """Hang up and erase a connection's secrets."""
        self.hang_up()
        self._session.erase(connection.id)
        with contextlib.suppress(SettingsError):
            self._vault.erase(connection.id)

    def _keep(self, connection: Connection) -> None:
        if connection.id not in self._for_this_run and _asks_for_secrets(connection):
            self._vault.write(connection.id, self._session.read(connection.id))

    def _kept(self, connection: Connection) -> dict[str, str]:
        secrets = self._session.read(connection.id)
        if not secrets:
            with contextlib.suppress(SettingsError):
                secrets = self._vault.read(connection.id)
        return secrets

    def _build(self, connection: Connection, secrets: Mapping[str, str]) -> Connector:
        if self._closed:
            raise UnreachableError(connection.platform, "The app is closing.")
        return registry.platform_of(connection).connect(connection, secrets, self._around(connection))

    def _around(self, connection: Connection, *, secrets_kept: bool = True) -> Surroundings:
        def keep(renewed: Mapping[str, str]) -> None:
            if secrets_kept:
                self._session.write(connection.id, renewed)
                with contextlib.suppress(SettingsError):
                    self._keep(connection)

        return Surroundings(
            clock=self._clock, on_secrets=keep, memory=self.memories.of(connection), read_picture=codes_in
        )
