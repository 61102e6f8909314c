"""Reading an event: all of it, or what changed.

Tickets come in the order of their last change, a hundred at a time; the next hundred begins where the last
one ended, and what lies on that instant comes twice. Where that leads nowhere, for more than a hundred were
changed in one instant, or leaves somebody out, which the platform's own count shows, its links to further
pages are followed instead. Guest lists come behind the tickets.

A delta begins where the last complete one ended, never where one was broken off. The platform tells of no
deletions: those need a complete read.
"""

from collections.abc import Generator, Iterator
from dataclasses import replace

from pydantic import BaseModel, ConfigDict, ValidationError

from checkin.connectors.nutickets import conversion
from checkin.connectors.nutickets.client import PAGE, Client
from checkin.connectors.nutickets.conversion import Around
from checkin.connectors.nutickets.failures import ForbiddenError
from checkin.connectors.nutickets.guests import Arrivals, read_lists
from checkin.connectors.nutickets.payloads import TicketPage
from checkin.connectors.nutickets.structure import Reading, Structure, ticket_types
from checkin.connectors.nutickets.walk import Place, Step, walk
from checkin.connectors.protocol import Memory
from checkin.errors import UnreadableReplyError
from checkin.model.ids import PlatformId
from checkin.model.pulled import EventFacts, Page

_MOST_TYPES = 500
_LEAST_SHARE = 10
_NO_GUESTS = "The account of this token may not see guest lists: whoever is on one is not found here."


class Mark(BaseModel):
    """How far a read has come; what `Page.resume` and `Page.cursor` hold.

    Attributes:
        is_cursor: a later delta begins here; else a read that was broken off goes on here.
        is_delta: of what changed only.
        are_tickets_done: only guests are left.
        time: where the next tickets begin, as the platform wrote it.
        page: the next page of the platform's own links; 0 while its times lead on.
        first: where the first piece ended.
        is_detour: only the links count.
        sync: where the next guests begin.
        entry: the zone one comes in by.
        types: names of the kinds of tickets, by their ids.
        done: attendees read so far; total: of how many.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    is_cursor: bool = False
    is_delta: bool = False
    are_tickets_done: bool = False
    time: str = ""
    page: int = 0
    first: str = ""
    is_detour: bool = False
    sync: str = ""
    entry: str | None = None
    types: dict[str, str] = {}
    done: int = 0
    total: int | None = None

    @property
    def is_beginning(self) -> bool:
        """Nothing was read yet."""
        return not (self.time or self.page or self.done)

    @property
    def is_sensible(self) -> bool:
        """Whether so many were read that nobody who is missing is gone only by a senseless answer.

        Some may be missing all the same: what an account may not see is left out of the list, and perhaps
        not out of the count.
        """
        if self.is_delta:
            return True
        if not self.total:
            return (self.total == 0) == (self.done == 0)
        return _LEAST_SHARE * self.done >= self.total

    def but(self, **changes: object) -> "Mark":
        """The same with some things changed."""
        return self.model_copy(update=changes)


def _mark(text: str | None, *, is_cursor: bool) -> Mark | None:
    """A mark written earlier; None for none and for one that is not ours: then all is read again."""
    try:
        mark = Mark.model_validate_json(text) if text else None
    except ValidationError:
        return None
    return mark if mark is not None and mark.is_cursor == is_cursor else None


class Pull:
    """One read of one event.

    Args:
        client: the requests.
        memory: knows when guests came.
        event: the event's id.
        with_products: also barcodes that are no tickets.
        in_background: let the platform prepare the answers.
    """

    def __init__(
        self, client: Client, memory: Memory, event: PlatformId, *, with_products: bool, in_background: bool
    ) -> None:
        self._client = client
        self._memory = memory
        self._event = event
        self._with_products = with_products
        self._in_background = in_background
        self._facts: EventFacts | None = None

    def pages(self, since: str | None, resume: str | None) -> Iterator[Page]:
        """See `Connector.pull`."""
        start, mark = _mark(since, is_cursor=True), _mark(resume, is_cursor=False)
        if mark is None or mark.is_delta != (start is not None):
            mark = (
                Mark()
                if start is None
                else start.but(
                    is_cursor=False, is_delta=True, done=0, total=None, first="", page=0, is_detour=False
                )
            )
        if start is None:
            structure = Reading(self._client.catalogue, self._client.session).of(self._event)
            mark = mark.but(entry=structure.entry, types=structure.types | mark.types)
            self._facts = structure.facts
            yield _of_structure(structure, mark)
        if not mark.are_tickets_done:
            mark = yield from self._tickets(mark)
        yield from self._guests(mark)

    def _tickets(self, mark: Mark) -> Generator[Page, None, Mark]:
        """All tickets; gives back where the guests begin.

        What was read before a break and makes no sense together with the rest is read again from the
        beginning, once.
        """
        began = mark
        mark = yield from self._read_on(mark)
        if not mark.are_tickets_done and not began.is_beginning:
            mark = yield from self._read_on(Mark(entry=mark.entry, types=mark.types))
        if not mark.are_tickets_done:
            raise UnreadableReplyError(
                self._client.session.platform,
                "What the platform counts and what it lists contradict each other.",
            )
        return mark

    def _read_on(self, mark: Mark) -> Generator[Page, None, Mark]:
        """What comes behind a mark; when all of it together makes no sense, its last piece is withheld."""
        place = Place(time=mark.time, page=mark.page, first=mark.first, is_detour=mark.is_detour)
        steps = walk(self._client.session.platform, self._read, place)
        while not mark.are_tickets_done:
            yield from self._breathe(mark)
            step = next(steps)
            tickets = step.found.tickets
            news = {key: name for key, name in _types(step.found) if mark.types.get(key) != name}
            before, mark = mark, _moved_on(mark, step, news)
            if mark.are_tickets_done and not mark.is_sensible:
                return before
            around = Around(entry=mark.entry, questions={one.id: one for one in step.found.questions})
            yield Page(
                attendees=tuple(conversion.attendee(row, around) for row in tickets.rows),
                present=tuple(PlatformId(key) for key in tickets.unreadable),
                blind=tickets.is_blind,
                ticket_types=ticket_types(mark.types) if news else None,
                resume=mark.model_dump_json(),
                done=mark.done,
                total=mark.total,
            )
        return mark

    def _breathe(self, mark: Mark) -> Iterator[Page]:
        """Nothing new, again and again until the platform's limit lets us read on: others push meanwhile."""
        while not self._client.session.has_room():
            yield Page(resume=mark.model_dump_json(), done=mark.done, total=mark.total)

    def _read(self, place: Place) -> TicketPage:
        return self._client.tickets(
            self._event,
            since=place.time,
            page=place.page,
            with_products=self._with_products,
            in_background=self._in_background,
        )

    def _guests(self, mark: Mark) -> Iterator[Page]:
        arrivals = Arrivals(self._memory, self._event)
        lists = read_lists(self._client, self._event, mark.sync, in_background=self._in_background)
        try:
            is_more = True
            while is_more:
                yield from self._breathe(mark)
                found = next(lists)
                is_more = found.guests.seen >= PAGE
                named = {str(conversion.guest_list_type(one.id)): one.name for one in found.lists}
                news = {key: name for key, name in named.items() if mark.types.get(key) != name}
                people = tuple(
                    conversion.guest(row, Around(entry=mark.entry), arrivals.of(row))
                    for row in found.guests.rows
                    if row.event_id in {"", self._event}
                )
                arrivals.keep()
                sync, done = found.sync or mark.sync, mark.done + len(people)
                mark = mark.but(sync=sync, done=done, types=mark.types | news)
                yield Page(
                    attendees=people,
                    present=tuple(conversion.guest_id(key) for key in found.guests.unreadable),
                    blind=found.guests.is_blind,
                    ticket_types=ticket_types(mark.types) if news else None,
                    resume=mark.model_dump_json(),
                    done=mark.done,
                    total=mark.total,
                )
        except ForbiddenError:
            yield Page(facts=self._with_note(_NO_GUESTS), resume=mark.model_dump_json(), done=mark.done)
        cursor = Mark(is_cursor=True, time=mark.time, sync=mark.sync, entry=mark.entry, types=mark.types)
        yield Page(
            done=mark.done,
            total=mark.total,
            snapshot_ends=not mark.is_delta,
            cursor=cursor.model_dump_json() if mark.time else None,
        )

    def _with_note(self, note: str) -> EventFacts | None:
        return self._facts and replace(self._facts, notes=(*self._facts.notes, note))


def _of_structure(structure: Structure, mark: Mark) -> Page:
    return Page(
        ticket_types=ticket_types(mark.types),
        zones=structure.zones,
        stations=structure.stations,
        facts=structure.facts,
        resume=mark.model_dump_json(),
        done=mark.done,
        total=mark.total,
    )


def _moved_on(mark: Mark, step: Step, news: dict[str, str]) -> Mark:
    total = mark.total if mark.total is not None else step.found.tickets.total
    place = step.after or Place(time=step.ends)
    return mark.but(
        time=place.time,
        page=place.page,
        first=place.first,
        is_detour=place.is_detour,
        are_tickets_done=step.after is None,
        types=dict([*mark.types.items(), *news.items()][-_MOST_TYPES:]),
        done=mark.done + step.fresh,
        total=total,
    )


def _types(found: TicketPage) -> Iterator[tuple[str, str]]:
    for row in found.tickets.rows:
        if row.const.type_id:
            yield (
                row.const.type_id,
                row.const.type or row.const.type_during_sale or f"Ticket {row.const.type_id}",
            )
