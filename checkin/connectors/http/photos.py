"""Photos of attendees: fetched evenly, so that what a platform allows is left to the check-ins."""

from collections.abc import Callable
from urllib.parse import urlsplit

import httpx
from typing_extensions import override

from checkin.clock import Clock
from checkin.connectors.http.address import on_same_server
from checkin.connectors.http.budget import Budget
from checkin.connectors.http.channel import Channel
from checkin.connectors.http.failures import SentOnError
from checkin.connectors.http.files import PublicFiles
from checkin.connectors.http.reply import Reply
from checkin.connectors.protocol import LARGEST_PHOTO
from checkin.errors import RejectedError

_A_MINUTE = 120
_LONGEST = 30.0
"""Seconds a photo may take."""

Ask = Callable[[Channel, str], Reply]
"""Asks the platform's own server for a path, in the account's name."""


class PhotoFiles:
    """Fetches photos, one at a time; `interrupt` and `close` may be called from any thread.

    Args:
        platform: the connector's name.
        base_url: the platform's server.
        clock: tells the time.
        plain_http: the platform itself may be spoken to unencrypted; other servers never are.
        transport: stands in for the network.
        a_minute: so many are asked for at most.
    """

    def __init__(
        self,
        platform: str,
        base_url: str,
        clock: Clock,
        *,
        plain_http: bool = False,
        transport: httpx.BaseTransport | None = None,
        a_minute: int = _A_MINUTE,
    ) -> None:
        """Raises SettingsError for an address that must not be spoken to; nothing is sent yet."""
        self._platform = platform
        self._base_url = base_url
        self._budget = Budget(platform, clock, requests=a_minute, kept_for_writes=0)
        self._public = PublicFiles(
            platform,
            base_url,
            clock,
            plain_http=plain_http,
            transport=transport,
            largest=LARGEST_PHOTO,
            longest=_LONGEST,
        )
        parts = urlsplit(base_url)
        self._own = Channel(
            platform,
            f"{parts.scheme}://{parts.netloc}",  # addresses count from the server's root
            clock,
            plain_http=plain_http,
            transport=transport,
            largest=LARGEST_PHOTO,
            longest=_LONGEST,
        )

    @override
    def __repr__(self) -> str:
        return f"PhotoFiles({self._platform})"

    def public(self, address: str) -> bytes:
        """One from whichever server it lies on, by an address that says nothing of who asks.

        Raises:
            RejectedError: it is not there, its address must not be asked, or leads on to another.
            ConnectorError: as `Channel.send`.
        """
        self._budget.take(writes=False)
        try:
            return self._public.fetch(address)
        except SentOnError as error:
            raise self._elsewhere() from error

    def ours(self, address: str, ask: Ask) -> Reply:
        """The platform's answer to whoever is signed in, whatever it is.

        Raises:
            RejectedError: the address is on another server, where nothing of ours must go, or leads to one.
            ConnectorError: as `Channel.send`.
        """
        try:
            path = on_same_server(self._base_url, address)
        except ValueError as error:
            raise RejectedError(self._platform, "The photo's address is on another server.") from error
        self._budget.take(writes=False)
        try:
            return ask(self._own, path)
        except SentOnError as error:
            raise self._elsewhere() from error

    def _elsewhere(self) -> RejectedError:
        return RejectedError(self._platform, "The photo is said to be elsewhere: nothing is fetched there.")

    def interrupt(self) -> None:
        """Break off what is under way, waiting included. From any thread."""
        self._budget.interrupt()
        self._public.interrupt()
        self._own.interrupt()

    def close(self) -> None:
        """Break off what is under way; nothing is fetched any more. From any thread."""
        self._budget.close()
        self._public.close()
        self._own.close()
