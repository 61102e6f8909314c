"""What the simulated platform keeps. All instants are aware UTC."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

COMPANY: Final = 1
OTHER_COMPANY: Final = 2
MAIN: Final = 4201
SECOND: Final = 4202
ELSEWHERE: Final = 5301


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event of a company."""

    id: int
    company: int
    name: str
    start: datetime
    end: datetime
    scanning_mode: str = "qr-only"


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A part of the venue; `mode` is ``in``, ``in&out`` or ``auto``."""

    id: int
    event: int
    name: str
    mode: str = "in&out"
    capacity: int | None = None
    opens: datetime | None = None
    closes: datetime | None = None
    min_age: int | None = None
    max_age: int | None = None
    is_precise: bool = False
    most_entries: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """A scan into or out of a zone, or one that failed."""

    uuid: str
    zone: int
    way: str
    at: datetime
    failed: str = ""


@dataclass(slots=True, kw_only=True)
class Item:
    """A purchased item; `modified` orders the list of tickets."""

    id: int
    event: int
    order: int
    reference: str
    barcode: str
    type_id: int
    name: str
    email: str
    modified: datetime
    status: str = "sold"
    kind: str = "ticket"
    zones: tuple[int, ...] = ()
    historic: tuple[str, ...] = ()
    nfc: str | None = None
    seed: str | None = None
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    age: int | None = None
    answers: dict[int, object] = field(default_factory=dict)
    notes: str | None = None
    scans: list[Scan] = field(default_factory=list)

    @property
    def standing(self) -> list[Scan]:
        """Scans that did not fail."""
        return [scan for scan in self.scans if not scan.failed]


@dataclass(slots=True, kw_only=True)
class Guest:
    """An entry of a guest list."""

    id: int
    event: int
    guest_list: int
    barcode: str
    name: str
    surname: str
    people: int
    modified: datetime
    attended: int = 0
    attended_at: datetime | None = None
    status: str = "valid"
    rank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleItem:
    """Something that is sold."""

    id: int
    event: int
    type_id: int
    name: str
    price: int
    on_sale: bool = True
    is_variable: bool = False


@dataclass(slots=True, kw_only=True)
class Basket:
    """What is about to be bought; its id becomes the order's."""

    id: int
    company: int
    sale_items: list[int]
    expires: datetime
    is_completed: bool = False


@dataclass(slots=True, kw_only=True)
class Tables:
    """Everything."""

    events: dict[int, Event] = field(default_factory=dict)
    zones: dict[int, Zone] = field(default_factory=dict)
    types: dict[int, str] = field(default_factory=dict)
    items: dict[int, Item] = field(default_factory=dict)
    guests: dict[int, Guest] = field(default_factory=dict)
    guest_lists: dict[int, str] = field(default_factory=dict)
    sale_items: dict[int, SaleItem] = field(default_factory=dict)
    baskets: dict[int, Basket] = field(default_factory=dict)
    responses: list[dict[str, object]] = field(default_factory=list)
    failed_scans: list[Scan] = field(default_factory=list)

    def of_event(self, event: int) -> list[Item]:
        """The items of an event, the earliest changed first."""
        return sorted(
            (one for one in self.items.values() if one.event == event), key=lambda one: (one.modified, one.id)
        )
