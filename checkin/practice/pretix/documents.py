"""Orders, positions and check-ins as JSON."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from checkin.practice.pretix.badge_texts import badge_texts
from checkin.practice.pretix.calls import Call
from checkin.practice.pretix.catalogue_documents import item_document, variation_document
from checkin.practice.pretix.rows import (
    AnswerRow,
    CheckInRow,
    EventRow,
    ItemRow,
    OrderRow,
    PositionRow,
    PrintRow,
)
from checkin.practice.pretix.state import State, as_text

Document = dict[str, Any]

FILE: Final = "file://"
"""What an answer begins with that is a file."""

_ADDRESS: Final = ("street", "zipcode", "city", "country", "state")


def order_document(call: Call, order: OrderRow) -> Document:
    """An order with its positions, as the query wants it."""
    state = call.state
    event = state.events[order.event]
    cancelled_too = call.is_set("include_canceled_positions")
    total = sum((one.price for one in order.positions if not one.cancelled), Decimal())
    downloads = _downloads(call, f"orders/{order.code}") if order.status == "p" else []
    document = {
        "code": order.code,
        "event": order.event,
        "status": order.status,
        "testmode": order.testmode,
        "secret": order.secret,
        "email": order.email,
        "phone": None,
        "locale": order.locale,
        "datetime": as_text(order.created),
        "expires": as_text(event.ends),
        "payment_date": order.paid.date().isoformat() if order.paid else None,
        "payment_provider": order.provider,
        "fees": [],
        "total": f"{total:.2f}",
        "tax_rounding_mode": "line",
        "comment": order.comment,
        "custom_followup_at": None,
        "invoice_address": None,
        "positions": [
            position_document(call, one) for one in order.positions if cancelled_too or not one.cancelled
        ],
        "downloads": downloads,
        "checkin_attention": order.attention,
        "checkin_text": order.text,
        "last_modified": as_text(order.modified),
        "payments": _payments(order, total),
        "refunds": [],
        "require_approval": order.require_approval,
        "sales_channel": "web",
        "url": order_url(call, order),
        "customer": None,
        "valid_if_pending": order.valid_if_pending,
        "api_meta": order.meta,
        "cancellation_date": as_text(order.cancelled),
        "plugin_data": {},
    }
    return _without(document, call.values("exclude"))


def order_url(call: Call, order: OrderRow) -> str:
    """Where the buyer sees an order."""
    return f"{call.base}/{call.state.organizer}/{order.event}/order/{order.code}/{order.secret}/"


def position_document(call: Call, position: PositionRow) -> Document:
    """A position as orders have it, with the check-ins of every list."""
    return _position(call, position, call.state.check_ins.of(position)) | {
        "discount": None,
        "canceled": position.cancelled,
        "tax_code": None,
        "voucher_budget_use": None,
        "plugin_data": {},
    }


def listed_document(call: Call, position: PositionRow, check_ins: Sequence[CheckInRow]) -> Document:
    """A position as check-in lists and scans have it, with the check-ins that are given."""
    state = call.state
    order = state.order_of(position)
    event = state.events[order.event]
    document = (
        _position(call, position, check_ins)
        | _name_of_main(state, position)
        | {
            "require_attention": needs_attention(event, order, position),
            "order__status": order.status,
            "order__valid_if_pending": order.valid_if_pending,
            "order__require_approval": order.require_approval,
            "order__locale": order.locale,
        }
    )
    return document | _expanded(call, event, order, position)


def _name_of_main(state: State, position: PositionRow) -> Document:
    """What was bought on top of a ticket is for whoever holds the ticket."""
    if position.addon_to is None or position.name is not None:
        return {}
    main = state.positions[position.addon_to]
    return {"attendee_name": main.name, "attendee_name_parts": main.name_parts}


def needs_attention(event: EventRow, order: OrderRow, position: PositionRow) -> bool:
    """Whether somebody has to look before they let this person in."""
    item, sort = _sold(event, position)
    return order.attention or item.attention or (sort is not None and sort.attention)


def texts_for(event: EventRow, order: OrderRow, position: PositionRow) -> list[str]:
    """What whoever lets this person in must be told."""
    item, sort = _sold(event, position)
    texts = (order.text, sort.text if sort else None, item.text)
    return [text for text in texts if text]


def check_in_document(row: CheckInRow) -> Document:
    """A check-in as positions have it."""
    return {
        "id": row.id,
        "datetime": as_text(row.at),
        "list": row.list,
        "auto_checked_in": False,
        "gate": None,
        "device": row.device,
        "device_id": row.device,
        "type": row.type,
    }


def whole_check_in_document(row: CheckInRow) -> Document:
    """A check-in as the list of all tries has it."""
    return check_in_document(row) | {
        "successful": row.successful,
        "error_reason": row.reason,
        "error_explanation": row.explanation,
        "position": row.position,
        "created": as_text(row.created),
    }


def print_document(row: PrintRow) -> Document:
    """A badge that was printed."""
    return {
        "id": row.id,
        "successful": row.successful,
        "datetime": as_text(row.at),
        "source": row.source,
        "type": row.type,
        "device_id": row.device,
        "info": row.info,
    }


def _position(call: Call, position: PositionRow, check_ins: Sequence[CheckInRow]) -> Document:
    state = call.state
    order = state.order_of(position)
    event = state.events[order.event]
    printable = order.status == "p" and position.addon_to is None and not position.blocked
    texts = {"pdf_data": badge_texts(state, order, position)} if call.is_set("pdf_data") else {}
    return texts | {
        "id": position.id,
        "order": order.code,
        "positionid": position.number,
        "item": position.item,
        "variation": position.variation,
        "price": f"{position.price:.2f}",
        "attendee_name": position.name,
        "attendee_name_parts": position.name_parts,
        "company": position.company,
        **{name: position.address.get(name) for name in _ADDRESS},
        "attendee_email": position.email,
        "voucher": None,
        "tax_rate": "0.00",
        "tax_value": "0.00",
        "secret": position.secret,
        "addon_to": position.addon_to,
        "subevent": None,
        "checkins": [check_in_document(one) for one in check_ins],
        "print_logs": [print_document(one) for one in position.prints],
        "downloads": _downloads(call, f"orderpositions/{position.id}", order.event) if printable else [],
        "answers": [_answer_document(call, event, position, one) for one in position.answers.values()],
        "tax_rule": None,
        "pseudonymization_id": position.pseudonym,
        "seat": None,
        "valid_from": as_text(position.valid_from),
        "valid_until": as_text(position.valid_until),
        "blocked": position.blocked or None,
    }


def _answer_document(call: Call, event: EventRow, position: PositionRow, answer: AnswerRow) -> Document:
    question = next(one for one in event.questions if one.id == answer.question)
    said = answer.answer
    if said.startswith(FILE):
        root = f"{call.base}/api/v1/organizers/{call.state.organizer}/events/{event.slug}"
        said = f"{root}/orderpositions/{position.id}/answer/{question.id}/"
    return {
        "question": answer.question,
        "answer": said,
        "question_identifier": question.identifier,
        "options": list(answer.options),
        "option_identifiers": [one.identifier for one in question.options if one.id in answer.options],
    }


def _expanded(call: Call, event: EventRow, order: OrderRow, position: PositionRow) -> Document:
    """What is written out instead of named by its id."""
    wanted = set(call.values("expand"))
    item, sort = _sold(event, position)
    parts: Document = {}
    if wanted & {"item", "product"}:
        parts["item"] = item_document(item)
    if "variation" in wanted and sort is not None:
        parts["variation"] = variation_document(sort, item.variations.index(sort))
    if "addons" in wanted:
        mine = [one for one in order.positions if one.addon_to == position.id and not one.cancelled]
        parts["addons"] = [_position(call, one, call.state.check_ins.of(one)) for one in mine]
    return parts


def _sold(event: EventRow, position: PositionRow) -> tuple[ItemRow, Any]:
    item = next(one for one in event.items if one.id == position.item)
    return item, item.variation(position.variation)


def _payments(order: OrderRow, total: Decimal) -> list[Document]:
    if order.provider is None:
        return []
    states = {"p": "confirmed", "c": "canceled"}
    payment = {
        "local_id": 1,
        "state": states.get(order.status, "created"),
        "amount": f"{total:.2f}",
        "created": as_text(order.created),
        "payment_date": as_text(order.paid),
        "provider": order.provider,
        "payment_url": None,
        "details": {},
    }
    return [payment]


def _downloads(call: Call, path: str, event: str | None = None) -> list[Document]:
    slug = event or call.parts["event"]
    root = f"{call.base}/api/v1/organizers/{call.state.organizer}/events/{slug}"
    return [{"output": "pdf", "url": f"{root}/{path}/download/pdf/"}]


def _without(document: Document, excluded: Sequence[str]) -> Document:
    """A document without the fields the query does not want; ``positions.answers`` reaches inside."""
    for name in excluded:
        outer, _, inner = name.partition(".")
        if not inner:
            document.pop(outer, None)
        for row in document.get(outer) or [] if inner else []:
            row.pop(inner, None)
    return document
