"""Requests to one platform's server."""

import logging
import os
import socket
import ssl
import weakref
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from threading import Lock
from typing import Any, Protocol
from urllib.parse import urlsplit

import httpx
from typing_extensions import override

import checkin
from checkin.clock import Clock
from checkin.connectors.http.address import checked_base_url, is_loopback
from checkin.connectors.http.failures import http_date, redirected, retry_after, translate
from checkin.connectors.http.reply import Reply
from checkin.errors import SettingsError, ThrottledError, UnreachableError

_log = logging.getLogger(__name__)

_PATIENCE = 15.0
_CONNECTS_WITHIN = 5.0
_WHOLE_REPLY_SECONDS = 120.0
_LARGEST_REPLY = 64 * 1024 * 1024
_CLOCK_JUMP = 2.0  # seconds; less is the clock being trimmed
_TELLING_ROUND_TRIP = 2.0
_TOO_MANY_REQUESTS = 429
_REDIRECTS = range(300, 400)
_NOT_MODIFIED = 304
_TRUSTED = ("SSL_CERT_FILE", "SSL_CERT_DIR")
"""Who runs a platform under a certificate of their own says here by whom it was signed."""

_AVAILABLE_IN = "X-Available-In-Seconds"  # Nutickets' name for it


class Sender(Protocol):
    """What sends requests."""

    def send(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str],
        params: Sequence[tuple[str, str]] = (),
        content: bytes | None = None,
        writes: bool | None = None,
    ) -> Reply:
        """Ask and wait for the whole answer; raises a ConnectorError."""
        ...


class Channel:
    """One platform's server. Requests come from one thread at a time; `interrupt` and `close` from any.

    Redirects are never followed, cookies never kept, certificates always checked.
    """

    def __init__(  # noqa: PLR0913 - all but three have a default
        self,
        platform: str,
        base_url: str,
        clock: Clock,
        *,
        plain_http: bool = False,
        transport: httpx.BaseTransport | None = None,
        patience: float = _PATIENCE,
        largest: int = _LARGEST_REPLY,
        longest: float = _WHOLE_REPLY_SECONDS,
    ) -> None:
        """Raises SettingsError for an address that must not be spoken to; nothing is sent yet.

        `patience`: seconds the server may be silent in the middle of a request.
        `largest`: bytes an answer may have; `longest`: seconds it may take.
        """
        address = checked_base_url(base_url, plain_http=plain_http)
        self._platform = platform
        self._clock = clock
        self._largest, self._longest = largest, longest
        self._offset: float | None = None
        self._measured_at = self._wall_ahead()
        self._lock = Lock()
        self._sockets: weakref.WeakSet[socket.socket] = weakref.WeakSet()
        self._under_way = False
        self._broken_off = False
        self._closed = False
        # httpx's own log lines hold whole addresses: names that are searched for, parts of codes.
        for chatty in ("httpx", "httpcore"):
            logging.getLogger(chatty).setLevel(logging.WARNING)
        trust_env = not is_loopback(urlsplit(address).hostname or "")
        self._client = httpx.Client(
            base_url=address,
            timeout=httpx.Timeout(patience, connect=min(patience, _CONNECTS_WITHIN)),
            follow_redirects=False,
            verify=_certificates(*(os.environ.get(name, "") for name in _TRUSTED)),
            trust_env=trust_env,
            headers={"User-Agent": f"checkin-desk/{checkin.__version__}"},
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            transport=transport,
        )

    @override
    def __repr__(self) -> str:
        return f"Channel({self._platform}, {self._client.base_url.host})"

    @property
    def platform(self) -> str:
        """The connector's name."""
        return self._platform

    @property
    def clock_offset(self) -> float | None:
        """Seconds the server's clock is ahead of ours, good to about one.

        None before the first answer, and from when somebody set this computer's clock until the next one.
        """
        was_set = abs(self._wall_ahead() - self._measured_at) > _CLOCK_JUMP
        return None if was_set else self._offset

    def send(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str],
        params: Sequence[tuple[str, str]] = (),
        content: bytes | None = None,
        writes: bool | None = None,
    ) -> Reply:
        """Ask and wait for the whole answer, whatever its status, but for 429 and 3xx other than 304.

        Args:
            method: the HTTP method.
            path: what follows the server's address.
            headers: sent as they are.
            params: the query.
            content: the body.
            writes: the request changes something; None means that everything but GET does.

        Raises:
            UnreachableError: no answer, a redirect, or the request was broken off.
            ThrottledError: the server asks for patience.
            UnreadableReplyError: the answer's encoding is damaged.
        """
        changes = method != "GET" if writes is None else writes
        self._begin()
        try:
            with translate(self._platform, writes=changes):
                request = self._client.build_request(
                    method,
                    path,
                    headers=dict(headers),
                    params=list(params) or None,
                    content=content,
                    extensions={"trace": self._trace},
                )
                return self._receive(request, writes=changes)
        finally:
            self._end()

    def _begin(self) -> None:
        with self._lock:
            if self._closed:
                raise UnreachableError(self._platform, "The connection was closed.")
            self._under_way, self._broken_off = True, False

    def _end(self) -> None:
        with self._lock:
            self._under_way = False
            closed = self._closed
        if closed:
            self._client.close()

    def _receive(self, request: httpx.Request, *, writes: bool) -> Reply:
        began, started = self._clock.now(), self._clock.monotonic()
        response = self._client.send(request, stream=True)
        try:
            at = http_date(response.headers.get("Date", ""))
            self._measure(at, began)
            self._refuse(response, writes=writes)
            body = bytearray()
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > self._largest or self._clock.monotonic() - started > self._longest:
                    raise UnreachableError(self._platform, "The answer does not end.", may_have_landed=writes)
        finally:
            response.close()
        _log.debug("%s: %s answered %d", self._platform, request.method, response.status_code)
        return Reply(
            platform=self._platform,
            status=response.status_code,
            body=bytes(body),
            content_type=response.headers.get("Content-Type", ""),
            at=at,
            writes=writes,
            retry_after=self._patience(response),
            headers={name.lower(): value for name, value in response.headers.items()},
        )

    def _patience(self, response: httpx.Response) -> float | None:
        server_now = self._clock.now().timestamp() + (self.clock_offset or 0.0)
        asked = response.headers.get("Retry-After") or response.headers.get(_AVAILABLE_IN, "")
        return retry_after(asked, server_now)

    def _refuse(self, response: httpx.Response, *, writes: bool) -> None:
        if response.status_code == _TOO_MANY_REQUESTS:
            raise ThrottledError(
                self._platform,
                "Too many requests; the server wants a pause.",
                retry_after=self._patience(response),
            )
        if response.status_code in _REDIRECTS and response.status_code != _NOT_MODIFIED:
            raise redirected(self._platform, response.headers.get("Location", ""), writes=writes)

    def _measure(self, at: datetime | None, began: datetime) -> None:
        span = (self._clock.now() - began).total_seconds()
        if at is None or (span > _TELLING_ROUND_TRIP and self._offset is not None):
            return
        # The header has whole seconds, cut off: on average half a second is missing.
        self._offset = (at - began).total_seconds() - span / 2 + 0.5
        self._measured_at = self._wall_ahead()

    def _wall_ahead(self) -> float:
        """How far this computer's clock is ahead of the time it cannot set."""
        return self._clock.now().timestamp() - self._clock.monotonic()

    def _trace(self, name: str, info: Mapping[str, Any]) -> None:
        if not name.endswith(("connect_tcp.complete", "start_tls.complete")):
            return
        connection = info["return_value"].get_extra_info("socket")
        with self._lock:
            self._sockets.add(connection)
            too_late = self._broken_off
        if too_late:
            _shut(connection)

    def interrupt(self) -> None:
        """Break off the request that is under way; it raises UnreachableError. From any thread.

        A request that is still connecting ends when that does, after five seconds at the latest.
        """
        with self._lock:
            if not self._under_way:
                return
            self._broken_off = True
            connections = list(self._sockets)
        for connection in connections:
            _shut(connection)

    def close(self) -> None:
        """Break off what is under way and give back connections. From any thread."""
        self.interrupt()
        with self._lock:
            self._closed = True
            under_way = self._under_way
        if not under_way:  # else the request's own thread does it: httpx's pool is not made for two
            self._client.close()


@cache
def _certificates(*_trusted: str) -> ssl.SSLContext:
    """What proves servers; read from the disk once, for reading it takes longer than most requests."""
    try:
        return httpx.create_ssl_context(verify=True, trust_env=True)
    except OSError as error:
        raise SettingsError(
            f"What {' or '.join(_TRUSTED)} names cannot be read as certificates: {error.strerror or error}."
        ) from error


def _shut(connection: socket.socket) -> None:
    # Not `connection.shutdown`: a TLS socket would forget its state under the thread that is reading.
    with suppress(OSError):
        socket.socket.shutdown(connection, socket.SHUT_RDWR)
