"""Secrets live in the system's keyring, and nowhere else on this computer."""

import json
from collections.abc import Mapping
from typing import Protocol

from typing_extensions import override

from checkin.errors import SettingsError

_SERVICE = "checkin-desk"


class Vault(Protocol):
    """Keeps the secrets of each connection: refresh tokens, or a password where the platform needs it."""

    def read(self, connection: str) -> dict[str, str]:
        """The secrets of a connection, empty when none are kept. Raises SettingsError."""
        ...

    def write(self, connection: str, secrets: Mapping[str, str]) -> None:
        """Keep the secrets of a connection, replacing what was kept. Raises SettingsError."""
        ...

    def erase(self, connection: str) -> None:
        """Forget a connection's secrets; nothing happens when none are kept. Raises SettingsError."""
        ...


class KeyringVault:
    """The operating system's keyring."""

    def read(self, connection: str) -> dict[str, str]:
        """The secrets of a connection, empty when none are kept."""
        import keyring  # noqa: PLC0415  (slow to import, and only needed when a connection is opened)
        from keyring.errors import KeyringError  # noqa: PLC0415

        try:
            kept = keyring.get_password(_SERVICE, connection)
        except KeyringError as error:
            raise SettingsError("The system's keyring cannot be read.") from error
        if kept is None:
            return {}
        try:
            return {str(name): str(value) for name, value in json.loads(kept).items()}
        except (ValueError, AttributeError) as error:
            raise SettingsError("What the keyring holds for this connection is not ours.") from error

    def write(self, connection: str, secrets: Mapping[str, str]) -> None:
        """Keep the secrets of a connection."""
        import keyring  # noqa: PLC0415
        from keyring.errors import KeyringError  # noqa: PLC0415

        try:
            keyring.set_password(_SERVICE, connection, json.dumps(dict(secrets)))
        except KeyringError as error:
            raise SettingsError(
                "This computer cannot keep the sign-in (it has no keyring): it is asked for again at each "
                "start, and a code that works once has to be made anew each time."
            ) from error

    def erase(self, connection: str) -> None:
        """Forget a connection's secrets."""
        import keyring  # noqa: PLC0415
        from keyring.errors import KeyringError, PasswordDeleteError  # noqa: PLC0415

        try:
            keyring.delete_password(_SERVICE, connection)
        except PasswordDeleteError:
            return
        except KeyringError as error:
            raise SettingsError("The system's keyring cannot be changed.") from error


class SessionVault:
    """Keeps secrets until the app ends: demonstrations, training, computers without a keyring."""

    def __init__(self) -> None:
        self._kept: dict[str, dict[str, str]] = {}

    def read(self, connection: str) -> dict[str, str]:
        """The secrets of a connection, empty when none are kept."""
        return dict(self._kept.get(connection, {}))

    def write(self, connection: str, secrets: Mapping[str, str]) -> None:
        """Keep the secrets of a connection."""
        self._kept[connection] = dict(secrets)

    def erase(self, connection: str) -> None:
        """Forget a connection's secrets."""
        self._kept.pop(connection, None)

    @override
    def __repr__(self) -> str:
        return f"SessionVault({len(self._kept)} connections)"
