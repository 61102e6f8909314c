"""Reading an event: all of it, or what changed.

A full read goes by attendee numbers (*greater than the last one seen*), so that no row is missed or doubled
when others vanish or change between two pages; the platform's own page numbers do both. Pages have 500 rows:
Open Event 1.19 needs about a second for one with its orders, and fifteen are allowed.

A delta learns of new attendees, of registrations, and of orders that were still open when they were last
read. The platform tells nothing of changed names, of cancelled orders and of deletions: those need a full
read. It never says that anybody is gone.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict, ValidationError

from checkin.connectors.open_event import conversion
from checkin.connectors.open_event.client import Client
from checkin.connectors.open_event.documents import Listing
from checkin.connectors.open_event.payloads import AttendeeAttributes
from checkin.errors import UnreadableReplyError
from checkin.model.attendee import TicketStatus
from checkin.model.event import TicketType, Zone
from checkin.model.ids import PlatformId
from checkin.model.pulled import Page, PulledAttendee
from checkin.model.station import PlatformStation

PAGE = 500

_OVERLAP = timedelta(seconds=60)
_MOST_OPEN = 200
_BIGGEST_PAGE = 8000


class Mark(BaseModel):
    """How far a read has come; what `Page.resume` and `Page.cursor` hold.

    Attributes:
        after: the greatest attendee number read.
        done: attendees read so far; total: of how many.
        began: the server's time when the read began.
        registered: the latest registration seen.
        open: the newest attendees whose orders were not paid yet.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    after: int = 0
    done: int = 0
    total: int | None = None
    began: datetime
    registered: datetime | None = None
    open: tuple[int, ...] = ()


def _mark(text: str | None) -> Mark | None:
    """A mark written earlier; None for none and for one that is not ours: then all is read again."""
    try:
        return Mark.model_validate_json(text) if text else None
    except ValidationError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Structure:
    ticket_types: tuple[TicketType, ...]
    zones: tuple[Zone, ...]
    stations: tuple[PlatformStation, ...]


class Pull:
    """One read of one event.

    Args:
        client: the requests.
        platform: the connector's name.
        event: the event's number.
        server_now: the server's time.
    """

    def __init__(
        self, client: Client, platform: str, event: PlatformId, server_now: Callable[[], datetime]
    ) -> None:
        self._client = client
        self._platform = platform
        self._event = event
        self._server_now = server_now

    def pages(self, since: str | None, resume: str | None) -> Iterator[Page]:
        """See `Connector.pull`. A delta is short and starts anew instead of being resumed."""
        start = _mark(since)
        return self._everything(_mark(resume)) if start is None else self._changes(start)

    def _everything(self, resumed: Mark | None) -> Iterator[Page]:
        structure = self._structure()
        mark = resumed or Mark(began=self._server_now())
        yield Page(
            ticket_types=structure.ticket_types,
            zones=structure.zones,
            stations=structure.stations,
            resume=mark.model_dump_json(),
            done=mark.done,
            total=mark.total,
        )
        for found, last in self._after(mark.after):
            people = conversion.attendees(found)
            mark = _moved_on(mark, found, people)
            yield Page(
                attendees=people,
                present=tuple(PlatformId(str(number)) for number in found.unreadable),
                blind=found.is_blind,
                resume=mark.model_dump_json(),
                done=mark.done,
                total=mark.total,
                snapshot_ends=last,
                cursor=mark.model_dump_json() if last else None,
            )

    def _structure(self) -> _Structure:
        about = self._client.catalogue
        event = about.event(self._event)
        return _Structure(
            ticket_types=conversion.ticket_types(about.ticket_types(self._event)),
            zones=conversion.zones(event, about.rooms(self._event), about.sessions(self._event)),
            stations=conversion.stations(about.stations(self._event)),
        )

    def _after(self, number: int) -> Iterator[tuple[Listing[AttendeeAttributes], bool]]:
        """Pages of attendees beyond this number, each with whether it is the last."""
        last = False
        while not last:
            found = self._client.attendees_after(self._event, number, PAGE)
            greatest = max(found.ids, default=number)
            if found.seen and greatest <= number:
                raise UnreadableReplyError(
                    self._platform, "The platform gives the same attendees again and again."
                )
            # A short page need not be the last: a server may give fewer than it was asked for.
            last = not found.seen or (found.count is not None and found.count <= found.seen)
            number = greatest
            yield found, last

    def _changes(self, start: Mark) -> Iterator[Page]:
        self._client.session.ensure()  # so that the server's time is known
        mark = Mark(after=start.after, began=self._server_now(), registered=start.registered)
        for found, _ in self._after(start.after):
            if found.seen:
                people = conversion.attendees(found)
                mark = _moved_on(mark, found, people)
                # New attendees may hold new kinds of tickets.
                types = conversion.ticket_types(self._client.catalogue.ticket_types(self._event))
                yield Page(attendees=people, ticket_types=types, done=mark.done)
        for found in self._again(start):
            people = conversion.attendees(found)
            # Their numbers do not move the mark: somebody between them may be new and not read yet.
            mark = _moved_on(mark, found, people).model_copy(update={"after": mark.after})
            yield Page(attendees=people, done=mark.done)
        yield Page(done=mark.done, cursor=mark.model_dump_json())

    def _again(self, start: Mark) -> Iterator[Listing[AttendeeAttributes]]:
        """Attendees that may have changed."""
        if start.open:
            yield self._client.attendees_by_number(self._event, start.open)
        # Two clocks say where to begin: the one that stamps registrations, and the one in the answers'
        # Date. The earlier one counts, for a proxy's clock may be wrong.
        known = min(start.began, start.registered or start.began)
        since = (known - _OVERLAP).strftime("%Y-%m-%d %H:%M:%S")
        size = PAGE
        while size <= _BIGGEST_PAGE:
            found = self._client.attendees_registered_since(self._event, since, size)
            yield found
            if found.seen < size or (found.count is not None and found.count <= found.seen):
                return
            latest = found.rows[-1].attributes.register_times if found.rows else ""
            if latest > since:
                since = latest
            else:  # more people in one instant than fit on a page
                size *= 2
        raise UnreadableReplyError(
            self._platform, "The platform gives the same registrations again and again."
        )


def _moved_on(mark: Mark, found: Listing[AttendeeAttributes], people: Sequence[PulledAttendee]) -> Mark:
    times = [movement.at for one in people for movement in one.movements]
    if mark.registered is not None:
        times.append(mark.registered)
    unpaid = {int(one.platform_id) for one in people if one.status is TicketStatus.UNPAID}
    return Mark(
        after=max([mark.after, *found.ids]),
        done=mark.done + found.seen,
        total=found.count if mark.total is None else mark.total,
        began=mark.began,
        registered=max(times, default=None),
        open=tuple(sorted(unpaid.union(mark.open))[-_MOST_OPEN:]),
    )
