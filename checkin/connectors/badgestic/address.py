"""The only address a token may be sent to."""

from urllib.parse import urlsplit

from checkin.connectors.http import checked_base_url, is_loopback
from checkin.errors import SettingsError

ADDRESS = "https://www.badgestic.com"
"""Where Badgestic is; its certificate holds with ``www.`` alone."""

_HOST = "www.badgestic.com"
_HTTPS = 443


def checked_address(base_url: str) -> str:
    """The server's address without the API's version and without a slash at the end.

    Whoever practises on this computer may use any address of this computer.

    Raises:
        SettingsError: it is neither `ADDRESS` nor on this computer.
    """
    address = checked_base_url(base_url, plain_http=False).removesuffix("/v1")
    parts = urlsplit(address)
    host = parts.hostname or ""
    if is_loopback(host):
        return address
    if parts.scheme != "https" or host != _HOST or parts.port not in {None, _HTTPS} or parts.path:
        raise SettingsError(
            f"Badgestic is reached at {ADDRESS} only, with “www.”; the token is sent nowhere else."
        )
    return address
