"""Requests in the name of one device of one organizer."""

import json
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl, quote, urlsplit

from typing_extensions import override

from checkin.connectors.http import Channel, Reply, on_same_server
from checkin.connectors.pretix.fields import sendable

Query = Sequence[tuple[str, str]]

API = "/api/v1"
_JSON = "application/json"


def segment(value: str) -> str:
    """A piece of a path that can only be that piece."""
    return quote(value, safe="")


class Session:
    """Who asks, and of whom.

    Attributes:
        organizer: the short name of whose events these are; empty until it is known.
        token: the device's key; empty until it is set up.
    """

    def __init__(self, channel: Channel, base_url: str, *, token: str = "", organizer: str = "") -> None:
        self._channel = channel
        self._base_url = base_url
        self.token = token
        self.organizer = organizer

    @override
    def __repr__(self) -> str:
        return f"Session({self._channel!r})"

    @property
    def platform(self) -> str:
        """The connector's name."""
        return self._channel.platform

    def of_organizer(self, path: str) -> str:
        """A path below the organizer."""
        return f"{API}/organizers/{segment(self.organizer)}/{path}"

    def of_event(self, event: str, path: str) -> str:
        """A path below an event."""
        return self.of_organizer(f"events/{segment(event)}/{path}")

    def ask(self, path: str, params: Query = (), headers: Mapping[str, str] | None = None) -> Reply:
        """The answer to a question, whatever it is. Raises a ConnectorError when there is none."""
        return self._channel.send("GET", path, headers={**self._who(), **(headers or {})}, params=params)

    def fetch(self, channel: Channel, path: str) -> Reply:
        """The answer of another way to the same server: a file, whatever it is. Raises a ConnectorError."""
        return channel.send("GET", path, headers={**self._who(), "Accept": "*/*"})

    def tell(
        self, method: str, path: str, body: Mapping[str, object], headers: Mapping[str, str] | None = None
    ) -> Reply:
        """The answer to something that changes the platform. Raises a ConnectorError when there is none."""
        return self._channel.send(
            method,
            path,
            headers={**self._who(), "Content-Type": _JSON, **(headers or {})},
            content=json.dumps(sendable(body)).encode(),
        )

    def _who(self) -> dict[str, str]:
        known = {"Authorization": f"Device {self.token}"} if self.token else {}
        # Without it a server that is set to another language answers in that (pretix 2026.8, observed).
        return {"Accept": _JSON, "Accept-Language": "en", **known}

    def next_query(self, reply: Reply, link: str) -> Query:
        """What to ask for the next page, empty after the last.

        Only the query is taken from the link: where to ask is not the answer's to say.

        Raises:
            UnreadableReplyError: it points to another server.
        """
        if not link:
            return ()
        try:
            here = on_same_server(self._base_url, link)
        except ValueError as error:
            raise reply.unreadable("The next page lies on another server") from error
        return tuple(parse_qsl(urlsplit(here).query))
