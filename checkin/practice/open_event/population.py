"""Invents an event: the same seed on the same day gives the same people.

Nobody here is real; every address ends in ``example.org``.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from checkin.clock import SystemClock
from checkin.practice import names
from checkin.practice.open_event.programme import (
    BIG,
    SMALL,
    make_accounts,
    make_badge_forms,
    make_custom_forms,
    make_events,
    make_programme,
    make_tickets,
)
from checkin.practice.open_event.rows import AttendeeRow, OrderRow, PracticeEvent

__all__ = ["BIG", "SMALL", "PracticeEvent", "make_event"]

_STATUSES: Final = {
    "completed": 71.0,
    "placed": 20.0,
    "pending": 4.0,
    "cancelled": 3.0,
    "expired": 1.0,
    "initializing": 1.0,
}
_TICKET_WEIGHTS: Final = (62, 16, 8, 8, 6)
_ORDER_SIZES: Final = ((1, 2, 3, 4), (70, 18, 8, 4))
_OLD_SHARE: Final = 0.04
_DELETED_SHARE: Final = 0.008
_DIGITS_SHARE: Final = 0.03
_SMALL_EVENT: Final = 12
_BUYER: Final = 4


def make_event(seed: int = 2026, attendees: int = 500, *, now: datetime | None = None) -> PracticeEvent:
    """An event of today with so many attendees, and a small second one of the same account.

    Args:
        seed: decides who comes, with what ticket and what code.
        attendees: how many people the first event has, soft-deleted ones included.
        now: decides which day the event is on; the present when left out.

    Returns:
        The same for the same seed, number and day. Attendee ids have gaps and do not start at 1.
    """
    berlin = ZoneInfo("Europe/Berlin")
    moment = now if now is not None else SystemClock().now()
    midnight = moment.astimezone(berlin).replace(hour=0, minute=0, second=0, microsecond=0)
    crowd = _Crowd.of(seed, midnight)
    crowd.fill(BIG, attendees, tickets=(11, 12, 13, 14, 15))
    crowd.fill(SMALL, _SMALL_EVENT, tickets=(21,))
    programme = make_programme(midnight)
    return PracticeEvent(
        accounts=make_accounts(midnight),
        events=make_events(midnight),
        tickets=make_tickets(midnight, places=2 * attendees),
        orders=tuple(crowd.orders),
        attendees=tuple(crowd.attendees),
        rooms=programme.rooms,
        tracks=programme.tracks,
        session_types=programme.session_types,
        tags=programme.tags,
        speakers=programme.speakers,
        sessions=programme.sessions,
        stations=programme.stations,
        badge_forms=make_badge_forms(),
        custom_forms=make_custom_forms(),
    )


@dataclass(slots=True, kw_only=True)
class _Crowd:
    """Orders and attendees as they are invented, over both events."""

    dice: Random
    bought: datetime
    orders: list[OrderRow]
    attendees: list[AttendeeRow]
    identifiers: set[str]
    next_id: int

    @classmethod
    def of(cls, seed: int, midnight: datetime) -> "_Crowd":
        """Nobody yet."""
        dice = Random(seed)  # noqa: S311 - people are invented, nothing is secret
        bought = midnight.astimezone(ZoneInfo("UTC")) - timedelta(days=60)
        return cls(dice=dice, bought=bought, orders=[], attendees=[], identifiers=set(), next_id=1201)

    def fill(self, event_id: int, number: int, *, tickets: tuple[int, ...]) -> None:
        """Sell tickets until so many people come."""
        known = names.roll_call()
        self.dice.shuffle(known)
        left = number
        while left > 0:
            size = min(left, self.dice.choices(*_ORDER_SIZES)[0])
            order = self._order(event_id)
            ticket_id = self.dice.choices(tickets, _TICKET_WEIGHTS[: len(tickets)])[0]
            for _ in range(size):
                name = known.pop() if known else names.any_name(self.dice)
                self.attendees.append(self._attendee(order, ticket_id, name))
            left -= size

    def _order(self, event_id: int) -> OrderRow:
        number = len(self.orders) + 301
        status = self.dice.choices(tuple(_STATUSES), tuple(_STATUSES.values()))[0]
        moment = self.bought + timedelta(seconds=37 * len(self.orders))
        order = OrderRow(
            id=number,
            event_id=event_id,
            identifier=str(UUID(int=self.dice.getrandbits(128), version=4)),
            status=status,
            created_at=moment,
            user_id=_BUYER,
            payment_mode="onsite" if status == "placed" else "free",
            completed_at=moment if status == "completed" else None,
        )
        self.orders.append(order)
        return order

    def _attendee(self, order: OrderRow, ticket_id: int, name: names.Name) -> AttendeeRow:
        dice = self.dice
        self.next_id += dice.choices((1, 2, 5), (80, 15, 5))[0]
        return AttendeeRow(
            id=self.next_id,
            event_id=order.event_id,
            order_id=order.id,
            ticket_id=ticket_id,
            firstname=name[0],
            lastname=name[1],
            created_at=order.created_at,
            modified_at=order.created_at,
            email=f"attendee{self.next_id:06d}@example.org",
            company=dice.choice(names.COMPANIES) if dice.random() < 0.8 else None,  # noqa: PLR2004
            job_title=dice.choice(names.JOB_TITLES) if dice.random() < 0.7 else None,  # noqa: PLR2004
            country=dice.choice(names.COUNTRIES),
            identifier=self._identifier(),
            deleted_at=order.created_at + timedelta(days=1) if dice.random() < _DELETED_SHARE else None,
            complex_field_values={"dietary": dice.choice(("vegan", "vegetarian", "none"))},
        )

    def _identifier(self) -> str | None:
        """Six hexadecimal digits; some decimal only, a few the very id of somebody else, some missing."""
        throw = self.dice.random()
        if throw < _OLD_SHARE:
            return None
        if throw < _OLD_SHARE + _DIGITS_SHARE:
            candidate = self._digits()
        else:
            candidate = f"{self.dice.getrandbits(24):06x}"
        if candidate in self.identifiers:
            return self._identifier()
        self.identifiers.add(candidate)
        return candidate

    def _digits(self) -> str:
        if self.attendees and self.dice.random() < 0.5:  # noqa: PLR2004 - heads or tails
            return f"{self.dice.choice(self.attendees).id:06d}"
        return f"{self.dice.randrange(100_000, 1_000_000)}"
