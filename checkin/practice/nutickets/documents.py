"""Rows as the platform shows them."""

from checkin.practice.nutickets.calls import Call, stamp
from checkin.practice.nutickets.population import QUESTION_COMPANY, QUESTION_MEAL
from checkin.practice.nutickets.rows import Event, Guest, Item, SaleItem, Zone

GERMAN = {"Entry": "Eingang", "Lounge": "Salon", "Hall": "Saal", "Gallery": "Galerie"}

QUESTIONS = [
    {"id": QUESTION_COMPANY, "question": "Company", "availableOptions": []},
    {
        "id": QUESTION_MEAL,
        "question": "Which meal?",
        "availableOptions": [{"id": 1, "value": "Meat"}, {"id": 2, "value": "Vegetables"}],
    },
]


def event(row: Event) -> dict[str, object]:
    """As `/events` lists it."""
    return {
        "id": row.id,
        "name": row.name,
        "companyId": row.company,
        "start": stamp(row.start),
        "end": stamp(row.end),
        "timezone": "Europe/London",
        "thumbnail": "https://img.example.org/event.png",
        "isCancelled": False,
        "deletedAt": None,
        "venue": {"id": 1, "name": "Harbour Hall", "city": "Bristol"},
    }


def activated(row: Event) -> dict[str, object]:
    """As `/activated-events` lists it."""
    return {
        "id": row.id,
        "name": row.name,
        "city": "Bristol",
        "venue": "Harbour Hall",
        "start": stamp(row.start),
        "end": stamp(row.end),
        "timezone": "Europe/London",
        "scanningMode": row.scanning_mode,
        "timeslots": [],
        "gates": [{"id": 1, "name": "Gate A"}],
    }


def ticket(row: Item, type_name: str, *, with_zones: bool) -> dict[str, object]:
    """As `/entry/tickets` lists it: what was done with it is ``[]`` while nothing was."""
    constant: dict[str, object] = {
        "barcode": row.barcode,
        "customerId": row.order,
        "transactionId": row.reference,
        "type": type_name,
        "typeDuringSale": type_name,
        "typeId": row.type_id,
    }
    if row.seed:
        constant["secureBarcodeSeed"] = row.seed
    told: dict[str, object] = {
        "const": constant,
        "id": row.id,
        "itemType": row.kind,
        "stable": {
            "customerName": row.name,
            "customerEmail": row.email,
            "dataCaptureAnswers": [{"answer": said, "id": number} for number, said in row.answers.items()],
            "nationalId": None,
            "passport": None,
            "price": 4500,
            "validFrom": stamp(row.valid_from),
            "validTo": stamp(row.valid_to),
            "orderNotes": None,
            "itemNotes": None,
        },
        "variable": _variable(row),
    }
    if with_zones:
        told["zoneData"] = {
            "accessToZones": [{"id": zone} for zone in row.zones],
            "scans": [
                {"zoneId": scan.zone, "scan": scan.way, "scannedOn": stamp(scan.at), "uuid": scan.uuid}
                for scan in row.standing
            ],
        }
    return told


def _variable(row: Item) -> object:
    scans = [scan for scan in row.standing if scan.way == "in"]
    if row.status == "sold" and not (scans or row.nfc or row.historic):
        return []
    return {
        "nfcId": row.nfc,
        "scannedBy": "Gate A" if scans else None,
        "scannedOn": stamp(scans[-1].at) if scans else None,
        "status": row.status,
        "ticketsInOrderCount": 1,
        "ticketsInOrderScanned": 1 if scans else 0,
        "historicBarcodes": list(row.historic),
    }


def zone(call: Call, row: Zone) -> dict[str, object]:
    """As `/zones/all` lists it, in the language that was asked for."""
    scans = [one for item in call.items(row.event) for one in item.standing if one.zone == row.id]
    inside = sum(1 if scan.way == "in" else -1 for scan in scans)
    return {
        "id": row.id,
        "name": GERMAN.get(row.name, row.name) if call.language == "de" else row.name,
        "accessPermission": ["Standard", "VIP"],
        "attendance": max(inside, 0),
        "uniqueScansIn": sum(scan.way == "in" for scan in scans),
        "totalScansIn": sum(scan.way == "in" for scan in scans),
        "totalScansOut": sum(scan.way == "out" for scan in scans),
        "averageSecondsSpent": None,
        "capacity": row.capacity,
        "openingDate": stamp(row.opens),
        "closingDate": stamp(row.closes),
        "maxAge": row.max_age,
        "minAge": row.min_age,
        "scan": row.mode,
        "hideAttendees": False,
        "hasMandatoryDataCapture": row.is_precise,
        "dataCaptureFields": [
            {"id": 7, "question": "Notes", "type": "long_text", "required": row.is_precise}
        ],
        "deletedAt": None,
    }


def guest(row: Guest) -> dict[str, object]:
    """As `/guestdata` lists it."""
    return {
        "id": row.id,
        "barcode": row.barcode,
        "eventId": row.event,
        "guestListId": row.guest_list,
        "name": row.name,
        "surname": row.surname,
        "email": f"guest-{row.id}@example.org",
        "orderReference": None,
        "numOfGuests": row.people,
        "attended": row.attended,
        "price": 0,
        "registrationStatus": row.status,
        "registeredBy": "Staff",
        "notes": None,
        "attendedModification": stamp(row.attended_at),
        "modificationDate": stamp(row.modified),
        "currencySymbol": "£",
        "orderNotes": None,
    }


def sale_item(row: SaleItem) -> dict[str, object]:
    """As `/sale-items` lists it."""
    return {
        "id": row.id,
        "eventId": row.event,
        "eventTimeslotId": 61,
        "eventPriceBandId": None,
        "type": "ticket",
        "name": row.name,
        "totalPrice": row.price,
        "currencySymbol": "£",
        "variablePriceEnabled": row.is_variable,
        "customPriceEnabled": False,
        "customPriceRequired": False,
        "hideFromBoxOffice": False,
        "onSale": row.on_sale,
        "deletedAt": None,
    }


def order_item(row: Item) -> dict[str, object]:
    """As `/order-item` and `/order-items` show it."""
    return {
        "type": "orderItems",
        "id": row.id,
        "attributes": {
            "eventId": row.event,
            "barcode": row.barcode,
            "nfcId": row.nfc,
            "name": "Ticket",
            "type": row.kind,
            "saleItemId": 801,
            "refunded": int(row.status == "refunded"),
        },
        "relationships": {"orders": {"data": {"type": "orders", "id": row.order}}},
    }
