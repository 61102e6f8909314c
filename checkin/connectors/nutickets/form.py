"""What a walk-in is asked, and their answers as the platform takes them."""

from collections.abc import Iterator, Mapping, Sequence

from checkin.connectors.http.values import as_number
from checkin.connectors.nutickets.sales import FormQuestionRow, SaleItem, Timeslot
from checkin.model.form import EMAIL, FAMILY_NAME, GIVEN_NAME, FieldKind, Form, FormField, FormOption

PAYMENT = "payment"
MAIL = "confirmation_mail"
SALE = "sale:"
"""Before what is sold: its numbers are others than those of ticket types."""
_ASKED = "question:"

_PAYMENTS = (
    FormOption(label="Cash", value="cash"),
    FormOption(label="Card, on a terminal of yours", value="card-present-offline"),
    FormOption(label="Complimentary (free)", value="complimentary"),
)
_KINDS = {
    "long_text": FieldKind.LINES,
    "email": FieldKind.EMAIL,
    "number": FieldKind.NUMBER,
    "date": FieldKind.DATE,
    "time": FieldKind.TIME,
    "select": FieldKind.CHOICE,
    "radio": FieldKind.CHOICE,
    "checkbox": FieldKind.CHOICES,
    "multi_checkbox": FieldKind.CHOICES,
}
_WITH_OPTIONS = frozenset([FieldKind.CHOICE, FieldKind.CHOICES])
_NOTHING_SOLD = "No ticket of this event is on sale that could be sold at a desk."


def walk_in_form(
    sold: Sequence[SaleItem], slots: Sequence[Timeslot], questions: Sequence[FormQuestionRow]
) -> Form:
    """What is sold at the desk, and what has to be asked for it."""
    named = {slot.id: slot.name for slot in slots}
    types = tuple((f"{SALE}{one.id}", _label(one, named)) for one in sold if is_sold_here(one))
    if not types:
        return Form(refused=_NOTHING_SOLD)
    return Form(
        fields=(
            FormField(name=GIVEN_NAME, label="First name", required=True),
            FormField(name=FAMILY_NAME, label="Last name"),
            FormField(name=EMAIL, label="E-mail address", kind=FieldKind.EMAIL),
            FormField(
                name=PAYMENT,
                label="Paid",
                kind=FieldKind.CHOICE,
                required=True,
                options=_PAYMENTS,
                preset="cash",
            ),
            FormField(name=MAIL, label="The platform sends a confirmation", kind=FieldKind.TICK),
            *_asked(questions),
        ),
        ticket_types=types,
    )


def is_sold_here(item: SaleItem) -> bool:
    """Whether a desk can sell it: at a fixed price, without a seat to choose."""
    return (
        item.on_sale
        and item.deleted_at is None
        and item.type in {"", "ticket"}
        and not (item.hide_from_box_office or item.variable_price_enabled or item.custom_price_required)
        and not item.event_price_band_id
    )


def _label(item: SaleItem, slots: Mapping[str, str]) -> str:
    price = f"{(item.total_price or 0) / 100:.2f} {item.currency_symbol}".strip()
    slot = slots.get(item.event_timeslot_id, "")
    return f"{item.name or f'Item {item.id}'}{f', {slot}' if slot else ''} ({price})"


def _asked(questions: Sequence[FormQuestionRow]) -> Iterator[FormField]:
    for row in questions:
        said = row.attributes
        kind = _KINDS.get(said.type.replace("-", "_"), FieldKind.TEXT)
        options = tuple(FormOption(label=one.value, value=one.id) for one in said.available_options if one.id)
        if kind in _WITH_OPTIONS and not options:
            kind = FieldKind.TICK if kind is FieldKind.CHOICES else FieldKind.TEXT
        yield FormField(
            name=f"{_ASKED}{row.id}",
            label=said.question or said.label or said.name or f"Question {row.id}",
            kind=kind,
            required=said.required or said.is_mandatory,
            options=options if kind in _WITH_OPTIONS else (),
        )


def responses(answers: Mapping[str, str], order: str, item: str) -> list[dict[str, object]]:
    """What was answered to the platform's own questions, as it takes it; numbers for chosen options."""
    told: list[dict[str, object]] = []
    for name, answer in answers.items():
        question = as_number(name.removeprefix(_ASKED)) if name.startswith(_ASKED) else ""
        if question and answer.strip():
            body: dict[str, object] = {
                "answer": _told(answer),
                "fieldId": int(question),
                "orderId": int(order),
            }
            told.append(body | ({"orderItemId": int(item)} if item else {}))
    return told


def _told(answer: str) -> object:
    chosen = [as_number(line) for line in answer.splitlines()]
    return [int(one) for one in chosen] if all(chosen) and chosen else answer
