"""Questions to the simulated platform."""

from checkin.practice.nutickets import documents
from checkin.practice.nutickets.calls import Answer, Call, Endpoint, invalid, missing, read_time, rows, stamp
from checkin.practice.nutickets.rows import Item

_PAGE = 100
_SALE_PAGE = 25


def _events(call: Call) -> Answer:
    after = read_time(call.params["endingAfter"]) if "endingAfter" in call.params else call.now
    theirs = [one for one in call.tables.events.values() if one.company == call.company and one.end > after]
    offset, limit = call.optional("offset", 0), min(call.optional("limit", _PAGE), _PAGE)
    listed = [documents.event(one) for one in theirs[offset : offset + limit]]
    return Answer(
        body={
            "companyId": call.company,
            "companyName": "Practice",
            "events": listed,
            "links": {"next": None},
            "meta": {"total": len(theirs)},
        }
    )


def _event(call: Call) -> Answer:
    found = call.event(call.number("id"))
    asked = [
        {
            "type": "dataCaptureFields",
            "id": 901,
            "attributes": {"question": "Company", "type": "text", "required": False, "availableOptions": []},
        },
        {
            "type": "dataCaptureFields",
            "id": 902,
            "attributes": {**documents.QUESTIONS[1], "type": "select", "required": False},
        },
    ]
    wanted = "dataCaptureFields" in call.params.get("include", "")
    data = {"type": "events", "id": found.id, "attributes": {"name": found.name}, "relationships": {}}
    return Answer(body={"data": data, "included": asked if wanted else []})


def _activated(call: Call) -> Answer:
    theirs = [one for one in call.tables.events.values() if one.company == call.company]
    return Answer(body=[documents.activated(one) for one in theirs if one.start <= call.now <= one.end])


def _tickets(call: Call) -> Answer:
    event = call.event(call.number("eventId")).id
    listed = [
        item for item in call.items(event) if item.kind != "product" or _says_yes(call, "includeProducts")
    ]
    if "startTime" in call.params:
        since = read_time(call.params["startTime"])
        listed = [item for item in listed if item.modified >= since]
    size, page = min(call.optional("limit", _PAGE), _PAGE), max(call.optional("page", 1), 1)
    piece = listed[(page - 1) * size : page * size]
    more = page * size < len(listed)
    link = f"{call.url}/entry/tickets?event_id={event}&page={page + 1}"
    end = piece[-1].modified if piece else None
    return Answer(
        body={
            "content": [_ticket(call, item) for item in piece],
            "listEndTime": stamp(end) or call.params.get("startTime"),
            "total": len(listed),
            "pagination": {"prev": None, "next": link if more else None, "self": f"{call.url}/entry/tickets"},
            "dataCaptureQuestions": documents.QUESTIONS,
        }
    )


def _says_yes(call: Call, name: str) -> bool:
    return call.params.get(name) in {"true", "1"}


def _ticket(call: Call, item: Item) -> dict[str, object]:
    kind = call.tables.types[item.type_id]
    return documents.ticket(item, kind, with_zones=_says_yes(call, "includeZones"))


def _zones(call: Call) -> Answer:
    event = call.event(call.number("eventId")).id
    return Answer(
        body=[documents.zone(call, zone) for zone in call.tables.zones.values() if zone.event == event]
    )


def _zone(call: Call) -> Answer:
    return Answer(body=[documents.zone(call, call.zone(call.number("zoneId")))])


def _zone_items(call: Call) -> Answer:
    zone = call.zone(call.number("zoneId"))
    wanted = call.params.get("query", "").casefold()
    found = [
        item
        for item in call.items(zone.event)
        if zone.id in item.zones
        and wanted in f"{item.name} {item.email} {item.reference} {item.barcode}".casefold()
    ]
    offset, limit = call.optional("offset", 0), call.optional("limit", _PAGE)
    return Answer(
        body=[
            {
                "barcode": item.barcode,
                "nfcId": item.nfc,
                "firstName": item.name,
                "lastName": "",
                "isGuest": False,
            }
            for item in found[offset : offset + limit]
        ]
    )


def _guests(call: Call) -> Answer:
    wanted = rows(call.fields().get("events"), "events")[0]
    event, since, limit = (
        call.event(wanted.get("id")).id,
        str(wanted.get("syncData") or "0"),
        wanted.get("limit"),
    )
    if not since.isdigit() or not isinstance(limit, int):
        raise invalid(events="The events are invalid.")
    changed = [one for one in call.tables.guests.values() if one.event == event and one.rank > int(since)]
    piece = sorted(changed, key=lambda one: one.rank)[:limit]
    lists = [{"id": key, "eventId": event, "name": name} for key, name in call.tables.guest_lists.items()]
    sync = str(piece[-1].rank) if piece else since
    return Answer(
        body={
            "eventsSync": [{"eventId": event, "syncData": sync}],
            "content": {"guestLists": lists, "guests": [documents.guest(one) for one in piece]},
        }
    )


def _sale_items(call: Call) -> Answer:
    event = call.event(call.number("eventId")).id
    found = [one for one in call.tables.sale_items.values() if one.event == event]
    offset, limit = call.optional("offset", 0), min(call.optional("limit", _SALE_PAGE), _SALE_PAGE)
    return Answer(
        body={
            "saleItems": [documents.sale_item(one) for one in found[offset : offset + limit]],
            "timeslots": [{"id": 61, "name": "All day"}],
            "links": {"next": None},
            "meta": {"total": len(found)},
        }
    )


def _order_item(call: Call) -> Answer:
    asked = {name: call.params[name] for name in ("id", "barcode", "nfcId") if call.params.get(name)}
    if not asked:
        raise invalid(id="The id field is required when barcode and nfcId are empty.")
    for item in call.tables.items.values():
        is_theirs = call.tables.events[item.event].company == call.company
        known = {"id": str(item.id), "barcode": item.barcode, "nfcId": item.nfc}
        if is_theirs and all(known[name] == value for name, value in asked.items()):
            return Answer(body={"data": documents.order_item(item)})
    raise missing("OrderItem")


def _order_items(call: Call) -> Answer:
    events = {int(one) for one in call.params.get("eventIds", "").split(",") if one.isdigit()}
    found = [
        item
        for item in call.tables.items.values()
        if item.order == call.optional("orderId", item.order) and (not events or item.event in events)
    ]
    found = [item for item in found if call.tables.events[item.event].company == call.company]
    limit = min(call.optional("limit", _PAGE), _PAGE)
    listed = [documents.order_item(item) for item in found[:limit]]
    return Answer(body={"data": listed, "links": {"next": None}, "meta": {"total": len(found)}})


def _report(call: Call) -> Answer:
    limit = call.optional("limit", _PAGE)
    if limit > _PAGE * (10 if "asyncUuid" in call.params or "async" in call.params else 1):
        raise invalid(limit="The limit is too large.")
    data = {"type": "reports", "id": call.number("id"), "attributes": {"name": "Scans"}, "rows": []}
    return Answer(body={"data": data})


ENDPOINTS: dict[tuple[str, str], Endpoint] = {
    ("GET", "/events"): _events,
    ("GET", "/event"): _event,
    ("GET", "/activated-events"): _activated,
    ("GET", "/entry/tickets"): _tickets,
    ("GET", "/zones/all"): _zones,
    ("GET", "/zone"): _zone,
    ("GET", "/zones/items"): _zone_items,
    ("POST", "/guestdata"): _guests,
    ("GET", "/sale-items"): _sale_items,
    ("GET", "/order-item"): _order_item,
    ("GET", "/order-items"): _order_items,
    ("GET", "/report"): _report,
}
