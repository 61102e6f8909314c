"""Sales at the simulated platform."""

from collections.abc import Mapping

from checkin.practice.nutickets.calls import Answer, Call, Endpoint, invalid, missing, rows, soon
from checkin.practice.nutickets.population import ENTRY, HALL
from checkin.practice.nutickets.rows import Basket, Item

_FIRST = 500000
_PAYMENTS = frozenset(["cash", "complimentary", "card-present-offline"])


def _fill(call: Call) -> Answer:
    body = call.fields()
    wanted: list[int] = []
    for row in rows(body.get("items"), "items"):
        sold = call.tables.sale_items.get(int(str(row.get("id"))))
        quantity = row.get("quantity")
        if sold is None or not sold.on_sale or not isinstance(quantity, int) or quantity < 1:
            raise invalid(items="The item is not on sale.")
        wanted += [sold.id] * quantity
    known = _basket(call, body["basketId"]) if body.get("basketId") else None
    if known is not None and body.get("cancelExistingBasket") is True:
        del call.tables.baskets[known.id]
        known = None
    if known is not None:
        known.sale_items += wanted
        return Answer(body=_shown(known))
    number = max([_FIRST, *call.tables.baskets]) + 1
    made = Basket(id=number, company=call.company, sale_items=wanted, expires=soon(call))
    call.tables.baskets[number] = made
    return Answer(body=_shown(made), status=201)


def _basket(call: Call, number: object) -> Basket:
    found = call.tables.baskets.get(int(str(number)))
    if found is None or found.company != call.company:
        raise missing("Basket")
    if found.expires < call.now and not found.is_completed:
        raise invalid(basketId="The basket has expired.")
    return found


def _shown(basket: Basket) -> dict[str, object]:
    items = [{"saleItemId": one, "quantity": 1} for one in basket.sale_items]
    return {"id": basket.id, "hasExpired": False, "items": items, "count": len(items), "total": 0}


def _complete(call: Call) -> Answer:
    body = call.fields()
    basket = _basket(call, body.get("basketId"))
    if basket.is_completed:
        raise invalid(basketId="The order has been completed already.")
    if body.get("paymentMethod") not in _PAYMENTS or not body.get("customerName"):
        raise invalid(paymentMethod="The selected paymentMethod is invalid.")
    basket.is_completed = True
    sold = [_sold(call, basket, index, body) for index in range(len(basket.sale_items))]
    call.tables.items.update((item.id, item) for item in sold)
    return Answer(
        body={
            "id": basket.id,
            "reference": f"R{basket.id}",
            "customerName": body.get("customerName"),
            "items": [{"barcode": item.barcode, "scanningMode": False} for item in sold],
        }
    )


def _sold(call: Call, basket: Basket, index: int, body: Mapping[str, object]) -> Item:
    sale = call.tables.sale_items[basket.sale_items[index]]
    number = max(call.tables.items) + 1 + index
    return Item(
        id=number,
        event=sale.event,
        order=basket.id,
        reference=f"R{basket.id}",
        barcode=f"DOOR{number}",
        type_id=sale.type_id,
        name=str(body.get("customerName")),
        email=str(body.get("customerEmail") or ""),
        modified=call.now,
        zones=(ENTRY, HALL),
    )


def _answers(call: Call) -> Answer:
    told = rows(call.body, "body")
    if any("answer" not in row or not isinstance(row.get("fieldId"), int) for row in told):
        raise invalid(fieldId="The fieldId field is required.")
    call.tables.responses.extend(dict(row) for row in told)
    return Answer(body={"data": [{"type": "dataCaptureResponses", "id": 1, "attributes": {}} for _ in told]})


ENDPOINTS: dict[tuple[str, str], Endpoint] = {
    ("POST", "/basket-items"): _fill,
    ("POST", "/orders/complete"): _complete,
    ("POST", "/data-capture-responses"): _answers,
}
