"""What the platform's JSON says of what is sold, and of what was."""

from typing import Annotated

from pydantic import BeforeValidator

from checkin.connectors.nutickets.documents import Option, few_rows
from checkin.connectors.nutickets.fields import (
    Count,
    Flag,
    Instant,
    Key,
    KeyOrNone,
    Payload,
    Text,
    as_mapping,
)


class SaleItem(Payload):
    """Something that is sold."""

    id: Key
    name: Text = ""
    type: Text = ""
    total_price: Count = None
    currency_symbol: Text = ""
    event_timeslot_id: KeyOrNone = ""
    event_price_band_id: KeyOrNone = ""
    on_sale: Flag = False
    hide_from_box_office: Flag = False
    variable_price_enabled: Flag = False
    custom_price_required: Flag = False
    deleted_at: Instant = None


class Timeslot(Payload):
    """A part of the day tickets are sold for."""

    id: Key
    name: Text = ""


class FormQuestion(Payload):
    """A question of an event as it is configured; the reference leaves its attributes open."""

    question: Text = ""
    name: Text = ""
    label: Text = ""
    type: Text = ""
    required: Flag = False
    is_mandatory: Flag = False
    available_options: Annotated[tuple[Option, ...], BeforeValidator(few_rows)] = ()


class FormQuestionRow(Payload):
    """A question with its id."""

    id: Key
    type: Text = ""
    attributes: Annotated[FormQuestion, BeforeValidator(as_mapping)] = FormQuestion()


class Basket(Payload):
    """What somebody is about to buy; its id is the order's, too."""

    id: Key
    count: Count = None


class SoldItem(Payload):
    """A ticket of a completed order."""

    barcode: Text = ""


class Order(Payload):
    """A completed order."""

    id: Key
    reference: Text = ""
    items: Annotated[tuple[SoldItem, ...], BeforeValidator(few_rows)] = ()


class OrderItemAttributes(Payload):
    """A purchased item's words."""

    event_id: KeyOrNone = ""
    barcode: Text = ""
    nfc_id: Text = ""
    sale_item_id: KeyOrNone = ""


class OrderItem(Payload):
    """A purchased item."""

    id: Key
    attributes: Annotated[OrderItemAttributes, BeforeValidator(as_mapping)] = OrderItemAttributes()
