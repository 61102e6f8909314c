"""Reading an event: all of it, or what changed.

Orders come newest change first, 50 a page, and may change while they are read: whatever does so moves to
the front and pushes others back, so that nothing is lost but what moves from behind the page that is being
read to before it. Therefore a complete read ends with what changed since it began, until that fits on one
page; only then it is certain who is gone. A delta needs no such end, for the next one begins where this one
began, and three minutes before: an order whose transaction ended late carries an earlier time.

Nothing but the time in the header of the first page says where the next delta begins. Deleted test orders
are in no delta.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from checkin.connectors.http import Reply
from checkin.connectors.http.values import as_instant
from checkin.connectors.pretix.catalogue import Catalogue
from checkin.connectors.pretix.fields import z
from checkin.connectors.pretix.people import People, Surrounded, people
from checkin.connectors.pretix.session import Query, Session
from checkin.connectors.pretix.structure import Structures
from checkin.errors import CredentialsError, RejectedError
from checkin.model.platform import Capability
from checkin.model.pulled import Page, PulledAttendee

OVERLAP = timedelta(minutes=3)

_SLICE = 500
_SHORT_OVERLAP = timedelta(seconds=10)
_MOST_ROUNDS = 6
_PAGE_SIZE = "50"

# Money, addresses and files are nothing a desk needs, so they are not asked for.
_WITHOUT = ("payments", "refunds", "fees", "invoice_address", "positions.downloads")


class Start(BaseModel):
    """Where a delta begins; what `Page.cursor` holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pretix: int = 1
    began: AwareDatetime


class Mark(BaseModel):
    """How far a complete read has come; what `Page.resume` holds.

    Attributes:
        query: of the next page, empty at the beginning of a round.
        began: when the first page of all was made; round_began: the first page of this round.
        round: 0 reads everything, later ones what changed meanwhile.
        orders: how many were read in the first round; done: attendees.
        blind: somebody's id could not be read, so nobody is known to be gone.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    query: tuple[tuple[str, str], ...] = ()
    began: AwareDatetime | None = None
    round_began: AwareDatetime | None = None
    round: int = 0
    orders: int = 0
    done: int = 0
    total: int | None = None
    blind: bool = False

    @classmethod
    def read(cls, text: str | None) -> Self:
        """A mark written earlier; the beginning for none and for one that is not ours."""
        try:
            return cls.model_validate_json(text) if text else cls()
        except ValidationError:
            return cls()


def _start(text: str | None) -> datetime | None:
    try:
        return Start.model_validate_json(text).began if text else None
    except ValidationError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A page of orders; `next` is empty on the last of its round."""

    people: People
    made: datetime
    count: int | None
    orders: int
    next: Query


class Pull:
    """One read of one event.

    Args:
        session: who asks.
        catalogue: the requests.
        structures: what is known of events.
        capabilities: what this device may do.
        server_now: the server's time, for one that does not say when it made a page.
    """

    def __init__(
        self,
        session: Session,
        catalogue: Catalogue,
        structures: Structures,
        capabilities: frozenset[Capability],
        server_now: Callable[[], datetime],
    ) -> None:
        self._session = session
        self._catalogue = catalogue
        self._structures = structures
        self._capabilities = capabilities
        self._server_now = server_now

    def pages(self, event: str, since: str | None, resume: str | None) -> Iterator[Page]:
        """See `Connector.pull`. A delta is short and starts anew instead of being resumed."""
        start = _start(since)
        return self._everything(event, Mark.read(resume)) if start is None else self._changes(event, start)

    def _everything(self, event: str, mark: Mark) -> Iterator[Page]:
        structure = self._structures.read(event)
        first = structure.page(self._capabilities)
        yield Page(
            ticket_types=first.ticket_types,
            zones=first.zones,
            stations=first.stations,
            facts=first.facts,
            revoked=self._revoked(event),
            resume=mark.model_dump_json(),
            done=mark.done,
            total=mark.total,
        )
        ended = shrunk = False
        while not ended:
            query = mark.query or _query(_round_begins(mark))
            try:
                read = self._read(event, query, structure.around)
            except RejectedError:
                if shrunk or not mark.query:
                    raise
                shrunk, mark = True, Mark()  # there are fewer pages than there were: from the beginning
                continue
            single = not mark.query and not read.next
            before, mark = mark, _moved_on(mark, read)
            ended = not read.next and (single or mark.round == _MOST_ROUNDS)
            certain = ended and single and not mark.blind
            yield from _in_slices(read.people, before, mark, ended=ended, certain=certain)

    def _changes(self, event: str, since: datetime) -> Iterator[Page]:
        structure = self._structures.fresh(event)
        if structure is None:
            structure = self._structures.read(event)
            yield structure.page(self._capabilities)
        query: Query = _query(since - OVERLAP)
        began: datetime | None = None
        done = 0
        while query:
            read = self._read(event, query, structure.around)
            began = began or read.made
            for attendees in _slices(read.people.attendees):
                done += len(attendees)
                yield Page(attendees=attendees, done=done)
            query = read.next
        cursor = Start(began=began or since).model_dump_json()
        yield Page(revoked=self._revoked(event), done=done, cursor=cursor)

    def _read(self, event: str, query: Query, around: Surrounded) -> _Read:
        reply, page = self._catalogue.orders(event, query)
        following = self._session.next_query(reply, page.next)
        orders = len(page.rows) + len(page.left_out)
        if following and (following == query or not orders):
            raise reply.unreadable("The list of orders does not end")
        return _Read(
            people=people(page, around),
            made=self._made(reply),
            count=page.count,
            orders=orders,
            next=following,
        )

    def _made(self, reply: Reply) -> datetime:
        return as_instant(reply.headers.get("x-page-generated")) or reply.at or self._server_now()

    def _revoked(self, event: str) -> tuple[str, ...]:
        if Capability.SIGNED_CODES not in self._capabilities:
            return ()
        try:
            return tuple(row.secret for row in self._catalogue.revoked(event))
        except (CredentialsError, RejectedError):
            return ()  # a profile that may not know it


def _query(since: datetime | None) -> Query:
    changed = (("modified_since", z(since)),) if since is not None else ()
    return (
        *changed,
        ("ordering", "-last_modified"),
        ("include_canceled_positions", "true"),
        ("page_size", _PAGE_SIZE),
        *(("exclude", what) for what in _WITHOUT),
    )


def _round_begins(mark: Mark) -> datetime | None:
    if mark.round == 0 or mark.round_began is None:
        return None
    return mark.round_began - (OVERLAP if mark.round == 1 else _SHORT_OVERLAP)


def _moved_on(mark: Mark, read: _Read) -> Mark:
    """Behind the last page of a round comes the next round."""
    done = mark.done + (len(read.people.attendees) if mark.round == 0 else 0)
    orders = mark.orders + (read.orders if mark.round == 0 else 0)
    return Mark(
        query=tuple(read.next),
        began=mark.began or read.made,
        round_began=read.made if not mark.query else mark.round_began,
        round=mark.round if read.next else mark.round + 1,
        orders=orders,
        done=done,
        # The platform counts orders; how many attendees that makes is known at the end.
        total=_estimate(read.count, orders, done) if mark.round == 0 else mark.total,
        blind=mark.blind or read.people.blind,
    )


def _estimate(count: int | None, orders: int, done: int) -> int | None:
    return max(done, count * done // orders) if count is not None and orders else None


def _slices(attendees: tuple[PulledAttendee, ...]) -> Iterator[tuple[PulledAttendee, ...]]:
    for first in range(0, len(attendees), _SLICE):
        yield attendees[first : first + _SLICE]


def _in_slices(read: People, before: Mark, mark: Mark, *, ended: bool, certain: bool) -> Iterator[Page]:
    """Pages of a size that is quickly stored; whoever is interrupted between them begins with the first."""
    *early, last = tuple(_slices(read.attendees)) or ((),)
    for attendees in early:
        yield Page(attendees=attendees, resume=before.model_dump_json(), done=before.done, total=before.total)
    began = mark.began
    yield Page(
        attendees=last,
        present=read.present,
        resume=mark.model_dump_json(),
        done=mark.done,
        total=mark.total,
        blind=ended and not certain,
        snapshot_ends=ended,
        cursor=Start(began=began).model_dump_json() if ended and began is not None else None,
    )
