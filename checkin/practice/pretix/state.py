"""Everything the simulated pretix knows, and the changes it can make to it."""

import threading
from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from random import Random
from typing import Final, Literal

from checkin.clock import Clock
from checkin.practice.pretix.check_ins import CheckInTable
from checkin.practice.pretix.codes import Codes, RandomCodes, SignedCodes
from checkin.practice.pretix.idempotency import Answered
from checkin.practice.pretix.rows import (
    CheckInRow,
    DeviceRow,
    EventRow,
    ListRow,
    OrderRow,
    PositionRow,
    SecretRow,
    TokenRow,
)

Flavour = Literal["pretix", "eventyay"]
CodeKind = Literal["random", "signed"]

ORDER_CODE_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ3789"
_ANY_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz0123456789"
_SERIAL_LETTERS: Final = _ANY_LETTERS.upper()


class State:
    """One organizer with its events. Guarded by `lock`.

    Attributes:
        organizer: its slug.
        answered: what was answered under which idempotency key.
    """

    organizer: Final = "demo"
    organizer_name: Final = "Demo Organizer"

    def __init__(
        self, *, clock: Clock, flavour: Flavour = "pretix", codes: CodeKind = "random", seed: int = 2026
    ) -> None:
        """Nothing yet but an organizer."""
        self.lock = threading.Lock()
        self.clock = clock
        self.flavour: Final = flavour
        self.dice = Random(seed)  # noqa: S311 - invented people, nothing is secret
        self.codes: Codes = SignedCodes(self.dice) if codes == "signed" else RandomCodes(self.dice)
        self.answered = Answered()
        self.events: dict[str, EventRow] = {}
        self.orders: dict[str, OrderRow] = {}
        self.positions: dict[int, PositionRow] = {}
        self.check_ins = CheckInTable()
        self.revoked: list[SecretRow] = []
        self.blocked: list[SecretRow] = []
        self.devices: list[DeviceRow] = []
        self.tokens: list[TokenRow] = []
        self.photos: dict[int, bytes] = {}  # what is handed out instead of a drawn one, by position
        self._of_event: defaultdict[str, list[OrderRow]] = defaultdict(list)
        self._of_secret: dict[str, PositionRow] = {}
        self._last: Counter[str] = Counter()

    def next_id(self, kind: str) -> int:
        """An id that was never taken by a row of this kind."""
        self._last[kind] += 1
        return self._last[kind]

    def begin_at(self, kind: str, number: int) -> None:
        """The next id of this kind is above `number`."""
        self._last[kind] = max(self._last[kind], number)

    def letters(self, number: int, letters: str = _ANY_LETTERS) -> str:
        """A text drawn by lot."""
        return "".join(self.dice.choices(letters, k=number))

    # Orders and their positions.

    def add(self, order: OrderRow) -> None:
        """Keep an order with its positions."""
        self.orders[order.code] = order
        insort(self._of_event[order.event], order, key=_created)
        for position in order.positions:
            self.positions[position.id] = position
            self._of_secret[position.secret] = position
            self.begin_at("position", position.id)

    def remove(self, order: OrderRow) -> None:
        """Forget an order."""
        del self.orders[order.code]
        self._of_event[order.event].remove(order)
        for position in order.positions:
            del self.positions[position.id]
            self._of_secret.pop(position.secret, None)

    def order_of(self, position: PositionRow) -> OrderRow:
        """The order a position belongs to."""
        return self.orders[position.order]

    def orders_of(self, event: EventRow) -> list[OrderRow]:
        """The orders of an event, oldest first."""
        return self._of_event[event.slug]

    def touch(self, order: OrderRow) -> None:
        """Something about it changed now."""
        order.modified = self.clock.now()

    def position_saying(self, secret: str) -> PositionRow | None:
        """The position whose code this is, a cancelled one, too."""
        return self._of_secret.get(secret)

    def is_taken(self, secret: str) -> bool:
        """Whether a code is some position's, or was once."""
        if not secret:
            return False
        return secret in self._of_secret or any(row.secret == secret for row in self.revoked)

    def give_secret(self, position: PositionRow, secret: str) -> None:
        """Replace a position's code; the old one is good for nothing from now on."""
        if self.codes.revokes:
            self.revoke(position)
        self._of_secret.pop(position.secret, None)
        position.secret = secret
        self._of_secret[secret] = position
        self.touch(self.order_of(position))

    def revoke(self, position: PositionRow) -> None:
        """Put a position's code on the list of revoked ones; it finds nobody any more."""
        self._of_secret.pop(position.secret, None)
        self.revoked.append(self._secret_row("revoked", position))

    def set_blocks(self, position: PositionRow, names: Iterable[str]) -> None:
        """Forbid a ticket as long as there is a name for why; allow it again when there is none."""
        position.blocked = list(names)
        row = self._secret_row("blocked", position)
        row.blocked = bool(position.blocked)
        self.blocked.append(row)
        self.touch(self.order_of(position))

    def _secret_row(self, kind: str, position: PositionRow) -> SecretRow:
        return SecretRow(
            id=self.next_id(kind),
            event=self.order_of(position).event,
            secret=position.secret,
            at=self.clock.now(),
            position=position.id,
        )

    # Check-ins.

    def note(self, row: CheckInRow) -> None:
        """Keep a check-in, and touch its order."""
        self.check_ins.put(row)
        if row.position is not None:
            self.touch(self.order_of(self.positions[row.position]))

    def event_of_list(self, list_id: object) -> tuple[EventRow, ListRow] | None:
        """The event and the list of a list's id."""
        for event in self.events.values():
            found = event.list(list_id)
            if found is not None:
                return event, found
        return None


def _created(order: OrderRow) -> datetime:
    return order.created


def new_device(state: State, name: str, profile: str = "full") -> DeviceRow:
    """A device that is not initialised yet."""
    device = DeviceRow(
        id=state.next_id("device"),
        name=name,
        serial=state.letters(16, _SERIAL_LETTERS),
        profile=profile,
        token=state.letters(16),
        created=state.clock.now(),
    )
    state.devices.append(device)
    return device


def initialise(state: State, device: DeviceRow, told: dict[str, object] | None = None) -> str:
    """Give a device its token; an earlier one is good for nothing from now on."""
    device.api_token = state.letters(64)
    if told is not None:
        device.told = told
    return device.api_token


def pending_or_paid(order: OrderRow, statuses: Iterable[str]) -> bool:
    """Whether an order is in one of these states, or counts as paid."""
    return order.status in statuses or (order.status == "n" and order.valid_if_pending)


def as_text(moment: datetime | None) -> str | None:
    """A moment as pretix writes it."""
    return None if moment is None else moment.isoformat().replace("+00:00", "Z")
