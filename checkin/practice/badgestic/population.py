"""Invents two events of one account, and one of another; the same seed gives the same people.

Nobody here is real; every address ends in ``example.org``.
"""

from datetime import datetime, timedelta
from random import Random

from checkin.practice import names
from checkin.practice.badgestic.rows import EventRow, GuestRow

MAIN, SMALL, FOREIGN = 4711, 4712, 9001
"""The events' numbers; the last is another account's."""

ACCOUNT, OTHER_ACCOUNT = "practice", "somebody else"

_SMALL_SIZE = 12
_INACTIVE, _NO_PICTURE, _NO_EMAIL = 0.05, 0.02, 0.15
_FIRST_GUEST = 20_001
_TYPES = ("Regular", "Student", "Speaker", "Sponsor")
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_HOURS_FROM_UTC = 1


def make_events(now: datetime) -> list[EventRow]:
    """The events, of the day that `now` names."""
    day = (now + timedelta(hours=_HOURS_FROM_UTC)).date()
    return [
        _event(MAIN, ACCOUNT, "Practice Summit", day.timetuple()[:3]),
        _event(SMALL, ACCOUNT, "Practice Dinner", (day + timedelta(days=1)).timetuple()[:3]),
        _event(FOREIGN, OTHER_ACCOUNT, "Somebody else's party", day.timetuple()[:3]),
    ]


def _event(number: int, account: str, name: str, day: tuple[int, ...]) -> EventRow:
    fields = {"name": name, "description": "Invented.", "utc_offset": str(_HOURS_FROM_UTC)}
    for when, hour in (("starts_at", 9), ("ends_at", 18)):
        parts = zip(("year", "month", "day", "hour", "minute"), (*day, hour, 0), strict=True)
        fields |= {f"{when}_{part}": f"{value:02d}" for part, value in parts}
    return EventRow(id=number, account=account, fields=fields)


def make_guests(seed: int, attendees: int) -> list[GuestRow]:
    """Everybody who is invited to the account's two events; ids have gaps."""
    dice = Random(seed)  # noqa: S311 - people are invented, nothing is secret
    known = names.roll_call()
    dice.shuffle(known)
    guests: list[GuestRow] = []
    number = _FIRST_GUEST
    for place in range(attendees + _SMALL_SIZE):
        name = known.pop() if known else names.any_name(dice)
        guests.append(_guest(dice, number, MAIN if place < attendees else SMALL, name))
        number += dice.choices((1, 2, 7), (80, 15, 5))[0]
    return guests


def _guest(dice: Random, number: int, event: int, name: names.Name) -> GuestRow:
    has_picture = dice.random() >= _NO_PICTURE
    return GuestRow(
        id=number,
        event=event,
        first_name=name[0],
        last_name=name[1] or "-",
        email="" if dice.random() < _NO_EMAIL else f"guest{number}@example.org",
        active=dice.random() >= _INACTIVE,
        code=new_code(dice) if has_picture else "",
        own={
            "company": dice.choice(names.COMPANIES),
            "job_title": dice.choice(names.JOB_TITLES),
            "ticket_type": dice.choices(_TYPES, (70, 15, 10, 5))[0],
        },
    )


def new_code(dice: Random) -> str:
    """What a guest's QR code says: nobody wrote down what it is at Badgestic."""
    return "BDG-" + "".join(dice.choices(_ALPHABET, k=16))
