"""Files that a platform's answers point to, such as a badge's background: fetched by nobody in particular.

They may lie on another server than the platform's, and need no sign-in: nothing of ours goes there.
"""

from threading import Lock
from urllib.parse import SplitResult, urljoin, urlsplit

import httpx
from typing_extensions import override

from checkin.clock import Clock
from checkin.connectors.http.address import checked_base_url, is_inside, is_loopback
from checkin.connectors.http.channel import Channel
from checkin.errors import RejectedError, SettingsError, UnreachableError

_LARGEST = 8 * 1024 * 1024
_LONGEST = 120.0


class PublicFiles:
    """Fetches files, one at a time; `interrupt` and `close` may be called from any thread.

    Args:
        platform: the connector's name.
        base_url: the platform's server, from whose root addresses without a server count.
        clock: tells the time.
        plain_http: the platform itself may be spoken to unencrypted; other servers never are.
        transport: stands in for the network.
        largest: bytes a file may have; longest: seconds it may take.
    """

    def __init__(  # noqa: PLR0913 - all but three have a default
        self,
        platform: str,
        base_url: str,
        clock: Clock,
        *,
        plain_http: bool = False,
        transport: httpx.BaseTransport | None = None,
        largest: int = _LARGEST,
        longest: float = _LONGEST,
    ) -> None:
        self._platform = platform
        self._base_url = base_url
        self._clock = clock
        self._plain_http = plain_http
        self._transport = transport
        self._largest, self._longest = largest, longest
        self._lock = Lock()
        self._under_way: Channel | None = None
        self._closed = False

    @override
    def __repr__(self) -> str:
        return f"PublicFiles({self._platform})"

    def fetch(self, address: str) -> bytes:
        """The file. Nothing tells its server who asks.

        Raises:
            RejectedError: it is not there, or its address must not be asked.
            ConnectorError: as `Channel.send`.
        """
        parts = self._allowed(address)
        channel = self._channel(f"{parts.scheme}://{parts.netloc}")
        try:
            path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
            reply = channel.send("GET", path, headers={"Accept": "*/*"})
        finally:
            with self._lock:
                self._under_way = None
            channel.close()
        if not reply.is_good:
            raise RejectedError(self._platform, f"The file is not there (status {reply.status}).")
        return reply.body

    def _allowed(self, address: str) -> SplitResult:
        """Other servers only encrypted, and never what runs on this computer or is an account's.

        Nor what is in this network, where the platform is not: an attendee may have written the address.
        """
        try:
            parts, ours = urlsplit(urljoin(f"{self._base_url}/", address)), urlsplit(self._base_url)
            same = (parts.scheme, parts.hostname, parts.port) == (ours.scheme, ours.hostname, ours.port)
            host, our_host = parts.hostname or "", ours.hostname or ""
            if not same and any(is_so(host) and not is_so(our_host) for is_so in (is_loopback, is_inside)):
                raise RejectedError(self._platform, "The file's address is on this computer or beside it.")
            checked_base_url(f"{parts.scheme}://{parts.netloc}", plain_http=same and self._plain_http)
        except ValueError as error:
            raise RejectedError(self._platform, "The file's address cannot be read.") from error
        except SettingsError as error:
            raise RejectedError(self._platform, f"The file's address must not be asked: {error}") from error
        return parts

    def _channel(self, origin: str) -> Channel:
        same = urlsplit(origin).netloc == urlsplit(self._base_url).netloc
        channel = Channel(
            self._platform,
            origin,
            self._clock,
            plain_http=same and self._plain_http,
            transport=self._transport,
            largest=self._largest,
            longest=self._longest,
        )
        with self._lock:
            if self._closed:
                channel.close()
                raise UnreachableError(self._platform, "The connection was closed.")
            self._under_way = channel
        return channel

    def interrupt(self) -> None:
        """Break off the request that is under way, if any; it raises UnreachableError. From any thread."""
        with self._lock:
            channel = self._under_way
        if channel is not None:
            channel.interrupt()

    def close(self) -> None:
        """Break off what is under way; nothing is fetched any more. From any thread."""
        with self._lock:
            self._closed = True
        self.interrupt()
