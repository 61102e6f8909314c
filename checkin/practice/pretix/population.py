"""Invents who bought what; the same seed on the same day gives the same people.

Nobody here is real; every address ends in ``example.org``.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from checkin.model.admission import Refusal
from checkin.model.ids import PlatformId
from checkin.practice import names
from checkin.practice.pretix import programme
from checkin.practice.pretix.codes import RandomCodes
from checkin.practice.pretix.organiser import cancel_order, new_code
from checkin.practice.pretix.rows import AnswerRow, EventRow, OrderRow, PositionRow
from checkin.practice.pretix.state import ORDER_CODE_LETTERS, State
from checkin.practice.visitor import Visitor

_ORDER_SIZES: Final = ((1, 2, 3), (74, 18, 8))
_SORTS: Final = (programme.REGULAR, programme.STUDENT, programme.SPEAKER)
_FATES: Final = {
    "good": 85.0,
    "unpaid": 3.0,
    "cancelled": 2.0,
    "expired": 1.0,
    "cancelled position": 1.0,
    "blocked": 2.0,
    "too early": 1.0,
    "too late": 1.0,
    "not asked": 2.0,
    "workshop only": 1.0,
    "replaced": 1.0,
}
_UNKNOWN_TO_EVENTYAY: Final = frozenset({"blocked", "too early", "too late"})
_OTHERS: Final = 12
_STRANGERS: Final = 3
_ADDON_SHARE: Final = 0.15
_VIP_SHARE: Final = 0.08
_WITH_PHOTO: Final = 3
"""Of so many people one sent a photo."""


def populate(state: State, attendees: int) -> tuple[Visitor, ...]:
    """Fill both events, and say who comes."""
    now = state.clock.now()
    midnight = now.astimezone(ZoneInfo("Europe/Berlin")).replace(hour=0, minute=0, second=0, microsecond=0)
    for event in programme.make_events(midnight.astimezone(ZoneInfo("UTC"))):
        state.events[event.slug] = event
    crowd = _Crowd(state, now)
    crowd.fill(programme.MAIN, attendees)
    crowd.fill(programme.OTHER, _OTHERS)
    nobodys = RandomCodes(state.dice)
    for _ in range(_STRANGERS):
        crowd.visitors.append(
            Visitor(
                platform_id=PlatformId(""),
                code=nobodys.make("", 0, None),
                expected=Refusal.UNKNOWN_CODE,
                event=PlatformId(""),
            )
        )
    return tuple(crowd.visitors)


class _Crowd:
    """Orders and people as they are invented."""

    def __init__(self, state: State, now: datetime) -> None:
        self.visitors: list[Visitor] = []
        self._state = state
        self._dice: Random = state.dice
        self._now = now
        self._bought = now - timedelta(days=60)
        unknown = _UNKNOWN_TO_EVENTYAY if state.flavour == "eventyay" else frozenset()
        self._weights = {fate: weight for fate, weight in _FATES.items() if fate not in unknown}
        # The platform's ids have gaps and do not begin at 1.
        state.begin_at("position", 1200)
        self._fates: dict[str, Callable[[OrderRow, PositionRow], Refusal | None]] = {
            "unpaid": self._unpaid,
            "cancelled": self._cancelled,
            "expired": self._expired,
            "cancelled position": self._cancelled_position,
            "blocked": self._blocked,
            "too early": self._too_early,
            "too late": self._too_late,
            "not asked": self._not_asked,
            "workshop only": self._workshop_only,
            "replaced": self._replaced,
        }

    def fill(self, slug: str, number: int) -> None:
        """Sell tickets until so many people come; the first ones have one fate each."""
        event = self._state.events[slug]
        known = names.roll_call()
        self._dice.shuffle(known)
        certain = [fate for fate in self._weights if fate != "good"]
        left = number
        while left > 0:
            fate = certain.pop() if certain and left < number else self._fate()
            size = min(left, self._dice.choices(*_ORDER_SIZES)[0]) if fate == "good" else 1
            people = [known.pop() if known else names.any_name(self._dice) for _ in range(size)]
            self._sell(event, people, "good" if slug == programme.OTHER else fate)
            left -= size

    def _fate(self) -> str:
        return self._dice.choices(tuple(self._weights), tuple(self._weights.values()))[0]

    def _sell(self, event: EventRow, people: list[names.Name], fate: str) -> None:
        order = self._order(event)
        for name in people:
            position = self._position(event, order, name)
            if event.slug == programme.MAIN and self._dice.random() < _ADDON_SHARE:
                self._add_on(order, position)
        self._state.add(order)
        for position in [one for one in order.positions if one.addon_to is None]:
            self._expect(event, order, position, fate)

    def _expect(self, event: EventRow, order: OrderRow, position: PositionRow, fate: str) -> None:
        suffer = self._fates.get(fate)
        expected = Refusal.WRONG_EVENT if event.slug == programme.OTHER else None
        if suffer is not None:
            bought = _bought_of(position)
            expected = suffer(order, position)
            if self._state.codes.revokes and bought != _bought_of(position):
                self._say_anew(position)
        order.modified = order.created + timedelta(minutes=1)
        self.visitors.append(
            Visitor(
                platform_id=PlatformId(str(position.id)),
                code=position.secret,
                expected=expected,
                event=PlatformId(event.slug),
            )
        )

    def _say_anew(self, position: PositionRow) -> None:
        """A signed code says what was bought and when it is valid: what has changed needs another."""
        self._state.give_secret(position, new_code(self._state, position))

    def _order(self, event: EventRow) -> OrderRow:
        state = self._state
        moment = self._bought + timedelta(seconds=37.25 * len(state.orders))
        drawn = iter(lambda: state.letters(5, ORDER_CODE_LETTERS), None)
        return OrderRow(
            event=event.slug,
            code=next(code for code in drawn if code not in state.orders),
            status="p",
            secret=state.letters(16),
            created=moment,
            modified=moment,
            email=f"order{len(state.orders):06d}@example.org",
            locale=self._dice.choice(("en", "de")),
            paid=moment,
        )

    def _position(self, event: EventRow, order: OrderRow, name: names.Name) -> PositionRow:
        dice, state = self._dice, self._state
        item, sort = programme.HACKER, None
        if event.slug == programme.MAIN:
            is_vip = dice.random() < _VIP_SHARE
            item, sort = (programme.VIP, None) if is_vip else (programme.CONFERENCE, dice.choice(_SORTS))
        row = event.item(item)
        assert row is not None  # noqa: S101 - it is in the programme
        number = state.next_id("position")
        position = PositionRow(
            id=number,
            order=order.code,
            number=len(order.positions) + 1,
            item=item,
            variation=sort,
            price=(row.variation(sort) or row).price,
            secret=state.codes.make(event.slug, item, sort),
            pseudonym=state.letters(10, ORDER_CODE_LETTERS),
            name_parts={"_scheme": event.scheme, "given_name": name[0], "family_name": name[1]},
            email=f"attendee{number:06d}@example.org",
            company=dice.choice(names.COMPANIES) if dice.random() < 0.8 else None,  # noqa: PLR2004
            address={"city": "Berlin", "country": dice.choice(names.COUNTRIES)},
        )
        self._answer(position)
        order.positions.append(position)
        return position

    def _answer(self, position: PositionRow) -> None:
        answers = [AnswerRow(question=programme.ROLE, answer=self._dice.choice(names.JOB_TITLES))]
        if position.item == programme.VIP:
            answers.append(AnswerRow(question=programme.SHIRT, answer="M", options=(2,)))
            answers.append(AnswerRow(question=programme.WAIVER, answer="True"))
        elif position.item == programme.CONFERENCE:
            answers.append(AnswerRow(question=programme.DIET, answer="Vegan", options=(5,)))
        else:
            answers.clear()
        if answers and position.id % _WITH_PHOTO == 0:
            answers.append(AnswerRow(question=programme.PHOTO, answer=f"file://{position.id}.jpg"))
        position.answers = {one.question: one for one in answers}

    def _add_on(self, order: OrderRow, main: PositionRow) -> None:
        state = self._state
        sort = self._dice.choice((programme.MORNING, programme.AFTERNOON))
        row = state.events[programme.MAIN].item(programme.WORKSHOP)
        assert row is not None  # noqa: S101 - it is in the programme
        order.positions.append(
            PositionRow(
                id=state.next_id("position"),
                order=order.code,
                number=len(order.positions) + 1,
                item=programme.WORKSHOP,
                variation=sort,
                price=row.price,
                secret=state.codes.make(order.event, programme.WORKSHOP, sort),
                pseudonym=state.letters(10, ORDER_CODE_LETTERS),
                addon_to=main.id,
            )
        )

    # What may be wrong with a ticket, and what must then be said.

    def _unpaid(self, order: OrderRow, _position: PositionRow) -> Refusal:
        order.status, order.paid = "n", None
        return Refusal.UNPAID

    def _cancelled(self, order: OrderRow, _position: PositionRow) -> Refusal:
        cancel_order(self._state, order)
        return Refusal.CANCELLED

    def _expired(self, order: OrderRow, _position: PositionRow) -> Refusal:
        order.status, order.paid = "e", None
        return Refusal.CANCELLED

    def _cancelled_position(self, order: OrderRow, position: PositionRow) -> Refusal:
        """Cancelled within an order that lives: whatever hung on it is cancelled, too."""
        for one in order.positions:
            one.cancelled = one.cancelled or position.id in {one.id, one.addon_to}
        return Refusal.CANCELLED

    def _blocked(self, _order: OrderRow, position: PositionRow) -> Refusal:
        self._state.set_blocks(position, ["admin"])
        return Refusal.BLOCKED

    def _too_early(self, _order: OrderRow, position: PositionRow) -> Refusal:
        position.valid_from = self._now.replace(microsecond=0) + timedelta(days=1)
        return Refusal.NOT_YET_VALID

    def _too_late(self, _order: OrderRow, position: PositionRow) -> Refusal:
        position.valid_until = self._now.replace(microsecond=0) - timedelta(days=1)
        return Refusal.NO_LONGER_VALID

    def _not_asked(self, _order: OrderRow, position: PositionRow) -> Refusal:
        position.item, position.variation = programme.VIP, None
        position.answers.clear()
        return Refusal.QUESTIONS_OPEN

    def _workshop_only(self, _order: OrderRow, position: PositionRow) -> Refusal:
        position.item, position.variation = programme.WORKSHOP, programme.MORNING
        position.answers.clear()
        return Refusal.WRONG_TICKET_TYPE

    def _replaced(self, _order: OrderRow, position: PositionRow) -> None:
        """Somebody whose ticket was sent anew; whoever found the old one is refused."""
        old = position.secret
        self._state.give_secret(position, new_code(self._state, position))
        revokes = self._state.codes.revokes
        self.visitors.append(
            Visitor(
                platform_id=PlatformId(str(position.id) if revokes else ""),
                code=old,
                expected=Refusal.REVOKED if revokes else Refusal.UNKNOWN_CODE,
                event=PlatformId(programme.MAIN if revokes else ""),
            )
        )


def _bought_of(position: PositionRow) -> tuple[object, ...]:
    """What a signed code says."""
    return position.item, position.variation, position.valid_from, position.valid_until
