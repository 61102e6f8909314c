"""Invents two events: the same seed on the same day gives the same people. Nobody here is real."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

from checkin.practice import names
from checkin.practice.sarcon.rows import EventRow, RegistrationRow, TicketRow

MAIN: Final = 11
OTHER: Final = 12

_SMALL: Final = 12
_FIRST_ID: Final = 40_001
_STATUSES: Final = {"confirmed": 88, "pending_payment": 5, "cancelled": 4, "rejected": 3}
_ALPHABET: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def make_events(now: datetime) -> list[EventRow]:
    """A conference of today and a smaller evening of tomorrow."""
    today = now.astimezone(UTC).date()
    tomorrow = today + timedelta(days=1)
    return [
        EventRow(
            id=OTHER,
            title="Evening of the Partners",
            start_date=f"{tomorrow} 18:00:00",
            end_date=f"{tomorrow} 23:00:00",
            timezone="Asia/Dubai",
            venue="Terrace",
        ),
        EventRow(
            id=MAIN,
            title="Sarcon Practice Summit",
            start_date=f"{today} 09:00:00",
            end_date=f"{today} 18:00:00",
            timezone="Asia/Dubai",
            venue="Hall 3",
        ),
    ]


def make_tickets() -> list[TicketRow]:
    """Kinds of tickets of both events."""
    return [
        TicketRow(id=501, event=MAIN, name="Delegate"),
        TicketRow(id=502, event=MAIN, name="Speaker"),
        TicketRow(id=503, event=MAIN, name="Exhibitor"),
        TicketRow(id=511, event=OTHER, name="Guest of a partner"),
    ]


def make_registrations(seed: int, attendees: int, now: datetime) -> list[RegistrationRow]:
    """So many for the main event and a few for the other one."""
    dice = Random(seed)  # noqa: S311 - people are invented, nothing is secret
    known = names.roll_call()
    dice.shuffle(known)
    rows = _people(dice, known, now)
    main = [next(rows) for _ in range(attendees)]
    other = [next(rows) for _ in range(_SMALL)]
    for row in other:
        row.event, row.ticket, row.status = OTHER, 511, "confirmed"
    return main + other


def _people(dice: Random, known: list[names.Name], now: datetime) -> Iterator[RegistrationRow]:
    number = _FIRST_ID
    while True:
        number += dice.choice((1, 1, 1, 2, 7))
        first, last = known.pop() if known else names.any_name(dice)
        yield RegistrationRow(
            id=number,
            event=MAIN,
            ticket=dice.choices((501, 502, 503), (80, 8, 12))[0],
            first_name=first,
            last_name=last,
            email=f"guest{number}@example.org",
            company=dice.choice((*names.COMPANIES, "")),
            job_title=dice.choice((*names.JOB_TITLES, "")),
            qr_code=code_of(number, dice),
            status=dice.choices(tuple(_STATUSES), tuple(_STATUSES.values()))[0],
            updated_at=now - timedelta(days=3),
        )


def code_of(number: int, dice: Random) -> str:
    """A ticket's code; no two are the same, for each ends in its number."""
    return f"SRC-{''.join(dice.choices(_ALPHABET, k=8))}-{number}"
