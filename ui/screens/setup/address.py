"""The address of a platform's server as people type it."""

import ipaddress
from urllib.parse import urlsplit


def tidy_address(typed: str) -> str:
    """The address with its scheme; https unless it is this computer or something else was typed."""
    address = typed.strip().rstrip("/")
    if not address or "://" in address:
        return address
    return f"{'http' if _is_here(f'//{address}') else 'https'}://{address}"


def is_plain_http(address: str) -> bool:
    """Whether what is sent there could be read on the way."""
    return _scheme(address) == "http" and not _is_here(address)


def _scheme(address: str) -> str | None:
    try:
        return urlsplit(address).scheme.lower()
    except ValueError:
        return None


def _is_here(address: str) -> bool:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
