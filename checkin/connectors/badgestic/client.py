"""Badgestic's requests, one method each; all raise `ConnectorError`s."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote, urlencode

from typing_extensions import override

from checkin.connectors.badgestic.envelope import data_of
from checkin.connectors.badgestic.moments import parted, write_offset
from checkin.connectors.badgestic.payloads import ShownEvent, made_event, made_guest, shown_event
from checkin.connectors.http import Reply, Sender, refuse_server_errors
from checkin.errors import CredentialsError, SettingsError

Pairs = Sequence[tuple[str, str]]
"""Form fields in their order."""

_FORM = "application/x-www-form-urlencoded"
_PNG_BEGINS, _PNG_ENDS = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"
_GONE = frozenset({404, 410})


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChanges:
    """What an event is to be; None leaves it as it is.

    Attributes:
        utc_offset: how far from UTC its clocks are; where it is None, as far as those of the times given.
        starts_at, ends_at: aware.
    """

    name: str | None = None
    description: str | None = None
    utc_offset: timedelta | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    def fields(self) -> list[tuple[str, str]]:
        """As the platform takes them: a time is five parts, seen at the offset that goes with them."""
        times = [("starts_at", self.starts_at), ("ends_at", self.ends_at)]
        given = [(name, at) for name, at in times if at is not None]
        offset = self.utc_offset
        if offset is None and given:
            offset = given[0][1].utcoffset()
        fields = [("name", self.name), ("description", self.description)]
        fields.append(("utc_offset", None if offset is None else write_offset(offset)))
        found = [(name, value) for name, value in fields if value is not None]
        for name, at in given:
            found.extend(parted(name, at, offset or timedelta()))
        return found


class Client:
    """One account.

    Args:
        channel: the platform's server.
        token: of the account; sent with the API's requests and with no other.
    """

    def __init__(self, channel: Sender, platform: str, token: str) -> None:
        """Raises SettingsError for a token that no header can hold."""
        self._channel = channel
        self._platform = platform
        self._token = token.strip()
        if not (self._token.isascii() and self._token.isprintable()):
            raise SettingsError("The token holds characters that no token has. Was it copied whole?")

    @override
    def __repr__(self) -> str:
        return f"Client({self._channel!r})"

    def create_event(self, words: EventChanges) -> str:
        """Make an event; say its id."""
        return made_event(self._call("POST", "/v1/events", words.fields()))

    def update_event(self, event: str, changes: EventChanges) -> None:
        """Change what is given of an event."""
        data_of(self._call("PUT", f"/v1/events/{_segment(event)}", changes.fields()))

    def delete_event(self, event: str) -> None:
        """Remove an event."""
        data_of(self._call("DELETE", f"/v1/events/{_segment(event)}"))

    def show_event(self, event: str) -> ShownEvent:
        """An event and all its guests; there are no pages."""
        return shown_event(self._call("GET", f"/v1/events/{_segment(event)}"))

    def create_guest(self, event: str, fields: Pairs) -> str:
        """Invite somebody; say their id. Sent twice, they are there twice.

        Args:
            event: the event's id.
            fields: ``first_name`` and ``last_name``, and what else is known.
        """
        return made_guest(self._call("POST", f"/v1/events/{_segment(event)}/guests", fields))

    def update_guest(self, guest: str, fields: Pairs) -> None:
        """Change these fields of a guest and no others."""
        data_of(self._call("PUT", f"/v1/guests/{_segment(guest)}", fields))

    def delete_guest(self, guest: str) -> None:
        """Remove a guest."""
        data_of(self._call("DELETE", f"/v1/guests/{_segment(guest)}"))

    def qr_code(self, guest: str) -> bytes | None:
        """The picture of a guest's QR code, a PNG; None when there is none. The token is not sent.

        Raises:
            UnreadableReplyError: what came is no PNG, or half of one.
        """
        reply = self._picture_call(guest, "qr_code", accept="image/png")
        if reply.status in _GONE or (reply.is_good and not reply.body):
            return None
        kind = reply.content_type.partition(";")[0].strip().lower()
        is_whole = reply.body.startswith(_PNG_BEGINS) and reply.body.endswith(_PNG_ENDS)
        if not reply.is_good or kind != "image/png" or not is_whole:
            raise reply.unreadable("The QR code is no picture.")
        return reply.body

    def qr_code_url(self, guest: str) -> str:
        """Where the picture is; empty when there is none. Deprecated by Badgestic, and needed by nothing."""
        reply = self._picture_call(guest, "qr_code_url", accept="text/plain")
        address = reply.body.decode("utf-8", "replace").strip().strip("\"'")
        is_address = address.startswith("https://") and address.isprintable() and " " not in address
        return address if reply.is_good and is_address else ""

    def _picture_call(self, guest: str, what: str, *, accept: str) -> Reply:
        reply = self._channel.send("GET", f"/guests/{_segment(guest)}/{what}", headers={"Accept": accept})
        refuse_server_errors(reply)
        return reply

    def _call(self, method: str, path: str, fields: Pairs | None = None) -> Reply:
        if not self._token:
            raise CredentialsError(self._platform, "Badgestic needs the token of an account.")
        headers = {"Auth-Token": self._token, "Accept": "application/json"}
        content = None
        if fields is not None:
            headers["Content-Type"] = _FORM
            content = urlencode(list(fields), quote_via=quote, errors="replace").encode()
        return self._channel.send(method, path, headers=headers, content=content)


def _segment(identifier: str) -> str:
    return quote(identifier, safe="", errors="replace")
