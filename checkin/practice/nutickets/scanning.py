"""Scans at the simulated platform: live ones it decides on, and those that happened already."""

from collections.abc import Mapping
from datetime import timedelta

from checkin.practice.nutickets.calls import Answer, Call, Endpoint, invalid, missing, read_time, rows, stamp
from checkin.practice.nutickets.rows import Item, Scan, Zone

_LONGEST_DETAIL = 255


def _found(call: Call, event: int, barcode: str) -> Item | None:
    number = call.event(event).id
    return next(
        (one for one in call.tables.items.values() if one.barcode == barcode and one.event == number), None
    )


def _by_any(call: Call, event: int, code: str) -> tuple[Item, str]:
    """Whose code or tag it is, and whether it is an old one."""
    for item in call.items(event):
        if code in {item.barcode, item.nfc}:
            return item, ""
        if code in item.historic:
            return item, "historicBarcode"
    raise missing("OrderItem")


def _verdict(call: Call, zone: Zone, item: Item, way: str) -> tuple[str, str]:
    scans = [scan for scan in item.standing if scan.zone == zone.id]
    inside = bool(scans) and scans[-1].way == "in"
    if way == "out":
        return ("valid", "") if inside else ("alreadyOut", "")
    return _of_item(call, zone, item) or _of_zone(call, zone, item, scans, inside=inside) or ("valid", "")


def _of_item(call: Call, zone: Zone, item: Item) -> tuple[str, str] | None:
    if item.status == "locked":
        return "denied", "orderLocked"
    if item.status == "refunded":
        return "denied", ""
    if zone.id not in item.zones:
        return "denied", "itemDoesNotQualify"
    early = item.valid_from is not None and call.now < item.valid_from
    late = item.valid_to is not None and call.now >= item.valid_to
    return ("denied", "outsideOfValidityPeriod") if early or late else None


def _of_zone(
    call: Call, zone: Zone, item: Item, scans: list[Scan], *, inside: bool
) -> tuple[str, str] | None:
    body = call.fields()
    is_open = (zone.opens is None or zone.opens <= call.now) and (
        zone.closes is None or call.now < zone.closes
    )
    entries = sum(scan.way == "in" for scan in scans)
    objections = {
        "alreadyIn": inside,
        "zoneClosed": not is_open,
        "scansInExceeded": zone.most_entries is not None and entries >= zone.most_entries,
        _age(zone, item): _age(zone, item) != "" and body.get("ignoreAgeRestrictions") != "true",
        "full": _is_full(call, zone) and body.get("ignoreCapacity") != "true",
        "requiresConfirmation": zone.is_precise and body.get("confirmed") is not True,
    }
    return next(((status, "") for status, holds in objections.items() if holds), None)


def _age(zone: Zone, item: Item) -> str:
    if zone.min_age is None or zone.max_age is None:
        return ""
    if item.age is None:
        return "ageUnknown"
    if item.age < zone.min_age:
        return "tooYoung"
    return "tooOld" if item.age > zone.max_age else ""


def _is_full(call: Call, zone: Zone) -> bool:
    scans = [one for item in call.items(zone.event) for one in item.standing if one.zone == zone.id]
    inside = sum(1 if scan.way == "in" else -1 for scan in scans)
    return zone.capacity is not None and inside >= zone.capacity


def record(call: Call, item: Item, scan: Scan) -> None:
    """Write a scan down, once by its id."""
    if any(known.uuid == scan.uuid for known in item.scans):
        return
    item.scans.append(scan)
    item.modified = call.now
    if not scan.failed and item.status == "sold":
        item.status = "scanned"


def _live(call: Call) -> Answer:
    body = call.fields()
    codes = body.get("nfcIds") or body.get("barcodes")
    if not isinstance(codes, list) or not codes or not isinstance(body.get("zoneId"), str):
        raise invalid(barcodes="The barcodes field is required.")
    zone, uuid = call.zone(body["zoneId"]), str(body.get("uuid") or "")
    judged = [_judged(call, zone, str(code), str(body.get("scan")), uuid) for code in codes]
    refused = next((one for one in judged if one[1] != "valid"), judged[0])
    if all(one[1] == "valid" for one in judged):
        for item, _, _, way in judged:
            record(call, item, Scan(uuid=uuid or str(call.now), zone=zone.id, way=way, at=call.now))
    return _answer(zone, *refused[:3])


def _judged(call: Call, zone: Zone, code: str, way: str, uuid: str) -> tuple[Item, str, str, str]:
    item, detail = _by_any(call, zone.event, code)
    scans = [scan for scan in item.standing if scan.zone == zone.id]
    if way == "auto":
        way = "out" if scans and scans[-1].way == "in" else "in"
    if uuid and any(scan.uuid == uuid for scan in item.standing):
        return item, "valid", "", way
    if detail:
        return item, "denied", detail, way
    status, detail = _verdict(call, zone, item, way)
    return item, status, detail, way


def _answer(zone: Zone, item: Item, status: str, detail: str) -> Answer:
    entries = [scan for scan in item.standing if scan.zone == zone.id and scan.way == "in"]
    body: dict[str, object] = {
        "status": status,
        "attendance": 1,
        "capacity": zone.capacity,
        "barcode": item.barcode,
        "nfcId": item.nfc,
        "isGuest": False,
        "firstName": item.name,
        "lastName": "",
        "scansIn": len(entries),
        "scansInMax": zone.most_entries,
        "accessToZones": [{"id": one} for one in item.zones],
        "lastScannedIn": stamp(entries[-1].at) if entries else None,
    }
    return Answer(body=body | ({"statusDetail": detail} if detail else {}))


def _check(call: Call) -> Answer:
    body = call.fields()
    zone = call.zone(body.get("zoneId"))
    code = str(body.get("nfcId") or body.get("barcode") or "")
    item, status, detail, _ = _judged(call, zone, code, str(body.get("scan")), "")
    return _answer(zone, item, status, detail)


def _bulk(call: Call) -> Answer:
    told = rows(call.fields().get("tickets"), "tickets")
    scans = [_happened(call, row) for row in told]
    for item, scan in scans:
        if item is None:
            call.tables.failed_scans.append(scan)
        else:
            record(call, item, scan)
    return Answer(body={"success": True})


def _happened(call: Call, row: Mapping[str, object]) -> tuple[Item | None, Scan]:
    event = call.event(row.get("eventId")).id
    status, detail, way = row.get("status"), row.get("statusDetail"), row.get("scan") or "in"
    if status not in {"scanned", "failed"} or way not in {"in", "out"}:
        raise invalid(status="The selected status is invalid.")
    if len(str(detail or "")) > _LONGEST_DETAIL:
        raise invalid(statusDetail="The statusDetail may not be greater than 255 characters.")
    at = read_time(row.get("scannedOn"))
    if at > call.now + timedelta(days=1):
        raise invalid(scannedOn="The scannedOn must not lie in the future.")
    zone = call.zone(row["zoneId"]).id if row.get("zoneId") else call.entry(event)
    item = _found(call, event, str(row.get("barcode")))
    if item is None and status == "scanned":
        raise missing("OrderItem")
    failed = str(detail or "failed") if status == "failed" else ""
    return item, Scan(uuid=str(row.get("uuid")), zone=zone, way=str(way), at=at, failed=failed)


def _pair(call: Call) -> Answer:
    body = call.fields()
    event = call.event(body.get("event-id")).id
    tag, item = body.get("nfc-id"), _found(call, event, str(body.get("barcode")))
    if item is None:
        raise missing("OrderItem")
    if not isinstance(tag, str) or not tag:
        raise invalid(**{"nfc-id": "The nfc-id field is required."})
    if item.nfc not in {None, tag} and body.get("pair-barcode-again") is not True:
        raise invalid(barcode="The barcode is paired already.")
    if item.nfc != tag:
        item.nfc, item.modified = tag, call.now
    zone = call.tables.zones[call.entry(event)]
    return _answer(zone, item, "ok", "")


def _admit_order(call: Call) -> Answer:
    number = call.fields().get("orderId")
    items = [item for item in call.tables.items.values() if item.order == number]
    if not items:
        raise missing("Order")
    for item in items:
        zone = call.entry(call.event(item.event).id)
        if item.kind == "ticket" and not item.standing:
            record(call, item, Scan(uuid=f"order-{number}-{item.id}", zone=zone, way="in", at=call.now))
    return Answer(body={})


def _count_guests(call: Call) -> Answer:
    for row in rows(call.fields().get("guests"), "guests"):
        guest = call.tables.guests.get(int(str(row.get("id"))))
        attended = row.get("attended")
        if guest is None:
            raise missing("GuestItem")
        if not isinstance(attended, int) or attended > guest.people:
            raise invalid(attended="More guests than invited.")
        guest.attended, guest.attended_at = attended, read_time(row.get("attendedModification"))
        guest.modified = call.now
        guest.rank = max(one.rank for one in call.tables.guests.values()) + 1
    return Answer(body={"success": True})


ENDPOINTS: dict[tuple[str, str], Endpoint] = {
    ("POST", "/entry/tickets"): _bulk,
    ("POST", "/zones/scan"): _live,
    ("POST", "/zones/check"): _check,
    ("POST", "/tickets/pair"): _pair,
    ("POST", "/orders/admit-tickets"): _admit_order,
    ("PUT", "/guestdata"): _count_guests,
}
