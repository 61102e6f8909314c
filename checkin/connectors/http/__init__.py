"""What all platforms' requests share: time limits, errors, redirects, the platform's clock, breaking off."""

from checkin.connectors.http.address import checked_base_url, is_loopback, on_same_server
from checkin.connectors.http.budget import Budget, requests_a_minute
from checkin.connectors.http.channel import Channel, Sender
from checkin.connectors.http.failures import refuse_server_errors, retry_after, translate
from checkin.connectors.http.files import PublicFiles
from checkin.connectors.http.photos import PhotoFiles
from checkin.connectors.http.reply import Reply, redact

__all__ = [
    "Budget",
    "Channel",
    "PhotoFiles",
    "PublicFiles",
    "Reply",
    "Sender",
    "checked_base_url",
    "is_loopback",
    "on_same_server",
    "redact",
    "refuse_server_errors",
    "requests_a_minute",
    "retry_after",
    "translate",
]
