"""The tables of the simulated pretix, as rows. Those that change while it runs are not frozen."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class Right(StrEnum):
    """What a device or a token may do."""

    ORDERS = "orders"
    CHECK_IN = "check in"
    SELL = "sell"
    ORGANISE = "organise"


@dataclass(frozen=True, slots=True, kw_only=True)
class VariationRow:
    """A sort of an item."""

    id: int
    name: str
    price: Decimal
    attention: bool = False
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """Something that is sold.

    Attributes:
        names: by language.
        attention, text: what whoever lets its holder in must be told.
    """

    id: int
    names: dict[str, str]
    price: Decimal
    category: int | None = None
    admission: bool = True
    attention: bool = False
    text: str | None = None
    variations: tuple[VariationRow, ...] = ()

    def variation(self, variation_id: int | None) -> VariationRow | None:
        """Its sort of an id."""
        return next((one for one in self.variations if one.id == variation_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionRow:
    """One thing to choose."""

    id: int
    identifier: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """What holders of some items are asked."""

    id: int
    identifier: str
    text: str
    type: str
    items: tuple[int, ...]
    required: bool = False
    at_check_in: bool = False
    shown: bool = False
    options: tuple[OptionRow, ...] = ()


@dataclass(slots=True, kw_only=True)
class QuotaRow:
    """How many of some items there are."""

    id: int
    name: str
    size: int | None
    items: tuple[int, ...]
    variations: tuple[int, ...]


@dataclass(slots=True, kw_only=True)
class ListRow:
    """A check-in list."""

    id: int
    name: str
    products: tuple[int, ...] | None = None
    include_pending: bool = False
    several_entries: bool = False
    after_exit: bool = True
    addon_match: bool = False
    rules: dict[str, object] = field(default_factory=dict)

    def lists(self, item: int) -> bool:
        """Whether holders of an item are on it."""
        return self.products is None or item in self.products


@dataclass(slots=True, kw_only=True)
class EventRow:
    """An event with its catalogue."""

    slug: str
    names: dict[str, str]
    starts: datetime
    ends: datetime
    admission: datetime
    changed: datetime
    place: str = "Hall 1"
    timezone: str = "Europe/Berlin"
    scheme: str = "given_family"
    items: tuple[ItemRow, ...] = ()
    questions: tuple[QuestionRow, ...] = ()
    quotas: tuple[QuotaRow, ...] = ()
    lists: tuple[ListRow, ...] = ()

    @property
    def name(self) -> str:
        """In English."""
        return self.names["en"]

    def item(self, item_id: object) -> ItemRow | None:
        """The item of an id."""
        return next((one for one in self.items if one.id == item_id), None)

    def list(self, list_id: object) -> ListRow | None:
        """The check-in list of an id."""
        return next((one for one in self.lists if one.id == list_id), None)

    def questions_about(self, item_id: int) -> tuple[QuestionRow, ...]:
        """What holders of an item are asked when they come in."""
        return tuple(one for one in self.questions if one.at_check_in and item_id in one.items)


@dataclass(slots=True, kw_only=True)
class OrderRow:
    """An order; `status` is p, n, c or e."""

    event: str
    code: str
    status: str
    secret: str
    created: datetime
    modified: datetime
    email: str | None = None
    locale: str = "en"
    testmode: bool = False
    comment: str = ""
    require_approval: bool = False
    valid_if_pending: bool = False
    attention: bool = False
    text: str | None = None
    provider: str | None = "manual"
    meta: dict[str, object] = field(default_factory=dict)
    cancelled: datetime | None = None
    paid: datetime | None = None
    positions: list["PositionRow"] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class AnswerRow:
    """What was answered to a question."""

    question: int
    answer: str
    options: tuple[int, ...] = ()


@dataclass(slots=True, kw_only=True)
class PrintRow:
    """A badge that came out of a printer, or did not."""

    id: int
    type: str
    source: str
    at: datetime
    successful: bool
    device: int | None
    info: dict[str, object]


@dataclass(slots=True, kw_only=True)
class PositionRow:
    """A ticket of an order."""

    id: int
    order: str
    number: int
    item: int
    variation: int | None
    price: Decimal
    secret: str
    pseudonym: str
    name_parts: dict[str, str] = field(default_factory=dict)
    email: str | None = None
    company: str | None = None
    address: dict[str, str | None] = field(default_factory=dict)
    addon_to: int | None = None
    cancelled: bool = False
    blocked: list[str] = field(default_factory=list)
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    answers: dict[int, AnswerRow] = field(default_factory=dict)
    prints: list[PrintRow] = field(default_factory=list)

    @property
    def name(self) -> str | None:
        """What the person is called, put together from the parts."""
        if "_legacy" in self.name_parts:
            return self.name_parts["_legacy"]
        parts = ("full_name", "given_name", "family_name")
        return " ".join(self.name_parts[one] for one in parts if self.name_parts.get(one)) or None


@dataclass(slots=True, kw_only=True)
class CheckInRow:
    """A check-in that was made, refused or taken back."""

    id: int
    list: int
    position: int | None
    type: str
    at: datetime
    created: datetime
    device: int | None
    nonce: str | None = None
    forced: bool = False
    successful: bool = True
    reason: str | None = None
    explanation: str | None = None


@dataclass(slots=True, kw_only=True)
class SecretRow:
    """A code that is revoked, or was blocked or unblocked."""

    id: int
    event: str
    secret: str
    at: datetime
    position: int
    blocked: bool = True


@dataclass(slots=True, kw_only=True)
class DeviceRow:
    """A station."""

    id: int
    name: str
    serial: str
    profile: str
    token: str
    created: datetime
    api_token: str = ""
    revoked: bool = False
    told: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRow:
    """A program of the organiser's that signs in with a token."""

    token: str
    rights: frozenset[Right]


Caller = DeviceRow | TokenRow
"""Who asks."""
