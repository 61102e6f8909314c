from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from checkin.connectors.nutickets.documents import TicketRow
from checkin.connectors.nutickets.payloads import Rows, TicketPage
from checkin.connectors.nutickets.walk import Place, walk
from checkin.errors import UnreadableReplyError

_LINK = "https://elsewhere.example.org/v1/tickets?event_id=1&page={}"


def _page(numbers: Sequence[int], *, end: str = "", total: int | None = None, link: int = 0) -> TicketPage:
    rows = tuple(TicketRow.model_validate({"id": number, "const": {}}) for number in numbers)
    return TicketPage(
        tickets=Rows(rows=rows, seen=len(rows), total=total),
        list_end=end,
        next=_LINK.format(link) if link else "",
    )


def _time(second: int) -> str:
    return f"2026-11-22T09:00:{second:02d}.000000Z"


class _Platform:
    """Gives pages by where they begin; asked for any other, the test fails."""

    def __init__(self, pages: dict[tuple[str, int], TicketPage]) -> None:
        self._pages = pages
        self.asked: list[tuple[str, int]] = []

    def __call__(self, place: Place) -> TicketPage:
        self.asked.append((place.time, place.page))
        return self._pages[place.time, place.page]


def _ids(platform: _Platform, place: Place | None = None) -> tuple[set[str], str]:
    steps = list(walk("nutickets", platform, place or Place()))
    return {row.id for step in steps for row in step.found.tickets.rows}, steps[-1].ends


def test_the_next_piece_begins_where_the_last_one_ended() -> None:
    platform = _Platform(
        {
            ("", 0): _page(range(100), end=_time(5), total=150, link=2),
            (_time(5), 0): _page(range(99, 150), end=_time(9), total=51),
        }
    )

    found, ends = _ids(platform)

    assert (len(found), ends) == (150, _time(9))


def test_a_piece_that_begins_where_it_ends_is_left_by_the_platforms_links() -> None:
    platform = _Platform(
        {
            ("", 0): _page(range(100), end=_time(5), total=230, link=2),
            (_time(5), 0): _page(range(100), end=_time(5), total=230, link=2),
            (_time(5), 2): _page(range(100, 200), end=_time(7), total=230, link=3),
            (_time(7), 0): _page(range(199, 230), end=_time(9), total=31),
        }
    )

    found, ends = _ids(platform)

    assert (len(found), ends) == (230, _time(9))


def test_times_that_leave_somebody_out_are_given_up() -> None:
    """Here the end of a piece is when it was asked for: everybody changed before then."""
    platform = _Platform(
        {
            ("", 0): _page(range(100), end=_time(50), total=230, link=2),
            (_time(50), 0): _page([], end=_time(51), total=0),
            ("", 2): _page(range(100, 200), end=_time(52), total=230, link=3),
            ("", 3): _page(range(200, 230), end=_time(53), total=230),
        }
    )

    found, ends = _ids(platform)

    assert (len(found), ends) == (230, _time(50))


def test_a_total_of_the_whole_event_is_no_promise_of_more() -> None:
    platform = _Platform(
        {
            ("", 0): _page(range(100), end=_time(5), total=130, link=2),
            (_time(5), 0): _page(range(99, 130), end=_time(9), total=130),
            (_time(9), 0): _page([129], end=_time(9), total=130),
        }
    )

    assert len(_ids(platform)[0]) == 130


def test_full_pieces_that_lead_nowhere_are_no_end() -> None:
    platform = _Platform({("", 0): _page(range(100), total=300)})

    with pytest.raises(UnreadableReplyError, match="again and again"):
        _ids(platform)


def test_a_platform_that_counts_nothing_is_read_until_a_piece_is_short() -> None:
    platform = _Platform(
        {
            ("", 0): _page(range(100), end=_time(5)),
            (_time(5), 0): _page(range(99, 120), end="soon"),
        }
    )

    assert len(_ids(platform)[0]) == 120


def test_links_that_go_back_are_not_followed() -> None:
    platform = _Platform({("", 3): _page(range(40), total=400, link=2)})

    assert len(_ids(platform, Place(page=3, is_detour=True))[0]) == 40


@pytest.mark.parametrize("address", ["http://[", "https://x.example.org/?page=two", "https://x.example.org/"])
def test_an_address_without_a_page_is_no_link(address: str) -> None:
    platform = _Platform({("", 0): TicketPage(tickets=_page(range(3), total=3).tickets, next=address)})

    assert len(_ids(platform)[0]) == 3


def test_what_brings_nobody_new_however_often_it_is_asked_for_is_given_up() -> None:
    seconds = iter(range(60))

    def read(_place: Place) -> TicketPage:
        return _page(range(100), end=_time(next(seconds)), total=1000, link=2)

    with pytest.raises(UnreadableReplyError, match="again and again"):
        list(walk("nutickets", read, Place()))

    assert next(seconds) < 10


def test_what_never_ends_is_given_up_some_day() -> None:
    began, numbers = datetime(2026, 11, 22, tzinfo=UTC), count(1)

    def read(_place: Place) -> TicketPage:
        number = next(numbers)
        return _page([number], end=(began + timedelta(seconds=number)).isoformat(), link=2)

    with pytest.raises(UnreadableReplyError, match="again and again"):
        list(walk("nutickets", read, Place()))
