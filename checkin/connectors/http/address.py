"""Which server addresses may be spoken to."""

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from checkin.errors import SettingsError

_USUAL_PORTS = {"http": 80, "https": 443}


def checked_base_url(base_url: str, *, plain_http: bool) -> str:
    """The address as it is used, without a slash at the end.

    Raises:
        SettingsError: it is no web address, carries a password, or would be spoken to unencrypted although
            nobody allowed that and it is not this computer.
    """
    try:
        parts = urlsplit(base_url.strip())
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise SettingsError("The server's address cannot be read.") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise SettingsError("The server's address must begin with https://")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise SettingsError("The server's address must hold no account, no '?' and no '#'.")
    if parts.scheme == "http" and not plain_http and not is_loopback(host):
        raise SettingsError(
            "The address begins with http://: names and passwords would cross the network in the clear. "
            "Use https://, or allow it expressly."
        )
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"


def is_loopback(host: str) -> bool:
    """Whether what is sent to this host never leaves this computer."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def is_inside(host: str) -> bool:
    """Whether this host is this computer, or a number of no public network: a router's, a printer's."""
    if is_loopback(host):
        return True
    try:
        return not ip_address(host).is_global
    except ValueError:
        return False


def on_same_server(base_url: str, address: str) -> str:
    """The path and query of an address an answer names, to be asked of the server we are signed in at.

    The path counts from the server's root: a `Channel` whose address has a path of its own would put that
    before it once more.

    Raises:
        ValueError: it lies on another server, or cannot be read: nothing of ours must go there.
    """
    ours, theirs = urlsplit(base_url), urlsplit(address)
    if theirs.netloc and (theirs.hostname, _port(theirs)) != (ours.hostname, _port(ours)):
        raise ValueError("another server")
    path = theirs.path
    if theirs.scheme not in {"", *_USUAL_PORTS} or not path.startswith("/") or path.startswith("//"):
        raise ValueError("no address on this server")
    return f"{path}?{theirs.query}" if theirs.query else path


def _port(parts: SplitResult) -> int | None:
    """None for the usual one, written or not: behind a proxy a server may call itself http:// by mistake."""
    return None if parts.port == _USUAL_PORTS.get(parts.scheme) else parts.port
