"""What can be printed on a badge, ready to be set: some ninety texts of each position."""

from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from checkin.practice.pretix.rows import EventRow, OrderRow, PositionRow
from checkin.practice.pretix.state import State

_ADDRESS: Final = ("street", "zipcode", "city", "country", "state")
_EMPTY: Final = """
    item_description itemvar_description item_category telephone addons checked_in_addons
    organizer_info_text event_info_text program_times medium_identifier seat seat_zone seat_row seat_number
    first_scan giftcard_issuance_date giftcard_expiry_date invoice_name invoice_company invoice_street
    invoice_zipcode invoice_city invoice_state invoice_country invoice_name_for_salutation
    invoice_name_given_name invoice_name_family_name
"""
"""What the practice events never say."""


def badge_texts(state: State, order: OrderRow, position: PositionRow) -> dict[str, Any]:
    """The texts of one position."""
    event = state.events[order.event]
    zone = ZoneInfo(event.timezone)
    moments = {
        "event_begin": event.starts,
        "event_end": event.ends,
        "now": state.clock.now(),
        "purchase": order.created,
        "valid_from": position.valid_from,
        "valid_until": position.valid_until,
    }
    dates = {name: text for key, moment in moments.items() for name, text in _dates(key, moment, zone)}
    return {
        **dict.fromkeys(_EMPTY.split(), ""),
        **dates,
        **_of_ticket(event, order, position),
        **_of_person(position),
        **_of_event(event, zone),
        **_of_answers(event, position),
        "email": order.email or "",
        "invoice_custom_field": None,
        "organizer": state.organizer_name,
        "images": {},
    }


def _dates(name: str, moment: datetime | None, zone: ZoneInfo) -> list[tuple[str, str]]:
    whole = f"{name}_datetime" if name not in {"event_begin", "event_end"} else name
    local = None if moment is None else moment.astimezone(zone)
    texts = [
        (whole, f"{local:%Y-%m-%d %H:%M}" if local else ""),
        (f"{name}_date", f"{local:%Y-%m-%d}" if local else ""),
        (f"{name}_time", f"{local:%H:%M}" if local else ""),
    ]
    if whole == name:
        texts.append((f"{name}_weekday", f"{local:%A}" if local else ""))
    return texts


def _of_ticket(event: EventRow, order: OrderRow, position: PositionRow) -> dict[str, str]:
    item = next(one for one in event.items if one.id == position.item)
    sort = item.variation(position.variation)
    price = f"€{position.price:.2f}"
    return {
        "secret": position.secret,
        "order": order.code,
        "positionid": str(position.number),
        "order_positionid": f"{order.code}-{position.number}",
        "item": item.names["en"],
        "variation": sort.name if sort else "",
        "itemvar": " - ".join([item.names["en"], *([sort.name] if sort else [])]),
        "price": price,
        "price_with_bundled": price,
        "price_with_addons": price,
        "pseudonymization_id": position.pseudonym,
    }


def _of_person(position: PositionRow) -> dict[str, str]:
    name, parts = position.name or "", position.name_parts
    lines = (name, position.company, position.address.get("street"), position.address.get("city"))
    return {
        "attendee_name": name,
        "attendee_name_for_salutation": name,
        "attendee_name_given_name": parts.get("given_name", ""),
        "attendee_name_family_name": parts.get("family_name", ""),
        "attendee_name_given_name_family_name": name,
        "attendee_company": position.company or "",
        "attendee_address": "\n".join(line for line in lines if line),
        **{f"attendee_{key}": position.address.get(key) or "" for key in _ADDRESS},
        "attendee_email": position.email or "",
    }


def _of_event(event: EventRow, zone: ZoneInfo) -> dict[str, str]:
    starts, ends, doors = (one.astimezone(zone) for one in (event.starts, event.ends, event.admission))
    return {
        "event_name": event.name,
        "event_series_name": event.name,
        "event_date": f"{starts:%b. %d, %Y}",
        "event_date_range": f"{starts:%b. %d} – {ends:%d, %Y}",  # noqa: RUF001 - as pretix writes it
        "event_admission": f"{doors:%Y-%m-%d %H:%M}",
        "event_admission_time": f"{doors:%H:%M}",
        "event_location": event.place,
    }


def _of_answers(event: EventRow, position: PositionRow) -> dict[str, str]:
    given = {one: position.answers.get(one.id) for one in event.questions if one.type != "F"}
    return {
        f"question_{key}": answer.answer if answer else ""
        for one, answer in given.items()
        for key in (one.identifier, one.id)
    }
