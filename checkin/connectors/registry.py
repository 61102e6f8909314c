"""Every platform this app can speak to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from checkin.clock import Clock
from checkin.connectors.open_event.connector import OpenEventConnector
from checkin.connectors.open_event.setup import FORM as OPEN_EVENT_FORM
from checkin.connectors.protocol import Connector
from checkin.errors import SettingsError
from checkin.model.platform import PlatformForm
from checkin.settings import Connection

Secrets = Mapping[str, str]
Connect = Callable[[Connection, Secrets, Callable[[Secrets], None], Clock], Connector]


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """What to ask for a platform, and how to get from the answers to its connector.

    `connect` takes the connection, its secrets, what to call with all secrets to keep when they change, and
    the clock. It sends nothing, and raises SettingsError for an address that must not be spoken to.
    """

    form: PlatformForm
    connect: Connect


PLATFORMS: Mapping[str, Platform] = MappingProxyType(
    {OPEN_EVENT_FORM.platform: Platform(form=OPEN_EVENT_FORM, connect=OpenEventConnector)}
)
"""By name."""


def platform_of(connection: Connection) -> Platform:
    """The platform a connection is to. Raises SettingsError for one this version does not know."""
    try:
        return PLATFORMS[connection.platform]
    except KeyError as error:
        raise SettingsError(f"This version knows no platform called {connection.platform!r}.") from error
