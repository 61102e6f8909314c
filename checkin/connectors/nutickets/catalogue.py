"""The account, its companies, events and zones."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

from checkin.connectors.http import Reply
from checkin.connectors.nutickets import payloads
from checkin.connectors.nutickets.documents import Company, EventRow, User, ZoneItem, ZoneRow
from checkin.connectors.nutickets.payloads import Row, Rows
from checkin.connectors.nutickets.sales import FormQuestionRow, SaleItem, Timeslot
from checkin.connectors.nutickets.session import Session
from checkin.connectors.nutickets.waiting import Query
from checkin.errors import UnreadableReplyError

_PAGE = 100
_SALE_PAGE = 25
_MOST_PAGES = 100


class Catalogue:
    """One method a request; all raise `ConnectorError`s."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def user(self) -> User:
        """Whose token it is."""
        return payloads.user(self._session.get("/"))

    def companies(self) -> tuple[Company, ...]:
        """The companies the account may act for."""
        return tuple(self._all("/companies", (), payloads.companies, _PAGE))

    def events(self, *, ending_after: datetime | None = None) -> tuple[EventRow, ...]:
        """Events that end in the future, or after an instant."""
        wanted = () if ending_after is None else (("endingAfter", stamp(ending_after)),)
        return tuple(self._all("/events", wanted, payloads.events, _PAGE))

    def activated_events(self) -> Rows[EventRow]:
        """Events in progress, with how their tickets are scanned."""
        return payloads.activated_events(self._session.get("/activated-events"))

    def form_questions(self, event: str) -> Rows[FormQuestionRow]:
        """The questions configured for an event."""
        return payloads.form_questions(
            self._session.get("/event", [("id", event), ("include", "dataCaptureFields")])
        )

    def zones(self, event: str) -> Rows[ZoneRow]:
        """An event's zones with their counts at this moment."""
        return payloads.zones(self._session.get("/zones/all", [("eventId", event)]))

    def zone(self, zone: str) -> ZoneRow:
        """One zone with its counts at this moment."""
        reply = self._session.get("/zone", [("zoneId", zone)])
        found = payloads.zones(reply).rows
        if not found:
            raise reply.unreadable("The answer holds no zone")
        return found[0]

    def zone_items(self, zone: str, *, query: str = "", offset: int = 0) -> Rows[ZoneItem]:
        """Who may enter a zone, or did; `query` is compared with names, addresses, orders and barcodes."""
        wanted = [("zoneId", zone), ("offset", str(offset)), ("limit", str(_PAGE))]
        if query:
            wanted.append(("query", query))
        return payloads.zone_items(self._session.get("/zones/items", wanted))

    def sale_items(self, event: str) -> tuple[tuple[SaleItem, ...], tuple[Timeslot, ...]]:
        """The tickets an event sells."""
        slots: dict[str, Timeslot] = {}

        def read(reply: Reply) -> Rows[SaleItem]:
            sold, found = payloads.sale_items(reply)
            slots.update((slot.id, slot) for slot in found)
            return sold

        wanted = (("eventId", event), ("types", "ticket"))
        return tuple(self._all("/sale-items", wanted, read, _SALE_PAGE)), tuple(slots.values())

    def report(self, report: str, *, page: int = 1) -> Reply:
        """A page of a custom report, prepared in the background, which gives a thousand rows a page."""
        wanted = [("id", report), ("page", str(page)), ("limit", "1000")]
        return self._session.get("/report", wanted, in_background=True)

    def _all(
        self, path: str, params: Sequence[tuple[str, str]], read: Callable[[Reply], Rows[Row]], size: int
    ) -> Iterator[Row]:
        """Every row of a list that is paged by offset; each id once."""
        known: set[str] = set()
        offset = 0
        for _ in range(_MOST_PAGES):
            wanted: Query = (*params, ("offset", str(offset)), ("limit", str(size)))
            found = read(self._session.get(path, wanted))
            fresh = [row for row in found.rows if getattr(row, "id", "") not in known]
            known.update(getattr(row, "id", "") for row in fresh)
            yield from fresh
            offset += found.seen
            # Some servers give less than was asked for; others name any total with the same rows.
            is_last = offset >= found.total if found.total is not None else found.seen < size
            if is_last or not fresh:
                return
        raise UnreadableReplyError(self._session.platform, "The platform's list does not end.")


def stamp(at: datetime) -> str:
    """An instant as the platform takes it: UTC, whole seconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
