"""Nutickets in our words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

import httpx
from typing_extensions import override

from checkin.connectors.http import Channel, requests_a_minute
from checkin.connectors.http.values import as_number
from checkin.connectors.nutickets import conversion, setup
from checkin.connectors.nutickets.client import Client
from checkin.connectors.nutickets.doors import Doors
from checkin.connectors.nutickets.failures import ForbiddenError
from checkin.connectors.nutickets.fields import as_token
from checkin.connectors.nutickets.guests import Guests
from checkin.connectors.nutickets.pull import Pull
from checkin.connectors.nutickets.session import Session
from checkin.connectors.nutickets.structure import language_notes
from checkin.connectors.nutickets.walk_in import WalkIns
from checkin.connectors.protocol import Secrets, Surroundings
from checkin.errors import CredentialsError, RejectedError
from checkin.model.event import PlatformEvent
from checkin.model.ids import PlatformId
from checkin.model.live import LiveAnswer, LiveQuestion
from checkin.model.operation import (
    CannotTell,
    Correct,
    Move,
    Operation,
    Pair,
    Printed,
    Recollection,
    Register,
    Rejected,
    TakeBack,
    Turned,
    Verdict,
)
from checkin.model.platform import Account, Capability, SetupField, SetupKind
from checkin.model.pulled import Page
from checkin.settings import Connection

_JUST_ENDED = timedelta(days=2)

_NOT_TAKEN: Mapping[type, str] = {
    TakeBack: "The platform takes nothing back: the check-in stays there.",
    Correct: "The platform takes no corrections from this app.",
    Printed: "The platform keeps no list of printed badges.",
}
_NO_NUMBER = "The platform has no number for this event."

_MAY_SEE_LITTLE = (
    "You see what the roles and visibility groups of this account allow. Are attendees missing? Ask an "
    "administrator."
)
_ONE_COMPANY = (
    "The account may not list companies: everything happens for the company it last chose. Use a user who "
    "belongs to one company only."
)


class NuticketsConnector:
    """See `checkin.connectors.protocol.Connector`.

    Args:
        connection: server, company, language.
        secrets: ``token``, or ``password`` to get one.
        around: clock, memory and who keeps the token.
        transport: stands in for the network.
        rest: seconds before the first look at an answer the platform prepares.
    """

    def __init__(
        self,
        connection: Connection,
        secrets: Secrets,
        around: Surroundings,
        *,
        transport: httpx.BaseTransport | None = None,
        rest: float = 2.0,
    ) -> None:
        """Raises SettingsError for an address that must not be spoken to; nothing is sent yet."""
        self._around = around
        self._account = connection.account.strip()
        self._secrets = secrets
        self._options = connection.options
        self._channel = Channel(
            setup.PLATFORM,
            connection.base_url,
            around.clock,
            plain_http=connection.plain_http,
            transport=transport,
        )
        language = self._options.get(setup.LANGUAGE, "").strip() or "en"
        self._session = Session(
            self._channel,
            around.clock,
            around.memory,
            language=language,
            a_minute=requests_a_minute(self._options.get(setup.A_MINUTE, "")),
            rest=rest,
        )
        self._session.token = as_token(secrets.get(setup.TOKEN, ""))
        self._chosen = self._session.company = as_number(self._options.get(setup.COMPANY, "").strip())
        self._client = Client(self._session)
        self._guests = Guests(self._client, around.memory)
        self._walk_ins = WalkIns(self._client.shop, around.memory)
        self._doors = Doors(self._client, self._guests, self._walk_ins, around.clock)
        self._is_company_known = bool(self._session.company)

    @override
    def __repr__(self) -> str:
        return f"NuticketsConnector({self._channel!r})"

    @property
    def platform(self) -> str:
        """The connector's name."""
        return setup.PLATFORM

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What the platform can do."""
        return setup.FORM.capabilities

    def sign_in(self) -> Account:
        """Prove that address and token are good, and find out for which company to act."""
        self._ensure_token()
        user = self._client.catalogue.user()
        asks, answers, notes = self._company()
        if user.email and not self._account:
            answers["account"] = user.email
        return Account(
            name=user.name or user.email or f"User {user.id}".strip(),
            platform_id=PlatformId(user.id),
            notes=(*notes, *language_notes(self._session), _MAY_SEE_LITTLE),
            asks=asks,
            answers=answers,
        )

    def _ensure_token(self) -> None:
        if self._session.token:
            return
        password = self._secrets.get(setup.PASSWORD, "")
        if not self._account or not password:
            raise CredentialsError(
                self.platform, "An API token is needed, or an e-mail address and a password."
            )
        self._session.login(self._account, password)
        # The token stands for the password from now on; what else is secret stays.
        others = {name: value for name, value in self._secrets.items() if name != setup.PASSWORD}
        self._around.on_secrets(others | {setup.TOKEN: self._session.token})

    def _company(self) -> tuple[tuple[SetupField, ...], dict[str, str], tuple[str, ...]]:
        """What to ask, what only the platform knew, what to know: about the company to act for."""
        try:
            found = self._client.catalogue.companies()
        except ForbiddenError:
            self._is_company_known = True
            return (), {}, () if self._session.company else (_ONE_COMPANY,)
        ids = [company.id for company in found]
        if len(ids) == 1 and not self._chosen:
            self._session.company = ids[0]
        self._is_company_known = self._session.company in ids or not ids
        if self._is_company_known:
            return (), ({setup.COMPANY: self._session.company} if self._session.company else {}), ()
        self._session.company = ""
        field = SetupField(
            name=setup.COMPANY,
            label="Company",
            help="For which company this desk works; every request names it.",
            kind=SetupKind.CHOICE,
            options=tuple((one.id, one.attributes.name or f"Company {one.id}") for one in found),
        )
        return (field,), {}, ()

    def _ensure(self) -> None:
        """Signed in, and sure for which company: else everything would happen for the one last chosen."""
        self._ensure_token()
        if not self._is_company_known:
            self._company()
        if not self._is_company_known:
            raise RejectedError(
                self.platform, "The account belongs to several companies: choose one in the settings."
            )

    def events(self) -> Sequence[PlatformEvent]:
        """The events that have not long ended, soonest first."""
        self._ensure()
        rows = self._client.catalogue.events(ending_after=self._around.clock.now() - _JUST_ENDED)
        found = [conversion.platform_event(row) for row in rows if row.deleted_at is None]
        return sorted(
            found, key=lambda one: (one.starts_at is None, one.starts_at or self._around.clock.now())
        )

    def pull(self, event: PlatformId, *, since: str | None, resume: str | None) -> Iterator[Page]:
        """Read the event: all of it when `since` is None, else what changed after that cursor."""
        self._ensure()
        if not as_number(event):
            raise RejectedError(self.platform, _NO_NUMBER)
        pull = Pull(
            self._client,
            self._around.memory,
            event,
            with_products=self._options.get(setup.PRODUCTS) == setup.YES,
            in_background=self._options.get(setup.BACKGROUND) == setup.YES,
        )
        yield from pull.pages(since, resume)

    def push(self, operation: Operation) -> Verdict:
        """Tell the platform, once."""
        with self._session.urgently():
            return self._push(operation)

    def _push(self, operation: Operation) -> Verdict:
        self._ensure()
        if not as_number(operation.event):
            return Rejected(reason=_NO_NUMBER)
        match operation.task:
            case Move():
                return self._doors.move(operation)
            case Turned():
                return self._doors.turned(operation, operation.task)
            case Pair():
                return self._doors.pair(operation, operation.task)
            case Register():
                return self._walk_ins.register(operation, operation.task)
            case other:
                return Rejected(reason=_NOT_TAKEN[type(other)])

    def fits(self, operation: Operation) -> bool:
        """Whether this check-in or check-out may be told together with others."""
        return bool(as_number(operation.event)) and self._doors.fits(operation)

    def push_together(self, operations: Sequence[Operation]) -> Sequence[Verdict]:
        """Tell several check-ins and check-outs in one of few requests; each bears its own id."""
        with self._session.urgently():
            self._ensure()
            return self._doors.move_together(operations)

    def read_back(self, operation: Operation) -> Recollection:
        """After an unknown outcome: what the platform has of it.

        Check-ins and check-outs of tickets and refused scans bear our id, and the platform takes each id
        once: they are sent again without harm, which costs one of few requests instead of two. Guests,
        walk-ins and tags are looked up.
        """
        with self._session.urgently():
            return self._read_back(operation)

    def _read_back(self, operation: Operation) -> Recollection:
        self._ensure()
        match operation.task:
            case Register():
                return self._walk_ins.recall(operation)
            case Pair():
                return self._doors.recall_pair(operation, operation.task)
            case Move() if conversion.guest_number(operation.attendee):
                return self._doors.recall_guest(operation)
            case _:
                return CannotTell()

    def verify(self, question: LiveQuestion) -> LiveAnswer:
        """Ask the platform now; a yes is recorded there."""
        if not as_number(question.event):
            raise RejectedError(self.platform, _NO_NUMBER)
        with self._session.urgently():
            self._ensure()
            return self._doors.verify(question)

    def clock_offset(self) -> float | None:
        """Seconds the platform's clock is ahead of ours, from its last answer; None before the first."""
        return self._channel.clock_offset

    def interrupt(self) -> None:
        """Break off the request that is under way; it raises UnreachableError."""
        self._session.interrupt()

    def close(self) -> None:
        """Give back connections."""
        self._session.close()
