"""What the platform's JSON says of accounts, events, zones, tickets and guests, row by row.

Only a row's id must be there, and of a ticket what never changes; all else is taken as it comes (see
`fields`).
"""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator, Field

from checkin.connectors.http.values import as_number
from checkin.connectors.nutickets.fields import (
    Count,
    Flag,
    Instant,
    Joined,
    Key,
    KeyOrNone,
    Payload,
    Text,
    as_mapping,
    as_rows,
    as_texts,
)

_MOST_IN_A_LIST = 500


def few_rows(value: object) -> list[Mapping[str, object]]:
    """The objects in a list that belongs to one row; never an endless number."""
    return as_rows(value)[:_MOST_IN_A_LIST]


def _historic(value: object) -> tuple[str, ...]:
    """Earlier barcodes: texts, or objects that hold one."""
    found = value if isinstance(value, list) else [value]
    told = [one.get("barcode") or one.get("old_barcode") if isinstance(one, dict) else one for one in found]
    return as_texts(told[:_MOST_IN_A_LIST])


def _zone_ids(value: object) -> tuple[str, ...] | None:
    """None where nothing is said; a list without a single id says that no zone is open."""
    if not isinstance(value, list):
        return None
    ids = (as_number(as_mapping(one).get("id")) for one in value[:_MOST_IN_A_LIST])
    return tuple(one for one in ids if one)


def _object(value: object) -> Mapping[str, object]:
    """What must be an object: without it nothing is known of a row, and what was known stays."""
    if isinstance(value, dict) or value == []:
        return as_mapping(value)
    raise ValueError("no object")


class User(Payload):
    """Whose token it is; the reference promises an object, and nothing of what is in it."""

    id: KeyOrNone = ""
    name: Text = ""
    email: Text = ""


class CompanyAttributes(Payload):
    """A company's words."""

    name: Text = ""


class Company(Payload):
    """A company the account may act for."""

    id: Key
    attributes: Annotated[CompanyAttributes, BeforeValidator(as_mapping)] = CompanyAttributes()


class Venue(Payload):
    """Where an event is."""

    name: Text = ""
    city: Text = ""


class EventRow(Payload):
    """An event as it is listed."""

    id: Key
    name: Text = ""
    start: Instant = None
    end: Instant = None
    timezone: Text = ""
    thumbnail: Text = ""
    venue: Annotated[Venue, BeforeValidator(as_mapping)] = Venue()
    deleted_at: Instant = None
    scanning_mode: Text = ""


class DoorQuestion(Payload):
    """A question a zone asks at the scan."""

    id: KeyOrNone = ""
    question: Text = ""
    required: Flag = False


class ZoneRow(Payload):
    """A zone with what the platform says of it."""

    id: Key
    name: Text = ""
    capacity: Count = None
    attendance: Count = None
    opening_date: Instant = None
    closing_date: Instant = None
    min_age: Count = None
    max_age: Count = None
    scan: Text = ""
    deleted_at: Instant = None
    data_capture_fields: Annotated[tuple[DoorQuestion, ...], BeforeValidator(few_rows)] = ()


class ZoneItem(Payload):
    """Somebody with access to a zone."""

    barcode: Text = ""
    nfc_id: Text = ""
    first_name: Text = ""
    last_name: Text = ""
    last_scanned_in: Instant = None
    last_scanned_out: Instant = None


class Answer(Payload):
    """What somebody answered to a question: text, or the numbers of options."""

    id: KeyOrNone = ""
    answer: object = None


class TicketConstants(Payload):
    """What never changes about a ticket, but for its barcode when it is passed on."""

    barcode: Text = ""
    secure_barcode_seed: Text = Field(default="", repr=False)
    transaction_id: Joined = ""
    type: Text = ""
    type_during_sale: Text = ""
    type_id: KeyOrNone = ""


class TicketStable(Payload):
    """What seldom changes about a ticket."""

    customer_name: Text = ""
    customer_email: Text = ""
    data_capture_answers: Annotated[tuple[Answer, ...], BeforeValidator(few_rows)] = ()
    valid_from: Instant = None
    valid_to: Instant = None
    order_notes: Text = ""
    item_notes: Text = ""


class TicketVariable(Payload):
    """What was done with a ticket; ``[]`` while nothing was."""

    nfc_id: Text = ""
    scanned_on: Instant = None
    status: Text = ""
    historic_barcodes: Annotated[tuple[str, ...], BeforeValidator(_historic)] = ()


class ZoneScan(Payload):
    """A scan into or out of a zone."""

    zone_id: KeyOrNone = ""
    scan: Text = ""
    scanned_on: Instant = None
    uuid: Text = ""


class ZoneData(Payload):
    """Zones a ticket opens, and scans of it."""

    access_to_zones: Annotated[tuple[str, ...] | None, BeforeValidator(_zone_ids)] = None
    scans: Annotated[tuple[ZoneScan, ...], BeforeValidator(few_rows)] = ()


class TicketRow(Payload):
    """Somebody's ticket, product or season ticket."""

    id: Key
    item_type: Text = ""
    const: Annotated[TicketConstants, BeforeValidator(_object)]
    stable: Annotated[TicketStable, BeforeValidator(as_mapping)] = TicketStable()
    variable: Annotated[TicketVariable, BeforeValidator(as_mapping)] = TicketVariable()
    zone_data: Annotated[ZoneData, BeforeValidator(as_mapping)] = ZoneData()


class Option(Payload):
    """One of several possible answers."""

    id: KeyOrNone = ""
    value: Text = ""


class Question(Payload):
    """A question that was asked when a ticket was bought."""

    id: Key
    question: Text = ""
    available_options: Annotated[tuple[Option, ...], BeforeValidator(few_rows)] = ()


class GuestList(Payload):
    """A guest list of an event."""

    id: Key
    name: Text = ""


class Guest(Payload):
    """An entry of a guest list: several people on one barcode."""

    id: Key
    barcode: Text = ""
    event_id: KeyOrNone = ""
    guest_list_id: KeyOrNone = ""
    name: Text = ""
    surname: Text = ""
    email: Text = ""
    order_reference: Text = ""
    num_of_guests: Count = None
    attended: Count = None
    attended_modification: Instant = None
    registration_status: Text = ""
    notes: Text = ""


class ScanAnswer(Payload):
    """What came of a scan into a zone, or would come of it."""

    status: Text = ""
    status_detail: Text = ""
    barcode: Text = ""
    scans_in: Count = None
    scans_in_max: Count = None
    last_scanned_in: Instant = None
