"""httpx's failures, and statuses any server may answer with, as ours."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx

from checkin.connectors.http.reply import Reply
from checkin.errors import UnreachableError, UnreadableReplyError

_LONGEST_WAIT = 3600.0
_SERVER_ERROR = 500

_NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
    httpx.InvalidURL,
)
_SIGNS = {
    "Connection refused": "No server answers at this address.",
    "Name or service not known": "The server's name cannot be found: no network, or a wrong address.",
    "nodename nor servname": "The server's name cannot be found: no network, or a wrong address.",
    "getaddrinfo failed": "The server's name cannot be found: no network, or a wrong address.",
    "Temporary failure in name resolution": "The server's name cannot be found: there is no network.",
    "Network is unreachable": "There is no network.",
    "No route to host": "There is no way to the server.",
    "Connection reset": "The connection to the server was cut.",
    "Server disconnected": "The connection to the server was cut.",
}

_UNSIGNED = (
    "nobody this computer trusts has signed its certificate. The network may ask for a sign-in of its own, "
    "or read along."
)
_DISTRUST = {
    "has expired": "its certificate has expired. Is this computer's date right?",
    "not yet valid": "its certificate is not valid yet. Is this computer's date right?",
    "Hostname mismatch": "its certificate is for another name. Is the address right?",
    "IP address mismatch": "its certificate is for another name. Is the address right?",
    "self-signed": _UNSIGNED,
    "self signed": _UNSIGNED,
    "unable to get local issuer": _UNSIGNED,
}

_OTHERS = (httpx.HTTPError, httpx.StreamError, httpx.CookieConflict)


@contextmanager
def translate(platform: str, *, writes: bool) -> Iterator[None]:
    """Turn every exception of httpx into ours.

    Args:
        platform: the connector's name.
        writes: the request changes something, so that a cut after sending leaves the outcome unknown.
    """
    try:
        yield
    except _NEVER_SENT as error:
        raise UnreachableError(platform, _why(error)) from error
    except httpx.DecodingError as error:
        raise UnreadableReplyError(platform, "The answer is damaged.", may_have_landed=writes) from error
    except _OTHERS as error:
        raise UnreachableError(platform, _why(error), may_have_landed=writes) from error


def _why(error: Exception) -> str:
    text = str(error)
    if "CERTIFICATE_VERIFY_FAILED" in text:
        return f"The server could not prove that it is who it says: {_distrust(text)}"
    if "SSL" in text or "TLS" in text:
        return f"No secure connection to the server: {text}"
    if isinstance(error, httpx.TimeoutException):
        return "The server did not answer in time."
    for sign, words in _SIGNS.items():
        if sign in text:
            return words
    return f"No connection to the server ({type(error).__name__})."


def _distrust(text: str) -> str:
    return next((words for sign, words in _DISTRUST.items() if sign in text), f"its certificate ({text}).")


def refuse_server_errors(reply: Reply) -> None:
    """Raise UnreachableError when the server says that it failed."""
    if reply.status >= _SERVER_ERROR:
        raise UnreachableError(
            reply.platform,
            f"The server failed (status {reply.status}).",
            may_have_landed=reply.writes,
            retry_after=reply.retry_after,
        )


class SentOnError(UnreachableError):
    """The server sends us elsewhere."""


def redirected(platform: str, location: str, *, writes: bool) -> SentOnError:
    """What to raise when the server sends us elsewhere: where to, without what may be secret in it."""
    try:
        target = urlsplit(location)
        where = f"{target.scheme}://{target.hostname}{target.path}" if target.hostname else target.path
    except ValueError:
        where = ""
    return SentOnError(
        platform,
        f"The server sends us on to {where or 'nowhere'}. If that is the platform, enter this address; "
        "if not, the network may ask for a sign-in of its own.",
        may_have_landed=writes,
    )


def retry_after(value: str, server_now: float) -> float | None:
    """Seconds a Retry-After header asks for, in either form, at most an hour; None when unreadable."""
    if re.fullmatch(r"[0-9]{1,9}", value.strip()):
        return min(float(value), _LONGEST_WAIT)
    at = http_date(value)
    return None if at is None else min(max(at.timestamp() - server_now, 0.0), _LONGEST_WAIT)


def http_date(value: str) -> datetime | None:
    """The instant a header names, None when it names none."""
    try:
        at = parsedate_to_datetime(value)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
