"""From one piece of the list of tickets to the next, so that nobody is left out.

The platform names two ways on: where the next piece begins (`listEndTime`, inclusive), and links to further
pages. Times come first, for they cannot skip anybody who changes meanwhile. Links are followed where the
times stand still, and where the platform's own count shows that they left somebody out.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, urlsplit

from checkin.connectors.http.values import as_instant, as_number
from checkin.connectors.nutickets.client import PAGE
from checkin.connectors.nutickets.payloads import TicketPage
from checkin.errors import UnreadableReplyError

MOST_STALE = 3
"""So many pieces in a row may bring nobody new: somebody changed them all while they were read."""
_MOST_PIECES = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a piece begins.

    Attributes:
        time: as the platform wrote it; empty for the beginning.
        page: of the platform's links from there; 0 for the first.
        first: where the first piece of all ended.
        is_detour: the times left somebody out, so that from here on only links count.
    """

    time: str = ""
    page: int = 0
    first: str = ""
    is_detour: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A piece.

    Attributes:
        fresh: how many of its tickets were not in the piece before.
        after: where the next one begins; None behind the last.
        ends: where a later read may begin without missing anything.
    """

    found: TicketPage
    fresh: int
    after: Place | None
    ends: str


def walk(platform: str, read: Callable[[Place], TicketPage], place: Place) -> Iterator[Step]:
    """All pieces from a place on.

    Raises:
        UnreadableReplyError: there is more, but neither way leads on, or only to where we were.
    """
    known: frozenset[str] = frozenset()
    detour: Place | None = None
    owed = stale = 0
    for _ in range(_MOST_PIECES):
        found = read(place)
        if detour is not None and _left_out(found, owed):
            place, detour = detour, None
            continue
        after = _after(platform, place, found)
        ids = frozenset(row.id for row in found.tickets.rows).union(found.tickets.unreadable)
        ends = place.first if place.is_detour else found.list_end or place.time
        yield Step(found=found, fresh=len(ids - known), after=after, ends=ends)
        if after is None:
            return
        stale = 0 if ids - known else stale + 1
        if stale > MOST_STALE:
            raise _goes_round(platform)
        link = _linked_page(found.next)
        by_links = replace(after, time=place.time, page=link, is_detour=True)
        detour = by_links if link > place.page and not after.page else None
        owed = (found.tickets.total or 0) - _up_to(place, found)
        known, place = ids, after
    raise _goes_round(platform)


def _left_out(found: TicketPage, owed: int) -> bool:
    total = found.tickets.total
    return owed > 0 and (found.tickets.seen == 0 or (total is not None and total < owed))


def _after(platform: str, place: Place, found: TicketPage) -> Place | None:
    link = _linked_page(found.next)
    leads_on = not place.is_detour and _is_later(found.list_end, place.time)
    if not (link or _has_more(place, found, leads_on=leads_on)):
        return None
    first = place.first or found.list_end
    if leads_on:
        return Place(time=found.list_end, first=first)
    if link > place.page:
        return replace(place, page=link, first=first)
    if found.tickets.seen < PAGE:
        return None
    raise _goes_round(platform)


def _goes_round(platform: str) -> UnreadableReplyError:
    return UnreadableReplyError(platform, "The platform gives the same tickets again and again.")


def _has_more(place: Place, found: TicketPage, *, leads_on: bool) -> bool:
    """Whether there is more although no link says so."""
    seen, total = found.tickets.seen, found.tickets.total
    if total is None:
        return seen >= PAGE and not place.page
    return seen > 0 and _up_to(place, found) < total and (leads_on or seen >= PAGE)


def _up_to(place: Place, found: TicketPage) -> int:
    """How many tickets there are from the place's time up to the end of this piece."""
    return max(place.page - 1, 0) * PAGE + found.tickets.seen


def _is_later(end: str, begin: str) -> bool:
    if not begin:
        return bool(end)
    ended, began = as_instant(end), as_instant(begin)
    return ended is not None and began is not None and ended > began


def _linked_page(address: str) -> int:
    """The page a link leads to; 0 for none. Only its number is taken, never its server."""
    try:
        numbers = parse_qs(urlsplit(address).query).get("page", [])
    except ValueError:
        return 0
    return int(as_number(numbers[0]) or 0) if numbers else 0
