"""What the platform tells of events and of what belongs to them. All raise `ConnectorError`s."""

from collections.abc import Iterator, Mapping, Sequence

from checkin.connectors.http import Reply
from checkin.connectors.pretix.payloads import Listing, demand, listing, single
from checkin.connectors.pretix.rows import (
    BadgeItem,
    BadgeLayout,
    BlockedSecret,
    CheckinList,
    EventCheckin,
    EventRow,
    EventSettings,
    Item,
    ListStatus,
    Order,
    Organizer,
    Position,
    Question,
    R,
    RevokedSecret,
    Row,
)
from checkin.connectors.pretix.session import API, Query, Session, segment

_NOT_MODIFIED = 304
_MOST_PAGES = 2000


class Catalogue:
    """Questions about an organizer's events.

    Args:
        session: who asks.
        items: what this platform calls the things it sells, ``"items"`` or ``"products"``.
    """

    def __init__(self, session: Session, items: str = "items") -> None:
        self._session = session
        self._items = items

    def organizers(self) -> Sequence[Organizer]:
        """Whose events this device may work on."""
        return self._all(f"{API}/organizers/", Organizer)

    def events(self) -> Sequence[EventRow]:
        """The organizer's events this device may work on."""
        return self._all(self._session.of_organizer("events/"), EventRow)

    def event(self, event: str) -> EventRow:
        """An event, with the keys its signed codes are checked with."""
        return single(self._get(event, ""), EventRow)

    def settings(self, event: str) -> EventSettings:
        """How an event is set up."""
        return single(self._get(event, "settings/"), EventSettings)

    def items(self, event: str, unless: str = "") -> "tuple[Sequence[Item], str] | None":
        """What is sold, and when that last changed; None when it did not since `unless`."""
        return self._unless(event, f"{self._items}/", Item, unless)

    def questions(self, event: str, unless: str = "") -> "tuple[Sequence[Question], str] | None":
        """What attendees are asked, and when that last changed; None when it did not since `unless`."""
        return self._unless(event, "questions/", Question, unless)

    def lists(self, event: str) -> Sequence[CheckinList]:
        """The check-in lists."""
        return self._all(self._session.of_event(event, "checkinlists/"), CheckinList)

    def list_status(self, event: str, number: str) -> ListStatus:
        """How many of a list are in."""
        return single(self._get(event, f"checkinlists/{segment(number)}/status/"), ListStatus)

    def revoked(self, event: str) -> Sequence[RevokedSecret]:
        """Signed codes that admit nobody any more."""
        return self._all(self._session.of_event(event, "revokedsecrets/"), RevokedSecret)

    def blocked(self, event: str) -> Sequence[BlockedSecret]:
        """Codes that are, or were, blocked; the positions say the same."""
        return self._all(self._session.of_event(event, "blockedsecrets/"), BlockedSecret)

    def orders(self, event: str, query: Query) -> tuple[Reply, Listing[Order]]:
        """One page of orders with their positions; its header says when it was made."""
        reply = self._get(event, "orders/", query)
        return reply, listing(reply, Order)

    def order(self, event: str, code: str) -> Reply:
        """An order by its code, or why not."""
        return self._session.ask(self._session.of_event(event, f"orders/{segment(code)}/"))

    def position(self, event: str, number: str) -> Reply:
        """A position by its number, or why not; canceled ones are not found."""
        return self._session.ask(self._session.of_event(event, f"orderpositions/{segment(number)}/"))

    def on_list(self, event: str, number: str, secret: str) -> Sequence[Position]:
        """Who bears this code, with their check-ins on this list."""
        path = self._session.of_event(event, f"checkinlists/{segment(number)}/positions/")
        return self._all(path, Position, (("secret", secret), ("ignore_status", "true")))

    def checkins(self, event: str, since: str) -> Iterator[EventCheckin]:
        """Every check-in and refusal the platform learned of since then, page by page."""
        query = (("created_since", since), ("ordering", "created"))
        for page in self._pages(self._session.of_event(event, "checkins/"), EventCheckin, query):
            yield from page

    def _get(self, event: str, path: str, params: Query = ()) -> Reply:
        return demand(self._session.ask(self._session.of_event(event, path), params))

    def _unless(self, event: str, path: str, model: type[R], unless: str) -> "tuple[Sequence[R], str] | None":
        path = self._session.of_event(event, path)
        first = self._session.ask(path, headers={"If-Modified-Since": unless} if unless else None)
        if first.status == _NOT_MODIFIED:
            return None
        rows = [row for page in self._pages(path, model, first=demand(first)) for row in page]
        return rows, first.headers.get("last-modified", "")

    def _all(self, path: str, model: type[R], params: Query = ()) -> Sequence[R]:
        return [row for page in self._pages(path, model, params) for row in page]

    def _pages(
        self, path: str, model: type[R], params: Query = (), first: Reply | None = None
    ) -> Iterator[tuple[R, ...]]:
        return _pages(self._session, path, model, first or demand(self._session.ask(path, params)))


def _pages(session: Session, path: str, model: type[R], reply: Reply) -> Iterator[tuple[R, ...]]:
    """All pages: the first as it came, the others as the platform's own links say."""
    asked: set[Query] = set()
    while True:
        page = listing(reply, model)
        yield page.rows
        query = session.next_query(reply, page.next)
        if not query:
            return
        if query in asked or len(asked) == _MOST_PAGES:
            raise reply.unreadable("The list does not end")
        asked.add(query)
        reply = demand(session.ask(path, query))


class Furniture:
    """What else belongs to an event: the platform's own badges, and what the desk has no use for yet."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def categories(self, event: str) -> Sequence[Mapping[str, object]]:
        """What products are grouped in."""
        return self._first(event, "categories/")

    def quotas(self, event: str) -> Sequence[Mapping[str, object]]:
        """How much of what is left."""
        return self._first(event, "quotas/", (("with_availability", "true"),))

    def badge_layouts(self, event: str) -> Sequence[BadgeLayout]:
        """The platform's own badges; they can only be read."""
        return self._all(event, "badgelayouts/", BadgeLayout)

    def badge_items(self, event: str) -> Sequence[BadgeItem]:
        """Which item gets which badge; those that are not among them get the usual one."""
        return self._all(event, "badgeitems/", BadgeItem)

    def search(self, number: str, words: str) -> Sequence[Position]:
        """People on a list by a part of their names, codes or addresses; fewer than 3 letters find nobody."""
        query = (("list", number), ("search", words))
        reply = self._session.ask(self._session.of_organizer("checkinrpc/search/"), query)
        return listing(demand(reply), Position).rows

    def _all(self, event: str, path: str, model: type[R]) -> Sequence[R]:
        path = self._session.of_event(event, path)
        first = demand(self._session.ask(path))
        return [row for page in _pages(self._session, path, model, first) for row in page]

    def _first(self, event: str, path: str, params: Query = ()) -> Sequence[Mapping[str, object]]:
        reply = demand(self._session.ask(self._session.of_event(event, path), params))
        return [row.model_extra or {} for row in listing(reply, _Anything).rows]


class _Anything(Row):
    model_config = {"extra": "allow"}  # noqa: RUF012 - pydantic's own
