"""V3Plus in our words."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from typing_extensions import override

from checkin.connectors.http import Channel, PhotoFiles
from checkin.connectors.protocol import Secrets, Surroundings
from checkin.connectors.roster import is_beside, photo_beside
from checkin.connectors.v3plus.answers import OUTCOME_UNKNOWN, body_of, judge, passwords_in
from checkin.connectors.v3plus.catalogue import Of
from checkin.connectors.v3plus.client import Client
from checkin.connectors.v3plus.events import EventKey, events_of
from checkin.connectors.v3plus.pull import KEPT_HERE, NO_ROSTER, Pull, roster_of
from checkin.connectors.v3plus.resources import Conference, Portal, Townhall
from checkin.connectors.v3plus.session import Session
from checkin.connectors.v3plus.setup import CAPABILITIES, EVENT_PASSWORD, PLATFORM, ROSTER
from checkin.connectors.v3plus.walk_in import COSTS, group_type
from checkin.errors import CredentialsError, RejectedError
from checkin.model.counted import counted
from checkin.model.event import PlatformEvent
from checkin.model.ids import PlatformId
from checkin.model.operation import Operation, OperationState, Recollection, Register, Rejected, Verdict
from checkin.model.platform import Account, Capability
from checkin.model.pulled import Page
from checkin.settings import Connection

_NOT_HERE = "V3Plus has no event of this number."
_NO_GROUP = "No group of the conference was chosen, and V3Plus registers nobody without."


class V3PlusConnector:
    """See `checkin.connectors.protocol.Connector`.

    Args:
        connection: the portal, perhaps an account, and the list of attendees.
        secrets: see `checkin.connectors.v3plus.setup`.
        around: what is told of secrets is without the account's token after `log_out`.
    """

    def __init__(self, connection: Connection, secrets: Secrets, around: Surroundings) -> None:
        """Raises SettingsError for an address that must not be spoken to; nothing is sent yet."""
        self._connection = connection
        self._secrets = dict(secrets)
        base_url = connection.base_url.strip().rstrip("/").removesuffix("/v1").removesuffix("/api")
        plain_http = connection.plain_http
        self._channel = Channel(PLATFORM, base_url, around.clock, plain_http=plain_http)
        self._photos = PhotoFiles(PLATFORM, base_url, around.clock, plain_http=plain_http)
        self._client = Client(Session(self._channel, connection.account, secrets, around.on_secrets))

    @override
    def __repr__(self) -> str:
        return f"V3PlusConnector({self._channel!r})"

    @property
    def platform(self) -> str:
        """The connector's name."""
        return PLATFORM

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What the platform can do."""
        return CAPABILITIES

    def sign_in(self) -> Account:
        """Prove that the address, the portal token and the account, where there is one, are good.

        The list of attendees is read, too: better it fails now than at the door.
        """
        session = self._client.session
        user = self._client.log_in() if session.wants_account else None
        conferences, townhalls = self._held()
        portal = self._portal([*conferences, *townhalls])
        roster = roster_of(self._connection)
        number = counted(len(roster.people), "person", "people") if roster else ""
        people = f"The list of attendees has {number}." if roster else NO_ROSTER
        return Account(
            name=(user.called if user else "") or (portal.name if portal else "") or "V3Plus portal",
            platform_id=PlatformId(f"portal:{portal.id}" if portal else "portal"),
            notes=(people, *(roster.notes if roster else ()), KEPT_HERE),
        )

    def log_out(self) -> None:
        """Sign the account out at the platform and forget its token; `close` does not."""
        self._client.log_out()

    def events(self) -> Sequence[PlatformEvent]:
        """Conferences and townhalls that are or will be held, soonest first."""
        return events_of(*self._held())

    def _held(self) -> tuple[tuple[Conference, ...], tuple[Townhall, ...]]:
        """A portal may have but one of the two kinds, and deny the other."""
        catalogue = self._client.catalogue
        try:
            conferences = catalogue.conferences().rows
        except (RejectedError, CredentialsError) as error:
            try:
                return (), catalogue.townhalls().rows
            except (RejectedError, CredentialsError):
                raise error from None
        try:
            return conferences, catalogue.townhalls().rows
        except (RejectedError, CredentialsError):
            return conferences, ()

    def _portal(self, held: Sequence[Conference | Townhall]) -> Portal | None:
        number = next((one.portal_id for one in held if one.portal_id), "")
        try:
            return self._client.catalogue.portal(number) if number else None
        except RejectedError:  # it has a name elsewhere, then
            return None

    def pull(self, event: PlatformId, *, since: str | None, resume: str | None) -> Iterator[Page]:
        """Read the event, always all of it: V3Plus does not say what changed."""
        del since
        return Pull(self._client, self._connection, self._secrets).pages(event, resume)

    def photo(self, address: str) -> bytes:
        """A speaker's photo, which needs no sign-in; or one beside the list of attendees."""
        if is_beside(address):
            return photo_beside(PLATFORM, Path(self._connection.options.get(ROSTER, "").strip()), address)
        return self._photos.public(address)

    def push(self, operation: Operation) -> Verdict:
        """Register a walk-in, once; whatever else happens at the door is kept here.

        The form is read first: it may want a card by now, and it says whether a password has to be made up.
        """
        if not isinstance(operation.task, Register):
            return Rejected(reason=KEPT_HERE)
        if operation.state is OperationState.UNCERTAIN:
            return Rejected(reason=OUTCOME_UNKNOWN, answered=False)
        key = EventKey.read(operation.event)
        if key is None:
            return Rejected(reason=_NOT_HERE)
        if key.of is Of.TOWNHALL:
            return self._enter(key.number, operation.task)
        group = operation.task.ticket_type.removeprefix(group_type(""))
        return self._register(group, operation.task) if group else Rejected(reason=_NO_GROUP)

    def _register(self, group: str, task: Register) -> Verdict:
        form = self._client.group_form(group)
        if form.wants_card:
            return Rejected(reason=COSTS)
        body = body_of(form, task.answers)
        return judge(self._client.register(group, body), passwords_in(form, body))

    def _enter(self, townhall: str, task: Register) -> Verdict:
        """The token that comes with it is the attendee's: it is dropped at once.

        It is not logged out, for that would clear what the server has of them.
        """
        form = self._client.townhall_form(townhall)
        if form.wants_card:
            return Rejected(reason=COSTS)
        body = body_of(form, task.answers, self._secrets.get(EVENT_PASSWORD, ""))
        return judge(self._client.enter_townhall(townhall, body), passwords_in(form, body))

    def read_back(self, operation: Operation) -> Recollection:
        """After an unknown outcome: V3Plus shows nobody who registered, so a person must look.

        Whether it refuses the same e-mail address a second time is documented nowhere: sending again might
        register somebody twice.
        """
        if isinstance(operation.task, Register):
            return Rejected(reason=OUTCOME_UNKNOWN, answered=False)
        return Rejected(reason=KEPT_HERE)

    def clock_offset(self) -> float | None:
        """Seconds the platform's clock is ahead of ours, from its last answer; None before the first."""
        return self._channel.clock_offset

    def interrupt(self) -> None:
        """Break off the request that is under way; it raises UnreachableError."""
        self._photos.interrupt()
        self._channel.interrupt()

    def close(self) -> None:
        """Give back connections; the account stays signed in."""
        self._photos.close()
        self._channel.close()
