"""Invents the events: the same seed at the same time gives the same people. Nobody here is real."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final

from checkin.model.admission import Refusal
from checkin.practice import names
from checkin.practice.nutickets.rows import (
    COMPANY,
    ELSEWHERE,
    MAIN,
    OTHER_COMPANY,
    SECOND,
    Event,
    Guest,
    Item,
    SaleItem,
    Tables,
    Zone,
)

ENTRY: Final = 11
LOUNGE: Final = 12
HALL: Final = 13
GALLERY: Final = 14
SECOND_ENTRY: Final = 21
STANDARD: Final = 31
VIP: Final = 32
PARKING: Final = 35
QUESTION_COMPANY: Final = 1
QUESTION_MEAL: Final = 2
GUESTS: Final = 6
SECOND_EVENT: Final = 12

_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_IMPORTED: Final = 120
_STATUSES: Final = ("sold", "refunded", "locked", "too early", "too late")
_SHARES: Final = (88, 4, 4, 2, 2)
_EXPECTED: Final = {
    "refunded": Refusal.CANCELLED,
    "locked": Refusal.BLOCKED,
    "too early": Refusal.NOT_YET_VALID,
    "too late": Refusal.NO_LONGER_VALID,
}


def expected(item: Item) -> Refusal | None:
    """Why the bearer must be refused at their first scan, by the state the item was invented in."""
    if item.status in {"refunded", "locked"}:
        return _EXPECTED[item.status]
    if item.notes in {"too early", "too late"}:
        return _EXPECTED[item.notes]
    return None


@dataclass(slots=True, kw_only=True)
class _Crowd:
    dice: Random
    now: datetime
    tables: Tables
    last_item: int = 90000
    last_order: int = 70000

    def code(self) -> str:
        return "".join(self.dice.choices(_LETTERS, k=10))

    def item(self, event: int, *, modified: datetime, status: str) -> Item:
        self.last_item += self.dice.randint(1, 4)
        self.last_order += 1
        given, family = names.any_name(self.dice)
        is_vip = self.dice.random() < 0.2  # noqa: PLR2004 - a share
        opened = (SECOND_ENTRY,) if event == SECOND else (ENTRY, HALL, *((LOUNGE,) if is_vip else ()))
        made = Item(
            id=self.last_item,
            event=event,
            order=self.last_order,
            reference=self.code(),
            barcode=self.code(),
            type_id=VIP if is_vip else STANDARD,
            name=f"{given} {family}".strip(),
            email=f"visitor-{self.last_item}@example.org",
            modified=modified,
            status=status if status in {"refunded", "locked"} else "sold",
            zones=opened,
            answers={
                QUESTION_COMPANY: self.dice.choice(names.COMPANIES),
                QUESTION_MEAL: [self.dice.randint(1, 2)],
            },
        )
        self._limit(made, status)
        return made

    def _limit(self, made: Item, status: str) -> None:
        if status == "too early":
            made.valid_from, made.notes = self.now + timedelta(days=1), status
        if status == "too late":
            made.valid_to, made.notes = self.now - timedelta(hours=1), status

    def fill(self, event: int, people: int, *, plain: bool = False) -> None:
        imported = self.now - timedelta(days=30)
        for number in range(people):
            # Some were imported in one instant, the others came one by one.
            modified = imported if number < _IMPORTED else imported + timedelta(minutes=number)
            status = "sold" if plain else self.dice.choices(_STATUSES, _SHARES)[0]
            made = self.item(event, modified=modified, status=status)
            if status == "sold" and self.dice.random() < 0.04 and not plain:  # noqa: PLR2004 - a share
                made.historic = (self.code(),)
            self.tables.items[made.id] = made


def make_tables(seed: int, attendees: int, now: datetime) -> Tables:
    """Two events of one company and one of another, of today."""
    tables = Tables(events={event.id: event for event in _events(now)})
    tables.zones = {zone.id: zone for zone in _zones(now)}
    tables.types = {STANDARD: "Standard", VIP: "VIP", PARKING: "Parking"}
    tables.guest_lists = {51: "Press", 52: "Sponsors"}
    tables.sale_items = {one.id: one for one in _sold()}
    crowd = _Crowd(dice=Random(seed), now=now, tables=tables)  # noqa: S311 - inventing, not hiding
    crowd.fill(MAIN, attendees)
    crowd.fill(SECOND, SECOND_EVENT, plain=True)
    crowd.fill(ELSEWHERE, 2, plain=True)
    _with_odd_ones(crowd)
    for number in range(GUESTS):
        made = _guest(crowd, number)
        tables.guests[made.id] = made
    return tables


def _with_odd_ones(crowd: _Crowd) -> None:
    """A barcode that another event has, too, as the platform allows; parking, that is no ticket."""
    ours, theirs = crowd.tables.of_event(MAIN), crowd.tables.of_event(SECOND)
    fine = [item for item in ours if expected(item) is None]
    if fine:
        theirs[0].barcode = fine[-1].barcode
    parking = crowd.item(MAIN, modified=crowd.now - timedelta(days=1), status="sold")
    parking.kind, parking.type_id, parking.zones = "product", PARKING, ()
    crowd.tables.items[parking.id] = parking


def _guest(crowd: _Crowd, number: int) -> Guest:
    given, family = names.any_name(crowd.dice)
    return Guest(
        id=301 + number,
        event=MAIN,
        guest_list=51 + number % 2,
        barcode=crowd.code() + "GL",
        name=given,
        surname=family,
        people=1 + number % 4,
        modified=crowd.now - timedelta(days=2),
        rank=number + 1,
    )


def _events(now: datetime) -> Iterator[Event]:
    start, end = now - timedelta(hours=2), now + timedelta(hours=10)
    yield Event(id=MAIN, company=COMPANY, name="Northern Lights Conference", start=start, end=end)
    later = timedelta(days=7)
    yield Event(id=SECOND, company=COMPANY, name="Winter Gala", start=start + later, end=end + later)
    yield Event(id=ELSEWHERE, company=OTHER_COMPANY, name="Somebody else's fair", start=start, end=end)


def _zones(now: datetime) -> Iterator[Zone]:
    yield Zone(id=ENTRY, event=MAIN, name="Entry", mode="in&out")
    yield Zone(id=LOUNGE, event=MAIN, name="Lounge", mode="in&out", capacity=2, is_precise=True)
    opens = now - timedelta(hours=1)
    yield Zone(id=HALL, event=MAIN, name="Hall", mode="in", opens=opens, closes=opens + timedelta(hours=4))
    yield Zone(id=GALLERY, event=MAIN, name="Gallery", mode="auto", min_age=18, max_age=99, most_entries=1)
    yield Zone(id=SECOND_ENTRY, event=SECOND, name="Entry")


def _sold() -> Iterator[SaleItem]:
    yield SaleItem(id=801, event=MAIN, type_id=STANDARD, name="Standard at the door", price=4500)
    yield SaleItem(id=802, event=MAIN, type_id=VIP, name="VIP at the door", price=12000)
    yield SaleItem(id=803, event=MAIN, type_id=STANDARD, name="Pay what you want", price=0, is_variable=True)
    yield SaleItem(id=804, event=MAIN, type_id=STANDARD, name="Early bird", price=2500, on_sale=False)
