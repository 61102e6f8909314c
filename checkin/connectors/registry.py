"""Every platform this app can speak to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from checkin.connectors.badgestic import setup as badgestic
from checkin.connectors.badgestic.connector import BadgesticConnector
from checkin.connectors.nutickets import setup as nutickets
from checkin.connectors.nutickets.connector import NuticketsConnector
from checkin.connectors.open_event import setup as open_event
from checkin.connectors.open_event.connector import OpenEventConnector
from checkin.connectors.pretix import setup as pretix
from checkin.connectors.pretix.connector import PretixConnector
from checkin.connectors.protocol import Connector, Secrets, Surroundings
from checkin.connectors.sarcon import setup as sarcon
from checkin.connectors.sarcon.connector import SarconConnector
from checkin.connectors.spreadsheet import setup as spreadsheet
from checkin.connectors.spreadsheet.connector import SpreadsheetConnector
from checkin.connectors.v3plus import setup as v3plus
from checkin.connectors.v3plus.connector import V3PlusConnector
from checkin.errors import SettingsError
from checkin.model.platform import Capability, PlatformForm
from checkin.settings import Connection


def _nothing(_payload: str) -> Mapping[str, str] | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """What to ask for a platform, and how to get from the answers to its connector.

    Attributes:
        connect: makes the connector. It sends nothing, and raises SettingsError for an address that must
            not be spoken to.
        capabilities: what a connection can do, by its options; nothing is sent.
        read_code: the form's answers out of a code the platform shows for setting up; None when it is none.
    """

    form: PlatformForm
    connect: Callable[[Connection, Secrets, Surroundings], Connector]
    capabilities: Callable[[Connection], frozenset[Capability]]
    read_code: Callable[[str], Mapping[str, str] | None] = _nothing


def _connect_open_event(connection: Connection, secrets: Secrets, around: Surroundings) -> Connector:
    return OpenEventConnector(connection, secrets, around.on_secrets, around.clock)


_ALL = (
    Platform(
        form=open_event.FORM,
        connect=_connect_open_event,
        capabilities=lambda _connection: open_event.CAPABILITIES,
    ),
    Platform(
        form=pretix.FORM,
        connect=PretixConnector,
        capabilities=pretix.capabilities,
        read_code=pretix.read_code,
    ),
    Platform(form=nutickets.FORM, connect=NuticketsConnector, capabilities=nutickets.capabilities),
    Platform(form=badgestic.FORM, connect=BadgesticConnector, capabilities=badgestic.capabilities),
    Platform(form=sarcon.FORM, connect=SarconConnector, capabilities=sarcon.capabilities),
    Platform(form=v3plus.FORM, connect=V3PlusConnector, capabilities=v3plus.capabilities),
    Platform(form=spreadsheet.FORM, connect=SpreadsheetConnector, capabilities=spreadsheet.capabilities),
)

PLATFORMS: Mapping[str, Platform] = MappingProxyType({platform.form.platform: platform for platform in _ALL})
"""By name."""


def platform_of(connection: Connection) -> Platform:
    """The platform a connection is to. Raises SettingsError for one this version does not know."""
    try:
        return PLATFORMS[connection.platform]
    except KeyError as error:
        raise SettingsError(f"This version knows no platform called {connection.platform!r}.") from error
