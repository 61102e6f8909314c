"""What all platforms' requests share: time limits, errors, redirects, the platform's clock, breaking off."""

from checkin.connectors.http.address import checked_base_url
from checkin.connectors.http.channel import Channel, Sender
from checkin.connectors.http.failures import refuse_server_errors, retry_after, translate
from checkin.connectors.http.reply import Reply, redact

__all__ = [
    "Channel",
    "Reply",
    "Sender",
    "checked_base_url",
    "redact",
    "refuse_server_errors",
    "retry_after",
    "translate",
]
