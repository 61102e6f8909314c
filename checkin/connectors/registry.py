"""Every platform this app can speak to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from checkin.connectors.badgestic import setup as badgestic
from checkin.connectors.badgestic.connector import BadgesticConnector
from checkin.connectors.nutickets import setup as nutickets
from checkin.connectors.nutickets.connector import NuticketsConnector
from checkin.connectors.nutickets.hooks import is_genuine
from checkin.connectors.open_event import setup as open_event
from checkin.connectors.open_event.connector import OpenEventConnector
from checkin.connectors.pretix import setup as pretix
from checkin.connectors.pretix.connector import PretixConnector
from checkin.connectors.protocol import Connector, Secrets, Surroundings
from checkin.connectors.sarcon import setup as sarcon
from checkin.connectors.sarcon.attempt import attempt
from checkin.connectors.sarcon.connector import SarconConnector
from checkin.connectors.sarcon.hooks import concerns_attendees
from checkin.connectors.spreadsheet import setup as spreadsheet
from checkin.connectors.spreadsheet.connector import SpreadsheetConnector
from checkin.connectors.v3plus import setup as v3plus
from checkin.connectors.v3plus.connector import V3PlusConnector
from checkin.errors import SettingsError
from checkin.model.ids import PlatformId
from checkin.model.platform import Capability, PlatformForm
from checkin.model.trial import Trial
from checkin.settings import Connection


def _nothing(_payload: str) -> Mapping[str, str] | None:
    return None


def _not_heard(_secrets: Secrets, _headers: Mapping[str, str], _body: bytes) -> bool:
    return False


class Attempt(Protocol):
    """Tries out what a file of the user's says of a platform."""

    def __call__(
        self,
        connection: Connection,
        secrets: Secrets,
        around: Surroundings,
        event: PlatformId | None,
        *,
        write: bool,
    ) -> Trial:
        """Ask, and with `write` tell; see `checkin.connectors.sarcon.attempt`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """What to ask for a platform, and how to get from the answers to its connector.

    Attributes:
        connect: makes the connector. It sends nothing, and raises SettingsError for an address that must
            not be spoken to.
        capabilities: what a connection can do, by its options; nothing is sent.
        read_code: the form's answers out of a code the platform shows for setting up; None when it is none.
        hook: whether a callback, by our secrets, its headers (names in lower case) and its body, is genuine
            and concerns us.
        attempt: tries out the mapping file, where the platform needs one.
    """

    form: PlatformForm
    connect: Callable[[Connection, Secrets, Surroundings], Connector]
    capabilities: Callable[[Connection], frozenset[Capability]]
    read_code: Callable[[str], Mapping[str, str] | None] = _nothing
    hook: Callable[[Secrets, Mapping[str, str], bytes], bool] = _not_heard
    attempt: Attempt | None = None


def _connect_open_event(connection: Connection, secrets: Secrets, around: Surroundings) -> Connector:
    return OpenEventConnector(connection, secrets, around.on_secrets, around.clock)


def _hear_nutickets(secrets: Secrets, headers: Mapping[str, str], body: bytes) -> bool:
    return is_genuine(body, headers.get("signature", ""), secrets.get(nutickets.WEBHOOK_SECRET, ""))


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
    Platform(
        form=nutickets.FORM,
        connect=NuticketsConnector,
        capabilities=nutickets.capabilities,
        hook=_hear_nutickets,
    ),
    Platform(form=badgestic.FORM, connect=BadgesticConnector, capabilities=badgestic.capabilities),
    Platform(
        form=sarcon.FORM,
        connect=SarconConnector,
        capabilities=sarcon.capabilities,
        hook=lambda _secrets, headers, body: concerns_attendees(headers, body),
        attempt=attempt,
    ),
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
