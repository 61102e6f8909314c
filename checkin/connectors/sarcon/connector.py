"""Sarcon in our words."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from typing_extensions import override

from checkin.connectors.http import Budget, Channel, Sender, checked_base_url, requests_a_minute
from checkin.connectors.protocol import Secrets, Surroundings
from checkin.connectors.sarcon import conversion
from checkin.connectors.sarcon.client import Client
from checkin.connectors.sarcon.kinds import Kinds
from checkin.connectors.sarcon.mapping_file import mapping_of
from checkin.connectors.sarcon.pull import Pull
from checkin.connectors.sarcon.setup import A_MINUTE, PLATFORM, TOKEN, capabilities_by
from checkin.connectors.sarcon.telling import Teller
from checkin.model.event import PlatformEvent
from checkin.model.ids import PlatformId
from checkin.model.operation import Operation, Recollection, Verdict
from checkin.model.platform import Account, Capability
from checkin.model.pulled import Page
from checkin.settings import Connection


class SarconConnector:
    """See `checkin.connectors.protocol.Connector`.

    Args:
        connection: server, and the mapping file among the options.
        secrets: ``token``.
        around: what every connector is given.
        through: what all requests go through, such as somebody who listens.
    """

    def __init__(
        self,
        connection: Connection,
        secrets: Secrets,
        around: Surroundings,
        *,
        through: Callable[[Sender], Sender] = lambda sender: sender,
    ) -> None:
        """Nothing is sent yet.

        Raises:
            SettingsError: the address must not be spoken to, or the mapping file is damaged.
        """
        base_url = checked_base_url(connection.base_url, plain_http=connection.plain_http)
        self._server = urlsplit(base_url)
        self.mapping = mapping_of(connection.options)
        self._around = around
        self._channel = Channel(
            PLATFORM,
            f"{self._server.scheme}://{self._server.netloc}",
            around.clock,
            plain_http=connection.plain_http,
        )
        token = secrets.get(TOKEN, "").strip()
        a_minute = requests_a_minute(connection.options.get(A_MINUTE, ""))
        self._budget = Budget(PLATFORM, around.clock, requests=a_minute, kept_for_writes=a_minute // 6)
        self.client = Client(PLATFORM, through(self._channel), base_url, token, self._budget)
        self._teller = Teller(
            client=self.client, mapping=self.mapping, clock_offset=lambda: self.clock_offset() or 0.0
        )

    @override
    def __repr__(self) -> str:
        return f"SarconConnector({self._channel!r})"

    @property
    def platform(self) -> str:
        """The connector's name."""
        return PLATFORM

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What the platform can do, by the mapping."""
        return capabilities_by(self.mapping)

    def sign_in(self) -> Account:
        """Prove that address and token are good: there is no sign-in, so the events are asked for."""
        next(iter(self.client.sheets(self.mapping.events, {})))
        return Account(
            name=f"Sarcon at {self._server.hostname}",
            platform_id=PlatformId(self._server.hostname or PLATFORM),
            notes=self.mapping.missing(),
        )

    def events(self) -> Sequence[PlatformEvent]:
        """The events of the account, soonest first."""
        listed = self.mapping.events
        rows = (row for sheet in self.client.sheets(listed, {}) for row in sheet.rows)
        return conversion.events(rows, listed, self.mapping.zone())

    def pull(self, event: PlatformId, *, since: str | None, resume: str | None) -> Iterator[Page]:
        """Read the event: all of it when `since` is None, else what changed after that cursor."""
        kinds = Kinds(self._around.memory, event)
        pull = Pull(
            client=self.client, mapping=self.mapping, event=event, kinds=kinds, server_now=self._server_now
        )
        return pull.pages(since, resume)

    def push(self, operation: Operation) -> Verdict:
        """Tell the platform, once."""
        return self._teller.push(operation)

    def read_back(self, operation: Operation) -> Recollection:
        """After an unknown outcome: what the platform has of it, if the mapping says how to look it up.

        What can neither be looked up nor repeated is rejected without having been answered: a person looks.
        """
        return self._teller.read_back(operation)

    def clock_offset(self) -> float | None:
        """Seconds the platform's clock is ahead of ours, from its last answer; None before the first."""
        return self._channel.clock_offset

    def interrupt(self) -> None:
        """Break off the request that is under way; it raises UnreachableError."""
        self._budget.interrupt()
        self._channel.interrupt()

    def close(self) -> None:
        """Give back connections; nobody waits for the limit of requests any more."""
        self._budget.close()
        self._channel.close()

    def _server_now(self) -> datetime:
        return (self._around.clock.now() + timedelta(seconds=self.clock_offset() or 0.0)).astimezone(UTC)
