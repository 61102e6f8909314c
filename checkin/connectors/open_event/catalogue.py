"""What the platform tells of an event and of what belongs to it."""

from collections.abc import Sequence
from urllib.parse import parse_qsl, quote

from checkin.connectors.http import Reply, Sender, refuse_server_errors
from checkin.connectors.open_event.documents import Listing, failure_of, listing, parse, single
from checkin.connectors.open_event.payloads import (
    A,
    AttendeeAttributes,
    BadgeFormAttributes,
    EventAttributes,
    FormAttributes,
    MicrolocationAttributes,
    OrderAttributes,
    Resource,
    SessionAttributes,
    StationAttributes,
    TicketAttributes,
    UserAttributes,
    UserId,
)
from checkin.connectors.open_event.tokens import JSON_API
from checkin.errors import CredentialsError, RejectedError

Query = Sequence[tuple[str, str]]

_EVERYTHING = ("page[size]", "0")
_FORBIDDEN = 403
_MOST_PAGES = 500


def segment(value: str) -> str:
    """A piece of a path that can only be that piece."""
    return quote(value, safe="")


def demand(reply: Reply) -> Reply:
    """The answer if it is a good one.

    Raises:
        UnreachableError: the server failed.
        CredentialsError: the account may not do this.
        RejectedError: the platform said no, and gave its reasons.
        UnreadableReplyError: the platform said no in a form that was not agreed: probably not the platform.
    """
    if reply.is_good:
        return reply
    refuse_server_errors(reply)
    failure = failure_of(reply)
    if reply.status == _FORBIDDEN:
        raise CredentialsError(
            reply.platform,
            f"The account may not do this: {failure.words or 'no reason given'}. "
            "It must be owner, organizer or co-organizer of the event.",
        )
    if failure.words:
        raise RejectedError(reply.platform, failure.words)
    raise reply.unreadable("The platform refused without a reason")


def get(sender: Sender, path: str, params: Query = ()) -> Reply:
    """A good answer to a JSON:API question. Raises a ConnectorError."""
    return demand(sender.send("GET", path, headers={"Accept": JSON_API}, params=params))


class Catalogue:
    """Questions about accounts, events, and what an event consists of. All raise `ConnectorError`s."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def user_id(self) -> str:
        """The number of the account that is signed in (from the documentation, not observed)."""
        return parse(get(self._sender, "/v1/users/user-details/get-user-id"), UserId).user_id

    def user(self, user: str) -> Resource[UserAttributes]:
        """An account."""
        return single(get(self._sender, f"/v1/users/{segment(user)}"), UserAttributes)

    def events(self, user: str) -> Sequence[Resource[EventAttributes]]:
        """The events an account has a role in, soonest first."""
        return self._all(
            f"/v1/users/{segment(user)}/events", EventAttributes, _EVERYTHING, ("sort", "starts-at")
        )

    def event(self, event: str) -> Resource[EventAttributes]:
        """An event by its number or its identifier."""
        return single(get(self._sender, f"/v1/events/{segment(event)}"), EventAttributes)

    def ticket_types(self, event: str) -> Sequence[Resource[TicketAttributes]]:
        """The kinds of tickets of an event, without those that were taken out of sale for good."""
        return self._of(event, "tickets", TicketAttributes)

    def stations(self, event: str) -> Sequence[Resource[StationAttributes]]:
        """The stations of an event."""
        return self._of(event, "stations", StationAttributes, _EVERYTHING)

    def rooms(self, event: str) -> Sequence[Resource[MicrolocationAttributes]]:
        """The rooms of an event."""
        return self._of(event, "microlocations", MicrolocationAttributes, _EVERYTHING)

    def sessions(self, event: str) -> Sequence[Resource[SessionAttributes]]:
        """The sessions of an event with their rooms, soonest first."""
        return self._of(
            event,
            "sessions",
            SessionAttributes,
            _EVERYTHING,
            ("sort", "starts-at"),
            ("include", "microlocation"),
            ("fields[microlocation]", "name,room"),
        )

    def custom_forms(self, event: str) -> Sequence[Resource[FormAttributes]]:
        """The fields of an event's registration form."""
        return self._of(event, "custom-forms", FormAttributes)

    def badge_forms(self, event: str) -> Sequence[Resource[BadgeFormAttributes]]:
        """The badges that were designed for an event."""
        return self._of(event, "badge-forms", BadgeFormAttributes)

    def orders(self, event: str) -> Sequence[Resource[OrderAttributes]]:
        """The orders of an event, of every status."""
        return self._of(event, "orders", OrderAttributes, _EVERYTHING, ("fields[order]", "identifier,status"))

    def order_attendees(self, order: str) -> Sequence[Resource[AttendeeAttributes]]:
        """The attendees of an order, by the order's identifier."""
        return self._all(f"/v1/orders/{segment(order)}/attendees", AttendeeAttributes)

    def _of(
        self, event: str, what: str, attributes: type[A], *params: tuple[str, str]
    ) -> Sequence[Resource[A]]:
        return self._all(f"/v1/events/{segment(event)}/{what}", attributes, *params)

    def _all(self, path: str, attributes: type[A], *params: tuple[str, str]) -> Sequence[Resource[A]]:
        """All pages: the first as asked, the others as the platform's own links say."""
        rows: list[Resource[A]] = []
        query: Query = params
        asked: list[Query] = []
        while True:
            reply = get(self._sender, path, query)
            page: Listing[A] = listing(reply, attributes)
            rows += page.rows
            if not page.next or not page.seen:
                return rows
            asked.append(query)
            # Only the query is taken from the link: where to ask is not the answer's to say.
            query = parse_qsl(page.next.partition("?")[2])
            if query in asked or len(asked) == _MOST_PAGES:
                raise reply.unreadable("The list does not end")
