"""Orders made at the desk."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from checkin.practice.pretix.calls import REQUIRED, Call, Endpoint
from checkin.practice.pretix.catalogue import EVENT, left_of
from checkin.practice.pretix.corrections import answers_in, name_parts_in, wrong_with_person
from checkin.practice.pretix.documents import order_document, order_url
from checkin.practice.pretix.replies import Problem, Reply, invalid
from checkin.practice.pretix.rows import ItemRow, OrderRow, PositionRow, Right
from checkin.practice.pretix.sent import fault_of_choice, fault_of_text
from checkin.practice.pretix.state import ORDER_CODE_LETTERS, State

PREVIEW: Final = "PREVIEW"

_CODE: Final = re.compile(r"[ABCDEFGHJKLMNPQRSTUVWXYZ1234567890]*")
_SHORTEST_CODE, _LONGEST_CODE = 5, 16
_CHANNEL: Final = "web"
_LOCALES: Final = frozenset(["en", "de", "de-informal", "fr", "nl"])
_PROVIDERS: Final = frozenset([None, "manual", "free", "banktransfer", "boxoffice", "giftcard", "offsetting"])
_NOT_BEHIND: Final = (
    "If you set addon_to, you need to make sure that the referenced position ID exists and is transmitted"
    " directly before its add-ons."
)
_ADDRESS: Final = ("street", "zipcode", "city", "country", "state")


def create(call: Call) -> Reply:
    """Make an order, or only say what it would be.

    Raises:
        Problem: something of it cannot be.
    """
    fields = call.fields()
    wrong = _wrong_with_order(call, fields)
    sent = fields.get("positions")
    if not sent or not isinstance(sent, list):
        raise invalid(**wrong, positions="An order cannot be empty." if sent == [] else REQUIRED)
    problems = [_wrong_with_position(call, one, sent[:number]) for number, one in enumerate(sent)]
    if any(problems):
        wrong["positions"] = problems
    if wrong:
        raise invalid(**wrong)
    if not fields.get("force"):
        _see_to_quotas(call, sent)
    order = _order(call, fields)
    if fields.get("simulate"):
        return Reply(status=201, body=_preview(call, order))
    call.state.add(order)
    url = order_url(call, order)
    return Reply(status=201, body=order_document(call, order), headers=(("Location", url),))


def _wrong_with_order(call: Call, fields: Mapping[str, Any]) -> dict[str, object]:
    channel, provider = fields.get("sales_channel", _CHANNEL), fields.get("payment_provider")
    wrong = {
        "code": _wrong_with_code(call, fields.get("code")),
        "email": fault_of_text(fields.get("email"), email=True, empty=True),
        "locale": fault_of_choice(fields.get("locale"), _LOCALES),
        "status": fault_of_choice(fields.get("status"), "np"),
        "sales_channel": "" if channel == _CHANNEL else f"Object with identifier={channel} does not exist.",
        "payment_provider": "" if provider in _PROVIDERS else "The given payment provider is not known.",
    }
    return {name: [told] for name, told in wrong.items() if told}


def _wrong_with_code(call: Call, code: object) -> str:
    if code is None:
        return ""
    if code in call.state.orders:
        return "This order code is already in use."
    if _CODE.fullmatch(str(code)) is None:
        return "This order code contains invalid characters."
    if len(str(code)) < _SHORTEST_CODE:
        return f"Ensure this field has at least {_SHORTEST_CODE} characters."
    return fault_of_text(code, longest=_LONGEST_CODE)


def _wrong_with_position(call: Call, sent: Any, before: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    if not isinstance(sent, dict):
        kind = type(sent).__name__
        return {"non_field_errors": [f"Invalid data. Expected a dictionary, but got {kind}."]}
    item = call.event.item(sent.get("item"))
    if "item" not in sent:
        return {"item": [REQUIRED]}
    if item is None:
        return {"item": [f'Invalid pk "{sent["item"]}" - object does not exist.']}
    wrong = _wrong_with_variation(call, item, sent.get("variation")) | _wrong_with_values(sent)
    if call.state.is_taken(sent.get("secret") or ""):
        wrong["secret"] = ["You cannot assign a position secret that already exists."]
    if sent.get("addon_to") is not None and not _follows(sent, before):
        wrong["addon_to"] = [_NOT_BEHIND]
    return wrong


def _wrong_with_values(sent: Mapping[str, Any]) -> dict[str, list[str]]:
    """What is wrong with what describes a position. An event of this platform is never a series."""
    parts, date = sent.get("attendee_name_parts"), sent.get("subevent")
    wrong = {
        "secret": fault_of_text(sent.get("secret")),
        "attendee_name_parts": "" if isinstance(parts, dict | None) else "Invalid data type",
        "subevent": "" if date is None else f'Invalid pk "{date}" - object does not exist.',
        **wrong_with_person(sent),
    }
    return {name: [told] for name, told in wrong.items() if told}


def _wrong_with_variation(call: Call, item: ItemRow, variation: int | None) -> dict[str, list[str]]:
    known = {None, *(one.id for other in call.event.items for one in other.variations)}
    if variation not in known:
        return {"variation": [f'Invalid pk "{variation}" - object does not exist.']}
    if not item.variations:
        told = "You cannot specify a variation for this item."
        return {} if variation is None else {"variation": [told]}
    if variation is None:
        return {"variation": ["You should specify a variation for this item."]}
    if item.variation(variation) is None:
        return {"variation": ["The specified variation does not belong to the specified item."]}
    return {}


def _follows(sent: Mapping[str, Any], before: Sequence[Mapping[str, Any]]) -> bool:
    """Whether an add-on comes directly after its main position and other add-ons of it."""
    mains = [one.get("positionid") for one in before if one.get("addon_to") is None]
    return bool(mains) and mains[-1] == sent["addon_to"]


def _see_to_quotas(call: Call, sent: Sequence[Mapping[str, Any]]) -> None:
    for quota in call.event.quotas:
        left = left_of(call, quota)
        wanted = [one for one in sent if one["item"] in quota.items]
        if left is not None and len(wanted) > left:
            told = f'There is not enough quota available on quota "{quota.name}" to perform the operation.'
            raise Problem(400, {"positions": [{"item": [told]} if one in wanted else {} for one in sent]})


def _order(call: Call, fields: Mapping[str, Any]) -> OrderRow:
    state, now = call.state, call.state.clock.now()
    code = fields.get("code") or state.letters(5, ORDER_CODE_LETTERS)
    if fields.get("simulate"):
        code = PREVIEW
    status = fields.get("status") or "n"
    positions = _positions(call, code, fields["positions"])
    if status == "n" and not sum(one.price for one in positions):
        status = "p"  # as observed: what costs nothing comes back paid
    return OrderRow(
        event=call.event.slug,
        code=code,
        status=status,
        secret=state.letters(16),
        created=now,
        modified=now,
        email=fields.get("email"),
        locale=fields.get("locale", "en"),
        testmode=bool(fields.get("testmode")),
        comment=fields.get("comment", ""),
        provider=fields.get("payment_provider"),
        meta=fields.get("api_meta") or {},
        paid=now if status == "p" else None,
        positions=positions,
    )


def _positions(call: Call, code: str, sent: Sequence[Mapping[str, Any]]) -> list[PositionRow]:
    made: list[PositionRow] = []
    for number, one in enumerate(sent, start=1):
        position = _position(call, code, one, number)
        main = next((row for row in made if row.number == one.get("addon_to")), None)
        position.addon_to = None if main is None else main.id
        made.append(position)
    return made


def _position(call: Call, code: str, sent: Mapping[str, Any], number: int) -> PositionRow:
    state, event = call.state, call.event
    is_preview = code == PREVIEW
    item = next(one for one in event.items if one.id == sent["item"])
    sort = item.variation(sent.get("variation"))
    price = sent.get("price")
    return PositionRow(
        id=0 if is_preview else state.next_id("position"),
        order=code,
        number=sent.get("positionid", number),
        item=item.id,
        variation=sent.get("variation"),
        price=Decimal(str(price)) if price is not None else (sort or item).price,
        secret=sent.get("secret") or state.codes.make(event.slug, item.id, sent.get("variation")),
        pseudonym=state.letters(10, ORDER_CODE_LETTERS),
        name_parts=name_parts_in(event, sent) or {},
        email=sent.get("attendee_email"),
        company=sent.get("company"),
        address={name: sent.get(name) for name in _ADDRESS},
        answers=answers_in(event, sent.get("answers") or []),
    )


def _preview(call: Call, order: OrderRow) -> dict[str, Any]:
    """An order as it would be; nothing of it is kept."""
    rows = [replace(one, secret="", pseudonym=PREVIEW) for one in order.positions]
    shown = replace(order, paid=None, provider=None, positions=rows)
    call.state.orders[PREVIEW] = shown
    try:
        document = order_document(call, shown)
    finally:
        del call.state.orders[PREVIEW]
    for position in document["positions"]:
        position |= {"id": 0, "order": ""}
    return document | {"datetime": None}


def endpoints(state: State) -> tuple[Endpoint, ...]:  # noqa: ARG001 - every flavour has it
    """The routes."""
    return (
        Endpoint(
            method="POST",
            path=EVENT + "orders/",
            name="order-list",
            answer=create,
            rights=(Right.SELL, Right.ORGANISE),
        ),
    )
