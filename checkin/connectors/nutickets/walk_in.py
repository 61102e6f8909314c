"""Selling a ticket to somebody at the desk, once, whatever gets lost on the way.

It takes three requests: a basket is filled, it is sold, and what was answered is told. A basket that is lost
sells nothing. Its number is kept before it is sold, and it is the order's number, too: after a lost answer
the order is looked up, and selling the same basket again cannot make a second order.
"""

import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from checkin.connectors.http.values import as_number
from checkin.connectors.nutickets.form import MAIL, PAYMENT, SALE, responses
from checkin.connectors.nutickets.sales import OrderItem
from checkin.connectors.nutickets.shop import Buyer, Shop
from checkin.connectors.protocol import Memory
from checkin.errors import RejectedError
from checkin.model.form import EMAIL, FAMILY_NAME, GIVEN_NAME
from checkin.model.ids import PlatformId
from checkin.model.operation import NotThere, Operation, Recollection, Register, Rejected, Settled, Verdict

_log = logging.getLogger(__name__)

_NUMBER = r"\A[0-9]{1,18}\z"
_NO_TYPE = "No kind of ticket was chosen that the platform sells."


class _Sale(BaseModel):
    """How far a sale has come; no names, for it is kept on the disk."""

    model_config = ConfigDict(frozen=True)

    basket: str = Field(pattern=_NUMBER)
    asked: bool = False
    is_sold: bool = False
    barcode: str = ""
    item: str = ""
    answered: bool = False


class _Badge(BaseModel):
    model_config = ConfigDict(frozen=True)

    ours: str
    theirs: str


class WalkIns:
    """Sells at the desk.

    Args:
        shop: the requests.
        memory: keeps how far each sale has come.
    """

    def __init__(self, shop: Shop, memory: Memory) -> None:
        self._shop = shop
        self._memory = memory

    def register(self, operation: Operation, task: Register) -> Verdict:
        """Sell them a ticket, or go on with a sale that was broken off."""
        wanted = as_number(task.ticket_type.removeprefix(SALE))
        if not wanted:
            return Rejected(reason=_NO_TYPE)
        sale = self._read(operation)
        try:
            if sale is None:
                sale = self._keep(operation, _Sale(basket=self._empty_basket(wanted)))
            if not sale.is_sold:
                sale = self._sell(operation, sale, _buyer(task))
        except RejectedError as error:
            self._memory.write(_key(operation), "")
            return Rejected(reason=error.reason)
        return self._finish(operation, task, sale)

    def _empty_basket(self, sale_item: str) -> str:
        basket = self._shop.fill_basket(sale_item)
        if (basket.count or 0) > 1:
            basket = self._shop.fill_basket(sale_item, instead_of=basket.id)
        return basket.id

    def _sell(self, operation: Operation, sale: _Sale, buyer: Buyer) -> _Sale:
        if sale.asked:
            found = self._bought(operation, sale)
            if found.is_sold:
                return self._keep(operation, found)
        sale = self._keep(operation, sale.model_copy(update={"asked": True}))
        try:
            order = self._shop.complete(sale.basket, buyer)
        except RejectedError:
            found = self._bought(operation, sale)
            if not found.is_sold:
                raise
            return self._keep(operation, found)
        barcode = order.items[0].barcode if order.items else ""
        sold = {"barcode": barcode, "basket": order.id, "is_sold": True}
        return self._keep(operation, sale.model_copy(update=sold))

    def _bought(self, operation: Operation, sale: _Sale) -> _Sale:
        try:
            items = self._shop.items_of_order(sale.basket, operation.event).rows
        except RejectedError:  # the platform knows no such order
            items = ()
        fitting = [one for one in items if sale.barcode in {"", one.attributes.barcode}] or list(items)
        if not fitting:
            return sale
        bought: OrderItem = fitting[0]
        barcode = sale.barcode or bought.attributes.barcode
        return sale.model_copy(update={"item": bought.id, "barcode": barcode, "is_sold": True})

    def _finish(self, operation: Operation, task: Register, sale: _Sale) -> Verdict:
        if not sale.item:
            sale = self._keep(operation, self._bought(operation, sale))
        note = ""
        answers = responses(task.answers, sale.basket, sale.item)
        if answers and not sale.answered:
            note = self._tell(answers)
        self._keep(operation, sale.model_copy(update={"answered": True}))
        if sale.item and sale.barcode:
            badge = _Badge(ours=operation.code, theirs=sale.barcode)
            self._memory.write(_badge_key(operation.event, sale.item), badge.model_dump_json())
        return _sold(sale, note)

    def _tell(self, answers: Sequence[Mapping[str, object]]) -> str:
        """Tell what was answered; gives back what the platform did not take of it, in words.

        The reference describes each answer as text, and shows lists of numbers for chosen options: where the
        platform minds those, what was written is told without them.
        """
        try:
            self._shop.answer(answers)
        except RejectedError as error:
            reason = error.reason
        else:
            return ""
        written = [one for one in answers if isinstance(one["answer"], str)]
        lost = "answers"
        if written and len(written) < len(answers):
            with suppress(RejectedError):
                self._shop.answer(written)
                lost = "chosen options"
        return f"The ticket is sold, but the platform did not take the {lost}: {reason}"

    def recall(self, operation: Operation) -> Recollection:
        """Whether they were sold a ticket; one that was sold but not finished is not there yet."""
        sale = self._read(operation)
        if sale is None or not sale.asked:
            return NotThere()
        if not sale.is_sold:
            sale = self._keep(operation, self._bought(operation, sale))
        return _sold(sale, "") if sale.is_sold and sale.answered else NotThere()

    def barcode_of(self, operation: Operation) -> str:
        """What the platform knows a ticket by, whose badge may bear a code that was made here."""
        return self.barcode_at(operation.event, operation.attendee, operation.code)

    def barcode_at(self, event: str, attendee: str, code: str) -> str:
        """What the platform knows the ticket by that shows this code."""
        text = self._memory.read(_badge_key(event, attendee))
        try:
            badge = _Badge.model_validate_json(text) if text else None
        except ValidationError:
            badge = None
        return badge.theirs if badge is not None and badge.ours == code else code

    def _keep(self, operation: Operation, sale: _Sale) -> _Sale:
        self._memory.write(_key(operation), sale.model_dump_json())
        return sale

    def _read(self, operation: Operation) -> _Sale | None:
        text = self._memory.read(_key(operation))
        try:
            return _Sale.model_validate_json(text) if text else None
        except ValidationError:
            _log.info("What was kept of a sale is unreadable")
            return None


def _buyer(task: Register) -> Buyer:
    said = task.answers
    name = f"{said.get(GIVEN_NAME, '')} {said.get(FAMILY_NAME, '')}".strip()
    return Buyer(
        name=name,
        email=said.get(EMAIL, "").strip(),
        payment=said.get(PAYMENT) or "cash",
        gets_mail=bool(said.get(MAIL)),
    )


def _sold(sale: _Sale, note: str) -> Settled:
    return Settled(
        note=note,
        attendee=PlatformId(sale.item) if sale.item else None,
        codes=(sale.barcode,) if sale.barcode else (),
    )


def _key(operation: Operation) -> str:
    return f"walk-in:{operation.id}"


def _badge_key(event: str, item: str) -> str:
    return f"barcode:{event}:{item}"
