"""pretix and eventyay in our words."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import httpx
from typing_extensions import override

from checkin.connectors.http import Channel, PhotoFiles, PublicFiles, checked_base_url
from checkin.connectors.pretix import conversion
from checkin.connectors.pretix.client import Client
from checkin.connectors.pretix.designs import Designs
from checkin.connectors.pretix.looking_back import LookingBack
from checkin.connectors.pretix.photos import Photos
from checkin.connectors.pretix.pull import Pull
from checkin.connectors.pretix.rows import Device
from checkin.connectors.pretix.session import API, Session
from checkin.connectors.pretix.setup import (
    EVENTYAY,
    FLAVOUR,
    ORGANIZER,
    PLATFORM,
    PROFILE,
    capabilities,
    notes,
)
from checkin.connectors.pretix.signing_in import SigningIn, device_of
from checkin.connectors.pretix.structure import Structures
from checkin.connectors.pretix.telling import Telling
from checkin.connectors.protocol import Secrets, Surroundings
from checkin.model.badge_design import BadgeDesign
from checkin.model.event import PlatformEvent
from checkin.model.ids import PlatformId
from checkin.model.operation import Operation, Recollection, Verdict
from checkin.model.platform import Account, Capability
from checkin.model.pulled import Page
from checkin.settings import Connection

_SOME_DAY = datetime(9999, 12, 31, tzinfo=UTC)


class PretixConnector:
    """See `checkin.connectors.protocol.Connector`.

    Args:
        connection: the server; options ``flavour``, and what `sign_in` answered: ``organizer``, ``profile``.
        secrets: ``code`` (used up by the first sign-in) or ``api_token``.
        around: what it is given.
        transport: stands in for the network.
    """

    def __init__(
        self,
        connection: Connection,
        secrets: Secrets,
        around: Surroundings,
        *,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """Raises SettingsError for an address that must not be spoken to; nothing is sent yet."""
        address = connection.base_url.strip().rstrip("/").removesuffix(API)
        plain_http = connection.plain_http
        base_url = checked_base_url(address, plain_http=plain_http)
        self._around = around
        self._connection = connection
        self._plain = connection.options.get(FLAVOUR) == EVENTYAY
        self._device = device_of(connection.account)
        self._channel = Channel(PLATFORM, base_url, around.clock, plain_http=plain_http, transport=transport)
        self._files = PublicFiles(
            PLATFORM, base_url, around.clock, plain_http=plain_http, transport=transport
        )
        self._photo_files = PhotoFiles(
            PLATFORM, base_url, around.clock, plain_http=plain_http, transport=transport
        )
        session = Session(self._channel, base_url, organizer=connection.options.get(ORGANIZER, ""))
        self._client = Client(session, products=self._plain)
        self._structures = Structures(self._client.catalogue, around.clock)
        self._signing_in = SigningIn(self._client, secrets, around.on_secrets, plain=self._plain)

    @override
    def __repr__(self) -> str:
        return f"PretixConnector({self._channel!r})"

    @property
    def platform(self) -> str:
        """The connector's name."""
        return PLATFORM

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What the platform can do; what the device's profile adds is known once it signed in."""
        return capabilities(self._connection)

    def sign_in(self) -> Account:
        """Set this device up with its code, or prove that it still is."""
        device = self._signing_in.device()
        session = self._client.session
        if device is None:
            return Account(
                name=session.organizer,
                platform_id=PlatformId(session.organizer),
                notes=notes("", EVENTYAY),
                answers={ORGANIZER: session.organizer},
            )
        return self._account(device)

    def _account(self, device: Device) -> Account:
        self._device = device.device_id
        answers = {
            # Not the device: one that is set up anew goes on with what the old one has not told yet.
            "account": device.organizer,
            ORGANIZER: device.organizer,
            PROFILE: device.security_profile,
        }
        options = {**self._connection.options, ORGANIZER: device.organizer, PROFILE: device.security_profile}
        self._connection = self._connection.model_copy(
            update={"account": answers["account"], "options": options}
        )
        return Account(
            name=device.name or answers["account"],
            platform_id=PlatformId(device.unique_serial or device.device_id),
            notes=notes(device.security_profile, EVENTYAY if self._plain else ""),
            answers=answers,
        )

    def events(self) -> Sequence[PlatformEvent]:
        """The organizer's events this device may work on, soonest first."""
        self._know_organizer()
        found = map(conversion.platform_event, self._client.catalogue.events())
        return sorted(found, key=lambda event: (event.starts_at or _SOME_DAY, event.platform_id))

    def pull(self, event: PlatformId, *, since: str | None, resume: str | None) -> Iterator[Page]:
        """Read the event: all of it when `since` is None, else what changed after that cursor."""
        self._know_organizer()
        client = self._client
        pull = Pull(client.session, client.catalogue, self._structures, self.capabilities, self._server_now)
        yield from pull.pages(event, since, resume)

    def push(self, operation: Operation) -> Verdict:
        """Tell the platform, once."""
        self._know_organizer()
        return self._telling().push(operation)

    def read_back(self, operation: Operation) -> Recollection:
        """After an unknown outcome: what the platform has of it (see `looking_back`)."""
        self._know_organizer()
        return self._telling().read_back(operation)

    def badge_designs(self, event: PlatformId) -> Sequence[BadgeDesign]:
        """The badge layouts of an event; see `checkin.connectors.protocol.ShowsBadgeDesigns`."""
        self._know_organizer()
        return Designs(self._client.furniture, self._structures, self._files).of(event)

    def photo(self, address: str) -> bytes:
        """What somebody answered to a question for their photo."""
        self._know_organizer()
        return Photos(self._client.session, self._photo_files).fetch(address)

    def _telling(self) -> Telling:
        return Telling(
            self._client,
            self._structures,
            self._around.memory,
            self.capabilities,
            back=LookingBack(
                catalogue=self._client.catalogue,
                device=self._device,
                complete=not self._plain,
                clock_offset=self.clock_offset(),
            ),
            plain=self._plain,
        )

    def _know_organizer(self) -> None:
        """Sign in when nobody did since this connection was made."""
        session = self._client.session
        if not session.token or not session.organizer:
            self.sign_in()

    def clock_offset(self) -> float | None:
        """Seconds the platform's clock is ahead of ours, from its last answer; None before the first."""
        return self._channel.clock_offset

    def interrupt(self) -> None:
        """Break off the request that is under way; it raises UnreachableError."""
        self._files.interrupt()
        self._photo_files.interrupt()
        self._channel.interrupt()

    def close(self) -> None:
        """Give back connections."""
        self._files.close()
        self._photo_files.close()
        self._channel.close()

    def _server_now(self) -> datetime:
        return (self._around.clock.now() + timedelta(seconds=self._channel.clock_offset or 0.0)).astimezone(
            UTC
        )
