"""Open Event (eventyay) in our words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import httpx
from typing_extensions import override

from checkin.clock import Clock
from checkin.connectors.http import Channel, PublicFiles
from checkin.connectors.open_event import conversion
from checkin.connectors.open_event.client import Client
from checkin.connectors.open_event.designs import badge_designs
from checkin.connectors.open_event.patching import push_without_station, read_back_without_station
from checkin.connectors.open_event.payloads import Resource, Stats, UserAttributes
from checkin.connectors.open_event.pull import Pull
from checkin.connectors.open_event.setup import CAPABILITIES, PLATFORM
from checkin.connectors.open_event.tokens import Session
from checkin.connectors.open_event.verdicts import judge
from checkin.errors import RejectedError
from checkin.model.badge_design import BadgeDesign
from checkin.model.event import PlatformEvent
from checkin.model.ids import PlatformId
from checkin.model.operation import (
    AlreadyThere,
    CannotTell,
    NotThere,
    Operation,
    OperationState,
    Recollection,
    Rejected,
    Settled,
    Verdict,
)
from checkin.model.platform import Account, Capability
from checkin.model.pulled import Page
from checkin.model.station import StationKind
from checkin.settings import Connection

# Dates in answers have whole seconds, and the offset between the clocks is good to about one.
_TOLERANCE = timedelta(seconds=5)

_MANAGES_NOTHING = (
    "This account does not seem to be owner, organizer or co-organizer of any event: "
    "it can neither read attendees nor check in. “Registrar” is not enough."
)


class OpenEventConnector:
    """See `checkin.connectors.protocol.Connector`.

    Args:
        connection: server and account.
        secrets: ``password``, ``refresh_token`` or both.
        on_secrets: is told all secrets to keep whenever there is a new refresh token.
        clock: tells the time.
        transport: stands in for the network.
    """

    def __init__(
        self,
        connection: Connection,
        secrets: Mapping[str, str],
        on_secrets: Callable[[Mapping[str, str]], None],
        clock: Clock,
        *,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """Raises SettingsError for an address that must not be spoken to; nothing is sent yet."""
        self._clock = clock
        address = connection.base_url.strip().rstrip("/").removesuffix("/v1")
        plain_http = connection.plain_http
        self._channel = Channel(PLATFORM, address, clock, plain_http=plain_http, transport=transport)
        self._files = PublicFiles(PLATFORM, address, clock, plain_http=plain_http, transport=transport)
        self._client = Client(Session(self._channel, connection.account, secrets, on_secrets, clock))
        self._user: Resource[UserAttributes] | None = None

    @override
    def __repr__(self) -> str:
        return f"OpenEventConnector({self._channel!r})"

    @property
    def platform(self) -> str:
        """The connector's name."""
        return PLATFORM

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What the platform can do; head counts only once a site administrator has signed in."""
        return (
            CAPABILITIES | {Capability.HEAD_COUNT} if self._user and _is_admin(self._user) else CAPABILITIES
        )

    def sign_in(self) -> Account:
        """Prove that address and credentials are good."""
        self._client.session.renew()
        self._user = None
        user = self._me()
        said = user.attributes
        notes: tuple[str, ...] = ()
        if not (_is_admin(user) or said.is_user_owner or said.is_user_organizer or said.is_user_coorganizer):
            notes = (_MANAGES_NOTHING,)
        name = f"{said.first_name} {said.last_name}".strip()
        return Account(
            name=name or said.email or f"User {user.id}", platform_id=PlatformId(user.id), notes=notes
        )

    def events(self) -> Sequence[PlatformEvent]:
        """The events this account has a role in, soonest first."""
        return [
            conversion.platform_event(event) for event in self._client.catalogue.events(self._client.user())
        ]

    def pull(self, event: PlatformId, *, since: str | None, resume: str | None) -> Iterator[Page]:
        """Read the event: all of it when `since` is None, else what changed after that cursor."""
        return Pull(self._client, PLATFORM, event, self._server_now).pages(since, resume)

    def push(self, operation: Operation) -> Verdict:
        """Tell the platform, once."""
        if operation.station is None:
            return self._push_without_station(operation)
        reply = self._client.user_check_in(
            station=operation.station, attendee=operation.attendee, session=operation.session
        )
        return judge(reply, operation, sent_before=operation.state is OperationState.UNCERTAIN)

    def _push_without_station(self, operation: Operation) -> Verdict:
        if not _is_admin(self._me()) or self._client.catalogue.stations(operation.event):
            return Rejected(
                reason="No station of the platform was chosen for this post, and it takes none without."
            )
        return push_without_station(self._client, PLATFORM, operation)

    def read_back(self, operation: Operation) -> Recollection:
        """After an unknown outcome: what the platform has of it.

        A registration can be looked up, with its time: one that is younger than our sending is ours. A
        check-in without a station likewise.

        Check-ins and check-outs of sessions cannot be looked up. To send again is safe nevertheless: the
        platform itself refuses a second one of the same kind in a row on the same UTC day, as long as the
        attendee's operations come in order. Its list of check-ins (a CSV export) would not tell more, for
        each row carries the time when the server was started.

        Daily checks are refused by the platform only on the first day its process runs. For these the list
        is asked: a row of this attendee for a session that begins and ends on one UTC day can only be of
        that day, so it is there. For longer sessions a row may be of another day: nobody can tell then. A
        second row does no harm while a missing one does.
        """
        if operation.station is None:
            return read_back_without_station(self._client, operation)
        if operation.kind is StationKind.REGISTRATION:
            return self._read_back_registration(operation)
        if operation.kind is StationKind.DAILY and operation.session is not None:
            return self._read_back_daily(operation, operation.session)
        return CannotTell()

    def _read_back_registration(self, operation: Operation) -> Recollection:
        try:
            state = self._client.state(operation.event, operation.attendee)
        except RejectedError as error:
            return Rejected(reason=error.reason)
        if not state.is_registered:
            return NotThere()
        at = max(conversion.read_times(state.register_times), default=None)
        sent = operation.sent_there(self._channel.clock_offset)
        if at is None or sent is None:
            return AlreadyThere(at=at)
        return Settled(at=at) if at >= sent - _TOLERANCE else AlreadyThere(at=at)

    def _read_back_daily(self, operation: Operation, session: PlatformId) -> Recollection:
        held = [one for one in self._client.catalogue.sessions(operation.event) if one.id == session]
        if not held or not _is_within_one_day(held[0].attributes.starts_at, held[0].attributes.ends_at):
            return CannotTell()
        rows = self._client.exported_check_ins(session, StationKind.DAILY.value)
        return AlreadyThere() if any(row.attendee == operation.attendee for row in rows) else NotThere()

    def badge_designs(self, event: PlatformId) -> Sequence[BadgeDesign]:
        """The badge forms of an event; see `checkin.connectors.protocol.ShowsBadgeDesigns`."""
        return badge_designs(self._client.catalogue, self._files, event)

    def stats(self, event: PlatformId, sessions: Sequence[PlatformId] = ()) -> Stats:
        """The platform's own counts of this UTC day."""
        return self._client.stats(event, sessions)

    def head_count(self, station: PlatformId, session: PlatformId, people: int) -> None:
        """Tell how many people somebody counted at a station for a session.

        Raises:
            RejectedError: the account is no site administrator; the platform's server would fail.
        """
        if not _is_admin(self._me()):
            raise RejectedError(PLATFORM, "Head counts are taken from site administrators only.")
        self._client.store_head_count(station, session, people)

    def clock_offset(self) -> float | None:
        """Seconds the platform's clock is ahead of ours, from its last answer; None before the first."""
        return self._channel.clock_offset

    def interrupt(self) -> None:
        """Break off the request that is under way; it raises UnreachableError."""
        self._files.interrupt()
        self._channel.interrupt()

    def close(self) -> None:
        """Give back connections."""
        self._files.close()
        self._channel.close()

    def _me(self) -> Resource[UserAttributes]:
        if self._user is None:
            self._user = self._client.catalogue.user(self._client.user())
        return self._user

    def _server_now(self) -> datetime:
        return (self._clock.now() + timedelta(seconds=self._channel.clock_offset or 0.0)).astimezone(UTC)


def _is_admin(user: Resource[UserAttributes]) -> bool:
    return user.attributes.is_admin or user.attributes.is_super_admin


def _is_within_one_day(begin: datetime | None, end: datetime | None) -> bool:
    return begin is not None and end is not None and begin.date() == end.date()
