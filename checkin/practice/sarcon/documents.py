"""The simulated platform's answers: the envelope, Laravel's pages, and rows."""

from collections.abc import Sequence
from typing import Final

from checkin.practice.sarcon.platform import Problem
from checkin.practice.sarcon.rows import EventRow, Passage, RegistrationRow, TicketRow

JsonObject = dict[str, object]

PAGE_SIZE: Final = 20


def envelope(data: object, *, message: str = "", status: int = 200) -> JsonObject:
    """What every answer is wrapped in."""
    return {"status": status, "message": message, "data": data}


def problem(what: Problem) -> JsonObject:
    """A failure: ``data`` is an empty list, or the words of a validation error."""
    data: object = {"messages": dict(what.messages)} if what.messages else []
    return envelope(data, message=what.message, status=what.status)


def page(
    rows: Sequence[JsonObject], *, address: str, number: int, size: int, total: int | None = None
) -> JsonObject:
    """One page as Laravel has it; without ``from`` and ``to``, and with addresses that name only the page."""
    last = max(1, -(-len(rows) // size))
    following = f"{address}?page={number + 1}" if number < last else None
    before = f"{address}?page={number - 1}" if number > 1 else None
    numbered = [
        {"url": f"{address}?page={one}", "label": str(one), "active": one == number}
        for one in range(1, last + 1)
    ]
    return {
        "current_page": number,
        "data": list(rows[(number - 1) * size : number * size]),
        "first_page_url": f"{address}?page=1",
        "last_page": last,
        "last_page_url": f"{address}?page={last}",
        "links": [
            {"url": before, "label": "« Previous", "active": False},
            *numbered,
            {"url": following, "label": "Next »", "active": False},
        ],
        "next_page_url": following,
        "path": address,
        "per_page": size,
        "prev_page_url": before,
        "total": len(rows) if total is None else total,
    }


def event(row: EventRow) -> JsonObject:
    """An event."""
    return {
        "id": row.id,
        "title": row.title,
        "start_date": row.start_date,
        "end_date": row.end_date,
        "timezone": row.timezone,
        "venue": {"name": row.venue},
    }


def ticket(row: TicketRow) -> JsonObject:
    """A kind of ticket."""
    return {"id": row.id, "name": row.name}


def registration(row: RegistrationRow, kinds: Sequence[TicketRow]) -> JsonObject:
    """Somebody who comes."""
    kind = next((ticket(one) for one in kinds if one.id == row.ticket), None)
    return {
        "id": row.id,
        "first_name": row.first_name,
        "last_name": row.last_name or None,
        "email": row.email or None,
        "company": row.company or None,
        "job_title": row.job_title or None,
        "ticket": kind,
        "qr_code": row.qr_code,
        "status": row.status,
        "reference": row.reference or None,
        "check_ins": [passage(one) for one in row.check_ins],
        "check_outs": [passage(one) for one in row.check_outs],
        "updated_at": f"{row.updated_at:%Y-%m-%d %H:%M:%S}",
    }


def passage(row: Passage) -> JsonObject:
    """A check-in or check-out; the time is UTC and does not say so."""
    return {"reference": row.reference, "time": f"{row.at:%Y-%m-%d %H:%M:%S}", "station": row.station}
