"""Buying at the desk, and what was bought."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checkin.connectors.nutickets import payloads
from checkin.connectors.nutickets.payloads import Rows
from checkin.connectors.nutickets.sales import Basket, Order, OrderItem
from checkin.connectors.nutickets.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Buyer:
    """Who buys, and how they pay.

    Attributes:
        gets_mail: the platform sends them a confirmation.
    """

    name: str
    email: str = ""
    payment: str = "cash"
    gets_mail: bool = False


class Shop:
    """One method a request; all raise `ConnectorError`s."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def fill_basket(self, sale_item: str, *, instead_of: str = "") -> Basket:
        """Put one item into a new basket; nothing is sold by that, and a basket expires by itself.

        Args:
            sale_item: what is bought.
            instead_of: a basket to throw away.
        """
        told: dict[str, object] = {"items": [{"id": int(sale_item), "quantity": 1}]}
        if instead_of:
            told |= {"basketId": int(instead_of), "cancelExistingBasket": True}
        return payloads.basket(self._session.send("POST", "/basket-items", told))

    def complete(self, basket: str, buyer: Buyer) -> Order:
        """Sell what is in a basket. The order has the basket's id."""
        told: dict[str, object] = {
            "basketId": int(basket),
            "paymentMethod": buyer.payment,
            "customerName": buyer.name,
            "inhibitConfirmationEmail": not buyer.gets_mail,
        }
        if buyer.email:
            told["customerEmail"] = buyer.email
        return payloads.order(self._session.send("POST", "/orders/complete", told))

    def answer(self, answers: Sequence[Mapping[str, object]]) -> None:
        """Tell what a buyer answered."""
        self._session.send("POST", "/data-capture-responses", list(answers))

    def item(self, *, number: str = "", barcode: str = "", tag: str = "") -> OrderItem:
        """A purchased item by its id, its barcode or the tag it is paired with."""
        wanted = [
            (name, value) for name, value in (("id", number), ("barcode", barcode), ("nfcId", tag)) if value
        ]
        return payloads.order_item(self._session.get("/order-item", wanted))

    def items_of_order(self, order: str, event: str) -> Rows[OrderItem]:
        """What was bought with an order for an event; nothing while the order is not completed."""
        return payloads.order_items(
            self._session.get("/order-items", [("orderId", order), ("eventIds", event), ("limit", "100")])
        )
