"""Badgestic in our words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from typing_extensions import override

from checkin.connectors.badgestic import conversion
from checkin.connectors.badgestic.address import checked_address
from checkin.connectors.badgestic.client import Client
from checkin.connectors.badgestic.envelope import ForbiddenError, MissingError
from checkin.connectors.badgestic.fields import CHECKIN
from checkin.connectors.badgestic.looks import Looks
from checkin.connectors.badgestic.pictures import TicketCodes
from checkin.connectors.badgestic.pull import Pull
from checkin.connectors.badgestic.pushing import Pushing
from checkin.connectors.badgestic.registering import Registering
from checkin.connectors.badgestic.setup import EVENTS, PLATFORM, capabilities, event_numbers, questions
from checkin.connectors.http import Channel
from checkin.connectors.protocol import Secrets, Surroundings
from checkin.errors import ConnectorError, RejectedError, SettingsError
from checkin.model.event import PlatformEvent
from checkin.model.ids import PlatformId
from checkin.model.operation import Operation, Recollection, Rejected, Verdict
from checkin.model.platform import Account, Capability
from checkin.model.pulled import Page
from checkin.settings import Connection

_LATEST = datetime.max.replace(tzinfo=UTC)

_NO_CHECK_INS = (
    "Badgestic has no check-ins of its own: they are kept here until a guest field is chosen that takes them."
)
_NO_FIELDS = (
    "These events have no guests with fields of your own yet, so none can be chosen for check-ins or badges."
)


class BadgesticConnector:
    """See `checkin.connectors.protocol.Connector`.

    Args:
        connection: the events' numbers and what the guests' own fields hold, as options.
        secrets: ``token``.
        around: the clock, the memory, and what reads pictures.
    """

    def __init__(self, connection: Connection, secrets: Secrets, around: Surroundings) -> None:
        """Raises SettingsError for an address the token must not be sent to; nothing is sent yet."""
        self._connection = connection
        self._channel = Channel(PLATFORM, checked_address(connection.base_url), around.clock)
        self._client = Client(self._channel, PLATFORM, secrets.get("token", ""))
        self._looks = Looks(self._client, around.clock)
        self._codes = TicketCodes(self._client, around)
        registering = Registering(self._client, self._looks, self._codes, around.memory)
        self._pushing = Pushing(self._client, self._looks, registering, connection.options)

    @override
    def __repr__(self) -> str:
        return f"BadgesticConnector({self._channel!r})"

    @property
    def platform(self) -> str:
        """The connector's name."""
        return PLATFORM

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What the platform can do: check-ins only once a field is chosen that takes them."""
        return capabilities(self._connection)

    def sign_in(self) -> Account:
        """Prove that address and token are good, by showing the events that were typed.

        Raises:
            SettingsError: no event was typed.
            RejectedError: none of them is there.
            CredentialsError: the token is not known, or has no permission for any of them.
        """
        numbers = self._numbers()
        if not numbers:
            raise SettingsError("Type the number of at least one event: Badgestic gives no list of them.")
        closed: dict[str, MissingError | ForbiddenError] = {}
        fields: dict[str, None] = {}
        for number in numbers:
            try:
                fields.update(dict.fromkeys(self._looks.anew(number).shown.fields))
            except (MissingError, ForbiddenError) as error:
                closed[number] = error
        if len(closed) == len(numbers):
            raise _refusal(closed)
        name = self._connection.account or "Badgestic"
        return Account(
            name=name,
            platform_id=PlatformId(name),
            notes=self._notes(list(closed), list(fields)),
            asks=questions(list(fields), self._connection),
        )

    def _notes(self, closed: Sequence[str], fields: Sequence[str]) -> tuple[str, ...]:
        said = (
            (bool(closed), f"Badgestic has {_no_event(closed)} The others can be used."),
            (not fields, _NO_FIELDS),
            (not self._connection.options.get(CHECKIN), _NO_CHECK_INS),
        )
        return tuple(sentence for holds, sentence in said if holds)

    def events(self) -> Sequence[PlatformEvent]:
        """The events that were typed and are there, soonest first."""
        found: list[PlatformEvent] = []
        for number in self._numbers():
            try:
                found.append(conversion.platform_event(number, self._looks.at(number).words))
            except (MissingError, ForbiddenError):
                continue  # `sign_in` says so
        return sorted(found, key=lambda event: event.starts_at or _LATEST)

    def pull(self, event: PlatformId, *, since: str | None, resume: str | None) -> Iterator[Page]:
        """Read the event; always all of it, for Badgestic does not say what changed."""
        del since
        return Pull(self._looks, self._codes, self._connection.options, event).pages(resume)

    def push(self, operation: Operation) -> Verdict:
        """Tell the platform, once."""
        try:
            return self._pushing.push(operation)
        except RejectedError as error:
            return Rejected(reason=error.reason)

    def read_back(self, operation: Operation) -> Recollection:
        """After an unknown outcome: what the platform has of it; it is always looked up."""
        try:
            return self._pushing.read_back(operation)
        except RejectedError as error:
            return Rejected(reason=error.reason)

    def clock_offset(self) -> float | None:
        """Seconds the platform's clock is ahead of ours, from its last answer; None before the first."""
        return self._channel.clock_offset

    def interrupt(self) -> None:
        """Break off the request that is under way; it raises UnreachableError."""
        self._channel.interrupt()

    def close(self) -> None:
        """Give back connections."""
        self._channel.close()

    def _numbers(self) -> tuple[str, ...]:
        return event_numbers(self._connection.options.get(EVENTS, ""))


def _refusal(closed: Mapping[str, MissingError | ForbiddenError]) -> ConnectorError:
    """Why no event can be used: a missing permission says more than a missing event."""
    forbidden = next((error for error in closed.values() if isinstance(error, ForbiddenError)), None)
    return forbidden or RejectedError(PLATFORM, f"Badgestic has {_no_event(list(closed))}")


def _no_event(numbers: Sequence[str]) -> str:
    return f"no event {', '.join(numbers)} for this token."
